//! The labels that Apple's cards tie to an entry by a group: `item1.TEL` and `item1.X-ABLabel`.

use std::collections::{HashMap, HashSet};

use vcard::{Card, NewProperty, Property, PropertyId, escape};

use super::super::field::Field;
use super::super::tidy;

pub(super) const NAME: &str = "X-ABLabel";
pub(super) const LABEL: Field = Field::text(NAME);

/// Properties that only say something about another one of their group.
const COMPANIONS: [&str; 2] = [NAME, "X-ABADR"];

/// What a label says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// The owner's own word.
    Own(String),
    /// `_$!<Mobile>!$_`: the word "mobile", to be shown in the reader's language.
    BuiltIn(String),
}

impl Label {
    fn of(property: &Property) -> Self {
        let text = tidy::line(&property.text());
        match built_in(&text) {
            Some(name) => Self::BuiltIn(name.to_lowercase()),
            None => Self::Own(text),
        }
    }
}

/// A label that is asked for. One that looks built-in would be read as a type, so it is taken for the word in it.
pub(super) fn tidy(label: &str) -> String {
    let mut label = tidy::line(label);
    while let Some(name) = built_in(&label) {
        label = tidy::line(name);
    }
    label
}

/// A built-in label as it is written.
pub(super) fn of_built_in(name: &str) -> String {
    format!("_$!<{name}>!$_")
}

fn built_in(label: &str) -> Option<&str> {
    label.strip_prefix("_$!<")?.strip_suffix(">!$_")
}

/// All labels of a card by their group: a card may have thousands of either.
pub(super) struct Labels(HashMap<String, Label>);

impl Labels {
    pub(super) fn of(card: &Card) -> Self {
        let mut labels = HashMap::new();
        for property in LABEL.lines(card) {
            if let Some(group) = property.group() {
                labels
                    .entry(group.to_ascii_lowercase())
                    .or_insert_with(|| Label::of(property));
            }
        }
        Self(labels)
    }

    pub(super) fn get(&self, property: &Property) -> Option<Label> {
        self.0.get(&property.group()?.to_ascii_lowercase()).cloned()
    }
}

/// The label of one property.
pub(super) fn read(card: &Card, property: &Property) -> Option<Label> {
    lines_of(card, property.group()?).next().map(Label::of)
}

/// Gives a property this label and no other. What shares a group with others leaves it first, because their label is
/// theirs.
pub(super) fn write(card: &mut Card, id: PropertyId, label: Option<&str>) {
    leave_shared_group(card, id);
    let Some(property) = card.get(id) else { return };
    let old: Vec<PropertyId> = property
        .group()
        .into_iter()
        .flat_map(|group| lines_of(card, group))
        .map(Property::id)
        .collect();
    match (label, old.first()) {
        (None, _) => old.into_iter().for_each(|old| card.remove(old)),
        (Some(label), Some(old)) => card.replace_value(*old, &escape::text(label)),
        (Some(label), None) => {
            let group = match property.group() {
                Some(group) => group.to_owned(),
                None => {
                    let group = card.unused_group();
                    let grouped = NewProperty::from(property).group(&group);
                    card.replace(id, grouped);
                    group
                }
            };
            card.insert_after(id, NewProperty::text(NAME, label).group(&group));
        }
    }
}

/// Removes what only says something about properties that are gone, which had these groups.
pub(super) fn remove_orphans(card: &mut Card, mut groups: HashSet<String>) {
    let group_of = |property: &Property| property.group().map(str::to_ascii_lowercase);
    for property in card.properties().filter(|property| !is_companion(property)) {
        if let Some(group) = group_of(property) {
            groups.remove(&group);
        }
    }
    let is_orphan = |property: &&Property| {
        is_companion(property) && group_of(property).is_some_and(|group| groups.contains(&group))
    };
    let orphans = card
        .properties()
        .filter(is_orphan)
        .map(Property::id)
        .collect();
    card.remove_all(&orphans);
}

fn leave_shared_group(card: &mut Card, id: PropertyId) {
    let Some(property) = card.get(id) else { return };
    let is_shared = property.group().is_some_and(|group| {
        members(card, group).any(|other| other.id() != id && !is_companion(other))
    });
    if is_shared {
        let alone = NewProperty::from(property).group("");
        card.replace(id, alone);
    }
}

fn lines_of<'a>(card: &'a Card, group: &str) -> impl Iterator<Item = &'a Property> {
    members(card, group).filter(|property| LABEL.has(property))
}

fn members<'a>(card: &'a Card, group: &str) -> impl Iterator<Item = &'a Property> {
    card.properties()
        .filter(move |property| is_in(property, group))
}

fn is_in(property: &Property, group: &str) -> bool {
    property
        .group()
        .is_some_and(|other| other.eq_ignore_ascii_case(group))
}

pub(super) fn is_companion(property: &Property) -> bool {
    COMPANIONS.iter().any(|name| property.is(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_that_looks_built_in_is_the_word_in_it() {
        assert_eq!(tidy(" _$!<Mobile>!$_ "), "Mobile");
        assert_eq!(tidy("_$!<_$!< a >!$_>!$_"), "a");
        assert_eq!(tidy("_$!<a"), "_$!<a");
        assert_eq!(tidy("_$!<>!$_"), "");
    }
}
