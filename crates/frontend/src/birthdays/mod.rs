//! The birthdays of the next twelve months, and how to get them into a calendar.

mod feed;
mod list;

use domain::{ChangeKind, Uuid};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_split_helpers::wasm_split;

use crate::api::paths;
use crate::asked::asked;
use crate::book::{Shelf, groups_of};
use crate::contact::clock;
use crate::events::heed;
use crate::lazy::{Lazy, LazyPane};
use crate::live::{click, live, part};
use crate::messages::texts;
use crate::navigation::{BIRTHDAYS, LIST, parameter};
use crate::session::Common;
use crate::widgets::{Erase, ErrorView, Heading, Icon, Loading, icon};
use feed::feed;

/// The pane at `/birthdays`.
pub const PANE: LazyPane = LazyPane {
    chunk: "birthdays",
    load: || Box::pin(load_birthdays()),
    view: || Box::pin(birthdays_pane()),
};

#[wasm_split(birthdays, fallible, preload(load_birthdays))]
fn birthdays_pane() -> Lazy<AnyView> {
    Ok(view! { <BirthdaysPane/> }.erase())
}

/// What the address says: only this book, and after the end of which page.
#[derive(Clone, PartialEq, Eq)]
struct Place {
    book: Option<Uuid>,
    after: Option<String>,
}

impl Place {
    fn read(search: &str) -> Self {
        Self {
            book: parameter(search, "book").and_then(|book| book.parse().ok()),
            after: parameter(search, "after"),
        }
    }
}

/// The address of the birthdays of a book, or of all.
fn address(book: Option<Uuid>) -> String {
    match book {
        Some(book) => format!("{BIRTHDAYS}?book={book}"),
        None => BIRTHDAYS.to_owned(),
    }
}

#[component]
fn BirthdaysPane() -> impl IntoView {
    let t = texts();
    let common = Common::get();
    let search = use_location().search;
    let place = Memo::new(move |_| search.with(|search| Place::read(search)));
    // Told only when it is another day than in Greenwich: the page stays as it is in most cases.
    let alive = common.alive;
    let today = Memo::new(move |_| clock::today(alive));
    let changes = common.changes;
    let path = move || {
        let (day, Place { book, after }) = (today.get(), place.get());
        let from = format!("{:04}-{:02}-{:02}", day.year, day.month, day.day);
        paths::birthdays(&from, book, after.as_deref())
    };
    let found = asked(common.api, Signal::derive(move || (path(), changes.get())));
    heed(found, &[ChangeKind::Contacts]);
    let retry = Callback::new(move |()| found.refetch());
    let list = part(move || {
        Some(match found.get()?.read() {
            Ok(birthdays) => list::list(birthdays, &place.read(), today.get()),
            Err(error) => view! { <ErrorView error retry/> }.erase(),
        })
    });
    let print = click(|_| _ = window().print());
    view! {
        <div class="birthdays-page">
            // On a narrow screen the only way back.
            <div class="bar notes-bar">
                <a class="back" href=LIST>{icon(Icon::Back)}{t.contact.back}</a>
            </div>
            <div class="birthdays-head">
                <div>
                    <Heading text=t.birthdays.heading.to_owned() path=BIRTHDAYS.to_owned()/>
                    <p class="birthdays-lead">{t.birthdays.lead}</p>
                </div>
                <button type="button" class="button" disabled=live(move || !alive.get()) on:click=print>
                    {icon(Icon::Print)}
                    {t.birthdays.print}
                </button>
            </div>
            {books(place)}
            {feed()}
            <Transition fallback=|| view! { <Loading/> }>{list}</Transition>
        </div>
    }
    .erase()
}

/// Which book; nothing where there is one only.
fn books(place: Memo<Place>) -> AnyView {
    let t = texts();
    let shelf = expect_context::<Shelf>();
    let links = part(move || {
        let books = groups_of(shelf.books);
        if books.len() < 2 {
            return None;
        }
        let chosen = place.read().book;
        let link = |book: Option<Uuid>, name: String| {
            let current = (chosen == book).then_some("true");
            view! { <li><a class="chip" href=address(book) aria-current=current><bdi>{name}</bdi></a></li> }
                .erase()
        };
        let all = link(None, t.birthdays.all_books.to_owned());
        let books = books.into_iter().map(|book| link(Some(book.id), book.name));
        let links: Vec<_> = std::iter::once(all).chain(books).collect();
        Some(view! { <ul class="chips birthdays-books" aria-label=t.birthdays.choose_book>{links}</ul> }.erase())
    });
    view! { <Transition>{links}</Transition> }.erase()
}
