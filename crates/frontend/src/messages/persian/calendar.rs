//! The calendar of Iran.

use icu_calendar::Date;
use icu_calendar::cal::Persian;

/// A day of the Persian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersianDay {
    pub year: i32,
    pub month: u8,
    pub day: u8,
}

impl PersianDay {
    /// The day of this Gregorian date.
    pub fn of(year: i32, month: u8, day: u8) -> Option<Self> {
        let date = Date::try_new_iso(year, month, day).ok()?;
        let date = date.to_calendar(Persian);
        Some(Self {
            year: date.year().era().map(|era| era.year)?,
            month: date.month().ordinal,
            day: date.day_of_month().0,
        })
    }
}
