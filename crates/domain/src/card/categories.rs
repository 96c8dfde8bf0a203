//! `CATEGORIES`: the names of a contact's labels, on any number of lines.
//!
//! An edit takes out and puts in single names; the others keep their place and their spelling.

use std::collections::HashSet;

use vcard::{Card, NewProperty, Property, PropertyId, escape};

use super::field::Field;
use super::{parts, tidy};
use crate::Change;
use crate::label::label_key;

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

/// Puts a new name into the place of a label, or takes it away; whether the card had it. All else on its lines stays as it is.
pub fn relabel(card: &mut Card, old: &str, new: Option<&str>) -> bool {
    let old = label_key(old);
    let is_old = |name: &str| label_key(&tidy::line(name)) == old;
    let lines: Vec<PropertyId> = CATEGORIES
        .lines(card)
        .filter(|property| names(property).iter().any(|name| is_old(name)))
        .map(Property::id)
        .collect();
    // It is not to be there twice.
    let mut new = new.filter(|new| {
        let key = label_key(new);
        key == old || read(card).iter().all(|name| label_key(name) != key)
    });
    let mut empty = HashSet::new();
    for id in &lines {
        let Some(property) = card.get(*id) else {
            continue;
        };
        let is_plain = is_plain(property);
        let mut left = Vec::new();
        let pieces = parts::split(property.raw_value(), ',');
        for (piece, name) in pieces.into_iter().zip(property.text_list()) {
            if !is_old(&name) {
                left.push(piece);
            } else if let Some(name) = new.filter(|_| is_plain) {
                left.push(escape::list_item(name));
                new = None;
            }
        }
        let is_left = left.iter().any(|piece| !piece.trim().is_empty());
        match is_left {
            true => card.replace_value(*id, &left.join(",")),
            false => drop(empty.insert(*id)),
        }
    }
    card.remove_all(&empty);
    // It stood where only what is encoded may stand.
    if let Some(name) = new.filter(|_| !lines.is_empty()) {
        put_in(card, &[name.to_owned()]);
    }
    !lines.is_empty()
}

/// Of the labels that are there those that stay, and of those that are asked for the new ones. A label that differs
/// from another by case or accents only is the same one, unless the card has both.
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
    let mut taken: HashSet<String> = kept.iter().map(|name| label_key(name)).collect();
    let mut added = Vec::new();
    for name in asked {
        let key = label_key(&name);
        if taken.contains(&key) {
            continue;
        }
        let other = before.iter().find(|other| label_key(other) == key);
        taken.insert(key);
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
    let line = CATEGORIES
        .lines(card)
        .filter(|property| is_plain(property))
        .last();
    match line.map(|property| (property.id(), parts::split(property.raw_value(), ','))) {
        Some((id, mut pieces)) => {
            pieces.extend(added.iter().map(|name| escape::list_item(name)));
            card.replace_value(id, &pieces.join(","));
        }
        None => drop(card.insert(NewProperty::list(NAME, added))),
    }
}

/// Whether plain text may be put on this line: not where some encoding or other is said to be.
fn is_plain(property: &Property) -> bool {
    ["ENCODING", "CHARSET", "VALUE"]
        .iter()
        .all(|param| property.param(param).is_none())
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
        let cases: [(Names, Names, Names, Names); 6] = [
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
            (&["Cafe"], &["Café", "Œuvre"], &["Cafe"], &["Œuvre"]),
        ];
        for (before, asked, kept, added) in cases {
            let (now, new) = compared(&names(before), &names(asked));
            assert_eq!(now, names(kept).into_iter().collect(), "{asked:?}");
            assert_eq!(new, names(added), "{asked:?}");
        }
    }

    #[test]
    fn a_new_name_stands_where_the_old_one_stood() {
        let cases = [
            (
                "item1.CATEGORIES;X-COLOR=red:Work",
                "item1.CATEGORIES;X-COLOR=red:Office",
            ),
            ("CATEGORIES:Work,Chess", "CATEGORIES:Office,Chess"),
            (
                r"CATEGORIES:a\,b, wörk ,,Chess",
                r"CATEGORIES:a\,b,Office,,Chess",
            ),
            (
                "CATEGORIES:Work\r\nCATEGORIES:WORK,Go",
                "CATEGORIES:Office\r\nCATEGORIES:Go",
            ),
            ("CATEGORIES:Work,office", "CATEGORIES:office"),
            ("CATEGORIES:Chess", "CATEGORIES:Chess"),
        ];
        for (before, after) in cases {
            let of = |lines: &str| {
                format!(
                    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\r\n{lines}\r\nNOTE:x\r\nEND:VCARD\r\n"
                )
            };
            let mut card = Card::parse(of(before).as_bytes()).unwrap();
            assert_eq!(relabel(&mut card, "work", Some("Office")), before != after);
            assert_eq!(card.to_string(), of(after), "{before}");
        }
        // Where a line says how it is written, a new name goes elsewhere.
        let told = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\r\nCATEGORIES;ENCODING=8BIT:Work,Go\r\nEND:VCARD\r\n";
        let mut card = Card::parse(told.as_bytes()).unwrap();
        assert!(relabel(&mut card, "work", Some("Büro")));
        assert!(
            card.to_string()
                .contains("\r\nCATEGORIES;ENCODING=8BIT:Go\r\n")
        );
        assert_eq!(read(&card), ["Go", "Büro"]);
    }
}
