//! A file of many cards, cut into its cards.
//!
//! Nothing is judged here but where one card ends and the next begins, so that a card that cannot be read leaves its
//! neighbours alone. The pieces are the whole file: put together they give its bytes again.

use crate::card::Card;
use crate::error::ParseError;
use crate::limits::Limits;

/// A stretch of a file: one card, or what stands between cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The physical line of the file, from 1, on which it begins.
    pub line: usize,
    /// Its bytes exactly as they stand. Blank lines belong to the card before them.
    pub bytes: &'a [u8],
    /// Whether a card begins here. What is none is text that no reader wants, which an import should still report.
    pub is_card: bool,
}

impl Piece<'_> {
    /// Reads the card. An error tells the line of the file, not of the piece.
    pub fn parse(&self, limits: &Limits) -> Result<Card, ParseError> {
        Card::parse_with(self.bytes, limits).map_err(|error| ParseError {
            line: error.line + self.line - 1,
            ..error
        })
    }
}

/// Cuts a file into pieces, in one pass and without copying.
///
/// A card begins with a line `BEGIN:VCARD`, also where the one before has lost its end, and ends with `END:VCARD`. A
/// folded line is neither, so a note may contain both. `END:VCARDBEGIN:VCARD` on one line, which programs write that
/// join cards without a line break between them, is cut in the middle.
pub fn pieces(file: &[u8]) -> Pieces<'_> {
    Pieces {
        rest: file,
        line: 1,
    }
}

/// The iterator that [`pieces`] gives.
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    rest: &'a [u8],
    line: usize,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let is_card = is_begin(without_mark(first_line(self.rest)));
        let length = match is_card {
            true => length_of_card(self.rest),
            false => length_of_other(self.rest),
        };
        let (bytes, rest) = self.rest.split_at(length);
        let piece = Piece {
            line: self.line,
            bytes,
            is_card,
        };
        self.rest = rest;
        self.line += bytes.iter().filter(|byte| **byte == b'\n').count();
        Some(piece)
    }
}

/// To the end of the card that begins here, with the blank lines after it; or to where the next one begins.
fn length_of_card(text: &[u8]) -> usize {
    let mut at = first_line(text).len();
    while at < text.len() {
        let line = first_line(&text[at..]);
        if is_begin(line) {
            return at;
        }
        if let Some(joined) = end_before_begin(line) {
            return at + joined;
        }
        at += line.len();
        if is_end(line) {
            break;
        }
    }
    while at < text.len() {
        let line = first_line(&text[at..]);
        if !line.trim_ascii().is_empty() {
            break;
        }
        at += line.len();
    }
    at
}

fn length_of_other(text: &[u8]) -> usize {
    let mut at = first_line(text).len();
    while at < text.len() {
        let line = first_line(&text[at..]);
        if is_begin(line) {
            break;
        }
        at += line.len();
    }
    at
}

fn first_line(text: &[u8]) -> &[u8] {
    match text.iter().position(|byte| *byte == b'\n') {
        Some(at) => &text[..=at],
        None => text,
    }
}

fn without_mark(line: &[u8]) -> &[u8] {
    line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line)
}

fn is_begin(line: &[u8]) -> bool {
    is_frame(line, b"BEGIN")
}

fn is_end(line: &[u8]) -> bool {
    is_frame(line, b"END")
}

/// As [`Card::parse`] sees it: any case, blanks around the value.
fn is_frame(line: &[u8], name: &[u8]) -> bool {
    let Some(colon) = line
        .iter()
        .take(name.len() + 1)
        .position(|byte| *byte == b':')
    else {
        return false;
    };
    line[..colon].eq_ignore_ascii_case(name)
        && line[colon + 1..]
            .trim_ascii()
            .eq_ignore_ascii_case(b"VCARD")
}

/// Where to cut a line that is the end of one card and the beginning of the next.
fn end_before_begin(line: &[u8]) -> Option<usize> {
    const END: usize = b"END:VCARD".len();
    let (end, begin) = line.split_at_checked(END)?;
    (is_end(end) && is_begin(begin)).then_some(END)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames() {
        for line in ["BEGIN:VCARD\r\n", "begin:vcard", "Begin: VCARD \n"] {
            assert!(is_begin(line.as_bytes()), "{line:?}");
        }
        for line in [
            " BEGIN:VCARD",
            "BEGIN:VCARD x",
            "BEGIN;A=1:VCARD",
            "BEGIN :VCARD",
            "BEGINNING:VCARD",
            "",
        ] {
            assert!(!is_begin(line.as_bytes()), "{line:?}");
        }
    }

    #[test]
    fn joined_ends_and_beginnings() {
        assert_eq!(end_before_begin(b"END:VCARDBEGIN:VCARD\r\n"), Some(9));
        assert_eq!(end_before_begin(b"END:VCARD\r\n"), None);
        assert_eq!(end_before_begin(b"END:VCARDS"), None);
    }
}
