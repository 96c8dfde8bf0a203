//! One note, to be read; or in its place the form to change it.

use std::sync::Arc;

use domain::{Note, NoteEdit};
use leptos::prelude::*;

use super::Shelf;
use super::composer::NoteForm;
use crate::api::paths;
use crate::contact::clock::day_there;
use crate::live::{click, live, part, spawn};
use crate::messages::texts;
use crate::navigation::contact as contact_path;
use crate::person::with_links;
use crate::session::Common;
use crate::widgets::{Erase, Icon, Toast, Toasts, WayBack, icon};

#[component]
pub fn NoteCard(
    /// The note.
    note: Note,
) -> impl IntoView {
    let (open, id) = (Shelf::get().open, note.id);
    let is_open = Memo::new(move |_| open.get() == Some(id));
    let view = part(move || {
        let note = note.clone();
        Some(if is_open.get() {
            view! { <NoteForm note=note/> }.erase()
        } else {
            view! { <Shown note/> }.erase()
        })
    });
    view! { <li class="note" id=format!("note-{id}")>{view}</li> }.erase()
}

#[component]
fn Shown(note: Note) -> impl IntoView {
    let t = texts();
    let common = Common::get();
    let (shelf, toasts) = (Shelf::get(), expect_context::<Toasts>());
    let alive = common.alive;
    let pinned = note.pinned;
    let (api, target) = (common.api.clone(), note.clone());
    let pin = click(move |_| {
        let (api, note) = (api.clone(), target.clone());
        spawn(async move {
            let edit = NoteEdit {
                pinned: Some(!note.pinned),
                ..NoteEdit::default()
            };
            if api.patch_note(note.id, &edit, &note.etag).await.is_err() {
                toasts.say(Toast {
                    text: texts().notes.not_saved.to_owned(),
                    undo: None,
                });
            }
            shelf.changed();
        });
    });
    let (api, target) = (common.api.clone(), note.clone());
    let delete = click(move |_| {
        let (api, note) = (api.clone(), target.clone());
        spawn(async move {
            let t = texts();
            let deleted = api.delete_note(note.id, &note.etag).await.is_ok();
            let way = WayBack {
                path: format!("{}/restore", paths::note(note.id)),
                restored: t.notes.restored.to_owned(),
                not_restored: t.notes.not_restored.to_owned(),
                then: Arc::new(move || shelf.changed()),
            };
            let text = if deleted {
                t.notes.deleted
            } else {
                t.notes.not_deleted
            };
            toasts.say(Toast {
                text: text.to_owned(),
                undo: deleted.then(|| way.callback(api, toasts)),
            });
            shelf.changed();
        });
    });
    let contact = note.contact_id.filter(|_| shelf.contact.is_none());
    let about = contact.map(|contact| match &note.contact_name {
        Some(name) => {
            let name = match name.as_str() {
                "" => t.list.no_name.to_owned(),
                name => name.to_owned(),
            };
            view! { <a class="note-about" href=contact_path(contact)>{icon(Icon::Person)}<bdi>{name}</bdi></a> }.erase()
        }
        // There is nothing to go to.
        None => view! { <span class="note-about">{icon(Icon::Person)}{t.notes.about_deleted}</span> }.erase(),
    });
    // About one contact they are its history: it counts when a note was written.
    let at = match shelf.contact {
        Some(_) => note.created_at,
        None => note.updated_at,
    };
    let day = live(move || (t.day)(day_there(at, alive)));
    // Below the heading of the page, or below that of the contact's notes.
    let title = (!note.title.is_empty()).then(|| {
        let text = note.title.clone();
        match shelf.contact {
            None => view! { <h2 class="note-title" dir="auto">{text}</h2> }.erase(),
            Some(_) => view! { <h3 class="note-title" dir="auto">{text}</h3> }.erase(),
        }
    });
    let body = (!note.body.is_empty())
        .then(|| view! { <p class="note-body" dir="auto">{with_links(&note.body)}</p> });
    // What is being written elsewhere on the shelf must not be lost by a change here.
    let locked = move || !alive.get() || shelf.open.get().is_some();
    let (id, open) = (note.id, shelf.open);
    view! {
        <article class="note-shown" class:pinned=pinned>
            {title}
            {body}
            <div class="note-foot">
                <span class="note-day">{day}</span>
                {about}
                <span class="note-actions">
                    <button type="button" class="text-button" disabled=live(locked) on:click=pin>
                        {if pinned { t.notes.unpin } else { t.notes.pin }}
                    </button>
                    <button type="button" class="text-button" disabled=live(locked)
                        on:click=click(move |_| open.set(Some(id)))>{t.contact.edit}</button>
                    <button type="button" class="text-button danger" disabled=live(locked)
                        on:click=delete>{t.contact.delete}</button>
                </span>
            </div>
        </article>
    }
    .erase()
}
