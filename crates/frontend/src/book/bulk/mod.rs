//! What is done to the selected contacts at once. Its code comes right after the page.

mod ask;
mod bar;
mod choose;
mod chosen;
mod file;
mod glyph;
mod hands;
mod progress;
mod range;
mod report;
mod work;

use domain::OperationState;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::roll::Roll;
use super::selection::{Pick, Selection};
use crate::lazy::{Lazy, soon};
use crate::messages::Deed;
use crate::session::Common;
use crate::widgets::Erase;

pub use report::Standing;

/// Where the bar stands while something is selected, and until then the button that begins it where nothing can be pointed
/// at. Both come when their code is there: the list does not wait for it.
pub fn place(selection: Selection, roll: Roll) -> AnyView {
    let shown = soon(
        "bulk",
        // Where it did not come it is asked for again with the next row.
        Box::new(move || selection.ids.track()),
        || Box::pin(load_bulk()),
        Box::new(move || Box::pin(show(selection, roll))),
    );
    view! { <div class="bulk-place">{shown}</div> }.erase()
}

#[wasm_split(bulk, fallible, preload(load_bulk))]
fn show(selection: Selection, roll: Roll) -> Lazy<AnyView> {
    Ok(bar::place(selection, roll))
}

/// Selects, or does so no longer.
#[wasm_split(bulk, fallible, preload(load_pick))]
pub fn pick(selection: Selection, roll: Roll, pick: Pick) -> Lazy<()> {
    chosen::pick(selection, roll, pick);
    Ok(())
}

/// Shows how far something is that was begun elsewhere, until it has ended. Only for code that comes with this one.
pub fn watch(common: Common, deed: Deed, standing: Standing) {
    if standing.state != OperationState::Running {
        return;
    }
    let hands = hands::Hands {
        selection: Selection::new(),
        common,
    };
    work::watch(hands, deed, standing);
}
