//! Structured values (`N`, `ADR`, `ORG`): one component is changed, the others keep their text.

use vcard::escape;

/// The raw value with the components that changed replaced; `None` where none did.
///
/// `parts` has, by place, what is asked for (if anything) and what was read; both are tidy.
pub(super) fn changed(raw: &str, parts: &[(Option<String>, String)]) -> Option<String> {
    let mut components = split(raw, ';');
    let mut is_changed = false;
    for (place, (new, old)) in parts.iter().enumerate() {
        if let Some(new) = new
            && new != old
        {
            if components.len() <= place {
                components.resize(place + 1, String::new());
            }
            components[place] = escape::component(new);
            is_changed = true;
        }
    }
    is_changed.then(|| {
        let whole = parts.len().max(components.len());
        components.resize(whole, String::new());
        components.join(";")
    })
}

/// Whether no component has anything in it, if these are what stands between them.
pub(super) fn are_blank(raw: &str, separators: &[char]) -> bool {
    raw.chars()
        .all(|c| separators.contains(&c) || c.is_whitespace() || c.is_control())
}

/// Splits at the separators that are not escaped; the pieces stay escaped.
///
/// A backslash at the very end escapes nothing. It is text, and is written as text, for else it would escape the
/// separator that may come to stand behind it.
pub(super) fn split(raw: &str, separator: char) -> Vec<String> {
    let mut is_escaped = false;
    let mut pieces: Vec<String> = raw
        .split(|c| {
            let is_separator = c == separator && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            is_separator
        })
        .map(str::to_owned)
        .collect();
    if is_escaped && let Some(last) = pieces.last_mut() {
        last.push('\\');
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_changed_component_is_written() {
        let parts = [
            (None, "Doe".to_owned()),
            (Some("Bea".to_owned()), "Ann".to_owned()),
        ];
        assert_eq!(
            changed(r"Doe\;x;Ann;B\,C,D;;Jr.", &parts).as_deref(),
            Some(r"Doe\;x;Bea;B\,C,D;;Jr.")
        );
        assert_eq!(changed("Doe", &parts).as_deref(), Some("Doe;Bea"));
    }

    #[test]
    fn what_is_the_same_is_not_written() {
        let parts = [(Some("Doe".to_owned()), "Doe".to_owned())];
        assert_eq!(changed(" Doe ;Ann", &parts), None);
    }

    #[test]
    fn splits_where_nothing_is_escaped() {
        assert_eq!(split(r"a\;b;c\\;;я\", ';'), [r"a\;b", r"c\\", "", r"я\\"]);
        assert_eq!(split("", ','), [""]);
    }
}
