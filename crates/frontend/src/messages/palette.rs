//! Texts of the command palette and of the help with keys.
//!
//! They are no part of [`Messages`](super::Messages), which every visitor waits for: they come with the code that shows
//! them, in all languages.

use domain::Language;

use super::{english, persian, portuguese, russian, texts};

/// The palette, and the help.
#[expect(missing_docs, reason = "the English text beside each name says it")]
pub struct PaletteTexts {
    pub placeholder: &'static str,
    pub results: &'static str,
    pub this_contact: &'static str,
    pub commands: &'static str,
    pub go_to: &'static str,
    pub copy_link: &'static str,
    pub link_copied: &'static str,
    /// How many there are to choose from.
    pub count: fn(&str) -> String,
    pub nothing: fn(&str) -> String,
    pub nothing_hint: &'static str,
    pub offline: &'static str,
    pub failed: &'static str,
    pub help: &'static str,
    pub everywhere: &'static str,
    pub in_list: &'static str,
    pub in_palette: &'static str,
    pub edit: &'static str,
    pub row: &'static str,
    pub page: &'static str,
    pub end: &'static str,
    pub open: &'static str,
    pub select: &'static str,
    pub select_range: &'static str,
    pub select_all: &'static str,
    pub unselect: &'static str,
    pub result: &'static str,
    pub ends: &'static str,
    pub choose: &'static str,
    pub single_keys: &'static str,
    pub switched_off: &'static str,
    pub to_settings: &'static str,
}

/// The texts for the visitor.
pub fn palette_texts() -> &'static PaletteTexts {
    match Language::from_tag(texts().lang).unwrap_or_default() {
        Language::English => &english::PALETTE,
        Language::Russian => &russian::PALETTE,
        Language::Persian => &persian::PALETTE,
        Language::Portuguese => &portuguese::PALETTE,
    }
}

/// What stands on keys, which is the same on keyboards of all languages.
#[expect(missing_docs, reason = "the names say it")]
pub mod keys {
    pub const CTRL: &str = "Ctrl";
    pub const COMMAND: &str = "⌘";
    pub const UP: &str = "↑";
    pub const DOWN: &str = "↓";
    pub const PAGE_UP: &str = "Page Up";
    pub const PAGE_DOWN: &str = "Page Down";
    pub const HOME: &str = "Home";
    pub const END: &str = "End";
    pub const ENTER: &str = "Enter";
    pub const ESCAPE: &str = "Esc";
    pub const SPACE: &str = "Space";
    pub const SHIFT: &str = "Shift";
    pub const ALL: &str = "A";
    pub const PALETTE: &str = "K";
    pub const SEARCH: &str = "/";
    pub const NEW: &str = "C";
    pub const EDIT: &str = "E";
    pub const HELP: &str = "?";
}
