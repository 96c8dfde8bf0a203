//! Dates in English.

use domain::PartialDate;
use time::Date;

use super::super::shared;
use crate::person::{Turns, When};

pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub fn date(date: &PartialDate) -> String {
    let (day, month, year) = shared::known(date);
    let number = |n: u32| match n {
        0 => String::new(),
        n => shared::plain(n.into()),
    };
    let parts = [
        number(day.into()),
        month_name(month).to_owned(),
        number(year),
    ];
    shared::joined(parts, " ")
}

pub fn day(date: Date) -> String {
    let (day, month, year) = shared::parts(date);
    format!("{day} {} {year}", month_name(month))
}

/// What comes next of a birthday.
pub fn turns(turns: &Turns) -> String {
    let when = match turns.when {
        When::Today => "today".to_owned(),
        When::Tomorrow => "tomorrow".to_owned(),
        When::On { day, month } => format!("on {day} {}", month_name(month)),
        When::In { month } => format!("in {}", month_name(month)),
        When::ThisYear => "this year".to_owned(),
    };
    match turns.age {
        Some(age) => format!("turns {age} {when}"),
        None => when,
    }
}

fn month_name(month: u8) -> &'static str {
    shared::month(&MONTHS, month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_known_is_said() {
        for (text, expected) in [
            ("1985-04-12", "12 April 1985"),
            ("1985-04", "April 1985"),
            ("1985", "1985"),
            ("--04-12", "12 April"),
            ("--12", "December"),
            ("0800-01-01", "1 January 800"),
        ] {
            assert_eq!(date(&text.parse().unwrap()), expected);
        }
        let changed = Date::from_calendar_date(2026, time::Month::November, 21).unwrap();
        assert_eq!(day(changed), "21 November 2026");
    }
}
