//! What is offered in the palette, line by line.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use web_sys::HtmlElement;

use super::PALETTE;
use super::asking::State;
use super::commands::commands;
use super::desk::{Desk, found, press};
use super::items::{Command, Does, Group, Item, Look, Sign};
use crate::book::{Row, dot, marked, row_content};
use crate::live::{click, effect, live, on, part, spawn};
use crate::messages::{keys, palette_texts, texts};
use crate::navigation::contact;
use crate::widgets::{Erase, Icon, Toast, copied, icon};

/// The list of options.
pub const LIST: &str = "palette-options";

/// The element of one of them.
pub fn id(index: usize) -> String {
    format!("palette-option-{index}")
}

/// Keeps what is offered up to date: commands, which are known at once, and contacts below, so that nothing moves when they
/// come.
pub fn offer(desk: Desk) {
    effect(move || {
        // What a page has to offer is looked for when the palette is opened.
        if desk.summoned.get() != PALETTE {
            desk.offered.set(Vec::new());
            return;
        }
        let mut groups = commands(desk, &desk.asked.read());
        let rows = desk.found.with(|found| found.rows.clone());
        if !rows.is_empty() {
            let filter = desk.filter.get();
            let item = |row: Row| Item {
                does: Does::Go(filter.on(&contact(row.id))),
                look: Look::Contact(Box::new(row)),
            };
            groups.push(Group {
                title: texts().list.heading,
                items: rows.into_iter().map(item).collect(),
            });
        }
        // Only others are shown anew.
        if desk.offered.with_untracked(|offered| *offered != groups) {
            stay(desk, &groups);
            desk.offered.set(groups);
        }
    });
}

/// Others are about to be offered. Whoever has gone to a contact, or has pressed Enter on one, means that one, wherever it
/// stands now.
fn stay(desk: Desk, groups: &[Group]) {
    let at = desk.at.get_untracked();
    let is_hasty = desk.is_hasty.get_value();
    if at == 0 && !is_hasty {
        return;
    }
    let meant = desk.offered.with_untracked(|offered| {
        let item = items(offered).nth(at)?;
        matches!(item.look, Look::Contact(_)).then(|| item.does.clone())
    });
    let Some(meant) = meant else {
        return;
    };
    let now = items(groups).position(|item| item.does == meant);
    if now.is_none() && at > 0 {
        desk.is_hasty.set_value(false);
    }
    desk.at.set(now.unwrap_or_default());
}

fn items(groups: &[Group]) -> impl Iterator<Item = &Item> {
    groups.iter().flat_map(|group| &group.items)
}

/// How many options there are.
pub fn count(groups: &[Group]) -> usize {
    groups.iter().map(|group| group.items.len()).sum()
}

impl Desk {
    /// Chooses what the arrow keys are at. What is no match for what is written now is not meant.
    pub fn choose(self) {
        let is_waiting = self
            .found
            .with_untracked(|found| found.state == State::Waiting);
        match found(&format!("#{}", id(self.at.get_untracked()))) {
            Some(option) if !(is_waiting && option.has_attribute("data-contact")) => option.click(),
            _ => self.is_hasty.set_value(is_waiting),
        }
    }
}

/// The options in their groups.
pub fn options(desk: Desk) -> AnyView {
    follow(desk);
    let groups = part(move || {
        let mut index = 0;
        let groups = desk
            .offered
            .get()
            .into_iter()
            .enumerate()
            .map(|(number, group)| {
                let title_id = format!("palette-group-{number}");
                let named_by = title_id.clone();
                let items = group.items.into_iter().map(|item| {
                    index += 1;
                    option(desk, index - 1, item)
                });
                let items = items.collect::<Vec<_>>();
                view! {
                    <div role="group" aria-labelledby=named_by>
                        <p class="palette-title" role="presentation" id=title_id>{group.title}</p>
                        {items}
                    </div>
                }
                .erase()
            });
        Some(groups.collect::<Vec<_>>().erase())
    });
    view! {
        <div
            class="palette-options"
            class:waiting=move || desk.found.with(|found| found.state == State::Waiting)
            role="listbox"
            id=LIST
            aria-label=palette_texts().results
        >
            {groups}
        </div>
    }
    .erase()
}

