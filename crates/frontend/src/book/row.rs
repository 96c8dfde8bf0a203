//! One row of the list: its place stays, what is in it comes and changes.

use domain::Uuid;
use leptos::prelude::*;

use super::listing::{Marks, Row, pieces};
use super::pages::Pages;
use super::roll::Roll;
use super::selection::Selection;
use crate::live::{live, part};
use crate::messages::texts;
use crate::navigation::{Filter, contact};
use crate::session::Common;
use crate::widgets::{Avatar, Erase, Icon, icon};

/// The row at a place. It is the same element whatever comes into it, so that the focus stays on it.
pub fn line(
    index: u32,
    roll: Roll,
    filter: &Filter,
    selected: Memo<Option<Uuid>>,
    selection: Selection,
) -> AnyView {
    let t = texts();
    let row = Memo::new(move |_| roll.row(index));
    let id = Memo::new(move |_| row.with(|row| row.as_ref().map(|row| row.id)));
    let alive = Common::get().alive;
    let filter = filter.clone();
    let href = live(move || id.get().map(|id| filter.on(&contact(id))));
    let current =
        live(move || (id.get().is_some() && id.get() == selected.get()).then_some("true"));
    let is_chosen = Memo::new(move |_| id.get().is_some_and(|id| selection.has(id)));
    let name = live(move || row.with(|row| row.as_ref().map(select)));
    // What a row is called does not change with the selection, but is said with it.
    let described = live(move || is_chosen.get().then_some(t.list.is_selected));
    // One stop for the whole list; without a script each row is one.
    let stop = live(move || {
        let stop = if is_stop(index, roll) { "0" } else { "-1" };
        alive.get().then_some(stop)
    });
    let size = live(move || size(roll));
    let content = part(move || {
        Some(match row.get() {
            Some(row) => content(row),
            None => skeleton(),
        })
    });
    let letter = part(move || row.with(|row| letter(row.as_ref()?)));
    view! {
        <li
            aria-setsize=size
            aria-posinset=(index + 1).to_string()
            prop:style=format!("--row:{index}")
        >
            {letter}
            <input
                type="checkbox"
                class="row-check"
                tabindex="-1"
                aria-label=name
                prop:checked=live(move || is_chosen.get())
            />
            <a class="row" href=href tabindex=stop aria-current=current aria-description=described>
                {content}
            </a>
        </li>
    }
    .erase()
}

/// A row of the server's that is not there any more as soon as anything could happen in it.
pub fn still(index: u32, roll: Roll, filter: &Filter, selected: Memo<Option<Uuid>>) -> AnyView {
    if cfg!(feature = "hydrate") {
        // The browser takes the server's as it is.
        return view! { <li></li> }.erase();
    }
    let Some(row) = untrack(|| roll.row(index)) else {
        return ().into_any();
    };
    let size = untrack(|| size(roll));
    let current = (selected.get_untracked() == Some(row.id)).then_some("true");
    let href = filter.on(&contact(row.id));
    view! {
        <li aria-setsize=size aria-posinset=(index + 1).to_string()>
            {letter(&row)}
            <input type="checkbox" class="row-check" tabindex="-1" aria-label=select(&row)/>
            <a class="row" href=href aria-current=current>{content(row)}</a>
        </li>
    }
    .erase()
}

/// What the box says that selects somebody.
fn select(row: &Row) -> String {
    let list = &texts().list;
    (list.select)(row.title.as_deref().unwrap_or(list.no_name))
}

/// How many rows there are; where nobody counted, it is not known.
fn size(roll: Roll) -> String {
    match roll.pages.with(Pages::is_minimum) {
        true => "-1".to_owned(),
        false => roll.count().to_string(),
    }
}

/// The letter that a row is the first one under.
fn letter(row: &Row) -> Option<AnyView> {
    let letter = (!row.letter.is_empty()).then(|| row.letter.clone())?;
    Some(view! { <span class="letter" aria-hidden="true">{letter}</span> }.erase())
}

/// Whether the tabulator comes here: to the row that the keyboard was at, or to the first one that is seen.
fn is_stop(index: u32, roll: Roll) -> bool {
    let active = roll.active.get();
    let (start, end) = roll.window.get();
    let is_there = roll.focused.get() || (start..end).contains(&active);
    index == if is_there { active } else { roll.first.get() }
}

/// What is seen of a contact in a row.
pub fn content(row: Row) -> AnyView {
    let t = texts();
    let title = match row.title {
        Some(title) => {
            let title = marked(&title, &row.title_marks);
            view! { <span class="row-title" dir="auto">{title}</span> }.erase()
        }
        None => view! { <span class="row-title no-name">{t.list.no_name}</span> }.erase(),
    };
    let field = row.found_in.and_then(|field| (t.list.found_in)(&field));
    let field = field.map(|field| view! { <span class="row-field">{field}{t.colon}</span> });
    let detail = row.detail.map(|detail| {
        let detail = marked(&detail, &row.detail_marks);
        view! { <span class="row-detail">{field}<bdi>{detail}</bdi></span> }
    });
    let star = row.starred.then(|| {
        view! { <span class="row-star">{icon(Icon::Star)}<span class="hidden">{t.list.is_starred}</span></span> }
    });
    view! {
        <Avatar initials=row.initials tone=row.tone photo=row.photo/>
        <span class="row-text">{title}{detail}</span>
        {star}
    }
    .erase()
}

/// A text with what was searched for marked in it.
pub fn marked(text: &str, marks: &Marks) -> Vec<AnyView> {
    let piece = |(is_marked, piece): (bool, String)| match is_marked {
        true => view! { <mark>{piece}</mark> }.erase(),
        false => piece.erase(),
    };
    pieces(text, marks).into_iter().map(piece).collect()
}

/// In the place of a row that has not come.
fn skeleton() -> AnyView {
    view! {
        <span class="row-blank"></span>
        <span class="hidden">{texts().list.loading}</span>
    }
    .erase()
}
