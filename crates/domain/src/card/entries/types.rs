//! The `TYPE` and `PREF` parameters: words of others stay, in the spelling they have.

use vcard::{Card, Property, PropertyId, Version};

/// Takes words out of TYPE and puts others in.
pub(super) fn change(card: &mut Card, id: PropertyId, out: &[&str], into: &[&str]) {
    let Some(property) = card.get(id) else { return };
    let is_out = |word: &str| out.contains(&word.to_lowercase().as_str());
    if into.is_empty() && !property.types().iter().any(|word| is_out(word)) {
        return;
    }
    let mut words = as_written(property);
    words.retain(|word| !is_out(word));
    words.extend(spelled(card.version(), into));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    card.set_param(id, "TYPE", Some(&words));
}

/// The words of TYPE in the spelling they have.
pub(in super::super) fn as_written(property: &Property) -> Vec<String> {
    let values: Vec<String> = property
        .params()
        .filter(|param| param.is("TYPE"))
        .flat_map(|param| param.values)
        .collect();
    values
        .iter()
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Old programs know the words in capitals only.
fn spelled(version: Version, words: &[&str]) -> Vec<String> {
    words
        .iter()
        .map(|word| match version {
            Version::V3 => word.to_uppercase(),
            Version::V4 => (*word).to_owned(),
        })
        .collect()
}

/// Makes a property the preferred one or not. Cards of either version say it in either way, sometimes in both.
pub(super) fn prefer(card: &mut Card, id: PropertyId, is_preferred: bool) {
    let Some(property) = card.get(id) else { return };
    let has_number = property.param("PREF").is_some();
    if !is_preferred {
        change(card, id, &["pref"], &[]);
        card.set_param(id, "PREF", None);
    } else if has_number || card.version() == Version::V4 {
        card.set_param(id, "PREF", Some(&["1"]));
    } else {
        change(card, id, &[], &["pref"]);
    }
}
