//! Lists in the form: phones, e-mail addresses, and whatever else there may be several of.

use domain::{CustomField, DateType, EmailType, Im, PhoneType, RelationType};
use leptos::prelude::*;

use super::address::address;
use super::date::date;
use super::fields::invalid;
use super::kind::kind;
use super::listed::{Entry, Listed};
use super::pref::pref;
use super::relation::relation_value;
use super::slots::{List, Slot};
use super::state::{FormState, typed};
use crate::live::{focus, instead, keyed, live};
use crate::messages::texts;
use crate::person::{self, SERVICES, service_title};
use crate::widgets::{Erase, Icon, icon};

/// What a list is called.
pub struct ListTexts {
    pub symbol: Icon,
    title: &'static str,
    /// One entry.
    pub one: &'static str,
    add: &'static str,
    remove: fn(usize) -> String,
}

/// What this list is called.
pub fn texts_of(list: List) -> ListTexts {
    let (c, f) = (&texts().contact, &texts().form);
    let (symbol, title, one, add, remove) = match list {
        List::Phones => (Icon::Phone, c.phones, f.phone, f.add_phone, f.remove_phone),
        List::Emails => (Icon::Mail, c.emails, f.email, f.add_email, f.remove_email),
        List::Addresses => (
            Icon::Pin,
            c.addresses,
            c.addresses,
            f.add_address,
            f.remove_address,
        ),
        List::Urls => (Icon::Web, c.urls, f.url, f.add_url, f.remove_url),
        List::Ims => (Icon::Chat, c.ims, f.im, f.add_im, f.remove_im),
        List::Dates => (Icon::Day, c.dates, f.date, f.add_date, f.remove_date),
        List::Relations => (
            Icon::People,
            c.relations,
            f.relation,
            f.add_relation,
            f.remove_relation,
        ),
        List::Custom | List::Labels => (
            Icon::Field,
            c.custom,
            f.custom,
            f.add_custom,
            f.remove_custom,
        ),
    };
    ListTexts {
        symbol,
        title,
        one,
        add,
        remove,
    }
}

/// Adds an entry and takes the visitor there.
pub fn add_one(state: FormState, list: List) {
    let key = state.add(list);
    focus(format!(
        "[name^='{}.{key}.']:not(select, [type=checkbox], [type=hidden])",
        list.name()
    ));
}

/// One list with its "add" button.
pub fn entry_list(list: List) -> AnyView {
    let state = FormState::get();
    let ListTexts {
        symbol, title, add, ..
    } = texts_of(list);
    let add_id = format!("add-{}", list.name());
    let keys = move || {
        let slots = state.slots.read();
        slots.list(list).iter().map(|slot| slot.key).collect()
    };
    let slots = keyed(keys, move |key| {
        let slot = state.slots.with_untracked(|slots| slots.find(list, key));
        slot.map_or_else(|| ().into_any(), |slot| slot_view(list, slot))
    });
    view! {
        <fieldset class="form-section" hidden=live(move || list.is_rare() && state.count(list) == 0)>
            <legend class="section-title">{icon(symbol)}<span>{title}</span></legend>
            <div class="slots">
                {slots}
            </div>
            <button
                class="button add"
                id=add_id
                name="more"
                value=list.name()
                on:click=instead(move || add_one(state, list))
            >
                {icon(Icon::Plus)}
                {add}
            </button>
        </fieldset>
    }
    .erase()
}

fn slot_view(list: List, slot: Slot) -> AnyView {
    let t = texts();
    let state = FormState::get();
    let number = move || {
        let place = state
            .slots
            .with(|slots| slots.list(list).iter().position(|one| one.key == slot.key));
        place.unwrap_or_default() + 1
    };
    let ListTexts { one, remove, .. } = texts_of(list);
    let about = Signal::derive(move || (t.form.numbered)(one, number()));
    let name = format!("{}.{}", list.name(), slot.key);
    let inside = state.initial.with_value(|initial| match list {
        List::Phones => {
            let kinds = PhoneType::ALL.map(t.phone_type);
            entry(&name, of(&initial.phones, slot), &kinds, "tel", about)
        }
        List::Emails => entry(&name, of(&initial.emails, slot), &places(), "email", about),
        List::Urls => entry(&name, of(&initial.urls, slot), &places(), "url", about),
        List::Ims => im(&name, slot.of(&initial.ims), about),
        List::Dates => {
            let kinds = DateType::ALL.map(t.date_type);
            date(&name, slot.of(&initial.dates), &kinds, about)
        }
        List::Relations => {
            let kinds = RelationType::ALL.map(t.relation_type);
            let uid = slot.of(&initial.relations).and_then(|one| one.uid.clone());
            let Entry {
                value,
                kind: chosen,
                label,
                ..
            } = of(&initial.relations, slot);
            view! {
                {kind(&name, &kinds, chosen, label, about)}
                {relation_value(&name, value, uid, about)}
            }
            .erase()
        }
        List::Custom | List::Labels => custom(&name, slot.of(&initial.custom), about),
        List::Addresses => {
            let before = slot.of(&initial.addresses).cloned().unwrap_or_default();
            address(&name, &before, &places(), about)
        }
    });
    // The one input of the plain lists has this name itself.
    let is_group = matches!(list, List::Addresses | List::Dates);
    let (role, group) = (is_group.then_some("group"), move || {
        is_group.then(|| about.get())
    });
    let take_away = move || {
        state.remove(list, slot.key);
        // Where the last one takes the whole section along, its place is the menu.
        let is_gone = list.is_rare()
            && state
                .slots
                .with_untracked(|slots| slots.list(list).is_empty());
        focus(match is_gone {
            true => ".add-field > button:not([hidden])".to_owned(),
            false => format!("#add-{}", list.name()),
        });
    };
    view! {
        <div class=format!("slot slot-{}", list.name()) role=role aria-label=group>
            {inside}
            <button
                class="icon-button remove"
                name="less"
                value=name
                aria-label=live(move || remove(number()))
                title=live(move || remove(number()))
                on:click=instead(take_away)
            >
                {icon(Icon::Close)}
            </button>
        </div>
    }
    .erase()
}

