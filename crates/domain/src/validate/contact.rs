//! Edits of contacts, and what comes of them.

use super::{MAX_NOTE, Report};
use crate::card;
use crate::search::is_blank;
use crate::{Change, ContactEdit, ContactFields, FieldErrors, FieldRule};

/// Whether an edit of this contact, or of a new one, may be applied: what nobody changes is let through as it is. Emptiness of
/// the result is checked by [`contact`] afterwards.
pub fn edit(edit: &ContactEdit, before: Option<&ContactFields>) -> Result<(), FieldErrors> {
    let mut report = Report::default();
    let nothing = ContactFields::default();
    let was = before.unwrap_or(&nothing);
    if let Change::Set(name) = &edit.name {
        let was = &was.name;
        for (path, change, was) in [
            ("name.full", &name.full, &was.full),
            ("name.prefix", &name.prefix, &was.prefix),
            ("name.given", &name.given, &was.given),
            ("name.additional", &name.additional, &was.additional),
            ("name.family", &name.family, &was.family),
            ("name.suffix", &name.suffix, &was.suffix),
            (
                "name.phonetic_given",
                &name.phonetic_given,
                &was.phonetic_given,
            ),
            (
                "name.phonetic_additional",
                &name.phonetic_additional,
                &was.phonetic_additional,
            ),
            (
                "name.phonetic_family",
                &name.phonetic_family,
                &was.phonetic_family,
            ),
        ] {
            report.change(path, change, was);
        }
    }
    report.change("nickname", &edit.nickname, or_empty(&was.nickname));
    if let Change::Set(org) = &edit.org {
        let was = &was.org;
        report.change("org.name", &org.name, &was.name);
        report.change("org.title", &org.title, &was.title);
        report.change("org.role", &org.role, &was.role);
        report.change("org.phonetic_name", &org.phonetic_name, &was.phonetic_name);
        report.each("org.units", &org.units, &was.units, |report, path, unit| {
            report.line(path, unit);
        });
    }
    lists(&mut report, edit, was);
    if let Change::Set(note) = &edit.note
        && was.note.as_ref() != Some(note)
    {
        report.block("note", note, MAX_NOTE);
    }
    report.done()
}

fn lists(report: &mut Report, edit: &ContactEdit, was: &ContactFields) {
    report.entries("phones", &edit.phones, &was.phones, |entry| {
        [("value", &entry.value), ("label", or_empty(&entry.label))]
    });
    report.entries("emails", &edit.emails, &was.emails, |entry| {
        [("value", &entry.value), ("label", or_empty(&entry.label))]
    });
    report.entries("urls", &edit.urls, &was.urls, |entry| {
        [("value", &entry.value), ("label", or_empty(&entry.label))]
    });
    report.entries("ims", &edit.ims, &was.ims, |entry| {
        [
            ("value", &entry.value),
            ("service", or_empty(&entry.service)),
            ("label", or_empty(&entry.label)),
        ]
    });
    report.entries("dates", &edit.dates, &was.dates, |entry| {
        [("label", or_empty(&entry.label))]
    });
    report.entries("relations", &edit.relations, &was.relations, |entry| {
        [
            ("value", &entry.value),
            ("uid", or_empty(&entry.uid)),
            ("label", or_empty(&entry.label)),
        ]
    });
    report.each(
        "custom",
        &edit.custom,
        &was.custom,
        |report, path, field| {
            if card::is_blank(field) {
                report.add(&format!("{path}.value"), FieldRule::Required);
            }
            report.line(&format!("{path}.value"), &field.value);
            report.required(&format!("{path}.label"), &field.label);
        },
    );
    report.each(
        "labels",
        &edit.labels,
        &was.labels,
        |report, path, label| {
            report.required(path, label);
        },
    );
    report.each(
        "addresses",
        &edit.addresses,
        &was.addresses,
        |report, path, address| {
            report.address(path, address);
        },
    );
}

