//! Dates in Persian: a whole date in both calendars, because it was written down in the Gregorian one; a part of a date
//! in the Gregorian one alone, because without its year it is no day of the other.

use domain::PartialDate;
use time::Date;

use super::super::shared::{self, month as name};
use super::calendar::PersianDay;
use super::numbers::digits;
use crate::person::{Turns, When};

/// The Gregorian months.
pub const MONTHS: [&str; 12] = [
    "ژانویه",
    "فوریه",
    "مارس",
    "آوریل",
    "مه",
    "ژوئن",
    "ژوئیه",
    "اوت",
    "سپتامبر",
    "اکتبر",
    "نوامبر",
    "دسامبر",
];

/// Those of the Persian calendar.
const PERSIAN_MONTHS: [&str; 12] = [
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
];

pub fn date(date: &PartialDate) -> String {
    let (day, month, year) = shared::known(date);
    if month == 0 && year > 0 {
        // A bare number would be taken for a year of the other calendar.
        return format!("{} میلادی", digits(year.into()));
    }
    let number = |n: u32| match n {
        0 => String::new(),
        n => digits(n.into()),
    };
    let parts = [
        number(day.into()),
        name(&MONTHS, month).to_owned(),
        number(year),
    ];
    let gregorian = shared::joined(parts, " ");
    let is_whole = day > 0 && year > 0;
    match persian(year as i32, month, day).filter(|_| is_whole) {
        Some(persian) => format!("{persian} ({gregorian})"),
        None => gregorian,
    }
}

pub fn day(date: Date) -> String {
    let (day, month, year) = shared::parts(date);
    persian(year, month, day).unwrap_or_default()
}

fn persian(year: i32, month: u8, day: u8) -> Option<String> {
    let PersianDay { year, month, day } = PersianDay::of(year, month, day)?;
    let month = name(&PERSIAN_MONTHS, month);
    // Before its first year the calendar counts backwards, which nobody does.
    (year > 0).then(|| format!("{} {month} {}", digits(day.into()), digits(year.into())))
}

/// What comes next of a birthday.
pub fn turns(turns: &Turns) -> String {
    let when = match turns.when {
        When::Today => "امروز".to_owned(),
        When::Tomorrow => "فردا".to_owned(),
        When::On { day, month } => format!("{} {}", digits(day.into()), name(&MONTHS, month)),
        When::In { month } => format!("در {}", name(&MONTHS, month)),
        When::ThisYear => "امسال".to_owned(),
    };
    match turns.age {
        Some(age) => format!("{when} {} ساله می‌شود", digits(age.into())),
        None => when,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_known_is_said() {
        for (text, expected) in [
            ("1985-04-12", "۲۳ فروردین ۱۳۶۴ (۱۲ آوریل ۱۹۸۵)"),
            ("2025-03-20", "۳۰ اسفند ۱۴۰۳ (۲۰ مارس ۲۰۲۵)"),
            ("2024-03-20", "۱ فروردین ۱۴۰۳ (۲۰ مارس ۲۰۲۴)"),
            ("0600-01-01", "۱ ژانویه ۶۰۰"),
            ("1985-04", "آوریل ۱۹۸۵"),
            ("1985", "۱۹۸۵ میلادی"),
            ("--04-12", "۱۲ آوریل"),
            ("--12", "دسامبر"),
        ] {
            assert_eq!(date(&text.parse().unwrap()), expected);
        }
        let changed = Date::from_calendar_date(2026, time::Month::November, 21).unwrap();
        assert_eq!(day(changed), "۳۰ آبان ۱۴۰۵");
    }

    #[test]
    fn ages_are_said() {
        for (age, when, expected) in [
            (
                Some(35),
                When::On { day: 12, month: 4 },
                "۱۲ آوریل ۳۵ ساله می‌شود",
            ),
            (Some(1), When::Today, "امروز ۱ ساله می‌شود"),
            (Some(42), When::In { month: 5 }, "در مه ۴۲ ساله می‌شود"),
            (None, When::Tomorrow, "فردا"),
        ] {
            assert_eq!(turns(&Turns { age, when }), expected);
        }
    }
}
