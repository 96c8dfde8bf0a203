//! Edits. Each one touches a single line, but for those that remove or move many; the others keep their bytes and their order.
//!
//! An id that is not in the card (any more) changes nothing: two people may edit the same contact, and the second must
//! not crash. The size of what is written is the caller's to limit.

use std::collections::{HashMap, HashSet};

use crate::card::{Card, Line};
use crate::escape::single_line;
use crate::new_property::NewProperty;
use crate::param::push_param;
use crate::property::{Property, PropertyId};

impl Card {
    /// Adds a property after the last one of its name (past the rest of that one's group), else before `END`,
    /// with the card's own line ending.
    pub fn insert(&mut self, property: NewProperty) -> PropertyId {
        self.insert_among(&[], property)
    }

    /// As [`insert`](Self::insert), where properties of these names, too, are the same sort of thing.
    pub fn insert_among(&mut self, likes: &[&str], property: NewProperty) -> PropertyId {
        let is_like = |line: &Line| {
            line.property().is_some_and(|other| {
                other.is(property.name()) || likes.iter().any(|name| other.is(name))
            })
        };
        let place = match self.lines.iter().rposition(is_like) {
            Some(last) => self.end_of_group(last),
            None => self
                .lines
                .iter()
                .rposition(|line| matches!(line, Line::End(_)))
                .unwrap_or(self.lines.len()),
        };
        self.insert_at(place, property)
    }

    /// Adds a property right after another, for those that belong together, such as a phone and its label. If the other
    /// one is gone, this is [`insert`](Self::insert).
    pub fn insert_after(&mut self, id: PropertyId, property: NewProperty) -> PropertyId {
        match self.position(id) {
            Some(place) => self.insert_at(place + 1, property),
            None => self.insert(property),
        }
    }

    /// Replaces only the value; group, name and parameters keep their text.
    ///
    /// The value is raw, that is already escaped (see [`escape`](crate::escape)). Line breaks in it become `\n`, other
    /// control characters except tab are dropped. The same value again leaves even the folding of the line as it was.
    pub fn replace_value(&mut self, id: PropertyId, raw_value: &str) {
        if let Some(property) = self.property_mut(id) {
            let line = [property.head(), &single_line(raw_value)].concat();
            property.rewrite(line);
        }
    }

    /// Replaces the whole property in its place; the id stays.
    pub fn replace(&mut self, id: PropertyId, property: NewProperty) {
        if let Some(old) = self.property_mut(id) {
            old.rewrite(property.into_line());
        }
    }

    /// Sets one parameter, or removes it (`None`, or no values). The other parameters and the value keep their text.
    ///
    /// Repetitions of the parameter go, and so do bare words that stand for it: after setting `TYPE` on
    /// `TEL;CELL;VOICE:` the two bare types are gone. A parameter that was not there goes last.
    pub fn set_param(&mut self, id: PropertyId, name: &str, values: Option<&[&str]>) {
        let Some(property) = self.property_mut(id) else {
            return;
        };
        let mut values = values.filter(|values| !values.is_empty());
        let mut line = property.full_name().to_owned();
        for param in property.raw_params() {
            if !param.is(name) {
                line.extend([";", param.text()]);
            } else if let Some(values) = values.take() {
                push_param(&mut line, name, values);
            }
        }
        if let Some(values) = values {
            push_param(&mut line, name, values);
        }
        line.extend([":", property.raw_value()]);
        property.rewrite(line);
    }

    /// Removes the property with its line.
    pub fn remove(&mut self, id: PropertyId) {
        if let Some(place) = self.position(id) {
            self.lines.remove(place);
        }
    }

    /// Removes many properties at once, in one pass over the card: one by one, thousands of them take seconds.
    pub fn remove_all(&mut self, ids: &HashSet<PropertyId>) {
        self.lines.retain(|line| {
            !line
                .property()
                .is_some_and(|property| ids.contains(&property.id()))
        });
    }

    /// Puts properties into this order, in the places that they have among the others: those stay where they are.
    pub fn arrange(&mut self, order: &[PropertyId]) {
        let ranks: HashMap<PropertyId, usize> = order.iter().copied().zip(0..).collect();
        let rank = |place: &usize| ranks.get(&self.lines.get(*place)?.property()?.id());
        let places: Vec<usize> = (0..self.lines.len())
            .filter(|place| rank(place).is_some())
            .collect();
        let mut moved = places.clone();
        moved.sort_by_key(rank);
        let mut target: Vec<usize> = (0..self.lines.len()).collect();
        for (from, to) in moved.into_iter().zip(places) {
            target[from] = to;
        }
        let mut lines: Vec<(usize, Line)> = target
            .into_iter()
            .zip(std::mem::take(&mut self.lines))
            .collect();
        lines.sort_unstable_by_key(|(place, _)| *place);
        self.lines = lines.into_iter().map(|(_, line)| line).collect();
    }

    fn position(&self, id: PropertyId) -> Option<usize> {
        self.lines
            .iter()
            .position(|line| line.property().is_some_and(|property| property.id() == id))
    }

    fn property_mut(&mut self, id: PropertyId) -> Option<&mut Property> {
        self.lines.iter_mut().find_map(|line| match line {
            Line::Property(property) if property.id() == id => Some(property),
            _ => None,
        })
    }

    /// The place after the property at `place` and those right behind it that share its group.
    fn end_of_group(&self, place: usize) -> usize {
        let group_at = |place: usize| self.lines.get(place)?.property()?.group();
        let group = group_at(place);
        let mut end = place + 1;
        while group.is_some() && group_at(end) == group {
            end += 1;
        }
        end
    }

    pub(crate) fn insert_at(&mut self, place: usize, property: NewProperty) -> PropertyId {
        let id = PropertyId(self.next_id);
        if let Some(property) = Property::write(id, property.into_line(), self.line_ending()) {
            self.next_id += 1;
            self.lines.insert(place, Line::Property(property));
        }
        id
    }
}
