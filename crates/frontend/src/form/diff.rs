//! The smallest edit that makes one contact say what another says. What did not change is not mentioned, so
//! that nothing which this form cannot show is ever written back.

use domain::{Change, ContactEdit, ContactFields, NameEdit, OrgEdit};

use super::shown::made_name;
use crate::messages::Messages;

/// From `before` to `after`.
pub fn edit(before: &ContactFields, after: &ContactFields) -> ContactEdit {
    ContactEdit {
        name: name(before, after),
        kind: match before.kind == after.kind {
            true => Change::Keep,
            false => Change::Set(after.kind),
        },
        nickname: optional(&before.nickname, &after.nickname),
        org: org(before, after),
        phones: list(&before.phones, &after.phones),
        emails: list(&before.emails, &after.emails),
        addresses: list(&before.addresses, &after.addresses),
        urls: list(&before.urls, &after.urls),
        ims: list(&before.ims, &after.ims),
        birthday: optional(&before.birthday, &after.birthday),
        dates: list(&before.dates, &after.dates),
        relations: list(&before.relations, &after.relations),
        note: optional(&before.note, &after.note),
        labels: list(&before.labels, &after.labels),
        custom: list(&before.custom, &after.custom),
        ..ContactEdit::default()
    }
}

/// The names of the fields that an edit touches.
pub fn touched(edit: &ContactEdit, t: &Messages) -> Vec<&'static str> {
    [
        (!edit.name.is_keep(), t.form.name),
        (!edit.kind.is_keep(), t.form.contact_kind),
        (!edit.nickname.is_keep(), t.form.nickname),
        (!edit.org.is_keep(), t.form.work),
        (!edit.phones.is_keep(), t.contact.phones),
        (!edit.emails.is_keep(), t.contact.emails),
        (!edit.addresses.is_keep(), t.contact.addresses),
        (!edit.urls.is_keep(), t.contact.urls),
        (!edit.ims.is_keep(), t.contact.ims),
        (!edit.birthday.is_keep(), t.contact.birthday),
        (!edit.dates.is_keep(), t.contact.dates),
        (!edit.relations.is_keep(), t.contact.relations),
        (!edit.note.is_keep(), t.contact.note),
        (!edit.labels.is_keep(), t.contact.labels),
        (!edit.custom.is_keep(), t.contact.custom),
    ]
    .into_iter()
    .filter(|(touched, _)| *touched)
    .map(|(_, name)| name)
    .collect()
}

fn text(before: &str, after: &str) -> Change<String> {
    if before == after {
        Change::Keep
    } else if after.is_empty() {
        Change::Clear
    } else {
        Change::Set(after.to_owned())
    }
}

fn optional<T: Clone + PartialEq>(before: &Option<T>, after: &Option<T>) -> Change<T> {
    match after {
        _ if before == after => Change::Keep,
        None => Change::Clear,
        Some(after) => Change::Set(after.clone()),
    }
}

fn list<T: Clone + PartialEq>(before: &[T], after: &[T]) -> Change<Vec<T>> {
    if before == after {
        Change::Keep
    } else if after.is_empty() {
        Change::Clear
    } else {
        Change::Set(after.to_vec())
    }
}

fn name(before: &ContactFields, after: &ContactFields) -> Change<NameEdit> {
    let (was, is) = (made_name(before), made_name(after));
    let is_made = before.name.full.is_empty() && after.name.full.is_empty();
    let full = if is_made && !was.is_empty() && was != is && is != after.name.joined() {
        // It is made of something else than the name, like the organisation, and only a name is followed unasked.
        Change::Clear
    } else {
        text(&before.name.full, &after.name.full)
    };
    let (before, after) = (&before.name, &after.name);
    let edit = NameEdit {
        full,
        prefix: text(&before.prefix, &after.prefix),
        given: text(&before.given, &after.given),
        additional: text(&before.additional, &after.additional),
        family: text(&before.family, &after.family),
        suffix: text(&before.suffix, &after.suffix),
        phonetic_given: text(&before.phonetic_given, &after.phonetic_given),
        phonetic_additional: text(&before.phonetic_additional, &after.phonetic_additional),
        phonetic_family: text(&before.phonetic_family, &after.phonetic_family),
    };
    if edit == NameEdit::default() {
        Change::Keep
    } else {
        Change::Set(edit)
    }
}

fn org(before: &ContactFields, after: &ContactFields) -> Change<OrgEdit> {
    let (before, after) = (&before.org, &after.org);
    let edit = OrgEdit {
        name: text(&before.name, &after.name),
        units: list(&before.units, &after.units),
        title: text(&before.title, &after.title),
        role: text(&before.role, &after.role),
        phonetic_name: text(&before.phonetic_name, &after.phonetic_name),
    };
    if edit == OrgEdit::default() {
        Change::Keep
    } else {
        Change::Set(edit)
    }
}
