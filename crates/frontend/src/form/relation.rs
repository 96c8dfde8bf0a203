//! The name of another person, with contacts to choose from: one that is chosen becomes a link.

use std::time::Duration;

use domain::{Name, Org, Page, Uuid};
use leptos::ev::{self, KeyboardEvent, MouseEvent};
use leptos::html::Input;
use leptos::prelude::*;
use serde::Deserialize;

use super::fields::invalid;
use super::state::{FormState, typed};
use crate::api::{Api, paths};
use crate::live::{click, live, part, spawn};
use crate::messages::texts;
use crate::session::Common;
use crate::widgets::{Erase, Icon, icon};

/// How many contacts are offered.
const MOST: u16 = 6;

/// How long somebody pauses who has typed.
const PAUSE: Duration = Duration::from_millis(150);

/// What the hidden input says of a link that is to be set or taken away; it is empty where nobody touched it.
pub const TOUCHED: char = '=';

/// A contact to choose.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Choice {
    id: Uuid,
    uid: String,
    name: Name,
    #[serde(default)]
    org: Org,
}

/// What the input and its list have in common.
#[derive(Clone, Copy)]
struct Combo {
    choices: RwSignal<Vec<Choice>>,
    /// Which of them the arrow keys are at.
    at: RwSignal<Option<usize>>,
    /// What the hidden input says.
    touched: RwSignal<String>,
    /// Whom the relation leads to, by name.
    linked: RwSignal<Option<String>>,
    /// Counts what was typed: an answer to something older comes too late.
    typed: StoredValue<u32>,
    /// Whether only the card of the other is known, and no name.
    is_nameless: bool,
    input: NodeRef<Input>,
    state: FormState,
}

/// The input of a name, and the link that may be behind it.
pub fn relation_value(
    name: &str,
    value: String,
    uid: Option<String>,
    about: Signal<String>,
) -> AnyView {
    let t = texts();
    let state = FormState::get();
    let is_nameless = value.is_empty() && uid.is_some();
    let value = typed(&format!("{name}.value"), value);
    let combo = Combo {
        choices: RwSignal::new(Vec::new()),
        at: RwSignal::new(None),
        touched: RwSignal::new(String::new()),
        linked: RwSignal::new(uid.map(|_| value.clone())),
        typed: StoredValue::new(0),
        is_nameless,
        input: NodeRef::new(),
        state,
    };
    let api = Common::get().api;
    let name_of = |part: &str| format!("{name}.{part}");
    let (value_name, uid_name, list_id) = (name_of("value"), name_of("uid"), name_of("list"));
    let (error, error_id) = (state.error(value_name.clone()), name_of("value-error"));
    let typed = move |_: ev::Event| combo.typed(api.clone());
    let option_id = {
        let list_id = list_id.clone();
        move |index: usize| format!("{list_id}-{index}")
    };
    let active = {
        let option_id = option_id.clone();
        live(move || combo.at.get().map(&option_id))
    };
    let is_open = move || !combo.choices.read().is_empty();
    let options = part(move || {
        let choices = combo.choices.get().into_iter().enumerate();
        let options = choices.map(|(index, choice)| combo.option(option_id(index), index, choice));
        Some(options.collect::<Vec<_>>().erase())
    });
    let says = live(move || match combo.choices.read().len() {
        0 => String::new(),
        count => (t.share.suggestions)(count),
    });
    let link = part(move || {
        let name = combo.linked.get()?;
        let unlink = (t.share.unlink)(&name);
        let text = match name.as_str() {
            "" => t.contact.unnamed_relation.to_owned(),
            name => (t.share.linked)(name),
        };
        Some(
            view! {
                <p class="field-hint relation-link">
                    {icon(Icon::Link)}
                    <bdi>{text}</bdi>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=unlink.clone()
                        title=unlink
                        on:click=click(move |_| combo.unlink())
                    >
                        {icon(Icon::Close)}
                    </button>
                </p>
            }
            .erase(),
        )
    });
    view! {
        <div class="slot-value combo">
            <input
                type="text"
                id=value_name.clone()
                name=value_name
                value=value
                dir="auto"
                autocomplete="off"
                spellcheck="false"
                role="combobox"
                aria-autocomplete="list"
                aria-expanded=live(move || if is_open() { "true" } else { "false" })
                aria-controls=list_id.clone()
                aria-activedescendant=active
                aria-label=about
                aria-invalid=live(move || invalid(error))
                aria-describedby=error_id.clone()
                node_ref=combo.input
                on:input=typed
                on:keydown=move |event| combo.key(&event)
                on:blur=move |_| combo.close()
            />
            <input type="hidden" name=uid_name value=live(move || combo.touched.get())/>
            <ul class="combo-list" role="listbox" id=list_id aria-label=t.share.choices hidden=live(move || !is_open())>
                {options}
            </ul>
            <span class="hidden" role="status">{says}</span>
            {link}
            <p class="field-error" id=error_id>{error}</p>
        </div>
    }
    .erase()
}

