//! The search box: a plain form that also filters while one types.

use std::time::Duration;

use leptos::ev::{Event, SubmitEvent};
use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::CurrentFilter;
use super::narrow::hidden_inputs;
use crate::live::{effect, part};
use crate::messages::texts;
use crate::navigation::{LIST, NOTES_QUERY, encode, parameter};
use crate::widgets::{Erase, Icon, icon};

/// Long enough to skip the letters in the middle of a word, too short to be noticed.
const PAUSE: Duration = Duration::from_millis(120);

#[component]
pub fn Search(
    /// What the list is narrowed to.
    filter: CurrentFilter,
) -> impl IntoView {
    let t = texts();
    let input = NodeRef::<html::Input>::new();
    let pending = StoredValue::new(None::<TimeoutHandle>);
    let place = use_location();
    let navigate = use_navigate();

    let search = Callback::new(move |()| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        let wanted = filter.read_untracked().searching(&input.value());
        if wanted != *filter.read_untracked() {
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            let note = (place.search).with_untracked(|search| parameter(search, NOTES_QUERY));
            let mut path = place.pathname.get_untracked();
            // Whoever looks through notes goes on doing so.
            if let Some(note) = note {
                path.push_str(&format!("?{NOTES_QUERY}={}", encode(&note)));
            }
            navigate(&wanted.on(&path), options);
        }
    });
    let cancel = move || {
        if let Some(timer) = pending.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    let typed = move |_: Event| {
        cancel();
        let run = move || {
            pending.set_value(None);
            search.run(());
        };
        pending.set_value(set_timeout_with_handle(run, PAUSE).ok());
    };
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        cancel();
        search.run(());
    };
    on_cleanup(cancel);
    let alive = StoredValue::new(false);
    effect(move || {
        let q = filter.read().q.clone();
        let Some(input) = input.get() else {
            return;
        };
        if !alive.get_value() {
            // What was typed before the page came to life is searched for, too.
            alive.set_value(true);
            search.run(());
        } else if input.value() != q && pending.with_value(Option::is_none) {
            // "Back", or a link that clears the search: the box follows, unless somebody types in it right now.
            input.set_value(&q);
        }
    });
    let kept = part(move || Some(hidden_inputs(&filter.read().searching(""))));
    view! {
        <form class="search" role="search" method="get" action=LIST on:submit=submitted>
            <label class="hidden" for="search">{t.list.search}</label>
            {icon(Icon::Search)}
            <input
                id="search"
                type="search"
                name="q"
                placeholder=t.list.search_hint
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                enterkeyhint="search"
                dir="auto"
                value=filter.read_untracked().q.clone()
                node_ref=input
                on:input=typed
            />
            <kbd class="key" aria-hidden="true">"/"</kbd>
            {kept}
            <button class="hidden-button">{t.list.search_button}</button>
        </form>
    }
    .erase()
}
