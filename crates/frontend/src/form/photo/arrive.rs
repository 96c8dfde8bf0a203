//! The ways for a picture to get into the form beside the button: dropped on it, or pasted.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, Element};

use super::state::PhotoState;
use crate::live::effect;

/// Takes pictures that are dropped or pasted anywhere on the page: one that misses its aim would else replace the page
/// and what is typed into it. `over` tells whether one is held above.
pub fn take_dropped_and_pasted(photo: PhotoState, over: RwSignal<bool>) {
    effect(move || {
        let drag = window_event_listener(ev::dragover, move |event| {
            if has_files(&event) {
                event.prevent_default();
                over.try_set(true);
            }
        });
        let leave = window_event_listener(ev::dragleave, move |event| {
            // Not when it only goes from one element to the next.
            if event.related_target().is_none() {
                over.try_set(false);
            }
        });
        let drop = window_event_listener(ev::drop, move |event| {
            over.try_set(false);
            if has_files(&event) {
                event.prevent_default();
                photo.offer(event.data_transfer().and_then(|data| data.files()));
            }
        });
        let paste = window_event_listener(ev::paste, move |event| {
            if !is_text(&event) && photo.offer(event.clipboard_data().and_then(|data| data.files()))
            {
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            for listener in [drag, leave, drop, paste] {
                listener.remove();
            }
        });
    });
}

fn has_files(event: &DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

/// What is copied from a text processor is a text and a picture of it: in an input the text is meant.
fn is_text(event: &ClipboardEvent) -> bool {
    let text = event
        .clipboard_data()
        .and_then(|data| data.get_data("text/plain").ok());
    let at = event.target().and_then(|at| at.dyn_into::<Element>().ok());
    text.is_some_and(|text| !text.is_empty())
        && at.is_some_and(|at| at.matches("input, textarea").unwrap_or(false))
}
