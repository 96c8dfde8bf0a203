//! One contact, in English.

use super::super::ContactTexts;

pub const CONTACT: ContactTexts = ContactTexts {
    back: "Contacts",
    edit: "Edit",
    delete: "Delete",
    deleted: |name| format!("\u{2068}{name}\u{2069} was deleted."),
    gone: "The contact was deleted.",
    restored: |name| format!("\u{2068}{name}\u{2069} is back."),
    undo: "Undo",
    dismiss: "Dismiss",
    not_deleted: |name| format!("\u{2068}{name}\u{2069} could not be deleted. Try again."),
    stale_delete: |name| {
        format!(
            "\u{2068}{name}\u{2069} was changed just now and is still here. Have a look, and delete it again if you still want to."
        )
    },
    not_restored: |name| format!("\u{2068}{name}\u{2069} could not be brought back. Try again."),
    nickname: super::super::shared::in_quotes,
    phones: "Phone",
    emails: super::super::shared::EMAIL,
    addresses: "Address",
    urls: "Web",
    ims: "Messengers",
    birthday: "Birthday",
    turns: super::dates::turns,
    age: |n| format!("age {n}"),
    dates: "Dates",
    relations: "Relations",
    unnamed_relation: "Another contact",
    labels: "Labels",
    custom: "Own fields",
    phonetic: |name| format!("Pronounced “{name}”"),
    favourite: "Favourite",
    star: "Add to favourites",
    unstar: "Remove from favourites",
    not_starred: |name| {
        format!("The star of \u{2068}{name}\u{2069} could not be changed. Try again.")
    },
    note: "Note",
    preferred: "preferred",
    changed_on: |day| format!("Last changed {day}"),
    nothing_more: "Nothing else is written down yet.",
    pick_title: "Nobody selected",
    pick_text: "Pick somebody from the list, or search for a name, a number or a company.",
    actions: "Actions",
    call: "Call",
    message: "Message",
    map: "Map",
    works_at: |title, place| format!("{title} at {place}"),
    in_book: |book| format!("In \u{2068}{book}\u{2069}"),
};
