//! When a card was changed last (`REV`), which other programs go by when they choose between two states of it.

use time::OffsetDateTime;
use vcard::{Card, NewProperty, Property, Version};

const REV: &str = "REV";

/// Says that the card has been changed now, where it says when: in the line that programs read, which is the first. A card
/// that never said it does not begin to.
pub fn revise(card: &mut Card, now: OffsetDateTime) {
    let Some(line) = card.named(REV).next().map(Property::id) else {
        return;
    };
    card.replace_value(line, &written(card.version(), now));
    // What was a date alone is a moment now.
    card.set_param(line, "VALUE", None);
}

/// Says since when there is a card that was made here.
pub fn stamp(card: &mut Card, now: OffsetDateTime) {
    let moment = written(card.version(), now);
    card.insert(NewProperty::new(REV).value(&moment));
}

fn written(version: Version, now: OffsetDateTime) -> String {
    let now = now.to_offset(time::UtcOffset::UTC);
    let (year, month, day) = (now.year(), u8::from(now.month()), now.day());
    let (hour, minute, second) = now.to_hms();
    match version {
        Version::V3 => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"),
        Version::V4 => format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn revised(version: &str, lines: &str) -> String {
        let text = format!("BEGIN:VCARD\nVERSION:{version}\nFN:Ann\n{lines}END:VCARD\n");
        let mut card = Card::parse(text.as_bytes()).unwrap();
        revise(&mut card, datetime!(2026-12-01 04:05:06 +1));
        let text = card.to_string();
        let lines = text.lines().skip(3).take_while(|line| *line != "END:VCARD");
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn it_is_now_as_the_version_writes_it() {
        assert_eq!(
            revised("3.0", "REV:2008-04-24T19:52:43Z\n"),
            "REV:2026-12-01T03:05:06Z"
        );
        assert_eq!(
            revised("4.0", "REV:20080424T195243Z\n"),
            "REV:20261201T030506Z"
        );
        assert_eq!(
            revised(
                "3.0",
                "item1.rev;X-A=1;VALUE=date:2008-04-24\nREV:20080424\n"
            ),
            "item1.rev;X-A=1:2026-12-01T03:05:06Z\nREV:20080424"
        );
    }

    #[test]
    fn a_card_without_one_gets_none() {
        assert_eq!(revised("3.0", "NOTE:REV\n"), "NOTE:REV");
    }
}
