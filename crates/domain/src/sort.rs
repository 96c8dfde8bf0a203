//! The order of lists.
//!
//! Names sort as the Unicode collation says, not as their bytes do: accents and case hardly matter, numbers count by their
//! value, signs not at all, each script stands together. The keys are made here and stored: the same in every
//! database, whatever version of a collation library that has.

use std::sync::LazyLock;

use icu_collator::options::{AlternateHandling, CollatorOptions, MaxVariable, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};

use crate::ContactFields;

/// A key is part of indexes; so long a beginning of a name is enough to sort it by.
const MAX_KEY: usize = 96;
/// Letters of a text that go into its key.
const MAX_LETTERS: usize = 64;

/// What a contact is sorted by, as bytes to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortKeys {
    /// Given name first.
    pub given: Vec<u8>,
    /// Family name first.
    pub family: Vec<u8>,
    /// Organisation first, then as by family name. Those without one come last.
    pub org: Vec<u8>,
}

impl SortKeys {
    /// The keys of a contact.
    pub fn of(fields: &ContactFields) -> Self {
        let name = &fields.name;
        let (given, family) = (said(&name.given), said(&name.family));
        let by = |parts: [&str; 3]| match parts[0] {
            "" => key(shown(fields)),
            _ => key(&parts.join(" ")),
        };
        let by_family = by([family, given, &name.additional]);
        let by_given = by([given, &name.additional, family]);
        let mut org = match said(&fields.org.name) {
            "" => vec![u8::MAX],
            name => key(name),
        };
        // Lower than any byte of a key, so that a shorter name comes first.
        org.push(0);
        org.extend(&by_family);
        org.truncate(2 * MAX_KEY);
        Self {
            given: by_given,
            family: by_family,
            org,
        }
    }
}

fn said(text: &str) -> &str {
    text.trim()
}

/// What a contact is called by.
fn shown(fields: &ContactFields) -> &str {
    [
        Some(&fields.name.full),
        fields.nickname.as_ref(),
        Some(&fields.org.name),
        fields.emails.first().map(|email| &email.value),
        fields.phones.first().map(|phone| &phone.value),
    ]
    .into_iter()
    .flatten()
    .map(|text| text.trim())
    .find(|text| !text.is_empty())
    .unwrap_or_default()
}

static COLLATOR: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| {
    let mut options = CollatorOptions::default();
    options.strength = Some(Strength::Tertiary);
    options.alternate_handling = Some(AlternateHandling::Shifted);
    options.max_variable = Some(MaxVariable::Punctuation);
    let mut preferences = CollatorPreferences::default();
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    Collator::try_new(preferences, options).ok()
});

/// The key of a text. Texts that differ only in signs have the same one.
pub fn key(text: &str) -> Vec<u8> {
    let text: String = text.chars().take(MAX_LETTERS).map(one_form).collect();
    let mut key = Vec::new();
    if let Some(collator) = COLLATOR.as_ref() {
        let Ok(()) = collator.write_sort_key_to(&text, &mut key);
    }
    key.truncate(MAX_KEY);
    key
}

/// Letters that look alike and mean the same sort together, also where the collation keeps Arabic and Persian apart.
fn one_form(c: char) -> char {
    match c {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        c => c,
    }
}

/// Where in the order a letter begins: one heading of a list, one mark of its rail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The letter; `#` for what sorts before all letters.
    pub letter: &'static str,
    /// No key of the section is lower.
    pub from: Vec<u8>,
}

/// The letters of the alphabets, in the order of the collation. Those of other scripts stand under `…`.
const LETTERS: [&str; 136] = [
    "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S",
    "T", "U", "V", "W", "X", "Y", "Z", "Α", "Β", "Γ", "Δ", "Ε", "Ζ", "Η", "Θ", "Ι", "Κ", "Λ", "Μ",
    "Ν", "Ξ", "Ο", "Π", "Ρ", "Σ", "Τ", "Υ", "Φ", "Χ", "Ψ", "Ω", "А", "Б", "В", "Г", "Д", "Е", "Ж",
    "З", "И", "Й", "К", "Л", "М", "Н", "О", "П", "Р", "С", "Т", "У", "Ф", "Х", "Ц", "Ч", "Ш", "Щ",
    "Ъ", "Ы", "Ь", "Э", "Ю", "Я", "א", "ב", "ג", "ד", "ה", "ו", "ז", "ח", "ט", "י", "כ", "ל", "מ",
    "נ", "ס", "ע", "פ", "צ", "ק", "ר", "ש", "ת", "ا", "ب", "پ", "ت", "ث", "ج", "چ", "ح", "خ", "د",
    "ذ", "ر", "ز", "ژ", "س", "ش", "ص", "ض", "ط", "ظ", "ع", "غ", "ف", "ق", "ک", "گ", "ل", "م", "ن",
    "ه", "و", "ی",
];

