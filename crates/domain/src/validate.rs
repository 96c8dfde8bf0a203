//! The rules for what comes from outside, answered field by field.
//!
//! Odd telephone numbers and addresses are the owner's business and are kept as written; only what could harm
//! (control characters, endless text) or means nothing (an empty contact) is refused.

use crate::card::{self, Entry};
use crate::{
    Address, Change, ContactEdit, ContactFields, FieldError, FieldErrors, FieldRule, ProfilePatch,
    Register,
};

/// The longest single-line text.
pub const MAX_TEXT: usize = 1_000;
/// The longest name of a book or a label.
pub const MAX_NAME: usize = 100;
/// The longest note.
pub const MAX_NOTE: usize = 100_000;
/// The most entries of one kind on one contact.
pub const MAX_ENTRIES: usize = 1_000;
/// The shortest password.
pub const MIN_PASSWORD: usize = 8;
/// The longest life of an access token that ends: ten years.
pub const MAX_TOKEN_DAYS: u16 = 3650;
/// The longest password: beyond it hashing only burns time.
pub const MAX_PASSWORD: usize = 1_000;
/// The longest username.
pub const MAX_USERNAME: usize = 64;

/// Collects what is wrong, so that one answer names everything.
#[derive(Default)]
struct Report(FieldErrors);

impl Report {
    fn add(&mut self, path: &str, rule: FieldRule) {
        self.0
            .entry(path.to_owned())
            .or_default()
            .push(FieldError::from(rule));
    }

    fn line(&mut self, path: &str, text: &str) {
        self.text(path, text, MAX_TEXT, |c| c.is_control());
    }

    fn required(&mut self, path: &str, text: &str) {
        if text.trim().is_empty() {
            self.add(path, FieldRule::Required);
        }
        self.line(path, text);
    }

    fn block(&mut self, path: &str, text: &str, max: usize) {
        self.text(path, text, max, |c| {
            c.is_control() && !matches!(c, '\n' | '\r' | '\t')
        });
    }

    fn text(&mut self, path: &str, text: &str, max: usize, forbidden: impl Fn(char) -> bool) {
        if text.chars().count() > max {
            self.add(path, FieldRule::TooLong { max });
        }
        if text.chars().any(forbidden) {
            self.add(path, FieldRule::ControlCharacter);
        }
    }

    fn optional(&mut self, path: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.line(path, text);
        }
    }

    /// A text that is asked for. What is there already is not asked for.
    fn change(&mut self, path: &str, change: &Change<String>, was: &str) {
        match change {
            Change::Set(text) if text != was => self.line(path, text),
            _ => {}
        }
    }

    /// A list of entries that each must say something. `texts` has their texts by name.
    fn entries<E: Entry + PartialEq, const N: usize>(
        &mut self,
        list: &str,
        change: &Change<Vec<E>>,
        was: &[E],
        texts: impl for<'a> Fn(&'a E) -> [(&'static str, &'a str); N],
    ) {
        self.each(list, change, was, |report, path, entry| {
            if card::is_blank(entry) {
                report.add(&format!("{path}.value"), FieldRule::Required);
            }
            for (name, text) in texts(entry) {
                report.line(&format!("{path}.{name}"), text);
            }
        });
    }

    /// Looks at each entry of a list that is asked for. One that is there already is kept as it is, whatever it is.
    fn each<T: PartialEq>(
        &mut self,
        list: &str,
        change: &Change<Vec<T>>,
        was: &[T],
        look: impl Fn(&mut Report, &str, &T),
    ) {
        let Change::Set(entries) = change else { return };
        if entries.len() > was.len().max(MAX_ENTRIES) {
            self.add(list, FieldRule::TooMany { max: MAX_ENTRIES });
            return;
        }
        for (index, entry) in entries.iter().enumerate() {
            let mut found = Report::default();
            look(&mut found, &format!("{list}[{index}]"), entry);
            if !found.0.is_empty() && !was.contains(entry) {
                self.0.extend(found.0);
            }
        }
    }

    fn address(&mut self, path: &str, address: &Address) {
        let path = |field: &str| format!("{path}.{field}");
        let parts = [
            ("po_box", &address.po_box),
            ("extended", &address.extended),
            ("street", &address.street),
            ("locality", &address.locality),
            ("region", &address.region),
            ("postal_code", &address.postal_code),
            ("country", &address.country),
        ];
        if parts.iter().all(|(_, text)| text.trim().is_empty()) {
            self.add(&path("street"), FieldRule::Required);
        }
        for (field, text) in parts {
            self.block(&path(field), text, MAX_TEXT);
        }
        self.optional(&path("label"), address.label.as_deref());
    }

    /// What something is called: short, and not empty.
    fn name(&mut self, path: &str, name: Option<&str>, is_new: bool) {
        let Some(name) = name else {
            if is_new {
                self.add(path, FieldRule::Required);
            }
            return;
        };
        if name.trim().is_empty() {
            self.add(path, FieldRule::Required);
        }
        self.text(path, name, MAX_NAME, |c| c.is_control());
    }

    fn done(self) -> Result<(), FieldErrors> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(self.0)
        }
    }
}

