//! What goes on working when the bar that it was begun from is gone.

use leptos::prelude::*;

use super::super::selection::Selection;
use crate::api::ApiError;
use crate::messages::texts;
use crate::session::Common;
use crate::widgets::Toast;

/// All of it outlives the bar.
#[derive(Clone)]
pub struct Hands {
    pub selection: Selection,
    pub common: Common,
}

impl Hands {
    /// Says something at the foot of the page.
    pub fn say(&self, text: String) {
        self.selection.toasts.say(Toast { text, undo: None });
    }

    /// The session has ended meanwhile.
    pub fn sign_in(&self) {
        self.common.sign_in();
    }

    /// It has ended: shows what has become of the contacts.
    pub fn rest(&self) {
        self.selection.working.try_set(false);
        self.common.changed();
    }
}

/// Why the server does not do something; nothing where there was no answer of it.
pub fn reason(error: &ApiError) -> Option<String> {
    let ApiError::Problem(problem) = error else {
        return None;
    };
    let t = texts();
    let rule = problem.errors.values().flatten().next();
    Some(rule.map_or_else(
        || (t.problem)(problem.code).to_owned(),
        |error| (t.rule)(&error.rule),
    ))
}
