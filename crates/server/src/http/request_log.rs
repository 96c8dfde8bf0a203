//! One log line for every request, the id that ties an answer to it, and a report where it failed.

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::ErrorCode;
use tracing::{Instrument, Span};
use uuid::Uuid;

use crate::error::{Behind, Cause};
use crate::http::address;
use crate::metrics;
use crate::reports::{self, Incident, Reported};
use crate::state::AppState;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Names the request, logs it once when it is answered, and puts its id into problem documents.
pub async fn log(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let _in_flight = app.metrics.begin();
    let id = Uuid::now_v7().simple().to_string();
    // The route, not the path: ids and search words stay out of the log.
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map(|path| path.as_str().to_owned());
    let route = route.unwrap_or_else(|| "(no route)".to_owned());
    let is_probe = route == "/healthz" || route == "/readyz";
    let method = request.method().clone();
    let facts = reports::Request {
        method: metrics::name_of(&method),
        route: route.clone(),
        id: id.clone(),
    };
    let span = tracing::error_span!("request", id, method = facts.method, route);
    let traced = if is_probe {
        Span::none()
    } else {
        let is_from_proxy =
            address::is_from_proxy(request.extensions(), &app.settings.trusted_proxies);
        // Within the other one: whoever carries this one elsewhere carries both.
        span.in_scope(|| reports::request_span(&facts, request.headers(), is_from_proxy))
    };
    let waited = Waited {
        app: &app,
        method: &method,
        route: &route,
        is_probe,
        traced: &traced,
        span: &span,
        started: Instant::now(),
        is_over: false,
    };
    let work = reports::within(facts.clone(), next.run(request));
    let mut response = work
        .instrument(traced.clone())
        .instrument(span.clone())
        .await;
    let status = status_of(&mut response);
    let took = waited.ended();
    app.metrics.answered(&method, &route, status, took);
    reports::answered(&traced, status);
    let was_reported = response.extensions_mut().remove::<Reported>().is_some();
    // Not being ready is no failure of whoever asked about it.
    let failed = kind_of(&response, status).filter(|_| route != "/readyz");
    if let Some(kind) = failed {
        app.metrics.failed(kind);
    }
    if let Some(kind) = failed.filter(|_| !was_reported) {
        app.reports.report(|| Incident::answer(kind, status, facts));
    }
    let millis = took.as_secs_f64() * 1_000.0;
    let cause = response.extensions_mut().remove::<Cause>();
    span.in_scope(|| match cause {
        Some(Cause(cause)) => tracing::error!(status, millis, cause, "failed"),
        None if is_probe => {
            tracing::debug!(status, millis, "answered")
        }
        None => tracing::info!(status, millis, "answered"),
    });
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    if is_problem(&response) {
        with_request_id(response, id).await
    } else {
        response
    }
}

/// A request that is at work. One that its client gives up is counted and logged, too: those are just the ones that took too
/// long.
struct Waited<'a> {
    app: &'a AppState,
    method: &'a Method,
    route: &'a str,
    is_probe: bool,
    traced: &'a Span,
    span: &'a Span,
    started: Instant,
    is_over: bool,
}

/// As others call it; nobody gets to see it.
const GIVEN_UP: u16 = 499;

impl Waited<'_> {
    fn ended(mut self) -> Duration {
        self.is_over = true;
        self.started.elapsed()
    }
}

impl Drop for Waited<'_> {
    fn drop(&mut self) {
        if self.is_over {
            return;
        }
        let (status, took) = (GIVEN_UP, self.started.elapsed());
        self.app
            .metrics
            .answered(self.method, self.route, status, took);
        reports::answered(self.traced, status);
        let millis = took.as_secs_f64() * 1_000.0;
        self.span.in_scope(|| match self.is_probe {
            true => tracing::debug!(status, millis, "given up"),
            false => tracing::info!(status, millis, "given up"),
        });
    }
}

/// What it is counted as: a form that was refused is answered by the way back to it.
fn status_of(response: &mut Response) -> u16 {
    let behind = response.extensions_mut().remove::<Behind>();
    behind
        .map_or(response.status(), |Behind(status)| status)
        .as_u16()
}

/// How an answer failed that was ours to give.
fn kind_of(response: &Response, status: u16) -> Option<&'static str> {
    match response.extensions().get::<ErrorCode>() {
        Some(ErrorCode::Busy) => Some("busy"),
        Some(ErrorCode::TimedOut) => Some("timeout"),
        _ => metrics::kind_of(status),
    }
}

fn is_problem(response: &Response) -> bool {
    response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value == "application/problem+json")
}

/// The id is known only here, and the problem was written further in: it is added to the finished document.
async fn with_request_id(response: Response, id: String) -> Response {
    let (mut parts, body) = response.into_parts();
    // Problems are small and in memory already.
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let body = match serde_json::from_slice::<domain::Problem>(&bytes) {
        Ok(mut problem) => {
            problem.request_id = Some(id);
            serde_json::to_vec(&problem).unwrap_or_else(|_| bytes.to_vec())
        }
        Err(_) => bytes.to_vec(),
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(body))
}
