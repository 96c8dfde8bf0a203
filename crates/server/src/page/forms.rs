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
use axum::routing::{get, post};
use domain::{Language, Uuid};
use frontend::api::paths;
use frontend::navigation::{Filter, LIST, contact, edit, login_then, parameter};
use frontend::{Api, Method, Pairs, Received, Refused, receive, why};
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
        let (api, context) = (api.clone(), context.clone());
        move |id: Option<Uuid>, request: Request| {
            let (api, context) = (api.clone(), context.clone());
            async move { saved(api, context, id, request).await }
        }
    };
    let new = save.clone();
    let act = move |deed: Deed| {
        let (api, context) = (api.clone(), context.clone());
        // Who asks for the address itself, say by loading a page anew that told of a failure, gets the contact.
        get(|Id(id): Id| async move { Redirect::to(&contact(id)) }).post(
            move |Id(id): Id, request: Request| {
                let (api, context) = (api.clone(), context.clone());
                async move { done(api, context, id, deed, request).await }
            },
        )
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
            page(context, parts, status).await
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
async fn done(
    api: Router,
    context: impl Fn() + Clone + Send + Sync + 'static,
    id: Uuid,
    deed: Deed,
    request: Request,
) -> Result<Response, ApiError> {
    let (mut parts, pairs) = read_form::<Pairs>(request).await?;
    let query = parts.uri.query().unwrap_or_default().to_owned();
    let gone = [query.as_str(), &format!("{GONE}={id}")];
    let gone = gone.join(if query.is_empty() { "" } else { "&" });
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
        Ok(()) if deed == Deed::Delete => Ok(to(LIST, &gone)),
        // Who is not there is said at that address.
        Ok(()) => Ok(to(&contact(id), &query)),
        Err(error) if error.is_missing() => Ok(to(&contact(id), &query)),
        Err(error) if error.wants_sign_in() => {
            let next = login_then(&with(&contact(id), &query));
            Ok(Redirect::to(&next).into_response())
        }
        Err(error) => {
            let language = parts.extensions.get::<Language>().copied();
            let refused = Refused(why(&error, language.unwrap_or_default()));
            // Where the button is that was pressed: it can be pressed again.
            let back = match deed {
                Deed::Restore => with(LIST, &gone),
                Deed::Delete | Deed::Star => with(&contact(id), &query),
            };
            parts.uri = back.parse().unwrap_or(parts.uri);
            let context = move || {
                context();
                provide_context(refused.clone());
            };
            Ok(page(context, parts, error.status()).await)
        }
    }
}

/// The page at an address, in answer to a form.
async fn page(
    context: impl Fn() + Clone + Send + Sync + 'static,
    mut parts: Parts,
    status: u16,
) -> Response {
    parts.method = HttpMethod::GET;
    let render = render_app_async_with_context(context, frontend::shell);
    let mut response = render(Request::from_parts(parts, Body::empty())).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    }
    response
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
