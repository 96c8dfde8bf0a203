//! Contacts, found while somebody writes.

use std::time::Duration;

use domain::ContactQuery;
use leptos::prelude::*;

use super::desk::Desk;
use crate::api::{ApiError, paths};
use crate::book::{Listing, Row};
use crate::live::spawn;
use crate::session::Common;

/// How many contacts are offered.
const MOST: u16 = 8;

/// As in the search of the list.
const PAUSE: Duration = Duration::from_millis(120);

/// What came of the search.
#[derive(Clone, Default, PartialEq)]
pub struct Found {
    /// Those that match; until the answer is there, those that matched before.
    pub rows: Vec<Row>,
    /// Where it stands.
    pub state: State,
}

/// Where a search stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Nobody has asked for anything.
    #[default]
    Idle,
    Waiting,
    Here,
    Offline,
    Failed,
}

impl Desk {
    /// Looks for something else.
    pub fn ask(self, text: String) {
        let mine = self.written.get_value() + 1;
        self.written.set_value(mine);
        self.is_hasty.set_value(false);
        self.at.set(0);
        let text = text.trim().to_owned();
        self.asked.set(text.clone());
        if text.is_empty() {
            self.found.set(Found::default());
            return;
        }
        self.found.update(|found| found.state = State::Waiting);
        let is_last = move || self.written.try_get_value() == Some(mine);
        let common = self.common.get_value();
        let ask = move || {
            if is_last() {
                spawn(async move {
                    let found = find(&common, text).await;
                    if is_last() {
                        self.found.set(found);
                        self.catch_up();
                    }
                });
            }
        };
        set_timeout(ask, PAUSE);
    }

    /// Does what Enter was pressed for before the answer was there.
    fn catch_up(self) {
        let choose = move || {
            if self.is_hasty.try_get_value() == Some(true) {
                self.is_hasty.set_value(false);
                self.choose();
            }
        };
        // Once it is shown.
        set_timeout(choose, Duration::ZERO);
    }
}

async fn find(common: &Common, text: String) -> Found {
    let query = ContactQuery {
        q: Some(text),
        limit: Some(MOST),
        ..ContactQuery::default()
    };
    let answer = common.api.ask(paths::list(&query)).await;
    match Listing::of(&answer) {
        Ok(listing) => Found {
            rows: listing.page.items.iter().map(Row::of).collect(),
            state: State::Here,
        },
        Err(error) => {
            if error.wants_sign_in() {
                common.sign_in();
            }
            Found {
                rows: Vec::new(),
                state: match error {
                    ApiError::Offline => State::Offline,
                    _ => State::Failed,
                },
            }
        }
    }
}
