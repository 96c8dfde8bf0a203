//! The place in a list, written down where the browser keeps it with the address.

use leptos::prelude::*;

use crate::navigation::Filter;

/// Writes it down.
pub fn remember(place: f64) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state(&place.into(), "");
    }
}

/// What was written down, if it is about this list. An answer may be faster than the address: what stands there is then
/// about another one.
pub fn remembered(shown: &Filter) -> Option<f64> {
    let search = window().location().search().ok()?;
    let state = window().history().ok()?.state().ok()?;
    state.as_f64().filter(|_| *shown == Filter::read(&search))
}
