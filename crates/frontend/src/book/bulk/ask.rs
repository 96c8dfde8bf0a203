//! The dialog: what is asked before something is done.

use domain::BulkAction;
use leptos::html;
use leptos::prelude::*;

use super::bar::Desk;
use super::choose::{books, formats, labels, new_label};
use super::work::begin;
use crate::live::{click, effect, live, part};
use crate::messages::{Deed, bulk_texts, texts};
use crate::widgets::{Erase, Icon, icon};

/// What it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    Label,
    Unlabel,
    Move,
    Export,
    Delete,
}

/// One dialog for all; it shows itself while there is something to ask.
pub fn dialog(desk: Desk) -> AnyView {
    let node = NodeRef::<html::Dialog>::new();
    effect(move || {
        let is_asked = desk.ask.get().is_some();
        let Some(dialog) = node.get_untracked() else {
            return;
        };
        if is_asked && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !is_asked {
            dialog.close();
        }
    });
    let inside = part(move || Some(inside(desk, desk.ask.get()?)));
    view! {
        <dialog class="question bulk-dialog" node_ref=node aria-labelledby="bulk-title" on:close=move |_| desk.ask.set(None)>
            {inside}
        </dialog>
    }
    .erase()
}

fn inside(desk: Desk, ask: Ask) -> AnyView {
    let b = bulk_texts();
    // As it was when it was asked: who reads it does not want it to change.
    let contacts = untrack(|| desk.contacts());
    let (title, body) = match ask {
        Ask::Label => (b.add_label_to, new_label(desk)),
        Ask::Unlabel => (b.remove_label_from, labels(desk)),
        Ask::Move => (b.move_them, books(desk)),
        Ask::Export => (b.export_them, formats(desk)),
        Ask::Delete => return question(desk),
    };
    let t = texts();
    view! {
        <div class="qr-head">
            <h2 id="bulk-title">{title(&contacts)}</h2>
            <button
                type="button"
                class="icon-button"
                aria-label=t.share.close
                title=t.share.close
                on:click=click(move |_| desk.ask.set(None))
            >
                {icon(Icon::Close)}
            </button>
        </div>
        {body}
    }
    .erase()
}

fn question(desk: Desk) -> AnyView {
    let (t, b) = (texts(), bulk_texts());
    // Whoever comes to match while it is asked goes with the others, so the number is that of this moment.
    let title = live(move || match desk.is_more() {
        true => (b.delete_all)(&(t.number)(desk.count())),
        false => (b.delete_them)(&desk.contacts()),
    });
    let delete = click(move |_| begin(desk, BulkAction::Delete {}, Deed::Delete));
    view! {
        <h2 id="bulk-title">{title}</h2>
        <p>{b.delete_text}</p>
        <div class="form-actions">
            <button type="button" class="button" on:click=click(move |_| desk.ask.set(None))>{t.form.cancel}</button>
            <button type="button" class="button danger" on:click=delete>{icon(Icon::Trash)}{t.contact.delete}</button>
        </div>
    }
    .erase()
}
