//! What comes next of a birthday. What is not known of it is not invented.

use domain::PartialDate;

/// How old nobody gets: who was born before is remembered, but has no birthday.
const OLDEST: i32 = 120;

/// A day of the calendar, as the visitor's clock says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Today {
    pub year: i32,
    pub month: u8,
    pub day: u8,
}

/// The next birthday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turns {
    /// How old the person gets, where the year is known.
    pub age: Option<i32>,
    /// And when.
    pub when: When,
}

/// When a birthday is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Today,
    Tomorrow,
    On { day: u8, month: u8 },
    In { month: u8 },
    ThisYear,
}

impl Turns {
    /// The next birthday seen from this day; `None` where that would say nothing new.
    pub fn next(born: &PartialDate, today: Today) -> Option<Self> {
        let year = born.year().map(i32::from);
        let (on, is_over) = match (born.month(), born.day()) {
            (Some(month), Some(day)) => {
                // The last day of February stands in where there is no 29th.
                let in_year = |year| match (month, day) {
                    (2, 29) if !is_leap(year) => 28,
                    _ => day,
                };
                let is_over = (month, in_year(today.year)) < (today.month, today.day);
                let on = in_year(today.year + i32::from(is_over));
                (Some((month, on)), is_over)
            }
            (Some(month), None) => (None, month < today.month),
            _ => (None, false),
        };
        let age = match year {
            Some(year) => {
                let age = today.year - year + i32::from(is_over);
                // Somebody who is not born yet turns nothing, and on the day of birth neither.
                if !(1..=OLDEST).contains(&age) {
                    return None;
                }
                Some(age)
            }
            None => None,
        };
        let when = match (born.month(), on) {
            (_, Some((month, day))) if (month, day) == (today.month, today.day) => When::Today,
            (_, Some((month, day))) if (month, day) == tomorrow(today) => When::Tomorrow,
            (_, Some((month, day))) => When::On { day, month },
            (Some(month), None) => When::In { month },
            (None, None) => When::ThisYear,
        };
        let is_soon = matches!(when, When::Today | When::Tomorrow);
        (age.is_some() || is_soon).then_some(Self { age, when })
    }
}

fn tomorrow(today: Today) -> (u8, u8) {
    let days = match today.month {
        2 if is_leap(today.year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    match (today.month, today.day) {
        (12, 31) => (1, 1),
        (month, day) if day >= days => (month + 1, 1),
        (month, day) => (month, day + 1),
    }
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::texts;

    #[test]
    fn a_birthday_says_what_is_known_and_no_more() {
        let today = Today {
            year: 2026,
            month: 11,
            day: 21,
        };
        for (born, expected) in [
            ("1985-04-12", Some("turns 42 on 12 April")),
            ("1985-12-12", Some("turns 41 on 12 December")),
            ("1985-11-21", Some("turns 41 today")),
            ("1985-11-22", Some("turns 41 tomorrow")),
            ("1985-11-20", Some("turns 42 on 20 November")),
            ("2000-02-29", Some("turns 27 on 28 February")),
            ("1985-04", Some("turns 42 in April")),
            ("1985-12", Some("turns 41 in December")),
            ("1985", Some("turns 41 this year")),
            ("--11-21", Some("today")),
            ("--11-22", Some("tomorrow")),
            ("--04-12", None),
            ("--04", None),
            ("1790-04-12", None),
            ("2026-12-24", None),
            ("2027", None),
        ] {
            let turns = Turns::next(&born.parse().unwrap(), today);
            let text = turns.map(|turns| (texts().contact.turns)(&turns));
            assert_eq!(text.as_deref(), expected, "{born}");
        }
        let eve = Today {
            year: 2026,
            month: 12,
            day: 31,
        };
        let turns = Turns::next(&"2000-01-01".parse().unwrap(), eve).unwrap();
        assert_eq!((turns.age, turns.when), (Some(27), When::Tomorrow));
    }
}
