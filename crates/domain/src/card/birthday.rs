//! `BDAY`.

use vcard::Card;

use super::date;
use super::field::Field;
use crate::{Change, PartialDate};

/// What is no date says nothing here, so it outlives every edit but that which gives a birthday.
const BIRTHDAY: Field = Field::new("BDAY", |property| date::of(property).is_some());

pub(super) fn read(card: &Card) -> Option<PartialDate> {
    BIRTHDAY.line(card).and_then(date::of)
}

pub(super) fn write(card: &mut Card, edit: &Change<PartialDate>) {
    match edit {
        Change::Keep => {}
        Change::Clear => BIRTHDAY.clear(card),
        Change::Set(date) if read(card) == Some(*date) => {}
        Change::Set(date) => {
            let value = date::written(card.version(), *date);
            BIRTHDAY.set(card, &value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bday(line: &str) -> Option<String> {
        let text = format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:x\r\n{line}\r\nEND:VCARD\r\n");
        read(&Card::parse(text.as_bytes()).unwrap()).map(|date| date.to_string())
    }

    #[test]
    fn reads_what_programs_write() {
        for (line, date) in [
            ("BDAY:1985-04-12", "1985-04-12"),
            ("BDAY:19850412", "1985-04-12"),
            ("BDAY;VALUE=date-time:1985-04-12T00:00:00Z", "1985-04-12"),
            ("BDAY:19850412T230000-0500", "1985-04-12"),
            ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29", "--02-29"),
            (
                "item1.BDAY;VALUE=date;X-APPLE-OMIT-YEAR=1604:1604-04-12",
                "--04-12",
            ),
            ("BDAY:--0412", "--04-12"),
            ("BDAY:--04-12", "--04-12"),
            ("BDAY:1985", "1985"),
            ("BDAY:1985-04", "1985-04"),
        ] {
            assert_eq!(bday(line).as_deref(), Some(date), "{line}");
        }
    }

    #[test]
    fn what_is_no_date_is_no_birthday() {
        for line in [
            "BDAY:",
            "BDAY;VALUE=text:circa 1800",
            "BDAY:1985-02-30",
            "BDAY:éééé",
            "BDAY;CALSCALE=islamic:14050101",
        ] {
            assert_eq!(bday(line), None, "{line}");
        }
    }
}
