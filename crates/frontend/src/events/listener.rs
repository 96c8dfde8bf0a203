//! The browser's part: it listens while the page is seen.
//!
//! A page in the background does not listen: browsers open few connections to one server, and whoever has many pages
//! open would soon be without any. When it is seen again it hears what came meanwhile.

use std::cell::RefCell;
use std::time::Duration;

use domain::{ChangeEvent, ChangeKind};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_split_helpers::wasm_split;
use web_sys::{EventSource, MessageEvent};

use super::shown;
use crate::lazy::Lazy;
use crate::live::{effect, spawn};
use crate::session::{Common, Session};

/// Changes come in crowds; what they concern is asked for once.
const PAUSE: Duration = Duration::from_millis(150);

/// How long to wait when the server has sent the page away.
const RETRY: Duration = Duration::from_secs(5);

/// Whoever is still here after so long was not going after all: a question held them back, or it was a download.
const GONE_WITHIN: Duration = Duration::from_secs(3);

/// Listens whenever somebody is signed in.
pub fn follow(common: Common) {
    effect(move || {
        let signed_in = matches!(common.session(), Some(Ok(Session::In(_))));
        let common = common.clone();
        spawn(async move {
            // Without this code the page shows what it has, as all pages once did.
            let _ = turn(common, signed_in).await;
        });
    });
}

#[wasm_split(events, fallible, preload(load_events))]
fn turn(common: Common, on: bool) -> Lazy<()> {
    LISTENER.with_borrow_mut(|listener| {
        let listener = listener.get_or_insert_with(|| Listener::new(common));
        listener.is_wanted = on;
        listener.update();
    });
    Ok(())
}

thread_local! {
    static LISTENER: RefCell<Option<Listener>> = const { RefCell::new(None) };
}

struct Listener {
    common: Common,
    /// Whether somebody is signed in.
    is_wanted: bool,
    /// Whether the page is about to be left. A question asked now might be refused: signing out ends the session before it
    /// ends the page.
    is_leaving: bool,
    source: Option<EventSource>,
    on_change: Closure<dyn FnMut(MessageEvent)>,
    on_error: Closure<dyn FnMut()>,
    /// The id of the last event, or where the news were when the page was made.
    mark: Option<String>,
    /// What was heard and is not shown yet.
    heard: Vec<ChangeEvent>,
}

impl Listener {
    fn new(common: Common) -> Self {
        let on_seen = Closure::<dyn FnMut()>::new(|| with(Self::update));
        let _ = document()
            .add_event_listener_with_callback("visibilitychange", on_seen.as_ref().unchecked_ref());
        let on_leave = Closure::<dyn FnMut()>::new(|| {
            with(|listener| listener.leave(true));
            set_timeout(|| with(|listener| listener.leave(false)), GONE_WITHIN);
        });
        let _ = window()
            .add_event_listener_with_callback("beforeunload", on_leave.as_ref().unchecked_ref());
        // For as long as the page lives.
        on_seen.forget();
        on_leave.forget();
        Self {
            common,
            is_wanted: false,
            is_leaving: false,
            source: None,
            on_change: Closure::new(|message: MessageEvent| {
                let text = message.data().as_string().unwrap_or_default();
                // Of an event that a newer server tells, anything may have changed.
                let event = serde_json::from_str(&text).unwrap_or(ChangeEvent {
                    kind: ChangeKind::Everything,
                    book_id: None,
                    contact_id: None,
                });
                with(|listener| {
                    listener.mark = Some(message.last_event_id());
                    listener.hear(event);
                });
            }),
            on_error: Closure::new(|| with(Self::lost)),
            mark: document()
                .document_element()
                .and_then(|root| root.get_attribute("data-mark")),
            heard: Vec::new(),
        }
    }

    /// Listens, or does not, as it should be now.
    fn update(&mut self) {
        let wanted = self.is_wanted && !self.is_leaving && !document().hidden();
        if !wanted {
            if let Some(source) = self.source.take() {
                source.close();
            }
        } else if self.source.is_none()
            && let Ok(source) = EventSource::new(&self.address())
        {
            let on_change = self.on_change.as_ref().unchecked_ref();
            let _ = source.add_event_listener_with_callback("change", on_change);
            source.set_onerror(Some(self.on_error.as_ref().unchecked_ref()));
            self.source = Some(source);
        }
    }

    fn leave(&mut self, is_leaving: bool) {
        self.is_leaving = is_leaving;
        self.update();
        if !is_leaving {
            self.show();
        }
    }

    fn address(&self) -> String {
        match &self.mark {
            Some(mark) => format!("/api/v1/events?after={mark}"),
            None => "/api/v1/events".to_owned(),
        }
    }

    /// The browser tries again by itself, unless the server has answered something else than events.
    fn lost(&mut self) {
        let is_closed = |source: &EventSource| source.ready_state() == EventSource::CLOSED;
        if self.source.as_ref().is_some_and(is_closed) {
            self.source = None;
            set_timeout(|| with(Self::update), RETRY);
        }
    }

    fn hear(&mut self, event: ChangeEvent) {
        if self.heard.is_empty() {
            set_timeout(|| with(Self::show), PAUSE);
        }
        self.heard.push(event);
    }

    /// Asks for what was changed, and shows it if it is another answer.
    fn show(&mut self) {
        if self.is_leaving {
            return;
        }
        let heard = std::mem::take(&mut self.heard);
        for shown in shown::all() {
            if heard.iter().any(|event| shown.is_touched_by(event)) {
                spawn(shown.renew(self.common.api.clone()));
            }
        }
    }
}

fn with(run: impl FnOnce(&mut Listener)) {
    LISTENER.with_borrow_mut(|listener| {
        if let Some(listener) = listener {
            run(listener);
        }
    });
}
