//! Where in a text something is that is found by how the text is compared: letters and digits keep their places.

use std::collections::BTreeSet;
use std::ops::Range;

use super::expression::Expression;
use super::normalise::{normalise, phone_digits};
use super::place::NAME;
use super::{sounds, typo, words};

/// A text as it is compared, and from which character of it each byte of that is.
pub(super) struct Compared {
    text: String,
    from: Vec<usize>,
}

impl Compared {
    pub(super) fn of(text: &str) -> Self {
        let mut compared = Self {
            text: String::with_capacity(text.len()),
            from: Vec::with_capacity(text.len()),
        };
        for (at, c) in text.chars().enumerate() {
            if c.is_whitespace() {
                compared.text.push(' ');
            } else if c.is_ascii_alphanumeric() {
                // As below, for most of what is written.
                compared.text.push(c.to_ascii_lowercase());
            } else {
                compared
                    .text
                    .push_str(&normalise(c.encode_utf8(&mut [0; 4])));
            }
            compared.from.resize(compared.text.len(), at);
        }
        compared
    }

    /// The characters that some bytes are from, with the accents that follow them.
    fn chars(&self, bytes: Range<usize>) -> Range<usize> {
        let last = self.from.get(bytes.end - 1).copied().unwrap_or_default();
        let end = self.from.get(bytes.end).copied().unwrap_or(last + 1);
        self.from.get(bytes.start).copied().unwrap_or_default()..end.max(last + 1)
    }

    /// The parts between such letters, each with the place of its first byte.
    fn parts(&self, between: fn(char) -> bool) -> impl Iterator<Item = (usize, &str)> {
        let begin = self.text.as_ptr() as usize;
        self.text
            .split(between)
            .filter(|part| !part.is_empty())
            .map(move |part| (part.as_ptr() as usize - begin, part))
    }
}

/// A word that others begin with.
pub(super) fn word_in(word: &str, compared: &Compared) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for (at, one) in compared.parts(|c| c == ' ') {
        let hit = words::beginnings(one).find(|beginning| beginning.starts_with(word));
        if let Some(beginning) = hit {
            let start = at + one.len() - beginning.len();
            ranges.push(compared.chars(start..start + word.len()));
        }
    }
    ranges
}

/// Words that sound so in another script, or are this one but for a typo: as a whole.
pub(super) fn alike_in(word: &str, place: char, compared: &Compared) -> Vec<Range<usize>> {
    let sounds = sounds::expression(word).filter(|_| place == NAME);
    let typo = typo::is_forgiving(word).then(|| typo::expression(word));
    let mut ranges = Vec::new();
    for (at, one) in compared.parts(|c| !c.is_alphabetic()) {
        let mut terms: BTreeSet<String> = sounds::terms(one).into_iter().collect();
        if typo::is_forgiving(one) {
            terms.extend(typo::terms(one));
        }
        terms.insert(format!("{place}{one}"));
        let is_alike = |expression: &Option<Expression>| {
            expression.as_ref().is_some_and(|one| one.matches(&terms))
        };
        if is_alike(&sounds) || is_alike(&typo) {
            ranges.push(compared.chars(at..at + one.len()));
        }
    }
    ranges
}

/// Digits in any punctuation.
pub(super) fn digits_in(forms: &[String], text: &str) -> Option<Range<usize>> {
    let all: Vec<(usize, String)> = text
        .chars()
        .enumerate()
        .map(|(at, c)| (at, phone_digits(c.encode_utf8(&mut [0; 4]))))
        .filter(|(_, digit)| !digit.is_empty())
        .collect();
    // "+49 (0)30": the number may have been found without this zero.
    let optional = text.find("(0)").map(|at| text[..at].chars().count() + 1);
    let without: Vec<_> = all
        .iter()
        .filter(|(at, _)| Some(*at) != optional)
        .cloned()
        .collect();
    for digits in [all, without] {
        let run: String = digits.iter().map(|(_, digit)| digit.as_str()).collect();
        for form in forms.iter().filter(|form| !form.is_empty()) {
            if let Some(start) = run.find(form.as_str()) {
                return Some(digits[start].0..digits[start + form.len() - 1].0 + 1);
            }
        }
    }
    None
}
