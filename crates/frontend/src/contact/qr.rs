//! The contact as a QR code, for the camera of a phone.

use domain::Uuid;
use leptos::html::Dialog;
use leptos::prelude::*;
use serde::Deserialize;

use crate::api::paths;
use crate::live::{click, effect, part, spawn};
use crate::messages::texts;
use crate::session::Common;
use crate::widgets::{Erase, Icon, icon};

/// What of a contact is not in the code.
#[derive(Deserialize)]
struct Told {
    left_out: Vec<String>,
}

/// The dialog; it shows itself as long as `open` says so. The code is asked for when it is looked at.
pub fn dialog(id: Uuid, name: String, open: RwSignal<bool>) -> AnyView {
    let t = texts();
    let node = NodeRef::<Dialog>::new();
    effect(move || {
        if open.get()
            && let Some(dialog) = node.get_untracked()
            && !dialog.open()
        {
            let _ = dialog.show_modal();
        }
    });
    let close = click(move |_| {
        if let Some(dialog) = node.get_untracked() {
            dialog.close();
        }
    });
    let title = (t.share.qr_title)(&name);
    let code = part(move || open.get().then(|| code(id, &name)));
    view! {
        <dialog class="question qr" node_ref=node aria-labelledby="qr-title" on:close=move |_| open.set(false)>
            <div class="qr-head">
                <h2 id="qr-title" dir="auto">{title}</h2>
                <button type="button" class="icon-button" aria-label=t.share.close title=t.share.close on:click=close>
                    {icon(Icon::Close)}
                </button>
            </div>
            {code}
            <p class="qr-lead">{t.share.qr_lead}</p>
        </dialog>
    }
    .erase()
}

fn code(id: Uuid, name: &str) -> AnyView {
    let t = texts();
    let api = Common::get().api;
    let (failed, left_out) = (RwSignal::new(false), RwSignal::new(String::new()));
    spawn(async move {
        if let Ok(Told { left_out: fields }) = api.ask(paths::qr(id)).await.read() {
            let fields: Vec<&str> = fields.iter().map(|field| called(field)).collect();
            left_out.try_set(fields.join(texts().comma));
        }
    });
    let picture = {
        let alt = (t.share.qr_alt)(name);
        let picture = move || {
            match failed.get() {
            true => view! { <p class="notice">{t.share.qr_failed}</p> }.erase(),
            false => view! {
                <img class="qr-code" src=paths::qr(id) alt=alt.clone() on:error=move |_| failed.set(true)/>
            }
            .erase(),
        }
        };
        part(move || Some(picture()))
    };
    let note = part(move || {
        let fields = left_out.get();
        (!fields.is_empty()).then(|| {
            let text = (t.share.qr_left_out)(&fields);
            view! { <p class="notice">{text}</p> }.erase()
        })
    });
    view! {
        {picture}
        <div role="status">{note}</div>
    }
    .erase()
}

/// A field of the API in words.
fn called(field: &str) -> &str {
    let t = texts();
    match field {
        "name" => t.share.qr_name,
        "phones" => t.contact.phones,
        "emails" => t.contact.emails,
        "org" => t.share.qr_work,
        "addresses" => t.contact.addresses,
        "urls" => t.contact.urls,
        other => other,
    }
}
