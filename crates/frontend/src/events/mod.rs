//! Changes made elsewhere, shown as they happen.
//!
//! What a page shows is an answer to a path. Whoever shows one says which kinds of change it heeds; when the server tells
//! of such a change the path is asked again, and only an answer that differs is shown: nothing moves, and nobody loses the
//! focus, for a change that concerns something else.

#[cfg(feature = "hydrate")]
mod listener;
#[cfg(feature = "hydrate")]
mod shown;

use domain::ChangeKind;
use leptos::prelude::*;

use crate::asked::Asked;

#[cfg(feature = "hydrate")]
pub use listener::follow;

/// Keeps an answer up to date with changes of these kinds, for as long as it is shown.
pub fn heed(asked: Asked, kinds: &'static [ChangeKind]) {
    heed_unless(asked, kinds, None);
}

/// The same, but for when it must not be replaced, because somebody types into what shows it.
pub fn heed_unless(asked: Asked, kinds: &'static [ChangeKind], held: Option<Signal<bool>>) {
    add(asked, kinds, held, None);
}

/// The same for what knows better how to bring itself up to date than by another answer.
pub fn heed_by(asked: Asked, kinds: &'static [ChangeKind], refresh: Callback<()>) {
    add(asked, kinds, None, Some(refresh));
}

fn add(
    asked: Asked,
    kinds: &'static [ChangeKind],
    held: Option<Signal<bool>>,
    refresh: Option<Callback<()>>,
) {
    #[cfg(feature = "hydrate")]
    shown::add(shown::Shown {
        asked,
        kinds,
        held,
        refresh,
        turns: StoredValue::new(0),
    });
    // On the server nothing is shown for longer than it takes to write it.
    #[cfg(not(feature = "hydrate"))]
    let _ = (asked, kinds, held, refresh);
}
