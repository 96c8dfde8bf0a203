//! The bar: how many are selected, and what can be done to them.

use std::time::Duration;

use domain::BulkAction;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use web_sys::Element;

use super::super::pages::Pages;
use super::super::roll::Roll;
use super::super::selection::{Pick, Selection};
use super::super::shelf::{Shelf, groups_of};
use super::ask::{Ask, dialog};
use super::chosen::{count, pick};
use super::glyph::{ADD_LABEL, EXPORT, MOVE, REMOVE_LABEL, UNSTAR, glyph};
use super::hands::Hands;
use super::work::begin;
use crate::api::Group;
use crate::live::{Live, click, effect, focus, live, on, part};
use crate::messages::{Deed, bulk_texts, texts};
use crate::session::Common;
use crate::widgets::{Erase, Icon, icon};

/// What acts on the selection.
#[derive(Clone, Copy)]
pub struct Desk {
    pub selection: Selection,
    pub roll: Roll,
    common: StoredValue<Common>,
    /// The labels that there are, and the books.
    pub labels: RwSignal<Vec<Group>>,
    pub books: RwSignal<Vec<Group>>,
    /// What is asked before something is done.
    pub ask: RwSignal<Option<Ask>>,
}

impl Desk {
    /// How many are selected.
    pub fn count(self) -> i64 {
        count(self.selection, self.roll.count()).into()
    }

    /// The same in words: nobody may have counted all.
    pub fn contacts(self) -> String {
        (texts().list.count)(self.count(), self.is_more())
    }

    /// Whether there may be more selected than anybody has counted.
    pub fn is_more(self) -> bool {
        self.selection.all.get() && self.roll.pages.with(Pages::is_minimum)
    }

    /// What goes on when the bar is gone.
    pub fn hands(self) -> Hands {
        Hands {
            selection: self.selection,
            common: self.common.get_value(),
        }
    }

    /// Ends the selection; the focus goes back to the list.
    pub fn clear(self) {
        self.selection.clear();
        let active = document().active_element();
        let is_elsewhere = |active: Element| {
            let in_bar = active.closest(".bulk-bar").is_ok_and(|bar| bar.is_some());
            !in_bar && active.tag_name() != "BODY"
        };
        // Whoever has gone on meanwhile is not called back.
        if !active.is_some_and(is_elsewhere) {
            focus(".rows a[tabindex='0']".to_owned());
        }
    }
}

/// The bar, or the button that begins it.
pub fn place(selection: Selection, roll: Roll) -> AnyView {
    let part = part(move || {
        Some(match selection.is_on.get() {
            true => bar(selection, roll),
            false => beginning(selection, roll),
        })
    });
    view! { {part} }.erase()
}

fn beginning(selection: Selection, roll: Roll) -> AnyView {
    let t = texts();
    let begin = click(move |_| {
        selection.by_touch.set(true);
        focus(".bulk-bar button".to_owned());
    });
    view! {
        <button
            type="button"
            class="icon-button list-select"
            aria-label=t.list.selecting
            title=t.list.selecting
            hidden=live(move || roll.count() == 0)
            on:click=begin
        >
            {icon(Icon::Done)}
        </button>
    }
    .erase()
}

fn bar(selection: Selection, roll: Roll) -> AnyView {
    let b = bulk_texts();
    let desk = Desk {
        selection,
        roll,
        common: StoredValue::new(Common::get()),
        labels: RwSignal::new(Vec::new()),
        books: RwSignal::new(Vec::new()),
        ask: RwSignal::new(None),
    };
    let shelf = expect_context::<Shelf>();
    // Read where they may be waited for.
    effect(move || {
        desk.labels.set(groups_of(shelf.labels));
        desk.books.set(groups_of(shelf.books));
    });
    let escape = on(move |event: KeyboardEvent| {
        // In a dialog it closes that.
        if event.key() == "Escape" && desk.ask.get_untracked().is_none() {
            event.prevent_default();
            desk.clear();
        }
    });
    view! {
        <div class="bulk-bar" role="group" aria-label=b.bar on:keydown=escape>
            <div class="bulk-head">
                <button type="button" class="icon-button" aria-label=b.clear title=b.clear on:click=click(move |_| desk.clear())>
                    {icon(Icon::Close)}
                </button>
                <p class="bulk-count" role="status">{said(desk)}</p>
                {all(desk)}
            </div>
            <div class="bulk-actions">{actions(desk)}</div>
            {dialog(desk)}
        </div>
    }
    .erase()
}

