//! One entry and its lines: the property itself, its label, and other lines that say the same.

use std::collections::{HashMap, HashSet};

use vcard::{Card, NewProperty, Property, PropertyId, Version};

use super::super::words::TypeWords;
use super::labels::{self, Label, Labels};
use super::{Entry, types};
use crate::ItemKey;

/// An entry and where it stands.
pub(super) struct Line<E> {
    pub(super) id: PropertyId,
    pub(super) entry: E,
    /// Lines that say the same in other words, for programs that know only those.
    pub(super) echoes: Vec<PropertyId>,
}

pub(super) fn read<E: Entry>(card: &Card) -> Vec<Line<E>> {
    let labels = Labels::of(card);
    let mut lines: Vec<Line<E>> = Vec::new();
    let mut said: HashMap<String, (usize, usize)> = HashMap::new();
    let mut written: HashMap<&str, usize> = HashMap::new();
    for property in card.properties() {
        let Some(rank) = E::NAMES.iter().position(|name| property.is(name)) else {
            continue;
        };
        let Some(entry) = entry::<E>(property, labels.get(property)) else {
            continue;
        };
        let times = written.entry(property.as_written()).or_default();
        let key = ItemKey::of(property.as_written(), *times);
        *times += 1;
        let mut line = Line {
            id: property.id(),
            entry: entry.keyed(key),
            echoes: Vec::new(),
        };
        let same = line.entry.sameness();
        match same.as_ref().and_then(|same| said.get_mut(same)) {
            Some((place, best)) => {
                let first = &mut lines[*place];
                if rank < *best {
                    *best = rank;
                    std::mem::swap(first, &mut line);
                    first.echoes.append(&mut line.echoes);
                }
                first.echoes.push(line.id);
            }
            None => {
                said.extend(same.map(|same| (same, (lines.len(), rank))));
                lines.push(line);
            }
        }
    }
    lines
}

/// Adds an entry after the last line of its sort.
pub(super) fn insert<E: Entry>(card: &mut Card, entry: &E) -> PropertyId {
    let name = entry.name(card);
    let told = Told::of(entry, name);
    let id = card.insert_among(E::NAMES, entry.value(name, card, None).of(name));
    let always = match card.version() {
        Version::V3 => E::ALWAYS,
        Version::V4 => &[],
    };
    types::change(card, id, &[], &[always, told.words].concat());
    if entry.is_preferred() {
        types::prefer(card, id, true);
    }
    if told.label.is_some() {
        labels::write(card, id, told.label.as_deref());
    }
    id
}

/// Puts the lines of entries into this order, those that say the same next to each other.
pub(super) fn arrange<E: Entry>(card: &mut Card, order: &[PropertyId]) {
    let ranks: HashMap<PropertyId, usize> = order.iter().copied().zip(0..).collect();
    let rank = |line: &Line<E>| ranks.get(&line.id).copied().unwrap_or(usize::MAX);
    let mut lines: Vec<Line<E>> = read(card);
    lines.sort_by_key(rank);
    let ids = lines
        .into_iter()
        .flat_map(|line| [vec![line.id], line.echoes].concat());
    card.arrange(&ids.collect::<Vec<_>>());
}

/// Changes of a line only what differs, and looks again where kind and label hang together.
pub(super) fn change<E: Entry>(card: &mut Card, id: PropertyId, wanted: &E) {
    let Some(mut seen) = look::<E>(card, id) else {
        return;
    };
    let Some((name, is_renamed)) = say(card, id, &seen.0, wanted) else {
        return;
    };
    if is_renamed {
        // Under another name it may tell less.
        let Some(now) = look::<E>(card, id) else {
            return;
        };
        seen = now;
    }
    let (before, label) = seen;
    let told = Told::of(wanted, &name);
    let was_told_by_label = label.as_ref().and_then(kind_of::<E>).is_some();
    let is_other_kind = before.kind() != wanted.kind();
    let is_other_label = before.label() != wanted.label();
    if is_other_label && E::IS_LABELLED_BY_TYPE {
        match wanted.label() {
            None => types::drop_labels(card, id, None),
            // One that is a line of its own is before them.
            Some(_) if matches!(label, Some(Label::Own(_))) => {}
            Some(_) => types::drop_labels(card, id, before.label()),
        }
    }
    if is_other_label || (is_other_kind && (was_told_by_label || told.is_built_in)) {
        labels::write(card, id, told.label.as_deref());
    }
    if look::<E>(card, id).is_some_and(|(now, _)| now.kind() != wanted.kind()) {
        types::change(card, id, E::Kind::KNOWN, told.words);
    }
    if before.is_preferred() != wanted.is_preferred() {
        types::prefer(card, id, wanted.is_preferred());
    }
}

