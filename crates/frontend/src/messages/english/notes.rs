//! Notes in English.

use super::super::NoteTexts;

pub const NOTES: NoteTexts = NoteTexts {
    heading: "Notes",
    search: "Search notes",
    new: "New note",
    title: "Title",
    body: "Note",
    pin: "Pin",
    unpin: "Unpin",
    about: "About a contact",
    deleted: "The note is deleted.",
    not_deleted: "The note could not be deleted. It may have been changed meanwhile; look at it again.",
    restored: "The note is back.",
    not_restored: "The note could not be brought back. Try again.",
    not_saved: "The note could not be changed. It may have been changed meanwhile; look at it again.",
    stale: "Somebody changed this note meanwhile. Copy what you wrote, close the form and look at the note again.",
    empty_title: "Nothing noted yet",
    empty_text: "Write down what does not fit on a card: what you agreed on, what to bring, when to call.",
    nothing_found: |q| format!("No note has “{q}”"),
    nothing_found_hint: "Try the beginning of a word.",
    show_all: "Show all notes",
    more_than_shown: "These are the first 200. Search for the others.",
};
