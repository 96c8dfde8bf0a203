//! `NICKNAME`, a list of names, shown as one text with commas. All lines of it count; where there is none, Android's do.

use vcard::{Card, Property, escape};

use super::field::{Field, Value};
use super::{android, tidy};
use crate::Change;

const NICKNAME: Field = Field::new("NICKNAME", |property| !names(property).is_empty());
const ANDROID: Field = Field::new(android::NAME, |property| android_name(property).is_some());

pub(super) fn read(card: &Card) -> String {
    let names: Vec<String> = NICKNAME.lines(card).flat_map(names).collect();
    if names.is_empty() {
        let names: Vec<String> = ANDROID.lines(card).filter_map(android_name).collect();
        return names.join(", ");
    }
    names.join(", ")
}

pub(super) fn write(card: &mut Card, edit: &Change<String>) {
    let Some(asked) = edit.value() else { return };
    if tidy::line(&asked) == read(card) {
        return;
    }
    let names = tidy_names(asked.split(','));
    // Else they would be shown in place of it, or go on saying what has been changed.
    if names.is_empty() || NICKNAME.line(card).is_none() {
        ANDROID.clear(card);
    }
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

fn android_name(property: &Property) -> Option<String> {
    let row = android::row(property, android::NICKNAME)?;
    Some(row.value).filter(|name| !name.is_empty())
}

fn tidy_names<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    names
        .map(tidy::line)
        .filter(|name| !name.is_empty())
        .collect()
}