fn or_empty(text: &Option<String>) -> &str {
    text.as_deref().unwrap_or_default()
}

/// Whether there is anything in a contact to recognise it by.
pub fn contact(fields: &ContactFields) -> Result<(), FieldErrors> {
    let mut report = Report::default();
    let name = &fields.name;
    let texts = [
        &name.full,
        &name.prefix,
        &name.given,
        &name.additional,
        &name.family,
        &name.suffix,
        &name.phonetic_given,
        &name.phonetic_additional,
        &name.phonetic_family,
        &fields.org.name,
        &fields.org.phonetic_name,
    ];
    let empty = texts.iter().all(|text| is_blank(text))
        && fields.nickname.is_none()
        && fields.phones.is_empty()
        && fields.emails.is_empty()
        && fields.addresses.is_empty()
        && fields.urls.is_empty()
        && fields.ims.is_empty()
        && fields.custom.is_empty()
        && fields.note.is_none();
    if empty {
        report.add("name", FieldRule::EmptyContact);
    }
    report.done()
}

#[cfg(test)]
mod tests {
    use super::super::MAX_TEXT;
    use super::*;
    use crate::{CustomField, Im, NameEdit, Phone, Relation};

    #[test]
    fn everything_wrong_is_named_at_once() {
        let bad = ContactEdit {
            name: Change::Set(NameEdit {
                family: Change::Set("x".repeat(1_001)),
                ..NameEdit::default()
            }),
            phones: Change::Set(vec![
                Phone::default(),
                Phone {
                    value: "1\u{0}".into(),
                    ..Phone::default()
                },
            ]),
            note: Change::Set("fine\nnote".into()),
            ..ContactEdit::default()
        };
        let errors = edit(&bad, None).unwrap_err();
        let paths: Vec<_> = errors.keys().map(String::as_str).collect();
        assert_eq!(paths, ["name.family", "phones[0].value", "phones[1].value"]);
    }

    #[test]
    fn an_entry_that_would_say_nothing_is_refused() {
        let bad = ContactEdit {
            ims: Change::Set(vec![Im {
                value: "xmpp:".into(),
                service: Some("a\u{0}".into()),
                ..Im::default()
            }]),
            relations: Change::Set(vec![
                Relation::default(),
                Relation {
                    uid: Some("abc".into()),
                    ..Relation::default()
                },
            ]),
            labels: Change::Set(vec!["a".into(), " ".into()]),
            custom: Change::Set(vec![CustomField {
                key: Default::default(),
                label: " ".into(),
                value: "x".repeat(1_001),
            }]),
            ..ContactEdit::default()
        };
        let errors = edit(&bad, None).unwrap_err();
        let found: Vec<_> = errors
            .iter()
            .map(|(path, errors)| (path.as_str(), &errors[0].rule))
            .collect();
        assert_eq!(
            found,
            [
                ("custom[0].label", &FieldRule::Required),
                ("custom[0].value", &FieldRule::TooLong { max: MAX_TEXT }),
                ("ims[0].service", &FieldRule::ControlCharacter),
                ("ims[0].value", &FieldRule::Required),
                ("labels[1]", &FieldRule::Required),
                ("relations[0].value", &FieldRule::Required),
            ]
        );
    }

    #[test]
    fn odd_phones_and_addresses_are_kept() {
        let odd = ContactEdit {
            phones: Change::Set(vec![Phone {
                value: "ask Ann, ext. *9#".into(),
                ..Phone::default()
            }]),
            ..ContactEdit::default()
        };
        assert!(edit(&odd, None).is_ok());
    }

    #[test]
    fn an_empty_contact_is_refused() {
        assert!(contact(&ContactFields::default()).is_err());
        let noted = ContactFields {
            note: Some("the plumber".into()),
            ..ContactFields::default()
        };
        assert!(contact(&noted).is_ok());
    }
}
