//! All from one row to another: what has not come yet is asked for, so that no row in between is left out unseen.

use domain::Uuid;
use leptos::prelude::*;

use super::super::listing::PAGE;
use super::super::roll::Roll;
use super::super::selection::Selection;
use super::chosen::set;
use super::hands::reason;
use crate::api::ApiError;
use crate::live::spawn;
use crate::messages::{bulk_texts, texts};
use crate::widgets::Toast;

/// So many ids are taken by the API at once.
const MOST: usize = 10_000;
/// So many pages are asked for at once: what the API answers at most.
const AT_ONCE: u32 = 4;

/// Takes in the rows from the first one to the last one.
pub fn take(selection: Selection, roll: Roll, (first, last): (u32, u32)) {
    if selection.looking.get_untracked() {
        return;
    }
    let (first, last) = untrack(|| (roll.known(first), roll.known(last)));
    let length = (last - first + 1) as usize;
    if length + selection.ids.with_untracked(Vec::len) > MOST {
        let number = (texts().number)(MOST as i64);
        let text = (bulk_texts().range_too_long)(&number);
        return selection.toasts.say(Toast { text, undo: None });
    }
    if let Some(ids) = here(roll, first, last) {
        return set(selection, &ids, true);
    }
    selection.looking.set(true);
    spawn(async move {
        let before = (selection.all.get_untracked(), selection.ids.get_untracked());
        let ids = ask(roll, first, last).await;
        selection.looking.try_set(false);
        // Whoever has selected otherwise meanwhile, or looks at another list, does not want it any more.
        if (selection.all.get_untracked(), selection.ids.get_untracked()) != before {
            return;
        }
        match ids {
            Ok(ids) if ids.len() == length => set(selection, &ids, true),
            answer => {
                let reason = answer.err().as_ref().and_then(reason);
                let text = reason.unwrap_or_else(|| bulk_texts().range_failed.to_owned());
                selection.toasts.say(Toast { text, undo: None });
            }
        }
    });
}

/// The ids, if all of these rows have come.
pub fn here(roll: Roll, first: u32, last: u32) -> Option<Vec<Uuid>> {
    let id = |at| {
        roll.pages
            .with_untracked(|pages| pages.row(at).map(|row| row.id))
    };
    (first..=last).map(id).collect()
}

async fn ask(roll: Roll, first: u32, last: u32) -> Result<Vec<Uuid>, ApiError> {
    let mut ids = Vec::new();
    for from in (first..=last).step_by((PAGE * AT_ONCE) as usize) {
        let left = last - from + 1;
        let Some((api, path)) = roll.rows_of(from, left.div_ceil(PAGE).min(AT_ONCE)) else {
            break;
        };
        let page = api.ask(path).await.page()?;
        ids.extend(page.items.iter().take(left as usize).map(|item| item.id));
    }
    Ok(ids)
}
