//! Dates of which only a part may be known. A year is never invented.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// `1985-04-12`, `1985-04`, `1985`, `--04-12` or `--04`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartialDate {
    year: Option<u16>,
    month: Option<u8>,
    day: Option<u8>,
}

/// The text is not a date, or there is no such day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADate;

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date looks like 1985-04-12, 1985-04, 1985, or --04-12 without a year")
    }
}

impl std::error::Error for NotADate {}

impl PartialDate {
    /// A date from what is known of it. A day needs its month; without a year 29 February is allowed.
    pub fn new(year: Option<u16>, month: Option<u8>, day: Option<u8>) -> Result<Self, NotADate> {
        let days = match month {
            None if day.is_some() => return Err(NotADate),
            None => 0,
            Some(2) => match year {
                Some(year) if !is_leap(year.into()) => 28,
                _ => 29,
            },
            Some(4 | 6 | 9 | 11) => 30,
            Some(1..=12) => 31,
            Some(_) => return Err(NotADate),
        };
        let year_fits = year.is_none_or(|year| (1..=9999).contains(&year));
        let day_fits = day.is_none_or(|day| (1..=days).contains(&day));
        if !year_fits || !day_fits || (year.is_none() && month.is_none()) {
            return Err(NotADate);
        }
        Ok(Self { year, month, day })
    }

    /// The year, where it is known.
    pub fn year(&self) -> Option<u16> {
        self.year
    }

    /// The month from 1, where it is known.
    pub fn month(&self) -> Option<u8> {
        self.month
    }

    /// The day of the month, where it is known.
    pub fn day(&self) -> Option<u8> {
        self.day
    }
}

/// Whether a year has a 29 February.
pub fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str("-")?,
        }
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let text = text.trim();
        let (year, rest) = match text.strip_prefix("--") {
            Some(rest) => (None, Some(rest)),
            None => match text.split_once('-') {
                Some((year, rest)) => (Some(number(year, 4)?), Some(rest)),
                None => (Some(number(text, 4)?), None),
            },
        };
        let (month, day) = match rest {
            None => (None, None),
            Some(rest) => match rest.split_once('-') {
                Some((month, day)) => (Some(number(month, 2)?), Some(number(day, 2)?)),
                None => (Some(number(rest, 2)?), None),
            },
        };
        Self::new(year, month.map(|n| n as u8), day.map(|n| n as u8))
    }
}

fn number(text: &str, digits: usize) -> Result<u16, NotADate> {
    if text.len() != digits || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NotADate);
    }
    text.parse().map_err(|_| NotADate)
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_survives_the_round_trip() {
        for text in [
            "1985-04-12",
            "1985-04",
            "1985",
            "--04-12",
            "--02-29",
            "--12",
            "0001-01-01",
        ] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "-",
            "--",
            "85",
            "1985-13",
            "1985-00-01",
            "1985-02-29",
            "1900-02-29",
            "--02-30",
            "--04-31",
            "1985-4-1",
            "1985-04-12T00:00",
            "0000-01-01",
            "tomorrow",
            "--",
            "----12",
        ] {
            assert_eq!(text.parse::<PartialDate>(), Err(NotADate), "{text}");
        }
    }
}
