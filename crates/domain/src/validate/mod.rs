//! The rules for what comes from outside, answered field by field.
//!
//! Odd telephone numbers and addresses are the owner's business and are kept as written; only what could harm
//! (control characters, endless text) or means nothing (an empty contact) is refused.

mod account;
mod contact;

use crate::card::{self, Entry};
use crate::search::is_blank;
use crate::{Address, Change, FieldError, FieldErrors, FieldRule};

pub use account::{access_token, new_password, profile, register};
pub use contact::{contact, edit};

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
        if is_blank(text) {
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
        if is_blank(name) {
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
