//! The words of `TYPE`, which line is the preferred one, and the character set, which is that of the card.

use vcard::{Card, PropertyId, Version};

use super::super::entries::type_words;

/// Apple's properties that are understood in either version. Of others with an `X` nobody knows what their parameters
/// mean.
const APPLE: [&str; 3] = ["X-ABDATE", "X-ABRELATEDNAMES", "X-SOCIALPROFILE"];

/// Words of the standards, which old programs know in capitals only, and where those stand.
const WORDS: [&str; 14] = [
    "home", "work", "cell", "voice", "fax", "pager", "video", "msg", "main", "other", "dom",
    "intl", "postal", "parcel",
];
const WITH_WORDS: [&str; 6] = ["TEL", "EMAIL", "ADR", "LABEL", "URL", "IMPP"];

const PREFERRED: &str = "pref";
/// What every e-mail address of 3.0 is that is not of another net.
const INTERNET: &str = "internet";
const OTHER_NET: &str = "x400";

pub(super) fn spell(card: &mut Card, id: PropertyId) {
    let to = card.version();
    let Some(property) = card.get(id) else { return };
    let is_any_of = |names: &[&str]| names.iter().any(|name| property.is(name));
    let is_own = property
        .name()
        .get(..2)
        .is_some_and(|start| start.eq_ignore_ascii_case("X-"));
    if is_own && !is_any_of(&APPLE) {
        return;
    }
    let (is_email, has_words) = (property.is("EMAIL"), is_any_of(&WITH_WORDS));
    let is_preferred = property.pref() == Some(1);
    let mut words = type_words(property);
    let has =
        |words: &[String], asked: &str| words.iter().any(|word| word.eq_ignore_ascii_case(asked));
    match to {
        Version::V3 => {
            if is_email && !has(&words, INTERNET) && !has(&words, OTHER_NET) {
                words.insert(0, INTERNET.to_uppercase());
            }
            if is_preferred && !has(&words, PREFERRED) {
                words.push(PREFERRED.to_uppercase());
            }
        }
        Version::V4 => words.retain(|word| {
            let is_net = is_email && word.eq_ignore_ascii_case(INTERNET);
            !is_net && !word.eq_ignore_ascii_case(PREFERRED)
        }),
    }
    if has_words {
        for word in &mut words {
            *word = spelled(word, to);
        }
    }
    card.set_param(id, "CHARSET", None);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    card.set_param(id, "TYPE", Some(&words));
    if is_preferred {
        let number: &[&str] = &["1"];
        card.set_param(id, "PREF", (to == Version::V4).then_some(number));
    }
}

fn spelled(word: &str, to: Version) -> String {
    let known = WORDS.iter().find(|known| word.eq_ignore_ascii_case(known));
    match (known, to) {
        (None, _) => word.to_owned(),
        (Some(known), Version::V3) => known.to_uppercase(),
        (Some(known), Version::V4) => (*known).to_owned(),
    }
}
