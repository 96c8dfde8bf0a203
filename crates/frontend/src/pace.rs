//! How a page comes to life: first everything takes its place, and in a later turn of the browser begins what runs beside it,
//! such as effects and questions to the server. Both at once would hold up who scrolls or types already.

use std::cell::RefCell;
use std::time::Duration;

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use leptos::prelude::set_timeout;
use wasm_bindgen_futures::spawn_local;

thread_local! {
    static HELD: RefCell<Option<Vec<PinnedLocalFuture<()>>>> = const { RefCell::new(None) };
}

struct Paced;

impl CustomExecutor for Paced {
    fn spawn(&self, task: PinnedFuture<()>) {
        self.spawn_local(task);
    }

    fn spawn_local(&self, task: PinnedLocalFuture<()>) {
        let free = HELD.with_borrow_mut(|held| match held {
            Some(held) => {
                held.push(task);
                None
            }
            None => Some(task),
        });
        if let Some(task) = free {
            spawn_local(task);
        }
    }

    fn poll_local(&self) {}
}

/// Lets the page run things here.
pub fn begin() {
    // Fails only if somebody else has set it up, which is as good.
    let _ = Executor::init_custom_executor(Paced);
}

/// Holds what begins meanwhile, in its order, until the browser has had its turn; `after` is the last of it.
pub fn in_two_turns(run: impl FnOnce(), after: impl FnOnce() + 'static) {
    HELD.set(Some(Vec::new()));
    run();
    let release = move || {
        for task in HELD.take().into_iter().flatten() {
            spawn_local(task);
        }
        spawn_local(async { after() });
    };
    set_timeout(release, Duration::ZERO);
}
