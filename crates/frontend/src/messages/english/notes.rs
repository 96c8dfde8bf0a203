//! Notes in English.

use super::super::NoteTexts;

pub const NOTES: NoteTexts = NoteTexts {
    heading: "Notes",
    search: "Search notes",
    needs_script: "Writing and changing notes needs JavaScript.",
    new: "New note",
    title: "Title",
    body: "Note",
    pin: "Pin",
    unpin: "Unpin",
    about_deleted: "About a deleted contact",
    deleted: "The note is deleted.",
    not_deleted: "The note could not be deleted. It may have been changed meanwhile; look at it again.",
    restored: "The note is back.",
    not_restored: "The note could not be brought back. Try again.",
    not_saved: "The note could not be changed. It may have been changed meanwhile; look at it again.",
    alone: "This contact is not here any more. Save again to keep the note on its own.",
    empty_title: "Nothing noted yet",
    empty_text: "Write down what does not fit on a card: what you agreed on, what to bring, when to call.",
    nothing_found: |q| format!("No note has “{q}”"),
    nothing_found_hint: "Try the beginning of a word.",
    show_all: "Show all notes",
    more: "Show more",
};
