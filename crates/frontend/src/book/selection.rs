//! What is selected in the list, to be changed at once: some contacts, or all that it shows but for some.
//!
//! It stays whatever is scrolled, changed or opened, and goes when the list shows something else. Here is only what the list
//! needs before anything is selected; the rest comes with the first selection.

use domain::Uuid;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use super::bulk;
use super::roll::Roll;
use crate::live::{click, focus, spawn};
use crate::widgets::Toasts;

/// The selection of the list; one for the pane. Its types are those of other signals, which cost nothing a second time.
#[derive(Clone, Copy)]
pub struct Selection {
    /// Whether all that the list shows are selected but for those that are named, or only those.
    pub all: RwSignal<bool>,
    /// Those that are named, each once.
    pub ids: RwSignal<Vec<Uuid>>,
    /// Whether a touch of a row selects it, and does not open it.
    pub by_touch: RwSignal<bool>,
    /// Whether a range is being looked up.
    pub looking: RwSignal<bool>,
    /// Whether something is being done to what was selected.
    pub working: RwSignal<bool>,
    /// Whether anything is selected, or about to be.
    pub is_on: Memo<bool>,
    /// Where the next range begins: at the contact that was turned over last.
    pub anchor: StoredValue<Option<Anchor>>,
    /// Where is said what came of it.
    pub toasts: Toasts,
}

/// A contact in the list.
#[derive(Clone, Copy)]
pub struct Anchor {
    pub id: Uuid,
    /// Its row, as long as the list is of the same age.
    pub index: u32,
    pub age: u32,
}

/// What somebody does to the selection. A row is that of whom it shows when it is clicked on: the code may come later. So
/// may the row, where somebody is faster than the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// Turns a row over.
    Row(u32, Option<Uuid>),
    /// Takes in all from the last row that was turned over to this one.
    Range(u32, Option<Uuid>),
    /// Takes all that the list shows.
    All,
}

impl Selection {
    /// Nothing yet.
    pub fn new() -> Self {
        let (all, by_touch) = (RwSignal::new(false), RwSignal::new(false));
        let ids = RwSignal::new(Vec::new());
        let is_on =
            move |_: Option<&bool>| by_touch.get() || all.get() || ids.with(|ids| !ids.is_empty());
        Self {
            all,
            ids,
            by_touch,
            looking: RwSignal::new(false),
            working: RwSignal::new(false),
            is_on: Memo::new(is_on),
            anchor: StoredValue::new(None),
            toasts: expect_context(),
        }
    }

    /// Nothing is selected any more.
    pub fn clear(self) {
        self.by_touch.set(false);
        self.all.set(false);
        self.ids.set(Vec::new());
    }

    /// Whether a contact that the list shows is selected.
    pub fn has(self, id: Uuid) -> bool {
        self.ids.with(|ids| ids.contains(&id)) != self.all.get()
    }

    fn pick(self, roll: Roll, pick: Pick) {
        spawn(async move {
            // Without this code nothing is selected, and that is seen.
            let _ = bulk::pick(self, roll, pick).await;
        });
    }

    fn pick_row(self, roll: Roll, index: u32, is_range: bool) {
        let id = untrack(|| roll.row(index)).map(|row| row.id);
        let pick = if is_range { Pick::Range } else { Pick::Row };
        self.pick(roll, pick(index, id));
    }

    /// What is clicked on in the rows: a checkbox; while something is selected also a row, with Shift or a finger.
    pub fn clicks(self, roll: Roll) -> Box<dyn FnMut(MouseEvent) + Send> {
        click(move |event: MouseEvent| {
            let target = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok());
            let Some((index, target)) =
                target.and_then(|target| Some((index_of(&target)?, target)))
            else {
                return;
            };
            let is_range = event.shift_key();
            if !target.has_type::<HtmlInputElement>() {
                if event.ctrl_key() || event.meta_key() {
                    return;
                }
                let selects =
                    self.by_touch.get_untracked() || (is_range && self.is_on.get_untracked());
                if !selects {
                    // Who is there already goes nowhere; the keyboard goes to the contact all the same.
                    if !is_range
                        && target
                            .closest("a[aria-current]")
                            .is_ok_and(|row| row.is_some())
                    {
                        focus("h1.heading".to_owned());
                    }
                    return;
                }
                event.prevent_default();
            }
            self.pick_row(roll, index, is_range);
        })
    }

    /// Keys on a row; whether this was one of ours.
    pub fn press(self, roll: Roll, event: &KeyboardEvent) -> bool {
        let with_command = event.ctrl_key() || event.meta_key();
        let target = event.target();
        let is_check = target.is_some_and(|target| target.has_type::<HtmlInputElement>());
        let active = roll.active.get_untracked();
        match event.key().as_str() {
            // A checkbox that has the focus itself turns over by itself, and that is a click.
            " " if !with_command && !is_check => {
                self.pick_row(roll, active, event.shift_key());
            }
            "Escape" if self.is_on.get_untracked() => self.clear(),
            // By its place: the letters on the keys may be others.
            key if with_command
                && !event.shift_key()
                && (key == "a" || (event.code() == "KeyA" && key != "q")) =>
            {
                self.pick(roll, Pick::All);
            }
            _ => return false,
        }
        event.prevent_default();
        true
    }
}

/// The row that something stands in.
pub fn index_of(element: &Element) -> Option<u32> {
    let row = element.closest("li").ok()??;
    let place = row.get_attribute("aria-posinset")?.parse::<u32>().ok()?;
    Some(place.saturating_sub(1))
}