impl Combo {
    /// Somebody writes: whom they mean is open again.
    fn typed(self, api: Api) {
        let Some(input) = self.input.get_untracked() else {
            return;
        };
        // Another name is another person; a first name says who the card is of.
        if !self.is_nameless {
            self.linked.set(None);
        }
        // A link that was taken away stays so; one that was chosen goes with the name.
        if self.touched.with_untracked(|touched| touched.len() > 1) {
            self.touched.set(String::new());
        }
        let mine = self.typed.get_value() + 1;
        self.typed.set_value(mine);
        let text = input.value().trim().to_owned();
        if text.is_empty() {
            self.close();
            return;
        }
        let ask = move || {
            let is_last = move || self.typed.try_get_value() == Some(mine);
            if !is_last() {
                return;
            }
            let (api, text) = (api.clone(), text.clone());
            spawn(async move {
                let query = domain::ContactQuery {
                    q: Some(text),
                    limit: Some(MOST),
                    ..Default::default()
                };
                let found = api.ask(paths::list(&query)).await.read::<Page<Choice>>();
                if let (Ok(page), true) = (found, is_last()) {
                    let own = self.state.initial.with_value(|initial| initial.uid.clone());
                    let others = page.items.into_iter();
                    self.at.set(None);
                    // Nobody is related to themselves.
                    self.choices
                        .set(others.filter(|one| one.uid != own).collect());
                }
            });
        };
        set_timeout(ask, PAUSE);
    }

    fn close(self) {
        self.typed.update_value(|typed| *typed += 1);
        self.at.set(None);
        self.choices.set(Vec::new());
    }

    fn key(self, event: &KeyboardEvent) {
        let count = self.choices.read_untracked().len();
        if count == 0 || event.is_composing() {
            return;
        }
        let at = self.at.get_untracked();
        let to = match event.key().as_str() {
            "ArrowDown" => Some(at.map_or(0, |at| (at + 1) % count)),
            "ArrowUp" => Some(at.map_or(count - 1, |at| (at + count - 1) % count)),
            "Enter" if at.is_some() => {
                let choice = self.choices.with_untracked(|all| all.get(at?).cloned());
                if let Some(choice) = choice {
                    self.choose(&choice);
                }
                None
            }
            "Escape" => {
                self.close();
                None
            }
            _ => return,
        };
        event.prevent_default();
        if to.is_some() {
            self.at.set(to);
        }
    }

    fn choose(self, choice: &Choice) {
        if let Some(input) = self.input.get_untracked() {
            input.set_value(&choice.name.full);
        }
        self.touched.set(format!("{TOUCHED}{}", choice.uid));
        self.linked.set(Some(choice.name.full.clone()));
        self.state.dirty.set_value(true);
        self.close();
    }

    /// The name stays, and is one and no more.
    fn unlink(self) {
        self.touched.set(TOUCHED.to_string());
        self.linked.set(None);
        self.state.dirty.set_value(true);
        if let Some(input) = self.input.get_untracked() {
            let _ = input.focus();
        }
    }

    fn option(self, id: String, index: usize, choice: Choice) -> AnyView {
        let (name, org) = (choice.name.full.clone(), choice.org.name.clone());
        let org = (!org.is_empty() && org != name)
            .then(|| view! { <span class="combo-about" dir="auto">{org}</span> }.erase());
        let is_at = move || self.at.get() == Some(index);
        // A press would take the focus away, and the list with it.
        let press = |event: MouseEvent| event.prevent_default();
        let choose = click(move |_| self.choose(&choice));
        view! {
            <li
                role="option"
                id=id
                class="combo-option"
                aria-selected=live(move || if is_at() { "true" } else { "false" })
                on:mousedown=press
                on:click=choose
            >
                <span dir="auto">{name}</span>
                {org}
            </li>
        }
        .erase()
    }
}
