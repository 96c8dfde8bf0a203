//! `/api/v1/events`

use std::collections::HashSet;
use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use domain::{ChangeEvent, ChangeKind, Problem};
use futures_util::stream;
use persistence::changes::Change;
use persistence::{Database, books};
use serde::Deserialize;
use tokio::time::{Instant, Interval, MissedTickBehavior};
use uuid::Uuid;

use crate::access::Caller;
use crate::error::ApiError;
use crate::http::extract::Query;
use crate::news::{News, Newsroom, Subscription};
use crate::sessions::Sessions;
use crate::state::AppState;

/// How often it is checked that the listener is still signed in.
const CHECK: Duration = Duration::from_secs(30);

/// How long a browser waits before it comes again.
const RETRY: Duration = Duration::from_secs(1);

/// Where to go on.
#[derive(Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, deny_unknown_fields)]
pub struct EventsQuery {
    /// The id of the last event that was heard.
    after: Option<String>,
}

/// Changes as they happen, as server-sent events.
///
/// Each event is called `change`, and its data is a `ChangeEvent`. The first one says `everything`: from then on nothing is
/// missed. Whoever comes back with the id of the last event (`Last-Event-ID`, or `after`) goes on from there where that can
/// be told, and else hears `everything` again.
#[utoipa::path(get, path = "/api/v1/events", tag = "events", params(EventsQuery,
        ("Last-Event-ID" = Option<String>, Header, description = "The id of the last event that was heard")),
    responses((status = 200, body = ChangeEvent, content_type = "text/event-stream"),
        (status = 401, body = Problem), (status = 503, description = "Too many listeners", body = Problem)))]
pub async fn listen(
    State(app): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    Query(query): Query<EventsQuery>,
) -> Result<Response, ApiError> {
    let account = caller.user.id;
    let last = headers.get("last-event-id");
    let mark = last.and_then(|last| last.to_str().ok());
    let mark = mark.or(query.after.as_deref());
    let subscription = app.news.subscribe(account, mark).ok_or_else(|| {
        ApiError::busy().detail("this account listens for changes in too many places already")
    })?;
    let mut check = tokio::time::interval_at(Instant::now() + CHECK, CHECK);
    check.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let listener = Listener {
        books: readable(&app.db, account).await?,
        db: app.db.clone(),
        sessions: app.sessions.clone(),
        caller,
        has_begun: subscription.goes_on(),
        subscription,
        news: app.news.clone(),
        check,
    };
    let events = stream::unfold(listener, |mut listener| async move {
        let (number, event) = listener.next().await?;
        let id = listener.news.mark_of(number);
        Some((Ok::<_, Infallible>(written(id, &event)), listener))
    });
    let mut response = Sse::new(events)
        .keep_alive(KeepAlive::default())
        .into_response();
    // nginx would collect the events instead of passing them on.
    response.headers_mut().insert(
        HeaderName::from_static("x-accel-buffering"),
        HeaderValue::from_static("no"),
    );
    Ok(response)
}

fn written(id: String, event: &ChangeEvent) -> Event {
    Event::default()
        .id(id)
        .event("change")
        .retry(RETRY)
        .data(serde_json::to_string(event).unwrap_or_default())
}

/// Somebody who listens, and what concerns them.
struct Listener {
    db: Database,
    sessions: Sessions,
    news: Newsroom,
    caller: Caller,
    books: HashSet<Uuid>,
    subscription: Subscription,
    has_begun: bool,
    check: Interval,
}

impl Listener {
    /// The next event; nothing more when the server leaves, the session has ended, or the database is away.
    async fn next(&mut self) -> Option<(u64, ChangeEvent)> {
        if !self.has_begun {
            self.has_begun = true;
            let number = self.subscription.begun().await?;
            return Some((number, of(ChangeKind::Everything)));
        }
        loop {
            let (number, news) = tokio::select! {
                news = self.subscription.next() => news?,
                _ = self.check.tick() => {
                    // While the database is away nobody can tell.
                    if let Ok(false) = self.caller.is_still_here(&self.sessions).await {
                        return None;
                    }
                    continue;
                }
            };
            match self.event(news).await {
                Ok(Some(event)) => return Some((number, event)),
                Ok(None) => {}
                // Whether it concerns the listener cannot be told, and it must not be passed over: who comes back with the
                // last id hears it.
                Err(error) => {
                    error.log();
                    return None;
                }
            }
        }
    }

    /// What the news are to this listener, if they concern it.
    async fn event(&mut self, news: News) -> Result<Option<ChangeEvent>, ApiError> {
        let me = self.caller.user.id;
        let change = match news {
            News::Change(change) => change,
            News::Everything => {
                self.books = readable(&self.db, me).await?;
                return Ok(Some(of(ChangeKind::Everything)));
            }
        };
        Ok(match change {
            Change::Contacts { book, contact } => self.books.contains(&book).then(|| ChangeEvent {
                book_id: Some(book),
                contact_id: contact,
                ..of(ChangeKind::Contacts)
            }),
            Change::Notes { book } => self.books.contains(&book).then(|| ChangeEvent {
                book_id: Some(book),
                ..of(ChangeKind::Notes)
            }),
            Change::Books { owner } if owner == me => {
                self.books = readable(&self.db, me).await?;
                Some(of(ChangeKind::Books))
            }
            Change::Labels { owner } => (owner == me).then(|| of(ChangeKind::Labels)),
            Change::Stars { user } => (user == me).then(|| of(ChangeKind::Stars)),
            Change::Books { .. } | Change::Columns | Change::Session { .. } => None,
        })
    }
}

fn of(kind: ChangeKind) -> ChangeEvent {
    ChangeEvent {
        kind,
        book_id: None,
        contact_id: None,
    }
}

async fn readable(db: &Database, account: Uuid) -> Result<HashSet<Uuid>, ApiError> {
    db.read::<_, ApiError>(move |connection| {
        let books = books::readable(connection, account)?;
        Ok(books.into_iter().map(|book| book.id).collect())
    })
    .await
}
