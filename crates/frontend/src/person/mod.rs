//! How a person is shown: what stands for the name, the initials, the colour.

mod birthday;
mod link;
mod service;
mod text;

use domain::{ContactFields, ContactSummary, Name, PhotoSize, Uuid};

pub use birthday::{Today, Turns, When};
pub use link::{ascii_digits, mailto, map, tel, web};
pub use service::{SERVICES, profile, service_called, service_title};
pub use text::with_links;

/// How many colours the style sheet has for avatars: `tone-0` to `tone-11`.
pub const TONES: u32 = 12;

/// What a row is called by: the name, or whatever else there is to recognise it by.
pub fn row_title(row: &ContactSummary) -> Option<&str> {
    first([
        Some(&row.name.full),
        Some(&row.org.name),
        row.emails.first().map(|email| &email.value),
        row.phones.first().map(|phone| &phone.value),
    ])
}

/// What a contact is called by: the name, or whatever else there is to recognise it by.
pub fn title(fields: &ContactFields) -> Option<&str> {
    first([
        Some(&fields.name.full),
        fields.nickname.as_ref(),
        Some(&fields.org.name),
        fields.emails.first().map(|email| &email.value),
        fields.phones.first().map(|phone| &phone.value),
    ])
}

fn first<const N: usize>(texts: [Option<&String>; N]) -> Option<&str> {
    texts
        .into_iter()
        .flatten()
        .map(|text| text.trim())
        .find(|text| !text.is_empty())
}

/// One or two letters that stand for a picture; empty when there is no letter at all.
pub fn initials(name: &Name, title: &str) -> String {
    let initial = |text: &str| text.chars().find(|c| c.is_alphanumeric());
    let (given, family) = (initial(&name.given), initial(&name.family));
    let letters = if given.is_some() || family.is_some() {
        [given, family]
    } else {
        let mut words = title.split_whitespace().filter_map(initial);
        [words.next(), words.next_back()]
    };
    let mut text = String::new();
    for letter in letters.into_iter().flatten() {
        // Arabic letters side by side would be joined into one word.
        if !text.is_empty() && ('\u{600}'..='\u{77f}').contains(&letter) {
            text.push('\u{200c}');
        }
        text.extend(letter.to_uppercase());
    }
    text
}

/// Where the photo of a contact in this book is got.
pub fn photo(book: Uuid, name: Option<&str>, size: PhotoSize) -> Option<String> {
    name.map(|name| domain::photo::path(book, name, size))
}

/// The colour of a contact's avatar: by its id, so that it stays when the name changes.
pub fn tone(id: Uuid) -> u32 {
    let hash = id.as_bytes().iter().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    });
    (hash >> 8) % TONES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_of_all_kinds_of_names() {
        let name = |given: &str, family: &str| Name {
            given: given.into(),
            family: family.into(),
            ..Name::default()
        };
        assert_eq!(initials(&name("Ann", "Smith"), ""), "AS");
        assert_eq!(initials(&name("ёлка", ""), "ёлка"), "Ё");
        assert_eq!(initials(&Name::default(), "the old plumber"), "TP");
        assert_eq!(initials(&Name::default(), "李小龍"), "李");
        assert_eq!(initials(&Name::default(), "\"Q\" (shop) 24"), "Q2");
        assert_eq!(initials(&name("مینا", "رضایی"), ""), "م\u{200c}ر");
        assert_eq!(initials(&Name::default(), "<<>>"), "");
    }

    #[test]
    fn colours_are_stable_and_spread() {
        let mut seen = [0; TONES as usize];
        for id in 0..1200 {
            seen[tone(Uuid::from_u128(id)) as usize] += 1;
        }
        assert!(seen.iter().all(|count| *count > 50), "{seen:?}");
        assert_eq!(tone(Uuid::from_u128(1)), tone(Uuid::from_u128(1)));
    }
}
