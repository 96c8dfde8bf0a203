//! `PHOTO`. A picture of half a megabyte has no place in a row that every list reads, so the stored card names it, and
//! the picture is kept elsewhere: [`extract`] takes it out of a card that comes in, [`embed`] puts it into one that
//! leaves.
//!
//! Only pictures that we keep are contacts' photos. An address of the web is never fetched, and what else may stand in a
//! `PHOTO` stays there as it is.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use vcard::{Card, NewProperty, Property, PropertyId, Version};

use crate::photo::is_name;

const PHOTO: &str = "PHOTO";

/// Before the name of a photo, in place of the picture.
pub const PHOTO_SCHEME: &str = "bloknotik-photo:";

/// Programs do not agree about padding, nor about the bits that nobody needs.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The name of the contact's photo.
pub(super) fn read(card: &Card) -> Option<String> {
    named(card).map(|(_, name)| name.to_owned())
}

/// Makes this the contact's photo; nothing takes the one that there is away. What else stands in a `PHOTO` stays, but a
/// new photo takes the place of the first: programs show that one.
pub fn set_photo(card: &mut Card, name: Option<&str>) {
    let Some(name) = name else {
        let lines = card.named(PHOTO).filter(|line| name_in(line).is_some());
        let lines = lines.map(Property::id).collect();
        return card.remove_all(&lines);
    };
    let mut line = NewProperty::new(PHOTO);
    if card.version() == Version::V3 {
        line = line.param("VALUE", &["uri"]);
    }
    line = line.value(&format!("{PHOTO_SCHEME}{name}"));
    let shown = named(card).map(|(line, _)| line);
    let first = shown.or_else(|| card.named(PHOTO).next());
    let first = first.map(|old| (old.id(), old.group().unwrap_or_default().to_owned()));
    match first {
        Some((old, group)) => card.replace(old, line.group(&group)),
        None => {
            card.insert(line);
        }
    }
}

/// Puts the photo of this name, a JPEG, into a card that leaves, in the form that the card's version has for it.
pub fn embed(card: &mut Card, name: &str, jpeg: &[u8]) {
    let lines = card.named(PHOTO).filter(|line| name_in(line) == Some(name));
    let lines: Vec<PropertyId> = lines.map(Property::id).collect();
    for line in lines {
        // The parameters first: each change of one writes the line anew, and it is short as yet.
        card.set_param(line, "VALUE", None);
        let mut value = BASE64.encode(jpeg);
        if card.version() == Version::V4 {
            value.insert_str(0, "data:image/jpeg;base64,");
        } else {
            card.set_param(line, "ENCODING", Some(&["b"]));
            card.set_param(line, "TYPE", Some(&["JPEG"]));
        }
        card.replace_value(line, &value);
    }
}

/// Takes the picture out of a card that comes in, if there is exactly one. `keep` gets its bytes and says by which name
/// it keeps them; without one the card stays as it is, and so does a card whose picture cannot be decoded.
pub fn extract(card: &mut Card, keep: impl FnOnce(&[u8]) -> Option<String>) {
    let lines: Vec<&Property> = card.named(PHOTO).collect();
    let [line] = lines[..] else { return };
    let id = line.id();
    let Some(name) = picture(line).and_then(|bytes| keep(&bytes)) else {
        return;
    };
    card.replace_value(id, &format!("{PHOTO_SCHEME}{name}"));
    for param in ["ENCODING", "TYPE", "MEDIATYPE"] {
        card.set_param(id, param, None);
    }
    let is_plain = card.version() == Version::V3;
    card.set_param(id, "VALUE", is_plain.then_some(&["uri"]));
}

/// The line that is the contact's photo, and the photo's name.
fn named(card: &Card) -> Option<(&Property, &str)> {
    card.named(PHOTO)
        .find_map(|line| Some((line, name_in(line)?)))
}

fn name_in(line: &Property) -> Option<&str> {
    line.raw_value()
        .strip_prefix(PHOTO_SCHEME)
        .filter(|name| is_name(name))
}

/// The bytes of a picture that stands in the line itself.
fn picture(line: &Property) -> Option<Vec<u8>> {
    let value = line.raw_value();
    let is_data = value
        .get(..5)
        .is_some_and(|start| start.eq_ignore_ascii_case("data:"));
    let text = if is_data {
        // Some programs escape the comma as if it were text.
        let (head, text) = value.split_once(',')?;
        let head = head.trim_end_matches('\\').to_ascii_lowercase();
        head.ends_with(";base64").then_some(text)?
    } else {
        let encoding = line.param("ENCODING")?.to_ascii_lowercase();
        matches!(encoding.as_str(), "b" | "base64").then_some(value)?
    };
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    BASE64
        .decode(text)
        .ok()
        .filter(|picture| !picture.is_empty())
}
