//! What stands in the inputs of a form, read when it is sent.

use leptos::ev::SubmitEvent;
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlFormElement};

use crate::live::focus;

/// The content of a form.
pub struct FormValues(Option<FormData>);

impl FormValues {
    /// The form that is being sent.
    pub fn of(event: &SubmitEvent) -> Self {
        let form = event
            .target()
            .and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        form.as_ref().map_or(Self(None), Self::of_form)
    }

    /// This form as it stands.
    pub fn of_form(form: &HtmlFormElement) -> Self {
        Self(FormData::new_with_form(form).ok())
    }

    /// The text of one input; empty when there is no such input.
    pub fn text(&self, name: &str) -> String {
        self.0
            .as_ref()
            .and_then(|data| data.get(name).as_string())
            .unwrap_or_default()
    }
}

/// Takes the visitor to the first field that was refused, once it is marked as such.
pub fn focus_first_error() {
    focus("main [aria-invalid=true]".to_owned());
}
