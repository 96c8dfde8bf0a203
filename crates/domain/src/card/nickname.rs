//! `NICKNAME`, a list of names, shown as one text with commas. All lines of it count.

use vcard::{Card, Property, escape};

use super::field::{Field, Value};
use super::tidy;
use crate::Change;

const NICKNAME: Field = Field::new("NICKNAME", |property| !names(property).is_empty());

pub(super) fn read(card: &Card) -> String {
    let names: Vec<String> = NICKNAME.lines(card).flat_map(names).collect();
    names.join(", ")
}

pub(super) fn write(card: &mut Card, edit: &Change<String>) {
    let Some(asked) = edit.value() else { return };
    if tidy::line(&asked) == read(card) {
        return;
    }
    let names = tidy_names(asked.split(','));
    if names.is_empty() {
        NICKNAME.clear(card);
    } else {
        NICKNAME.set_all(card, &Value::raw(escape::list(&names)));
    }
}

fn names(property: &Property) -> Vec<String> {
    let names = property.text_list();
    tidy_names(names.iter().map(String::as_str))
}

fn tidy_names<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    names
        .map(tidy::line)
        .filter(|name| !name.is_empty())
        .collect()
}
