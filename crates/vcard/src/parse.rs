use std::str::FromStr;

use crate::card::{Card, Line};
use crate::error::{ParseError, ParseErrorKind};
use crate::limits::Limits;
use crate::property::{Property, PropertyId};
use crate::scan::{ContentLine, ContentLines};
use crate::syntax::Layout;
use crate::version::Version;

impl Card {
    /// Reads exactly one card within the default [`Limits`]. A byte order mark and blank lines around it are kept.
    pub fn parse(bytes: &[u8]) -> Result<Card, ParseError> {
        Card::parse_with(bytes, &Limits::default())
    }

    /// Reads exactly one card within other limits: an import may be stricter, a restore more generous.
    pub fn parse_with(bytes: &[u8], limits: &Limits) -> Result<Card, ParseError> {
        let text = checked_text(bytes, limits)?;
        let mut reader = Reader::default();
        let text = match text.strip_prefix(BYTE_ORDER_MARK) {
            Some(text) => {
                reader.lines.push(Line::Frame(BYTE_ORDER_MARK.into()));
                text
            }
            None => text,
        };
        for line in ContentLines::new(text, limits) {
            reader.take(line?)?;
        }
        reader.finish(text)
    }
}

impl FromStr for Card {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Card, ParseError> {
        Card::parse(text.as_bytes())
    }
}

const BYTE_ORDER_MARK: &str = "\u{feff}";

#[derive(Default)]
struct Reader {
    lines: Vec<Line>,
    place: Place,
    version: Option<Version>,
    next_id: u64,
}

#[derive(Default)]
enum Place {
    #[default]
    Before,
    Inside,
    After,
}

impl Reader {
    fn take(&mut self, line: ContentLine<'_>) -> Result<(), ParseError> {
        let line = match self.place {
            Place::Inside => self.inside(line)?,
            _ if line.text.trim_ascii().is_empty() => Line::Frame(line.raw.into()),
            Place::Before if is_frame(&line.text, "BEGIN") => {
                self.place = Place::Inside;
                Line::Frame(line.raw.into())
            }
            Place::Before => {
                return Err(ParseError::new(line.number, ParseErrorKind::MissingBegin));
            }
            Place::After => {
                return Err(ParseError::new(
                    line.number,
                    ParseErrorKind::TrailingContent,
                ));
            }
        };
        self.lines.push(line);
        Ok(())
    }

    fn inside(&mut self, line: ContentLine<'_>) -> Result<Line, ParseError> {
        let fail = |kind| Err(ParseError::new(line.number, kind));
        if line.text.is_empty() {
            return Ok(Line::Frame(line.raw.into()));
        }
        let Some(layout) = Layout::of(&line.text) else {
            return Ok(Line::Unreadable(line.raw.into()));
        };
        let name = &line.text[layout.name_start..layout.name_end];
        if name.eq_ignore_ascii_case("BEGIN") {
            return fail(ParseErrorKind::NestedBegin);
        }
        if name.eq_ignore_ascii_case("END") {
            if !is_frame(&line.text, "END") {
                return fail(ParseErrorKind::MalformedEnd);
            }
            if self.version.is_none() {
                return fail(ParseErrorKind::MissingVersion);
            }
            self.place = Place::After;
            return Ok(Line::End(line.raw.into()));
        }
        if name.eq_ignore_ascii_case("VERSION") {
            let value = &line.text[layout.value_start..];
            let Some(version) = Version::from_value(value) else {
                return fail(ParseErrorKind::UnsupportedVersion(shortened(value)));
            };
            if self
                .version
                .replace(version)
                .is_some_and(|other| other != version)
            {
                return fail(ParseErrorKind::ConflictingVersions);
            }
            return Ok(Line::Frame(line.raw.into()));
        }
        let id = PropertyId(self.next_id);
        self.next_id += 1;
        Ok(Line::Property(Property::read(id, line, layout)))
    }

    fn finish(self, text: &str) -> Result<Card, ParseError> {
        let kind = match (self.place, self.version) {
            (Place::After, Some(version)) => {
                return Ok(Card {
                    version,
                    lines: self.lines,
                    next_id: self.next_id,
                });
            }
            (Place::Before, _) => ParseErrorKind::MissingBegin,
            _ => ParseErrorKind::MissingEnd,
        };
        Err(ParseError::new(text.lines().count().max(1), kind))
    }
}

fn checked_text<'a>(bytes: &'a [u8], limits: &Limits) -> Result<&'a str, ParseError> {
    let (size, limit) = (bytes.len(), limits.card_bytes);
    if size > limit {
        return Err(ParseError::new(1, ParseErrorKind::TooLarge { size, limit }));
    }
    let line_of = |at: usize| 1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count();
    let text = std::str::from_utf8(bytes)
        .map_err(|error| ParseError::new(line_of(error.valid_up_to()), ParseErrorKind::NotUtf8))?;
    match text.find('\0') {
        Some(at) => Err(ParseError::new(line_of(at), ParseErrorKind::Nul)),
        None => Ok(text),
    }
}

/// Whether the line is `BEGIN:VCARD` or `END:VCARD`: no group, no parameters, any case, blanks around the value.
fn is_frame(line: &str, name: &str) -> bool {
    line.split_once(':').is_some_and(|(written, value)| {
        written.eq_ignore_ascii_case(name) && value.trim_ascii().eq_ignore_ascii_case("VCARD")
    })
}

/// What a message may repeat of a value it cannot trust.
fn shortened(value: &str) -> String {
    value
        .trim_ascii()
        .chars()
        .filter(|char| !char.is_control())
        .take(20)
        .collect()
}
