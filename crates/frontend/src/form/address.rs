//! One postal address in the form.

use domain::Address;
use leptos::prelude::*;

use super::fields::{Line, block, line};
use super::kind::kind;
use super::listed::address_kind;
use super::pref::pref;
use crate::messages::texts;
use crate::widgets::Erase;

/// The inputs of an address.
pub fn address(
    name: &str,
    address: &Address,
    kinds: &[&'static str],
    about: Signal<String>,
) -> AnyView {
    let t = texts();
    let (chosen, own) = address_kind(address);
    let part = |field: &str, value: &str, label: &'static str, class: &'static str| {
        line(
            &format!("{name}.{field}"),
            value,
            Line {
                label,
                class,
                ..Line::default()
            },
        )
    };
    view! {
        {kind(name, kinds, chosen, own, about)}
        {pref(name, address.pref, about)}
        <div class="grid">
            {block(&format!("{name}.street"), &address.street, t.form.street, 2, "span-all")}
            {part("extended", &address.extended, t.form.extended, "")}
            {part("po_box", &address.po_box, t.form.po_box, "")}
            {part("postal_code", &address.postal_code, t.form.postal_code, "")}
            {part("locality", &address.locality, t.form.locality, "")}
            {part("region", &address.region, t.form.region, "")}
            {part("country", &address.country, t.form.country, "")}
        </div>
    }
    .erase()
}
