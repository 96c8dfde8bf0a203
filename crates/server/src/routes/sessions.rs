//! `/api/v1/sessions`: where one is signed in.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::policy::Action;
use domain::{Problem, Session};
use persistence::{Database, sessions};

use super::users::session::no_cookie;
use crate::access::Caller;
use crate::error::ApiError;
use crate::http::extract::Id;
use crate::state::AppState;

/// Where one is signed in: this session first, then the one that was used last.
#[utoipa::path(get, path = "/api/v1/sessions", tag = "account",
    responses((status = 200, body = Vec<Session>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(
    State(db): State<Database>,
    caller: Caller,
) -> Result<Json<Vec<Session>>, ApiError> {
    caller.may(Action::Credentials)?;
    let found = db
        .read::<_, ApiError>(move |connection| {
            Ok(sessions::list(
                connection,
                caller.user.id,
                caller.session(),
            )?)
        })
        .await?;
    Ok(Json(found))
}

/// Sign out everywhere, here as well. Access tokens stay.
#[utoipa::path(delete, path = "/api/v1/sessions", tag = "account",
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn end_all(State(app): State<AppState>, caller: Caller) -> Result<Response, ApiError> {
    caller.may(Action::Credentials)?;
    let user = caller.user.id;
    app.sessions
        .end(move |connection| Ok(sessions::end_all_but(connection, user, None)?))
        .await?;
    Ok((no_cookie(&app), StatusCode::NO_CONTENT).into_response())
}

/// Sign out in one place.
#[utoipa::path(delete, path = "/api/v1/sessions/{id}", tag = "account",
    params(("id" = uuid::Uuid, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn end(
    State(app): State<AppState>,
    caller: Caller,
    Id(id): Id,
) -> Result<StatusCode, ApiError> {
    caller.may(Action::Credentials)?;
    let user = caller.user.id;
    let was_there = app
        .sessions
        .end(move |connection| Ok(sessions::end_one(connection, user, id)?))
        .await?;
    was_there
        .then_some(StatusCode::NO_CONTENT)
        .ok_or_else(ApiError::not_found)
}
