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

    fn change(&mut self, path: &str, change: &Change<String>) {
        if let Change::Set(text) = change {
            self.line(path, text);
        }
    }

    /// A list of entries that each must say something. `texts` has their texts by name.
    fn entries<'a, E: Entry + 'a, const N: usize>(
        &mut self,
        list: &str,
        change: &'a Change<Vec<E>>,
        texts: impl Fn(&'a E) -> [(&'static str, &'a str); N],
    ) {
        for (index, entry) in self.limited(list, change).iter().enumerate() {
            if card::is_blank(entry) {
                self.add(&format!("{list}[{index}].value"), FieldRule::Required);
            }
            for (name, text) in texts(entry) {
                self.line(&format!("{list}[{index}].{name}"), text);
            }
        }
    }

    /// What a list is to become; nothing to look at where it is left out or too long.
    fn limited<'a, T>(&mut self, list: &str, change: &'a Change<Vec<T>>) -> &'a [T] {
        match change {
            Change::Set(entries) if entries.len() <= MAX_ENTRIES => entries,
            Change::Set(_) => {
                self.add(list, FieldRule::TooMany { max: MAX_ENTRIES });
                &[]
            }
            Change::Keep | Change::Clear => &[],
        }
    }

    fn address(&mut self, index: usize, address: &Address) {
        let path = |field: &str| format!("addresses[{index}].{field}");
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

/// Whether an edit may be applied. Emptiness of the result is checked by [`contact`] afterwards.
pub fn edit(edit: &ContactEdit) -> Result<(), FieldErrors> {
    let mut report = Report::default();
    if let Change::Set(name) = &edit.name {
        for (path, change) in [
            ("name.full", &name.full),
            ("name.prefix", &name.prefix),
            ("name.given", &name.given),
            ("name.additional", &name.additional),
            ("name.family", &name.family),
            ("name.suffix", &name.suffix),
            ("name.phonetic_given", &name.phonetic_given),
            ("name.phonetic_additional", &name.phonetic_additional),
            ("name.phonetic_family", &name.phonetic_family),
        ] {
            report.change(path, change);
        }
    }
    report.change("nickname", &edit.nickname);
    if let Change::Set(org) = &edit.org {
        report.change("org.name", &org.name);
        report.change("org.title", &org.title);
        report.change("org.role", &org.role);
        report.change("org.phonetic_name", &org.phonetic_name);
        for (index, unit) in report.limited("org.units", &org.units).iter().enumerate() {
            report.line(&format!("org.units[{index}]"), unit);
        }
    }
    lists(&mut report, edit);
    if let Change::Set(note) = &edit.note {
        report.block("note", note, MAX_NOTE);
    }
    report.done()
}

fn lists(report: &mut Report, edit: &ContactEdit) {
    report.entries("phones", &edit.phones, |entry| {
        [("value", &entry.value), ("label", or_empty(&entry.label))]
    });
    report.entries("emails", &edit.emails, |entry| {
        [("value", &entry.value), ("label", or_empty(&entry.label))]
    });
    report.entries("urls", &edit.urls, |entry| {
        [("value", &entry.value), ("label", or_empty(&entry.label))]
    });
    report.entries("ims", &edit.ims, |entry| {
        [
            ("value", &entry.value),
            ("service", or_empty(&entry.service)),
            ("label", or_empty(&entry.label)),
        ]
    });
    report.entries("dates", &edit.dates, |entry| {
        [("label", or_empty(&entry.label))]
    });
    report.entries("relations", &edit.relations, |entry| {
        [
            ("value", &entry.value),
            ("uid", or_empty(&entry.uid)),
            ("label", or_empty(&entry.label)),
        ]
    });
    report.entries("custom", &edit.custom, |entry| [("value", &entry.value)]);
    if let Change::Set(fields) = &edit.custom {
        let labels = fields.iter().take(MAX_ENTRIES).enumerate();
        labels.for_each(|(index, field)| {
            report.required(&format!("custom[{index}].label"), &field.label);
        });
    }
    for (index, label) in report.limited("labels", &edit.labels).iter().enumerate() {
        report.required(&format!("labels[{index}]"), label);
    }
    let addresses = report.limited("addresses", &edit.addresses);
    for (index, address) in addresses.iter().enumerate() {
        report.address(index, address);
    }
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
        let errors = edit(&bad).unwrap_err();
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
        let errors = edit(&bad).unwrap_err();
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
        assert!(edit(&odd).is_ok());
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
