//! The order of the list and what it is narrowed to: a plain form, and chips that take a filter away.

use domain::search::Has;
use domain::{NameOrder, Sort};
use leptos::ev::Event;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::CurrentFilter;
use super::shelf::{Shelf, dot};
use crate::live::{Live, click, focus, live, part};
use crate::messages::texts;
use crate::navigation::{Filter, LIST, Labelled, Part, SORTS, sort_word};
use crate::session::{Common, Session};
use crate::widgets::{Erase, Icon, icon};

/// What the form offers; an address may ask for more.
const OFFERED: [Has; 4] = [Has::Phone, Has::Email, Has::Birthday, Has::Photo];

/// What the order and the filters are sent with together where there is no script.
const FORM: &str = "narrow";

/// Shows the list in another way.
fn chooser() -> Callback<Filter> {
    let path = use_location().pathname;
    let navigate = use_navigate();
    Callback::new(move |wanted: Filter| {
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&wanted.on(&path.read_untracked()), options);
    })
}

/// What the list is sorted by.
#[component]
pub fn Order(
    /// What the list is narrowed to.
    filter: CurrentFilter,
) -> impl IntoView {
    let common = Common::get();
    let choose = chooser();
    let order = part(move || {
        let preferred = match common.session() {
            Some(Ok(Session::In(user))) => user.name_order,
            _ => NameOrder::default(),
        };
        Some(order(filter, preferred.sort(), choose))
    });
    view! { <Transition>{order}</Transition> }.erase()
}

/// The filters. Without JavaScript they are sent; with it every choice shows at once.
#[component]
pub fn Narrow(
    /// What the list is narrowed to.
    filter: CurrentFilter,
) -> impl IntoView {
    let t = texts();
    let (alive, choose) = (Common::get().alive, chooser());
    let has = OFFERED.map(|has| {
        let toggled = move |on: bool| {
            let mut wanted = filter.get_untracked().without(Part::Has(has));
            if on {
                wanted.has.push(has);
            }
            choose.run(wanted);
        };
        let is_on = move || filter.read().has.contains(&has);
        check(
            "has",
            has.as_str(),
            (t.narrow.has)(has),
            live(is_on),
            Callback::new(toggled),
        )
    });
    let is_without = move || filter.read().label == Some(Labelled::Without);
    let without = Callback::new(move |on: bool| {
        let label = on.then_some(Labelled::Without);
        choose.run(Filter {
            label,
            ..filter.get_untracked()
        });
    });
    // It would contradict a label that is chosen.
    let unlabelled = part(move || {
        let is_free = !matches!(filter.read().label, Some(Labelled::With(_)));
        is_free.then(|| {
            check(
                "label",
                "none",
                t.narrow.unlabelled,
                live(is_without),
                without,
            )
        })
    });
    let kept = part(move || {
        // What the form's own inputs say is left out here.
        let mut kept = filter.get();
        kept.has.retain(|has| !OFFERED.contains(has));
        kept.label = kept.label.filter(|label| *label != Labelled::Without);
        kept.sort = None;
        Some(hidden_inputs(&kept))
    });
    view! {
        <details class="narrow">
            <summary>{icon(Icon::Sliders)}{t.narrow.title}</summary>
            <form id=FORM method="get" action=LIST>
                {kept}
                <fieldset class="field">
                    <legend>{t.narrow.only}</legend>
                    <div class="checks">{has.into_iter().collect::<Vec<_>>()}</div>
                </fieldset>
                {unlabelled}
                <button class="button" hidden=alive>{t.narrow.apply}</button>
            </form>
        </details>
    }
    .erase()
}

fn order(filter: CurrentFilter, preferred: Sort, choose: Callback<Filter>) -> AnyView {
    let t = texts();
    let chosen = move || filter.read().sort.unwrap_or(preferred);
    let options = SORTS.map(|sort| {
        let is_chosen = untrack(chosen) == sort;
        view! { <option value=sort_word(sort) selected=is_chosen>{(t.narrow.sort)(sort)}</option> }
            .erase()
    });
    let changed = move |event: Event| {
        let word = event_target_value(&event);
        let sort = SORTS.into_iter().find(|sort| sort_word(*sort) == word);
        choose.run(Filter {
            sort: sort.filter(|sort| *sort != preferred),
            ..filter.get_untracked()
        });
    };
    view! {
        <div class="sort" title=t.narrow.sort_by>
            {icon(Icon::Sort)}
            <select name="sort" form=FORM aria-label=t.narrow.sort_by on:change=changed prop:value=live(move || sort_word(chosen()))>
                {options.into_iter().collect::<Vec<_>>()}
            </select>
        </div>
    }
    .erase()
}

fn check(
    name: &'static str,
    value: &'static str,
    text: &'static str,
    mut is_on: Live<bool>,
    toggled: Callback<bool>,
) -> AnyView {
    let at_first = untrack(&mut is_on);
    let changed = move |event: Event| toggled.run(event_target_checked(&event));
    view! {
        <label class="check">
            <input type="checkbox" name=name value=value checked=at_first prop:checked=is_on on:change=changed/>
            {text}
        </label>
    }
    .erase()
}

/// What a form keeps of the filter.
pub fn hidden_inputs(filter: &Filter) -> AnyView {
    let pairs = filter.pairs().into_iter();
    pairs
        .map(|(key, value)| view! { <input type="hidden" name=key value=value/> }.erase())
        .collect::<Vec<_>>()
        .erase()
}

/// What the list is narrowed to; a click takes one away.
#[component]
pub fn Chips(
    /// What the list is narrowed to.
    filter: CurrentFilter,
    /// The books and labels.
    shelf: Shelf,
) -> impl IntoView {
    let t = texts();
    let path = use_location().pathname;
    let chips = part(move || {
        let filter = filter.read();
        let parts = filter.parts();
        if parts.is_empty() {
            return None;
        }
        let chip = |part: Part| {
            let (name, color) = shelf.name(part);
            let href = filter.without(part).on(&path.read());
            let label = (t.narrow.remove)(&name);
            // Round is a book, and square a label, wherever they stand.
            let class = match part {
                Part::Label(_) => "chip label",
                _ => "chip",
            };
            // The chip goes, so the focus goes on to what it was about.
            let go = click(|_| focus("#content".to_owned()));
            view! {
                <li>
                    <a class=class href=href aria-label=label on:click=go>
                        {color.map(dot)}
                        <span class="chip-name" dir="auto">{name}</span>
                        {icon(Icon::Close)}
                    </a>
                </li>
            }
            .erase()
        };
        let chips = parts.into_iter().map(chip).collect::<Vec<_>>();
        Some(view! { <ul class="chips narrowed" aria-label=t.narrow.chips>{chips}</ul> }.erase())
    });
    view! { <Transition>{chips}</Transition> }.erase()
}
