//! What a page without a script sends: a contact to be made, changed, deleted, brought back, or marked with a star.
//!
//! Each is done by the API as for everybody else, and answered with the way to a page; where nothing could be done, with
//! the same form once more.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{Method as HttpMethod, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use domain::{Language, Uuid};
use frontend::api::paths;
use frontend::navigation::{Filter, LIST, contact, edit, login_then, parameter};
use frontend::{Api, Method, Pairs, Received, receive, why};
use leptos::prelude::{LeptosOptions, provide_context};
use leptos_axum::render_app_async_with_context;

use super::transport::InProcess;
use crate::error::ApiError;
use crate::http::extract::{Id, read_form};
use crate::http::origin;
use crate::state::AppState;

/// The parameter that says who has just been deleted.
const GONE: &str = "gone";

/// So many inputs a form has at most: a contact with a thousand entries has fewer.
const MOST: usize = 10_000;

/// Who has just been deleted, in the address of the list.
pub fn gone(uri: &Uri) -> Option<Uuid> {
    parameter(uri.query()?, GONE)?.parse().ok()
}

/// The routes; `context` is what every page is rendered in.
pub fn routes<C>(state: &AppState, api: Router, context: C) -> Router<LeptosOptions>
where
    C: Fn() + Clone + Send + Sync + 'static,
{
    let save = {
        let api = api.clone();
        move |id: Option<Uuid>, request: Request| {
            let (api, context) = (api.clone(), context.clone());
            async move { saved(api, context, id, request).await }
        }
    };
    let new = save.clone();
    let act = move |deed: Deed| {
        let api = api.clone();
        post(move |Id(id): Id, request: Request| {
            let api = api.clone();
            async move { done(api, id, deed, request).await }
        })
    };
    Router::new()
        .route(
            "/contacts/new",
            post(move |request: Request| new(None, request)),
        )
        .route(
            "/contacts/{id}/edit",
            post(move |Id(id): Id, request: Request| save(Some(id), request)),
        )
        .route("/contacts/{id}/delete", act(Deed::Delete))
        .route("/contacts/{id}/restore", act(Deed::Restore))
        .route("/contacts/{id}/star", act(Deed::Star))
        .route_layer(from_fn_with_state(state.clone(), ours))
}

/// Before anything else: a form of somebody else's page is not even shown again.
async fn ours(
    State(app): State<AppState>,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let public = app.settings.public_origin.as_deref();
    origin::check(request.method(), request.headers(), public)?;
    Ok(next.run(request).await)
}

async fn saved(
    api: Router,
    context: impl Fn() + Clone + Send + Sync + 'static,
    id: Option<Uuid>,
    request: Request,
) -> Result<Response, ApiError> {
    let (parts, pairs) = read_form::<Pairs>(request).await?;
    if pairs.len() > MOST {
        return Err(ApiError::malformed_body(
            "there are too many inputs in this form",
        ));
    }
    let query = parts.uri.query().unwrap_or_default().to_owned();
    let language = parts.extensions.get::<Language>().copied();
    let transport = Arc::new(InProcess::of(api, &parts.headers));
    let book = Filter::read(&query).book;
    let received = receive(transport, language.unwrap_or_default(), id, book, pairs).await;
    let here = id.map_or_else(|| "/contacts/new".to_owned(), edit);
    Ok(match received {
        Received::Saved(id) => to(&contact(id), &query),
        Received::Dropped => to(&here, &query),
        Received::Again(status, posted) => {
            let context = move || {
                context();
                provide_context(posted.clone());
            };
            let render = render_app_async_with_context(context, frontend::shell);
            let mut response = render(page(parts)).await;
            if response.status() == StatusCode::OK {
                *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
            }
            response
        }
    })
}

/// What one button does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Delete,
    Restore,
    Star,
}

/// Does one thing to a contact, and goes back to it, or to the list if it is gone.
async fn done(api: Router, id: Uuid, deed: Deed, request: Request) -> Result<Response, ApiError> {
    let (parts, pairs) = read_form::<Pairs>(request).await?;
    let query = parts.uri.query().unwrap_or_default();
    let api = Api::new(Arc::new(InProcess::of(api, &parts.headers)));
    let star = |(name, value): &(String, String)| name == "starred" && value == "true";
    let result = match deed {
        Deed::Delete => {
            let answer = api.write(Method::Delete, paths::contact(id), None);
            answer.await.check()
        }
        Deed::Restore => {
            let answer = api.write(Method::Post, paths::restored_contact(id), None);
            answer.await.check()
        }
        Deed::Star => api.star(id, pairs.iter().any(star)).await,
    };
    match result {
        Ok(()) if deed == Deed::Delete => {
            let gone = format!("{GONE}={id}");
            let query = [query, &gone].join(if query.is_empty() { "" } else { "&" });
            Ok(to(LIST, &query))
        }
        // Who is not there is said at that address.
        Ok(()) => Ok(to(&contact(id), query)),
        Err(error) if error.is_missing() => Ok(to(&contact(id), query)),
        Err(error) if error.wants_sign_in() => {
            let next = login_then(&with(&contact(id), query));
            Ok(Redirect::to(&next).into_response())
        }
        Err(error) => {
            let language = parts.extensions.get::<Language>().copied();
            let status = StatusCode::from_u16(error.status()).unwrap_or_default();
            Ok((status, why(&error, language.unwrap_or_default())).into_response())
        }
    }
}

/// The page at the address that a form was sent to.
fn page(mut parts: Parts) -> Request {
    parts.method = HttpMethod::GET;
    Request::from_parts(parts, Body::empty())
}

fn with(path: &str, query: &str) -> String {
    match query {
        "" => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

fn to(path: &str, query: &str) -> Response {
    Redirect::to(&with(path, query)).into_response()
}
