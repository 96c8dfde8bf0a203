//! `/api/v1/tokens`: keys for programs.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::policy::Action;
use domain::{AccessToken, FieldRule, NewAccessToken, Problem, validate};
use persistence::{Database, PgConnection, accounts, sessions};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::access::Caller;
use crate::error::ApiError;
use crate::http::extract::{Id, JsonBody};
use crate::once::Once;
use crate::security::Purpose;
use crate::state::AppState;

/// The access tokens of the account, the newest first.
#[utoipa::path(get, path = "/api/v1/tokens", tag = "account",
    responses((status = 200, body = Vec<AccessToken>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(
    State(db): State<Database>,
    caller: Caller,
) -> Result<Json<Vec<AccessToken>>, ApiError> {
    caller.may(Action::Credentials)?;
    let tokens = db
        .read::<_, ApiError>(move |connection| Ok(sessions::tokens(connection, caller.user.id)?))
        .await?;
    Ok(Json(tokens))
}

/// Make an access token for a program. The answer alone has the key itself.
///
/// With an `Idempotency-Key` the request can be repeated safely: the same key and body answer with the same access token.
#[utoipa::path(post, path = "/api/v1/tokens", tag = "account", request_body = NewAccessToken,
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of your own, up to 255 characters")),
    responses((status = 201, body = AccessToken), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 422, body = Problem)))]
pub async fn create(
    State(app): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
    JsonBody {
        value: wanted,
        bytes,
    }: JsonBody<NewAccessToken>,
) -> Result<Response, ApiError> {
    caller.may(Action::Credentials)?;
    validate::access_token(&wanted).map_err(ApiError::invalid)?;
    let once = Once::read(&headers, &[b"POST /api/v1/tokens", &bytes])?;
    let vault = app.vault.clone();
    let expires_at = wanted
        .expires_in_days
        .map(|days| OffsetDateTime::now_utc() + Duration::days(days.into()));
    let made = app
        .db
        .run::<_, ApiError>(move |connection| {
            let user = caller.user.id;
            let find = |connection: &mut PgConnection, id| {
                sessions::token(connection, user, id)?.ok_or_else(ApiError::not_found)
            };
            let make = |connection: &mut PgConnection| {
                // Those who ask at once are counted one after the other.
                accounts::take_turns(connection, user)?;
                if sessions::tokens(connection, user)?.len() as i64 >= sessions::MOST_TOKENS {
                    let max = sessions::MOST_TOKENS as usize;
                    return Err(ApiError::invalid_field("name", FieldRule::TooMany { max }));
                }
                let id = Uuid::now_v7();
                let hash = vault.hash_token(&vault.pass(Purpose::AccessToken, id));
                let name = wanted.name.trim();
                let made = sessions::make_token(connection, (user, id), &hash, name, expires_at)?;
                Ok(made)
            };
            let mut made = once.make(connection, &caller, |token| token.id, find, make)?;
            // It is made of its id, so that a repetition can tell it again, and nothing of it is kept.
            made.what.token = Some(vault.pass(Purpose::AccessToken, made.what.id));
            Ok(made)
        })
        .await?;
    Ok(made.answer(|token| (StatusCode::CREATED, Json(token)).into_response()))
}

/// Take all access tokens back: they are worth nothing afterwards.
#[utoipa::path(delete, path = "/api/v1/tokens", tag = "account",
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn delete_all(
    State(app): State<AppState>,
    caller: Caller,
) -> Result<StatusCode, ApiError> {
    caller.may(Action::Credentials)?;
    let user = caller.user.id;
    app.sessions
        .end(move |connection| Ok(sessions::end_tokens(connection, user)?))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take an access token back: it is worth nothing afterwards.
#[utoipa::path(delete, path = "/api/v1/tokens/{id}", tag = "account",
    params(("id" = uuid::Uuid, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn delete(
    State(app): State<AppState>,
    caller: Caller,
    Id(id): Id,
) -> Result<StatusCode, ApiError> {
    caller.may(Action::Credentials)?;
    let user = caller.user.id;
    let was_there = app
        .sessions
        .end(move |connection| Ok(sessions::end_token(connection, user, id)?))
        .await?;
    was_there
        .then_some(StatusCode::NO_CONTENT)
        .ok_or_else(ApiError::not_found)
}
