//! Entries whose property is called otherwise in the other version of cards, with the labels that belong to them.

use std::collections::{HashMap, HashSet};

use vcard::{Card, NewProperty, Property, PropertyId, Version};

use super::super::convert::{Renamed, edited, is_plain};
use super::super::words::TypeWords;
use super::labels::{self, LABEL, Labels};
use super::lines::{self, Line, kind_of};
use super::{Entry, dates, profiles, relations, types};
use crate::{ContactDate, DateType, Im, Relation};

/// What stands in place of their lines in a card of this version.
pub(in super::super) fn renamed(card: &Card, to: Version) -> Renamed {
    let mut renaming = Renaming::of(card, to);
    renaming.dates(&lines::read(card));
    renaming.relations(&lines::read(card));
    renaming.profiles(&lines::read(card));
    renaming.renamed
}

struct Renaming<'a> {
    to: Version,
    lines: HashMap<PropertyId, &'a Property>,
    labels: Labels,
    groups: Groups,
    renamed: Renamed,
}

impl<'a> Renaming<'a> {
    fn of(card: &'a Card, to: Version) -> Self {
        Self {
            to,
            lines: card.properties().map(|line| (line.id(), line)).collect(),
            labels: Labels::of(card),
            groups: Groups::of(card),
            renamed: Renamed::new(),
        }
    }

    /// The line, if it has this name and can be read by everybody.
    fn line(&self, id: PropertyId, name: &str) -> Option<&'a Property> {
        let line = self.lines.get(&id).copied();
        line.filter(|line| line.is(name) && is_plain(line))
    }

    fn dates(&mut self, entries: &[Line<ContactDate>]) {
        let is_anniversary =
            |line: &&Line<ContactDate>| line.entry.r#type == Some(DateType::Anniversary);
        let anniversaries = entries.iter().filter(is_anniversary);
        match self.to {
            Version::V3 => {
                for line in anniversaries {
                    if let Some(property) = self.line(line.id, dates::STANDARD) {
                        let new = NewProperty::from(property).named(dates::APPLE);
                        self.tell(&line.entry, property, new, dates::APPLE);
                    }
                }
            }
            Version::V4 => {
                // A card may have it only once.
                let is_taken = self.lines.values().any(|line| line.is(dates::STANDARD));
                let found = anniversaries
                    .filter_map(|line| Some((line, self.line(line.id, dates::APPLE)?)))
                    .next()
                    .filter(|_| !is_taken);
                if let Some((line, property)) = found {
                    let new = NewProperty::from(property).named(dates::STANDARD);
                    self.tell(&line.entry, property, new, dates::STANDARD);
                }
            }
        }
    }

    fn relations(&mut self, entries: &[Line<Relation>]) {
        let to = self.to;
        let (from, into) = match to {
            Version::V3 => (relations::STANDARD, relations::APPLE),
            Version::V4 => (relations::APPLE, relations::STANDARD),
        };
        for line in entries {
            let property = self.line(line.id, from);
            let said = property.and_then(|property| {
                let value = relations::value_in(to, property, &line.entry)?;
                Some((property, value))
            });
            if let Some((property, value)) = said {
                let new = NewProperty::from(property).named(into);
                let new = edited(new, to, |card, id| value.put(card, id));
                self.tell(&line.entry, property, new, into);
            }
        }
    }

    /// Lines that say the same go together, or another of them would come to be the one that is believed.
    fn profiles(&mut self, entries: &[Line<Im>]) {
        let (from, into) = profiles::names(self.to);
        for line in entries {
            let ids = [line.id].into_iter().chain(line.echoes.iter().copied());
            let all: Vec<&Property> = ids.filter_map(|id| self.lines.get(&id).copied()).collect();
            if all.iter().any(|line| line.is(into)) {
                continue;
            }
            let lines = all.into_iter().filter(|line| line.is(from));
            let new: Option<Renamed> = lines
                .map(|line| Some((line.id(), vec![profiles::renamed(line, self.to)?])))
                .collect();
            self.renamed.extend(new.unwrap_or_default());
        }
    }

    /// Makes a line under its new name tell what the entry is for: by that name, by a label, or by words of TYPE. Words that
    /// are there stay, for they may say more.
    fn tell<E: Entry>(&mut self, entry: &E, old: &Property, new: NewProperty, name: &str) {
        let kind = entry.kind();
        let in_type = E::Kind::from_words(&old.types());
        if in_type.is_some() && in_type != kind {
            // Only its old name says otherwise.
            return;
        }
        let label = self.labels.get(old);
        let by_label = E::is_told_by_label(name);
        let by_name = E::kind_of_name(name).is_some();
        let is_labelled = kind.is_some() && label.as_ref().and_then(kind_of::<E>) == kind;
        // A label of a group would be that of all in it.
        let built_in = kind
            .and_then(E::Kind::label)
            .filter(|_| by_label && label.is_none() && !self.groups.is_shared(old));
        let is_told =
            by_name || in_type.is_some() || built_in.is_some() || (by_label && is_labelled);
        let into = kind.filter(|_| !is_told).map(E::Kind::words);
        let out = if by_name { E::Kind::KNOWN } else { &[] };
        let new = edited(new, self.to, |card, id| {
            types::change(card, id, out, into.unwrap_or_default());
        });
        if is_labelled
            && !by_label
            && let Some(label) = self.groups.only_label(old)
        {
            self.renamed.insert(label, Vec::new());
        }
        let lines = match built_in {
            None => vec![new],
            Some(built_in) => {
                let group = old.group().map(str::to_owned);
                let group = group.unwrap_or_else(|| self.groups.unused());
                let label = NewProperty::text(labels::NAME, &labels::of_built_in(built_in));
                vec![new.group(&group), label.group(&group)]
            }
        };
        self.renamed.insert(old.id(), lines);
    }
}

/// Who is in which group of a card.
struct Groups {
    members: HashMap<String, usize>,
    labels: HashMap<String, Vec<PropertyId>>,
    used: HashSet<String>,
    last: usize,
}

impl Groups {
    fn of(card: &Card) -> Self {
        let mut groups = Self {
            members: HashMap::new(),
            labels: HashMap::new(),
            used: HashSet::new(),
            last: 0,
        };
        for property in card.properties() {
            let Some(group) = key(property) else { continue };
            if LABEL.has(property) {
                let labels = groups.labels.entry(group.clone()).or_default();
                labels.push(property.id());
            } else if !labels::is_companion(property) {
                *groups.members.entry(group.clone()).or_default() += 1;
            }
            groups.used.insert(group);
        }
        groups
    }

    fn is_shared(&self, property: &Property) -> bool {
        key(property).is_some_and(|group| self.members.get(&group) > Some(&1))
    }

    /// The label of a property that belongs to nothing else, and that is the only one.
    fn only_label(&self, property: &Property) -> Option<PropertyId> {
        let labels = self.labels.get(&key(property)?)?;
        match labels[..] {
            [label] if !self.is_shared(property) => Some(label),
            _ => None,
        }
    }

    fn unused(&mut self) -> String {
        loop {
            self.last += 1;
            let group = format!("item{}", self.last);
            if self.used.insert(group.clone()) {
                return group;
            }
        }
    }
}

fn key(property: &Property) -> Option<String> {
    property.group().map(str::to_ascii_lowercase)
}
