//! The short messages at the foot of the page, with a way back.

use std::time::Duration;

use leptos::prelude::*;

use super::{Erase, Icon, icon};
use crate::live::{click, keyed};
use crate::messages::texts;

/// How long a message stays at least. Long, because "Undo" must be reachable by every hand; it can be dismissed.
const STAYS: Duration = Duration::from_secs(20);

/// How many are shown at once.
const MOST: usize = 3;

/// A message.
#[derive(Clone)]
pub struct Toast {
    /// What it says.
    pub text: String,
    /// What "Undo" does, if there is something to undo.
    pub undo: Option<Callback<()>>,
}

/// Where messages go; in context from the root on. Each has a number of its own.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<(u32, Toast)>>,
    /// Never used twice: the timer of a message that is gone must not end another one.
    next: StoredValue<u32>,
}

impl Toasts {
    /// Made once, at the root.
    pub fn provide() -> Self {
        let toasts = Self {
            shown: RwSignal::new(refused()),
            next: StoredValue::new(1),
        };
        provide_context(toasts);
        toasts
    }

    /// Says this. It takes the place of what was said before, except of ways back: of those the last ones stay.
    pub fn say(self, toast: Toast) {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        self.shown.update(|toasts| {
            toasts.retain(|(_, toast)| toast.undo.is_some());
            toasts.push((number, toast));
            if toasts.len() > MOST {
                toasts.remove(0);
            }
        });
        self.forget(number);
    }

    /// What was said has passed; ways back stay.
    pub fn hush(self) {
        self.shown
            .update(|toasts| toasts.retain(|(_, toast)| toast.undo.is_some()));
    }

    /// Forgets a message in time, but not while somebody is at the messages.
    fn forget(self, number: u32) {
        let forget = move || {
            let held = document().query_selector(".toasts:is(:hover, :focus-within)");
            if held.is_ok_and(|held| held.is_some()) {
                self.forget(number);
            } else {
                self.dismiss(number);
            }
        };
        set_timeout(forget, STAYS);
    }

    fn dismiss(self, number: u32) {
        self.shown
            .update(|toasts| toasts.retain(|(one, _)| *one != number));
    }
}

/// What came of a form without a script stands there from the start, and stays.
#[cfg(feature = "ssr")]
fn refused() -> Vec<(u32, Toast)> {
    let refused = use_context::<crate::book::Refused>();
    let said = refused.map(|refused| Toast {
        text: refused.0,
        undo: None,
    });
    said.into_iter().map(|toast| (0, toast)).collect()
}

#[cfg(not(feature = "ssr"))]
fn refused() -> Vec<(u32, Toast)> {
    Vec::new()
}

/// The place for messages. It is there from the start, or screen readers would not notice the first one.
#[component]
pub fn ToastRegion(
    /// The messages.
    toasts: Toasts,
) -> impl IntoView {
    let numbers = move || {
        toasts
            .shown
            .with(|toasts| toasts.iter().map(|(n, _)| *n).collect())
    };
    let inside = keyed(numbers, move |number| toast_view(toasts, number));
    view! {
        <div class="toasts">
            // What stands until it is through is put here.
            <div class="toasts-standing"></div>
            <div class="toasts-said" role="status">{inside}</div>
        </div>
    }
    .erase()
}

fn toast_view(toasts: Toasts, number: u32) -> AnyView {
    let t = texts();
    let toast = toasts.shown.with_untracked(|toasts| {
        let toast = toasts.iter().find(|(one, _)| *one == number);
        toast.map(|(_, toast)| toast.clone())
    });
    let Some(Toast { text, undo }) = toast else {
        return ().into_any();
    };
    let undo = undo.map(|undo| {
        let run = click(move |_| {
            toasts.dismiss(number);
            undo.run(());
        });
        view! { <button type="button" class="toast-undo" on:click=run>{t.contact.undo}</button> }
    });
    let dismiss = click(move |_| toasts.dismiss(number));
    // Where it was said without a script, nothing could take it away.
    let close = (number > 0).then(|| {
        view! {
            <button type="button" class="icon-button" aria-label=t.contact.dismiss on:click=dismiss>
                {icon(Icon::Close)}
            </button>
        }
    });
    view! {
        <div class="toast">
            <p>{text}</p>
            {undo}
            {close}
        </div>
    }
    .erase()
}
