//! What is shown, and what makes it old.

use std::cell::RefCell;

use domain::{ChangeEvent, ChangeKind, Uuid};
use leptos::prelude::*;

use crate::api::{Answer, Api};
use crate::asked::Asked;

/// An answer that is shown.
#[derive(Clone, Copy)]
pub struct Shown {
    /// The answer.
    pub asked: Asked,
    /// What makes it old.
    pub kinds: &'static [ChangeKind],
    /// Whether it must stay as it is for now.
    pub held: Option<Signal<bool>>,
    /// How it is brought up to date, if not by another answer.
    pub refresh: Option<Callback<()>>,
    /// How often it has become old while it was being asked for, and one for that asking.
    pub turns: StoredValue<u32>,
}

thread_local! {
    static ALL: RefCell<Vec<Shown>> = const { RefCell::new(Vec::new()) };
}

/// From now on it is shown.
pub fn add(shown: Shown) {
    ALL.with_borrow_mut(|all| all.push(shown));
}

/// All that is still shown.
pub fn all() -> Vec<Shown> {
    ALL.with_borrow_mut(|all| {
        all.retain(|shown| (*shown.asked).try_get_untracked().is_some());
        all.clone()
    })
}

impl Shown {
    fn answer(&self) -> Option<Answer> {
        // Not as a resource: that would be a part of the page, and warn that it is read outside of one.
        (*self.asked).try_get_untracked()?
    }

    /// Whether a change may have made it old.
    pub fn is_touched_by(&self, event: &ChangeEvent) -> bool {
        let contact = || self.answer().and_then(|answer| contact_in(&answer.path));
        match event.kind {
            ChangeKind::Everything => true,
            kind if !self.kinds.contains(&kind) => false,
            _ => match (event.contact_id, contact()) {
                (Some(changed), Some(shown)) => changed == shown,
                _ => true,
            },
        }
    }

    /// Asks again, and shows what is different.
    pub async fn renew(self, api: Api) {
        let is_held = || {
            let held = self.held.and_then(|held| held.try_get_untracked());
            held.unwrap_or_default()
        };
        // What is being asked for at this moment will be fresh.
        let Some(before) = self.answer().filter(|before| !before.path.is_empty()) else {
            return;
        };
        if is_held() {
            return;
        }
        if let Some(refresh) = self.refresh {
            refresh.try_run(());
            return;
        }
        // One at a time: of two answers nobody knows which one is the newer.
        let Some(turn) = self.turns.try_update_value(|turns| {
            *turns += 1;
            *turns
        }) else {
            return;
        };
        if turn > 1 {
            return;
        }
        let mut before = before;
        let mut turn = turn;
        loop {
            let fresh = api.ask(before.path.clone()).await;
            let is_answer = (200..500).contains(&fresh.status);
            // The page may show something else by now.
            if is_answer && fresh != before && self.answer() == Some(before) && !is_held() {
                self.asked.set(Some(fresh));
            }
            match (self.turns.try_get_value(), self.answer()) {
                // It has become old again since it was asked for.
                (Some(turns), Some(shown)) if turns != turn && !shown.path.is_empty() => {
                    (turn, before) = (turns, shown);
                }
                _ => break,
            }
        }
        self.turns.try_set_value(0);
    }
}

/// The contact that a path is about, if it is about one.
fn contact_in(path: &str) -> Option<Uuid> {
    let (_, rest) = path.split_once("/contacts/")?;
    rest.split(['/', '?']).next()?.parse().ok()
}
