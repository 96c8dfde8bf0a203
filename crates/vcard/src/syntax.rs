//! Where the parts of one unfolded content line are: `[group "."] name *(";" param) ":" value`.

/// Offsets of the parts within the unfolded line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// Where the name starts: 0 without a group, else one past the dot.
    pub(crate) name_start: usize,
    /// Where the name ends and the parameters start, each with its semicolon.
    pub(crate) name_end: usize,
    /// Where the value starts, one past the colon.
    pub(crate) value_start: usize,
}

impl Layout {
    /// Reads the layout of a line, or `None` when the line is not a property.
    ///
    /// A quote that is never closed makes the line unreadable on purpose: taking the first colon instead would make
    /// the bounds of the value depend on what the value contains.
    pub(crate) fn of(line: &str) -> Option<Layout> {
        let bytes = line.as_bytes();
        let name_end = bytes.iter().position(|byte| matches!(byte, b';' | b':'))?;
        let name_start = line[..name_end].rfind('.').map_or(0, |dot| dot + 1);
        let group = &bytes[..name_start.saturating_sub(1)];
        let name = &bytes[name_start..name_end];
        let group_is_valid = name_start == 0 || (is_name(group) && group[0] != b'.');
        if !is_name(name) || !group_is_valid {
            return None;
        }
        let mut end = name_end;
        while bytes[end] == b';' {
            end = param_end(bytes, end + 1)?;
        }
        Some(Layout {
            name_start,
            name_end,
            value_start: end + 1,
        })
    }
}

/// Where the parameter that starts at `from` ends: at a semicolon or a colon outside quotes.
///
/// Quotes count only where a value starts (after `=` and after a comma in a value), as the grammar has it.
pub(crate) fn param_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut has_values = false;
    let mut at_value_start = false;
    let mut at = from;
    loop {
        match bytes.get(at)? {
            b';' | b':' => return Some(at),
            b'"' if at_value_start => {
                at += 1 + bytes[at + 1..].iter().position(|byte| *byte == b'"')?;
                at_value_start = false;
            }
            b'=' if !has_values => {
                has_values = true;
                at_value_start = true;
            }
            b',' => at_value_start = has_values,
            _ => at_value_start = false,
        }
        at += 1;
    }
}

/// Characters of names and groups. The underscore is not in the RFC, but in cards.
pub(crate) fn is_name_char(char: char) -> bool {
    char.is_ascii_alphanumeric() || matches!(char, '-' | '_')
}

fn is_name(name: &[u8]) -> bool {
    // Dots: 2.1 had groups of groups, and some programs still write `a.b.TEL`.
    !name.is_empty()
        && name
            .iter()
            .all(|byte| is_name_char(char::from(*byte)) || *byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Option<(&str, &str, &str, &str)> {
        let Layout {
            name_start,
            name_end,
            value_start,
        } = Layout::of(line)?;
        Some((
            &line[..name_start],
            &line[name_start..name_end],
            &line[name_end..value_start - 1],
            &line[value_start..],
        ))
    }

    #[test]
    fn finds_the_parts() {
        assert_eq!(parts("FN:a:b"), Some(("", "FN", "", "a:b")));
        assert_eq!(
            parts("item1.TEL;CELL;TYPE=x:1"),
            Some(("item1.", "TEL", ";CELL;TYPE=x", "1"))
        );
        assert_eq!(parts("a.b.TEL:1"), Some(("a.b.", "TEL", "", "1")));
        assert_eq!(
            parts("ADR;LABEL=\"a:b;c\",\"d:\":;x"),
            Some(("", "ADR", ";LABEL=\"a:b;c\",\"d:\"", ";x"))
        );
        assert_eq!(parts("TEL;;TYPE=:"), Some(("", "TEL", ";;TYPE=", "")));
    }

    #[test]
    fn a_quote_inside_a_value_is_a_character() {
        assert_eq!(parts("X;A=b\"c:d\":e"), Some(("", "X", ";A=b\"c", "d\":e")));
        assert_eq!(parts("X;\"a:b\":c"), Some(("", "X", ";\"a", "b\":c")));
    }

    #[test]
    fn other_lines_are_no_properties() {
        for line in [
            "",
            "no colon",
            ":value",
            ".TEL:1",
            "a.:1",
            "a b:1",
            "имя:1",
            "X;A=\"open:1",
            "TEL;TYPE=home",
        ] {
            assert_eq!(parts(line), None, "{line}");
        }
    }
}
