//! From text to unfolded content lines, in one pass.

use std::borrow::Cow;

use crate::error::{ParseError, ParseErrorKind};
use crate::limits::Limits;

/// One content line: a physical line together with the continuation lines that start with a space or a tab.
pub(crate) struct ContentLine<'a> {
    /// Physical number of its first line.
    pub(crate) number: usize,
    /// The text exactly as it stands, line endings included.
    pub(crate) raw: &'a str,
    /// The unfolded content without its line ending; borrowed when the line is not folded.
    pub(crate) text: Cow<'a, str>,
}

/// Splits a text into content lines within the limits.
pub(crate) struct ContentLines<'a> {
    rest: &'a str,
    limits: Limits,
    number: usize,
    count: usize,
}

impl<'a> ContentLines<'a> {
    pub(crate) fn new(text: &'a str, limits: &Limits) -> Self {
        ContentLines {
            rest: text,
            limits: *limits,
            number: 1,
            count: 0,
        }
    }

    fn take_line(&mut self) -> Result<ContentLine<'a>, ParseError> {
        let number = self.number;
        self.count += 1;
        if self.count > self.limits.lines {
            return Err(ParseError::new(
                number,
                ParseErrorKind::TooManyLines {
                    limit: self.limits.lines,
                },
            ));
        }
        let mut length = 0;
        let mut content_bytes = 0;
        loop {
            let physical = physical_line(&self.rest[length..]);
            content_bytes += without_ending(physical).len() - usize::from(length > 0);
            if content_bytes > self.limits.line_bytes {
                return Err(ParseError::new(
                    number,
                    ParseErrorKind::LineTooLong {
                        limit: self.limits.line_bytes,
                    },
                ));
            }
            let is_first = length == 0;
            length += physical.len();
            self.number += 1;
            if !self.rest[length..].starts_with([' ', '\t']) {
                let (raw, rest) = self.rest.split_at(length);
                self.rest = rest;
                let text = match is_first {
                    true => Cow::Borrowed(without_ending(raw)),
                    false => Cow::Owned(unfold(raw, content_bytes)),
                };
                return Ok(ContentLine { number, raw, text });
            }
        }
    }
}

impl<'a> Iterator for ContentLines<'a> {
    type Item = Result<ContentLine<'a>, ParseError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let line = self.take_line();
        if line.is_err() {
            self.rest = "";
        }
        Some(line)
    }
}

/// The content of a physical line. Every CR before the LF belongs to the ending: `\r\r\n` is what a file becomes when
/// it is converted once too often, and nobody means the extra CR as part of the value.
pub(crate) fn without_ending(physical: &str) -> &str {
    physical
        .strip_suffix('\n')
        .unwrap_or(physical)
        .trim_end_matches('\r')
}

fn physical_line(text: &str) -> &str {
    text.find('\n').map_or(text, |at| &text[..=at])
}

fn unfold(raw: &str, capacity: usize) -> String {
    let mut text = String::with_capacity(capacity);
    let mut rest = raw;
    while !rest.is_empty() {
        let physical = physical_line(rest);
        let fold = usize::from(rest.len() < raw.len());
        text.push_str(&without_ending(physical)[fold..]);
        rest = &rest[physical.len()..];
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        ContentLines::new(text, &Limits::default())
            .map(|line| line.unwrap().text.into_owned())
            .collect()
    }

    #[test]
    fn unfolds_spaces_and_tabs_whatever_the_line_ending() {
        assert_eq!(
            texts("A:1\r\n 2\n\t3\r\r\n  4\nB:5"),
            ["A:12 3 4".replace(" 3", "3"), "B:5".into()]
        );
    }

    #[test]
    fn a_continuation_may_be_blank_and_a_blank_line_may_be_continued() {
        assert_eq!(texts("A:1\r\n \r\n 2\r\n\r\n B:3\r\n"), ["A:12", "B:3"]);
    }

    #[test]
    fn numbers_are_physical() {
        let numbers: Vec<_> = ContentLines::new("A\n b\n c\n\nD\n", &Limits::default())
            .map(|line| line.unwrap().number)
            .collect();
        assert_eq!(numbers, [1, 4, 5]);
    }

    #[test]
    fn the_line_limit_counts_unfolded_bytes() {
        let limits = Limits {
            line_bytes: 4,
            ..Limits::default()
        };
        let count = |text| {
            ContentLines::new(text, &limits)
                .filter(Result::is_ok)
                .count()
        };
        assert_eq!(count("A:1\n 2\n"), 1);
        assert_eq!(count("A:1\n 23\nB:1\n"), 0);
    }
}
