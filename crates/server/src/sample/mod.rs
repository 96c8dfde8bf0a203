//! Contacts to try things with: people of several countries and scripts, none of them real.
//!
//! The same seed gives the same contacts, so that measurements can be repeated.

mod country;
mod load;
mod random;

use domain::{
    Address, AddressType, Change, ContactEdit, Email, EmailType, NameEdit, OrgEdit, PartialDate,
    Phone, PhoneType, Url, card,
};
use uuid::{Builder, Uuid};
use vcard::Card;

pub use load::{Sample, SampleError, load};

use country::{COUNTRIES, Country};
use random::Random;

/// The cards of `count` contacts.
pub fn cards(seed: u64, count: usize) -> impl Iterator<Item = Card> {
    (0..count).map(move |index| {
        // Each contact has its own numbers: a smaller sample is the beginning of a larger one.
        let mut random = Random::new(seed ^ (index as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let uid = uid(&mut random);
        card::create(&person(&mut random), uid)
    })
}

fn uid(random: &mut Random) -> Uuid {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&random.next().to_be_bytes());
    bytes[8..].copy_from_slice(&random.next().to_be_bytes());
    Builder::from_random_bytes(bytes).into_uuid()
}

fn person(random: &mut Random) -> ContactEdit {
    let country = random.weighted(&COUNTRIES, |country| country.weight);
    let given = random.pick(country.given);
    let family = random.pick(country.family);
    let account = format!(
        "{}.{}{}",
        random.pick(country.given_latin),
        random.pick(country.family_latin),
        random.below(1000)
    );
    let works = random.chance(55);
    let mut edit = ContactEdit {
        name: Change::Set(NameEdit {
            given: set(given),
            family: set(family),
            additional: random
                .chance(8)
                .then(|| random.pick(country.given))
                .map_or(Change::Keep, set),
            ..NameEdit::default()
        }),
        phones: Change::Set(phones(random, country)),
        ..ContactEdit::default()
    };
    if random.chance(85) {
        edit.emails = Change::Set(vec![Email {
            value: format!("{account}@example.{}", random.pick(&["com", "org", "net"])),
            r#type: Some(EmailType::Home),
            ..Email::default()
        }]);
    }
    if works {
        edit.org = Change::Set(OrgEdit {
            name: set(&format!(
                "{} {}",
                random.pick(country.family),
                random.pick(country.companies)
            )),
            title: set(random.pick(country.titles)),
            ..OrgEdit::default()
        });
    }
    if random.chance(45) {
        edit.addresses = Change::Set(vec![address(random, country)]);
    }
    if random.chance(40) {
        edit.birthday = birthday(random).map_or(Change::Keep, Change::Set);
    }
    if random.chance(15) {
        edit.urls = Change::Set(vec![Url {
            value: format!("https://example.org/~{account}"),
            ..Url::default()
        }]);
    }
    if random.chance(25) {
        edit.note = set(random.pick(country.notes));
    }
    if random.chance(30) {
        edit.labels = Change::Set(vec![random.pick(&LABELS).to_owned()]);
    }
    edit
}

const LABELS: [&str; 6] = ["Family", "Friends", "Work", "Neighbours", "Chess", "School"];

fn set(text: &str) -> Change<String> {
    Change::Set(text.to_owned())
}

fn phones(random: &mut Random, country: &Country) -> Vec<Phone> {
    let types = [PhoneType::Mobile, PhoneType::Home, PhoneType::Work];
    (0..1 + random.below(2))
        .map(|index| Phone {
            key: Default::default(),
            value: number(random, random_format(country, index)),
            r#type: types.get(index as usize).copied(),
            pref: false,
            label: None,
        })
        .collect()
}

fn random_format(country: &Country, index: u64) -> &'static str {
    country.phones[index as usize % country.phones.len()]
}

/// A number by its pattern: every `#` is a digit.
fn number(random: &mut Random, pattern: &str) -> String {
    let digit = |random: &mut Random| char::from(b'0' + random.below(10) as u8);
    pattern
        .chars()
        .map(|c| if c == '#' { digit(random) } else { c })
        .collect()
}

fn address(random: &mut Random, country: &Country) -> Address {
    let house = 1 + random.below(180);
    Address {
        r#type: Some(AddressType::Home),
        street: format!("{} {house}", random.pick(country.streets)),
        locality: random.pick(country.cities).to_owned(),
        postal_code: number(random, "#####"),
        country: country.name.to_owned(),
        ..Address::default()
    }
}

fn birthday(random: &mut Random) -> Option<PartialDate> {
    let (month, day) = (1 + random.below(12), 1 + random.below(28));
    let text = if random.chance(20) {
        format!("--{month:02}-{day:02}")
    } else {
        format!("{}-{month:02}-{day:02}", 1935 + random.below(80))
    };
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_contacts() {
        let texts = |seed, count| -> Vec<String> {
            cards(seed, count).map(|card| card.to_string()).collect()
        };
        assert_eq!(texts(1, 50), texts(1, 50));
        assert_eq!(texts(1, 50)[..20], texts(1, 20));
        assert_ne!(texts(1, 5), texts(2, 5));
    }

    #[test]
    fn all_of_them_are_acceptable_and_of_several_scripts() {
        let mut text = String::new();
        for card in cards(7, 400) {
            let fields = domain::card::read(&card);
            assert_eq!(domain::validate::contact(&fields), Ok(()), "{fields:?}");
            assert!(!fields.phones.is_empty());
            text.push_str(&fields.name.full);
        }
        for script in ['а'..='я', 'ا'..='ی', 'a'..='z', '一'..='龥'] {
            assert!(text.chars().any(|c| script.contains(&c)), "{script:?}");
        }
    }
}
