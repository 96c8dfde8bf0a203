//! Notes: a page of all of them, and the timeline of a contact.

mod card;
mod composer;

use domain::{ChangeKind, Note, Page, Uuid};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_split_helpers::wasm_split;

use crate::api::paths;
use crate::asked::asked;
use crate::events::heed_unless;
use crate::lazy::{Lazy, LazyPane};
use crate::live::{live, part};
use crate::messages::texts;
use crate::navigation::{LIST, NOTES, NOTES_QUERY as QUERY, parameter};
use crate::session::Common;
use crate::widgets::{Blank, Erase, ErrorView, Heading, Icon, Loading, icon};
use card::NoteCard;
use composer::Composer;

/// What the notes on a page have in common; in context around them.
#[derive(Clone, Copy)]
struct Shelf {
    /// The contact that they are about, if they are shown with one.
    contact: Option<Uuid>,
    /// Counts the changes made here.
    changes: RwSignal<u32>,
    /// The note that is being written: one at a time, because what changes elsewhere shows the list anew.
    open: RwSignal<Option<Uuid>>,
}

/// In the place of the id of a note that has none yet.
const NEW: Uuid = Uuid::nil();

impl Shelf {
    fn get() -> Self {
        expect_context()
    }

    /// Shows the notes as they are now, if they are still shown at all.
    fn changed(self) {
        self.changes.try_update(|count| *count += 1);
    }

    /// Nothing is being written any more: what was changed meanwhile can be shown.
    fn close(self) {
        self.open.try_set(None);
        self.changed();
    }
}

/// The pane at `/notes`; its code comes with that of a contact, where there are notes, too.
pub const PANE: LazyPane = LazyPane {
    chunk: "contact",
    load: || Box::pin(load_notes()),
    view: || Box::pin(notes_pane()),
};

#[wasm_split(contact, fallible, preload(load_notes))]
fn notes_pane() -> Lazy<AnyView> {
    Ok(view! { <NotesPane/> }.erase())
}

#[component]
fn NotesPane() -> impl IntoView {
    let t = texts();
    let location = use_location();
    let query = Memo::new(move |_| {
        location
            .search
            .with(|search| parameter(search, QUERY).unwrap_or_default())
    });
    view! {
        <div class="notes-page">
            // On a narrow screen the only way back.
            <div class="bar notes-bar">
                <a class="back" href=LIST>{icon(Icon::Back)}{t.contact.back}</a>
            </div>
            <Heading text=t.notes.heading.to_owned() path=NOTES.to_owned()/>
            <form class="notes-search" method="get" action=NOTES role="search" aria-label=t.notes.search>
                <label class="hidden" for="notes-q">{t.notes.search}</label>
                <input type="search" id="notes-q" name=QUERY value=live(move || query.get()) placeholder=t.notes.search/>
                <button type="submit" class="button">{t.list.search_button}</button>
            </form>
            <Notes contact=None query=query/>
        </div>
    }
    .erase()
}

/// Notes, and a place to write one.
#[component]
pub fn Notes(
    /// Only those about this contact.
    contact: Option<Uuid>,
    /// Only those that match.
    #[prop(into)]
    query: Signal<String>,
) -> impl IntoView {
    let t = texts();
    let shelf = Shelf {
        contact,
        changes: RwSignal::new(0),
        open: RwSignal::new(None),
    };
    provide_context(shelf);
    // A note that is being changed is shown anew when that is done; until then the list is not made anew for anything.
    let held = Signal::derive(move || shelf.open.get().is_some_and(|id| id != NEW));
    let changes = shelf.changes;
    let wanted = Memo::new(move |before: Option<&(String, u32)>| {
        let now = (paths::notes(&query.read(), contact), changes.get());
        before.filter(|_| held.get()).cloned().unwrap_or(now)
    });
    let notes = asked(Common::get().api, wanted.into());
    // Where contacts are named, their names are heeded, too.
    let kinds: &[ChangeKind] = match contact {
        Some(_) => &[ChangeKind::Notes],
        None => &[ChangeKind::Notes, ChangeKind::Contacts],
    };
    heed_unless(notes, kinds, Some(held));
    let retry = Callback::new(move |()| notes.refetch());
    let list = part(move || {
        let page: Page<Note> = match notes.get()?.read() {
            Ok(page) => page,
            Err(error) => return Some(view! { <ErrorView error retry/> }.erase()),
        };
        // An answer that was on its way when the note was opened may be without it.
        let is_here = |id: &Uuid| *id == NEW || page.items.iter().any(|note| note.id == *id);
        if !shelf.open.get_untracked().iter().all(is_here) {
            shelf.open.set(None);
        }
        Some(match (page.items.is_empty(), contact) {
            (false, _) => {
                let cards: Vec<AnyView> = page.items.into_iter().map(note_card).collect();
                let more = (page.next_cursor.is_some())
                    .then(|| view! { <p class="notes-more">{t.notes.more_than_shown}</p> });
                view! { <ul class="notes">{cards}</ul>{more} }.erase()
            }
            (true, Some(_)) => ().into_any(),
            (true, None) if query.read().is_empty() => {
                view! { <Blank icon=Icon::Note title=t.notes.empty_title text=t.notes.empty_text/> }
                    .erase()
            }
            (true, None) => view! {
                <Blank icon=Icon::Search title=(t.notes.nothing_found)(&query.read()) text=t.notes.nothing_found_hint>
                    <a class="button" href=NOTES>{t.notes.show_all}</a>
                </Blank>
            }
            .erase(),
        })
    });
    view! {
        <Composer/>
        <Transition fallback=|| view! { <Loading/> }>{list}</Transition>
    }
    .erase()
}

fn note_card(note: Note) -> AnyView {
    view! { <NoteCard note/> }.erase()
}
