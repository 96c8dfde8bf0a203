//! Telephone numbers, found by any run of their digits, with or without country code.

use super::expression::Expression;
use super::normalise::{normalise, phone_digits};
use super::place::{PHONE, shorts};

/// Fewer digits than that in a row are not looked for.
const MIN_DIGITS: usize = 3;
/// A number without its country code is looked for if there is enough left to mean it.
const MIN_NATIONAL: usize = 5;
/// No number is longer; what is, is found by its first digits.
const MAX_DIGITS: usize = 24;

/// Country codes of one and two digits; all others have three.
const SHORT_CODES: [&str; 46] = [
    "1", "7", "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45",
    "46", "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63",
    "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
];

/// The ends of a number: whatever run of digits is asked for, one of them begins with it.
pub(super) fn terms(value: &str) -> Vec<String> {
    let mut numbers = vec![phone_digits(value)];
    // "+49 (0)30": nobody dials this zero after the code.
    if let Some((before, after)) = normalise(value).split_once("(0)") {
        numbers.push(phone_digits(before) + &phone_digits(after));
    }
    let mut terms = Vec::new();
    for number in &mut numbers {
        number.truncate(MAX_DIGITS);
        for at in 0..number.len() {
            terms.extend(shorts(PHONE, &number[at..]));
        }
        for at in 0..(number.len() + 1).saturating_sub(MIN_DIGITS) {
            terms.push(format!("{PHONE}{}", &number[at..]));
        }
    }
    terms
}

/// Whether a query is one telephone number, in any punctuation.
pub(super) fn is_number(query: &str) -> bool {
    phone_digits(query).len() >= MIN_DIGITS
        && query
            .chars()
            .all(|c| c.is_ascii_digit() || "+-\u{2010}–—\u{2212}()./ ".contains(c))
}

/// Numbers that have these digits, or that are the same number written with or without its country code.
pub(super) fn expression(query: &str) -> Expression {
    // `phone:ann`: no number has that, and the beginning of all of them is not meant.
    let forms = forms(query).into_iter();
    Expression::Any(
        forms
            .map(|form| Expression::beginning(PHONE, &form))
            .collect(),
    )
}

/// The runs of digits by which a number may be found that was written in another way.
pub(super) fn forms(query: &str) -> Vec<String> {
    let mut digits = phone_digits(query);
    digits.truncate(MAX_DIGITS);
    if digits.is_empty() {
        return Vec::new();
    }
    let international = query.trim_start().starts_with('+') || digits.starts_with("00");
    let mut forms = vec![digits.clone()];
    let bare = digits.trim_start_matches('0');
    forms.push(bare.to_owned());
    if international {
        let code = SHORT_CODES.iter().find(|code| bare.starts_with(**code));
        let national = code.map_or_else(|| bare.get(3..), |code| bare.get(code.len()..));
        forms.extend(national.map(|number| number.trim_start_matches('0').to_owned()));
    } else if digits.len() == 11 && digits.starts_with(['7', '8']) {
        // Where +7 is dialled as 8.
        forms.push(digits[1..].to_owned());
    }
    forms
        .into_iter()
        .enumerate()
        .filter(|(place, form)| *place == 0 || form.len() >= MIN_NATIONAL)
        .map(|(_, form)| form)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(query: &str, stored: &str) -> bool {
        is_number(&normalise(query))
            && expression(&normalise(query)).matches(&terms(stored).into_iter().collect())
    }

    #[test]
    fn any_run_of_digits_finds_a_number_in_any_punctuation() {
        for query in [
            "+49 30 123 45 67",
            "(030) 1234567",
            "030-123",
            "4567",
            "1234",
            "0049301234567",
            "۰۳۰ ۱۲۳",
        ] {
            assert!(finds(query, "+49 (0)30 / 1234567"), "{query}");
            assert!(finds(query, "030 1234567"), "{query}");
        }
        for query in [
            "8 (912) 345-67-89",
            "+7 912 345 67 89",
            "9123456789",
            "89123456789",
        ] {
            assert!(finds(query, "+7 912 345-67-89"), "{query}");
            assert!(finds(query, "8 912 3456789"), "{query}");
        }
        assert!(finds("+44 20 7946 0000", "020 7946 0000"));
        assert!(finds("+995 32 2 12 34 56", "032 2 12 34 56"));
    }

    #[test]
    fn other_numbers_are_not_found() {
        assert!(!finds("1235", "030 1234567"));
        assert!(!finds("+49 31 123", "030 1234567"));
        assert!(!finds("12", "030 1234567"));
        assert!(!finds("ann", "030 1234567"));
    }
}
