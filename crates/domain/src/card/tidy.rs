//! Texts as contacts have them: what is read and what is asked for take the same form, so that they can be compared.

/// A text of one line: no blanks around it, a blank for every line break or tab, no other control characters.
pub(crate) fn line(text: &str) -> String {
    let line: String = block(text)
        .chars()
        .map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c })
        .collect();
    line.trim().to_owned()
}

/// A text of any number of lines, blanks and all: one kind of line break, no control characters but that and the tab.
pub(crate) fn block(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| if c == '\r' { '\n' } else { c })
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(line(" a\r\nb\rc\td\u{0}\u{85} "), "a b c d");
        assert_eq!(line("\u{1} x"), "x");
        assert_eq!(line(" \t\r\n"), "");
    }

    #[test]
    fn a_block_keeps_its_lines_and_blanks() {
        assert_eq!(block(" a\r\n\rb\t\u{7} "), " a\n\nb\t ");
    }
}
