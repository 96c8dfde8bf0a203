//! `/metrics`, on an address of its own.

use std::future::Future;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use persistence::{DbError, backup};
use time::OffsetDateTime;
use tokio::net::TcpListener;

use crate::cache::Health;
use crate::metrics::Now;
use crate::readiness::Verdict;
use crate::serve;
use crate::state::AppState;

const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// A scrape that is under way when the server leaves is worth little.
const FINISH_WITHIN: Duration = Duration::from_secs(1);

/// Whether the server is ready is asked with every scrape; a database that hangs must not make that hang.
const READY_WITHIN: Duration = Duration::from_secs(1);

/// Serves until `close` resolves.
pub async fn serve(listener: TcpListener, state: AppState, close: impl Future<Output = ()>) {
    let app = Router::new()
        .route("/metrics", get(metrics))
        .with_state(state);
    serve::serve(listener, app, close, FINISH_WITHIN).await;
}

async fn metrics(State(app): State<AppState>) -> Response {
    let verdict = tokio::time::timeout(READY_WITHIN, app.readiness.check()).await;
    let is_up = !matches!(verdict, Err(_) | Ok(Verdict::NoDatabase(_)));
    let last_backup = match is_up {
        true => last_backup(&app).await,
        false => None,
    };
    let text = app.metrics.text(Now {
        is_ready: matches!(verdict, Ok(Verdict::Ready)),
        database_is_up: is_up,
        connections: app.db.connections(),
        cache_is_up: app.cache.health().await != Health::Down,
        last_backup,
    });
    ([(header::CONTENT_TYPE, CONTENT_TYPE)], text).into_response()
}

/// In seconds since 1970, 0 if there was none; nothing if the database did not say.
async fn last_backup(app: &AppState) -> Option<i64> {
    let asked = app
        .db
        .read(|connection| Ok::<_, DbError>(backup::last(connection)?));
    let made = tokio::time::timeout(READY_WITHIN, asked).await.ok()?.ok()?;
    Some(made.map_or(0, OffsetDateTime::unix_timestamp))
}
