//! Who it is: what stands beside the picture of a contact.

use domain::{ContactFields, Kind};
use leptos::prelude::*;

use crate::book::{Shelf, dot, groups_of};
use crate::live::part;
use crate::messages::texts;
use crate::navigation::{Filter, LIST, Part};
use crate::widgets::Erase;

/// What it is if no person, where the person works and the nickname in one line, then how to say it; nothing that the heading
/// says already.
pub fn subtitle(fields: &ContactFields, title: &str) -> Vec<AnyView> {
    let t = texts();
    let (name, org) = (&fields.name, &fields.org);
    let joined = |between: &str, parts: &[&str]| {
        let known = parts.iter().map(|part| part.trim());
        let known = known.filter(|part| !part.is_empty() && *part != title);
        known.collect::<Vec<_>>().join(between)
    };
    let position = joined(t.comma, &[&org.title, &org.role]);
    let mut place = vec![org.name.as_str()];
    place.extend(org.units.iter().map(String::as_str));
    let place = joined(t.comma, &place);
    let work = match (position.is_empty(), place.is_empty()) {
        (false, false) => (t.contact.works_at)(&position, &place),
        _ => position + &place,
    };
    let nickname = joined("", &[fields.nickname.as_deref().unwrap_or_default()]);
    let nickname = match nickname.is_empty() {
        true => nickname,
        false => (t.contact.nickname)(&nickname),
    };
    // That it is a person goes without saying.
    let kinds = Kind::ALL.into_iter().zip(t.form.contact_kinds);
    let kind = kinds
        .skip(1)
        .find(|(kind, _)| *kind == fields.kind)
        .map_or_else(String::new, |(_, text)| text.to_owned());
    // Each in its own direction, whatever the other is written in.
    let lines = [kind, work, nickname]
        .into_iter()
        .filter(|text| !text.is_empty());
    let mut about: Vec<AnyView> = Vec::new();
    for text in lines {
        if !about.is_empty() {
            about.push(" · ".erase());
        }
        about.push(view! { <bdi>{text}</bdi> }.erase());
    }
    let mut said = Vec::new();
    if !about.is_empty() {
        said.push(view! { <p class="subtitle">{about}</p> }.erase());
    }
    let phonetic = [
        &name.phonetic_given,
        &name.phonetic_additional,
        &name.phonetic_family,
    ];
    let phonetic = phonetic.map(String::as_str);
    for text in [joined(" ", &phonetic), joined("", &[&org.phonetic_name])] {
        if !text.is_empty() {
            let text = (t.contact.phonetic)(&text);
            said.push(view! { <p class="subtitle phonetic" dir="auto">{text}</p> }.erase());
        }
    }
    said
}

/// The labels, each a way to all who have it.
pub fn labels(labels: Vec<String>) -> Option<AnyView> {
    if labels.is_empty() {
        return None;
    }
    let t = texts();
    let shelf = expect_context::<Shelf>();
    let chips = part(move || {
        let known = groups_of(shelf.labels);
        let chips = labels.iter().map(|label| {
            let known = known.iter().find(|one| one.name == *label);
            let color = known.map(|one| dot(one.color));
            let filter = match known {
                Some(one) => Filter::default().within(Some(Part::Label(one.id))),
                None => Filter {
                    q: format!("label:\"{label}\""),
                    ..Filter::default()
                },
            };
            let label = label.clone();
            view! { <li><a class="chip tag" href=filter.on(LIST)>{color}<bdi>{label}</bdi></a></li> }
                .erase()
        });
        Some(chips.collect::<Vec<_>>().erase())
    });
    Some(
        view! {
            <ul class="chips contact-labels" aria-label=t.contact.labels>
                <Transition>{chips}</Transition>
            </ul>
        }
        .erase(),
    )
}