/// Removes entries, and their labels unless something else in the group still needs them.
pub(super) fn remove(card: &mut Card, ids: &HashSet<PropertyId>) {
    let groups = card
        .properties()
        .filter(|property| ids.contains(&property.id()))
        .filter_map(|property| property.group().map(str::to_ascii_lowercase))
        .collect();
    card.remove_all(ids);
    labels::remove_orphans(card, groups);
}

/// Writes the value where it differs. The line keeps its name unless that would say something else; answers the name, and
/// whether it is another one.
fn say<E: Entry>(
    card: &mut Card,
    id: PropertyId,
    before: &E,
    wanted: &E,
) -> Option<(String, bool)> {
    let property = card.get(id)?;
    let fits = wanted.fits(property.name());
    let name = if fits {
        property.name()
    } else {
        wanted.name(card)
    }
    .to_owned();
    if fits && before.has_value_of(wanted) {
        return Some((name, false));
    }
    let value = wanted.value(&name, card, Some(property));
    if !fits {
        let renamed = NewProperty::from(property).named(&name);
        card.replace(id, renamed);
    }
    value.put(card, id);
    Some((name, !fits))
}

/// The label and the words of TYPE that tell what an entry is for.
struct Told {
    label: Option<String>,
    is_built_in: bool,
    words: &'static [&'static str],
}

impl Told {
    fn of<E: Entry>(entry: &E, name: &str) -> Self {
        let kind = entry.kind();
        let built_in = kind
            .filter(|_| entry.label().is_none() && E::is_told_by_label(name))
            .and_then(E::Kind::label);
        let is_told = built_in.is_some() || E::kind_of_name(name).is_some();
        Self {
            label: entry
                .label()
                .map(str::to_owned)
                .or_else(|| built_in.map(labels::of_built_in)),
            is_built_in: built_in.is_some(),
            words: kind
                .filter(|_| !is_told)
                .map(E::Kind::words)
                .unwrap_or_default(),
        }
    }
}

fn look<E: Entry>(card: &Card, id: PropertyId) -> Option<(E, Option<Label>)> {
    let property = card.get(id)?;
    let label = labels::read(card, property);
    Some((entry(property, label.clone())?, label))
}

fn entry<E: Entry>(property: &Property, label: Option<Label>) -> Option<E> {
    let told = label.as_ref().and_then(kind_of::<E>);
    let (kind, own_label) = E::told(property);
    let kind = E::kind_of_name(property.name())
        .or_else(|| E::Kind::from_words(&property.types()))
        .or(told)
        .or(kind);
    let label = match label {
        Some(Label::Own(label)) => Some(label),
        // A built-in label that is no type of ours is still better than no word at all.
        Some(Label::BuiltIn(name)) if told.is_none() => Some(name).filter(|name| !name.is_empty()),
        _ if E::IS_LABELLED_BY_TYPE => types::label(property),
        _ => own_label,
    };
    let entry = E::read(property)?.with(kind, label, property.pref() == Some(1));
    Some(entry).filter(|entry| !entry.is_empty())
}

pub(super) fn kind_of<E: Entry>(label: &Label) -> Option<E::Kind> {
    match label {
        Label::BuiltIn(name) => E::Kind::from_label(name),
        Label::Own(_) => None,
    }
}
