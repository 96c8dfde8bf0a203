//! All routes, in one list.

use std::any::Any;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::access::{open_to_all, require_account};
use crate::error::ApiError;
use crate::http::{headers, request_log};
use crate::readiness::Verdict;
use crate::reports::{self, Reported};
use crate::routes::{
    birthdays, books, calendar, contacts, events, export, health, labels, language, me, notes,
    operations, password, photos, sample, sessions, theme, tokens, users,
};
use crate::state::AppState;
use crate::{assets, docs, page};

/// Longer than any statement may take, so that the database gives up first and says why.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(15);

/// A photo from a telephone takes its time on the way, and then it is decoded.
const UPLOAD_TIMEOUT: Duration = Duration::from_secs(120);

/// The whole server: API, page, bundle, documentation, health.
pub fn app(state: AppState) -> Router {
    let (api, document) = api(&state).split_for_parts();
    let document = docs::problems::told(document);
    let api = api
        .route(
            "/api/openapi.json",
            get({
                let document = document.clone();
                move || async move { Json(document) }
            }),
        )
        .route(
            "/api/docs",
            get(move || async move { docs::page(&document) }),
        )
        .route("/api", axum::routing::any(no_such_route))
        .route("/api/", axum::routing::any(no_such_route))
        .route("/api/{*rest}", axum::routing::any(no_such_route))
        .method_not_allowed_fallback(|| async { ApiError::method_not_allowed() })
        .with_state(state.clone());
    let page = page::router(&state, api.clone());
    let bundle = Router::new()
        .route("/pkg/{*file}", get(assets::serve))
        .with_state(state.clone());
    dressed(api.merge(bundle).merge(page), state)
}

/// These routes with what is done to every request, whatever it asks for.
pub fn dressed(routes: Router, state: AppState) -> Router {
    routes
        .layer(middleware::from_fn(proper_target))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn(time_limit))
        .layer(middleware::from_fn_with_state(state.clone(), headers::add))
        .layer(middleware::from_fn_with_state(state, request_log::log))
}

/// The OpenAPI document of the API.
pub fn api_document() -> utoipa::openapi::OpenApi {
    let routes = routes_of_visitors()
        .merge(routes_of_accounts())
        .merge(health_routes());
    docs::problems::told(routes.into_openapi())
}

fn api(state: &AppState) -> OpenApiRouter<AppState> {
    let visitors = routes_of_visitors()
        .route_layer(middleware::from_fn_with_state(state.clone(), open_to_all));
    let accounts = routes_of_accounts().route_layer(middleware::from_fn_with_state(
        state.clone(),
        require_account,
    ));
    visitors
        .merge(accounts)
        .route_layer(middleware::from_fn_with_state(state.clone(), schema_gate))
        .merge(health_routes())
}

#[derive(OpenApi)]
#[openapi(
    info(title = "Bloknotik", description = "Contacts book. Sign in at /api/v1/users/login and send the token as \
        `Authorization: Bearer TOKEN`. Errors are application/problem+json with a stable `code`."),
    tags((name = "account"), (name = "books"), (name = "contacts"), (name = "birthdays"), (name = "labels"),
        (name = "notes"), (name = "events"), (name = "health")),
    // What only a parameter names is not found by itself.
    components(schemas(domain::Sort))
)]
struct Document;

fn routes_of_visitors() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(health::ping))
        .routes(routes!(users::registration))
        .routes(routes!(users::register))
        .routes(routes!(users::login))
        .routes(routes!(users::logout))
        .routes(routes!(calendar::feed))
        .routes(routes!(language::choose))
        .routes(routes!(theme::choose))
}

fn routes_of_accounts() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(me::read, me::patch))
        .routes(routes!(password::change))
        .routes(routes!(sessions::list, sessions::end_all))
        .routes(routes!(sessions::end))
        .routes(routes!(tokens::list, tokens::create, tokens::delete_all))
        .routes(routes!(tokens::delete))
        .routes(routes!(calendar::read, calendar::create, calendar::delete))
        .routes(routes!(books::list, books::create))
        .routes(routes!(books::read, books::patch, books::delete))
        .routes(routes!(books::restore))
        .routes(routes!(contacts::list, contacts::create))
        .routes(routes!(contacts::letters))
        .routes(routes!(contacts::count))
        .routes(routes!(contacts::read, contacts::patch, contacts::delete))
        .routes(routes!(contacts::restore))
        .routes(routes!(contacts::put_star, contacts::delete_star))
        .routes(routes!(
            contacts::read_photo,
            contacts::put_photo,
            contacts::delete_photo
        ))
        .routes(routes!(photos::read))
        .routes(routes!(contacts::copy))
        .routes(routes!(contacts::qr))
        .routes(routes!(contacts::file))
        .routes(routes!(contacts::related))
        .routes(routes!(birthdays::list))
        .routes(routes!(contacts::bulk))
        .routes(routes!(operations::read, operations::stop))
        .routes(routes!(export::matching, export::selected))
        .routes(routes!(events::listen))
        .routes(routes!(sample::load))
        .routes(routes!(labels::list, labels::create))
        .routes(routes!(labels::patch, labels::delete))
        .routes(routes!(notes::list, notes::create))
        .routes(routes!(notes::read, notes::patch, notes::delete))
        .routes(routes!(notes::restore))
}

fn health_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(health::healthz))
        .routes(routes!(health::readyz))
}

async fn no_such_route() -> ApiError {
    ApiError::not_found().detail("no such address in the API; /api/docs lists those that there are")
}

/// Nothing is served from a schema that is not the right one.
async fn schema_gate(State(app): State<AppState>, request: Request, next: Next) -> Response {
    match app.readiness.schema_is_current().await {
        Ok(()) => next.run(request).await,
        Err(Verdict::NoDatabase(error)) => ApiError::from(error).into_response(),
        Err(verdict) => ApiError::not_ready(verdict.explanation()).into_response(),
    }
}

/// `CONNECT host:port` names no path; there is no proxy here, and the page renderer counts on one.
async fn proper_target(request: Request, next: Next) -> Response {
    match request.uri().path_and_query() {
        Some(_) => next.run(request).await,
        None => ApiError::method_not_allowed().into_response(),
    }
}

fn panicked(panic: Box<dyn Any + Send>) -> Response {
    // Whatever else it says may quote somebody.
    let cause = match reports::literal(&*panic) {
        Some(message) => format!("a handler panicked: {message}"),
        None => "a handler panicked".to_owned(),
    };
    let mut response = ApiError::internal(cause).into_response();
    response.extensions_mut().insert(Reported);
    response
}

async fn time_limit(request: Request, next: Next) -> Response {
    let is_upload = request.method() == Method::PUT && request.uri().path().ends_with("/photo");
    let limit = if is_upload {
        UPLOAD_TIMEOUT
    } else {
        REQUEST_TIMEOUT
    };
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => ApiError::timed_out().into_response(),
    }
}