fn of<T: Listed>(entries: &[T], slot: Slot) -> Entry {
    slot.of(entries).map(Listed::entry).unwrap_or_default()
}

fn entry(
    name: &str,
    entry: Entry,
    kinds: &[&'static str],
    inputmode: &'static str,
    about: Signal<String>,
) -> AnyView {
    view! {
        {kind(name, kinds, entry.kind, entry.label, about)}
        {value(name, entry.value, inputmode, Some(entry.pref), about)}
    }
    .erase()
}

/// The input of a value, with what is wrong with it, and where it may be the one to take first whether it is.
fn value(
    name: &str,
    value: String,
    inputmode: &'static str,
    is_first: Option<bool>,
    about: Signal<String>,
) -> AnyView {
    let pref = is_first.map(|is_first| pref(name, is_first, about));
    let name = format!("{name}.value");
    let value = typed(&name, value);
    let error = FormState::get().error(name.clone());
    let (error_id, doubt_id) = (format!("{name}-error"), format!("{name}-doubt"));
    // Names and words are written as sentences are; numbers and addresses are not.
    let is_text = inputmode == "text";
    let doubted = RwSignal::new(doubt(inputmode, &value));
    view! {
        <div class="slot-value">
            <input
                type="text"
                id=name.clone()
                name=name
                value=value
                dir="auto"
                autocomplete="off"
                autocapitalize=(!is_text).then_some("none")
                spellcheck="false"
                inputmode=(!inputmode.is_empty()).then_some(inputmode)
                aria-label=about
                aria-invalid=live(move || invalid(error))
                aria-describedby=format!("{error_id} {doubt_id}")
                on:change=move |event| doubted.set(doubt(inputmode, &event_target_value(&event)))
            />
            {pref}
            <p class="field-error" id=error_id>{error}</p>
            <p class="field-doubt" id=doubt_id role="status">{live(move || doubted.get())}</p>
        </div>
    }
    .erase()
}

/// What looks as if it were mistyped. It is said and no more: people have reasons.
fn doubt(inputmode: &str, text: &str) -> Option<&'static str> {
    let t = texts();
    let text = text.trim();
    let has_ending = |address: &str| {
        let host = address.rsplit('@').next().unwrap_or_default();
        host.contains('.') && !host.ends_with('.')
    };
    match inputmode {
        _ if text.is_empty() => None,
        "email" if person::mailto(text).is_none() || text.contains(char::is_whitespace) => {
            Some(t.form.doubt_email)
        }
        "email" if !has_ending(text) => Some(t.form.doubt_ending),
        "tel" if person::tel(text).is_none() => Some(t.form.doubt_phone),
        "url" if person::web(text).is_none() => Some(t.form.doubt_url),
        _ => None,
    }
}

/// A second input beside the value, for the word that says what the value is.
fn word(
    name: String,
    value: &str,
    label: &'static str,
    about: Signal<String>,
    list: Option<&'static str>,
) -> AnyView {
    let value = typed(&name, value.to_owned());
    let error = FormState::get().error(name.clone());
    let error_id = format!("{name}-error");
    view! {
        <div class="slot-word">
            <input
                type="text"
                name=name
                value=value
                dir="auto"
                autocomplete="off"
                list=list
                placeholder=label
                aria-label=live(move || format!("{}: {label}", about.get()))
                aria-invalid=live(move || invalid(error))
                aria-describedby=error_id.clone()
            />
            <p class="field-error" id=error_id>{error}</p>
        </div>
    }
    .erase()
}

fn im(name: &str, im: Option<&Im>, about: Signal<String>) -> AnyView {
    let service = im.and_then(|im| im.service.as_deref()).unwrap_or_default();
    let Entry {
        value: handle,
        kind: chosen,
        label,
        pref,
    } = im.map(Listed::entry).unwrap_or_default();
    view! {
        {word(
            format!("{name}.service"),
            service_title(service),
            texts().form.service,
            about,
            Some(SERVICES_ID),
        )}
        {value(name, handle, "", Some(pref), about)}
        {kind(name, &places(), chosen, label, about)}
    }
    .erase()
}

const SERVICES_ID: &str = "services";

/// The services that the form knows, once for all inputs.
pub fn services() -> AnyView {
    let services = SERVICES
        .iter()
        .map(|service| view! { <option value=service.title></option> }.erase());
    view! { <datalist id=SERVICES_ID>{services.collect::<Vec<_>>()}</datalist> }.erase()
}

fn custom(name: &str, field: Option<&CustomField>, about: Signal<String>) -> AnyView {
    let (label, text) = field.map_or(("", ""), |field| (&field.label, &field.value));
    view! {
        {word(format!("{name}.label"), label, texts().form.custom_label, about, None)}
        {value(name, text.to_owned(), "text", None, about)}
    }
    .erase()
}

fn places() -> [&'static str; EmailType::ALL.len()] {
    EmailType::ALL.map(texts().place)
}
