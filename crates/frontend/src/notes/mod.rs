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
use crate::live::{click, live, part};
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
    let shelf = Shelf {
        contact,
        changes: RwSignal::new(0),
        open: RwSignal::new(None),
    };
    provide_context(shelf);
    view! {
        <noscript><p class="notice">{texts().notes.needs_script}</p></noscript>
        <Composer/>
        {page(shelf, query, None)}
    }
    .erase()
}

/// The notes from the top on, or those behind a page of them; and a way to those that follow.
fn page(shelf: Shelf, query: Signal<String>, cursor: Option<String>) -> AnyView {
    let contact = shelf.contact;
    let is_first = cursor.is_none();
    // A note that is being changed is shown anew when that is done; until then the list is not made anew for anything.
    let held = Signal::derive(move || shelf.open.get().is_some_and(|id| id != NEW));
    let changes = shelf.changes;
    let wanted = Memo::new(move |before: Option<&(String, u32)>| {
        let now = paths::notes(&query.read(), contact, cursor.as_deref());
        let now = (now, changes.get());
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
    let shown = StoredValue::new(Vec::<Uuid>::new());
    let more = RwSignal::new(false);
    let list = part(move || {
        let page: Page<Note> = match notes.get()?.read() {
            Ok(page) => page,
            Err(error) => return Some(view! { <ErrorView error retry/> }.erase()),
        };
        // An answer that was on its way when the note was opened may be without it.
        let ids = page.items.iter().map(|note| note.id).collect::<Vec<_>>();
        let before = shown.get_value();
        let is_gone = |id: &Uuid| before.contains(id) && !ids.contains(id);
        if shelf.open.get_untracked().iter().any(is_gone) {
            shelf.open.set(None);
        }
        shown.set_value(ids);
        if page.items.is_empty() {
            let says_so = is_first && contact.is_none();
            return says_so.then(|| nothing(&query.read()));
        }
        let cards: Vec<AnyView> = page.items.into_iter().map(note_card).collect();
        let rest = page
            .next_cursor
            .map(|cursor| rest(shelf, query, cursor, more));
        Some(
            view! {
                <ul class="notes">{cards}</ul>
                {rest}
            }
            .erase(),
        )
    });
    view! { <Transition fallback=|| view! { <Loading/> }>{list}</Transition> }.erase()
}

/// A button for the notes that follow, and in its place these.
fn rest(shelf: Shelf, query: Signal<String>, cursor: String, more: RwSignal<bool>) -> AnyView {
    let alive = Common::get().alive;
    part(move || {
        Some(if more.get() {
            page(shelf, query, Some(cursor.clone()))
        } else {
            let show = click(move |_| more.set(true));
            view! {
                <button type="button" class="button notes-more" disabled=live(move || !alive.get()) on:click=show>
                    {texts().notes.more}
                </button>
            }
            .erase()
        })
    })
    .erase()
}

fn nothing(query: &str) -> AnyView {
    let t = texts();
    match query.is_empty() {
        true => view! { <Blank icon=Icon::Note title=t.notes.empty_title text=t.notes.empty_text/> }
            .erase(),
        false => view! {
            <Blank icon=Icon::Search title=(t.notes.nothing_found)(query) text=t.notes.nothing_found_hint>
                <a class="button" href=NOTES>{t.notes.show_all}</a>
            </Blank>
        }
        .erase(),
    }
}

fn note_card(note: Note) -> AnyView {
    view! { <NoteCard note/> }.erase()
}
