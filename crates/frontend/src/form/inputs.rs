//! All inputs of the form, in the order of a card.

use domain::{ContactFields, Kind};
use leptos::prelude::*;

use super::birthday::birthday;
use super::draft::{joined, kind_name};
use super::entries::{entry_list, services};
use super::fields::{Line, block, line};
use super::labels::labels;
use super::more::more_fields;
use super::slots::List;
use super::state::{FormState, is_typed, typed};
use crate::messages::texts;
use crate::widgets::{Erase, Icon, icon};

/// The inputs, filled with the fields that the form began with.
pub fn inputs() -> AnyView {
    let t = texts();
    let fields = FormState::get().initial.get_value();
    let text = |name: &str, value: &str, label: &'static str| {
        line(
            name,
            value,
            Line {
                label,
                ..Line::default()
            },
        )
    };
    let hinted = |name: &str, value: &str, label: &'static str, hint: &'static str| {
        line(
            name,
            value,
            Line {
                label,
                hint: Some(hint),
                ..Line::default()
            },
        )
    };
    let org = &fields.org;
    view! {
        <fieldset class="form-section">
            <legend class="section-title">{icon(Icon::Person)}<span>{t.form.name}</span></legend>
            <div class="grid">
                {text("name.given", &fields.name.given, t.form.given)}
                {text("name.family", &fields.name.family, t.form.family)}
            </div>
            {more_names(&fields)}
            <div class="grid">{text("nickname", fields.nickname.as_deref().unwrap_or_default(), t.form.nickname)}</div>
        </fieldset>
        {entry_list(List::Phones)}
        {entry_list(List::Emails)}
        <fieldset class="form-section">
            <legend class="section-title">{icon(Icon::Card)}<span>{t.form.work}</span></legend>
            <div class="grid">
                {text("org.name", &org.name, t.form.organisation)}
                {text("org.title", &org.title, t.form.title)}
                {hinted("org.units", &joined(&org.units), t.form.units, t.form.units_hint)}
                {text("org.role", &org.role, t.form.role)}
            </div>
            <details class="more-names" open=!org.phonetic_name.is_empty() || is_typed(&["org.phonetic_name"])>
                <summary>{t.form.more_work}</summary>
                <div class="grid">
                    {hinted("org.phonetic_name", &org.phonetic_name, t.form.phonetic_org, t.form.phonetic_hint)}
                </div>
            </details>
        </fieldset>
        {entry_list(List::Addresses)}
        {entry_list(List::Urls)}
        {birthday(fields.birthday)}
        {services()}
        {List::RARE.map(entry_list).into_iter().collect::<Vec<_>>()}
        {more_fields()}
        {labels()}
        <fieldset class="form-section">
            <legend class="section-title">{icon(Icon::Note)}<span>{t.contact.note}</span></legend>
            {block("note", fields.note.as_deref().unwrap_or_default(), t.form.note, 5, "")}
        </fieldset>
    }
    .erase()
}

const MORE_NAMES: [&str; 7] = [
    "name.prefix",
    "name.additional",
    "name.suffix",
    "name.full",
    "name.phonetic_given",
    "name.phonetic_family",
    "name.phonetic_additional",
];

/// The parts of a name that few people need; open where any of them is filled in.
fn more_names(fields: &ContactFields) -> AnyView {
    let t = texts();
    let name = &fields.name;
    let open = [
        &name.prefix,
        &name.additional,
        &name.suffix,
        &name.full,
        &name.phonetic_given,
        &name.phonetic_additional,
        &name.phonetic_family,
    ]
    .into_iter()
    .any(|part| !part.is_empty())
        || typed("kind", kind_name(fields.kind)) != kind_name(Kind::Individual)
        || is_typed(&MORE_NAMES);
    let part = |path: &str, value: &str, label: &'static str, hint: Option<&'static str>| {
        line(
            path,
            value,
            Line {
                label,
                hint,
                ..Line::default()
            },
        )
    };
    view! {
        <details class="more-names" open=open>
            <summary>{t.form.more_names}</summary>
            <div class="grid">
                {part("name.prefix", &name.prefix, t.form.prefix, Some(t.form.prefix_hint))}
                {part("name.additional", &name.additional, t.form.additional, None)}
                {part("name.suffix", &name.suffix, t.form.suffix, Some(t.form.suffix_hint))}
                {part("name.full", &name.full, t.form.full, Some(t.form.full_hint))}
                {part("name.phonetic_given", &name.phonetic_given, t.form.phonetic_given, Some(t.form.phonetic_hint))}
                {part("name.phonetic_family", &name.phonetic_family, t.form.phonetic_family, None)}
                {part("name.phonetic_additional", &name.phonetic_additional, t.form.phonetic_additional, None)}
                {contact_kind(fields.kind)}
            </div>
        </details>
    }
    .erase()
}

/// Whether it is somebody or something. It stands in the way of nobody who does not look for it.
fn contact_kind(kind: Kind) -> AnyView {
    let t = texts();
    let shown = typed("kind", kind_name(kind));
    let options = Kind::ALL
        .into_iter()
        .zip(t.form.contact_kinds)
        .map(|(kind, text)| {
            let name = kind_name(kind);
            let is_shown = name == shown;
            view! { <option value=name selected=is_shown>{text}</option> }.erase()
        });
    view! {
        <div class="field">
            <label for="contact-kind">{t.form.contact_kind}</label>
            <select id="contact-kind" name="kind">{options.collect::<Vec<_>>()}</select>
        </div>
    }
    .erase()
}
