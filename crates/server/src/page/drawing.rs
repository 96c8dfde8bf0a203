//! On which threads pages are drawn: each page on one thread, and what it asks the API for on those of the server.
//!
//! What Leptos draws a page with locks its pieces in different orders, depending on which of them is ready first. When one page
//! is drawn by two threads at once, each can come to wait for the other, for ever: the page never comes, and two threads of
//! the server are lost with it. One thread cannot be overtaken by itself.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use tokio::runtime::{Builder, Handle};
use tokio::task::{JoinError, JoinSet};
use tracing::Instrument;

use crate::error::ApiError;
use crate::reports::{self, Reported};

/// A thread that draws, and how many pages it is at.
struct Thread {
    runtime: Handle,
    pages: AtomicUsize,
}

/// As many as there are processors; they end with the process.
static THREADS: LazyLock<Vec<Thread>> = LazyLock::new(|| {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = (0..processors).map(|_| start());
    let started = threads.filter_map(|thread| match thread {
        Ok(runtime) => Some(Thread {
            runtime,
            pages: AtomicUsize::new(0),
        }),
        Err(error) => {
            tracing::error!(%error, "a thread that draws pages does not start");
            None
        }
    });
    started.collect()
});

fn start() -> std::io::Result<Handle> {
    // Made where it is used: a runtime must not be dropped inside of another one.
    let (made, runtime) = std::sync::mpsc::channel();
    std::thread::Builder::new()
        .name("page".to_owned())
        .spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build();
            let handle = runtime.as_ref().map(|runtime| runtime.handle().clone());
            let _ = made.send(handle.map_err(|error| std::io::Error::from(error.kind())));
            if let Ok(runtime) = runtime {
                runtime.block_on(std::future::pending::<()>());
            }
        })?;
    runtime.recv().map_err(std::io::Error::other)?
}

/// Draws the page on one thread, to its last byte: what remains of a page is put in order there, too.
pub async fn draw(request: Request, next: Next) -> Response {
    let drawn = async move {
        let (parts, body) = next.run(request).await.into_parts();
        match to_bytes(body, usize::MAX).await {
            Ok(bytes) => Response::from_parts(parts, Body::from(bytes)),
            Err(_) => ApiError::internal("a page broke off").into_response(),
        }
    };
    // Whoever has least to do: one that is held up gets nothing more.
    let pages = |thread: &&Thread| thread.pages.load(Ordering::Relaxed);
    let Some(thread) = THREADS.iter().min_by_key(pages) else {
        return ApiError::internal("there is no thread to draw pages").into_response();
    };
    let at_it = AtIt::begin(thread);
    let drawn = async move {
        // Given back with the work, also if that is given up before it has begun.
        let _at_it = at_it;
        drawn.await
    };
    match elsewhere(&thread.runtime, drawn).await {
        Ok(page) => page,
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(_) => ApiError::internal("a page was given up").into_response(),
    }
}

/// A page that a thread is at.
struct AtIt(&'static Thread);

impl AtIt {
    fn begin(thread: &'static Thread) -> Self {
        thread.pages.fetch_add(1, Ordering::Relaxed);
        Self(thread)
    }
}

impl Drop for AtIt {
    fn drop(&mut self) {
        self.0.pages.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The API for those who draw: it works on the threads of the server that calls this, which has to be running.
pub fn api_of_this_server(api: Router) -> Router {
    let server = Handle::current();
    api.layer(from_fn(move |request: Request, next: Next| {
        let server = server.clone();
        async move {
            match elsewhere(&server, next.run(request)).await {
                Ok(answer) => answer,
                // Going on with it would end a piece of the page that others wait for. It was reported where it happened.
                Err(error) if error.is_panic() => {
                    let mut response = ApiError::internal("a handler panicked").into_response();
                    response.extensions_mut().insert(Reported);
                    response
                }
                Err(_) => ApiError::internal("the server is shutting down").into_response(),
            }
        }
    }))
}

/// Has the work done by this runtime, for the request that is being answered here. It ends when nobody waits for it any more.
async fn elsewhere(
    runtime: &Handle,
    work: impl Future<Output = Response> + Send + 'static,
) -> Result<Response, JoinError> {
    let mut only = JoinSet::new();
    let work = reports::carried(work.in_current_span());
    only.spawn_on(work, runtime);
    match only.join_next().await {
        Some(done) => done,
        // It was given something just now.
        None => Ok(ApiError::internal("nothing was done").into_response()),
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    fn who() -> String {
        let thread = thread::current();
        format!("{} {:?}", thread.name().unwrap_or_default(), thread.id())
    }

    async fn ask(router: Router) -> String {
        let answer = router.oneshot(Request::new(Body::empty())).await.unwrap();
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn one_thread_draws_a_page_and_the_servers_own_answer_what_it_asks() {
        let api = api_of_this_server(Router::new().route("/", get(async || who())));
        let page = async move || {
            let begun = who();
            assert!(begun.starts_with("page "), "{begun}");
            for _ in 0..20 {
                let (answered, also) = tokio::join!(ask(api.clone()), ask(api.clone()));
                assert!(!answered.starts_with("page ") && !also.starts_with("page "));
                assert_eq!(who(), begun);
            }
            "drawn"
        };
        let pages = Router::new().route("/", get(page)).layer(from_fn(draw));
        let mut all = JoinSet::new();
        for _ in 0..50 {
            all.spawn(ask(pages.clone()));
        }
        assert!(all.join_all().await.iter().all(|drawn| drawn == "drawn"));
        let at_it = |thread: &Thread| thread.pages.load(Ordering::Relaxed);
        assert_eq!(THREADS.iter().map(at_it).sum::<usize>(), 0);
    }
}
