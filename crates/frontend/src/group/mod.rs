//! Forms for books and labels, and their deletion. Both are a name and a colour, so one form serves both.

mod delete;
mod form;

use domain::Uuid;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};
use wasm_split_helpers::wasm_split;

use crate::api::{Answer, ApiError, Group, paths};
use crate::asked::asked;
use crate::book::CurrentFilter;
use crate::lazy::{Lazy, LazyPane};
use crate::live::part;
use crate::messages::texts;
use crate::navigation::{LIST, Part};
use crate::session::Common;
use crate::widgets::{Blank, Erase, ErrorView, Icon, Loading};
use form::GroupForm;

/// The pane at `/books/new`, `/books/{id}/edit`, and the same of labels. Its code comes with that of changing many contacts
/// at once, which is what renaming a label is.
pub const PANE: LazyPane = LazyPane {
    chunk: "bulk",
    load: || Box::pin(load_group()),
    view: || Box::pin(group_pane()),
};

#[wasm_split(bulk, fallible, preload(load_group))]
fn group_pane() -> Lazy<AnyView> {
    Ok(view! { <GroupPane/> }.erase())
}

/// Which of the two it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Book,
    Label,
}

impl Kind {
    fn of(path: &str) -> Self {
        if path.starts_with("/books/") {
            Self::Book
        } else {
            Self::Label
        }
    }

    /// Where all of them are asked for, and made.
    pub fn path(self) -> &'static str {
        match self {
            Self::Book => paths::BOOKS,
            Self::Label => paths::LABELS,
        }
    }

    /// What the list is narrowed to by one of them.
    pub fn part(self, id: Uuid) -> Part {
        match self {
            Self::Book => Part::Book(id),
            Self::Label => Part::Label(id),
        }
    }
}

#[component]
fn GroupPane() -> impl IntoView {
    let path = use_location().pathname.get_untracked();
    let kind = Kind::of(&path);
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")));
    if id.read_untracked().is_none() {
        return view! { <GroupForm kind group=None path/> }.erase();
    }
    // Asked for once: whatever else changes, what is typed into a form must not be replaced.
    let api = Common::get().api;
    let groups = asked(api, Signal::derive(move || (kind.path().to_owned(), 0)));
    let retry = Callback::new(move |()| groups.refetch());
    let view = part(move || {
        let id = id.get().unwrap_or_default();
        let path = use_location().pathname.get_untracked();
        Some(match find(&groups.get()?, &id) {
            Ok(Some(group)) => view! { <GroupForm kind group=Some(group) path/> }.erase(),
            Ok(None) => view! { <Missing path/> }.erase(),
            Err(error) => view! { <ErrorView error retry path=path/> }.erase(),
        })
    });
    view! { <Transition fallback=|| view! { <Loading/> }>{view}</Transition> }.erase()
}

fn find(answer: &Answer, id: &str) -> Result<Option<Group>, ApiError> {
    let groups = answer.groups()?;
    Ok(groups
        .into_iter()
        .find(|group| Ok(group.id) == id.parse::<Uuid>()))
}

/// In the place of a book or a label that is not there: a true 404.
#[component]
fn Missing(path: String) -> impl IntoView {
    let t = texts();
    Common::get().set_status(404);
    let list = expect_context::<CurrentFilter>().get_untracked().on(LIST);
    view! {
        <Blank icon=Icon::Search title=t.group.missing_title text=t.group.missing_text path=path>
            <a class="button" href=list>{t.state.to_list}</a>
        </Blank>
    }
    .erase()
}
