//! The palette.

use leptos::ev::{Event, KeyboardEvent, MouseEvent};
use leptos::prelude::*;

use super::PALETTE;
use super::desk::{Desk, is_beside};
use super::options::{LIST, count, foot, id, offer, options, told};
use crate::live::{click, live, on};
use crate::messages::{palette_texts, texts};
use crate::widgets::{Erase, Icon, icon};

/// A dialog with one line to write in, and what is offered for it below.
pub fn palette(desk: Desk) -> AnyView {
    let (t, p) = (texts(), palette_texts());
    offer(desk);
    let write = on(move |event: Event| desk.ask(event_target_value(&event)));
    let press = on(move |event: KeyboardEvent| key(desk, &event));
    let beside = click(move |event: MouseEvent| {
        if is_beside(&event) {
            desk.close();
        }
    });
    let close = click(move |_| desk.close());
    let is_empty = Memo::new(move |_| desk.offered.read().is_empty());
    let active = live(move || (!is_empty.get()).then(|| id(desk.at.get())));
    let says = live(move || {
        let is_asked = !desk.asked.read().is_empty();
        let count = count(&desk.offered.read());
        let said = || (p.count)(&(t.number)(count as i64));
        (is_asked && count > 0).then(said).unwrap_or_default()
    });
    view! {
        <dialog
            class="palette"
            aria-label=t.list.palette
            node_ref=desk.palette
            on:close=move |_| desk.closed(PALETTE)
            on:click=beside
        >
            <div class="palette-sheet">
                <div class="palette-head">
                    {icon(Icon::Search)}
                    <input
                        type="text"
                        role="combobox"
                        aria-label=t.list.palette
                        aria-autocomplete="list"
                        aria-expanded=live(move || if is_empty.get() { "false" } else { "true" })
                        aria-controls=LIST
                        aria-activedescendant=active
                        placeholder=p.placeholder
                        autocomplete="off"
                        autocapitalize="off"
                        spellcheck="false"
                        enterkeyhint="go"
                        dir="auto"
                        node_ref=desk.input
                        on:input=write
                        on:keydown=press
                    />
                    <button type="button" class="icon-button" aria-label=t.share.close title=t.share.close on:click=close>
                        {icon(Icon::Close)}
                    </button>
                </div>
                <span class="hidden" role="status">{says}</span>
                {options(desk)}
                {told(desk)}
                {foot(desk)}
            </div>
        </dialog>
    }
    .erase()
}

fn key(desk: Desk, event: &KeyboardEvent) {
    let is_held = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key();
    if event.is_composing() || is_held {
        return;
    }
    let count = count(&desk.offered.read_untracked()).max(1);
    let at = desk.at.get_untracked().min(count - 1);
    let to = match event.key().as_str() {
        "ArrowDown" => (at + 1) % count,
        "ArrowUp" => (at + count - 1) % count,
        "Home" => 0,
        "End" => count - 1,
        "Enter" => {
            event.prevent_default();
            return desk.choose();
        }
        _ => return,
    };
    event.prevent_default();
    desk.is_hasty.set_value(false);
    desk.at.set(to);
}
