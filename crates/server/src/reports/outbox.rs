//! Incidents on their way to Sentry.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use http::header::{CONTENT_TYPE, HeaderName};
use sentry_types::protocol::v7::Envelope;

use super::event::Incident;
use super::post::Post;
use crate::config::Sentry;

/// More than that stand in the queue only when nobody takes them.
const MOST: usize = 64;

/// The same thing is told once in so long: an outage of ours must not become one of theirs.
const PAUSE: Duration = Duration::from_secs(60);

const AUTH: HeaderName = HeaderName::from_static("x-sentry-auth");

/// A queue, and a thread that empties it.
pub struct Outbox {
    inside: Arc<Inside>,
}

#[derive(Default)]
struct Inside {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Incident>,
    is_sending: bool,
    told: HashMap<String, Instant>,
}

impl Outbox {
    /// Begins to send.
    pub fn open(sentry: &Sentry) -> std::io::Result<Self> {
        let inside = Arc::<Inside>::default();
        let (sentry, sent) = (sentry.clone(), inside.clone());
        std::thread::Builder::new()
            .name("incidents".to_owned())
            .spawn(move || sent.send_all(&sentry))?;
        Ok(Self { inside })
    }

    /// Puts it into the queue, if it is news and there is room.
    pub fn put(&self, incident: Incident) {
        let key = incident.key();
        let now = Instant::now();
        let mut state = self.inside.lock();
        let is_news = state
            .told
            .get(&key)
            .is_none_or(|told| now.duration_since(*told) >= PAUSE);
        if is_news && state.waiting.len() < MOST {
            // Kinds, routes and places are few: this does not grow.
            state.told.insert(key, now);
            state.waiting.push_back(incident);
            self.inside.changed.notify_all();
        }
    }

    /// Waits until all was sent or given up, but no longer than that.
    pub fn wait_until_empty(&self, within: Duration) {
        let is_busy = |state: &mut State| state.is_sending || !state.waiting.is_empty();
        let state = self.inside.lock();
        drop(
            self.inside
                .changed
                .wait_timeout_while(state, within, is_busy),
        );
    }
}

impl Inside {
    /// A panic elsewhere must not keep panics from being reported.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn send_all(&self, sentry: &Sentry) {
        let post = Post::new("incidents");
        loop {
            let incident = {
                let waits = |state: &mut State| state.waiting.is_empty();
                let state = self.changed.wait_while(self.lock(), waits);
                let mut state = state.unwrap_or_else(PoisonError::into_inner);
                state.is_sending = true;
                state.waiting.pop_front()
            };
            if let Some(incident) = incident {
                send(
                    &post,
                    sentry,
                    &incident.envelope(sentry.environment.as_deref()),
                );
            }
            self.lock().is_sending = false;
            self.changed.notify_all();
        }
    }
}

fn send(post: &Post, sentry: &Sentry, envelope: &Envelope) {
    let mut body = Vec::new();
    // Writing into memory does not fail.
    let _ = envelope.to_writer(&mut body);
    let agent = concat!("bloknotik/", env!("CARGO_PKG_VERSION"));
    let request = http::Request::post(sentry.dsn.envelope_api_url().as_str())
        .header(CONTENT_TYPE, "application/x-sentry-envelope")
        .header(AUTH, sentry.dsn.to_auth(Some(agent)).to_string())
        .body(body);
    if let Ok(request) = request {
        // That it did not arrive is in the log.
        let _ = post.send(request);
    }
}
