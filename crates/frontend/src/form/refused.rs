//! What it means to a form that it could not be saved.

use domain::{Contact, ContactFields, ErrorCode};

use super::draft::baseline;
use super::errors::{InputErrors, by_input};
use super::slots::Slots;
use super::state::Outcome;
use crate::api::ApiError;
use crate::messages::Messages;

/// What is wrong with which input, and with the form as a whole. `kept` are the entries that were sent.
pub fn refused(error: ApiError, t: &Messages, kept: &Slots) -> (InputErrors, Outcome) {
    let problem = match error {
        ApiError::Offline => return (Vec::new(), Outcome::Offline),
        ApiError::Unreadable => {
            let why = t.state.unreadable_text.to_owned();
            return (Vec::new(), Outcome::Failed(why));
        }
        ApiError::Problem(problem) => problem,
    };
    match (problem.code, problem.current) {
        (ErrorCode::Stale, Some(current)) => (Vec::new(), Outcome::Stale(current)),
        (ErrorCode::NotFound, _) => (Vec::new(), Outcome::Gone),
        (code, _) if problem.errors.is_empty() => {
            (Vec::new(), Outcome::Failed((t.problem)(code).to_owned()))
        }
        _ => {
            let errors = by_input(&problem.errors, kept, t);
            let (general, errors): (Vec<_>, Vec<_>) =
                errors.into_iter().partition(|(name, _)| name.is_empty());
            let general = general.into_iter().map(|(_, text)| text).collect();
            (errors, Outcome::Invalid(general))
        }
    }
}

/// The contact, where it says already what was to be saved: it was saved before, and the answer got lost.
pub fn saved_before(error: &ApiError, said: &ContactFields) -> Option<Contact> {
    let ApiError::Problem(problem) = error else {
        return None;
    };
    let current = problem.current.as_deref()?;
    (problem.code == ErrorCode::Stale && baseline(&current.fields) == *said)
        .then(|| current.clone())
}
