//! What is done with a contact, in English.

use super::super::ShareTexts;

pub const SHARE: ShareTexts = ShareTexts {
    copy: |what| format!("Copy {what}"),
    copied: "Copied",
    not_copied: "That could not be copied. Select it and copy it by hand.",
    map: |address| format!("Show {address} on a map"),
    more: "More actions",
    qr: "QR code",
    qr_title: |name| format!("{name} as a QR code"),
    qr_lead: "Point the camera of a phone at it to take over the name, phones, e-mail addresses, workplace, an address \
        and web pages. Photo and notes are not in it.",
    qr_alt: |name| format!("QR code with the card of {name}"),
    qr_left_out: |fields| format!("There was no room for all of this: {fields}."),
    qr_name: "Name",
    qr_work: "Workplace",
    qr_failed: "The code could not be made. Check the connection and try again.",
    close: "Close",
    print: "Print",
    card: "Download the card",
    move_to: "Move to",
    copy_to: "Copy to",
    moved: |name, book| format!("\u{2068}{name}\u{2069} was moved to “\u{2068}{book}\u{2069}”."),
    not_moved: |name| format!("\u{2068}{name}\u{2069} could not be moved. Try again."),
    moved_back: |name, book| format!("\u{2068}{name}\u{2069} is back in “\u{2068}{book}\u{2069}”."),
    copied_to: |name, book| {
        format!("\u{2068}{name}\u{2069} was copied to “\u{2068}{book}\u{2069}”.")
    },
    not_copied_to: |name| format!("\u{2068}{name}\u{2069} could not be copied. Try again."),
    stale_move: |name| {
        format!(
            "\u{2068}{name}\u{2069} was changed just now and was not moved. Have a look, and move it again if you still want to."
        )
    },
    choices: "Contacts to choose from",
    suggestions: |count| match count {
        1 => "1 contact to choose from".to_owned(),
        count => format!("{count} contacts to choose from"),
    },
    linked: |name| format!("Linked to the contact {name}"),
    unlink: |name| format!("Remove the link to {name}"),
};
