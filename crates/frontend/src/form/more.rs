//! The fields that few contacts have, until somebody wants one of them.

use leptos::prelude::*;

use super::entries::{add_one, texts_of};
use super::slots::List;
use super::state::FormState;
use crate::live::{instead, live};
use crate::messages::texts;
use crate::widgets::{Erase, Icon, icon};

/// A button for each list that is not on the page yet.
pub fn more_fields() -> AnyView {
    let state = FormState::get();
    let buttons = List::RARE.map(|list| {
        view! {
            <button
                class="button add"
                name="more"
                value=list.name()
                hidden=live(move || state.count(list) != 0)
                on:click=instead(move || add_one(state, list))
            >
                {icon(Icon::Plus)}
                {texts_of(list).one}
            </button>
        }
        .erase()
    });
    let is_empty = move || List::RARE.iter().all(|list| state.count(*list) != 0);
    let buttons = buttons.into_iter().collect::<Vec<_>>();
    view! {
        <div class="add-field" role="group" aria-label=texts().form.add_field hidden=live(is_empty)>
            {buttons}
        </div>
    }
    .erase()
}
