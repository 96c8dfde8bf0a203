//! The type of an entry: one of the known ones, or a word of one's own.

use leptos::prelude::*;

use super::drafted::OWN;
use super::state::{FormState, typed};
use crate::live::{live, part};
use crate::messages::texts;
use crate::widgets::Erase;

/// A select with the types and, where "own label" is chosen, an input for it.
pub fn kind(
    name: &str,
    kinds: &[&'static str],
    chosen: Option<usize>,
    own: Option<String>,
    about: Signal<String>,
) -> AnyView {
    let t = texts();
    let label_name = format!("{name}.label");
    let chosen = match (&own, chosen) {
        (Some(_), _) => OWN.to_owned(),
        (None, chosen) => chosen.map(|index| index.to_string()).unwrap_or_default(),
    };
    let chosen = typed(&format!("{name}.type"), chosen);
    let has_own = RwSignal::new(chosen == OWN);
    let error = FormState::get().error(label_name.clone());
    let error_id = format!("{label_name}-error");
    let options = kinds.iter().enumerate().map(|(index, kind)| {
        let index = index.to_string();
        let selected = chosen == index;
        view! { <option value=index selected=selected>{*kind}</option> }
    });
    let options = options.collect::<Vec<_>>();
    let label = typed(&label_name, own.unwrap_or_default());
    let input = part(move || {
        has_own.get().then(|| {
            view! {
                <input
                    type="text"
                    class="own-label"
                    name=label_name.clone()
                    value=label.clone()
                    dir="auto"
                    autocomplete="off"
                    placeholder=t.form.own_label
                    aria-label=live(move || format!("{}: {}", about.get(), t.form.own_label))
                    aria-invalid=live(move || super::fields::invalid(error))
                    aria-describedby=error_id.clone()
                />
                <p class="field-error" id=error_id.clone()>{error}</p>
            }
            .erase()
        })
    });
    view! {
        <div class="kind">
            <select
                name=format!("{name}.type")
                aria-label=live(move || format!("{}: {}", about.get(), t.form.kind))
                on:change=move |event| has_own.set(event_target_value(&event) == OWN)
            >
                <option value="" selected=chosen.is_empty()>{t.form.no_type}</option>
                {options}
                <option value=OWN selected=chosen == OWN>{t.form.own_label}</option>
            </select>
            {input}
        </div>
    }
    .erase()
}
