//! Properties that a card may have any number of: telephone numbers, e-mail, addresses, dates, other people.
//!
//! A new list is compared with the lines that are there. Entries with a key are those lines and are changed in place; of the
//! others, what says the same as a line that nobody named is that line. The rest is added, and lines that are not among
//! them are removed. Lines that are no entry because they are empty stay. Where the order is another than before, the
//! lines change places with each other.

mod custom;
mod dates;
mod fields;
mod ims;
mod labels;
mod lines;
mod profiles;
mod relations;
mod renamed;
mod types;

use std::collections::{HashMap, HashSet};

use vcard::{Card, Property, PropertyId};

use super::field::Value;
use super::words::TypeWords;
use crate::{Change, ItemKey};
use lines::Line;
pub(super) use profiles::spell;
pub(super) use renamed::renamed;
pub(super) use types::as_written as type_words;

/// An entry that has lines of its own in a card.
pub(crate) trait Entry: Sized + Clone + PartialEq {
    /// The properties, the one that is believed first where two say the same.
    const NAMES: &'static [&'static str];
    /// Words that a 3.0 card has in every TYPE of this property.
    const ALWAYS: &'static [&'static str] = &[];
    type Kind: TypeWords;

    /// The entry without kind, label and preference; nothing where the property has none that can be shown.
    fn read(property: &Property) -> Option<Self>;
    /// What a line of this name says of it; of the property it replaces what stays the same is kept.
    fn value(&self, name: &str, card: &Card, old: Option<&Property>) -> Value;
    /// The name of a new line.
    fn name(&self, _: &Card) -> &'static str {
        Self::NAMES[0]
    }
    /// Whether a property of this name can say it. Some names tell what only some entries are.
    fn fits(&self, _name: &str) -> bool {
        true
    }
    /// The kind that the name of a property tells, whatever stands behind it.
    fn kind_of_name(_name: &str) -> Option<Self::Kind> {
        None
    }
    /// The kind and the label that its value tells.
    fn told(_: &Property) -> (Option<Self::Kind>, Option<String>) {
        (None, None)
    }
    /// Whether a word `X-boat` of TYPE is its label, as some programs of Android write it.
    const IS_LABELLED_BY_TYPE: bool = false;
    /// Whether other programs look for the kind in the label of a property of this name, not in its TYPE.
    fn is_told_by_label(_name: &str) -> bool {
        false
    }
    /// What two lines that say the same agree in, where such lines are one entry.
    fn sameness(&self) -> Option<String> {
        None
    }

    /// The entry with its value as [`Entry::read`] would give it back.
    fn tidy(self) -> Self;
    fn is_empty(&self) -> bool;
    fn has_value_of(&self, other: &Self) -> bool;
    fn kind(&self) -> Option<Self::Kind>;
    fn label(&self) -> Option<&str>;
    fn is_preferred(&self) -> bool {
        false
    }
    /// Which entry it is.
    fn key(&self) -> &ItemKey;
    fn keyed(self, key: ItemKey) -> Self;
    fn with(self, kind: Option<Self::Kind>, label: Option<String>, is_preferred: bool) -> Self;
}

/// The two functions of an [`Entry`] about its key.
macro_rules! key {
    () => {
        fn key(&self) -> &$crate::ItemKey {
            &self.key
        }

        fn keyed(self, key: $crate::ItemKey) -> Self {
            Self { key, ..self }
        }
    };
}
use key;

/// Whether a card would say nothing of it.
pub(crate) fn is_blank<E: Entry>(entry: &E) -> bool {
    tidy(entry.clone()).is_empty()
}

/// All entries of one kind, in the order of the card.
pub(super) fn read<E: Entry>(card: &Card) -> Vec<E> {
    lines::read(card)
        .into_iter()
        .map(|line| line.entry)
        .collect()
}

/// Makes the card have exactly these entries, in this order.
pub(super) fn write<E: Entry>(card: &mut Card, change: &Change<Vec<E>>) {
    let Some(asked) = change.value() else { return };
    // Of those that say the same the first is meant.
    let mut said = HashSet::new();
    let mut new: Vec<Wanted<E>> = asked
        .into_iter()
        .map(tidy)
        .filter(|entry| !entry.is_empty())
        .filter(|entry| entry.sameness().is_none_or(|same| said.insert(same)))
        .map(|entry| Wanted { entry, id: None })
        .collect();
    let mut old: Vec<Option<Line<E>>> = lines::read(card).into_iter().map(Some).collect();
    let mut gone: HashSet<PropertyId> = HashSet::new();
    // A line that is changed keeps all of its parts that have nothing to do with the change.
    let mut change = |line: Line<E>, entry: &E| {
        if line.entry == *entry {
            return;
        }
        if line.entry.sameness() != entry.sameness() {
            // They would go on saying what the line says no more.
            gone.extend(line.echoes);
        }
        lines::change(card, line.id, entry);
    };
    let is_meant = |old: &E, new: &E| old.key().names(new.key());
    // Of those with the same key the one that has not changed is the line, and the others are new.
    let stays = |old: &E, new: &E| is_meant(old, new) && old == new;
    pair(&mut old, &mut new, stays, &mut change);
    pair(&mut old, &mut new, is_meant, &mut change);
    pair(&mut old, &mut new, E::eq, &mut change);
    pair(&mut old, &mut new, E::has_value_of, &mut change);
    for line in old.into_iter().flatten() {
        gone.insert(line.id);
        gone.extend(line.echoes);
    }
    if !gone.is_empty() {
        lines::remove(card, &gone);
    }
    for wanted in &mut new {
        if wanted.id.is_none() {
            wanted.id = Some(lines::insert(card, &wanted.entry));
        }
    }
    let order: Vec<PropertyId> = new.iter().filter_map(|wanted| wanted.id).collect();
    // An entry stands where its first line does, and that one may just have gone.
    let now = lines::read::<E>(card).into_iter().map(|line| line.id);
    let places: HashMap<PropertyId, usize> = now.zip(0..).collect();
    let place = |id: &PropertyId| places.get(id).copied().unwrap_or(usize::MAX);
    if !order.is_sorted_by_key(place) {
        lines::arrange::<E>(card, &order);
    }
}

/// An entry that is asked for, and the line that is to say it, once it is known.
struct Wanted<E> {
    entry: E,
    id: Option<PropertyId>,
}

/// An entry as it would be read back.
fn tidy<E: Entry>(entry: E) -> E {
    let (kind, is_preferred) = (entry.kind(), entry.is_preferred());
    let label = entry.label().map(labels::tidy);
    entry
        .tidy()
        .with(kind, label.filter(|label| !label.is_empty()), is_preferred)
}

fn pair<E: Entry>(
    old: &mut [Option<Line<E>>],
    new: &mut [Wanted<E>],
    matches: impl Fn(&E, &E) -> bool,
    mut change: impl FnMut(Line<E>, &E),
) {
    for Wanted { entry, id } in new.iter_mut().filter(|wanted| wanted.id.is_none()) {
        let found = old.iter_mut().find(|line| {
            line.as_ref()
                .is_some_and(|line| matches(&line.entry, entry))
        });
        if let Some(line) = found.and_then(Option::take) {
            *id = Some(line.id);
            change(line, entry);
        }
    }
}
