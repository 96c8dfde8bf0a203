//! The help: every key that does something, and where those that are easily pressed by mistake are switched off.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::HELP;
use super::desk::{Desk, chord_key, is_beside};
use crate::live::{click, live, part};
use crate::messages::{keys, palette_texts, texts};
use crate::navigation::SETTINGS;
use crate::widgets::{Erase, Icon, icon};

/// What a key does: the keys, and whether they are pressed together.
type Line = (Vec<&'static str>, &'static str);

/// The dialog.
pub fn help(desk: Desk) -> AnyView {
    let (t, p) = (texts(), palette_texts());
    let beside = click(move |event: MouseEvent| {
        if is_beside(&event) {
            desk.close();
        }
    });
    let close = click(move |_| desk.close());
    let leave = click(move |_| desk.close());
    let state = live(move || match desk.shortcuts.get() {
        Some(false) => p.switched_off,
        _ => p.single_keys,
    });
    let content = part(move || (desk.summoned.get() == HELP).then(|| sections(desk)));
    view! {
        <dialog
            class="question keys"
            aria-labelledby="keys-title"
            node_ref=desk.help
            on:close=move |_| desk.closed(HELP)
            on:click=beside
        >
            <div class="keys-sheet">
                <div class="keys-head">
                    <h2 id="keys-title">{p.help}</h2>
                    <button type="button" class="icon-button" aria-label=t.share.close title=t.share.close on:click=close>
                        {icon(Icon::Close)}
                    </button>
                </div>
                {content}
                <p class="keys-note">{state}" "<a href=SETTINGS on:click=leave>{p.to_settings}</a></p>
            </div>
        </dialog>
    }
    .erase()
}

fn sections(desk: Desk) -> AnyView {
    let (t, p) = (texts(), palette_texts());
    let mut everywhere: Vec<Line> = vec![(vec![chord_key(), keys::PALETTE], t.list.palette)];
    if desk.shortcuts.get() == Some(true) {
        everywhere.extend([
            (vec![keys::SEARCH], t.list.search),
            (vec![keys::NEW], t.list.new_contact),
            (vec![keys::EDIT], p.edit),
            (vec![keys::HELP], p.help),
        ]);
    }
    view! {
        {section(p.everywhere, everywhere)}
        {section(p.in_list, vec![
            (vec![keys::DOWN, keys::UP], p.row),
            (vec![keys::PAGE_DOWN, keys::PAGE_UP], p.page),
            (vec![keys::END, keys::HOME], p.end),
            (vec![keys::ENTER], p.open),
            (vec![keys::SPACE], p.select),
            (vec![keys::SHIFT, keys::SPACE], p.select_range),
            (vec![chord_key(), keys::ALL], p.select_all),
            (vec![keys::ESCAPE], p.unselect),
        ])}
        {section(p.in_palette, vec![
            (vec![keys::DOWN, keys::UP], p.result),
            (vec![keys::HOME, keys::END], p.ends),
            (vec![keys::ENTER], p.choose),
            (vec![keys::ESCAPE], t.share.close),
        ])}
    }
    .erase()
}

fn section(title: &'static str, lines: Vec<Line>) -> AnyView {
    let lines = lines.into_iter().map(|(keys, does)| {
        let keys = keys
            .into_iter()
            .map(|key| view! { <kbd>{key}</kbd>" " }.erase());
        let keys = keys.collect::<Vec<_>>();
        view! { <div class="keys-line"><dt>{does}</dt><dd>{keys}</dd></div> }.erase()
    });
    let lines = lines.collect::<Vec<_>>();
    view! { <h3>{title}</h3><dl>{lines}</dl> }.erase()
}
