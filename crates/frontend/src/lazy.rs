//! Panes whose code comes later, in a chunk of its own.
//!
//! A function marked `#[wasm_split(CHUNK, fallible, preload(LOAD))]` is cut out of the page with all that only it
//! reaches. The chunk of the pane that the visitor asked for is loaded before the page comes to life, the others
//! as soon as the browser has nothing better to do. On the server there are no chunks, only functions.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos_router::ChooseView;
use leptos_router::hooks::use_url;
use wasm_split_helpers::SplitLoaderError;

use crate::live::{Live, effect, part, spawn};

/// What a lazy function answers: its result, unless its code could not be loaded.
pub type Lazy<T> = Result<T, SplitLoaderError>;

/// The way to what comes later.
pub type Task<T> = Pin<Box<dyn Future<Output = Lazy<T>>>>;

/// A pane that comes later; goes where a route takes its `view`.
#[derive(Clone, Copy)]
pub struct LazyPane {
    /// The name of the chunk.
    pub chunk: &'static str,
    /// Loads its code.
    pub load: fn() -> Task<()>,
    /// Shows it.
    pub view: fn() -> Task<AnyView>,
}

impl ChooseView for LazyPane {
    async fn choose(self) -> AnyView {
        // The router has loaded it before.
        (self.view)().await.unwrap_or_else(|_| ().into_any())
    }

    async fn preload(&self) {
        // Not when it is shown: the router of a page that comes to life wants the code in any case, also where an
        // error stands in the place of the pane.
        announce(self.chunk);
        let url = use_url().get_untracked();
        if (self.load)().await.is_err() {
            // The network is gone, or this is the page of an older server, whose chunks the newer one does not
            // have. The browser deals with both when it loads the page as a whole.
            let (path, search) = (url.path(), url.search());
            let question = if search.is_empty() { "" } else { "?" };
            let _ = window()
                .location()
                .assign(&format!("{path}{question}{search}"));
            std::future::pending().await
        }
    }
}

/// A part that the page does not wait for: it shows itself once its code is there, which comes when there is nothing better to
/// do, or at once after any change of what `wanted` reads, or where it came for another such part before.
pub fn soon(
    chunk: &'static str,
    wanted: Box<dyn Fn()>,
    load: fn() -> Task<()>,
    show: Box<dyn Fn() -> Task<AnyView> + Send>,
) -> Live<AnyView> {
    let is_here = RwSignal::new(false);
    let is_first = Cell::new(true);
    effect(move || {
        wanted();
        let fetch = async move {
            if load().await.is_ok() {
                HERE.with_borrow_mut(|here| here.insert(chunk));
                if is_here.try_get_untracked() == Some(false) {
                    is_here.set(true);
                }
            }
        };
        let has_time = is_first.replace(false) && HERE.with_borrow(|here| !here.contains(chunk));
        if has_time {
            later(Box::pin(fetch));
        } else {
            spawn(fetch);
        }
    });
    part(move || is_here.get().then(|| at_once(show()))?)
}

thread_local! {
    /// The chunks of such parts that have been loaded.
    static HERE: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
}

/// What has been loaded is ready at once.
fn at_once(mut coming: Task<AnyView>) -> Option<AnyView> {
    match coming
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(view) => view.ok(),
        Poll::Pending => None,
    }
}

/// The mark of a page of which a chunk is a part.
#[cfg(any(feature = "ssr", feature = "hydrate"))]
fn mark(chunk: &str) -> String {
    format!("chunk-{chunk}")
}

/// Lets the browser load the chunk with the script, and know that it must wait for it.
#[cfg(feature = "ssr")]
fn announce(chunk: &str) {
    use crate::document::LATER;
    use crate::host::PageHost;
    use leptos_meta::Link;

    let host = use_context::<PageHost>().unwrap_or_else(PageHost::nowhere);
    for (index, file) in host
        .assets
        .chunks
        .get(chunk)
        .into_iter()
        .flatten()
        .enumerate()
    {
        let id = match index {
            0 => mark(chunk),
            more => format!("{}-{more}", mark(chunk)),
        };
        // It shows nothing; writing it is what tells the document's head.
        let link = view! {
            <Link
                id=id
                rel=LATER
                href=file.clone()
                as_="fetch"
                crossorigin="anonymous"
            />
        };
        let _ = link.to_html();
    }
}

