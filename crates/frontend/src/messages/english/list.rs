//! Sidebar, list and search in English.

use super::super::ListTexts;

pub const LIST: ListTexts = ListTexts {
    heading: "Contacts",
    navigation: "Books and account",
    menu: "Books and labels",
    close_menu: "Close",
    palette: "Search and commands",
    all: "All contacts",
    books: "Books",
    labels: "Labels",
    book_size: |n| contacts(n, false),
    search: "Search contacts",
    search_hint: "Name, number, company…",
    search_button: "Search",
    new_contact: "New contact",
    count: contacts,
    found: |n, is_minimum| match n {
        0 => "Nothing found".to_owned(),
        n => format!("{} found", contacts(n, is_minimum)),
    },
    more: "Show more",
    more_failed: "Some contacts could not be loaded.",
    loading: "Loading…",
    no_name: "No name",
    select: |name| format!("Select {name}"),
    selecting: "Select contacts",
    is_selected: "Selected",
    is_starred: "Favourite",
    no_letter: "Digits and signs",
    empty_title: "A fresh page",
    empty_text: "The book is empty. Write down the first person you would not want to lose.",
    sample: "Load sample contacts",
    sample_failed: "The sample contacts could not be loaded. Try again.",
    nothing_found: |q| format!("Nobody matches “{q}”"),
    nothing_found_hint: "Try part of a name, a few digits of a number, or a company.",
    show_all: "Show all contacts",
    first_page: "Back to the beginning",
    rail: "Go to letter",
    found_in: |field| {
        Some(match field {
            "name" => "Name",
            "nickname" => "Nickname",
            "labels" => "Label",
            "addresses" => "Address",
            "note" => "Note",
            "urls" => "Web",
            "ims" => "Messenger",
            "relations" => "Related",
            _ => return None,
        })
    },
};

fn contacts(n: i64, is_minimum: bool) -> String {
    match (n, is_minimum) {
        (n, true) => format!("{}+ contacts", grouped(n)),
        (1, false) => "1 contact".to_owned(),
        (n, false) => format!("{} contacts", grouped(n)),
    }
}

/// 1234567 as `1,234,567`.
pub fn grouped(n: i64) -> String {
    super::super::shared::grouped(n, ',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_well() {
        assert_eq!(contacts(0, false), "0 contacts");
        assert_eq!(contacts(1, false), "1 contact");
        assert_eq!(contacts(999, false), "999 contacts");
        assert_eq!(contacts(1_234_567, false), "1,234,567 contacts");
        assert_eq!(contacts(1_000, true), "1,000+ contacts");
        assert_eq!((LIST.found)(0, false), "Nothing found");
    }
}
