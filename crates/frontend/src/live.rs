//! Closures without their types.
//!
//! The framework compiles everything around a closure (its effect, its task, its listener) once per type of
//! closure, and each closure has a type of its own. Boxed they share one.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::widgets::Erase;

/// A value that the page keeps up to date.
pub type Live<T> = Box<dyn FnMut() -> T + Send>;

/// A live attribute or text.
pub fn live<T>(run: impl FnMut() -> T + Send + 'static) -> Live<T> {
    Box::new(run)
}

/// A live part of the page that may be absent.
pub fn part(mut run: impl FnMut() -> Option<AnyView> + Send + 'static) -> Live<AnyView> {
    Box::new(move || run().unwrap_or_else(|| ().into_any()))
}

/// Parts of the page by their keys: those that stay are left as they are.
pub fn keyed(
    keys: impl Fn() -> Vec<u32> + Send + 'static,
    part: impl Fn(u32) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    for_each(Box::new(keys), Arc::new(part))
}

fn for_each(
    each: Box<dyn Fn() -> Vec<u32> + Send>,
    part: Arc<dyn Fn(u32) -> AnyView + Send + Sync>,
) -> AnyView {
    view! { <For each key=|key| *key children=move |key| part(key)/> }.erase()
}

/// What happens on a click.
pub fn click(run: impl FnMut(MouseEvent) + Send + 'static) -> Box<dyn FnMut(MouseEvent) + Send> {
    Box::new(run)
}

/// What happens on a click in place of what the form around would do without a script.
pub fn instead(mut run: impl FnMut() + Send + 'static) -> Box<dyn FnMut(MouseEvent) + Send> {
    Box::new(move |event| {
        event.prevent_default();
        run();
    })
}

/// What happens on another event.
pub fn on<E: 'static>(run: impl FnMut(E) + Send + 'static) -> Box<dyn FnMut(E) + Send> {
    Box::new(run)
}

/// Runs in the browser at once and after every change of what it reads.
pub fn effect(run: impl Fn() + 'static) {
    let run: Box<dyn Fn()> = Box::new(run);
    Effect::new(run);
}

/// Runs in the browser, beside everything else.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    let task: Pin<Box<dyn Future<Output = ()>>> = Box::pin(task);
    leptos::task::spawn_local(task);
}

/// Holds the focus while what has it cannot be used; gives it back there, unless it has gone elsewhere meanwhile.
pub fn hold_focus() -> impl FnOnce() {
    let before = document().active_element();
    let give_back = move || {
        let is_lost = |now: Element| now.tag_name() == "BODY";
        if document().active_element().is_none_or(is_lost)
            && let Some(element) = before.and_then(|before| before.dyn_into::<HtmlElement>().ok())
        {
            let _ = element.focus();
        }
    };
    move || set_timeout(give_back, Duration::ZERO)
}

/// Takes the focus to what a change has just brought, or to what is left when something went. What is folded away
/// is opened for it.
pub fn focus(selector: String) {
    set_timeout(move || _ = focus_now(&selector), Duration::ZERO);
}

/// The same for what is there already; whether it was.
pub fn focus_now(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    if let Ok(Some(details)) = element.closest("details") {
        let _ = details.set_attribute("open", "");
    }
    element.focus().is_ok()
}
