//! The keys that are heard everywhere.

use std::time::Duration;

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use super::desk::{Desk, chord_key, found, is_apple, is_dialog_open, press};
use super::signs::sign;
use super::{HELP, PALETTE};
use crate::live::effect;
use crate::messages::{keys, texts};
use crate::navigation::{LIST, NEW};

const SEARCH: &str = "#search";

/// Where somebody writes. To a box that is ticked letters mean nothing.
const WRITTEN_IN: &str = "input:not([type=checkbox], [type=radio]), textarea, select";

/// Listens as long as the dialogs are there.
pub fn listen(desk: Desk) {
    name_button();
    let path = use_location().pathname;
    let is_search_wanted = StoredValue::new(false);
    // Where the list is not shown the search comes with it.
    effect(move || {
        if path.with(|path| path == LIST) && is_search_wanted.get_value() {
            is_search_wanted.set_value(false);
            // After the heading, which takes the focus of everybody who gets there.
            set_timeout(|| _ = search(), Duration::ZERO);
        }
    });
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() || event.is_composing() {
            return;
        }
        let is_shifted = event.shift_key();
        let Some(sign) = sign(&event.key(), &event.code(), is_shifted) else {
            return;
        };
        let Some(are_heard) = desk.shortcuts.get_untracked() else {
            return;
        };
        let is_meant = match is_chord(&event) {
            true => sign == 'k' && !is_shifted && (event.repeat() || toggle(desk)),
            false => {
                let is_heard = are_heard && !event.repeat() && !is_held(&event);
                is_heard && !is_written(&event) && !is_dialog_open() && {
                    is_search_wanted.set_value(false);
                    match (sign, is_shifted) {
                        ('/', _) if is_covered() => false,
                        ('/', _) => {
                            search() || {
                                is_search_wanted.set_value(true);
                                desk.go(&desk.filter.read_untracked().on(LIST));
                                true
                            }
                        }
                        ('?', _) => {
                            desk.summoned.set(HELP);
                            true
                        }
                        ('c', false) => {
                            desk.go(&desk.filter.read_untracked().on(NEW));
                            true
                        }
                        ('e', false) => press(super::commands::EDIT),
                        _ => false,
                    }
                }
            }
        };
        if is_meant {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Ctrl, or Command where there is one: there Ctrl and K delete to the end of the line.
fn is_chord(event: &KeyboardEvent) -> bool {
    let (wanted, other) = match is_apple() {
        true => (event.meta_key(), event.ctrl_key()),
        false => (event.ctrl_key(), event.meta_key()),
    };
    wanted && !other && !event.alt_key()
}

fn is_held(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.alt_key()
}

/// Whether the key goes into something that is being written. What is not seen any more is not: a dialog that has just been
/// closed may still have the focus.
fn is_written(event: &KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|target| {
        let is_field = target
            .closest(WRITTEN_IN)
            .is_ok_and(|found| found.is_some());
        (is_field || target.is_content_editable()) && target.offset_width() > 0
    })
}

/// Opens the palette, or closes it. Another dialog wants its answer first.
fn toggle(desk: Desk) -> bool {
    match desk.summoned.get_untracked() {
        PALETTE => desk.close(),
        HELP => desk.summoned.set(PALETTE),
        _ if is_dialog_open() => return false,
        _ => desk.summoned.set(PALETTE),
    }
    true
}

/// Goes to the search of the list, if it is on the screen.
fn search() -> bool {
    let Some(input) = found(SEARCH).filter(|input| input.offset_width() > 0) else {
        return false;
    };
    let _ = input.focus();
    input.unchecked_into::<HtmlInputElement>().select();
    true
}

/// Whether something stands in the place of the search: what is selected, which a search would drop.
fn is_covered() -> bool {
    let style = found(SEARCH).and_then(|input| window().get_computed_style(&input).ok()?);
    style.is_some_and(|style| style.get_property_value("visibility").as_deref() == Ok("hidden"))
}

/// The server does not know which keyboard the visitor has.
fn name_button() {
    if let Some(button) = found(".palette-open") {
        let title = format!(
            "{} ({} {})",
            texts().list.palette,
            chord_key(),
            keys::PALETTE
        );
        let chord = if is_apple() { "Meta+K" } else { "Control+K" };
        let _ = button.set_attribute("title", &title);
        let _ = button.set_attribute("aria-keyshortcuts", chord);
    }
}
