//! Books and labels in English.

use domain::Color;

use super::super::GroupTexts;

pub const GROUP: GroupTexts = GroupTexts {
    new_book: "New book",
    new_label: "New label",
    edit: |name| format!("Change “{name}”"),
    name: "Name",
    color: "Colour",
    color_name,
    needs_script: "Changing books and labels needs JavaScript.",
    delete_book: "Delete book",
    delete_label: "Delete label",
    delete_book_note: |n| match n {
        0 => "The book is empty.".to_owned(),
        1 => "The one contact in it goes with the book. Undo brings both back.".to_owned(),
        n => format!("The {n} contacts in it go with the book. Undo brings all of it back."),
    },
    delete_label_note: "Those who have this label lose it, and stay in the book.",
    default_stays: "New contacts go to this book when no other is chosen, so it cannot be deleted.",
    deleted: |name| format!("“\u{2068}{name}\u{2069}” was deleted"),
    not_deleted: |name| format!("“\u{2068}{name}\u{2069}” could not be deleted"),
    restored: |name| format!("“\u{2068}{name}\u{2069}” is back"),
    not_restored: |name| format!("“\u{2068}{name}\u{2069}” could not be brought back"),
    missing_title: "This is not here",
    missing_text: "The book or label may have been deleted, or the address is mistyped.",
};

fn color_name(color: Color) -> &'static str {
    match color {
        Color::Red => "Red",
        Color::Orange => "Orange",
        Color::Amber => "Amber",
        Color::Green => "Green",
        Color::Teal => "Teal",
        Color::Blue => "Blue",
        Color::Indigo => "Indigo",
        Color::Purple => "Purple",
        Color::Pink => "Pink",
        Color::Grey => "Grey",
    }
}
