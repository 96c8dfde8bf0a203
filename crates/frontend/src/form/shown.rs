//! What an input shows of a text, and whether it still shows that text.
//!
//! Browsers drop line breaks from one-line inputs and rewrite them in text areas. A field that nobody touched
//! must not count as changed because of that.

use domain::ContactFields;

/// The text as a one-line input holds it.
pub fn one_line(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\n' | '\r')).collect()
}

/// The text with line breaks as a text area gives them.
pub fn unix(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Whether a one-line input that holds `typed` still shows `was`.
pub fn same_line(was: &str, typed: &str) -> bool {
    was == typed || one_line(was) == typed
}

/// Whether a text area that holds `typed` still shows `was`.
pub fn same_block(was: &str, typed: &str) -> bool {
    was == typed || unix(was) == typed
}

/// The name that the server makes where nobody wrote one by hand (`domain::card`).
pub fn made_name(fields: &ContactFields) -> String {
    let joined = fields.name.joined();
    [
        Some(joined.as_str()),
        Some(fields.org.name.as_str()),
        fields.nickname.as_deref(),
        fields.emails.first().map(|email| email.value.as_str()),
        fields.phones.first().map(|phone| phone.value.as_str()),
        fields.ims.first().map(|im| im.value.as_str()),
    ]
    .into_iter()
    .flatten()
    .map(str::trim)
    .find(|name| !name.is_empty())
    .unwrap_or_default()
    .to_owned()
}
