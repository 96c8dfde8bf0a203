//! The one main heading of a page: it takes the focus when the visitor gets there, and names the window.

use leptos::html;
use leptos::prelude::*;
use web_sys::FocusOptions;

use super::Erase;
use crate::live::effect;
use crate::session::Common;

/// The `h1` of a page. After a navigation in the browser the focus goes here, so that keyboard and screen
/// reader are where the eye is.
#[component]
pub fn Heading(
    /// What it says.
    text: String,
    /// The address it is the heading of.
    path: String,
) -> impl IntoView {
    let common = Common::get();
    common.title.set(text.clone());
    let node = NodeRef::<html::H1>::new();
    let arrived = common.arrived;
    effect(move || {
        if arrived.with(|at| at.as_deref() == Some(path.as_str()))
            && let Some(heading) = node.get()
        {
            let options = FocusOptions::new();
            options.set_prevent_scroll(false);
            let _ = heading.focus_with_options(&options);
            arrived.set(None);
        }
    });
    view! {
        <h1 class="heading" tabindex="-1" dir="auto" node_ref=node>
            {text}
        </h1>
    }
    .erase()
}

/// Text as HTML text, for the two places where Leptos writes it raw.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            c => escaped.push(c),
        }
    }
    escaped
}
