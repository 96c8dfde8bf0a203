//! Which lines of a card an edit may touch, and which it must spare.

use std::collections::HashSet;

use domain::*;
use vcard::{Card, Property};

use super::model::{block, line};

/// The edit that a form makes which sends every field as it came.
pub fn saving(fields: &ContactFields) -> ContactEdit {
    let name = &fields.name;
    let org = &fields.org;
    let text = |text: &Option<String>| text.clone().map_or(Change::Clear, Change::Set);
    ContactEdit {
        kind: Change::Set(fields.kind),
        name: Change::Set(NameEdit {
            full: Change::Set(name.full.clone()),
            prefix: Change::Set(name.prefix.clone()),
            given: Change::Set(name.given.clone()),
            additional: Change::Set(name.additional.clone()),
            family: Change::Set(name.family.clone()),
            suffix: Change::Set(name.suffix.clone()),
            phonetic_given: Change::Set(name.phonetic_given.clone()),
            phonetic_additional: Change::Set(name.phonetic_additional.clone()),
            phonetic_family: Change::Set(name.phonetic_family.clone()),
        }),
        nickname: text(&fields.nickname),
        org: Change::Set(OrgEdit {
            name: Change::Set(org.name.clone()),
            units: Change::Set(org.units.clone()),
            title: Change::Set(org.title.clone()),
            role: Change::Set(org.role.clone()),
            phonetic_name: Change::Set(org.phonetic_name.clone()),
        }),
        phones: Change::Set(fields.phones.clone()),
        emails: Change::Set(fields.emails.clone()),
        addresses: Change::Set(fields.addresses.clone()),
        urls: Change::Set(fields.urls.clone()),
        ims: Change::Set(fields.ims.clone()),
        birthday: fields.birthday.map_or(Change::Clear, Change::Set),
        dates: Change::Set(fields.dates.clone()),
        relations: Change::Set(fields.relations.clone()),
        note: text(&fields.note),
        labels: Change::Set(fields.labels.clone()),
        custom: Change::Set(fields.custom.clone()),
        ..ContactEdit::default()
    }
}

const PHONETIC: &[&str] = &[
    "X-PHONETIC-FIRST-NAME",
    "X-PHONETIC-MIDDLE-NAME",
    "X-PHONETIC-LAST-NAME",
];
const IMS: &[&str] = &[
    "IMPP",
    "X-SOCIALPROFILE",
    "SOCIALPROFILE",
    "X-AIM",
    "X-ICQ",
    "X-JABBER",
    "X-MSN",
    "X-YAHOO",
    "X-SKYPE",
    "X-SKYPE-USERNAME",
    "X-QQ",
    "X-GOOGLE-TALK",
    "X-GADUGADU",
    "X-GROUPWISE",
    "X-TWITTER",
    "X-TELEGRAM",
    "X-MS-IMADDRESS",
];
const DATES: &[&str] = &[
    "ANNIVERSARY",
    "X-ABDATE",
    "X-ANNIVERSARY",
    "X-EVOLUTION-ANNIVERSARY",
    "X-KADDRESSBOOK-X-ANNIVERSARY",
    "X-MS-ANNIVERSARY",
    "X-ANDROID-CUSTOM/contact_event",
];
const RELATIONS: &[&str] = &[
    "RELATED",
    "X-ABRELATEDNAMES",
    "X-SPOUSE",
    "X-MANAGER",
    "X-ASSISTANT",
    "X-EVOLUTION-SPOUSE",
    "X-EVOLUTION-MANAGER",
    "X-EVOLUTION-ASSISTANT",
    "X-KADDRESSBOOK-X-SPOUSENAME",
    "X-KADDRESSBOOK-X-MANAGERSNAME",
    "X-KADDRESSBOOK-X-ASSISTANTSNAME",
    "X-MS-SPOUSE",
    "X-MS-MANAGER",
    "X-MS-ASSISTANT",
    "X-MS-CHILD",
    "X-ANDROID-CUSTOM/relation",
];
const CUSTOM: &[&str] = &[
    "X-BLOKNOTIK-FIELD",
    "X-CUSTOM1",
    "X-CUSTOM2",
    "X-CUSTOM3",
    "X-CUSTOM4",
];

/// The properties of the lists, and whether an edit is about them.
fn lists(edit: &ContactEdit) -> [(bool, &'static [&'static str]); 8] {
    [
        (!edit.phones.is_keep(), &["TEL"]),
        (!edit.emails.is_keep(), &["EMAIL"]),
        (!edit.addresses.is_keep(), &["ADR"]),
        (!edit.urls.is_keep(), &["URL"]),
        (!edit.ims.is_keep(), IMS),
        (!edit.dates.is_keep(), DATES),
        (!edit.relations.is_keep(), RELATIONS),
        (!edit.custom.is_keep(), CUSTOM),
    ]
}

/// The properties of the other fields, and whether an edit is about them.
fn fields(edit: &ContactEdit) -> [(bool, &'static [&'static str]); 8] {
    [
        (
            !edit.kind.is_keep(),
            &["KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABShowAs"],
        ),
        (!edit.name.is_keep(), &["N", "FN"]),
        (!edit.name.is_keep(), PHONETIC),
        (
            !edit.nickname.is_keep(),
            &["NICKNAME", "X-ANDROID-CUSTOM/nickname"],
        ),
        (
            !edit.org.is_keep(),
            &["ORG", "TITLE", "ROLE", "X-PHONETIC-ORG"],
        ),
        (!edit.birthday.is_keep(), &["BDAY"]),
        (!edit.note.is_keep(), &["NOTE"]),
        (!edit.labels.is_keep(), &["CATEGORIES"]),
    ]
}