#[cfg(not(feature = "ssr"))]
fn announce(_: &str) {}

/// What is done when the browser has nothing better to do.
type Chore = Pin<Box<dyn Future<Output = ()>>>;

#[cfg(feature = "hydrate")]
use browser::later;
#[cfg(feature = "hydrate")]
pub use browser::{arrived, fetch_later};

/// The server shows what is there.
#[cfg(not(feature = "hydrate"))]
fn later(_: Chore) {}

#[cfg(feature = "hydrate")]
mod browser {
    use std::cell::{Cell, RefCell};
    use std::collections::VecDeque;
    use std::rc::Rc;
    use std::time::Duration;

    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    use web_sys::IdleRequestOptions;

    use super::Chore;
    use crate::app::LAZY_PANES;
    use crate::live::spawn;

    /// How long to wait for an idle moment, and for one of these before the next.
    const PATIENCE: Duration = Duration::from_secs(2);

    /// Loads what the server has rendered of lazy panes; whether all of it came.
    pub async fn arrived() -> bool {
        for pane in LAZY_PANES {
            let is_here = document()
                .get_element_by_id(&super::mark(pane.chunk))
                .is_some();
            if is_here && (pane.load)().await.is_err() {
                return false;
            }
        }
        true
    }

    /// Loads all other panes, so that going there takes no time.
    pub fn fetch_later() {
        let loads = LAZY_PANES.map(|pane| -> Chore {
            Box::pin(async move {
                // Whoever goes there tries again.
                let _ = (pane.load)().await;
            })
        });
        CHORES.with_borrow_mut(|chores| chores.panes.extend(loads));
        wake();
    }

    #[derive(Default)]
    struct Chores {
        /// What belongs to the page that is shown.
        parts: VecDeque<Chore>,
        /// The panes that somebody may go to.
        panes: VecDeque<Chore>,
        is_awake: bool,
    }

    thread_local! {
        static CHORES: RefCell<Chores> = RefCell::default();
    }

    /// One after the other, each in an idle moment of its own: all at once they would keep somebody waiting who already types.
    pub fn later(chore: Chore) {
        CHORES.with_borrow_mut(|chores| chores.parts.push_back(chore));
        wake();
    }

    fn wake() {
        let was_awake =
            CHORES.with_borrow_mut(|chores| std::mem::replace(&mut chores.is_awake, true));
        if !was_awake {
            when_idle(next);
        }
    }

    fn next() {
        let chore = CHORES.with_borrow_mut(|chores| {
            let chore = chores
                .parts
                .pop_front()
                .or_else(|| chores.panes.pop_front());
            chores.is_awake = chore.is_some();
            chore
        });
        let Some(chore) = chore else {
            return;
        };
        // Once: when it is done, or when it takes so long that the others go on without it.
        let waits = Rc::new(Cell::new(true));
        let go_on = move || {
            if waits.replace(false) {
                when_idle(next);
            }
        };
        set_timeout(go_on.clone(), PATIENCE);
        spawn(async move {
            chore.await;
            go_on();
        });
    }

    fn when_idle(run: fn()) {
        let options = IdleRequestOptions::new();
        options.set_timeout(u32::try_from(PATIENCE.as_millis()).unwrap_or(u32::MAX));
        let callback = Closure::once_into_js(run);
        // Safari knows no idleness.
        let name = "requestIdleCallback".into();
        if js_sys::Reflect::has(&window(), &name).unwrap_or(false) {
            let _ = window().request_idle_callback_with_options(callback.unchecked_ref(), &options);
        } else {
            set_timeout(run, Duration::from_millis(200));
        }
    }
}
