//! A text area that holds what it is given, whatever that is.

use leptos::prelude::*;

use super::{Erase, escape};
use crate::live::live;

/// Leptos 0.8 does not escape the child of a `textarea` on the server, so the text goes in as HTML that is
/// escaped here.
///
/// The browser drops one line break right after the tag when it parses a page, but not when a script sets the
/// content: so only the server adds one.
#[component]
pub fn TextArea(
    /// What is in it at first.
    text: String,
    /// Its name in the form.
    name: String,
    /// Its id.
    id: String,
    /// Lines shown.
    rows: u8,
    /// Whether its content was refused.
    #[prop(into)]
    invalid: Signal<bool>,
    /// The element that says why.
    described_by: String,
) -> impl IntoView {
    let content = if cfg!(feature = "ssr") {
        format!("\n{}", escape(&text))
    } else {
        escape(&text)
    };
    view! {
        <textarea
            name=name
            id=id
            rows=rows.to_string()
            dir="auto"
            aria-invalid=live(move || invalid.get().then_some("true"))
            aria-describedby=described_by
            inner_html=content
        ></textarea>
    }
    .erase()
}
