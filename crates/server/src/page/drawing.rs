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
use tokio::task::JoinSet;
use tracing::Instrument;

use crate::error::ApiError;
use crate::reports;

/// As many as there are processors; they end with the process.
static THREADS: LazyLock<Vec<Handle>> = LazyLock::new(|| {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    (0..processors).filter_map(|_| thread().ok()).collect()
});

/// A thread that does what it is given, one thing at a time.
fn thread() -> std::io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    std::thread::Builder::new()
        .name("page".to_owned())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))?;
    Ok(handle)
}

/// Draws the page on one thread, to its last byte: what remains of a page is put in order there, too.
pub async fn draw(request: Request, next: Next) -> Response {
    static TURN: AtomicUsize = AtomicUsize::new(0);
    let turn = TURN.fetch_add(1, Ordering::Relaxed);
    let drawn = async move {
        let (parts, body) = next.run(request).await.into_parts();
        match to_bytes(body, usize::MAX).await {
            Ok(bytes) => Response::from_parts(parts, Body::from(bytes)),
            Err(error) => ApiError::internal(error.to_string()).into_response(),
        }
    };
    match THREADS.get(turn % THREADS.len().max(1)) {
        Some(thread) => on(thread, drawn).await,
        // The system has no thread to give.
        None => drawn.await,
    }
}

/// The API for what is drawn there: it works on the server's own threads.
pub fn from_there(api: Router) -> Router {
    let server = Handle::current();
    api.layer(from_fn(move |request: Request, next: Next| {
        let server = server.clone();
        async move { on(&server, next.run(request)).await }
    }))
}

/// Has the work done elsewhere, for the request that it is for. It ends when nobody waits for it any more, and its panics are
/// those of who waits.
async fn on(threads: &Handle, work: impl Future<Output = Response> + Send + 'static) -> Response {
    let mut only = JoinSet::new();
    only.spawn_on(reports::carried(work.in_current_span()), threads);
    match only.join_next().await {
        Some(Ok(response)) => response,
        Some(Err(error)) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        _ => ApiError::internal("a page was given up").into_response(),
    }
}
