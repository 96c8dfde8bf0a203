//! The `TYPE` and `PREF` parameters: words of others stay, in the spelling they have.

use vcard::{Card, Property, PropertyId, Version};

use super::labels;

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

/// The label that a word `X-boat` is, as some programs of Android write those that their owner made up.
pub(super) fn label(property: &Property) -> Option<String> {
    let labels = as_written(property);
    labels.iter().find_map(|word| own_label(word))
}

/// Takes away the words that are this label, or any.
pub(super) fn drop_labels(card: &mut Card, id: PropertyId, which: Option<&str>) {
    let Some(property) = card.get(id) else { return };
    let words = as_written(property);
    let (labels, rest): (Vec<&str>, Vec<&str>) =
        words.iter().map(String::as_str).partition(|word| {
            own_label(word).is_some_and(|label| which.is_none_or(|which| which == label))
        });
    if !labels.is_empty() {
        card.set_param(id, "TYPE", Some(&rest));
    }
}

fn own_label(word: &str) -> Option<String> {
    let (start, label) = word.split_at_checked(2)?;
    // These say where the program shows it.
    if label.to_lowercase().starts_with("evolution-") {
        return None;
    }
    let label = labels::tidy(label);
    Some(label).filter(|label| start.eq_ignore_ascii_case("x-") && !label.is_empty())
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
