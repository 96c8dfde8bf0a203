//! Dates in the forms that cards in the wild have them.

use vcard::{Card, Property, PropertyId, Version};

use super::field::Value;
use crate::PartialDate;

/// Apple's way to leave out the year in 3.0: a year that means none.
const OMIT_YEAR: &str = "X-APPLE-OMIT-YEAR";
const OMITTED_YEAR: &str = "1604";
const CALENDAR: &str = "CALSCALE";
/// The properties that have dates, but for those that no other program knows.
const DATES: [&str; 4] = ["BDAY", "ANNIVERSARY", "X-ABDATE", "X-ANNIVERSARY"];
/// When the card was changed last: always with a time.
const CHANGED: &str = "REV";

/// The date of a property, if it is one.
pub(super) fn of(property: &Property) -> Option<PartialDate> {
    // The numbers of another calendar would be another day.
    if property
        .param(CALENDAR)
        .is_some_and(|calendar| !calendar.trim().eq_ignore_ascii_case("gregorian"))
    {
        return None;
    }
    let date = parse(&property.text())?;
    let omitted = property.param(OMIT_YEAR);
    match (omitted, date.year()) {
        (Some(omitted), Some(year)) if omitted.trim().parse() == Ok(year) => {
            PartialDate::new(None, date.month(), date.day()).ok()
        }
        _ => Some(date),
    }
}

/// A date as a card of this version has it.
pub(super) fn written(version: Version, date: PartialDate) -> Value {
    let mut omitted = None;
    let raw = match (version, date.year(), date.month(), date.day()) {
        (Version::V3, None, Some(month), Some(day)) => {
            omitted = Some(OMITTED_YEAR.to_owned());
            format!("{OMITTED_YEAR}-{month:02}-{day:02}")
        }
        (Version::V4, Some(year), Some(month), Some(day)) => format!("{year:04}{month:02}{day:02}"),
        (Version::V4, None, Some(month), Some(day)) => format!("--{month:02}{day:02}"),
        _ => date.to_string(),
    };
    Value::raw(raw)
        .param(OMIT_YEAR, omitted)
        .param(CALENDAR, None)
}

/// Spells the date of a line, if it has one, as the card's version does, with whatever time stands behind it.
pub(super) fn spell(card: &mut Card, id: PropertyId) {
    let to = card.version();
    let Some(property) = card.get(id) else { return };
    let has_date = DATES.iter().any(|name| property.is(name));
    if !has_date && !property.is(CHANGED) {
        return;
    }
    let Some(date) = of(property) else { return };
    let text = property.text();
    let text = text.trim();
    let value = match text.find(['T', ' ']).map(|at| time(&text[at..], to)) {
        None => written(to, date),
        Some(None) => return,
        Some(Some(time)) => {
            let kind = (to == Version::V3 && has_date).then(|| "date-time".to_owned());
            written(to, date).followed_by(&time).param("VALUE", kind)
        }
    };
    value.put(card, id);
}

/// `T10:22:00-05:00` in 3.0, `T102200-0500` in 4.0; nothing where it is no time.
fn time(text: &str, to: Version) -> Option<String> {
    let text = text.strip_prefix('T')?;
    let (clock, zone) = text.split_at(text.find(['Z', '+', '-']).unwrap_or(text.len()));
    let (clock, fraction) = clock.split_at(clock.find('.').unwrap_or(clock.len()));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if clock.is_empty() || !is_number(fraction.get(1..).unwrap_or_default()) {
        return None;
    }
    let sign = zone.len().min(1);
    Some(format!(
        "T{}{fraction}{}{}",
        pairs(clock, to)?,
        &zone[..sign],
        pairs(&zone[sign..], to)?
    ))
}

/// `102200` or `10:22:00`: pairs of digits.
fn pairs(text: &str, to: Version) -> Option<String> {
    let digits = text.replace(':', "");
    let is_pairs = digits.len().is_multiple_of(2)
        && digits.len() <= 6
        && digits.bytes().all(|b| b.is_ascii_digit());
    let places = (0..digits.len()).step_by(2);
    let pairs: Vec<&str> = is_pairs.then(|| places.map(|at| &digits[at..at + 2]).collect())?;
    Some(pairs.join(if to == Version::V3 { ":" } else { "" }))
}

/// Reads `1985-04-12`, `19850412`, `--04-12`, `--0412`, `1985-04`, `1985`, each with a time behind it or not.
/// The day is taken as written: no time zone ever moves it.
pub(super) fn parse(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    let date = text.split(['T', ' ']).next().unwrap_or_default();
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let spread = match (date.len(), date.strip_prefix("--")) {
        (8, None) if is_digits(date) => format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..]),
        (6, Some(rest)) if is_digits(rest) => format!("--{}-{}", &rest[..2], &rest[2..]),
        _ => date.to_owned(),
    };
    spread.parse().ok()
}
