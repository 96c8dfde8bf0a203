//! The place in a list, written down where the browser keeps it with the address.

use leptos::prelude::*;

use crate::navigation::Filter;

/// Writes down where this list was left; not at the address of another one that has come in its place meanwhile.
pub fn remember(shown: &Filter, place: f64) {
    if is_about(shown)
        && let Ok(history) = window().history()
    {
        let _ = history.replace_state(&place.into(), "");
    }
}

/// What was written down, if it is about this list.
pub fn remembered(shown: &Filter) -> Option<f64> {
    let state = window().history().ok()?.state().ok()?;
    state.as_f64().filter(|_| is_about(shown))
}

/// Whether the address is this list's. An answer may be faster than the address, and slower.
fn is_about(shown: &Filter) -> bool {
    let search = window().location().search();
    search.is_ok_and(|search| *shown == Filter::read(&search))
}
