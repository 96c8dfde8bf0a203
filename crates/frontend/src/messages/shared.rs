//! What several languages say their texts with.
//!
//! In the browser it stays in the main module ([`keep`]). What only some languages reach would become a module of
//! its own for each group of languages that shares something: a request more for a few bytes.

use domain::PartialDate;
use time::Date;

/// 1234567 with a separator between its groups of three digits.
pub fn grouped(n: i64, separator: char) -> String {
    let digits = plain(n.unsigned_abs());
    let mut text = String::new();
    if n < 0 {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// A number without groups.
pub fn plain(n: u64) -> String {
    n.to_string()
}

/// The title of a window.
pub fn window(page: &str) -> String {
    format!("{page} – Bloknotik")
}

/// One of several: `Phone 2`.
pub fn numbered(what: &str, n: usize) -> String {
    format!("{what} {n}")
}

/// Somebody's words.
pub fn in_quotes(text: &str) -> String {
    format!("“{text}”")
}

/// Somebody's words, as Russian and Persian mark them.
pub fn in_guillemets(text: &str) -> String {
    format!("«{text}»")
}

/// The name of a month.
pub fn month(names: &[&'static str; 12], month: u8) -> &'static str {
    names
        .get(usize::from(month).wrapping_sub(1))
        .copied()
        .unwrap_or_default()
}

/// What is known of a date, day, month and year, with something between.
pub fn joined(parts: [String; 3], between: &str) -> String {
    let mut text = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !text.is_empty() {
            text.push_str(between);
        }
        text.push_str(part);
    }
    text
}

/// Day, month and year of a date, zero where they are not known.
pub fn known(date: &PartialDate) -> (u8, u8, u32) {
    let (day, month) = (date.day(), date.month());
    (
        day.unwrap_or_default(),
        month.unwrap_or_default(),
        date.year().map_or(0, u32::from),
    )
}

/// Day, month and year of a day.
pub fn parts(date: Date) -> (u8, u8, i32) {
    (date.day(), date.month().into(), date.year())
}

/// Texts that are the same in several languages.
pub const PRODUCT: &str = "Bloknotik";
pub const LEFT_TO_RIGHT: &str = "ltr";
pub const EMAIL: &str = "E-mail";
pub const FAX: &str = "Fax";
pub const PAGER: &str = "Pager";
pub const NOTHING: &str = "–";

/// Makes all of this a part of the main module.
#[cfg(feature = "hydrate")]
pub fn keep() {
    use std::hint::black_box;
    black_box(grouped as fn(i64, char) -> String);
    black_box(plain as fn(u64) -> String);
    black_box(window as fn(&str) -> String);
    black_box(numbered as fn(&str, usize) -> String);
    black_box(in_quotes as fn(&str) -> String);
    black_box(in_guillemets as fn(&str) -> String);
    black_box([PRODUCT, LEFT_TO_RIGHT, EMAIL, FAX, PAGER, NOTHING]);
    black_box(month as fn(&[&'static str; 12], u8) -> &'static str);
    black_box(joined as fn([String; 3], &str) -> String);
    black_box(known as fn(&PartialDate) -> (u8, u8, u32));
    black_box(parts as fn(Date) -> (u8, u8, i32));
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn groups_have_three_digits() {
        for (n, expected) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (100_000, "100,000"),
            (-1_234_567, "-1,234,567"),
        ] {
            assert_eq!(grouped(n, ','), expected);
        }
    }
}
