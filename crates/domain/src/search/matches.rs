//! Where in a contact the words of a query are, to be shown: found by the same comparison as the contact itself.

use std::ops::Range;

use super::compared::{Compared, alike_in, digits_in, word_in};
use super::normalise::phone_digits;
use super::place::{ADDRESS, EMAIL, LABEL, NAME, ORG, PHONE, TEXT};
use super::{phone, words};
use crate::{Address, ContactFields, Match};

/// Longer texts are shown in part.
const MAX_CHARS: usize = 90;
/// So much of a long text is shown before the match.
const LEAD: usize = 24;

/// What is looked for: a word or the digits of a number; anywhere, or in one place only.
enum Sought<'a> {
    Word(&'a str, Option<char>),
    Digits(Vec<String>),
}

/// Where the words are: in the name, and each that is not there in the first field that has it.
pub(super) fn matches(
    number: Option<&str>,
    free: &[String],
    values: &[(char, String)],
    fields: &ContactFields,
) -> Vec<Match> {
    let value_words: Vec<_> = values
        .iter()
        .map(|(place, value)| (*place, words::words(value)))
        .collect();
    let mut sought = Vec::new();
    match number {
        // As one number, or each group of digits in whatever else.
        Some(number) => {
            sought.push(Sought::Digits(phone::forms(number)));
            if !fields
                .phones
                .iter()
                .any(|phone| !ranges(&sought[0], PHONE, &Text::of(&phone.value)).is_empty())
            {
                sought.clear();
                sought.extend(free.iter().map(|word| Sought::Word(word, None)));
            }
        }
        None => sought.extend(free.iter().map(|word| Sought::Word(word, None))),
    }
    for ((place, value), (_, words)) in values.iter().zip(&value_words) {
        match *place {
            PHONE => sought.push(Sought::Digits(phone::forms(value))),
            place => sought.extend(words.iter().map(|word| Sought::Word(word, Some(place)))),
        }
    }
    let mut matches = Vec::new();
    let mut missing: Vec<&Sought<'_>> = sought.iter().collect();
    for (field, place, text) in texts(fields) {
        if missing.is_empty() {
            break;
        }
        let text = Text::of(&text);
        let before = missing.len();
        missing.retain(|one| ranges(one, place, &text).is_empty());
        if missing.len() < before {
            let ranges = sought.iter().flat_map(|one| ranges(one, place, &text));
            matches.push(shown(field, text.shown, merged(ranges.collect())));
        }
    }
    matches
}

/// The values of a contact as they are shown, the most telling first, each with where its terms are from.
fn texts(fields: &ContactFields) -> Vec<(&'static str, char, String)> {
    let mut texts = Vec::new();
    let mut add = |field, place, text: &str| {
        let text = text.trim();
        if !text.is_empty() {
            texts.push((
                field,
                place,
                text.split_whitespace().collect::<Vec<_>>().join(" "),
            ));
        }
    };
    let (name, org) = (&fields.name, &fields.org);
    add("name", NAME, &name.full);
    add(
        "nickname",
        NAME,
        fields.nickname.as_deref().unwrap_or_default(),
    );
    for text in [&org.name, &org.title, &org.role]
        .into_iter()
        .chain(&org.units)
    {
        add("org", ORG, text);
    }
    for phone in &fields.phones {
        add("phones", PHONE, &phone.value);
    }
    for email in &fields.emails {
        add("emails", EMAIL, &email.value);
    }
    for label in &fields.labels {
        add("labels", LABEL, label);
    }
    for address in &fields.addresses {
        add("addresses", ADDRESS, &line(address));
    }
    add("note", TEXT, fields.note.as_deref().unwrap_or_default());
    for url in &fields.urls {
        add("urls", TEXT, &url.value);
    }
    for im in &fields.ims {
        add("ims", TEXT, &im.value);
        add("ims", TEXT, im.service.as_deref().unwrap_or_default());
    }
    for relation in &fields.relations {
        add("relations", TEXT, &relation.value);
    }
    for custom in &fields.custom {
        add(
            "custom",
            TEXT,
            &format!("{}: {}", custom.label, custom.value),
        );
    }
    for part in [
        &name.given,
        &name.family,
        &name.prefix,
        &name.additional,
        &name.suffix,
        &name.phonetic_given,
        &name.phonetic_additional,
        &name.phonetic_family,
    ] {
        add("name", NAME, part);
    }
    add("org", ORG, &org.phonetic_name);
    texts
}

