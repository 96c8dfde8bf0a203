//! A labelled input of an account form.

use leptos::prelude::*;

use super::told::Told;
use crate::live::{live, part};
use crate::widgets::Erase;

/// What is fixed about an input.
pub struct Input {
    /// Its name and id.
    pub name: &'static str,
    /// Its label.
    pub label: &'static str,
    /// What helps to fill it in.
    pub hint: Option<&'static str>,
    /// `text` or `password`.
    pub kind: &'static str,
    /// What a password manager should make of it.
    pub autocomplete: &'static str,
    /// Whether it may stay empty.
    pub optional: bool,
}

#[component]
pub fn Field(
    /// The input.
    input: Input,
    /// What it holds at first.
    value: String,
    /// What is wrong.
    told: RwSignal<Told>,
) -> impl IntoView {
    let Input {
        name,
        label,
        hint,
        kind,
        autocomplete,
        optional,
    } = input;
    let error = Memo::new(move |_| told.with(|told| told.about(name)));
    let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
    let described = match hint {
        Some(_) => format!("{error_id} {hint_id}"),
        None => error_id.clone(),
    };
    view! {
        <div class="field" class:invalid=live(move || error.read().is_some())>
            <label for=name>{label}</label>
            <input
                id=name
                name=name
                type=kind
                value=value
                dir="auto"
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                required=!optional
                aria-invalid=live(move || error.read().is_some().then_some("true"))
                aria-describedby=described
            />
            <p class="field-error" id=error_id>{error}</p>
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
        </div>
    }
    .erase()
}

/// What is wrong with the form as a whole.
#[component]
pub fn FormError(
    /// What is wrong.
    told: RwSignal<Told>,
) -> impl IntoView {
    let text = part(move || {
        let text = told.with(|told| told.form.clone())?;
        Some(view! { <p class="form-error">{text}</p> }.erase())
    });
    view! { <div role="alert">{text}</div> }.erase()
}
