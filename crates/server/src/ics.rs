//! Birthdays as a calendar (RFC 5545): an event of a whole day for each, every year.
//!
//! Crates for calendars write them from models of their own, one component at a time; what is needed here are eleven lines
//! that never change. They are read back by one of those crates in the tests.

use domain::{Language, PartialDate};
use frontend::messages::{Messages, texts_in};
use persistence::birthdays::Entry;
use time::OffsetDateTime;
use vcard::escape::{text, uri};
use vcard::fold;

/// Who was born before it has the first event in this year, and who was born nobody knows when. Calendars have trouble
/// with days before 1970; and 29 February must be a day.
const FIRST_YEAR: u16 = 1972;

/// How often a program should look for changes.
const REFRESH: &str = "PT12H";

/// The calendar. The same birthdays give the same bytes. `origin` is where browsers find the contacts, if it is known.
pub fn calendar(entries: &[Entry], language: Language, origin: Option<&str>) -> String {
    let words = texts_in(language);
    let t = &words.birthdays;
    // So much is an event on average.
    let mut calendar = Calendar(String::with_capacity(entries.len() * 400 + 400));
    calendar.line("BEGIN:VCALENDAR");
    calendar.line("VERSION:2.0");
    calendar.line("PRODID:-//Bloknotik//Birthdays//EN");
    calendar.line("CALSCALE:GREGORIAN");
    calendar.line("METHOD:PUBLISH");
    calendar.line(&format!("NAME:{}", text(t.heading)));
    calendar.line(&format!("X-WR-CALNAME:{}", text(t.heading)));
    calendar.line(&format!("REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}"));
    calendar.line(&format!("X-PUBLISHED-TTL:{REFRESH}"));
    for entry in entries {
        if let Ok(birthday) = entry.birthday.parse() {
            calendar.event(entry, &birthday, words, origin);
        }
    }
    calendar.line("END:VCALENDAR");
    calendar.0
}

struct Calendar(String);

impl Calendar {
    fn line(&mut self, line: &str) {
        self.0.push_str(&fold(line, "\r\n"));
    }

    fn event(
        &mut self,
        entry: &Entry,
        birthday: &PartialDate,
        words: &Messages,
        origin: Option<&str>,
    ) {
        let t = &words.birthdays;
        let (Some(month), Some(day)) = (birthday.month(), birthday.day()) else {
            return;
        };
        let known = birthday.year();
        let year = known
            .filter(|year| *year >= FIRST_YEAR)
            .unwrap_or(FIRST_YEAR);
        // The last day of February is one in every year.
        let rule = match (month, day) {
            (2, 29) => ";BYMONTH=2;BYMONTHDAY=-1",
            _ => "",
        };
        let name = match entry.name.trim() {
            "" => words.list.no_name,
            name => name,
        };
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:birthday-{}@bloknotik", entry.id));
        self.line(&format!("DTSTAMP:{}", stamp(entry.updated_at)));
        self.line(&format!("DTSTART;VALUE=DATE:{year:04}{month:02}{day:02}"));
        self.line(&format!("RRULE:FREQ=YEARLY{rule}"));
        self.line(&format!("SUMMARY:{}", text(&(t.event)(name, known))));
        if known.is_some() {
            self.line(&format!("DESCRIPTION:{}", text(&(t.born)(birthday))));
        }
        if let Some(origin) = origin {
            self.line(&format!(
                "URL:{}",
                uri(&format!("{origin}/contacts/{}", entry.id))
            ));
        }
        // A birthday keeps nobody from having time.
        self.line("TRANSP:TRANSPARENT");
        self.line("CLASS:PRIVATE");
        self.line("END:VEVENT");
    }
}

/// When the event was last changed. Not the moment of writing, or no two copies would be the same.
fn stamp(at: OffsetDateTime) -> String {
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
        at.year(),
        u8::from(at.month()),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    )
}
