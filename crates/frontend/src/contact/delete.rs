//! Deleting: at once, without a question, with a way back.

use std::sync::Arc;

use domain::{ErrorCode, Uuid};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::api::{ApiError, paths};
use crate::book::{BeforeLeaving, CurrentFilter};
use crate::leaving::unless_writing;
use crate::live::{instead, live, spawn};
use crate::messages::texts;
use crate::navigation::{LIST, contact};
use crate::session::Common;
use crate::widgets::{Erase, Icon, Toast, Toasts, WayBack, icon};

#[component]
pub fn DeleteButton(
    /// Whom.
    id: Uuid,
    /// The version that the visitor sees.
    etag: String,
    /// What the contact is called.
    name: String,
) -> impl IntoView {
    let t = texts();
    let common = Common::get();
    let toasts = expect_context::<Toasts>();
    let filter = expect_context::<CurrentFilter>();
    let navigate = use_navigate();
    let leaving = StoredValue::new(false);
    let (before, writer) = (expect_context::<BeforeLeaving>(), common.clone());
    let delete = Callback::new(move |()| {
        if leaving.get_value() {
            return;
        }
        leaving.set_value(true);
        let (common, etag, name) = (common.clone(), etag.clone(), name.clone());
        // Gone at once for the visitor; a refusal brings the row back.
        common.hidden.update(|hidden| hidden.push(id));
        let list = filter.get_untracked().on(LIST);
        navigate(&list, leptos_router::NavigateOptions::default());
        spawn(async move {
            match common.api.delete(id, &etag).await {
                Ok(()) => {
                    let undo = undo(common.clone(), toasts, id, &name);
                    toasts.say(Toast {
                        text: (t.contact.deleted)(&name),
                        undo: Some(undo),
                    });
                    common.list_changed();
                }
                Err(error) => {
                    common.show(id);
                    toasts.say(Toast {
                        text: refusal(&error, &name),
                        undo: None,
                    });
                    common.changed();
                }
            }
        });
    });
    // A note about the contact would go with its page.
    let press = instead(move || unless_writing(before, writer.is_writing(), delete));
    view! {
        <form method="post" action=live(move || filter.read().on(&format!("{}/delete", contact(id))))>
            <button
                class="icon-button"
                aria-label=t.contact.delete
                title=t.contact.delete
                on:click=press
            >
                {icon(Icon::Trash)}
            </button>
        </form>
    }
    .erase()
}

fn undo(common: Common, toasts: Toasts, id: Uuid, name: &str) -> Callback<()> {
    let t = texts();
    let api = common.api.clone();
    let way = WayBack {
        path: paths::restored_contact(id),
        restored: (t.contact.restored)(name),
        not_restored: (t.contact.not_restored)(name),
        then: Arc::new(move || {
            common.show(id);
            common.changed();
        }),
    };
    way.callback(api, toasts)
}

fn refusal(error: &ApiError, name: &str) -> String {
    let t = texts();
    match error.code() {
        Some(ErrorCode::Stale) => (t.contact.stale_delete)(name),
        Some(ErrorCode::NotFound) => (t.contact.deleted)(name),
        _ => (t.contact.not_deleted)(name),
    }
}
