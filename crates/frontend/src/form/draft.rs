//! From what stands in the inputs to the fields of a contact.

use domain::{ContactFields, FieldRule, Kind};

use super::drafted::Lists;
use super::shown::{made_name, same_block, same_line, unix};
use super::slots::{List, Slots};

/// Reads one input by name; empty when there is none.
pub type Read<'a> = &'a dyn Fn(&str) -> String;

/// What the form says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// As the fields of a contact. What nobody touched is exactly as it was; a name that is made from its
    /// parts is empty.
    pub fields: ContactFields,
    /// For every entry of a list that is kept, the slot it came from.
    pub kept: Slots,
    /// Inputs that make no sense, by name.
    pub wrong: Vec<(String, FieldRule)>,
}

/// The fields as a form shows them: a name made from its parts is not shown as one written by hand. The photo is saved
/// by itself.
pub fn baseline(fields: &ContactFields) -> ContactFields {
    let mut fields = fields.clone();
    if fields.name.full.trim() == made_name(&fields) {
        fields.name.full.clear();
    }
    fields.photo = None;
    fields
}

/// Reads the form. `initial` is the [`baseline`] it was filled from.
pub fn read(read: Read<'_>, initial: &ContactFields, slots: &Slots) -> Draft {
    let line = |name: &str, was: &str| kept_or(was, &read(name), same_line, str::trim);
    let optional = |name: &str, was: &Option<String>| {
        let text = line(name, was.as_deref().unwrap_or_default());
        (!text.is_empty()).then_some(text)
    };
    let mut fields = initial.clone();
    for (part, name) in [
        (&mut fields.name.full, "name.full"),
        (&mut fields.name.prefix, "name.prefix"),
        (&mut fields.name.given, "name.given"),
        (&mut fields.name.additional, "name.additional"),
        (&mut fields.name.family, "name.family"),
        (&mut fields.name.suffix, "name.suffix"),
        (&mut fields.name.phonetic_given, "name.phonetic_given"),
        (
            &mut fields.name.phonetic_additional,
            "name.phonetic_additional",
        ),
        (&mut fields.name.phonetic_family, "name.phonetic_family"),
        (&mut fields.org.name, "org.name"),
        (&mut fields.org.title, "org.title"),
        (&mut fields.org.role, "org.role"),
        (&mut fields.org.phonetic_name, "org.phonetic_name"),
    ] {
        *part = line(name, part);
    }
    let kind = read("kind");
    if let Some(kind) = Kind::ALL.into_iter().find(|one| kind_name(*one) == kind) {
        fields.kind = kind;
    }
    fields.nickname = optional("nickname", &initial.nickname);
    fields.org.units = units(&read("org.units"), &initial.org.units);
    let note = initial.note.as_deref().unwrap_or_default();
    let note = kept_or(note, &unix(&read("note")), same_block, str::trim_end);
    fields.note = (!note.trim().is_empty()).then_some(note);

    let mut lists = Lists {
        read,
        slots,
        kept: Slots::default(),
        wrong: Vec::new(),
    };
    fields.phones = lists.entries(List::Phones, &initial.phones);
    fields.emails = lists.entries(List::Emails, &initial.emails);
    fields.urls = lists.entries(List::Urls, &initial.urls);
    fields.addresses = lists.addresses(&initial.addresses);
    fields.ims = lists.ims(&initial.ims);
    fields.dates = lists.dates(&initial.dates);
    fields.relations = lists.relations(&initial.relations);
    fields.custom = lists.custom(&initial.custom);
    fields.labels = lists.labels(&initial.labels);
    match lists.date("birthday") {
        Ok(birthday) => fields.birthday = birthday,
        Err(()) => lists
            .wrong
            .push(("birthday".to_owned(), FieldRule::BadValue)),
    }
    let Lists { kept, wrong, .. } = lists;
    Draft {
        fields,
        kept,
        wrong,
    }
}

/// What was there, if the input still shows it; else what was typed.
pub fn kept_or(
    was: &str,
    typed: &str,
    same: fn(&str, &str) -> bool,
    trim: fn(&str) -> &str,
) -> String {
    if same(was, typed) {
        was.to_owned()
    } else {
        trim(typed).to_owned()
    }
}

/// A kind of contact as the form names it.
pub fn kind_name(kind: Kind) -> String {
    Kind::ALL
        .iter()
        .position(|one| *one == kind)
        .unwrap_or_default()
        .to_string()
}

/// How departments are shown in one line.
pub fn joined(units: &[String]) -> String {
    units.join("; ")
}

fn units(typed: &str, was: &[String]) -> Vec<String> {
    if same_line(&joined(was), typed) {
        return was.to_vec();
    }
    typed
        .split(';')
        .map(str::trim)
        .filter(|unit| !unit.is_empty())
        .map(str::to_owned)
        .collect()
}
