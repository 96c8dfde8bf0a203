//! What a contact must say after an edit.

use std::collections::HashSet;

use domain::label::label_key;
use domain::*;

/// What a contact says. Labels have no order.
#[derive(Debug, PartialEq)]
pub struct Model(ContactFields);

impl Model {
    pub fn read_back(mut fields: ContactFields) -> Self {
        // Where an entry stands is told by its key, and is no part of what is compared.
        macro_rules! without_keys {
            ($($list:ident),*) => {
                $(fields.$list.iter_mut().for_each(|entry| entry.key = ItemKey::default());)*
            };
        }
        without_keys!(
            phones, emails, addresses, urls, ims, dates, relations, custom
        );
        fields.labels.sort();
        Self(fields)
    }

    /// What must be read after an edit. Where the card has no full name, one is made whenever it is read.
    pub fn asked(before: &ContactFields, has_full: bool, edit: &ContactEdit) -> Self {
        let mut fields = before.clone();
        set(&mut fields.kind, &edit.kind);
        let was_made = before.name.full == made_of(before);
        let mut full = Change::Keep;
        match &edit.name {
            Change::Keep => {}
            Change::Clear => {
                fields.name = Name::default();
                full = Change::Clear;
            }
            Change::Set(name) => {
                set_line(&mut fields.name.prefix, &name.prefix);
                set_line(&mut fields.name.given, &name.given);
                set_line(&mut fields.name.additional, &name.additional);
                set_line(&mut fields.name.family, &name.family);
                set_line(&mut fields.name.suffix, &name.suffix);
                set_line(&mut fields.name.phonetic_given, &name.phonetic_given);
                set_line(
                    &mut fields.name.phonetic_additional,
                    &name.phonetic_additional,
                );
                set_line(&mut fields.name.phonetic_family, &name.phonetic_family);
                full = name.full.clone();
            }
        }
        if let Some(nickname) = edit.nickname.value() {
            let names: Vec<String> = nickname.split(',').map(line).collect();
            let same = Some(line(&nickname)) == before.nickname;
            let tidy = names
                .into_iter()
                .filter(|name| !name.is_empty())
                .collect::<Vec<_>>()
                .join(", ");
            if !same {
                fields.nickname = Some(tidy).filter(|nickname| !nickname.is_empty());
            }
        }
        match &edit.org {
            Change::Keep => {}
            Change::Clear => fields.org = Org::default(),
            Change::Set(org) => {
                set_line(&mut fields.org.name, &org.name);
                set_line(&mut fields.org.title, &org.title);
                set_line(&mut fields.org.role, &org.role);
                set_line(&mut fields.org.phonetic_name, &org.phonetic_name);
                if let Some(units) = org.units.value() {
                    fields.org.units = units
                        .iter()
                        .map(|unit| line(unit))
                        .filter(|unit| !unit.is_empty())
                        .collect();
                }
            }
        }
        if let Some(phones) = edit.phones.value() {
            fields.phones = phones.into_iter().filter_map(phone).collect();
        }
        if let Some(emails) = edit.emails.value() {
            fields.emails = emails.into_iter().filter_map(email).collect();
        }
        if let Some(urls) = edit.urls.value() {
            fields.urls = urls.into_iter().filter_map(url).collect();
        }
        if let Some(addresses) = edit.addresses.value() {
            fields.addresses = addresses.into_iter().filter_map(address).collect();
        }
        if let Some(ims) = edit.ims.value() {
            // The same handle of the same service is one entry.
            let mut said = HashSet::new();
            fields.ims = ims
                .into_iter()
                .filter_map(im)
                .filter(|im| said.insert((im.value.clone(), im.service.clone())))
                .collect();
        }
        if let Some(dates) = edit.dates.value() {
            let dates = dates.into_iter().map(|date| ContactDate {
                label: label(date.label),
                ..date
            });
            fields.dates = once_each(dates);
        }
        if let Some(relations) = edit.relations.value() {
            fields.relations = once_each(relations.into_iter().filter_map(relation));
        }
        if let Some(labels) = edit.labels.value() {
            fields.labels = self::labels(&fields.labels, &labels);
        }
        if let Some(custom) = edit.custom.value() {
            fields.custom = custom.into_iter().filter_map(self::custom).collect();
        }
        match edit.birthday {
            Change::Keep => {}
            Change::Clear => fields.birthday = None,
            Change::Set(date) => fields.birthday = Some(date),
        }
        if let Some(note) = edit.note.value() {
            fields.note = Some(block(&note)).filter(|note| !note.trim().is_empty());
        }
        match full {
            Change::Set(full) if !line(&full).is_empty() => fields.name.full = line(&full),
            Change::Keep if has_full && !(was_made && parts(&fields) != parts(before)) => {}
            _ => fields.name.full = made_of(&fields),
        }
        Self::read_back(fields)
    }
}

