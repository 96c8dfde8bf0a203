//! The entry of a list to take first.

use leptos::prelude::*;

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
                name=name
                value="1"
                checked=is_set
                aria-label=live(move || format!("{}: {}", about.get(), t.form.preferred))
            />
            {icon(Icon::Star)}
        </label>
    }
    .erase()
}