fn option(desk: Desk, index: usize, item: Item) -> AnyView {
    let is_contact = matches!(item.look, Look::Contact(_)).then_some("");
    let content = match item.look {
        Look::Contact(row) => row_content(*row),
        Look::Command(command) => line(command),
    };
    let (does, href) = match item.does {
        Does::Go(address) => (None, Some(address)),
        does => (Some(does), None),
    };
    let choose = click(move |event: MouseEvent| {
        // Another window is no end of looking here.
        if !event.ctrl_key() && !event.meta_key() && !event.shift_key() {
            desk.close();
            if let Some(does) = &does {
                act(desk, does);
            }
        }
    });
    // A press would take the focus out of where somebody writes.
    let hold = on(|event: MouseEvent| event.prevent_default());
    let point = on(move |_: MouseEvent| {
        if desk.at.get_untracked() != index {
            desk.at.set(index);
        }
    });
    view! {
        <a
            class="palette-option"
            role="option"
            id=id(index)
            href=href
            tabindex="-1"
            data-contact=is_contact
            aria-selected=live(move || if desk.at.get() == index { "true" } else { "false" })
            on:mousedown=hold
            on:mousemove=point
            on:click=choose
        >
            {content}
        </a>
    }
    .erase()
}

fn line(command: Command) -> AnyView {
    let sign = match command.sign {
        Sign::Icon(one) => icon(one),
        Sign::Dot(color) => dot(color),
    };
    let name = marked(&command.name, &command.marks);
    let key = command
        .key
        .map(|key| view! { <kbd aria-hidden="true">{key}</kbd> }.erase());
    view! {
        <span class="palette-sign">{sign}</span>
        <span class="palette-name" dir="auto">{name}</span>
        {key}
    }
    .erase()
}

fn act(desk: Desk, does: &Does) {
    match does {
        Does::Go(address) => desk.go(address),
        Does::Press(selector) => _ = press(selector),
        Does::Summon(dialog) => desk.summoned.set(*dialog),
        Does::CopyLink => copy_link(desk),
    }
}

/// The address of the contact, without what the list beside it is narrowed to.
fn copy_link(desk: Desk) {
    let place = window().location();
    let (Ok(origin), Ok(path)) = (place.origin(), place.pathname()) else {
        return;
    };
    spawn(async move {
        let text = match copied(&format!("{origin}{path}")).await {
            true => palette_texts().link_copied,
            false => texts().share.not_copied,
        };
        desk.toasts.say(Toast {
            text: text.to_owned(),
            undo: None,
        });
    });
}

/// Keeps the option that the arrow keys are at in view, with the title above it where it is the first.
fn follow(desk: Desk) {
    effect(move || {
        let (at, last) = (desk.at.get(), count(&desk.offered.read()).saturating_sub(1));
        if at > last {
            desk.at.set(last);
            return;
        }
        let (Some(list), Some(option)) =
            (found(&format!("#{LIST}")), found(&format!("#{}", id(at))))
        else {
            return;
        };
        show(&list, &option, at == 0);
    });
}

fn show(list: &HtmlElement, option: &HtmlElement, is_first: bool) {
    let (frame, seen) = (
        list.get_bounding_client_rect(),
        option.get_bounding_client_rect(),
    );
    let above = seen.top() - frame.top();
    let below = seen.bottom() - frame.bottom();
    let by = match () {
        () if is_first => -f64::from(list.scroll_top()),
        () if above < 0.0 => above,
        () if below > 0.0 => below,
        () => return,
    };
    list.set_scroll_top(list.scroll_top() + by as i32);
}

/// What is said where there is nothing to choose, or not all that there might be.
pub fn told(desk: Desk) -> AnyView {
    let p = palette_texts();
    let text = part(move || {
        let state = desk.found.with(|found| found.state);
        let (title, text) = match state {
            State::Offline => (None, p.offline),
            State::Failed => (None, p.failed),
            State::Here if desk.offered.read().is_empty() => {
                (Some((p.nothing)(&desk.asked.read())), p.nothing_hint)
            }
            _ => return None,
        };
        let is_bad = title.is_none();
        let title = title.map(|title| view! { <p class="palette-nothing">{title}</p> });
        Some(
            view! { <div class="palette-told" class:bad=is_bad>{title}<p>{text}</p></div> }.erase(),
        )
    });
    view! { <div role="status">{text}</div> }.erase()
}

/// What the keys do, for eyes that have a keyboard before them.
pub fn foot(desk: Desk) -> AnyView {
    let p = palette_texts();
    let help = click(move |_| desk.summoned.set(super::HELP));
    view! {
        <div class="palette-foot">
            <span class="palette-keys" aria-hidden="true">
                <kbd>{keys::UP}</kbd>
                <kbd>{keys::DOWN}</kbd>
                <kbd>{keys::ENTER}</kbd>
            </span>
            <button type="button" class="palette-help" on:click=help>{icon(Icon::Keyboard)}{p.help}</button>
        </div>
    }
    .erase()
}
