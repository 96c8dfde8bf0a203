//! A quiet button that copies a text.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDocument, HtmlElement, HtmlTextAreaElement};

use super::{Erase, Icon, Toast, Toasts, icon};
use crate::live::{click, live, part, spawn};
use crate::messages::texts;
use crate::session::Common;

/// How long it says that it has copied.
const SAYS: Duration = Duration::from_secs(2);

/// A button that copies this text. What it says about it stands beside it, for eyes and screen readers alike.
pub fn copy_button(text: String, what: &str) -> AnyView {
    let t = texts();
    let alive = Common::get().alive;
    let toasts = expect_context::<Toasts>();
    let done = RwSignal::new(false);
    let label = (t.share.copy)(what);
    let copy = click(move |_| {
        let text = text.clone();
        spawn(async move {
            if copied(&text).await {
                done.try_set(true);
                set_timeout(move || _ = done.try_set(false), SAYS);
            } else {
                toasts.say(Toast {
                    text: t.share.not_copied.to_owned(),
                    undo: None,
                });
            }
        });
    });
    let symbol = part(move || {
        Some(icon(match done.get() {
            true => Icon::Done,
            false => Icon::Copy,
        }))
    });
    view! {
        <span class="copy" class:done=done>
            <button
                type="button"
                class="icon-button"
                aria-label=label.clone()
                title=label
                disabled=live(move || !alive.get())
                on:click=copy
            >
                {symbol}
            </button>
            <span class="copy-says" role="status">{live(move || if done.get() { t.share.copied } else { "" })}</span>
        </span>
    }
    .erase()
}

/// Copies, and tells whether that worked.
pub async fn copied(text: &str) -> bool {
    // Many a server at home is reached without TLS, where browsers have no clipboard for pages.
    if !window().is_secure_context() {
        return copied_by_hand(text).is_some();
    }
    let written = window().navigator().clipboard().write_text(text);
    JsFuture::from(written).await.is_ok() || copied_by_hand(text).is_some()
}

/// Copies as a person would: by marking the text somewhere.
fn copied_by_hand(text: &str) -> Option<()> {
    let page = document();
    let had_focus = page.active_element();
    let field: HtmlTextAreaElement = page.create_element("textarea").ok()?.dyn_into().ok()?;
    field.set_value(text);
    field.set_class_name("hidden");
    // Behind an open dialog nothing can be marked.
    let place = page.query_selector("dialog[open]").ok().flatten();
    let place = place.or_else(|| page.body().map(Into::into))?;
    place.append_child(&field).ok()?;
    field.select();
    let done = page
        .dyn_into::<HtmlDocument>()
        .ok()?
        .exec_command("copy")
        .unwrap_or(false);
    field.remove();
    if let Some(had_focus) = had_focus.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = had_focus.focus();
    }
    done.then_some(())
}
