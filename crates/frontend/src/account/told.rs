//! What went wrong with an account form, told by the API or, without JavaScript, by the address.

use domain::{ErrorCode, FieldErrors, FieldRule};

use crate::api::{self, ApiError};
use crate::messages::texts;
use crate::navigation::parameter;

/// A message for the whole form, and messages for its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// For the whole form.
    pub form: Option<String>,
    /// By field.
    pub fields: Vec<(String, String)>,
}

impl Told {
    /// What an error of the API says.
    pub fn by(error: &ApiError) -> Self {
        let t = texts();
        match error {
            ApiError::Offline => Self::all(t.state.offline_title),
            ApiError::Unreadable => Self::all(t.state.unreadable_text),
            ApiError::Problem(problem) if problem.errors.is_empty() => {
                Self::all((t.problem)(problem.code))
            }
            ApiError::Problem(problem) => Self {
                form: None,
                fields: by_field(&problem.errors),
            },
        }
    }

    /// The same for a form that has these fields and no other: what is wrong with another one is said of the whole.
    pub fn within(mut self, inputs: &[&str]) -> Self {
        let (own, others): (Vec<_>, Vec<_>) = self
            .fields
            .into_iter()
            .partition(|(name, _)| inputs.contains(&name.as_str()));
        self.fields = own;
        let others: Vec<String> = others.into_iter().map(|(_, text)| text).collect();
        if !others.is_empty() {
            self.form = Some(others.join(" "));
        }
        self
    }

    /// What the server wrote into the address after a form post: `?error=invalid&field=username&rule=taken`.
    pub fn in_address(search: &str) -> Self {
        let t = texts();
        let Some(code) = parameter(search, "error") else {
            return Self::default();
        };
        let broken = parameter(search, "rule").unwrap_or_else(|| code.clone());
        let rule =
            parameter(search, "field").and_then(|field| Some((rule(&field, &broken)?, field)));
        match (rule, api::code(&code)) {
            (Some((rule, field)), _) => Self {
                form: None,
                fields: vec![(field, (t.rule)(&rule))],
            },
            (None, Some(code)) => Self::all((t.problem)(code)),
            (None, None) => Self::all((t.problem)(ErrorCode::Internal)),
        }
    }

    fn all(text: &str) -> Self {
        Self {
            form: Some(text.to_owned()),
            fields: Vec::new(),
        }
    }

    /// What is wrong with one field.
    pub fn about(&self, field: &str) -> Option<String> {
        self.fields
            .iter()
            .find(|(name, _)| name == field)
            .map(|(_, text)| text.clone())
    }
}

fn by_field(errors: &FieldErrors) -> Vec<(String, String)> {
    let t = texts();
    let text = |errors: &Vec<domain::FieldError>| {
        errors
            .iter()
            .map(|error| (t.rule)(&error.rule))
            .collect::<Vec<_>>()
            .join(" ")
    };
    errors
        .iter()
        .map(|(field, errors)| (field.clone(), text(errors)))
        .collect()
}

/// The address holds only a rule's code; its limits are the ones that the field has.
fn rule(field: &str, code: &str) -> Option<FieldRule> {
    let max = match field {
        "username" => domain::validate::MAX_USERNAME,
        "password" => domain::validate::MAX_PASSWORD,
        _ => domain::validate::MAX_TEXT,
    };
    api::rule(code, max, domain::validate::MIN_PASSWORD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_the_same_as_the_api() {
        assert_eq!(Told::in_address(""), Told::default());
        let wrong = Told::in_address("?error=bad_credentials&username=ann");
        assert_eq!(
            wrong.form.as_deref(),
            Some("The username or the password is wrong.")
        );
        let short = Told::in_address("?error=too_short&field=password");
        assert_eq!(
            short.about("password").as_deref(),
            Some("At least 8 characters.")
        );
        let as_sent = Told::in_address("?error=invalid&field=password&rule=too_short&next=%2F");
        assert_eq!(as_sent, short);
        let taken = Told::in_address("?error=taken&field=username");
        assert!(taken.about("username").is_some() && taken.form.is_none());
        assert!(Told::in_address("?error=<script>").form.is_some());
    }
}
