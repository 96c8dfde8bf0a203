//! Writing of values: from plain text to the raw value of a property.
//!
//! The rules belong to the kind of value, not to the card: text and parts of lists are escaped, the separators between
//! the parts are not, and URIs are not escaped at all. One rule for everything is how `CATEGORIES:A\,B` comes about.
//! 3.0 and 4.0 agree here.
//!
//! Reading back gives the same text, with two exceptions: CR LF and CR become LF, because the format knows only one
//! line break, and control characters other than tab are dropped, because the format has no way to hold them.

use std::borrow::Cow;

/// A whole text value (`FN`, `NOTE`, `TITLE`): escapes backslash, comma, semicolon and line breaks.
pub fn text(plain: &str) -> String {
    let mut raw = String::with_capacity(plain.len() + 8);
    push_escaped(&mut raw, plain);
    raw
}

/// One item of a list value (`CATEGORIES`, `NICKNAME`), to be joined by commas; see [`list`].
pub fn list_item(plain: &str) -> String {
    text(plain)
}

/// One string of a structured value (`N`, `ADR`, `ORG`), to be joined by semicolons; see [`components`].
pub fn component(plain: &str) -> String {
    text(plain)
}

/// A list value: the items escaped, the commas between them not.
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    let mut raw = String::new();
    push_list(&mut raw, items);
    raw
}

/// A structured value: components parted by semicolons, each a list of strings parted by commas.
pub fn components<C: AsRef<[S]>, S: AsRef<str>>(parts: &[C]) -> String {
    let mut raw = String::new();
    for (position, part) in parts.iter().enumerate() {
        if position > 0 {
            raw.push(';');
        }
        push_list(&mut raw, part.as_ref());
    }
    raw
}

/// A structured value of one string per component: a comma in a street is text, not a separator.
pub fn components_flat<S: AsRef<str>>(parts: &[S]) -> String {
    let mut raw = String::new();
    for (position, part) in parts.iter().enumerate() {
        if position > 0 {
            raw.push(';');
        }
        push_escaped(&mut raw, part.as_ref());
    }
    raw
}

/// A URI value (`URL`, `IMPP`, `PHOTO`): nothing is escaped; line breaks and control characters, which no URI has,
/// are dropped.
pub fn uri(plain: &str) -> String {
    plain.chars().filter(|char| !char.is_control()).collect()
}

/// Makes a raw value safe to stand on one line, whatever it is: line breaks become `\n`, control characters go.
pub(crate) fn single_line(raw: &str) -> Cow<'_, str> {
    if !raw.chars().any(is_unwritable) {
        return Cow::Borrowed(raw);
    }
    let mut line = String::with_capacity(raw.len() + 8);
    for_each_writable(&closed(raw), |char| match char {
        '\n' => line.push_str("\\n"),
        other => line.push(other),
    });
    Cow::Owned(line)
}

/// A backslash before a character that cannot stay is text, and is written as text: else it would escape what comes to
/// stand behind it.
fn closed(raw: &str) -> String {
    let mut closed = String::with_capacity(raw.len() + 8);
    let mut is_escaped = false;
    for char in raw.chars() {
        if is_escaped && is_unwritable(char) {
            closed.push('\\');
        }
        is_escaped = char == '\\' && !is_escaped;
        closed.push(char);
    }
    closed
}

/// Calls `push` for each character that has a meaning in a card; CR LF and CR arrive as LF.
pub(crate) fn for_each_writable(text: &str, mut push: impl FnMut(char)) {
    let mut after_return = false;
    for char in text.chars() {
        match char {
            '\r' => push('\n'),
            '\n' if after_return => {}
            other if other != '\n' && is_unwritable(other) => {}
            other => push(other),
        }
        after_return = char == '\r';
    }
}

fn is_unwritable(char: char) -> bool {
    char.is_control() && char != '\t'
}

fn push_list<S: AsRef<str>>(raw: &mut String, items: &[S]) {
    for (position, item) in items.iter().enumerate() {
        if position > 0 {
            raw.push(',');
        }
        push_escaped(raw, item.as_ref());
    }
}

fn push_escaped(raw: &mut String, plain: &str) {
    for_each_writable(plain, |char| match char {
        '\n' => raw.push_str("\\n"),
        '\\' | ',' | ';' => raw.extend(['\\', char]),
        other => raw.push(other),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_escapes_what_the_format_uses() {
        assert_eq!(text("a\\b,c;d:e\nf\r\ng\rh\ti"), r"a\\b\,c\;d:e\nf\ng\nh	i");
    }

    #[test]
    fn control_characters_are_dropped() {
        assert_eq!(text("a\u{0}\u{b}\u{1b}\u{7f}\u{85}b"), "ab");
        assert_eq!(
            uri("https://example.org/\r\na\tb"),
            "https://example.org/ab"
        );
    }

    #[test]
    fn separators_are_not_escaped() {
        assert_eq!(list(&["a", "b,c"]), r"a,b\,c");
        assert_eq!(
            components(&[&["Doe"][..], &["Ann", "B;ea"], &[]]),
            r"Doe;Ann,B\;ea;"
        );
        assert_eq!(components(&[vec!["x".to_owned()], vec![]]), "x;");
        assert_eq!(components_flat(&["", "1, Main St"]), r";1\, Main St");
    }

    #[test]
    fn raw_values_stay_on_one_line() {
        assert_eq!(
            single_line("a\r\nEND:VCARD\u{0}\rb\\,"),
            r"a\nEND:VCARD\nb\,"
        );
        assert_eq!(single_line("a\\\rb\\\u{b}n\\\\\r"), r"a\\\nb\\n\\\n");
        assert!(matches!(single_line("plain\tтекст"), Cow::Borrowed(_)));
    }
}