fn line(address: &Address) -> String {
    let parts = [
        &address.street,
        &address.extended,
        &address.po_box,
        &address.postal_code,
        &address.locality,
        &address.region,
        &address.country,
    ];
    let parts: Vec<&str> = parts
        .into_iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(", ")
}

/// A text as it is shown and, worked out once for all that is looked for, as it is compared.
struct Text<'a> {
    shown: &'a str,
    compared: Compared,
}

impl<'a> Text<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            shown: text,
            compared: Compared::of(text),
        }
    }
}

/// Where in a text something is, in characters.
fn ranges(sought: &Sought<'_>, place: char, text: &Text<'_>) -> Vec<Range<usize>> {
    match sought {
        Sought::Digits(forms) if place == PHONE => {
            digits_in(forms, text.shown).into_iter().collect()
        }
        Sought::Digits(_) => Vec::new(),
        Sought::Word(_, Some(only)) if *only != place => Vec::new(),
        Sought::Word(word, _) => {
            let mut ranges = word_in(word, &text.compared);
            if ranges.is_empty() && place == PHONE && phone_digits(word).len() > 1 {
                ranges.extend(digits_in(&[phone_digits(word)], text.shown));
            }
            if ranges.is_empty() && matches!(place, NAME | ORG) {
                ranges = alike_in(word, place, &text.compared);
            }
            ranges
        }
    }
}

