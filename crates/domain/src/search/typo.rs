//! One wrong letter: left out, put in, replaced, or exchanged with its neighbour.
//!
//! Every stored word brings along its forms with one letter left out, each with the place of that letter. Whatever
//! the typo was, leaving one letter out of one of the two words, or one of each, makes them equal. So a tolerant
//! search is a look-up of a few dozen exact terms, and needs to compare nothing afterwards.

use super::expression::Expression;
use super::place::{NAMES, ORG, TYPO};

/// Shorter words are too much alike.
const MIN_LETTERS: usize = 5;
const MAX_LETTERS: usize = 20;

/// Whether a typo in the word is forgiven.
pub(super) fn is_forgiving(word: &str) -> bool {
    (MIN_LETTERS..=MAX_LETTERS).contains(&word.chars().count())
        && word.chars().all(char::is_alphabetic)
}

/// The terms that a stored word brings along.
pub(super) fn terms(word: &str) -> impl Iterator<Item = String> {
    shortened(word)
        .into_iter()
        .map(|(place, rest)| term(place, &rest))
}

/// Stored words that differ from this one by one typo.
pub(super) fn expression(word: &str) -> Expression {
    let places = [NAMES[0], NAMES[1], ORG];
    let mut any = Vec::new();
    let letters = word.chars().count();
    // A letter is missing: the stored word without some letter of its own is this one.
    any.extend((0..=letters).map(|place| Expression::Term(term(place, word))));
    for (place, rest) in shortened(word) {
        // There is one letter too many.
        any.extend(places.map(|from| Expression::Term(format!("{from}{rest}"))));
        // Another letter in the same place; or two neighbours exchanged, which is one letter left out here and the same
        // one left out beside.
        let neighbours = [Some(place), place.checked_sub(1), Some(place + 1)];
        any.extend(
            neighbours
                .into_iter()
                .flatten()
                .map(|place| Expression::Term(term(place, &rest))),
        );
    }
    any.sort_unstable_by(|a, b| key(a).cmp(key(b)));
    any.dedup();
    Expression::Any(any)
}

fn key(expression: &Expression) -> &str {
    match expression {
        Expression::Term(term) => term,
        _ => "",
    }
}

fn shortened(word: &str) -> Vec<(usize, String)> {
    let letters: Vec<char> = word.chars().collect();
    (0..letters.len())
        .map(|place| {
            let rest = [&letters[..place], &letters[place + 1..]].concat();
            (place, rest.into_iter().collect())
        })
        .collect()
}

/// The place as one letter, so that it cannot run into the word.
fn term(place: usize, rest: &str) -> String {
    let place = char::from(b'A' + place.min(25) as u8);
    format!("{TYPO}{place}{rest}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn finds(asked: &str, stored: &str) -> bool {
        let mut all: BTreeSet<String> = terms(stored).collect();
        all.insert(format!("n{stored}"));
        expression(asked).matches(&all)
    }

    #[test]
    fn one_typo_of_each_kind_is_forgiven() {
        for asked in [
            "alexander",
            "alxander",
            "alexanderr",
            "alexsander",
            "alexandar",
            "alexadner",
            "lexander",
            "laexander",
        ] {
            assert!(asked == "alexander" || finds(asked, "alexander"), "{asked}");
        }
        assert!(finds("иваноф", "иванов"));
        assert!(finds("мохаммад", "мохамад"));
    }

    #[test]
    fn two_are_not() {
        for asked in [
            "alxandr",
            "xelander",
            "elaxander",
            "alexanderrr",
            "alesandre",
        ] {
            assert!(!finds(asked, "alexander"), "{asked}");
        }
    }

    #[test]
    fn short_words_and_numbers_forgive_nothing() {
        assert!(!is_forgiving("john"));
        assert!(!is_forgiving("12345"));
        assert!(is_forgiving("maria"));
    }
}
