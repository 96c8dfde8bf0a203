//! Who is selected, and how that changes.

use std::time::Duration;

use domain::{Selection as Select, Uuid};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::super::pages::Pages;
use super::super::rail;
use super::super::roll::Roll;
use super::super::selection::{Anchor, Pick, Selection};
use super::range;
use crate::live::spawn;

/// How often a row is looked for that has not come yet, and how long after each other.
const PATIENCE: u32 = 100;
const PAUSE: Duration = Duration::from_millis(50);

/// Does it.
pub fn pick(selection: Selection, roll: Roll, pick: Pick) {
    match pick {
        Pick::Row(_, Some(id)) => turn_over(selection, roll, id),
        Pick::Range(index, Some(id)) => reach(selection, roll, id, index),
        Pick::Row(index, None) | Pick::Range(index, None) => {
            later(selection, roll, pick, index, PATIENCE);
        }
        Pick::All => {
            selection.ids.set(Vec::new());
            selection.all.set(true);
        }
    }
}

/// Does it when the row has come, as long as the keyboard stays at it.
fn later(selection: Selection, roll: Roll, asked: Pick, index: u32, patience: u32) {
    let look = move || {
        if patience == 0 || roll.active.try_get_untracked() != Some(index) {
            return;
        }
        let id = untrack(|| roll.row(index)).map(|row| row.id);
        match (id, asked) {
            (None, _) => later(selection, roll, asked, index, patience - 1),
            (id, Pick::Range(..)) => pick(selection, roll, Pick::Range(index, id)),
            (id, _) => pick(selection, roll, Pick::Row(index, id)),
        }
    };
    set_timeout(look, PAUSE);
}

/// Takes a contact in, or leaves it out. What shows somebody else by now has dropped the selection.
fn turn_over(selection: Selection, roll: Roll, id: Uuid) {
    if let Some(index) = roll.find(id) {
        let is_in = untrack(|| selection.has(id));
        set(selection, &[id], !is_in);
        let age = roll.age.get_value();
        selection.anchor.set_value(Some(Anchor { id, index, age }));
    }
}

/// Takes in all up to a contact, from where the last one was turned over: wherever that has moved meanwhile. Where nobody
/// knows that, it is the contact alone that is meant.
fn reach(selection: Selection, roll: Roll, id: Uuid, index: u32) {
    let is_first = !selection.all.get_untracked() && selection.ids.with_untracked(Vec::is_empty);
    let Some(anchor) = selection.anchor.get_value().filter(|_| !is_first) else {
        return turn_over(selection, roll, id);
    };
    let between = move |from: u32| {
        let to = roll.find(id).unwrap_or(index);
        range::take(selection, roll, (from.min(to), from.max(to)));
        show_again(selection, roll, to);
    };
    let is_as_it_was = anchor.age == roll.age.get_value();
    let known = roll.find(anchor.id);
    if let Some(from) = known.or_else(|| is_as_it_was.then_some(anchor.index)) {
        return between(from);
    }
    let Some((api, path)) = roll.outline_of(Some(anchor.id)) else {
        return turn_over(selection, roll, id);
    };
    if selection.looking.get_untracked() {
        return;
    }
    selection.looking.set(true);
    spawn(async move {
        let age = roll.age.get_value();
        let place = rail::place(api.ask(path).await).await;
        selection.looking.try_set(false);
        match (roll.age.try_get_value(), place) {
            // The list is not on the page any more.
            (None, _) => {}
            // Another page has come: what is known now is the truth.
            (Some(now), _) if now != age => reach(selection, roll, id, index),
            (_, Ok(Some(from))) => between(from),
            _ => turn_over(selection, roll, id),
        }
    });
}

/// Takes these in, or leaves them out.
pub fn set(selection: Selection, ids: &[Uuid], is_in: bool) {
    let is_named = is_in != selection.all.get_untracked();
    selection.ids.update(|named| name(named, ids, is_named));
}

/// Names them, each once, or names them no longer.
fn name(named: &mut Vec<Uuid>, ids: &[Uuid], is_named: bool) {
    named.retain(|one| !ids.contains(one));
    if is_named {
        named.extend(ids);
    }
}

/// How many they are, in a list of so many.
pub fn count(selection: Selection, total: u32) -> u32 {
    let named = selection.ids.read().len() as u32;
    match selection.all.get() {
        true => total.saturating_sub(named),
        false => named,
    }
}

/// The same as the API is told it. Of a search that is here as a whole those are meant who are seen: somebody who is
/// found since is not.
pub fn told(selection: Selection, roll: Roll) -> Select {
    let mut ids = selection.ids.get_untracked();
    let mut is_all = selection.all.get_untracked();
    let total = roll.pages.with_untracked(Pages::total);
    if is_all
        && total > 0
        && roll.matching().q.is_some()
        && let Some(shown) = range::here(roll, 0, total - 1)
    {
        ids = shown.into_iter().filter(|id| !ids.contains(id)).collect();
        is_all = false;
    }
    match is_all {
        true => Select {
            matching: Some(roll.matching()),
            as_listed: true,
            except: ids,
            ..Select::default()
        },
        false => Select {
            ids: Some(ids),
            ..Select::default()
        },
    }
}

/// A box that was clicked on has turned over in any case, also one that was in the range before.
fn show_again(selection: Selection, roll: Roll, index: u32) {
    let found =
        document().query_selector(&format!(".rows > [aria-posinset='{}'] > input", index + 1));
    if let Ok(Some(check)) = found
        && let Some(row) = untrack(|| roll.row(index))
    {
        let is_in = untrack(|| selection.has(row.id));
        check
            .unchecked_into::<HtmlInputElement>()
            .set_checked(is_in);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_named_once_and_the_last_one_stays_the_last() {
        let id = Uuid::from_u128;
        let mut named = vec![id(1), id(2)];
        name(&mut named, &[id(2), id(3), id(1)], true);
        assert_eq!(named, [id(2), id(3), id(1)]);
        name(&mut named, &[id(2), id(9)], false);
        assert_eq!(named, [id(3), id(1)]);
        name(&mut named, &[], true);
        assert_eq!(named, [id(3), id(1)]);
    }
}
