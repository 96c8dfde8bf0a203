//! Reading of escaped values.

/// Resolves `\n`, `\N`, `\,`, `\;`, `\:` and `\\`.
///
/// A backslash before anything else is text: programs that never escape write `C:\Users` and mean it.
pub(crate) fn unescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let resolved = match rest.as_bytes().get(at + 1) {
            Some(b'n' | b'N') => Some('\n'),
            Some(escaped @ (b',' | b';' | b':' | b'\\')) => Some(char::from(*escaped)),
            _ => None,
        };
        text.push(resolved.unwrap_or('\\'));
        rest = &rest[at + 1 + usize::from(resolved.is_some())..];
    }
    text.push_str(rest);
    text
}

/// The pieces between separators that no backslash precedes, still escaped.
pub(crate) fn split_unescaped(raw: &str, separator: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(raw);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(at) = find_unescaped(text.as_bytes(), separator) else {
            rest = None;
            return Some(text);
        };
        rest = Some(&text[at + 1..]);
        Some(&text[..at])
    })
}

fn find_unescaped(bytes: &[u8], separator: u8) -> Option<usize> {
    let mut at = 0;
    loop {
        match *bytes.get(at)? {
            b'\\' => at += 2,
            byte if byte == separator => return Some(at),
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolves_known_escapes_only() {
        assert_eq!(unescape(r"a\nb\Nc\,d\;e\:f\\n"), "a\nb\nc,d;e:f\\n");
        assert_eq!(unescape(r"C:\Users\я\"), r"C:\Users\я\");
    }

    #[test]
    fn splits_where_nothing_is_escaped() {
        let parts = |raw| split_unescaped(raw, b',').collect::<Vec<_>>();
        assert_eq!(parts(r"a\,b,c\\,,д"), [r"a\,b", r"c\\", "", "д"]);
        assert_eq!(parts(""), [""]);
        assert_eq!(parts(r"\"), [r"\"]);
    }
}
