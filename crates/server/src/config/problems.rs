//! What is wrong with a configuration, all of it.

use std::fmt;

/// Everything that is wrong; empty when nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(Vec<String>);

impl Problems {
    pub(super) fn add(&mut self, variable: &str, what: &str) {
        self.0.push(format!("{variable} {what}"));
    }

    /// What is wrong, one by one.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// The configuration, if nothing was wrong with it.
    pub(super) fn or<T>(self, config: T) -> Result<T, Self> {
        if self.0.is_empty() {
            Ok(config)
        } else {
            Err(self)
        }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.len();
        let noun = if count == 1 { "problem" } else { "problems" };
        write!(
            f,
            "Bloknotik cannot start: {count} {noun} in the configuration."
        )?;
        for problem in &self.0 {
            write!(f, "\n  - {problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
