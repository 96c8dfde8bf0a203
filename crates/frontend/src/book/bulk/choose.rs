//! What there is to choose from: labels, books, formats.

use domain::label::label_key;
use domain::{BulkAction, ExportFormat};
use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;

use super::super::shelf::dot;
use super::bar::Desk;
use super::file::export;
use super::work::begin;
use crate::api::Group;
use crate::live::{click, live, on, part};
use crate::messages::{Deed, bulk_texts};
use crate::widgets::{Erase, Icon, icon};

/// An input for a new label, and below it the labels that are called so in part.
pub fn new_label(desk: Desk) -> AnyView {
    let b = bulk_texts();
    let typed = RwSignal::new(String::new());
    let add = move |name: &str| {
        let label = name.trim().to_owned();
        let action = BulkAction::AddLabel {
            label: label.clone(),
        };
        begin(desk, action, Deed::Label(label));
    };
    let labels = move || desk.labels.get();
    let submit = on(move |event: SubmitEvent| {
        event.prevent_default();
        let name = typed.get_untracked();
        if name.trim().is_empty() {
            return;
        }
        // One that there is keeps its own capital letters.
        let known = untrack(labels)
            .into_iter()
            .find(|label| is_same(label, &name));
        add(&known.map_or(name, |label| label.name));
    });
    let known = part(move || {
        let part = typed.with(|typed| typed.trim().to_lowercase());
        let found = labels()
            .into_iter()
            .filter(|label| label.name.to_lowercase().contains(&part));
        let found = found.map(|label| item(&label, Callback::new(move |name: String| add(&name))));
        Some(found.collect::<Vec<_>>().erase())
    });
    let create = part(move || {
        let name = typed.get();
        let is_new = !name.trim().is_empty() && !labels().iter().any(|label| is_same(label, &name));
        is_new.then(|| {
            let text = (b.new_label)(name.trim());
            view! { <button class="menu-item">{icon(Icon::Plus)}<span>{text}</span></button> }
                .erase()
        })
    });
    view! {
        <form class="bulk-choices" on:submit=submit>
            <input
                type="text"
                autofocus
                dir="auto"
                autocomplete="off"
                enterkeyhint="done"
                maxlength=domain::validate::MAX_NAME.to_string()
                aria-label=b.label
                placeholder=b.label
                prop:value=live(move || typed.get())
                on:input=on(move |event: Event| typed.set(event_target_value(&event)))
            />
            <div class="bulk-list">{known}{create}</div>
        </form>
    }
    .erase()
}

fn is_same(label: &Group, name: &str) -> bool {
    label_key(&label.name) == label_key(name.trim())
}

/// The labels that there are.
pub fn labels(desk: Desk) -> AnyView {
    let filter = desk.roll.matching().label;
    let mut labels = desk.labels.get_untracked();
    // Whoever looks at a label most likely means that one.
    labels.sort_by_key(|label| Some(label.id.to_string()) != filter);
    let remove = Callback::new(move |label: String| {
        let action = BulkAction::RemoveLabel {
            label: label.clone(),
        };
        begin(desk, action, Deed::Unlabel(label));
    });
    list(labels.iter().map(|label| item(label, remove)).collect())
}

/// The books, but for the one that is shown.
pub fn books(desk: Desk) -> AnyView {
    let here = desk.roll.matching().book;
    let books = desk.books.get_untracked();
    let items = books.into_iter().filter(|book| Some(book.id) != here);
    let items = items.map(|book| {
        let id = book.id;
        let go = Callback::new(move |name: String| {
            begin(desk, BulkAction::Move { book_id: id }, Deed::Move(name));
        });
        item(&book, go)
    });
    list(items.collect())
}

/// The kinds of file. Cards as they are kept are none of them: a file of both versions is refused by many a phone, and in
/// one version nothing of them is lost.
pub fn formats(desk: Desk) -> AnyView {
    let b = bulk_texts();
    let kinds = [
        (b.vcard3, b.vcard3_note, ExportFormat::Vcard3),
        (b.vcard4, b.vcard4_note, ExportFormat::Vcard4),
        (b.csv, b.csv_note, ExportFormat::Csv),
        (b.json, b.json_note, ExportFormat::Json),
    ];
    let items = kinds.map(|(name, note, format)| {
        let make = click(move |_| export(desk, format));
        view! {
            <button type="button" class="menu-item bulk-format" on:click=make>
                <span>{name}</span>
                <span class="bulk-note">{note}</span>
            </button>
        }
        .erase()
    });
    list(items.into_iter().collect())
}

fn list(items: Vec<AnyView>) -> AnyView {
    view! { <div class="bulk-choices"><div class="bulk-list">{items}</div></div> }.erase()
}

fn item(group: &Group, run: Callback<String>) -> AnyView {
    let name = group.name.clone();
    let choose = click(move |_| run.run(name.clone()));
    view! {
        <button type="button" class="menu-item" on:click=choose>
            {dot(group.color)}
            <bdi>{group.name.clone()}</bdi>
        </button>
    }
    .erase()
}
