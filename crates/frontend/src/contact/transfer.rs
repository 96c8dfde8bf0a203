//! Moving a contact to another book, and copying it there, with a way back.

use domain::{Contact, ContactEdit, ErrorCode, Uuid};
use leptos::prelude::*;

use super::menu::close;
use crate::api::{ApiError, Group, paths};
use crate::book::{Shelf, groups_of};
use crate::host::Method;
use crate::live::{click, part, spawn};
use crate::messages::texts;
use crate::session::Common;
use crate::widgets::{Erase, Toast, Toasts};

/// Whom it is about.
#[derive(Clone)]
struct Subject {
    id: Uuid,
    etag: String,
    name: String,
    common: Common,
    toasts: Toasts,
}

/// The other books, to move to and to copy to; nothing where there are none.
pub fn transfers(contact: &Contact, name: &str) -> AnyView {
    let subject = Subject {
        id: contact.id,
        etag: contact.etag.clone(),
        name: name.to_owned(),
        common: Common::get(),
        toasts: expect_context(),
    };
    let (shelf, here) = (expect_context::<Shelf>(), contact.book_id);
    let busy = RwSignal::new(false);
    let choices = part(move || {
        let (home, others): (Vec<_>, Vec<_>) = groups_of(shelf.books)
            .into_iter()
            .partition(|book| book.id == here);
        let home = home.into_iter().next()?;
        if others.is_empty() {
            return None;
        }
        let t = texts();
        let moves = others.iter().map(|book| {
            let (subject, home, to) = (subject.clone(), home.clone(), book.clone());
            item(book, busy, move || {
                move_to(subject.clone(), home.clone(), to.clone(), busy)
            })
        });
        let moves = moves.collect::<Vec<_>>();
        let copies = others.iter().map(|book| {
            let (subject, to) = (subject.clone(), book.clone());
            item(book, busy, move || {
                copy_to(subject.clone(), to.clone(), busy)
            })
        });
        let copies = copies.collect::<Vec<_>>();
        Some(
            view! {
                {section(t.share.move_to, "menu-move", moves)}
                {section(t.share.copy_to, "menu-copy", copies)}
            }
            .erase(),
        )
    });
    view! { <Transition>{choices}</Transition> }.erase()
}

fn section(title: &'static str, id: &'static str, items: Vec<AnyView>) -> AnyView {
    view! {
        <div class="menu-section" role="group" aria-labelledby=id>
            <p class="menu-label" id=id>{title}</p>
            {items}
        </div>
    }
    .erase()
}

fn item(book: &Group, busy: RwSignal<bool>, run: impl Fn() + Send + 'static) -> AnyView {
    let dot = format!("dot color-{}", book.color.as_str());
    let name = book.name.clone();
    let choose = click(move |_| {
        close();
        if !busy.get_untracked() {
            busy.set(true);
            run();
        }
    });
    view! {
        <button type="button" class="menu-item" on:click=choose>
            <span class=dot aria-hidden="true"></span>
            <bdi>{name}</bdi>
        </button>
    }
    .erase()
}

fn edit(book: Uuid) -> ContactEdit {
    ContactEdit {
        book_id: Some(book),
        ..ContactEdit::default()
    }
}

fn move_to(subject: Subject, home: Group, to: Group, busy: RwSignal<bool>) {
    spawn(async move {
        let Subject {
            id,
            etag,
            name,
            common,
            toasts,
        } = subject;
        let t = texts();
        let moved = common.api.patch(id, &edit(to.id), &etag).await;
        busy.try_set(false);
        let (text, undo) = match &moved {
            Ok(_) => {
                let text = (t.share.moved)(&name, &to.name);
                (
                    text,
                    Some(move_back(common.clone(), toasts, id, name, home)),
                )
            }
            Err(error) => (not_moved(error, &name), None),
        };
        toasts.say(Toast { text, undo });
        common.changed();
    });
}

fn not_moved(error: &ApiError, name: &str) -> String {
    let t = texts();
    match error.code() {
        Some(ErrorCode::Stale) => (t.share.stale_move)(name),
        _ => (t.share.not_moved)(name),
    }
}

/// The way back. Any version will do: what was changed since goes along.
fn move_back(common: Common, toasts: Toasts, id: Uuid, name: String, home: Group) -> Callback<()> {
    Callback::new(move |()| {
        let (common, name, home) = (common.clone(), name.clone(), home.clone());
        spawn(async move {
            let t = texts();
            let body = serde_json::to_string(&edit(home.id)).ok();
            let path = paths::contact(id);
            let is_back = common.api.write(Method::Patch, path, body).await.check();
            let text = match is_back {
                Ok(()) => (t.share.moved_back)(&name, &home.name),
                Err(_) => (t.share.not_moved)(&name),
            };
            let undo = is_back
                .is_err_and(|error| !error.is_missing())
                .then(|| move_back(common.clone(), toasts, id, name, home));
            toasts.say(Toast { text, undo });
            common.changed();
        });
    })
}

fn copy_to(subject: Subject, to: Group, busy: RwSignal<bool>) {
    spawn(async move {
        let Subject {
            id,
            name,
            common,
            toasts,
            ..
        } = subject;
        let t = texts();
        let body = serde_json::to_string(&edit(to.id)).ok();
        let path = paths::copied_contact(id);
        let copied = common.api.write(Method::Post, path, body).await.check();
        busy.try_set(false);
        let text = match copied {
            Ok(()) => (t.share.copied_to)(&name, &to.name),
            Err(_) => (t.share.not_copied_to)(&name),
        };
        toasts.say(Toast { text, undo: None });
        common.list_changed();
    });
}
