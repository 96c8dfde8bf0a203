//! `NOTE`. Some programs write one line for each note; they are shown as one text, so that none stays unseen.

use vcard::Card;

use super::field::{Field, Value};
use super::tidy;
use crate::Change;

const NOTE: Field = Field::text("NOTE");

pub(super) fn read(card: &Card) -> String {
    let notes: Vec<String> = NOTE
        .lines(card)
        .map(|property| tidy::block(&property.text()))
        .collect();
    notes.join("\n")
}

pub(super) fn write(card: &mut Card, edit: &Change<String>) {
    let Some(asked) = edit.value() else { return };
    let note = tidy::block(&asked);
    if note == read(card) {
        return;
    }
    if note.trim().is_empty() {
        NOTE.clear(card);
    } else {
        NOTE.set_all(card, &Value::text(&note));
    }
}