/// Whether a book may be called so; a new one needs a name.
pub fn book(edit: &crate::BookEdit, is_new: bool) -> Result<(), FieldErrors> {
    let mut report = Report::default();
    report.name("name", edit.name.as_deref(), is_new);
    report.done()
}

/// Whether a label may be called so; a new one needs a name.
pub fn label(edit: &crate::LabelEdit, is_new: bool) -> Result<(), FieldErrors> {
    let mut report = Report::default();
    report.name("name", edit.name.as_deref(), is_new);
    report.done()
}

/// Whether a note may be written so, apart from being empty.
pub fn note(edit: &crate::NoteEdit) -> Result<(), FieldErrors> {
    let mut report = Report::default();
    report.optional("title", edit.title.as_deref());
    report.block("body", edit.body.as_deref().unwrap_or_default(), MAX_NOTE);
    report.done()
}

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
    let empty = texts.iter().all(|text| text.trim().is_empty())
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

/// Whether an account may be made of this.
pub fn register(register: &Register) -> Result<(), FieldErrors> {
    let mut report = Report::default();
    let name = register.username.as_str();
    if name.is_empty() {
        report.add("username", FieldRule::Required);
    } else if !name
        .chars()
        .all(|c| c.is_alphanumeric() || "._-@".contains(c))
    {
        report.add("username", FieldRule::BadUsername);
    } else if name.chars().count() > MAX_USERNAME {
        report.add("username", FieldRule::TooLong { max: MAX_USERNAME });
    }
    password(&mut report, &register.password);
    report.optional("display_name", register.display_name.as_deref());
    email(&mut report, register.email.as_deref());
    report.done()
}

/// Whether this may be the new password of an account.
pub fn new_password(new: &str) -> Result<(), FieldErrors> {
    let mut report = Report::default();
    password(&mut report, new);
    report.done()
}

/// Whether a key for a program may be made so.
pub fn access_token(wanted: &crate::NewAccessToken) -> Result<(), FieldErrors> {
    let mut report = Report::default();
    report.name("name", Some(&wanted.name), true);
    if wanted
        .expires_in_days
        .is_some_and(|days| days == 0 || days > MAX_TOKEN_DAYS)
    {
        report.add("expires_in_days", FieldRule::BadValue);
    }
    report.done()
}

/// Whether one's own account may be changed like this.
pub fn profile(patch: &ProfilePatch) -> Result<(), FieldErrors> {
    let mut report = Report::default();
    report.optional("display_name", patch.display_name.as_deref());
    if let Change::Set(address) = &patch.email {
        email(&mut report, Some(address));
    }
    report.done()
}

fn password(report: &mut Report, password: &str) {
    let length = password.chars().count();
    if length < MIN_PASSWORD {
        report.add("password", FieldRule::TooShort { min: MIN_PASSWORD });
    } else if length > MAX_PASSWORD {
        report.add("password", FieldRule::TooLong { max: MAX_PASSWORD });
    }
}

/// The address of an account is written to by machines, so here it must have the form of one.
fn email(report: &mut Report, address: Option<&str>) {
    let Some(address) = address.map(str::trim).filter(|address| !address.is_empty()) else {
        return;
    };
    report.line("email", address);
    let well_formed = address
        .split_once('@')
        .is_some_and(|(local, host)| !local.is_empty() && !host.is_empty() && !host.contains('@'));
    if !well_formed || address.chars().any(char::is_whitespace) {
        report.add("email", FieldRule::BadEmail);
    }
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn usernames_and_passwords() {
        let account = |username: &str, password: &str| Register {
            username: username.into(),
            password: password.into(),
            ..Register::default()
        };
        assert!(register(&account("ann", "12345678")).is_ok());
        assert!(register(&account("Жанна", "пароль-пароль")).is_ok());
        for (username, password) in [
            ("", "12345678"),
            ("a b", "12345678"),
            ("ann", "1234567"),
            ("<b>", "12345678"),
        ] {
            assert!(
                register(&account(username, password)).is_err(),
                "{username} {password}"
            );
        }
    }
}
