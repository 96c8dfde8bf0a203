//! The star of a favourite: there at once, and back again if the server does not take it.

use domain::Uuid;
use leptos::prelude::*;

use crate::book::CurrentFilter;
use crate::live::{instead, live, spawn};
use crate::messages::texts;
use crate::navigation::contact;
use crate::session::Common;
use crate::widgets::{Erase, Icon, Toast, Toasts, icon};

#[component]
pub fn StarButton(
    /// Whose.
    id: Uuid,
    /// Whether it is a favourite now.
    starred: bool,
    /// What the contact is called.
    name: String,
) -> impl IntoView {
    let t = texts();
    let common = Common::get();
    let toasts = expect_context::<Toasts>();
    let filter = expect_context::<CurrentFilter>();
    let wanted = RwSignal::new(starred);
    let known = StoredValue::new(starred);
    let asking = StoredValue::new(false);
    let toggle = move || {
        wanted.update(|wanted| *wanted = !*wanted);
        // Whoever is asking now goes on until both agree.
        if asking.get_value() {
            return;
        }
        asking.set_value(true);
        let (common, name) = (common.clone(), name.clone());
        spawn(async move {
            // The contact may be gone from the page by the time of an answer.
            while let (Some(wish), Some(last)) = (wanted.try_get_untracked(), known.try_get_value())
                && wish != last
            {
                if common.api.star(id, wish).await.is_ok() {
                    known.try_set_value(wish);
                } else {
                    wanted.try_set(last);
                    toasts.say(Toast {
                        text: (t.contact.not_starred)(&name),
                        undo: None,
                    });
                }
            }
            asking.try_set_value(false);
            common.list_changed();
        });
    };
    let says = move || match wanted.get() {
        true => t.contact.unstar,
        false => t.contact.star,
    };
    view! {
        <form method="post" action=live(move || filter.read().on(&format!("{}/star", contact(id))))>
            <button
                class="icon-button star"
                name="starred"
                value=live(move || if wanted.get() { "false" } else { "true" })
                aria-pressed=live(move || if wanted.get() { "true" } else { "false" })
                aria-label=t.contact.favourite
                title=live(says)
                on:click=instead(toggle)
            >
                {icon(Icon::Star)}
            </button>
        </form>
    }
    .erase()
}
