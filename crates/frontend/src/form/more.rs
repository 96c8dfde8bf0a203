//! The fields that few contacts have, until somebody wants one of them.

use leptos::html;
use leptos::prelude::*;

use super::entries::{add_one, texts_of};
use super::slots::List;
use super::state::FormState;
use crate::live::{click, live};
use crate::messages::texts;
use crate::widgets::{Erase, Icon, icon};

/// A button for each list that is not on the page yet.
pub fn more_fields() -> AnyView {
    let t = texts();
    let state = FormState::get();
    let alive = crate::session::Common::get().alive;
    let menu = NodeRef::<html::Details>::new();
    let pick = move |list| {
        add_one(state, list);
        if let Some(menu) = menu.get_untracked() {
            menu.set_open(false);
        }
    };
    let buttons = List::RARE.map(|list| {
        let texts = texts_of(list);
        view! {
            <button
                type="button"
                class="button"
                hidden=live(move || state.count(list) != 0)
                disabled=live(move || !alive.get())
                on:click=click(move |_| pick(list))
            >
                {icon(texts.symbol)}
                {texts.one}
            </button>
        }
        .erase()
    });
    let is_empty = move || List::RARE.iter().all(|list| state.count(*list) != 0);
    view! {
        <details class="add-field" node_ref=menu hidden=live(is_empty)>
            <summary class="button add">{icon(Icon::Plus)}{t.form.add_field}</summary>
            <div class="add-field-kinds">{buttons.into_iter().collect::<Vec<_>>()}</div>
        </details>
    }
    .erase()
}
