//! Single inputs with a label and a place for what is wrong with them.

use leptos::prelude::*;

use super::state::{FormState, typed};
use crate::live::live;
use crate::widgets::{Erase, TextArea};

/// What is fixed about a one-line input.
#[derive(Clone, Copy, Default)]
pub struct Line {
    /// Its label.
    pub label: &'static str,
    /// What helps to fill it in.
    pub hint: Option<&'static str>,
    /// Which keyboard a phone shows.
    pub inputmode: Option<&'static str>,
    /// Its place in the grid.
    pub class: &'static str,
}

/// A labelled one-line input.
pub fn line(name: &str, value: &str, line: Line) -> AnyView {
    let Line {
        label,
        hint,
        inputmode,
        class,
    } = line;
    let (id, value) = (name.to_owned(), typed(name, value.to_owned()));
    let error = FormState::get().error(id.clone());
    let (error_id, hint_id) = (format!("{id}-error"), format!("{id}-hint"));
    let described = match hint {
        Some(_) => format!("{error_id} {hint_id}"),
        None => error_id.clone(),
    };
    view! {
        <div class=format!("field {class}")>
            <label for=id.clone()>{label}</label>
            <input
                type="text"
                id=id.clone()
                name=id
                value=value
                dir="auto"
                autocomplete="off"
                inputmode=inputmode
                aria-invalid=live(move || invalid(error))
                aria-describedby=described
            />
            <p class="field-error" id=error_id>{error}</p>
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
        </div>
    }
    .erase()
}

/// A labelled text area.
pub fn block(
    name: &str,
    value: &str,
    label: &'static str,
    rows: u8,
    class: &'static str,
) -> AnyView {
    let id = name.to_owned();
    let error = FormState::get().error(id.clone());
    let error_id = format!("{id}-error");
    view! {
        <div class=format!("field {class}")>
            <label for=id.clone()>{label}</label>
            <TextArea
                text=typed(name, value.to_owned())
                name=id.clone()
                id=id
                rows
                invalid=Signal::derive(move || error.read().is_some())
                described_by=error_id.clone()
            />
            <p class="field-error" id=error_id>{error}</p>
        </div>
    }
    .erase()
}

/// The value of `aria-invalid`.
pub fn invalid(error: Memo<Option<String>>) -> Option<&'static str> {
    error.read().is_some().then_some("true")
}
