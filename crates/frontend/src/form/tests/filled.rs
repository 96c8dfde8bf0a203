//! A form as somebody has filled it, and what is read from it.

use std::collections::HashMap;

use domain::{
    Address, ContactDate, ContactEdit, ContactFields, CustomField, DateType, Email, EmailType, Im,
    Name, PartialDate, Phone, PhoneType, Relation, RelationType,
};

use super::super::diff::edit;
use super::super::draft::{self, Draft, baseline};
use super::super::slots::Slots;
use crate::person::service_title;

/// The inputs of a form filled with these fields, as a browser gives them back.
pub fn inputs(fields: &ContactFields) -> HashMap<String, String> {
    let line = |text: &str| text.replace(['\r', '\n'], "");
    let mut inputs = HashMap::new();
    let mut put = |name: &str, value: String| inputs.insert(name.to_owned(), value);
    put("kind", draft::kind_name(fields.kind));
    put("name.full", line(&fields.name.full));
    put("name.prefix", line(&fields.name.prefix));
    put("name.given", line(&fields.name.given));
    put("name.additional", line(&fields.name.additional));
    put("name.family", line(&fields.name.family));
    put("name.suffix", line(&fields.name.suffix));
    put("org.name", line(&fields.org.name));
    put("org.title", line(&fields.org.title));
    put("org.role", line(&fields.org.role));
    put("org.units", line(&draft::joined(&fields.org.units)));
    put(
        "nickname",
        line(fields.nickname.as_deref().unwrap_or_default()),
    );
    put(
        "note",
        fields
            .note
            .as_deref()
            .unwrap_or_default()
            .replace("\r\n", "\n"),
    );
    let prefs: [(&str, Vec<bool>); 5] = [
        ("phones", fields.phones.iter().map(|one| one.pref).collect()),
        ("emails", fields.emails.iter().map(|one| one.pref).collect()),
        ("urls", fields.urls.iter().map(|one| one.pref).collect()),
        ("ims", fields.ims.iter().map(|one| one.pref).collect()),
        (
            "addresses",
            fields.addresses.iter().map(|one| one.pref).collect(),
        ),
    ];
    for (list, prefs) in prefs {
        for (index, pref) in prefs.into_iter().enumerate() {
            let sent = if pref { "1" } else { "0" };
            put(&format!("{list}.{index}.pref"), sent.to_owned());
        }
    }
    for (index, phone) in fields.phones.iter().enumerate() {
        let kind = phone
            .r#type
            .and_then(|kind| PhoneType::ALL.iter().position(|one| *one == kind));
        let kind = kind.map(|kind| kind.to_string()).unwrap_or_default();
        put(&format!("phones.{index}.value"), line(&phone.value));
        put(
            &format!("phones.{index}.type"),
            if phone.label.is_some() {
                "own".into()
            } else {
                kind
            },
        );
        put(
            &format!("phones.{index}.label"),
            line(phone.label.as_deref().unwrap_or_default()),
        );
    }
    for (index, email) in fields.emails.iter().enumerate() {
        put(&format!("emails.{index}.value"), line(&email.value));
        let kind = email
            .r#type
            .and_then(|kind| EmailType::ALL.iter().position(|one| *one == kind));
        put(
            &format!("emails.{index}.type"),
            kind.map(|kind| kind.to_string()).unwrap_or_default(),
        );
    }
    for (index, address) in fields.addresses.iter().enumerate() {
        put(
            &format!("addresses.{index}.street"),
            address.street.replace("\r\n", "\n"),
        );
        put(
            &format!("addresses.{index}.locality"),
            line(&address.locality),
        );
    }
    for (index, im) in fields.ims.iter().enumerate() {
        let service = im.service.as_deref().unwrap_or_default();
        put(&format!("ims.{index}.value"), line(&im.value));
        put(
            &format!("ims.{index}.service"),
            line(service_title(service)),
        );
        put(&format!("ims.{index}.type"), String::new());
    }
    for (index, relation) in fields.relations.iter().enumerate() {
        let kind = relation
            .r#type
            .and_then(|kind| RelationType::ALL.iter().position(|one| *one == kind));
        put(&format!("relations.{index}.value"), line(&relation.value));
        put(
            &format!("relations.{index}.type"),
            kind.map(|kind| kind.to_string()).unwrap_or_default(),
        );
    }
    for (index, label) in fields.labels.iter().enumerate() {
        put(&format!("labels.{index}.value"), line(label));
    }
    for (index, field) in fields.custom.iter().enumerate() {
        put(&format!("custom.{index}.label"), line(&field.label));
        put(&format!("custom.{index}.value"), line(&field.value));
    }
    let text = |part: Option<u16>| part.map(|part| part.to_string()).unwrap_or_default();
    let mut put_date = |name: &str, date: &PartialDate| {
        put(&format!("{name}.day"), text(date.day().map(u16::from)));
        put(&format!("{name}.month"), text(date.month().map(u16::from)));
        put(&format!("{name}.year"), text(date.year()));
    };
    for (index, date) in fields.dates.iter().enumerate() {
        put_date(&format!("dates.{index}"), &date.value);
    }
    if let Some(date) = fields.birthday {
        put_date("birthday", &date);
    }
    for (index, date) in fields.dates.iter().enumerate() {
        let label = date.label.clone().unwrap_or_default();
        let kind = if label.is_empty() { "0" } else { "own" };
        inputs.insert(format!("dates.{index}.type"), kind.to_owned());
        inputs.insert(format!("dates.{index}.label"), label);
    }
    for (name, text) in [
        ("name.phonetic_given", &fields.name.phonetic_given),
        ("org.phonetic_name", &fields.org.phonetic_name),
    ] {
        inputs.insert(name.to_owned(), line(text));
    }
    inputs
}

