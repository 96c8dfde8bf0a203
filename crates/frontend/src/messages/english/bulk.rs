//! Many contacts at once, in English.

use super::super::bulk::{BulkTexts, Deed};

pub static BULK: BulkTexts = BulkTexts {
    bar: "Selected contacts",
    selected: |_, contacts| format!("{contacts} selected"),
    none: "Nobody selected",
    selecting: "Selecting…",
    all: |number| format!("Select all {number}"),
    all_matching: "Select all",
    clear: "Clear selection",
    remove_label: "Remove label",
    export: "Export",
    no_labels: "There are no labels to remove",
    no_books: "There is no other book to move to",
    all_starred: "All of these are favourites already",
    wait: "Possible once the last action is through",
    range_too_long: |number| {
        format!(
            "A range can have {number} contacts at most. Select all instead, or a part of them."
        )
    },
    range_failed: "The contacts in between could not be selected. Check the connection and try again.",
    add_label_to: |contacts| format!("Add a label to {contacts}"),
    remove_label_from: |contacts| format!("Remove a label from {contacts}"),
    move_them: |contacts| format!("Move {contacts}"),
    export_them: |contacts| format!("Export {contacts}"),
    delete_them: |contacts| format!("Delete {contacts}?"),
    delete_all: |number| format!("Delete all that match (more than {number})?"),
    delete_text: "So far there is no undo for many contacts at once.",
    delete_label: |name| {
        format!(
            "Delete the label “\u{2068}{name}\u{2069}”? Everybody who has it loses it, and that cannot be undone."
        )
    },
    label: "Find or create a label",
    new_label: |name| format!("Create “{name}”"),
    vcard3: "vCard 3.0 (.vcf)",
    vcard3_note: "For most phones and programs. Everything, with photos.",
    vcard4: "vCard 4.0 (.vcf)",
    vcard4_note: "For programs that ask for it. Everything, with photos.",
    csv: "Table (.csv)",
    csv_note: "For spreadsheets and mail programs. Without photos.",
    json: "JSON (.json)",
    json_note: "For programs. Without photos.",
    exporting: "Making the file…",
    export_failed: "The file could not be made. Check the connection and try again.",
    doing: |deed| match deed {
        Deed::Label(name) => format!("Adding the label “\u{2068}{name}\u{2069}”"),
        Deed::Unlabel(name) => format!("Removing the label “\u{2068}{name}\u{2069}”"),
        Deed::Rename(name) => format!("Renaming the label to “\u{2068}{name}\u{2069}”"),
        Deed::Move(book) => format!("Moving to “\u{2068}{book}\u{2069}”"),
        Deed::Star => "Adding to favourites".to_owned(),
        Deed::Unstar => "Removing from favourites".to_owned(),
        Deed::Delete => "Deleting".to_owned(),
    },
    progress: |done, total| format!("{done} of {total}"),
    lost: "No connection. The server goes on meanwhile.",
    stop: "Stop",
    stopping: "Stopping…",
    done: |deed, _, contacts| match deed {
        Deed::Label(name) => format!("{contacts} labelled “\u{2068}{name}\u{2069}”."),
        Deed::Unlabel(name) => format!("Label “\u{2068}{name}\u{2069}” removed from {contacts}."),
        Deed::Rename(name) => format!("The label is “\u{2068}{name}\u{2069}” now: {contacts}."),
        Deed::Move(book) => format!("{contacts} moved to “\u{2068}{book}\u{2069}”."),
        Deed::Star => format!("{contacts} added to favourites."),
        Deed::Unstar => format!("{contacts} removed from favourites."),
        Deed::Delete => format!("{contacts} deleted."),
    },
    same: |deed, n, contacts| match (deed, n) {
        (Deed::Label(_), _) => format!("{contacts} had it already."),
        (Deed::Unlabel(_), _) => format!("{contacts} did not have it."),
        (Deed::Move(_), 1) => format!("{contacts} was there already."),
        (Deed::Move(_), _) => format!("{contacts} were there already."),
        (_, _) => format!("{contacts} needed no change."),
    },
    stopped: |done, total| format!("Stopped after {done} of {total}. What was done stays."),
    gone: |n, contacts| match n {
        1 => format!("{contacts} is not there any more."),
        _ => format!("{contacts} are not there any more."),
    },
    full: |_, contacts| format!("{contacts} cannot hold any more."),
    no_book: |_, contacts| format!("{contacts} stayed: the book is not there any more."),
    place_gone: "The book or label is not there any more. Nothing was changed.",
    unknown: "The connection broke off. Have a look at what was done before you try again.",
};
