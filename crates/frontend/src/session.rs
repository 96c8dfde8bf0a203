//! Who is signed in, known once for the whole page.

use std::sync::Arc;

use domain::{User, Uuid};
use leptos::prelude::*;

use crate::api::{Answer, Api, ApiError, Registration, paths};
use crate::asked::{Asked, asked_who};
use crate::host::PageHost;
use crate::live::effect;
use crate::messages::texts;
use crate::navigation::{LIST, REGISTER, login_then};
use crate::widgets::{Toast, Toasts};

/// Who looks at the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Session {
    /// Somebody with an account.
    In(User),
    /// Nobody yet.
    Out(Registration),
}

impl Session {
    /// What the answer to the question says.
    fn of(answer: &Answer) -> Result<Self, ApiError> {
        if answer.path == paths::REGISTRATION {
            answer.read().map(Self::Out)
        } else {
            answer.read().map(Self::In)
        }
    }

    /// Where a visitor without a session is sent instead of `next`.
    pub fn entrance(registration: Registration, next: &str) -> String {
        if registration.first {
            REGISTER.to_owned()
        } else {
            login_then(next)
        }
    }
}

/// What every part of the page may use; in context from the root on.
#[derive(Clone)]
pub struct Common {
    /// The client of the API.
    pub api: Api,
    /// Who is signed in.
    pub who: Asked,
    /// Counts the changes made here, so that lists are read anew.
    pub changes: RwSignal<u32>,
    /// Counts those after which the contact that is shown must be read anew, too.
    pub contact_changes: RwSignal<u32>,
    /// Contacts that are being deleted, and not shown in lists any more.
    pub hidden: RwSignal<Vec<Uuid>>,
    /// Whether the page is alive in a browser; forms stay locked until then.
    pub alive: RwSignal<bool>,
    /// What the window is titled. Counted and not in an arena: on the server it is read when the arena of the request may
    /// not be the current one any more.
    pub title: ArcRwSignal<String>,
    /// Which of the dialogs of [`crate::palette`] is asked for, or open.
    pub summoned: RwSignal<u32>,
    /// The address that the visitor has just got to, until its heading has the focus.
    pub arrived: RwSignal<Option<String>>,
    /// Whether something was typed and not saved, form by form; of those that are gone nothing is known any more.
    typed: StoredValue<Vec<StoredValue<bool>>>,
    toasts: Toasts,
    set_status: Arc<dyn Fn(u16) + Send + Sync>,
}

impl Common {
    /// Made once, at the root.
    pub fn provide() -> Self {
        // Without a host the server only asks which routes there are.
        let host = use_context::<PageHost>().unwrap_or_else(PageHost::nowhere);
        let api = Api::new(host.transport);
        let who = asked_who(api.clone());
        let alive = RwSignal::new(false);
        effect(move || alive.set(true));
        let common = Self {
            api,
            who,
            changes: RwSignal::new(0),
            contact_changes: RwSignal::new(0),
            hidden: RwSignal::new(Vec::new()),
            alive,
            title: ArcRwSignal::new(String::new()),
            summoned: RwSignal::new(0),
            arrived: RwSignal::new(None),
            typed: StoredValue::new(Vec::new()),
            toasts: Toasts::provide(),
            set_status: host.set_status,
        };
        provide_context(common.clone());
        common
    }

    /// The one in context.
    pub fn get() -> Self {
        expect_context()
    }

    /// Something was changed: show it.
    pub fn changed(&self) {
        self.list_changed();
        self.contact_changes.update(|count| *count += 1);
    }

    /// The contact that was shown is not in the lists any more.
    pub fn list_changed(&self) {
        self.changes.update(|count| *count += 1);
    }

    /// A contact that was to be deleted is there after all.
    pub fn show(&self, id: Uuid) {
        self.hidden.update(|hidden| hidden.retain(|one| *one != id));
    }

    /// A form is there; `dirty` says whether anything was typed into it.
    pub fn writes(&self, dirty: StoredValue<bool>) {
        self.typed.update_value(|typed| {
            typed.retain(|dirty| dirty.try_get_value().is_some());
            typed.push(dirty);
        });
    }

    /// Whether something was typed and not saved.
    pub fn is_writing(&self) -> bool {
        let is_dirty = |dirty: &StoredValue<bool>| dirty.try_get_value() == Some(true);
        self.typed.with_value(|typed| typed.iter().any(is_dirty))
    }

    /// The session has ended meanwhile: asking for it again leads to the entrance. What is being written would be lost on the
    /// way there; whoever writes is told, and stays. Whether it leads there.
    pub fn sign_in(&self) -> bool {
        let is_writing = self.is_writing();
        if is_writing {
            let text = texts().state.signed_out.to_owned();
            self.toasts.say(Toast { text, undo: None });
        } else {
            self.who.refetch();
        }
        !is_writing
    }

    /// The status of the page that is being rendered on the server.
    pub fn set_status(&self, status: u16) {
        (self.set_status)(status);
    }

    /// Who is signed in; nothing yet while that is being asked.
    pub fn session(&self) -> Option<Result<Session, ApiError>> {
        self.who.with(|answer| answer.as_ref().map(Session::of))
    }

    /// Somebody has just signed in.
    pub fn signed_in(&self, user: &User) {
        let body = serde_json::to_string(user).unwrap_or_default();
        *self.who.write() = Some(Answer {
            path: paths::ME.to_owned(),
            status: 200,
            body,
        });
    }
}

/// Where the visitor is, as a `next` for after signing in.
pub fn here(path: &str, search: &str) -> String {
    let search = search.trim_start_matches('?');
    match (path, search) {
        (LIST, "") => String::new(),
        (path, "") => path.to_owned(),
        (path, search) => format!("{path}?{search}"),
    }
}
