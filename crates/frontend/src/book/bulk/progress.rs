//! What goes on, at the foot of every page of the book until it has ended.

use std::any::Any;
use std::cell::RefCell;
use std::time::Duration;

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::hands::Hands;
use super::report::Standing;
use crate::api::{Api, paths};
use crate::host::Method;
use crate::live::{click, live, part, spawn};
use crate::messages::{Deed, bulk_texts, texts};
use crate::widgets::{Erase, Icon, icon};

/// How far something is. It outlives the bar that it was begun from, so nothing of it belongs to that.
#[derive(Clone)]
pub struct Progress {
    pub deed: Deed,
    /// Nothing before the server has begun.
    standing: ArcRwSignal<Option<Standing>>,
    /// Whether no answer came.
    pub lost: ArcRwSignal<bool>,
    /// Whether it is to stop.
    stopping: ArcRwSignal<bool>,
}

impl Progress {
    pub fn new(deed: Deed) -> Self {
        Self {
            deed,
            standing: ArcRwSignal::new(None),
            lost: ArcRwSignal::new(false),
            stopping: ArcRwSignal::new(false),
        }
    }

    /// It is so far.
    pub fn stands(&self, standing: Standing) {
        self.standing.set(Some(standing));
    }
}

/// Shows it. What is through in a moment is not seen: the style sheet waits.
pub fn show(hands: &Hands, progress: Progress) {
    let api = hands.common.api.clone();
    put(move || view(api, progress));
}

fn view(api: Api, progress: Progress) -> AnyView {
    let b = bulk_texts();
    let doing = (b.doing)(&progress.deed);
    let (label, name) = (doing.clone(), doing.clone());
    let standing = progress.standing.clone();
    let far = live(move || {
        let number = texts().number;
        let standing = standing.get();
        standing.map(|standing| (b.progress)(&number(standing.done), &number(standing.total)))
    });
    let standing = progress.standing.clone();
    let value = live(move || standing.get().map(|standing| standing.done.to_string()));
    let standing = progress.standing.clone();
    let max = live(move || standing.get().map(|standing| standing.total.to_string()));
    let lost = progress.lost.clone();
    let lost = part(move || {
        lost.get()
            .then(|| view! { <p class="progress-lost" role="alert">{b.lost}</p> }.erase())
    });
    view! {
        <section class="toast progress" aria-label=label>
            <div class="progress-text">
                <p role="status">{doing}</p>
                <p class="progress-far">{far}</p>
            </div>
            <progress aria-label=name value=value max=max></progress>
            {stop(api, progress)}
            {lost}
        </section>
    }
    .erase()
}

/// The way to end it before its end. What was done stays.
fn stop(api: Api, progress: Progress) -> AnyView {
    let b = bulk_texts();
    let Progress {
        standing, stopping, ..
    } = progress;
    let text = {
        let stopping = stopping.clone();
        live(move || if stopping.get() { b.stopping } else { b.stop })
    };
    let is_away = {
        let standing = standing.clone();
        live(move || standing.with(Option::is_none))
    };
    let press = click(move |_| {
        let Some(Standing { id, .. }) = standing.get_untracked() else {
            return;
        };
        if stopping.get_untracked() {
            return;
        }
        stopping.set(true);
        let (stopping, api) = (stopping.clone(), api.clone());
        spawn(async move {
            let stopped = api.write(Method::Delete, paths::operation(id), None).await;
            // That it has ended is learned where its progress is.
            if stopped.check().is_err() {
                stopping.set(false);
            }
        });
    });
    view! { <button type="button" class="toast-undo" hidden=is_away on:click=press>{text}</button> }
        .erase()
}

/// Says what was not done, line by line; it stays until somebody has read it.
pub fn tell(said: Vec<String>) {
    put(move || {
        let close = texts().contact.dismiss;
        let line = |text: String| view! { <p>{text}</p> }.erase();
        let lines = said.into_iter().map(line).collect::<Vec<_>>();
        // Not while it is being clicked on.
        let dismiss = click(|_| set_timeout(take_away, Duration::ZERO));
        view! {
            <div class="toast" role="alert">
                <div class="toast-lines">{lines}</div>
                <button type="button" class="icon-button" aria-label=close on:click=dismiss>{icon(Icon::Close)}</button>
            </div>
        }
        .erase()
    });
}

thread_local! {
    /// What keeps it on the page. It belongs to no pane, and ends when it is dropped.
    static SHOWN: RefCell<Option<Box<dyn Any>>> = const { RefCell::new(None) };
}

/// Shows something above the messages, in the place of what stood there.
fn put(view: impl FnOnce() -> AnyView + 'static) {
    take_away();
    if let Ok(Some(place)) = document().query_selector(".toasts-standing") {
        let shown = mount_to(place.unchecked_into(), view);
        SHOWN.set(Some(Box::new(shown)));
    }
}

/// It is through.
pub fn take_away() {
    drop(SHOWN.take());
}
