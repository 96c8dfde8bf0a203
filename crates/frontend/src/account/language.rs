//! The choice of a language for those who have no account to keep it: a plain form post, which loads the page anew.

use domain::Language;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::messages::texts;
use crate::widgets::Erase;

#[component]
pub fn Languages() -> impl IntoView {
    let t = texts();
    let location = use_location();
    let (path, search) = (
        location.pathname.get_untracked(),
        location.search.get_untracked(),
    );
    let next = match search.trim_start_matches('?') {
        "" => path,
        search => format!("{path}?{search}"),
    };
    let button = |language: Language| {
        let tag = language.tag();
        let is_spoken = (tag == t.lang).then_some("true");
        view! {
            <button name="language" value=tag lang=tag aria-current=is_spoken>{language.own_name()}</button>
        }
        .erase()
    };
    let buttons = Language::ALL.map(button).into_iter().collect::<Vec<_>>();
    view! {
        <form class="languages" method="post" action="/api/v1/language" aria-label=t.settings.language>
            <input type="hidden" name="next" value=next/>
            {buttons}
        </form>
    }
    .erase()
}
