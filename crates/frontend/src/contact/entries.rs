//! Phones, addresses and the rest of a contact, each kind only where there is one.

use domain::{Address, ContactFields, PartialDate, Uuid};
use leptos::prelude::*;

use super::clock::today;
use super::relations::relations;
use crate::live::live;
use crate::messages::texts;
use crate::person::{self, Turns, When};
use crate::session::Common;
use crate::widgets::{Erase, Icon, copy_button, icon};

/// One line of a contact: what it is called and what it says.
pub struct Entry {
    label: Option<String>,
    pref: bool,
    value: AnyView,
    /// Where it is to be found, if it is a place.
    map: Option<String>,
    /// What is copied, if somebody may want to.
    copy: Option<String>,
}

impl Entry {
    /// An entry that is not one of several to choose from.
    pub fn about(label: Option<String>, value: AnyView) -> Self {
        Self {
            label,
            pref: false,
            value,
            map: None,
            copy: None,
        }
    }

    /// The same, with a text that can be copied.
    fn copied(label: Option<String>, value: AnyView, text: String) -> Self {
        Self {
            copy: Some(text),
            ..Self::about(label, value)
        }
    }
}

#[component]
pub fn Entries(
    /// Whose.
    id: Uuid,
    /// What the card says.
    fields: ContactFields,
) -> impl IntoView {
    let t = texts();
    let label = |own: Option<String>, kind: Option<&'static str>| {
        own.filter(|own| !own.trim().is_empty())
            .or_else(|| kind.map(str::to_owned))
    };
    let phones = fields.phones.into_iter().map(|phone| Entry {
        label: label(phone.label, phone.r#type.map(t.phone_type)),
        pref: phone.pref,
        value: linked(person::tel(&phone.value), &phone.value, false),
        map: None,
        copy: Some(phone.value),
    });
    let emails = fields.emails.into_iter().map(|email| Entry {
        label: label(email.label, email.r#type.map(t.place)),
        pref: email.pref,
        value: linked(person::mailto(&email.value), &email.value, false),
        map: None,
        copy: Some(email.value),
    });
    let urls = fields.urls.into_iter().map(|url| Entry {
        label: label(url.label, url.r#type.map(t.place)),
        pref: url.pref,
        value: linked(person::web(&url.value), &url.value, true),
        map: None,
        copy: Some(url.value),
    });
    let addresses = fields.addresses.into_iter().map(|mut address| {
        let label = label(address.label.take(), address.r#type.map(t.place));
        let lines = address_lines(&address);
        Entry {
            label,
            pref: address.pref,
            value: plain(lines.join("\n")),
            map: person::map(&lines),
            copy: Some(lines.join("\n")),
        }
    });
    let ims = fields.ims.into_iter().map(|im| {
        let service = im.service.as_deref();
        let about = label(im.label, im.r#type.map(t.place));
        let words = [service.map(person::service_title), about.as_deref()];
        Entry {
            label: Some(words.into_iter().flatten().collect::<Vec<_>>().join(" · "))
                .filter(|label| !label.is_empty()),
            pref: im.pref,
            value: linked(person::profile(service, &im.value), &im.value, true),
            map: None,
            copy: Some(im.value),
        }
    });
    let dates = fields.dates.into_iter().map(|date| {
        let about = label(date.label, date.r#type.map(t.date_type));
        let day = (t.date)(&date.value);
        Entry::copied(about, plain(day.clone()), day)
    });
    let custom = fields.custom.into_iter().map(|field| {
        let name = label(Some(field.label), None);
        Entry::copied(name, plain(field.value.clone()), field.value)
    });
    let note = fields.note.filter(|note| !note.trim().is_empty());
    let note = note.map(|note| Entry::about(None, value(person::with_links(&note))));
    let all: Vec<AnyView> = [
        section(Icon::Phone, t.contact.phones, phones.collect()),
        section(Icon::Mail, t.contact.emails, emails.collect()),
        section(Icon::Chat, t.contact.ims, ims.collect()),
        section(Icon::Pin, t.contact.addresses, addresses.collect()),
        section(Icon::Web, t.contact.urls, urls.collect()),
        fields.birthday.map(birthday),
        section(Icon::Day, t.contact.dates, dates.collect()),
        relations(id, fields.relations),
        section(Icon::Field, t.contact.custom, custom.collect()),
        section(Icon::Note, t.contact.note, note.into_iter().collect()),
    ]
    .into_iter()
    .flatten()
    .collect();
    if all.is_empty() {
        return view! { <p class="nothing-more">{t.contact.nothing_more}</p> }.erase();
    }
    view! { <div class="entries">{all}</div> }.erase()
}

/// The birthday, and what comes next of it.
fn birthday(date: PartialDate) -> AnyView {
    let t = texts();
    let alive = Common::get().alive;
    let next = live(move || {
        let turns = Turns::next(&date, today(alive));
        let Some(turns) = turns else {
            return String::new();
        };
        let next = (t.contact.turns)(&turns);
        match age_before(&turns) {
            Some(age) => format!("{} · {next}", (t.contact.age)(age)),
            None => next,
        }
    });
    let value = view! { {plain((t.date)(&date))}" "<span class="entry-more">{next}</span> }.erase();
    titled(
        Icon::Cake,
        t.contact.birthday,
        vec![Entry::about(None, value)],
    )
}

/// How old somebody is who has this birthday before them; nothing where the day is not known, or it is the first one.
fn age_before(turns: &Turns) -> Option<i32> {
    let is_ahead = matches!(turns.when, When::Tomorrow | When::On { .. });
    turns
        .age
        .map(|age| age - 1)
        .filter(|age| is_ahead && *age > 0)
}

/// Entries of a kind, if there are any.
pub fn section(symbol: Icon, title: &'static str, entries: Vec<Entry>) -> Option<AnyView> {
    (!entries.is_empty()).then(|| titled(symbol, title, entries))
}

fn titled(symbol: Icon, title: &'static str, entries: Vec<Entry>) -> AnyView {
    let t = texts();
    let entries: Vec<_> = entries
        .into_iter()
        .map(|entry| {
            let Entry {
                label,
                pref,
                value,
                map,
                copy,
            } = entry;
            let map = map
                .zip(copy.as_deref())
                .map(|(href, place)| on_map(href, place));
            let copy = copy.map(|text| copy_button(text.clone(), &text));
            let pref =
                pref.then(|| view! { " "<span class="entry-more">{t.contact.preferred}</span> });
            // What has no name of its own is called like its kind.
            let label = label.unwrap_or_else(|| title.to_owned());
            view! {
                <li class="entry">
                    <span class="entry-label"><bdi>{label}</bdi></span>
                    <span class="entry-main">{value}{pref}</span>
                    <span class="entry-tools">{map}{copy}</span>
                </li>
            }
            .erase()
        })
        .collect();
    view! {
        <section class="section">
            {icon(symbol)}
            <h2 class="hidden">{title}</h2>
            <ul class="section-entries">{entries}</ul>
        </section>
    }
    .erase()
}

/// The way to a map.
fn on_map(href: String, place: &str) -> AnyView {
    let t = texts();
    let label = (t.share.map)(&place.replace('\n', t.comma));
    view! {
        <a
            class="icon-button entry-map"
            href=href
            rel="noopener noreferrer nofollow"
            target="_blank"
            aria-label=label.clone()
            title=label
        >
            {icon(Icon::Pin)}
        </a>
    }
    .erase()
}

/// A text and no link.
pub fn plain(text: String) -> AnyView {
    value(text.erase())
}

fn value(shown: AnyView) -> AnyView {
    view! { <span class="entry-value" dir="auto">{shown}</span> }.erase()
}

/// A link where there is a safe one, else the bare text.
fn linked(href: Option<String>, text: &str, away: bool) -> AnyView {
    let text = text.to_owned();
    match href {
        None => plain(text),
        Some(href) => {
            let rel = away.then_some("noopener noreferrer nofollow");
            let target = away.then_some("_blank");
            view! { <a class="entry-value" dir="auto" href=href rel=rel target=target>{text}</a> }
                .erase()
        }
    }
}

/// An address as it is written on an envelope.
pub fn address_lines(address: &Address) -> Vec<String> {
    let town = [&address.postal_code, &address.locality].map(|part| part.trim());
    let town = town
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    [
        address.po_box.trim(),
        address.street.trim(),
        address.extended.trim(),
        &town,
        address.region.trim(),
        address.country.trim(),
    ]
    .into_iter()
    .filter(|line| !line.is_empty())
    .map(str::to_owned)
    .collect()
}
