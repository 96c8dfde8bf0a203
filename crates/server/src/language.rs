//! The language of a page: what the account says, else what was chosen in this browser, else what the browser asks
//! for.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::Language;
use persistence::sessions;

use crate::access;
use crate::error::ApiError;
use crate::http::choice::{self, SetCookie};
use crate::state::AppState;

/// The cookie that holds what was chosen before there was an account.
const COOKIE: &str = "bloknotik_language";

/// Middleware of the page.
pub async fn choose(State(app): State<AppState>, mut request: Request, next: Next) -> Response {
    let language = wanted(&app, request.headers()).await;
    request.extensions_mut().insert(language);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_LANGUAGE,
        HeaderValue::from_static(language.tag()),
    );
    headers.append(
        header::VARY,
        HeaderValue::from_static("accept-language, cookie"),
    );
    response
}

async fn wanted(app: &AppState, headers: &HeaderMap) -> Language {
    match of_account(app, headers).await {
        Some(language) => language,
        None => of_browser(headers),
    }
}

/// The language of somebody who has no account yet.
pub fn of_browser(headers: &HeaderMap) -> Language {
    access::cookie(headers, COOKIE)
        .and_then(Language::from_tag)
        .or_else(|| accepted(headers))
        .unwrap_or_default()
}

/// A page without a database is still a page: what is wrong with it, it says itself.
async fn of_account(app: &AppState, headers: &HeaderMap) -> Option<Language> {
    let token = access::token(headers)?;
    app.readiness.schema_is_current().await.ok()?;
    let key = app.vault.hash_token(&token.token);
    app.db
        .read::<_, ApiError>(move |connection| Ok(sessions::language(connection, &key)?))
        .await
        .ok()?
}

fn accepted(headers: &HeaderMap) -> Option<Language> {
    let wishes: Vec<&str> = headers
        .get_all(header::ACCEPT_LANGUAGE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect();
    Language::accepted(&wishes.join(","))
}

/// Remembers a choice in this browser, or forgets it.
pub fn remember(app: &AppState, language: Option<Language>) -> SetCookie {
    choice::remember(app, COOKIE, language.map(Language::tag))
}
