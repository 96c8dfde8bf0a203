//! The same card in the other version.
//!
//! Every line comes along as it is, in its place, unless the two versions spell it differently. What only one of them
//! knows stays as it is, too: a reader passes over what it does not know, and gives it back.

mod binary;
mod params;
mod place;
mod sorting;

use std::collections::HashMap;

use vcard::{Card, NewProperty, Property, PropertyId, Version};

use super::{date, entries, kind, read};

/// What stands in place of lines that are called otherwise in the other version, or are not there at all.
pub(super) type Renamed = HashMap<PropertyId, Vec<NewProperty>>;

/// The card as one of this version: it says the same, and has every line that nobody understands. One that is of this
/// version already stays byte for byte.
pub fn convert(card: &Card, to: Version) -> Card {
    if card.version() == to {
        return card.clone();
    }
    let mut renamed = entries::renamed(card, to);
    renamed.extend(kind::renamed(card, to));
    renamed.extend(sorting::renamed(card, to));
    let mut new = card.rewritten(to, |property| {
        let same = || vec![NewProperty::from(property)];
        let lines = renamed.remove(&property.id()).unwrap_or_else(same);
        let lines = lines.into_iter();
        lines.map(|line| edited(line, to, spell)).collect()
    });
    complete(&mut new, card);
    new
}

/// A line that is edited as those of a card are. It is alone in one, where it is found at once.
pub(super) fn edited(
    line: NewProperty,
    to: Version,
    edit: impl FnOnce(&mut Card, PropertyId),
) -> NewProperty {
    let mut alone = Card::new(to);
    let id = alone.insert(line.clone());
    edit(&mut alone, id);
    alone.get(id).map_or(line, NewProperty::from)
}

/// Whether the value of a line is what it looks like. What is encoded is neither read nor spelled anew.
pub(super) fn is_plain(property: &Property) -> bool {
    property.param("ENCODING").is_none()
}

/// Spells a line as its card's version does.
fn spell(card: &mut Card, id: PropertyId) {
    if !binary::spell(card, id) && !card.get(id).is_some_and(is_plain) {
        return;
    }
    date::spell(card, id);
    place::spell(card, id);
    entries::spell(card, id);
    params::spell(card, id);
}

/// Adds what every card of a version must have, saying no more than the card does already.
fn complete(new: &mut Card, old: &Card) {
    if new.named("FN").next().is_none() {
        new.insert(NewProperty::text("FN", &read(old).name.full));
    }
    if new.version() == Version::V3 && new.named("N").next().is_none() {
        new.insert(NewProperty::components_flat("N", &["", "", "", "", ""]));
    }
}
