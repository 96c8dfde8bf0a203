//! `CATEGORIES`: the names of a contact's labels, on any number of lines.
//!
//! An edit takes out and puts in single names; the others keep their place and their spelling.

use std::collections::HashSet;

use vcard::{Card, NewProperty, Property, PropertyId, escape};

use super::field::Field;
use super::{parts, tidy};
use crate::Change;

const NAME: &str = "CATEGORIES";
const CATEGORIES: Field = Field::new(NAME, |property| !names(property).is_empty());

pub(super) fn read(card: &Card) -> Vec<String> {
    let mut seen = HashSet::new();
    CATEGORIES
        .lines(card)
        .flat_map(names)
        .filter(|name| seen.insert(name.clone()))
        .collect()
}

pub(super) fn write(card: &mut Card, edit: &Change<Vec<String>>) {
    let Some(asked) = edit.value() else { return };
    let (kept, added) = compared(&read(card), &asked);
    take_out(card, &kept);
    put_in(card, &added);
}

/// Of the labels that are there those that stay, and of those that are asked for the new ones. A label that differs
/// from another by case only is the same one, unless the card has both.
fn compared(before: &[String], asked: &[String]) -> (HashSet<String>, Vec<String>) {
    let asked: Vec<String> = asked
        .iter()
        .map(|name| tidy::line(name))
        .filter(|name| !name.is_empty())
        .collect();
    let mut kept: HashSet<String> = before
        .iter()
        .filter(|name| asked.contains(name))
        .cloned()
        .collect();
    let mut taken: HashSet<String> = kept.iter().map(|name| name.to_lowercase()).collect();
    let mut added = Vec::new();
    for name in asked {
        if !taken.insert(name.to_lowercase()) {
            continue;
        }
        let other = before
            .iter()
            .find(|other| other.to_lowercase() == name.to_lowercase());
        match other {
            Some(other) => drop(kept.insert(other.clone())),
            None => added.push(name),
        }
    }
    (kept, added)
}

fn take_out(card: &mut Card, kept: &HashSet<String>) {
    let is_out = |name: &String| !name.is_empty() && !kept.contains(name);
    let lines: Vec<(PropertyId, Option<String>)> = CATEGORIES
        .lines(card)
        .filter(|property| names(property).iter().any(is_out))
        .map(|property| {
            let pieces = parts::split(property.raw_value(), ',');
            let left: Vec<String> = pieces
                .into_iter()
                .zip(property.text_list())
                .filter(|(_, name)| !is_out(&tidy::line(name)))
                .map(|(piece, _)| piece)
                .collect();
            let is_left = names(property).iter().any(|name| !is_out(name));
            (property.id(), is_left.then(|| left.join(",")))
        })
        .collect();
    let mut empty = HashSet::new();
    for (id, left) in lines {
        match left {
            Some(raw) => card.replace_value(id, &raw),
            None => drop(empty.insert(id)),
        }
    }
    card.remove_all(&empty);
}

fn put_in(card: &mut Card, added: &[String]) {
    if added.is_empty() {
        return;
    }
    // What is added is plain text, so a line in some encoding or other is not the place for it.
    let is_plain = |property: &&Property| {
        ["ENCODING", "CHARSET", "VALUE"]
            .iter()
            .all(|param| property.param(param).is_none())
    };
    let line = CATEGORIES.lines(card).filter(is_plain).last();
    match line.map(|property| (property.id(), parts::split(property.raw_value(), ','))) {
        Some((id, mut pieces)) => {
            pieces.extend(added.iter().map(|name| escape::list_item(name)));
            card.replace_value(id, &pieces.join(","));
        }
        None => drop(card.insert(NewProperty::list(NAME, added))),
    }
}

fn names(property: &Property) -> Vec<String> {
    property
        .text_list()
        .iter()
        .map(|name| tidy::line(name))
        .filter(|name| !name.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_label_in_another_case_is_the_same_label() {
        type Names = &'static [&'static str];
        let cases: [(Names, Names, Names, Names); 5] = [
            (&["Friends"], &["friends "], &["Friends"], &[]),
            (
                &["Friends", "friends"],
                &["friends", "Friends"],
                &["Friends", "friends"],
                &[],
            ),
            (&["Friends", "friends"], &["friends"], &["friends"], &[]),
            (
                &["Друзья"],
                &["друзья", "Work", "work"],
                &["Друзья"],
                &["Work"],
            ),
            (&["a"], &["", " "], &[], &[]),
        ];
        for (before, asked, kept, added) in cases {
            let (now, new) = compared(&names(before), &names(asked));
            assert_eq!(now, names(kept).into_iter().collect(), "{asked:?}");
            assert_eq!(new, names(added), "{asked:?}");
        }
    }
}
