//! What the palette, the help and the keys have in common.

use leptos::html::{A, Dialog, Input};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};

use super::asking::Found;
use super::items::Group;
use super::{HELP, PALETTE};
use crate::book::{CurrentFilter, Shelf};
use crate::live::effect;
use crate::messages::keys;
use crate::session::{Common, Session};
use crate::widgets::Toasts;

/// Made once, where the dialogs are.
#[derive(Clone, Copy)]
pub struct Desk {
    /// What every part of the page may use.
    pub common: StoredValue<Common>,
    /// Which dialog is open.
    pub summoned: RwSignal<u32>,
    /// Whether single keys are heard; `None` where nobody is signed in.
    pub shortcuts: RwSignal<Option<bool>>,
    /// What the list is narrowed to.
    pub filter: CurrentFilter,
    /// The books and labels.
    pub shelf: Shelf,
    /// The messages at the foot of the page.
    pub toasts: Toasts,
    /// What is written in the palette.
    pub asked: RwSignal<String>,
    /// The contacts that were found.
    pub found: RwSignal<Found>,
    /// All that can be chosen.
    pub offered: RwSignal<Vec<Group>>,
    /// Which of that the arrow keys are at.
    pub at: RwSignal<usize>,
    /// Whether Enter was pressed before the contacts came.
    pub is_hasty: StoredValue<bool>,
    /// Counts what was written: an answer to something older comes too late.
    pub written: StoredValue<u32>,
    /// Where somebody writes.
    pub input: NodeRef<Input>,
    /// The palette.
    pub palette: NodeRef<Dialog>,
    /// The help.
    pub help: NodeRef<Dialog>,
    /// Leads to wherever it is told to.
    pub link: NodeRef<A>,
}

impl Desk {
    pub fn new() -> Self {
        let common = Common::get();
        let (summoned, who) = (common.summoned, common.clone());
        let shortcuts = RwSignal::new(None);
        effect(move || {
            let heard = match who.session() {
                Some(Ok(Session::In(user))) => Some(user.shortcuts),
                _ => None,
            };
            shortcuts.set(heard);
        });
        Self {
            common: StoredValue::new(common),
            summoned,
            shortcuts,
            filter: expect_context(),
            shelf: expect_context(),
            toasts: expect_context(),
            asked: RwSignal::new(String::new()),
            found: RwSignal::new(Found::default()),
            offered: RwSignal::new(Vec::new()),
            at: RwSignal::new(0),
            is_hasty: StoredValue::new(false),
            written: StoredValue::new(0),
            input: NodeRef::new(),
            palette: NodeRef::new(),
            help: NodeRef::new(),
            link: NodeRef::new(),
        }
    }

    /// Opens the dialog that is asked for, and closes the other one.
    pub fn follow_summons(self) {
        effect(move || {
            let summoned = self.summoned.get();
            let dialogs = [(PALETTE, self.palette.get()), (HELP, self.help.get())];
            // Closed first: it gives the focus back, which the other one then takes.
            for (name, dialog) in &dialogs {
                if let Some(dialog) = dialog.as_ref().filter(|_| *name != summoned) {
                    dialog.close();
                }
            }
            for (name, dialog) in dialogs {
                if let Some(dialog) = dialog.filter(|dialog| name == summoned && !dialog.open()) {
                    if name == PALETTE {
                        self.begin();
                    }
                    let _ = dialog.show_modal();
                }
            }
        });
    }

    /// Forgets what was looked for the last time.
    fn begin(self) {
        self.ask(String::new());
        if let Some(input) = self.input.get_untracked() {
            input.set_value("");
        }
    }

    /// Closes at once: what follows needs the focus where it was.
    pub fn close(self) {
        for dialog in [self.palette, self.help] {
            if let Some(dialog) = dialog.get_untracked() {
                dialog.close();
            }
        }
        self.summoned.set(0);
    }

    /// The browser has closed a dialog.
    pub fn closed(self, name: u32) {
        if self.summoned.get_untracked() == name {
            self.summoned.set(0);
        }
    }

    /// Goes to an address of the page.
    pub fn go(self, address: &str) {
        if let Some(link) = self.link.get_untracked() {
            link.set_href(address);
            link.click();
        }
    }
}

/// Does what a button or a link of the page does; whether there is such a one.
pub fn press(selector: &str) -> bool {
    let found = found(selector);
    if let Some(element) = &found {
        element.click();
    }
    found.is_some()
}

/// The first element of the page that a selector names.
pub fn found(selector: &str) -> Option<HtmlElement> {
    let found = document().query_selector(selector).ok().flatten()?;
    found.dyn_into().ok()
}

/// Whether some dialog is open.
pub fn is_dialog_open() -> bool {
    found("dialog[open]").is_some()
}

/// A click beside a dialog is one on its backdrop, which is the dialog itself to the browser.
pub fn is_beside(event: &web_sys::MouseEvent) -> bool {
    event
        .target()
        .is_some_and(|target| target.has_type::<HtmlDialogElement>())
}

/// Whether this keyboard has a command key.
pub fn is_apple() -> bool {
    let platform = window().navigator().platform().unwrap_or_default();
    platform.starts_with("Mac") || platform.starts_with("iP")
}

/// The key to hold for the palette.
pub fn chord_key() -> &'static str {
    match is_apple() {
        true => keys::COMMAND,
        false => keys::CTRL,
    }
}
