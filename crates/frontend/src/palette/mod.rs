//! What the keyboard does anywhere on the page: single keys, the help that lists them, and the palette that finds contacts
//! and commands.
//!
//! All of it comes later. The page itself knows nothing but which of the two dialogs is asked for ([`Common::summoned`]).

mod asking;
mod commands;
mod desk;
mod dialog;
mod help;
mod items;
mod matching;
mod options;
mod shortcuts;
mod signs;

use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::lazy::{Lazy, soon};
use crate::live::Live;
use crate::session::Common;
use crate::widgets::Erase;
use desk::Desk;

/// Asks for the palette.
pub const PALETTE: u32 = 1;
/// Asks for the help.
pub const HELP: u32 = 2;

/// Both dialogs, and the keys: there once their code is.
pub fn palette() -> Live<AnyView> {
    let summoned = Common::get().summoned;
    soon(
        "palette",
        // Whoever asks for it when its code did not come lets it be fetched again.
        Box::new(move || summoned.track()),
        || Box::pin(load_palette()),
        Box::new(|| Box::pin(show())),
    )
}

#[wasm_split(palette, fallible, preload(load_palette))]
fn show() -> Lazy<AnyView> {
    let desk = Desk::new();
    desk.follow_summons();
    shortcuts::listen(desk);
    let dialogs = view! {
        // Where keys lead that are no links on the page; clicked like them, so that forms and the router hear of it.
        <a hidden node_ref=desk.link></a>
        {dialog::palette(desk)}
        {help::help(desk)}
    };
    Ok(dialogs.erase())
}