/// The properties that an edit may touch.
pub fn properties_of(edit: &ContactEdit) -> Vec<&'static str> {
    let of = |fields: [(bool, &'static [&'static str]); 8]| {
        let touched = fields.into_iter().filter(|(is_touched, _)| *is_touched);
        touched.flat_map(|(_, names)| names).copied()
    };
    let mut touched: Vec<&str> = of(lists(edit)).collect();
    if !touched.is_empty() {
        touched.extend(["X-ABLabel", "X-ABADR"]);
    }
    touched.extend(of(fields(edit)));
    touched
}

/// Whether a line has one of these names; behind a slash stands what the value of Android's must be about.
pub fn is_one_of(property: &Property, names: &[&str]) -> bool {
    names.iter().any(|name| match name.split_once('/') {
        None => property.is(name),
        Some((name, sort)) => {
            let value = property.raw_value().to_lowercase();
            property.is(name) && value.starts_with(&format!("vnd.android.cursor.item/{sort};"))
        }
    })
}

fn group_of(property: &Property) -> Option<String> {
    property.group().map(str::to_ascii_lowercase)
}

fn is_companion(property: &Property) -> bool {
    property.is("X-ABLabel") || property.is("X-ABADR")
}

fn members<'a>(card: &'a Card, property: &Property) -> Vec<&'a Property> {
    let Some(group) = group_of(property) else {
        return Vec::new();
    };
    card.properties()
        .filter(|other| group_of(other).as_ref() == Some(&group))
        .collect()
}

/// Whether a line alone is an entry of one of the lists.
fn is_entry(property: &Property) -> bool {
    let line = property.as_written();
    let text = format!("BEGIN:VCARD\r\nVERSION:3.0\r\n{line}END:VCARD\r\n");
    let fields = card::read(&Card::parse(text.as_bytes()).unwrap());
    !(fields.ims.is_empty()
        && fields.dates.is_empty()
        && fields.relations.is_empty()
        && fields.custom.is_empty())
}

/// The lines, with their labels, of entries that are asked for exactly as they were, once each.
pub fn lines_of_kept_entries(
    card: &Card,
    before: &ContactFields,
    edit: &ContactEdit,
) -> Vec<String> {
    let mut kept = Vec::new();
    // Of those that are asked for with the same handle the first is meant.
    let mut edit = edit.clone();
    let mut said = HashSet::new();
    if let Change::Set(ims) = &mut edit.ims {
        ims.retain(|im| {
            let im = im.clone().canonical();
            said.insert((im.value, im.service))
        });
    }
    macro_rules! keep {
        ($list:ident, $names:expr, $is_line:expr) => {
            if let Some(asked) = edit.$list.value() {
                let is_line: fn(&Property) -> bool = $is_line;
                let names: &[&str] = $names;
                let lines: Vec<&Property> = card
                    .properties()
                    .filter(|p| is_one_of(p, names) && is_line(p))
                    .collect();
                if lines.len() == before.$list.len() {
                    for (property, entry) in lines.iter().zip(&before.$list) {
                        let is_single = before.$list.iter().filter(|e| *e == entry).count() == 1;
                        // Of those that are asked for with the same words the first is meant, here and above.
                        let first = asked.iter().find(|one| *one == entry);
                        let is_meant = first.is_some_and(|one| one.key.names(&entry.key));
                        if is_single && is_meant {
                            kept.push(property.as_written().to_owned());
                            let labels = members(card, property)
                                .into_iter()
                                .filter(|other| is_companion(other));
                            kept.extend(labels.map(|label| label.as_written().to_owned()));
                        }
                    }
                }
            }
        };
    }
    let has_text: fn(&Property) -> bool = |p| !line(&p.text()).is_empty();
    let has_parts: fn(&Property) -> bool = |p| {
        p.components_flat()
            .iter()
            .take(7)
            .any(|part| !block(part).trim().is_empty())
    };
    keep!(phones, &["TEL"], has_text);
    keep!(emails, &["EMAIL"], has_text);
    keep!(urls, &["URL"], has_text);
    keep!(addresses, &["ADR"], has_parts);
    keep!(ims, IMS, is_entry);
    keep!(dates, DATES, is_entry);
    keep!(relations, RELATIONS, is_entry);
    keep!(custom, CUSTOM, is_entry);
    kept
}

/// Lines that no edit may take: what has no field here, and labels in groups of such lines.
pub fn lines_of_strangers(card: &Card) -> Vec<String> {
    let everything = saving(&ContactFields::default());
    let names = |(_, names): &(bool, &'static [&'static str])| *names;
    let lists = lists(&everything);
    let fields = fields(&everything);
    let is_entry = |property: &Property| lists.iter().any(|list| is_one_of(property, names(list)));
    let is_field =
        |property: &Property| fields.iter().any(|field| is_one_of(property, names(field)));
    let is_stranger =
        |property: &Property| !is_companion(property) && !is_entry(property) && !is_field(property);
    // A profile without a value may have a user all the same.
    let is_empty_entry = |property: &Property| {
        is_entry(property)
            && property.raw_value().is_empty()
            && property
                .params()
                .all(|param| !param.is("X-USER") && !param.is("USERNAME") && !param.is("X-UID"))
    };
    card.properties()
        .filter(|property| {
            is_stranger(property)
                || is_empty_entry(property)
                || (is_companion(property)
                    && (property.group().is_none()
                        || members(card, property)
                            .iter()
                            .any(|other| is_stranger(other) || is_empty_entry(other))))
        })
        .map(|property| property.as_written().to_owned())
        .collect()
}