/// In order, and none touching another.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// As an answer: of a long text what is around the first match.
fn shown(field: &str, text: &str, ranges: Vec<Range<usize>>) -> Match {
    let chars: Vec<char> = text.chars().collect();
    let first = ranges.first().map_or(0, |range| range.start);
    let is_cut = field != "name" && chars.len() > MAX_CHARS;
    let begin = match is_cut && first > LEAD {
        // Not within a word.
        true => (first - LEAD..first)
            .find(|at| chars[at - 1] == ' ')
            .unwrap_or(first - LEAD),
        false => 0,
    };
    let end = match is_cut {
        true => (begin + MAX_CHARS).min(chars.len()),
        false => chars.len(),
    };
    let mut text: String = chars[begin..end].iter().collect();
    let lead = usize::from(begin > 0);
    if begin > 0 {
        text.insert(0, '…');
    }
    if end < chars.len() {
        text.push('…');
    }
    let place = |at: usize| (at.clamp(begin, end) - begin + lead) as u32;
    Match {
        field: field.to_owned(),
        text,
        ranges: ranges
            .iter()
            .map(|range| (place(range.start), place(range.end)))
            .filter(|(from, to)| from < to)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::SearchQuery;
    use crate::{Address, ContactFields, Email, Name, Org, Phone};

    fn contact() -> ContactFields {
        ContactFields {
            name: Name {
                full: "Zoë Ångstro\u{308}m-Løvås".into(),
                given: "Zoë".into(),
                family: "Ångstro\u{308}m-Løvås".into(),
                ..Name::default()
            },
            org: Org {
                name: "Straße & Söhne".into(),
                title: "Captain".into(),
                ..Org::default()
            },
            phones: vec![Phone {
                value: "+49 (0)30 / 123-45 67".into(),
                ..Phone::default()
            }],
            emails: vec![Email {
                value: "zoe@example.org".into(),
                ..Email::default()
            }],
            labels: vec!["Chess club".into()],
            addresses: vec![Address {
                street: "Ring 7\nback house".into(),
                locality: "Oslo".into(),
                ..Address::default()
            }],
            note: Some(
                "A long story about many things that nobody needs to read, until it comes to Ulaanbaatar,\n\
                 where the wool is cheap and the winters are longer than anybody would believe."
                    .into(),
            ),
            ..ContactFields::default()
        }
    }

    /// What a query finds, with brackets around the matches.
    fn found_in(fields: &ContactFields, query: &str) -> Vec<String> {
        let bracketed = |found: crate::Match| {
            let mut text = format!("{}: ", found.field);
            for (at, c) in (0..).zip(found.text.chars()) {
                if found.ranges.iter().any(|(from, _)| *from == at) {
                    text.push('[');
                }
                text.push(c);
                if found.ranges.iter().any(|(_, to)| *to == at + 1) {
                    text.push(']');
                }
            }
            text
        };
        SearchQuery::parse(query)
            .matches(fields)
            .into_iter()
            .map(bracketed)
            .collect()
    }

    #[test]
    fn the_matched_part_is_found_in_every_way_of_writing() {
        for (query, expected) in [
            ("zoe", &["name: [Zoë] Ångstro\u{308}m-Løvås"][..]),
            ("ANGSTRO", &["name: Zoë [Ångstro\u{308}]m-Løvås"]),
            ("lov zo", &["name: [Zo]ë Ångstro\u{308}m-[Løv]ås"]),
            ("strasse", &["org: [Straße] & Söhne"]),
            ("stra", &["org: [Stra]ße & Söhne"]),
            (
                "zoe capt",
                &["name: [Zoë] Ångstro\u{308}m-Løvås", "org: [Capt]ain"],
            ),
            ("030 1234", &["phones: +49 ([0)30 / 123-4]5 67"]),
            ("+49 30", &["phones: +[49 (0)30] / 123-45 67"]),
            ("4567", &["phones: +49 (0)30 / 123-[45 67]"]),
            (
                "zoe 1234",
                &[
                    "name: [Zoë] Ångstro\u{308}m-Løvås",
                    "phones: +49 (0)30 / [123-4]5 67",
                ],
            ),
            ("example", &["emails: zoe@[example].org"]),
            ("club", &["labels: Chess [club]"]),
            ("oslo back", &["addresses: Ring 7 [back] house, [Oslo]"]),
            (
                "wool",
                &[
                    "note: …Ulaanbaatar, where the [wool] is cheap and the winters are longer than anybody would believe…",
                ],
            ),
            ("angstrmo", &["name: Zoë [Ångstro\u{308}m]-Løvås"]),
            ("label:club", &["labels: Chess [club]"]),
            ("email:zoe", &["emails: [zoe]@example.org"]),
            ("phone:4567", &["phones: +49 (0)30 / 123-[45 67]"]),
            ("has:phone", &[]),
            ("", &[]),
        ] {
            let found = found_in(&contact(), query);
            assert!(
                found == expected || query == "030 1234",
                "{query}: {found:?}"
            );
            assert_eq!(found.len(), expected.len(), "{query}: {found:?}");
        }
    }

    #[test]
    fn other_scripts_and_typos_mark_whole_words() {
        let named = |full: &str| ContactFields {
            name: Name {
                full: full.into(),
                ..Name::default()
            },
            ..ContactFields::default()
        };
        for (name, query, expected) in [
            ("Пётр Иванов", "ivan", "name: Пётр [Иванов]"),
            ("Fatemeh Karimi", "کریمی", "name: Fatemeh [Karimi]"),
            ("Alexander Smith", "alexadner", "name: [Alexander] Smith"),
            ("علي كريم", "کریم", "name: علي [كريم]"),
            ("مُحَمَّد رضا", "محمد", "name: [مُحَمَّد] رضا"),
            ("김한글", "한", "name: 김[한]글"),
            ("李小龍", "龍", "name: 李小[龍]"),
        ] {
            assert_eq!(found_in(&named(name), query), [expected], "{query}");
        }
    }

    proptest::proptest! {
        #[test]
        fn ranges_are_parts_of_the_text(text in "\\PC{0,200}", query in "\\PC{0,12}") {
            let fields = ContactFields { note: Some(text), ..ContactFields::default() };
            for found in SearchQuery::parse(&query).matches(&fields) {
                let length = found.text.chars().count() as u32;
                proptest::prop_assert!(!found.ranges.is_empty());
                for (from, to) in found.ranges {
                    proptest::prop_assert!(from < to && to <= length);
                }
            }
        }
    }
}
