//! What several test files share.

/// The content lines of a card with all their bytes, split independently of the crate under test.
pub fn content_lines(text: &str) -> Vec<&str> {
    let mut starts = vec![0];
    let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
    starts.extend(breaks.filter(|at| !text[*at..].starts_with([' ', '\t']) && *at < text.len()));
    starts.push(text.len());
    starts
        .windows(2)
        .map(|bounds| &text[bounds[0]..bounds[1]])
        .collect()
}

/// What is left of a text once it has been a value: one kind of line break, no control characters.
pub fn as_the_format_keeps_it(text: &str) -> String {
    let one_break = text.replace("\r\n", "\n").replace('\r', "\n");
    one_break
        .chars()
        .filter(|char| !char.is_control() || matches!(char, '\n' | '\t'))
        .collect()
}