/// How many are selected. It comes a moment after its element, or screen readers would not notice the first time.
fn said(desk: Desk) -> Live<String> {
    let is_there = RwSignal::new(false);
    set_timeout(
        move || {
            is_there.try_set(true);
        },
        Duration::ZERO,
    );
    live(move || {
        let b = bulk_texts();
        match (is_there.get(), desk.count()) {
            (false, _) => String::new(),
            _ if desk.selection.looking.get() => b.selecting.to_owned(),
            (_, 0) => b.none.to_owned(),
            (_, n) => (b.selected)(n, &desk.contacts()),
        }
    })
}

/// The way to all that match.
fn all(desk: Desk) -> Live<AnyView> {
    part(move || {
        let b = bulk_texts();
        let total = i64::from(desk.roll.count());
        let text = match desk.roll.pages.with(Pages::is_minimum) {
            true => b.all_matching.to_owned(),
            false => (b.all)(&(texts().number)(total)),
        };
        let is_all = desk.selection.all.get() && desk.selection.ids.read().is_empty();
        let take = click(move |_| {
            pick(desk.selection, desk.roll, Pick::All);
            focus(".bulk-bar button".to_owned());
        });
        (!is_all && desk.count() < total.max(1)).then(|| {
            view! { <button type="button" class="bulk-all" on:click=take>{text}</button> }.erase()
        })
    })
}

type Why = Box<dyn Fn() -> Option<&'static str> + Send + Sync>;

fn actions(desk: Desk) -> Vec<AnyView> {
    let (t, b) = (texts(), bulk_texts());
    let selection = desk.selection;
    // Why nothing can be done at all.
    let idle = move || match (desk.count(), selection.working.get()) {
        (_, true) => Some(b.wait),
        (0, _) => Some(b.none),
        _ => None,
    };
    let always = || -> Why { Box::new(idle) };
    let open = |ask: Ask| Callback::new(move |()| desk.ask.set(Some(ask)));
    let at_once = |action: BulkAction, deed: Deed| {
        Callback::new(move |()| begin(desk, action.clone(), deed.clone()))
    };
    let has_labels = move || !desk.labels.read().is_empty();
    let has_books = move || desk.books.read().len() > 1;
    let is_starred = move || desk.roll.matching().starred == Some(true);
    vec![
        button(
            t.form.add_label,
            glyph(ADD_LABEL, true),
            always(),
            open(Ask::Label),
        ),
        button(
            b.remove_label,
            glyph(REMOVE_LABEL, true),
            Box::new(move || idle().or((!has_labels()).then_some(b.no_labels))),
            open(Ask::Unlabel),
        ),
        button(
            t.share.move_to,
            glyph(MOVE, true),
            Box::new(move || idle().or((!has_books()).then_some(b.no_books))),
            open(Ask::Move),
        ),
        button(
            t.contact.star,
            icon(Icon::Star),
            Box::new(move || idle().or(is_starred().then_some(b.all_starred))),
            at_once(BulkAction::Star {}, Deed::Star),
        ),
        button(
            t.contact.unstar,
            glyph(UNSTAR, false),
            always(),
            at_once(BulkAction::Unstar {}, Deed::Unstar),
        ),
        button(b.export, glyph(EXPORT, false), always(), open(Ask::Export)),
        button(
            t.contact.delete,
            icon(Icon::Trash),
            always(),
            open(Ask::Delete),
        ),
    ]
}

/// A button that says why when it cannot be used.
fn button(name: &'static str, icon: AnyView, why: Why, run: Callback<()>) -> AnyView {
    let why = Memo::new(move |_| why());
    let press = click(move |_| {
        if why.get_untracked().is_none() {
            run.run(());
        }
    });
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=name
            title=live(move || why.get().unwrap_or(name))
            aria-disabled=live(move || why.get().map(|_| "true"))
            on:click=press
        >
            {icon}
        </button>
    }
    .erase()
}
