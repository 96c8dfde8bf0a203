//! `/healthz` and `/readyz`

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use persistence::pings;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::cache::Kind;
use crate::error::ApiError;
use crate::readiness::Verdict;
use crate::state::AppState;

/// The process is alive. Whether it can do anything useful is what `/readyz` tells.
#[utoipa::path(get, path = "/healthz", tag = "health", responses((status = 200, body = Health)))]
pub async fn healthz() -> Json<Health> {
    Json(Health {
        status: "alive",
        reason: None,
        cache: None,
    })
}

/// The database is reachable and its schema is the one this server was built for. A cache that is down is told, and no
/// reason not to be ready.
#[utoipa::path(get, path = "/readyz", tag = "health",
    responses((status = 200, body = Health), (status = 503, body = Health)))]
pub async fn readyz(State(app): State<AppState>) -> Response {
    let verdict = app.readiness.check().await;
    let cache = Some(app.cache.health().await.as_str());
    if let Verdict::Ready = verdict {
        return Json(Health {
            status: "ready",
            reason: None,
            cache,
        })
        .into_response();
    }
    if let Verdict::NoDatabase(error) = &verdict {
        tracing::warn!(%error, "not ready");
    }
    let body = Health {
        status: "not ready",
        reason: Some(verdict.explanation()),
        cache,
    };
    (
        StatusCode::SERVICE_UNAVAILABLE,
        [(header::RETRY_AFTER, "2")],
        Json(body),
    )
        .into_response()
}

/// How the server is.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Health {
    /// `alive`, `ready` or `not ready`.
    status: &'static str,
    /// Why it is not ready.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// How the cache is: `up`, `down`, or `in this process`. Requests are answered without one, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    cache: Option<&'static str>,
}

/// What the last ping came to.
#[derive(Serialize, Deserialize, utoipa::ToSchema)]
pub struct Ping {
    /// Its number in the database.
    id: i64,
    /// When it was recorded.
    #[serde(with = "time::serde::rfc3339")]
    at: OffsetDateTime,
}

/// A ping, and where it was found.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Pong {
    #[serde(flatten)]
    ping: Ping,
    /// `cache`, or `database` if it has just been recorded there.
    source: &'static str,
}

/// The whole way from a request to the disk and back: records a ping in the database, and answers it from the cache for a
/// minute.
#[utoipa::path(get, path = "/ping", tag = "health",
    responses((status = 200, body = Pong), (status = 503, body = domain::Problem)))]
pub async fn ping(State(app): State<AppState>) -> Result<Response, ApiError> {
    let mut source = "cache";
    let load = async {
        source = "database";
        let recorded = app
            .db
            .run::<_, ApiError>(|connection| Ok(pings::record(connection)?))
            .await?;
        let (id, at) = recorded;
        Ok::<_, ApiError>(Some(Ping { id, at }))
    };
    let ping = app.cache.through(Kind::Ping, "last", load).await?;
    let ping = ping.ok_or_else(|| ApiError::internal("a ping that was not recorded"))?;
    let headers = [(header::CACHE_CONTROL, "no-store")];
    Ok((headers, Json(Pong { ping, source })).into_response())
}
