//! Labels: a chip for each, and an input that makes one of what is typed on Enter or a comma.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, InputEvent};

use super::drafted::{has_label, labels_in};
use super::fields::invalid;
use super::slots::{List, Slot, TYPED};
use super::state::{FormState, typed};
use crate::book::{Shelf, groups_of};
use crate::live::{focus, instead, keyed, live, part};
use crate::messages::texts;
use crate::widgets::{Erase, Icon, icon};

/// The section with all labels.
pub fn labels() -> AnyView {
    let t = texts();
    let state = FormState::get();
    let shelf = use_context::<Shelf>();
    let name = input_name();
    let error = state.error(name.clone());
    let (error_id, hint_id) = (format!("{name}-error"), format!("{name}-hint"));
    let keys = move || {
        let slots = state.slots.read();
        slots
            .list(List::Labels)
            .iter()
            .map(|slot| slot.key)
            .collect()
    };
    let chips = keyed(keys, move |key| {
        let slot = state
            .slots
            .with_untracked(|slots| slots.find(List::Labels, key));
        slot.map_or_else(|| ().into_any(), chip)
    });
    let on_key = move |event: KeyboardEvent| {
        let Some(input) = input_of(&event) else {
            return;
        };
        // What a writing system composes is not finished, whatever key it is.
        if event.is_composing() {
            return;
        }
        let is_empty = input.value().trim().is_empty();
        match event.key().as_str() {
            // An empty input lets Enter send the form, as everywhere.
            "Enter" if !is_empty => {
                event.prevent_default();
                take(state, shelf, &input);
            }
            "Backspace" if input.value().is_empty() => {
                let last = state
                    .slots
                    .with_untracked(|slots| slots.list(List::Labels).last().copied());
                if let Some(last) = last {
                    state.remove(List::Labels, last.key);
                }
            }
            _ => {}
        }
    };
    // A comma by any keyboard, also one that tells no keys, and in what is pasted; but not one in the name of a label.
    let on_input = move |event: ev::Event| {
        let Some(input) = input_of(&event) else {
            return;
        };
        let typed = input.value().trim_start().to_lowercase();
        let is_begun = |label: &String| label.to_lowercase().starts_with(&typed);
        let ends = typed.contains(',') && !names(shelf).iter().any(is_begun);
        if ends || is_chosen(&event) {
            take(state, shelf, &input);
        }
    };
    view! {
        <fieldset class="form-section">
            <legend class="section-title">{icon(Icon::Label)}<span>{t.contact.labels}</span></legend>
            <div>
                <div class="label-box">
                    <ul class="chips">{chips}</ul>
                    <input
                        type="text"
                        id=name.clone()
                        name=name.clone()
                        value=typed(&name, String::new())
                        dir="auto"
                        autocomplete="off"
                        list=KNOWN
                        enterkeyhint="done"
                        placeholder=t.form.add_label
                        aria-label=t.form.add_label
                        aria-invalid=live(move || invalid(error))
                        aria-describedby=format!("{error_id} {hint_id}")
                        on:keydown=on_key
                        on:input=on_input
                    />
                </div>
                {known(shelf)}
                <p class="field-error" id=error_id>{error}</p>
                <p class="field-hint" id=hint_id>{t.form.labels_hint}</p>
            </div>
        </fieldset>
    }
    .erase()
}

const KNOWN: &str = "known-labels";

/// The names of the labels that there are. Without a shelf around it the form knows none.
fn names(shelf: Option<Shelf>) -> Vec<String> {
    let labels = shelf.map(|shelf| untrack(|| groups_of(shelf.labels)));
    let labels = labels.into_iter().flatten();
    labels.map(|label| label.name).collect()
}

/// The labels that there are, to choose from.
fn known(shelf: Option<Shelf>) -> AnyView {
    let Some(shelf) = shelf else {
        return ().into_any();
    };
    let options = part(move || {
        let labels = groups_of(shelf.labels).into_iter();
        let options = labels.map(|label| view! { <option value=label.name></option> }.erase());
        Some(view! { <datalist id=KNOWN>{options.collect::<Vec<_>>()}</datalist> }.erase())
    });
    view! { <Transition>{options}</Transition> }.erase()
}

/// Whether a label was chosen and not typed: browsers tell of that as of a replacement, or in no detail at all.
fn is_chosen(event: &ev::Event) -> bool {
    match event.dyn_ref::<InputEvent>() {
        Some(event) => event.input_type() == "insertReplacementText",
        None => true,
    }
}

fn chip(slot: Slot) -> AnyView {
    let t = texts();
    let state = FormState::get();
    let known = state
        .initial
        .with_value(|initial| slot.of(&initial.labels).cloned());
    let text = known.unwrap_or_else(|| added(state, slot.key));
    let entry = format!("{}.{}", List::Labels.name(), slot.key);
    let name = format!("{entry}.value");
    let text = typed(&name, text);
    let error = state.error(name.clone());
    let remove = (t.form.remove_label)(&text);
    let take_away = move || {
        state.remove(List::Labels, slot.key);
        focus(format!("[id='{}']", input_name()));
    };
    view! {
        <li class="chip" class:refused=live(move || error.read().is_some())>
            <input type="hidden" name=name value=text.clone()/>
            <bdi>{text}</bdi>
            <button name="less" value=entry aria-label=remove.clone() title=remove on:click=instead(take_away)>
                {icon(Icon::Close)}
            </button>
            <span class="field-error">{error}</span>
        </li>
    }
    .erase()
}

/// Makes chips of what is typed. What is there already is not added again.
fn take(state: FormState, shelf: Option<Shelf>, input: &HtmlInputElement) {
    let value = input.value();
    let whole = value.trim();
    let labels: Vec<&str> = match has_label(names(shelf).iter().map(String::as_str), whole) {
        true => vec![whole],
        false => labels_in(&value).collect(),
    };
    for label in labels {
        let is_there = state.slots.with_untracked(|slots| {
            state.initial.with_value(|initial| {
                let slots = slots.list(List::Labels).iter();
                let texts: Vec<String> = slots
                    .map(|slot| match slot.of(&initial.labels) {
                        Some(label) => label.clone(),
                        None => added(state, slot.key),
                    })
                    .collect();
                has_label(texts.iter().map(String::as_str), label)
            })
        });
        if !is_there {
            state.add_label(label);
        }
    }
    input.set_value("");
}

fn added(state: FormState, key: u32) -> String {
    state.added.with_value(|added| {
        let found = added.iter().find(|(one, _)| *one == key);
        found.map(|(_, label)| label.clone()).unwrap_or_default()
    })
}

fn input_name() -> String {
    format!("{}.{TYPED}.value", List::Labels.name())
}

fn input_of(event: &ev::Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}
