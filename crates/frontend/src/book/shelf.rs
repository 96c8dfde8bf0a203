//! The books and the labels, asked for once for all that shows their names.

use domain::{ChangeKind, Color};
use leptos::prelude::*;

use crate::api::{Group, paths};
use crate::asked::{Asked, asked};
use crate::events::heed;
use crate::messages::texts;
use crate::navigation::Part;
use crate::session::Common;
use crate::widgets::Erase;

/// In context inside the book.
#[derive(Clone, Copy)]
pub struct Shelf {
    /// The books of the account.
    pub books: Asked,
    /// Its labels.
    pub labels: Asked,
    /// How many favourites there are.
    pub starred: Asked,
}

impl Shelf {
    /// Made once, at the layout.
    pub fn provide() -> Self {
        let common = Common::get();
        let changes = common.changes;
        let ask = |path: &'static str| {
            let path = Signal::derive(move || (path.to_owned(), changes.get()));
            asked(common.api.clone(), path)
        };
        let shelf = Self {
            books: ask(paths::BOOKS),
            labels: ask(paths::LABELS),
            starred: ask(paths::STARRED),
        };
        heed(shelf.books, &[ChangeKind::Books, ChangeKind::Contacts]);
        heed(shelf.labels, &[ChangeKind::Labels]);
        heed(shelf.starred, &[ChangeKind::Contacts, ChangeKind::Stars]);
        provide_context(shelf);
        shelf
    }

    /// How many contacts there are, and how many of them are favourites; of whom it is known by now.
    pub fn sizes(self) -> [Option<i64>; 2] {
        let books = self.books.get().and_then(|answer| answer.groups().ok());
        let all = books.map(|books| books.iter().map(|book| book.contacts).sum());
        let starred = self.starred.get().and_then(|answer| answer.count().ok());
        [all, starred]
    }

    /// What a part of a filter is called, and the colour of what it names.
    pub fn name(self, part: Part) -> (String, Option<Color>) {
        let t = texts();
        let (groups, id, otherwise) = match part {
            Part::Book(id) => (self.books, id, t.narrow.some_book),
            Part::Label(id) => (self.labels, id, t.narrow.some_label),
            Part::Unlabelled => return (t.narrow.unlabelled.to_owned(), None),
            Part::Starred => return (t.narrow.starred.to_owned(), None),
            Part::Has(has) => return ((t.narrow.has)(has).to_owned(), None),
        };
        let group = groups_of(groups).into_iter().find(|group| group.id == id);
        group.map_or((otherwise.to_owned(), None), |group| {
            (group.name, Some(group.color))
        })
    }
}

/// Those that have come; none while they are being asked for.
pub fn groups_of(asked: Asked) -> Vec<Group> {
    asked
        .get()
        .and_then(|answer| answer.groups().ok())
        .unwrap_or_default()
}

/// The mark of a book or a label.
pub fn dot(color: Color) -> AnyView {
    let class = format!("dot color-{}", color.as_str());
    view! { <span class=class aria-hidden="true"></span> }.erase()
}
