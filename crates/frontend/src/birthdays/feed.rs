//! The secret address under which calendar programs fetch the birthdays: made, copied, revoked.

use domain::CalendarFeed;
use leptos::prelude::*;

use crate::api::paths;
use crate::asked::{Asked, asked};
use crate::host::Method;
use crate::live::{click, live, part, spawn};
use crate::messages::texts;
use crate::session::Common;
use crate::widgets::{Erase, Icon, Toast, Toasts, copy_button, icon};

/// The section, folded away until somebody wants it.
pub fn feed() -> AnyView {
    let t = texts();
    let path = Signal::derive(|| (paths::CALENDAR.to_owned(), 0));
    let asked = asked(Common::get().api, path);
    let view = part(move || {
        let feed: CalendarFeed = asked.get()?.read().unwrap_or_default();
        Some(match feed.address.clone() {
            Some(address) => made(asked, address, &feed),
            None => none(asked),
        })
    });
    view! {
        <details class="feed">
            <summary>{icon(Icon::Day)}{t.birthdays.feed}</summary>
            <div class="feed-inside">
                <p>{t.birthdays.feed_lead}</p>
                <noscript><p class="notice">{t.birthdays.feed_needs_script}</p></noscript>
                <Transition>{view}</Transition>
            </div>
        </details>
    }
    .erase()
}

fn none(asked: Asked) -> AnyView {
    let t = texts();
    view! { <p>{act(asked, Method::Post, t.birthdays.feed_make, "button primary", None)}</p> }
        .erase()
}

fn made(asked: Asked, address: String, feed: &CalendarFeed) -> AnyView {
    let t = texts();
    let alive = Common::get().alive;
    let shown = address.clone();
    // Where the server does not know what it is called, the browser does.
    let shown = live(move || match shown.starts_with('/') && alive.get() {
        true => whole(&shown),
        false => shown.clone(),
    });
    let copy = part(move || {
        let text = if alive.get() {
            whole(&address)
        } else {
            address.clone()
        };
        Some(copy_button(text, t.birthdays.feed_address))
    });
    let since = feed
        .created_at
        .map(|at| (t.birthdays.feed_since)(&(t.day)(at.date())));
    let renewed = Some(t.birthdays.feed_renewed);
    let revoked = Some(t.birthdays.feed_revoked);
    view! {
        <div class="field">
            <label for="feed-address">{t.birthdays.feed_address}</label>
            <div class="feed-address">
                <input type="text" id="feed-address" readonly=true dir="ltr" spellcheck="false" value=shown/>
                {copy}
            </div>
            <p class="field-hint">{t.birthdays.feed_secret}</p>
            {since.map(|since| view! { <p class="field-hint">{since}</p> })}
        </div>
        <div class="feed-revoke">
            <p class="field-hint">{t.birthdays.feed_revoke_hint}</p>
            <div class="form-actions">
                {act(asked, Method::Post, t.birthdays.feed_renew, "button", renewed)}
                {act(asked, Method::Delete, t.birthdays.feed_revoke, "button danger", revoked)}
            </div>
        </div>
    }
    .erase()
}

fn whole(address: &str) -> String {
    match address.starts_with('/') {
        true => format!("{}{address}", location().origin().unwrap_or_default()),
        false => address.to_owned(),
    }
}

/// A button that makes or revokes the address, and says what came of it.
fn act(
    asked: Asked,
    method: Method,
    text: &'static str,
    class: &'static str,
    done: Option<&'static str>,
) -> AnyView {
    let t = texts();
    let common = Common::get();
    let toasts = expect_context::<Toasts>();
    let (alive, api) = (common.alive, common.api);
    let busy = StoredValue::new(false);
    let run = click(move |_| {
        if busy.get_value() {
            return;
        }
        busy.set_value(true);
        let api = api.clone();
        spawn(async move {
            let answer = api
                .write(method, paths::CALENDAR.to_owned(), None)
                .await
                .check();
            busy.try_set_value(false);
            let text = match answer {
                Ok(()) => done,
                Err(_) => Some(t.birthdays.feed_failed),
            };
            if let Some(text) = text {
                toasts.say(Toast {
                    text: text.to_owned(),
                    undo: None,
                });
            }
            asked.refetch();
        });
    });
    view! {
        <button type="button" class=class disabled=live(move || !alive.get()) on:click=run>{text}</button>
    }
    .erase()
}
