//! Deleting a book or a label. A book goes without a question, because it has a way back with all that is in it; a label has
//! none: it goes from the contacts that had it, and they stay.

use std::sync::Arc;

use domain::{ErrorCode, Uuid};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::Kind;
use crate::api::{ApiError, Group, paths};
use crate::book::CurrentFilter;
use crate::book::bulk::{self, Standing};
use crate::host::Method;
use crate::live::{click, focus, live, part, spawn};
use crate::messages::{Deed, bulk_texts, texts};
use crate::navigation::LIST;
use crate::session::Common;
use crate::widgets::{Erase, Icon, Toast, Toasts, WayBack, icon};

#[component]
pub fn Delete(
    /// A book or a label.
    kind: Kind,
    /// Which one.
    group: Group,
) -> impl IntoView {
    let t = texts();
    if group.default {
        return view! { <p class="group-note">{t.group.default_stays}</p> }.erase();
    }
    let common = Common::get();
    let toasts = expect_context::<Toasts>();
    let filter = expect_context::<CurrentFilter>();
    let navigate = use_navigate();
    let alive = common.alive;
    let busy = RwSignal::new(false);
    let (text, note) = match kind {
        Kind::Book => (
            t.group.delete_book,
            (t.group.delete_book_note)(group.contacts),
        ),
        Kind::Label => (t.group.delete_label, t.group.delete_label_note.to_owned()),
    };
    let (id, name) = (group.id, group.name.clone());
    let counted = common.api.clone();
    let delete = move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (common, group, navigate) = (common.clone(), group.clone(), navigate.clone());
        spawn(async move {
            let path = format!("{}/{}", kind.path(), group.id);
            let answer = common.api.write(Method::Delete, path, None).await;
            let deleted = answer.check();
            let is_open = busy.try_set(false).is_none();
            let gone = deleted
                .as_ref()
                .map_or_else(ApiError::is_missing, |()| true);
            if gone && is_open {
                let everywhere = filter.get_untracked().searching("").within(None);
                navigate(&everywhere.on(LIST), NavigateOptions::default());
            }
            common.changed();
            match answer.read::<Standing>() {
                Ok(standing) => bulk::watch(common, Deed::Unlabel(group.name), standing),
                Err(_) => toasts.say(told(kind, &group, &deleted, common, toasts)),
            }
        });
    };
    let delete = Callback::new(delete);
    let asking = RwSignal::new(false);
    // How many lose it.
    let size = RwSignal::new(None::<String>);
    let press = click(move |_| match kind {
        Kind::Book => delete.run(()),
        Kind::Label => {
            asking.set(true);
            let counted = counted.ask(format!("{}{id}", paths::LABELLED));
            spawn(async move {
                let counted = counted.await.count().ok();
                // More are not counted one by one.
                size.try_set(counted.map(|count| (t.list.count)(count, count >= 10_000)));
            });
            focus(".group-delete .notice button".to_owned());
        }
    });
    let keep = move |_| {
        asking.set(false);
        focus(".group-delete > button".to_owned());
    };
    let question = part(move || {
        asking.get().then(|| {
            view! {
                <div class="notice">
                    <p>{(bulk_texts().delete_label)(&name)}</p>
                    <p>{live(move || size.get())}</p>
                    <div class="notice-actions">
                        <button type="button" class="button danger" on:click=click(move |_| delete.run(()))>
                            {t.contact.delete}
                        </button>
                        <button type="button" class="button" on:click=click(keep)>
                            {t.form.cancel}
                        </button>
                    </div>
                </div>
            }
            .erase()
        })
    });
    view! {
        <div class="group-delete">
            <p class="group-note">{note}</p>
            <button type="button" class="button danger" disabled=live(move || !alive.get() || asking.get()) on:click=press>
                {icon(Icon::Trash)}
                {text}
            </button>
            <div role="alert">{question}</div>
        </div>
    }
    .erase()
}

fn told(
    kind: Kind,
    group: &Group,
    deleted: &Result<(), ApiError>,
    common: Common,
    toasts: Toasts,
) -> Toast {
    let t = texts();
    let name = &group.name;
    let text = match deleted {
        Ok(()) => {
            let undo = (kind == Kind::Book).then(|| undo(common, toasts, group.id, name));
            return Toast {
                text: (t.group.deleted)(name),
                undo,
            };
        }
        Err(error) if error.is_missing() => (t.group.deleted)(name),
        Err(error) if error.code() == Some(ErrorCode::Conflict) => t.group.default_stays.to_owned(),
        Err(_) => (t.group.not_deleted)(name),
    };
    Toast { text, undo: None }
}

fn undo(common: Common, toasts: Toasts, id: Uuid, name: &str) -> Callback<()> {
    let t = texts();
    let api = common.api.clone();
    let way = WayBack {
        path: format!("{}/{id}/restore", paths::BOOKS),
        restored: (t.group.restored)(name),
        not_restored: (t.group.not_restored)(name),
        then: Arc::new(move || common.changed()),
    };
    way.callback(api, toasts)
}
