use crate::card::{Card, Line};
use crate::new_property::NewProperty;
use crate::property::Property;
use crate::version::Version;

impl Card {
    /// A new card of this version, with what `lines` makes of each property in its place: the same (as a
    /// [`NewProperty`] made from it), other lines, or none.
    ///
    /// Frame, folding and line endings are those of a new card. Lines that are not properties come along as they are.
    pub fn rewritten(
        &self,
        version: Version,
        mut lines: impl FnMut(&Property) -> Vec<NewProperty>,
    ) -> Card {
        let mut card = Card::new(version);
        for line in &self.lines {
            // Always before `END`.
            let place = card.lines.len().saturating_sub(1);
            match line {
                Line::Property(property) => {
                    for (number, new) in lines(property).into_iter().enumerate() {
                        card.insert_at(place + number, new);
                    }
                }
                Line::Unreadable(text) => card.lines.insert(place, Line::Unreadable(text.clone())),
                Line::Frame(_) | Line::End(_) => {}
            }
        }
        card
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_begins_anew_and_keeps_what_nobody_can_read() {
        let text = "\u{feff}begin:vcard\nVERSION:3.0\nFN:An\n na\n\nno colon\nitem1.tel;CELL:1\nX-A:b\nend:vcard";
        let card = Card::parse(text.as_bytes()).unwrap();
        let same = card.rewritten(Version::V4, |property| vec![NewProperty::from(property)]);
        assert_eq!(
            same.to_string(),
            "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Anna\r\nno colon\nitem1.tel;CELL:1\r\nX-A:b\r\nEND:VCARD\r\n"
        );
        let other = card.rewritten(Version::V3, |property| match property.name() {
            "tel" => Vec::new(),
            "X-A" => vec![NewProperty::text("X-C", "d"), NewProperty::text("X-E", "f")],
            _ => vec![NewProperty::from(property)],
        });
        assert_eq!(
            other.to_string(),
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna\r\nno colon\nX-C:d\r\nX-E:f\r\nEND:VCARD\r\n"
        );
    }
}
