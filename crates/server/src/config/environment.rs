//! Where configuration comes from: variables, and files that variables name.

use std::collections::HashMap;

use super::Problems;

/// The variables of a process, or of a test.
pub struct Environment {
    variables: HashMap<String, String>,
    #[cfg(test)]
    asked: std::cell::RefCell<std::collections::BTreeSet<String>>,
}

impl Environment {
    /// The variables of this process. Bytes that are not UTF-8 become U+FFFD, which is no part of any right value: that is
    /// told of those that are asked for, and what other programs have in the environment is none of our business.
    pub fn of_process() -> Self {
        let text = |text: std::ffi::OsString| text.to_string_lossy().into_owned();
        Self::with(
            std::env::vars_os()
                .map(|(name, value)| (text(name), text(value)))
                .collect(),
        )
    }

    /// These variables and no others.
    pub fn of<const N: usize>(variables: [(&str, &str); N]) -> Self {
        Self::with(
            variables
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        )
    }

    fn with(variables: HashMap<String, String>) -> Self {
        Self {
            variables,
            #[cfg(test)]
            asked: Default::default(),
        }
    }

    /// The value of `name`, or of the file that `name_FILE` names. An empty value is none: compose files
    /// hand on variables that nobody set.
    pub(super) fn get(&self, name: &str, problems: &mut Problems) -> Option<String> {
        let direct = self.variable(name);
        if direct
            .as_ref()
            .is_some_and(|value| value.contains('\u{fffd}'))
        {
            problems.add(name, "is not UTF-8");
            return None;
        }
        let file_name = format!("{name}_FILE");
        let Some(path) = self.variable(&file_name) else {
            return direct;
        };
        if direct.is_some() {
            problems.add(
                name,
                &format!("is given twice, directly and by {file_name}: remove one"),
            );
            return direct;
        }
        match std::fs::read_to_string(&path) {
            // Editors and `echo` end a file with a newline that is no part of the secret.
            Ok(text) => Some(text.trim_end_matches(['\r', '\n']).to_owned())
                .filter(|text| !text.is_empty())
                .or_else(|| {
                    problems.add(&file_name, &format!("names an empty file: {path}"));
                    None
                }),
            Err(error) => {
                problems.add(
                    &file_name,
                    &format!("names a file that cannot be read: {path}: {error}"),
                );
                // Whatever it was to be, it is not missing: one problem, one line.
                None
            }
        }
    }

    /// The file that is named to hold the value of `name`.
    pub(super) fn file_of(&self, name: &str) -> Option<String> {
        self.variable(&format!("{name}_FILE"))
    }

    /// Whether the variable is given in either way.
    pub(super) fn has(&self, name: &str) -> bool {
        self.variable(name).is_some() || self.variable(&format!("{name}_FILE")).is_some()
    }

    /// The names that were asked for so far, those of files left out.
    #[cfg(test)]
    pub(super) fn asked(&self) -> Vec<String> {
        let asked = self.asked.borrow();
        let names = asked.iter().filter(|name| !name.ends_with("_FILE"));
        names.cloned().collect()
    }

    fn variable(&self, name: &str) -> Option<String> {
        #[cfg(test)]
        self.asked.borrow_mut().insert(name.to_owned());
        self.variables
            .get(name)
            .filter(|value| !value.is_empty())
            .cloned()
    }
}
