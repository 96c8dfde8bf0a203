//! Doing it: one request, and then following what goes on behind it.

use std::time::Duration;

use domain::{BulkAction, BulkRequest, OperationState};
use leptos::prelude::*;

use super::bar::Desk;
use super::chosen::told;
use super::hands::{Hands, reason};
use super::progress::{Progress, show, take_away, tell};
use super::report::{Standing, report};
use crate::api::{ApiError, paths};
use crate::host::Method;
use crate::live::spawn;
use crate::messages::{Deed, bulk_texts, texts};

/// How long to wait before it is asked how far it is.
const PAUSE: Duration = Duration::from_millis(500);
/// The same where no answer came.
const REST: Duration = Duration::from_secs(3);

/// Begins to do something to all that is selected.
pub fn begin(desk: Desk, action: BulkAction, deed: Deed) {
    let Desk {
        selection, roll, ..
    } = desk;
    desk.ask.set(None);
    if selection.working.get_untracked() {
        return;
    }
    selection.working.set(true);
    let select = told(selection, roll);
    let selected = move || (selection.all.get_untracked(), selection.ids.get_untracked());
    let before = selected();
    // Who is not shown any more after this would be selected unseen.
    let stays = matches!(deed, Deed::Label(_) | Deed::Star)
        && roll.matching().label.as_deref() != Some("none");
    let progress = Progress::new(deed);
    let hands = desk.hands();
    show(&hands, progress.clone());
    spawn(async move {
        let body = serde_json::to_string(&BulkRequest { select, action }).ok();
        let api = &hands.common.api;
        let answer = api.write(Method::Post, paths::BULK.to_owned(), body).await;
        match answer.read::<Standing>() {
            Ok(standing) => {
                if !stays && selected() == before {
                    desk.clear();
                } else if !stays && !before.0 {
                    // What was selected since is meant for something else.
                    (selection.ids).try_update(|ids| ids.retain(|id| !before.1.contains(id)));
                }
                follow(hands, progress, standing);
            }
            Err(error) => refused(&hands, &error),
        }
    });
}

/// Shows how far something is that was begun elsewhere.
pub fn watch(hands: Hands, deed: Deed, standing: Standing) {
    let progress = Progress::new(deed);
    show(&hands, progress.clone());
    follow(hands, progress, standing);
}

/// Shows how far it is, until it has ended.
fn follow(hands: Hands, progress: Progress, standing: Standing) {
    progress.stands(standing);
    if standing.state != OperationState::Running {
        return ended(&hands, &progress.deed, &standing);
    }
    again(hands, progress, standing, PAUSE);
}

fn again(hands: Hands, progress: Progress, standing: Standing, pause: Duration) {
    let ask = move || {
        spawn(async move {
            let answer = hands.common.api.ask(paths::operation(standing.id)).await;
            match answer.read::<Standing>() {
                Ok(standing) => {
                    progress.lost.set(false);
                    follow(hands, progress, standing);
                }
                Err(error) if error.wants_sign_in() || error.is_missing() => {
                    refused(&hands, &error);
                }
                Err(_) => {
                    progress.lost.set(true);
                    again(hands, progress, standing, REST);
                }
            }
        });
    };
    set_timeout(ask, pause);
}

fn ended(hands: &Hands, deed: &Deed, standing: &Standing) {
    let said = report(texts(), bulk_texts(), deed, standing);
    let is_whole = standing.failed == 0 && standing.state == OperationState::Done;
    if is_whole {
        take_away();
        hands.say(said.join(" "));
    } else {
        tell(said);
    }
    hands.rest();
}

fn refused(hands: &Hands, error: &ApiError) {
    let b = bulk_texts();
    take_away();
    let text = match error {
        _ if error.wants_sign_in() => {
            hands.rest();
            return hands.sign_in();
        }
        _ if error.is_missing() => b.place_gone.to_owned(),
        _ => reason(error).unwrap_or_else(|| b.unknown.to_owned()),
    };
    hands.say(text);
    hands.rest();
}