/// What is there twice is one entry.
fn once_each<T: PartialEq>(entries: impl Iterator<Item = T>) -> Vec<T> {
    let mut each = Vec::new();
    for entry in entries {
        if !each.contains(&entry) {
            each.push(entry);
        }
    }
    each
}

fn parts(fields: &ContactFields) -> [&str; 5] {
    let name = &fields.name;
    [
        &name.prefix,
        &name.given,
        &name.additional,
        &name.family,
        &name.suffix,
    ]
    .map(String::as_str)
}

fn made_of(fields: &ContactFields) -> String {
    [
        fields.name.joined(),
        fields.org.name.clone(),
        fields.nickname.clone().unwrap_or_default(),
        fields
            .emails
            .first()
            .map(|email| email.value.clone())
            .unwrap_or_default(),
        fields
            .phones
            .first()
            .map(|phone| phone.value.clone())
            .unwrap_or_default(),
        fields
            .ims
            .first()
            .map(|im| im.value.clone())
            .unwrap_or_default(),
    ]
    .into_iter()
    .find(|name| !name.is_empty())
    .unwrap_or_default()
}

fn set<T: Clone + Default>(field: &mut T, change: &Change<T>) {
    if let Some(value) = change.value() {
        *field = value;
    }
}

fn set_line(field: &mut String, change: &Change<String>) {
    if let Some(value) = change.value() {
        *field = line(&value);
    }
}

pub(super) fn block(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect()
}

pub(super) fn line(text: &str) -> String {
    block(text).replace(['\n', '\t'], " ").trim().to_owned()
}

fn label(asked: Option<String>) -> Option<String> {
    let mut label = line(&asked?);
    while label.starts_with("_$!<") && label.ends_with(">!$_") && label.len() >= 8 {
        label = line(&label[4..label.len() - 4]);
    }
    Some(label).filter(|label| !label.is_empty())
}

macro_rules! tidy_entry {
    ($name:ident, $type:ty) => {
        fn $name(asked: $type) -> Option<$type> {
            let entry = <$type>::clone(&asked);
            let value = line(&asked.value);
            (!value.is_empty()).then(|| {
                let mut entry = entry;
                entry.value = value;
                entry.label = label(asked.label);
                entry
            })
        }
    };
}

tidy_entry!(phone, Phone);
tidy_entry!(email, Email);
tidy_entry!(url, Url);

fn address(mut asked: Address) -> Option<Address> {
    let mut is_empty = true;
    for part in [
        &mut asked.po_box,
        &mut asked.extended,
        &mut asked.street,
        &mut asked.locality,
        &mut asked.region,
        &mut asked.postal_code,
        &mut asked.country,
    ] {
        *part = block(part).trim().to_owned();
        is_empty &= part.is_empty();
    }
    asked.label = label(asked.label);
    (!is_empty).then_some(asked)
}

/// What is in an address is tried on its own, in `domain::service`.
fn im(asked: Im) -> Option<Im> {
    let label = label(asked.label.clone());
    let im = Im {
        label,
        ..asked.canonical()
    };
    (!im.value.is_empty()).then_some(im)
}

fn relation(asked: Relation) -> Option<Relation> {
    let mut uid = line(&asked.uid.unwrap_or_default());
    while uid.to_lowercase().starts_with("urn:uuid:") {
        uid = uid[9..].trim().to_owned();
    }
    let relation = Relation {
        key: Default::default(),
        value: line(&asked.value),
        uid: Some(uid).filter(|uid| !uid.is_empty()),
        r#type: asked.r#type,
        label: label(asked.label),
    };
    (!relation.value.is_empty() || relation.uid.is_some()).then_some(relation)
}

fn custom(asked: CustomField) -> Option<CustomField> {
    let value = line(&asked.value);
    let label = label(Some(asked.label)).unwrap_or_else(|| "Custom".to_owned());
    (!value.is_empty()).then_some(CustomField {
        key: Default::default(),
        label,
        value,
    })
}

/// Every label that is asked for, in the spelling that the card has it in already, once each.
fn labels(before: &[String], asked: &[String]) -> Vec<String> {
    let asked: Vec<String> = asked.iter().map(|label| line(label)).collect();
    let mut labels: Vec<String> = before
        .iter()
        .filter(|label| asked.contains(label))
        .cloned()
        .collect();
    for label in asked.into_iter().filter(|label| !label.is_empty()) {
        let is_it = |other: &&String| label_key(other) == label_key(&label);
        if !labels.iter().any(|other| is_it(&other)) {
            labels.push(before.iter().find(is_it).unwrap_or(&label).clone());
        }
    }
    labels
}
