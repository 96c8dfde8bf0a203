//! Numbers and places that have a form of their own: `TEL` as an address, `GEO`, `TZ`.

use vcard::{Card, Property, PropertyId, Version, escape};

const TEL: &str = "tel:";
const GEO: &str = "geo:";

pub(super) fn spell(card: &mut Card, id: PropertyId) {
    let to = card.version();
    let Some(property) = card.get(id) else { return };
    let said = match property.name().to_ascii_uppercase().as_str() {
        "TEL" if to == Version::V3 => plain_number(property).map(|number| (number, None)),
        "GEO" => point(property, to).map(|point| (point, None)),
        "TZ" => zone(property, to),
        _ => None,
    };
    if let Some((raw, kind)) = said {
        card.replace_value(id, &raw);
        let kind = kind.as_ref().map(std::slice::from_ref);
        card.set_param(id, "VALUE", kind);
    }
}

fn is_value(property: &Property, kind: &str) -> bool {
    let value = property.param("VALUE");
    value.is_some_and(|value| value.eq_ignore_ascii_case(kind))
}

/// The number of a `tel:` address. 3.0 has only texts, and no phone of that time dials an address.
fn plain_number(property: &Property) -> Option<String> {
    let text = property.text();
    let number = after(text.trim(), TEL).filter(|_| is_value(property, "uri"))?;
    (!number.trim().is_empty()).then(|| escape::text(number.trim()))
}

/// `48.2;16.37` in 3.0, `geo:48.2,16.37` in 4.0. What says more than the two numbers has no other form.
fn point(property: &Property, to: Version) -> Option<String> {
    let text = property.text();
    let (numbers, between, prefix, joint) = match to {
        Version::V3 => (after(text.trim(), GEO)?, ',', "", ";"),
        Version::V4 => (text.trim(), ';', GEO, ","),
    };
    let (latitude, longitude) = numbers.split_once(between)?;
    let is_number = |text: &str| {
        let is_of_it = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+');
        !text.is_empty() && text.chars().all(is_of_it)
    };
    let (latitude, longitude) = (latitude.trim(), longitude.trim());
    (is_number(latitude) && is_number(longitude))
        .then(|| format!("{prefix}{latitude}{joint}{longitude}"))
}

/// A zone is an offset in 3.0 and a text in 4.0, unless the line says that it is the other.
fn zone(property: &Property, to: Version) -> Option<(String, Option<&'static str>)> {
    let raw = property.raw_value();
    let offset = offset(raw.trim(), to).filter(|_| !is_value(property, "text"));
    match (offset, to) {
        (Some(offset), Version::V3) => Some((offset, None)),
        (Some(offset), Version::V4) => Some((offset, Some("utc-offset"))),
        (None, Version::V3) if property.param("VALUE").is_none() => {
            Some((raw.to_owned(), Some("text")))
        }
        (None, Version::V4) if is_value(property, "text") => Some((raw.to_owned(), None)),
        (None, _) => None,
    }
}

/// `-05:00` in 3.0, `-0500` in 4.0.
fn offset(text: &str, to: Version) -> Option<String> {
    let digits = text.strip_prefix(['+', '-'])?.replace(':', "");
    let is_offset = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let (hours, minutes) = is_offset.then(|| digits.split_at(2))?;
    let joint = if to == Version::V3 { ":" } else { "" };
    Some(format!("{}{hours}{joint}{minutes}", &text[..1]))
}

fn after<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(scheme.len())?;
    start.eq_ignore_ascii_case(scheme).then_some(rest)
}
