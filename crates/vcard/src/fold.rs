//! Folding of written lines.

/// Longest physical line in octets, without its ending (RFC 6350, 3.2).
const WIDTH: usize = 75;

/// A content line as it goes into a card, or into a calendar: folded, and ended by `ending`.
///
/// A fold never splits a letter. It also does not part an escape (`\n`) from its backslash, because some readers
/// unescape before they unfold, and never follows a bare CR, which would be read as part of the line ending.
pub fn fold(line: &str, ending: &str) -> String {
    let folds = line.len() / (WIDTH - 4);
    let mut folded = String::with_capacity(line.len() + ending.len() + folds * (ending.len() + 1));
    let mut rest = line;
    let mut room = WIDTH;
    while rest.len() > room {
        let (piece, after) = rest.split_at(break_point(rest, room));
        folded.push_str(piece);
        rest = after;
        if !rest.is_empty() {
            folded.push_str(ending);
            folded.push(' ');
        }
        room = WIDTH - 1;
    }
    folded.push_str(rest);
    folded.push_str(ending);
    folded
}

fn break_point(text: &str, room: usize) -> usize {
    let mut at = text.floor_char_boundary(room);
    let backslashes = text.as_bytes()[..at]
        .iter()
        .rev()
        .take_while(|byte| **byte == b'\\')
        .count();
    at -= backslashes % 2;
    match text[..at].trim_end_matches('\r').len() {
        0 => past_carriage_returns(text),
        at => at,
    }
}

/// Only damaged cards get here: a line of carriage returns is left too long rather than changed.
fn past_carriage_returns(text: &str) -> usize {
    let after = text.trim_start_matches('\r');
    text.len() - after.len() + after.chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unfolded(folded: &str) -> String {
        folded.strip_suffix("\r\n").unwrap().replace("\r\n ", "")
    }

    #[test]
    fn short_lines_stay_whole() {
        let line = "x".repeat(75);
        assert_eq!(fold(&line, "\n"), format!("{line}\n"));
    }

    #[test]
    fn no_physical_line_is_longer_than_75_octets_and_no_letter_is_split() {
        for letter in ["x", "ж", "漢", "🦊", "\\n"] {
            for shift in 0..8 {
                let line = format!("NOTE:{}{}", "-".repeat(shift), letter.repeat(200));
                let folded = fold(&line, "\r\n");
                assert!(
                    folded
                        .split("\r\n")
                        .all(|physical| physical.len() <= 75 && !physical.ends_with('\\'))
                );
                assert_eq!(unfolded(&folded), line);
            }
        }
    }

    #[test]
    fn never_breaks_after_a_bare_carriage_return() {
        for count in [1, 73, 74, 75, 76, 300] {
            for shift in [0, 60, 70, 75] {
                let line = format!(
                    "X:{}{}y{}z",
                    "-".repeat(shift),
                    "\r".repeat(count),
                    "\r".repeat(count)
                );
                let folded = fold(&line, "\n");
                assert!(!folded.contains("\r\n"), "{folded:?}");
                assert_eq!(folded.strip_suffix('\n').unwrap().replace("\n ", ""), line);
            }
        }
    }
}
