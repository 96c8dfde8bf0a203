//! Keys for programs: made, shown once, taken back.

use domain::session::{AccessToken, NewAccessToken};
use leptos::prelude::*;

use super::sent::{self, SentForm};
use super::sessions::end;
use crate::account::{Field, Input, Told};
use crate::api::{Answer, paths};
use crate::asked::{Asked, asked};
use crate::form::FormValues;
use crate::host::Method;
use crate::live::{click, focus, part};
use crate::messages::{credential_texts, texts};
use crate::session::Common;
use crate::widgets::{Erase, ErrorView, Loading, copy_button};

/// After how many days a key may end by itself.
const DAYS: [u16; 3] = [30, 90, 365];

/// What stands above the keys.
pub const HEADING: &str = "settings-keys";

#[component]
pub fn Keys() -> impl IntoView {
    let c = credential_texts();
    let common = Common::get();
    let path = Signal::derive(|| (paths::TOKENS.to_owned(), 0));
    let keys = asked(common.api, path);
    let made = RwSignal::new(None::<AccessToken>);
    let retry = Callback::new(move |()| keys.refetch());
    let list = part(move || {
        Some(match keys.get()?.read::<Vec<AccessToken>>() {
            Ok(found) => listed(found, keys, made),
            Err(error) => view! { <ErrorView error retry/> }.erase(),
        })
    });
    let shown = part(move || made.get().map(new_key));
    view! {
        <p class="settings-who">{c.keys_hint}</p>
        <Transition fallback=|| view! { <Loading/> }>{list}</Transition>
        <div class="new-key" aria-live="polite">{shown}</div>
        {maker(keys, made)}
    }
    .erase()
}

fn listed(found: Vec<AccessToken>, asked: Asked, made: RwSignal<Option<AccessToken>>) -> AnyView {
    let (t, c) = (texts(), credential_texts());
    if found.is_empty() {
        return view! { <p class="settings-who">{c.no_keys}</p> }.erase();
    }
    let day = |at: time::OffsetDateTime| (t.day)(at.date());
    let rows = found.into_iter().map(|key| {
        let seen = key.seen_at.map(|at| (c.seen_on)(&day(at)));
        let mut about = seen.unwrap_or_else(|| c.never_seen.to_owned());
        if let Some(at) = key.expires_at {
            about.push_str(", ");
            about.push_str(&(c.key_ends_on)(&day(at)));
        }
        let label = (c.revoke_key)(&key.name);
        let mut end = end(paths::token(key.id), asked, c.key_revoked, HEADING);
        let run = click(move |event| {
            made.set(None);
            end(event);
        });
        view! {
            <li class="credential">
                <div class="credential-text">
                    <p><bdi>{key.name}</bdi></p>
                    <p class="field-hint">{about}</p>
                </div>
                <button type="button" class="button" aria-label=label on:click=run>{c.revoke}</button>
            </li>
        }
        .erase()
    });
    view! { <ul class="credentials">{rows.collect::<Vec<_>>()}</ul> }.erase()
}

/// The key itself, this once.
fn new_key(key: AccessToken) -> AnyView {
    let c = credential_texts();
    let token = key.token.unwrap_or_default();
    let title = (c.new_key)(&key.name);
    view! {
        <div class="notice">
            <label class="notice-title" for="new-key">{title.clone()}</label>
            <div class="feed-address">
                <input type="text" id="new-key" readonly=true dir="ltr" spellcheck="false" value=token.clone()/>
                {copy_button(token, &title)}
            </div>
            <p>{c.new_key_hint}</p>
        </div>
    }
    .erase()
}

fn maker(keys: Asked, made: RwSignal<Option<AccessToken>>) -> AnyView {
    let c = credential_texts();
    let told = RwSignal::new(Told::default());
    let name = Input {
        name: "name",
        label: c.key_name,
        hint: Some(c.key_name_hint),
        kind: "text",
        autocomplete: "off",
        optional: false,
    };
    let days = DAYS
        .map(|days| view! { <option value=days.to_string()>{(c.key_days)(days)}</option> }.erase());
    let inputs = view! {
        <Field input=name value=String::new() told/>
        <div class="field">
            <label for="days">{c.key_ends}</label>
            <select id="days" name="days">
                <option value="">{c.key_never_ends}</option>
                {days.into_iter().collect::<Vec<_>>()}
            </select>
        </div>
    };
    let done = Callback::new(move |answer: Answer| {
        made.set(answer.read().ok());
        keys.refetch();
        focus("#new-key".to_owned());
    });
    let form = SentForm {
        told,
        inputs: inputs.erase(),
        button: c.make_key,
        ask,
        done,
        empties: true,
        dirty: None,
    };
    form.show()
}

fn ask(values: &FormValues) -> sent::Asked {
    let wanted = NewAccessToken {
        name: values.text("name"),
        expires_in_days: values.text("days").parse().ok(),
    };
    let body = serde_json::to_string(&wanted).ok();
    (Method::Post, paths::TOKENS, body)
}