/// What follows the alphabets: other Latin letters, Coptic, Glagolitic, Phoenician, Syriac. What comes before the next
/// alphabet begins stands with them, Chinese with Syriac.
const OTHERS: [&str; 5] = ["ʒ", "ⲁ", "ⰰ", "𐤀", "ܐ"];

static SECTIONS: LazyLock<Vec<Section>> = LazyLock::new(|| {
    let mut sections = vec![Section {
        letter: "#",
        from: Vec::new(),
    }];
    let letters = LETTERS.iter().map(|letter| Section {
        letter,
        // The lower-case letter comes before all that begin with it.
        from: beginning(letter),
    });
    sections.extend(letters);
    let others = OTHERS.iter().map(|first| Section {
        letter: "…",
        from: beginning(first),
    });
    sections.extend(others);
    sections.sort_by(|a, b| a.from.cmp(&b.from));
    sections
});

/// The first level of a key: what all texts that begin so have in common.
fn beginning(letter: &str) -> Vec<u8> {
    let mut key = key(letter);
    if let Some(end) = key.iter().position(|byte| *byte == LEVEL_SEPARATOR) {
        key.truncate(end);
    }
    key
}

/// Ends the part of a key in which letters stand, before that of accents and case.
const LEVEL_SEPARATOR: u8 = 1;

/// All sections, in order.
pub fn sections() -> &'static [Section] {
    &SECTIONS
}

/// The letter that a key stands under.
pub fn letter(key: &[u8]) -> &'static str {
    let after = SECTIONS.partition_point(|section| section.from.as_slice() <= key);
    SECTIONS
        .get(after.saturating_sub(1))
        .map_or("#", |section| section.letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Email, Name, Org};

    fn sorted<'a>(texts: &[&'a str]) -> Vec<&'a str> {
        let mut texts = texts.to_vec();
        texts.sort_by_key(|text| key(text));
        texts
    }

    #[test]
    fn texts_sort_as_people_expect() {
        for expected in [
            &["Ann", "Änne", "Anton", "Bob"][..],
            &["room 2", "Room 10"],
            &[
                "Елена",
                "Ёлкин",
                "Емельян",
                "Жанна",
                "Игорь",
                "Йозеф",
                "Кира",
            ],
            &["1", "2", "Zoe", "Ωμέγα", "Яна", "ابر"],
            &[
                "بهار",
                "پری",
                "تینا",
                "جواد",
                "چنگیز",
                "حسن",
                "کاوه",
                "گیتی",
                "لیلا",
                "یلدا",
            ],
            &["Adam", "(old) shop", "Pat"],
            &["Obrien", "O'Connor", "Odell"],
            &["Ivan", "Іван", "Їжак", "Йосип"],
        ] {
            let mut shuffled = expected.to_vec();
            shuffled.reverse();
            assert_eq!(sorted(&shuffled), expected);
        }
        assert!(key("كريم") < key("گیتی") && key("كريم") > key("قاسم"));
    }

    #[test]
    fn every_name_stands_under_its_letter() {
        for (name, expected) in [
            ("ann", "A"),
            ("Änne", "A"),
            ("Østen", "O"),
            ("Łukasz", "L"),
            ("zoe", "Z"),
            ("Ёлкин", "Е"),
            ("Йозеф", "Й"),
            ("яна", "Я"),
            ("علی", "ع"),
            ("يلدا", "ی"),
            ("أحمد", "ا"),
            ("42", "#"),
            ("", "#"),
            ("(Bob)", "B"),
            ("Þóra", "…"),
            ("ნინო", "…"),
            ("Արամ", "…"),
            ("राम", "…"),
            ("สมชาย", "…"),
            ("김한글", "…"),
            ("李小龍", "…"),
            ("あきら", "…"),
        ] {
            assert_eq!(letter(&key(name)), expected, "{name}");
        }
    }

    #[test]
    fn sections_are_in_order_and_differ() {
        let sections = sections();
        assert_eq!(sections.len(), LETTERS.len() + OTHERS.len() + 1);
        for pair in sections.windows(2) {
            assert!(
                pair[0].from < pair[1].from,
                "{} {}",
                pair[0].letter,
                pair[1].letter
            );
        }
    }

    #[test]
    fn who_has_no_name_sorts_by_what_is_shown() {
        let fields = ContactFields {
            emails: vec![Email {
                value: "bob@example.org".into(),
                ..Email::default()
            }],
            ..ContactFields::default()
        };
        assert_eq!(SortKeys::of(&fields).given, key("bob@example.org"));
        let ann = ContactFields {
            name: Name {
                full: "Ann Smith".into(),
                given: "Ann".into(),
                family: "Smith".into(),
                ..Name::default()
            },
            org: Org {
                name: "Acme".into(),
                ..Org::default()
            },
            ..ContactFields::default()
        };
        let keys = SortKeys::of(&ann);
        assert_eq!(keys.given, key("Ann Smith").as_slice());
        assert_eq!(letter(&keys.family), "S");
        assert!(
            keys.org < SortKeys::of(&fields).org,
            "those without one come last"
        );
    }
}
