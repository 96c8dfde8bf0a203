//! Dates in Russian.

use domain::PartialDate;
use time::Date;

use super::super::shared::{self, month as name};
use super::numbers::plural;
use crate::person::{Turns, When};

/// As they stand alone: январь.
pub const MONTHS: [&str; 12] = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
];

/// After a day: 1 января.
const OF_MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// After "в": в январе.
const IN_MONTHS: [&str; 12] = [
    "январе",
    "феврале",
    "марте",
    "апреле",
    "мае",
    "июне",
    "июле",
    "августе",
    "сентябре",
    "октябре",
    "ноябре",
    "декабре",
];

pub fn date(date: &PartialDate) -> String {
    let (day, month, year) = shared::known(date);
    let said = match (day, month) {
        (_, 0) => String::new(),
        (0, month) => name(&MONTHS, month).to_owned(),
        (day, month) => format!("{day}\u{a0}{}", name(&OF_MONTHS, month)),
    };
    match (said.is_empty(), year) {
        (_, 0) => said,
        (true, year) => format!("{year} год"),
        (false, year) => format!("{said} {year}"),
    }
}

pub fn day(date: Date) -> String {
    let (day, month, year) = shared::parts(date);
    format!("{day}\u{a0}{} {year}", name(&OF_MONTHS, month))
}

/// What comes next of a birthday.
pub fn turns(turns: &Turns) -> String {
    let when = match turns.when {
        When::Today => "сегодня".to_owned(),
        When::Tomorrow => "завтра".to_owned(),
        When::On { day, month } => format!("{day}\u{a0}{}", name(&OF_MONTHS, month)),
        When::In { month } => format!("в {}", name(&IN_MONTHS, month)),
        When::ThisYear => "в этом году".to_owned(),
    };
    match turns.age {
        Some(age) => {
            let years = plural(age.into(), ["год", "года", "лет"]);
            format!("исполнится {age}\u{a0}{years} {when}")
        }
        None => when,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_known_is_said() {
        for (text, expected) in [
            ("1985-04-12", "12 апреля 1985"),
            ("1985-05", "май 1985"),
            ("1985", "1985 год"),
            ("--04-12", "12 апреля"),
            ("--12", "декабрь"),
        ] {
            assert_eq!(
                date(&text.parse().unwrap()).replace('\u{a0}', " "),
                expected
            );
        }
        let changed = Date::from_calendar_date(2026, time::Month::November, 21).unwrap();
        assert_eq!(day(changed), "21\u{a0}ноября 2026");
    }

    #[test]
    fn years_are_declined() {
        for (age, when, expected) in [
            (
                Some(35),
                When::On { day: 12, month: 4 },
                "исполнится 35 лет 12 апреля",
            ),
            (Some(1), When::Today, "исполнится 1 год сегодня"),
            (Some(11), When::Tomorrow, "исполнится 11 лет завтра"),
            (Some(42), When::In { month: 5 }, "исполнится 42 года в мае"),
            (Some(101), When::ThisYear, "исполнится 101 год в этом году"),
            (None, When::Today, "сегодня"),
        ] {
            let said = turns(&Turns { age, when });
            assert_eq!(said.replace('\u{a0}', " "), expected);
        }
    }
}
