//! Dates in Brazilian Portuguese.

use domain::PartialDate;
use time::Date;

use super::super::shared;
use crate::person::{Turns, When};

pub const MONTHS: [&str; 12] = [
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
];

pub fn date(date: &PartialDate) -> String {
    let (day, month, year) = shared::known(date);
    let year = match year {
        0 => String::new(),
        year => shared::plain(year.into()),
    };
    shared::joined([ordinal(day), name(month).to_owned(), year], " de ")
}

pub fn day(date: Date) -> String {
    let (day, month, year) = shared::parts(date);
    format!("{} de {} de {year}", ordinal(day), name(month))
}

/// The first of a month is the only day that is counted and not numbered.
fn ordinal(day: u8) -> String {
    match day {
        0 => String::new(),
        1 => "1º".to_owned(),
        day => shared::plain(day.into()),
    }
}

/// What comes next of a birthday.
pub fn turns(turns: &Turns) -> String {
    let when = match turns.when {
        When::Today => "hoje".to_owned(),
        When::Tomorrow => "amanhã".to_owned(),
        When::On { day, month } => format!("em {} de {}", ordinal(day), name(month)),
        When::In { month } => format!("em {}", name(month)),
        When::ThisYear => "este ano".to_owned(),
    };
    match turns.age {
        Some(1) => format!("faz 1 ano {when}"),
        Some(age) => format!("faz {age} anos {when}"),
        None => when,
    }
}

fn name(month: u8) -> &'static str {
    shared::month(&MONTHS, month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_known_is_said() {
        for (text, expected) in [
            ("1985-04-12", "12 de abril de 1985"),
            ("1985-04-01", "1º de abril de 1985"),
            ("1985-04", "abril de 1985"),
            ("1985", "1985"),
            ("--04-12", "12 de abril"),
            ("--12", "dezembro"),
        ] {
            assert_eq!(date(&text.parse().unwrap()), expected);
        }
        let changed = Date::from_calendar_date(2026, time::Month::November, 21).unwrap();
        assert_eq!(day(changed), "21 de novembro de 2026");
    }

    #[test]
    fn ages_are_said() {
        for (age, when, expected) in [
            (
                Some(35),
                When::On { day: 12, month: 4 },
                "faz 35 anos em 12 de abril",
            ),
            (Some(1), When::Tomorrow, "faz 1 ano amanhã"),
            (Some(42), When::In { month: 3 }, "faz 42 anos em março"),
            (Some(41), When::ThisYear, "faz 41 anos este ano"),
            (None, When::Today, "hoje"),
        ] {
            assert_eq!(turns(&Turns { age, when }), expected);
        }
    }
}
