//! Birthdays: when the next one is, who turns how old, and where they are to be had as a calendar.
//!
//! Who was born on 29 February celebrates on the last day of that month: on the 28th in most years.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::date::{PartialDate, is_leap};
use crate::{Name, date};

/// How old nobody gets: who was born before is remembered, but turns nothing.
const OLDEST: i32 = 120;

/// Stands for the day where only the month is known: such a birthday comes after all others of its month, and is not
/// over before the month is.
const ANY_DAY: i16 = 32;

/// Somebody's next birthday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Birthday {
    /// Whose: the id of the contact.
    pub id: Uuid,
    /// The book that the contact lives in.
    pub book_id: Uuid,
    /// What the contact is called.
    pub name: Name,
    /// The day of birth, as much of it as is known.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "--02-29"))]
    pub birthday: PartialDate,
    /// The next time that it is celebrated; without a day where none is known.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "2027-02-28"))]
    pub on: PartialDate,
    /// How old the person turns then, where the year is known.
    pub turns: Option<i32>,
}

/// The birthdays of twelve months, page by page, the next one first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Birthdays {
    /// The birthdays; `[]` when there are none.
    pub items: Vec<Birthday>,
    /// Send it back as `cursor`, with the same `from`, for the next page; `null` on the last one.
    pub next_cursor: Option<String>,
}

/// Which birthdays to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct BirthdayQuery {
    /// The first day of the twelve months, as in 2026-11-21; today in Greenwich when left out.
    pub from: Option<String>,
    /// Only this book.
    pub book: Option<Uuid>,
    /// How many at most: 1 to 200, 100 when left out.
    pub limit: Option<u16>,
    /// Where the previous page ended.
    pub cursor: Option<String>,
}

/// Where calendar programs fetch the birthdays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarFeed {
    /// The secret address: whoever knows it can read all names and birthdays. `null` while there is none. It begins
    /// with `/` where the server does not know its own public address.
    pub address: Option<String>,
    /// When it was made.
    #[serde(with = "time::serde::rfc3339::option")]
    pub created_at: Option<OffsetDateTime>,
}

/// The place of a birthday in the year, as a number that grows with it; `None` where not even the month is known.
pub fn place(born: &PartialDate) -> Option<i16> {
    let month = i16::from(born.month()?);
    Some(month * 100 + born.day().map_or(ANY_DAY, i16::from))
}

/// The place of a day in the year, to compare with those of [`place`].
pub fn place_of(day: Date) -> i16 {
    i16::from(u8::from(day.month())) * 100 + i16::from(day.day())
}

/// The next time from this day on that a birthday is celebrated, and how old the person turns then; `None` where not
/// even the month is known.
pub fn next(born: &PartialDate, from: Date) -> Option<(PartialDate, Option<i32>)> {
    let month = born.month()?;
    let today = (u8::from(from.month()), from.day());
    let is_over = match born.day() {
        Some(day) => (month, day_in(from.year(), month, day)) < today,
        None => month < today.0,
    };
    let year = from.year() + i32::from(is_over);
    let day = born.day().map(|day| day_in(year, month, day));
    let on = PartialDate::new(u16::try_from(year).ok(), Some(month), day).ok()?;
    let turns = born.year().and_then(|born| turns(born, year));
    Some((on, turns))
}

/// How old somebody turns in a year, if anything: who is not born yet does not, nor does anybody on the day of birth.
pub fn turns(born: u16, year: i32) -> Option<i32> {
    Some(year - i32::from(born)).filter(|age| (1..=OLDEST).contains(age))
}

/// The day of the month on which a day of birth is celebrated in a year.
pub fn day_in(year: i32, month: u8, day: u8) -> u8 {
    match (month, day) {
        (2, 29) if !is_leap(year) => 28,
        _ => day,
    }
}

/// Reads `from`: a whole day.
pub fn whole_day(text: &str) -> Result<Date, date::NotADate> {
    let date: PartialDate = text.parse()?;
    let (Some(year), Some(month), Some(day)) = (date.year(), date.month(), date.day()) else {
        return Err(date::NotADate);
    };
    let month = time::Month::try_from(month).map_err(|_| date::NotADate)?;
    Date::from_calendar_date(year.into(), month, day).map_err(|_| date::NotADate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upcoming(born: &str, from: &str) -> Option<(String, Option<i32>)> {
        next(&born.parse().unwrap(), whole_day(from).unwrap())
            .map(|(on, turns)| (on.to_string(), turns))
    }

    #[test]
    fn the_next_birthday_is_today_or_later() {
        for (born, from, on, turns) in [
            ("1985-11-21", "2026-11-21", "2026-11-21", Some(41)),
            ("1985-11-20", "2026-11-21", "2027-11-20", Some(42)),
            ("1985-12-31", "2026-11-21", "2026-12-31", Some(41)),
            ("--01-01", "2026-12-31", "2027-01-01", None),
            ("1985-11", "2026-11-30", "2026-11", Some(41)),
            ("1985-10", "2026-11-30", "2027-10", Some(42)),
            ("1790-04-12", "2026-11-21", "2027-04-12", None),
            ("2026-11-21", "2026-11-21", "2026-11-21", None),
            ("2027-11-21", "2026-11-21", "2026-11-21", None),
        ] {
            assert_eq!(upcoming(born, from), Some((on.into(), turns)), "{born}");
        }
        assert_eq!(upcoming("1985", "2026-11-21"), None);
    }

    #[test]
    fn the_29th_of_february_is_celebrated_every_year() {
        for (from, on) in [
            ("2026-11-21", "2027-02-28"),
            ("2027-02-28", "2027-02-28"),
            ("2027-03-01", "2028-02-29"),
            ("2028-02-29", "2028-02-29"),
            ("2028-03-01", "2029-02-28"),
        ] {
            assert_eq!(upcoming("2000-02-29", from).unwrap().0, on, "{from}");
        }
    }

    #[test]
    fn places_are_in_the_order_of_celebration() {
        let mut days: Vec<PartialDate> = Vec::new();
        for month in 1..=12 {
            for day in 1..=31 {
                days.extend(PartialDate::new(None, Some(month), Some(day)));
            }
            days.extend(PartialDate::new(None, Some(month), None));
        }
        assert_eq!(days.len(), 366 + 12);
        for from in [
            "2026-11-21",
            "2027-02-28",
            "2027-03-01",
            "2028-02-28",
            "2028-02-29",
            "2028-12-31",
        ] {
            let from = whole_day(from).unwrap();
            let mut walked = days.clone();
            walked.sort_by_key(|day| (place(day) < Some(place_of(from)), place(day)));
            let on: Vec<String> = walked
                .iter()
                .map(|day| next(day, from).unwrap().0)
                // A month of which no day is known comes after its days.
                .map(|on| on.day().map_or(format!("{on}-99"), |_| on.to_string()))
                .collect();
            assert!(on.is_sorted(), "{from}: {on:?}");
        }
    }

    #[test]
    fn only_a_whole_day_begins_the_months() {
        assert!(whole_day("2028-02-29").is_ok());
        for bad in [
            "",
            "2026",
            "2026-11",
            "--11-21",
            "2027-02-29",
            "21.11.2026",
            "tomorrow",
        ] {
            assert!(whole_day(bad).is_err(), "{bad}");
        }
    }
}
