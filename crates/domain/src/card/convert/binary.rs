//! Pictures, sounds and keys. 3.0 has them as they are, with the format in `TYPE`, or as an address, which it must say;
//! 4.0 has addresses only, and packs what it has itself into one.

use vcard::{Card, Property, PropertyId, Version};

use super::super::entries::type_words;
use super::is_plain;
use crate::service::handle::has_scheme;

/// The properties, and what kind of thing is in them.
const KINDS: [(&str, &str); 4] = [
    ("PHOTO", "image"),
    ("LOGO", "image"),
    ("SOUND", "audio"),
    ("KEY", "application"),
];

/// Formats that 3.0 calls otherwise than the kinds of media are called; of names for the same the first is written.
const FORMATS: [(&str, &str); 5] = [
    ("JPEG", "image/jpeg"),
    ("JPG", "image/jpeg"),
    ("X509", "application/pkix-cert"),
    ("PGP", "application/pgp-keys"),
    ("WAVE", "audio/wav"),
];

/// How well-known pictures begin, for lines that do not tell their format.
const BEGINNINGS: [(&str, &str); 4] = [
    ("/9j/", "image/jpeg"),
    ("iVBORw0KGgo", "image/png"),
    ("R0lGOD", "image/gif"),
    ("UklGR", "image/webp"),
];
const UNKNOWN: &str = "application/octet-stream";

/// Words of TYPE that are no format.
const NO_FORMAT: [&str; 4] = ["home", "work", "other", "pref"];

/// What a line says in the other version: value, whether it is base64, words of TYPE, and the two parameters.
struct Said {
    value: String,
    is_encoded: bool,
    words: Vec<String>,
    media: Option<String>,
    kind: Option<&'static str>,
}

/// Answers whether there was something to do.
pub(super) fn spell(card: &mut Card, id: PropertyId) -> bool {
    let Some(said) = card.get(id).and_then(|line| said(line, card.version())) else {
        return false;
    };
    // The parameters while the value is short: each change of one writes the line anew.
    card.replace_value(id, "");
    let list = |word: Option<&str>| word.map(|word| vec![word.to_owned()]).unwrap_or_default();
    for (name, values) in [
        ("VALUE", list(said.kind)),
        ("ENCODING", list(said.is_encoded.then_some("b"))),
        ("TYPE", said.words),
        ("MEDIATYPE", list(said.media.as_deref())),
    ] {
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        card.set_param(id, name, Some(&values));
    }
    card.replace_value(id, &said.value);
    true
}

fn said(property: &Property, to: Version) -> Option<Said> {
    let (_, kind) = KINDS.iter().find(|(name, _)| property.is(name))?;
    match to {
        Version::V3 => plain(property, kind),
        Version::V4 => packed(property, kind),
    }
}

/// As 4.0 has it.
fn packed(property: &Property, kind: &str) -> Option<Said> {
    let mut words = type_words(property);
    let raw = property.raw_value();
    let encoding = property.param("ENCODING").map(|it| it.to_ascii_lowercase());
    let is_encoded = matches!(encoding.as_deref(), Some("b" | "base64"));
    if !(is_encoded || is_address(property)) || raw.trim().is_empty() {
        return None;
    }
    let is_format = |word: &String| !NO_FORMAT.contains(&word.to_ascii_lowercase().as_str());
    let format = words.iter().position(is_format);
    let told = property.param("MEDIATYPE");
    let media = match (told, format) {
        (None, Some(format)) => Some(media_of(kind, &words.remove(format))),
        (told, _) => told,
    };
    let said = |value: String, media: Option<String>| Said {
        value,
        is_encoded: false,
        words,
        media,
        kind: None,
    };
    if !is_encoded {
        return Some(said(raw.to_owned(), media));
    }
    let value: String = raw.chars().filter(|c| !c.is_whitespace()).collect();
    let begins = |(start, _): &&(&str, &str)| kind == "image" && value.starts_with(start);
    let guessed = || BEGINNINGS.iter().find(begins).map(|(_, media)| *media);
    let media = media.unwrap_or_else(|| guessed().unwrap_or(UNKNOWN).to_owned());
    is_media(&media).then(|| said(format!("data:{media};base64,{value}"), None))
}

/// As 3.0 has it.
fn plain(property: &Property, kind: &str) -> Option<Said> {
    if !is_plain(property) || !is_address(property) {
        return None;
    }
    let raw = property.raw_value();
    let mut words = type_words(property);
    let (value, packed) = match unpacked(raw) {
        Some((media, value)) => (value, Some(media)),
        None => (raw, None),
    };
    let is_encoded = packed.is_some();
    let media = packed.or_else(|| property.param("MEDIATYPE"));
    let format = media.as_deref().and_then(|media| format_of(kind, media));
    let is_told = format.is_some();
    // In front of others, where it is looked for.
    words.splice(..0, format);
    Some(Said {
        value: value.to_owned(),
        is_encoded,
        words,
        media: media.filter(|_| !is_told),
        kind: (!is_encoded).then_some("uri"),
    })
}

fn is_address(property: &Property) -> bool {
    let is_told = |kind: String| matches!(kind.to_ascii_lowercase().as_str(), "uri" | "url");
    has_scheme(property.raw_value()) && property.param("VALUE").is_none_or(is_told)
}

/// Format and base64 of an address that has all in itself and says no more about it.
fn unpacked(raw: &str) -> Option<(String, &str)> {
    let (head, value) = raw.split_once(',')?;
    // Some programs escape it as if it were text.
    let head = head.replace('\\', "").to_ascii_lowercase();
    let media = head.strip_prefix("data:")?.strip_suffix(";base64")?;
    (is_media(media) && !value.is_empty()).then(|| (media.to_owned(), value))
}

fn media_of(kind: &str, format: &str) -> String {
    let mut formats = FORMATS.iter();
    let is_it = |(name, media): &&(&str, &str)| {
        name.eq_ignore_ascii_case(format) && media.split('/').next() == Some(kind)
    };
    match formats.find(is_it) {
        Some((_, media)) => (*media).to_owned(),
        None if format.contains('/') => format.to_ascii_lowercase(),
        None => format!("{kind}/{}", format.to_ascii_lowercase()),
    }
}

/// What 3.0 calls it, where that says all of it.
fn format_of(kind: &str, media: &str) -> Option<String> {
    let media = media.to_ascii_lowercase();
    let known = FORMATS.iter().find(|(_, other)| *other == media);
    let format = match known {
        Some((name, _)) => (*name).to_owned(),
        None => media
            .strip_prefix(kind)?
            .strip_prefix('/')?
            .to_ascii_uppercase(),
    };
    (media_of(kind, &format) == media && is_media(&media)).then_some(format)
}

fn is_media(media: &str) -> bool {
    let is_of_it = |c: char| c.is_ascii_alphanumeric() || "/+-._".contains(c);
    media.split('/').count() == 2
        && media.split('/').all(|part| !part.is_empty())
        && media.chars().all(is_of_it)
}
