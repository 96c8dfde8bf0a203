//! Numbers, and texts within texts, in Persian.

use super::super::shared;

/// A number without groups, in the digits that Persian writes.
pub fn digits(n: i64) -> String {
    translated(&shared::plain(n.unsigned_abs()))
}

/// How many there are of something.
pub fn count(n: usize) -> String {
    digits(i64::try_from(n).unwrap_or(i64::MAX))
}

fn translated(number: &str) -> String {
    let digit = |c: char| match c.to_digit(10) {
        Some(digit) => char::from_u32(u32::from('۰') + digit).unwrap_or(c),
        None => c,
    };
    number.chars().map(digit).collect()
}

/// 1234567 as `۱٬۲۳۴٬۵۶۷`.
pub fn number(n: i64) -> String {
    translated(&shared::grouped(n, '٬'))
}

/// Someone's words between quotation marks. They are isolated, so that whatever direction they have stays between
/// the marks.
pub fn quoted(text: &str) -> String {
    shared::in_guillemets(&isolated(text))
}

/// Words of any direction that do not turn those around them.
pub fn isolated(text: &str) -> String {
    format!("\u{2068}{text}\u{2069}")
}

pub fn contacts(n: i64, is_minimum: bool) -> String {
    if is_minimum {
        format!("بیش از {} مخاطب", number(n))
    } else {
        format!("{} مخاطب", number(n))
    }
}

pub fn found(n: i64, is_minimum: bool) -> String {
    match n {
        0 => "چیزی پیدا نشد".to_owned(),
        n => format!("{} پیدا شد", contacts(n, is_minimum)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_persian() {
        assert_eq!(digits(9_876_543_210), "۹۸۷۶۵۴۳۲۱۰");
        assert_eq!(number(1_234), "۱٬۲۳۴");
        assert_eq!(contacts(0, false), "۰ مخاطب");
        assert_eq!(contacts(1, false), "۱ مخاطب");
        assert_eq!(contacts(1_234_567, false), "۱٬۲۳۴٬۵۶۷ مخاطب");
        assert_eq!(contacts(2_000, true), "بیش از ۲٬۰۰۰ مخاطب");
        assert_eq!(found(0, false), "چیزی پیدا نشد");
        assert_eq!(found(12, false), "۱۲ مخاطب پیدا شد");
    }

    #[test]
    fn what_is_quoted_keeps_its_direction() {
        assert_eq!(quoted("Ann (home)"), "«\u{2068}Ann (home)\u{2069}»");
    }
}
