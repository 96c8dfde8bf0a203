//! The entry of a list to take first.

use leptos::ev::Event;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::state::ticked;
use crate::live::live;
use crate::messages::texts;
use crate::widgets::{Erase, Icon, icon};

/// A box that looks like a star. Where there is nothing to choose from it is not shown.
pub fn pref(name: &str, is_set: bool, about: Signal<String>) -> AnyView {
    let t = texts();
    let name = format!("{name}.pref");
    let is_set = ticked(&name, is_set);
    view! {
        <label class="pref" title=t.form.preferred>
            <input
                type="checkbox"
                name=name.clone()
                value="1"
                checked=is_set
                on:change=only_one
                aria-label=live(move || format!("{}: {}", about.get(), t.form.preferred))
            />
            {icon(Icon::Star)}
        </label>
        // Says that there is a box: one that is not ticked is not sent.
        <input type="hidden" name=name value="0"/>
    }
    .erase()
}

/// Where one is to be taken first, the others are not.
fn only_one(event: Event) {
    let target = event.target();
    let Some(ticked) = target.and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
        return;
    };
    let list = ticked.closest(".slots").ok().flatten();
    let Some(list) = list.filter(|_| ticked.checked()) else {
        return;
    };
    ticked.set_checked(false);
    while let Ok(Some(other)) = list.query_selector(".pref > input:checked") {
        other
            .unchecked_into::<HtmlInputElement>()
            .set_checked(false);
    }
    ticked.set_checked(true);
}
