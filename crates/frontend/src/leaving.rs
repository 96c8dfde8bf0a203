//! What is typed and not saved is not left behind without a question: by a link, by "back", or by a closed window.

use leptos::ev::{self, MouseEvent};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, EventTarget, HtmlDialogElement};

use crate::book::BeforeLeaving;
use crate::live::{click, effect};
use crate::messages::texts;
use crate::session::Common;
use crate::widgets::Erase;

const DIALOG: &str = "leave";

/// The browser is about to go somewhere.
const NAVIGATE: &str = "navigate";

/// The question of a form; it shows itself when it is to be asked. `dirty` says whether anything was typed.
pub fn leaving(dirty: StoredValue<bool>) -> AnyView {
    let t = texts();
    // How far to go in the history; nowhere where a link asked.
    let steps = StoredValue::new(0);
    Common::get().writes(dirty);
    guard_window(dirty);
    guard_history(dirty, steps, expect_context());
    let before: BeforeLeaving = expect_context();
    let ask = Callback::new(move |event: MouseEvent| {
        if let Some(href) = left_for(&event)
            && dirty.get_value()
            && ask(&href)
        {
            steps.set_value(0);
            before.then.set_value(None);
            event.prevent_default();
        }
    });
    before.look.set_value(Some(ask));
    let leave = move |event: MouseEvent| {
        dirty.set_value(false);
        if let Some(then) = before.then.try_update_value(Option::take).flatten() {
            event.prevent_default();
            close();
            then.run(());
        } else if steps.get_value() != 0 {
            event.prevent_default();
            close();
            let history = window().history();
            let _ = history.and_then(|history| history.go_with_delta(steps.get_value()));
        }
    };
    view! {
        <dialog class="question" id=DIALOG aria-labelledby="leave-title">
            <h2 id="leave-title">{t.form.leave_title}</h2>
            <p>{t.form.leave_text}</p>
            <div class="form-actions">
                // Where it leads is known when somebody wants to go there.
                <a class="button" on:click=click(leave)>{t.form.leave}</a>
                <button type="button" class="button primary" on:click=click(|_| close())>{t.form.stay}</button>
            </div>
        </dialog>
    }
    .erase()
}

/// Does what takes the visitor away from here, once they have said that what they typed may be lost by it.
pub fn unless_writing(before: BeforeLeaving, is_writing: bool, then: Callback<()>) {
    if is_writing && ask("/") {
        before.then.set_value(Some(then));
    } else {
        then.run(());
    }
}

fn dialog() -> Option<HtmlDialogElement> {
    let dialog = document().get_element_by_id(DIALOG)?;
    Some(dialog.unchecked_into())
}

/// Asks whether to go there; whether there is somebody to ask.
fn ask(href: &str) -> bool {
    let Some(dialog) = dialog() else {
        return false;
    };
    if let Ok(Some(link)) = dialog.query_selector("a") {
        let _ = link.set_attribute("href", href);
    }
    // "Back" may be pressed while it is asked already.
    dialog.open() || dialog.show_modal().is_ok()
}

fn close() {
    if let Some(dialog) = dialog() {
        dialog.close();
    }
}

/// Where a click leads inside the page, if it leads anywhere in place of it; a file comes beside it.
fn left_for(event: &MouseEvent) -> Option<String> {
    let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key();
    if elsewhere || event.default_prevented() {
        return None;
    }
    let clicked = event.target()?.dyn_into::<Element>().ok()?;
    let href = clicked
        .closest("a[href^='/']:not([download])")
        .ok()??
        .get_attribute("href")?;
    // The same address keeps the form.
    let is_here = href.split('?').next() == location().pathname().ok().as_deref();
    (!is_here).then_some(href)
}

/// Asks before a window with unsaved text is closed or reloaded.
fn guard_window(dirty: StoredValue<bool>) {
    effect(move || {
        let guard = window_event_listener(ev::beforeunload, move |event| {
            if dirty.try_get_value() == Some(true) {
                event.prevent_default();
            }
        });
        on_cleanup(move || guard.remove());
    });
}

/// Asks before the browser goes back or forth in its history. `popstate` tells of that when it has happened, and the router
/// hears of it first; so it is asked where browsers tell before (the Navigation API), and others go as they always did.
fn guard_history(dirty: StoredValue<bool>, steps: StoredValue<i32>, before: BeforeLeaving) {
    effect(move || {
        let Some(navigation) = property(&window(), "navigation")
            .and_then(|navigation| navigation.dyn_into::<EventTarget>().ok())
        else {
            return;
        };
        let heard = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            if dirty.try_get_value() == Some(true)
                && event.cancelable()
                && let Some(wanted) = steps_of(&event)
                && ask("/")
            {
                steps.set_value(wanted);
                before.then.set_value(None);
                event.prevent_default();
            }
        });
        let on = heard.as_ref().unchecked_ref();
        let _ = navigation.add_event_listener_with_callback(NAVIGATE, on);
        let held = StoredValue::new_local((navigation, heard));
        on_cleanup(move || {
            held.try_with_value(|(navigation, heard)| {
                let off = heard.as_ref().unchecked_ref();
                let _ = navigation.remove_event_listener_with_callback(NAVIGATE, off);
            });
        });
    });
}

/// How far away in the history it is that the browser goes to, unless that is no entry of the history or shows the same form.
fn steps_of(event: &Event) -> Option<i32> {
    let kind = property(event, "navigationType")?.as_string()?;
    let there = property(event, "destination")?;
    let here = property(&event.target()?.into(), "currentEntry")?;
    let index = |entry| Some(property(entry, "index")?.as_f64()? as i32);
    let path = |entry| {
        let url = property(entry, "url")?.as_string()?;
        url.split('?').next().map(str::to_owned)
    };
    let is_elsewhere = kind == "traverse" && path(&there) != path(&here);
    is_elsewhere.then_some(index(&there)? - index(&here)?)
}

fn property(of: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(of, &name.into()).ok()
}
