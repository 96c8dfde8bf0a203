//! Other people, each with a way there if they are in the book, too.

use domain::{Related, Relation, Uuid};
use leptos::prelude::*;

use super::entries::{Entry, plain, section};
use crate::api::paths;
use crate::book::CurrentFilter;
use crate::live::{effect, live, part, spawn};
use crate::messages::texts;
use crate::navigation::contact as contact_path;
use crate::session::Common;
use crate::widgets::{Erase, Icon};

/// The relations of the contact with this id; nothing where there are none.
pub fn relations(id: Uuid, relations: Vec<Relation>) -> Option<AnyView> {
    if relations.is_empty() {
        return None;
    }
    // Most relations are names and no more: nobody needs to be asked about those.
    let has_links = relations.iter().any(|relation| relation.uid.is_some());
    if !has_links {
        return Some(shown(relations, &[]));
    }
    // Asked for when the page is alive: until then they are names, too, and nobody waits for links.
    let (api, related) = (Common::get().api, RwSignal::new(Vec::<Related>::new()));
    effect(move || {
        let api = api.clone();
        spawn(async move {
            if let Ok(found) = api.ask(paths::related(id)).await.read() {
                related.try_set(found);
            }
        });
    });
    let view = part(move || Some(shown(relations.clone(), &related.read())));
    Some(view! { <div class="awaited">{view}</div> }.erase())
}

fn shown(relations: Vec<Relation>, related: &[Related]) -> AnyView {
    let t = texts();
    let entries = relations.into_iter().map(|relation| {
        let own = relation.label.filter(|label| !label.trim().is_empty());
        let kind = relation
            .r#type
            .map(|kind| (t.relation_type)(kind).to_owned());
        let link = related
            .iter()
            .find(|other| Some(&other.uid) == relation.uid.as_ref());
        // Somebody may be called otherwise by now.
        let now = link.map_or("", |other| other.name.trim());
        let name = match (now, relation.value.trim()) {
            ("", "") => t.contact.unnamed_relation,
            ("", name) | (name, _) => name,
        };
        let value = match link {
            Some(other) => linked(other.id, name.to_owned()),
            None => plain(name.to_owned()),
        };
        Entry::about(own.or(kind), value)
    });
    section(Icon::People, t.contact.relations, entries.collect()).unwrap_or_else(|| ().into_any())
}

fn linked(id: Uuid, name: String) -> AnyView {
    let filter = expect_context::<CurrentFilter>();
    let href = live(move || filter.read().on(&contact_path(id)));
    view! { <a class="entry-value" dir="auto" href=href>{name}</a> }.erase()
}
