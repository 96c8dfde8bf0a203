//! The rows that are in view, and how one gets about in them.

use domain::Uuid;
use leptos::ev::{Event, FocusEvent, KeyboardEvent};
use leptos::leptos_dom::helpers::WindowListenerHandle;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::listing::{Listing, PAGE};
use super::rail::rail;
use super::roll::{AT_FIRST, Roll};
use super::row::{line, still};
use super::selection::{Selection, index_of};
use crate::live::{click, effect, keyed, live, on, part};
use crate::messages::texts;
use crate::navigation::{Filter, LIST};
use crate::session::Common;
use crate::widgets::Erase;

/// Marks the key of a row that nothing happens in.
const STILL: u32 = 1 << 31;

#[component]
pub fn Rows(
    /// What the list begins with.
    first: Listing,
    /// What is known and seen of it.
    roll: Roll,
    /// Whose contact is shown beside it.
    selected: Memo<Option<Uuid>>,
    /// What is to be changed at once.
    selection: Selection,
) -> impl IntoView {
    let alive = Common::get().alive;
    let filter = first.filter.clone();
    // All that the server has brought, for those without a script. As soon as there is one only those in view are left,
    // which is why those further down are not brought to life.
    let brought = first.from..first.from + first.page.items.len() as u32;
    let keys = move || {
        let count = roll.count();
        if !alive.get() {
            let lively = brought.start + AT_FIRST;
            let mark = |index: u32| if index < lively { index } else { index | STILL };
            return brought.clone().map(mark).collect();
        }
        let (start, end) = roll.window.get();
        let mut keys: Vec<u32> = (start..end.min(count)).collect();
        // The row with the focus stays, wherever the list is scrolled to.
        let active = roll.active.get();
        if roll.focused.get() && active < count {
            if active < start {
                keys.insert(0, active);
            } else if active >= end {
                keys.push(active);
            }
        }
        keys
    };
    let lines = {
        let filter = filter.clone();
        keyed(keys, move |key| match key & STILL {
            0 => line(key, roll, &filter, selected, selection),
            _ => still(key & !STILL, roll, &filter, selected),
        })
    };
    // The browser alone knows how high the list is.
    let height = live(move || format!("--count:{}", roll.count()));
    begin_at_place(roll, selected);
    let rail = roll.has_rail().then(|| rail(roll));
    view! {
        {rail}
        <ul
            class="rows"
            class:placed=alive
            prop:style=height
            on:click=selection.clicks(roll)
            on:keydown=press(roll, selection)
            on:focusin=focus_changed(roll, true)
            on:focusout=focus_changed(roll, false)
        >
            {lines}
        </ul>
        {part(move || roll.failed.get().then(|| failure(roll)))}
        <p class="more" hidden=alive>{further(&first, &filter)}</p>
    }
    .erase()
}

/// The ways on of those who have no script.
fn further(first: &Listing, filter: &Filter) -> Vec<AnyView> {
    let t = texts();
    let link = |href: String, text| view! { <a class="button" href=href>{text}</a> }.erase();
    let mut links = Vec::new();
    if first.from > 0 {
        links.push(link(filter.on(LIST), t.list.first_page));
    }
    if first.page.next_cursor.is_some() {
        let mut next = filter.on(LIST);
        next.push(if next.contains('?') { '&' } else { '?' });
        next.push_str(&format!("from={}", first.from + PAGE));
        links.push(link(next, t.list.more));
    }
    links
}

/// Some rows did not come.
fn failure(roll: Roll) -> AnyView {
    let t = texts();
    let again = click(move |_| {
        roll.failed.set(false);
        roll.want();
    });
    view! {
        <div class="list-failure" role="alert">
            <p>{t.list.more_failed}</p>
            <button type="button" class="button" on:click=again>{t.state.retry}</button>
        </div>
    }
    .erase()
}

/// Once there are rows: goes to the place that was left, or to the contact that is shown beside.
fn begin_at_place(roll: Roll, selected: Memo<Option<Uuid>>) {
    let alive = Common::get().alive;
    // These rows are the server's: whoever has scrolled meanwhile is where they want to be.
    let was_here = !alive.get_untracked();
    let begun = StoredValue::new(false);
    effect(move || {
        let chosen = selected.get();
        if !alive.get() {
            return;
        }
        let is_first = !begun.get_value();
        begun.set_value(true);
        // Before a shorter list moves what is seen.
        let start = roll.place();
        let go = move || {
            let place = is_first.then(|| roll.remembered()).flatten();
            match (place, chosen) {
                (Some(place), _) => roll.go(place),
                (None, Some(chosen)) => roll.reveal(chosen),
                (None, None) if is_first && !(was_here && start == 0.0) => roll.go(start),
                (None, None) => {}
            }
            if is_first {
                roll.moved();
            }
        };
        // When the rows have their places.
        set_timeout(go, std::time::Duration::ZERO);
    });
}

/// Listens to what moves the rows: the window, and the pane where it is that which scrolls.
pub fn follow(roll: Roll) {
    effect(move || {
        let handles = ["resize", "scroll"].map(|event| {
            let moved: Box<dyn Fn(Event)> = Box::new(move |_| roll.moved());
            window_event_listener_untyped(event, moved)
        });
        on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    });
}

/// Arrows and their like go from row to row, also to those that have not come yet.
fn press(roll: Roll, selection: Selection) -> Box<dyn FnMut(KeyboardEvent) + Send> {
    on(move |event: KeyboardEvent| {
        if selection.press(roll, &event) {
            return;
        }
        let last = roll.count_now().saturating_sub(1);
        let page = roll
            .view()
            .map_or(1, |view| view.fit().saturating_sub(1).max(1));
        let active = roll.active.get_untracked();
        let wanted = match event.key().as_str() {
            "ArrowDown" => active + 1,
            "ArrowUp" => active.saturating_sub(1),
            "PageDown" => active.saturating_add(page),
            "PageUp" => active.saturating_sub(page),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key() {
            return;
        }
        event.prevent_default();
        roll.activate(wanted.min(last));
    })
}

/// The row that gets the focus is the one that the keyboard comes back to.
fn focus_changed(roll: Roll, is_in: bool) -> Box<dyn FnMut(FocusEvent) + Send> {
    on(move |event: FocusEvent| {
        let row = event.target().and_then(|target| {
            let target = target.dyn_into::<Element>().ok()?;
            index_of(&target)
        });
        if let Some(row) = row.filter(|_| is_in) {
            roll.active.set(row);
        }
        roll.focused.set(is_in);
    })
}
