use std::collections::HashSet;
use std::fmt;

use crate::property::{Property, PropertyId};
use crate::scan::without_ending;
use crate::version::Version;

/// One vCard: its exact text, line by line.
///
/// [`Display`](fmt::Display) gives the text back. What was parsed and not edited is the same byte for byte.
#[derive(Clone, Debug)]
pub struct Card {
    pub(crate) version: Version,
    pub(crate) lines: Vec<Line>,
    pub(crate) next_id: u64,
}

/// A content line of the card, in the role it has there.
#[derive(Clone, Debug)]
pub(crate) enum Line {
    Property(Property),
    /// `BEGIN`, `VERSION`, blank lines, a byte order mark: kept, never edited.
    Frame(Box<str>),
    /// Text inside the card that is not a property: kept, never edited.
    Unreadable(Box<str>),
    /// `END:VCARD`, before which new properties go.
    End(Box<str>),
}

impl Card {
    /// An empty card with the line endings of the standard. A valid card also needs an `FN`, which is the caller's part.
    pub fn new(version: Version) -> Card {
        let lines = vec![
            Line::Frame("BEGIN:VCARD\r\n".into()),
            Line::Frame(format!("VERSION:{version}\r\n").into()),
            Line::End("END:VCARD\r\n".into()),
        ];
        Card {
            version,
            lines,
            next_id: 0,
        }
    }

    /// The version the card declares.
    pub fn version(&self) -> Version {
        self.version
    }

    /// All properties in order, except `BEGIN`, `VERSION` and `END`.
    pub fn properties(&self) -> impl Iterator<Item = &Property> {
        self.lines.iter().filter_map(Line::property)
    }

    /// The properties of one name, in any case and in any group.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &Property> {
        self.properties().filter(move |property| property.is(name))
    }

    /// The property of this id, unless it has been removed.
    pub fn get(&self, id: PropertyId) -> Option<&Property> {
        self.properties().find(|property| property.id() == id)
    }

    /// The lines inside the card that are not properties, unfolded no further than they stand: for an import's report.
    pub fn unreadable_lines(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().filter_map(|line| match line {
            Line::Unreadable(text) => Some(without_ending(text)),
            _ => None,
        })
    }

    /// A group that no property has (`item3`), for a new property that needs a label.
    pub fn unused_group(&self) -> String {
        let is_item = |group: &&str| {
            group
                .get(..4)
                .is_some_and(|start| start.eq_ignore_ascii_case("item"))
        };
        let groups = self
            .properties()
            .filter_map(Property::group)
            .filter(is_item);
        let used: HashSet<u32> = groups.filter_map(|group| group[4..].parse().ok()).collect();
        let free = (1..)
            .find(|number| !used.contains(number))
            .unwrap_or_default();
        format!("item{free}")
    }

    /// The content lines as they stand, all of them: put together they are the card.
    pub(crate) fn line_texts(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(Line::text)
    }

    pub(crate) fn line_ending(&self) -> &'static str {
        let begin = self
            .lines
            .iter()
            .map(Line::text)
            .find(|text| text.contains(':'));
        if begin.is_some_and(|text| text.ends_with("\r\n")) {
            "\r\n"
        } else {
            "\n"
        }
    }
}

impl Line {
    pub(crate) fn property(&self) -> Option<&Property> {
        match self {
            Line::Property(property) => Some(property),
            _ => None,
        }
    }

    fn text(&self) -> &str {
        match self {
            Line::Property(property) => property.as_written(),
            Line::Frame(text) | Line::Unreadable(text) | Line::End(text) => text,
        }
    }
}

impl fmt::Display for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines
            .iter()
            .try_for_each(|line| f.write_str(line.text()))
    }
}