pub fn sample() -> ContactFields {
    ContactFields {
        name: Name {
            full: "Ann Lee".into(),
            given: "Ann".into(),
            family: " Lee".into(),
            phonetic_given: "ann ".into(),
            ..Name::default()
        },
        nickname: Some("two\nlines".into()),
        org: domain::Org {
            name: "Acme".into(),
            units: vec!["A; B".into(), "C".into()],
            ..domain::Org::default()
        },
        phones: vec![
            Phone {
                key: Default::default(),
                value: " 1\r\n2 ".into(),
                r#type: Some(PhoneType::Mobile),
                label: None,
                pref: true,
            },
            Phone {
                key: Default::default(),
                value: "3".into(),
                r#type: Some(PhoneType::Work),
                label: Some("Boat".into()),
                pref: false,
            },
        ],
        emails: vec![Email {
            value: "a@b".into(),
            r#type: Some(EmailType::Other),
            ..Email::default()
        }],
        addresses: vec![Address {
            street: "1 St\r\nBack door".into(),
            po_box: String::new(),
            pref: true,
            ..Address::default()
        }],
        birthday: "--02-29".parse().ok(),
        note: Some("a\r\nb  \n".into()),
        ims: vec![
            Im {
                value: " @ann ".into(),
                service: Some("telegram".into()),
                pref: true,
                ..Im::default()
            },
            Im {
                value: "ann".into(),
                service: Some("Our\nown".into()),
                ..Im::default()
            },
        ],
        dates: vec![
            ContactDate {
                key: Default::default(),
                value: "0011-06".parse().unwrap(),
                r#type: Some(DateType::Anniversary),
                label: None,
            },
            ContactDate {
                key: Default::default(),
                value: "--06-18".parse().unwrap(),
                r#type: Some(DateType::Other),
                label: Some("Name day".into()),
            },
        ],
        relations: vec![
            Relation {
                key: Default::default(),
                value: "Bea".into(),
                uid: Some("b".into()),
                r#type: Some(RelationType::Sister),
                label: None,
            },
            Relation {
                uid: Some("c".into()),
                ..Relation::default()
            },
        ],
        labels: vec!["Friends".into(), "a\nb".into()],
        custom: vec![CustomField {
            key: Default::default(),
            label: "Hat".into(),
            value: "5\n8 ".into(),
        }],
        ..ContactFields::default()
    }
}

/// Fills a form, changes some inputs, reads it.
pub fn changed(fields: &ContactFields, changes: &[(&str, &str)]) -> (Draft, ContactEdit) {
    let initial = baseline(fields);
    let mut inputs = inputs(&initial);
    for (name, value) in changes {
        inputs.insert((*name).to_owned(), (*value).to_owned());
    }
    let read = |name: &str| inputs.get(name).cloned().unwrap_or_default();
    let draft = draft::read(&read, &initial, &Slots::of(fields));
    let edit = edit(&initial, &draft.fields);
    (draft, edit)
}
