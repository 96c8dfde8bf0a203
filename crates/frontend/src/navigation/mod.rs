//! Addresses of the page's own views, and what is kept in them.

mod filter;

use domain::Uuid;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

pub use filter::{Filter, Labelled, Part, SORTS, sort_word};

/// The list.
pub const LIST: &str = "/";
/// The form for a new contact.
pub const NEW: &str = "/contacts/new";
/// All notes.
pub const NOTES: &str = "/notes";
/// The parameter with what is searched for in notes. `q` is what is searched for in the list beside them.
pub const NOTES_QUERY: &str = "note";
/// All birthdays.
pub const BIRTHDAYS: &str = "/birthdays";
/// The settings.
pub const SETTINGS: &str = "/settings";
/// Sign in.
pub const LOGIN: &str = "/login";
/// Make an account.
pub const REGISTER: &str = "/register";

/// The form for a new book.
pub const NEW_BOOK: &str = "/books/new";
/// The form for a new label.
pub const NEW_LABEL: &str = "/labels/new";

/// Everything but what RFC 3986 calls unreserved.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A text as the value of a query parameter.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

/// A parameter of a query string. The router's own map decodes twice, which loses every `%`.
pub fn parameter(search: &str, name: &str) -> Option<String> {
    parameters(search, name).into_iter().next()
}

/// All values of a parameter that may be there more than once.
pub fn parameters(search: &str, name: &str) -> Vec<String> {
    search
        .trim_start_matches('?')
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .filter(|(key, _)| *key == name)
        .map(|(_, value)| {
            let value = value.replace('+', " ");
            percent_decode_str(&value).decode_utf8_lossy().into_owned()
        })
        .collect()
}

/// The page of one contact.
pub fn contact(id: Uuid) -> String {
    format!("/contacts/{id}")
}

/// The form of one contact.
pub fn edit(id: Uuid) -> String {
    format!("/contacts/{id}/edit")
}

/// The form of one book.
pub fn edit_book(id: Uuid) -> String {
    format!("/books/{id}/edit")
}

/// The form of one label.
pub fn edit_label(id: Uuid) -> String {
    format!("/labels/{id}/edit")
}

/// Sign in, and then go on to where the visitor wanted to be.
pub fn login_then(next: &str) -> String {
    match next {
        "" | LIST => LOGIN.to_owned(),
        next => format!("{LOGIN}?next={}", encode(next)),
    }
}

/// A `next` that stays on this site: whatever else a link may bring leads to the list.
pub fn safe_next(next: Option<String>) -> String {
    next.filter(|next| {
        next.starts_with('/')
            && !next.starts_with("//")
            && !next.contains(['\\', '\n', '\r', '\t'])
            && !next.starts_with("/api/")
            && !next.starts_with(LOGIN)
            && !next.starts_with(REGISTER)
    })
    .unwrap_or_else(|| LIST.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn next_never_leaves_the_site() {
        for next in [
            "//evil.example",
            "https://evil.example",
            "/\\evil",
            "javascript:x",
            "",
            "/login",
            "/\t/x",
        ] {
            assert_eq!(safe_next(Some(next.into())), LIST, "{next}");
        }
        assert_eq!(
            safe_next(Some("/contacts/new?q=a".into())),
            "/contacts/new?q=a"
        );
        assert_eq!(safe_next(None), LIST);
        assert_eq!(login_then("/?q=a"), "/login?next=%2F%3Fq%3Da");
    }
}
