//! Lists without anybody in them: why, and what to do about it.

use leptos::prelude::*;

use super::shelf::Shelf;
use crate::api::paths;
use crate::host::Method;
use crate::live::{click, live, part, spawn};
use crate::messages::texts;
use crate::navigation::{Filter, LIST, NEW, Part};
use crate::session::Common;
use crate::widgets::{Blank, Erase, Icon, Toast, Toasts, icon};

#[component]
pub fn NoRows(
    /// What leaves nobody.
    filter: Filter,
    /// The books and labels.
    shelf: Shelf,
) -> impl IntoView {
    let t = texts();
    let parts = filter.parts();
    let (sign, title, text) = match (filter.q.as_str(), parts.as_slice()) {
        ("", []) => (Icon::Book, t.list.empty_title.to_owned(), t.list.empty_text),
        ("", [Part::Book(_)]) => (
            Icon::Book,
            t.narrow.empty_book_title.to_owned(),
            t.narrow.empty_book_text,
        ),
        ("", [Part::Label(_)]) => (
            Icon::People,
            t.narrow.empty_label_title.to_owned(),
            t.narrow.empty_label_text,
        ),
        ("", [Part::Starred]) => (
            Icon::Star,
            t.narrow.empty_starred_title.to_owned(),
            t.narrow.empty_starred_text,
        ),
        ("", _) => (
            Icon::Search,
            t.narrow.empty_title.to_owned(),
            t.narrow.empty_text,
        ),
        (q, []) => (
            Icon::Search,
            (t.list.nothing_found)(q),
            t.list.nothing_found_hint,
        ),
        (q, _) => (Icon::Search, (t.list.nothing_found)(q), t.narrow.empty_text),
    };
    let is_place = filter.q.is_empty() && matches!(parts.as_slice(), [] | [Part::Book(_)]);
    let new = is_place.then(|| {
        view! { <a class="button primary" href=filter.on(NEW)>{icon(Icon::Plus)}{t.list.new_contact}</a> }
    });
    let is_first = filter.q.is_empty() && parts.is_empty();
    let sample = is_first.then(|| view! { <SampleButton/> });
    let is_narrow = !filter.q.is_empty() || !parts.is_empty();
    let all = is_narrow.then(|| {
        let all = filter.searching("").within(None).on(LIST);
        view! { <a class="button" href=all>{t.list.show_all}</a> }
    });
    // One filter alone is left by "Show all".
    let drops = (parts.len() > 1 || !filter.q.is_empty()).then(|| {
        part(move || {
            let drop = |part: &Part| {
                let (name, _) = shelf.name(*part);
                let href = filter.without(*part).on(LIST);
                view! { <a class="button" href=href>{(t.narrow.drop)(&name)}</a> }.erase()
            };
            Some(parts.iter().map(drop).collect::<Vec<_>>().erase())
        })
    });
    view! {
        <Blank icon=sign title=title text=text>
            {new}
            {sample}
            {drops}
            {all}
        </Blank>
    }
    .erase()
}

/// Fills an account that has nothing yet, to try things with.
#[component]
fn SampleButton() -> impl IntoView {
    let t = texts();
    let common = Common::get();
    let toasts = expect_context::<Toasts>();
    let (alive, busy) = (common.alive, RwSignal::new(false));
    let load = click(move |_| {
        let common = common.clone();
        busy.set(true);
        spawn(async move {
            let path = paths::SAMPLE.to_owned();
            let loaded = common.api.write(Method::Post, path, None).await.check();
            busy.try_set(false);
            if loaded.is_err() {
                toasts.say(Toast {
                    text: t.list.sample_failed.to_owned(),
                    undo: None,
                });
            }
            common.list_changed();
        });
    });
    let locked = live(move || !alive.get() || busy.get());
    view! { <button type="button" class="button" disabled=locked on:click=load>{t.list.sample}</button> }
        .erase()
}

/// In the place of a list of a book or a label that is not there (any more): a true 404.
#[component]
pub fn NoPlace(
    /// Where somebody looked.
    filter: Filter,
) -> impl IntoView {
    let t = texts();
    Common::get().set_status(404);
    let all = filter.searching("").within(None).on(LIST);
    view! {
        <Blank icon=Icon::Search title=t.group.missing_title text=t.group.missing_text>
            <a class="button" href=all>{t.list.show_all}</a>
        </Blank>
    }
    .erase()
}
