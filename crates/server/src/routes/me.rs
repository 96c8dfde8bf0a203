//! `/api/v1/me`

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::{Change, Problem, ProfilePatch, User, validate};
use persistence::accounts;

use crate::access::Caller;
use crate::error::ApiError;
use crate::http::extract::JsonBody;
use crate::language;
use crate::state::AppState;

/// The account that is signed in.
#[utoipa::path(get, path = "/api/v1/me", tag = "account",
    responses((status = 200, body = User), (status = 401, body = Problem)))]
pub async fn read(caller: Caller) -> Json<User> {
    Json(caller.user)
}

/// Change one's own account.
#[utoipa::path(patch, path = "/api/v1/me", tag = "account", request_body = ProfilePatch,
    responses((status = 200, body = User), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn patch(
    State(app): State<AppState>,
    caller: Caller,
    JsonBody { value: patch, .. }: JsonBody<ProfilePatch>,
) -> Result<Response, ApiError> {
    let chooses_language = !matches!(patch.language, Change::Keep);
    validate::profile(&patch).map_err(ApiError::invalid)?;
    let session = caller.session().to_vec();
    let user = app
        .db
        .run::<_, ApiError>(move |connection| {
            Ok(accounts::update_profile(
                connection,
                caller.user.id,
                &patch,
            )?)
        })
        .await?;
    app.sessions.forget(&session).await;
    // What was chosen before signing in must not outlive what is chosen now.
    let forget = chooses_language.then(|| language::remember(&app, None));
    Ok((forget, Json(user)).into_response())
}
