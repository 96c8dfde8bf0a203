//! `/api/v1/me/password`

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::policy::Action;
use domain::{FieldErrors, FieldRule, Login, PasswordChange, Problem, validate};
use persistence::{accounts, sessions};

use super::users::proof::{self, Proof};
use crate::access::Caller;
use crate::error::ApiError;
use crate::http::address::Address;
use crate::http::extract::JsonBody;
use crate::once::{Made, Once};
use crate::state::AppState;

/// Set another password.
///
/// All other sessions of the account end; access tokens stay. With an `Idempotency-Key` the request can be repeated safely.
#[utoipa::path(post, path = "/api/v1/me/password", tag = "account", request_body = PasswordChange,
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of your own, up to 255 characters")),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem),
        (status = 429, description = "Too many wrong passwords", body = Problem)))]
pub async fn change(
    State(app): State<AppState>,
    caller: Caller,
    Address(address): Address,
    headers: HeaderMap,
    JsonBody {
        value: wanted,
        bytes,
    }: JsonBody<PasswordChange>,
) -> Result<Response, ApiError> {
    caller.may(Action::Credentials)?;
    validate::new_password(&wanted.new_password).map_err(of_the_new_one)?;
    let wrong = || ApiError::invalid_field("current_password", FieldRule::WrongPassword);
    let once = Once::read_sealed(&headers, &app.vault, &[b"POST password", &bytes])?;
    let user = caller.user.id;
    // Asked before and after the slow part: a repetition may come while the first request is at work.
    let is_done = || {
        let (once, db) = (once.clone(), app.db.clone());
        async move {
            if !once.has_key() {
                return Ok(false);
            }
            let done = move |connection: &mut _| once.earlier(connection, user);
            Ok::<_, ApiError>(db.run(done).await?.is_some())
        }
    };
    if is_done().await? {
        return Ok(done(true));
    }
    let login = Login {
        username: caller.user.username.clone(),
        password: wanted.current_password,
    };
    let hash = match proof::of(&app, address, login, is_done()).await? {
        Proof::Right(_, hash) => hash,
        Proof::Excused => return Ok(done(true)),
        Proof::Wrong => return Err(wrong()),
    };
    let new = app.vault.hash_password(wanted.new_password).await?;
    let session = caller.session().to_vec();
    app.sessions
        .end(move |connection| {
            if once.earlier(connection, user)?.is_some() {
                return Ok(Vec::new());
            }
            // Another one may have been set meanwhile.
            if !accounts::replace_password(connection, user, &hash, &new)? {
                return Err(wrong());
            }
            once.remember(connection, user, user)?;
            Ok(sessions::end_all_but(connection, user, Some(&session))?)
        })
        .await?;
    Ok(done(false))
}

fn done(before: bool) -> Response {
    Made::new((), before).answer(|()| StatusCode::NO_CONTENT.into_response())
}

fn of_the_new_one(errors: FieldErrors) -> ApiError {
    let named = errors
        .into_values()
        .map(|rules| ("new_password".to_owned(), rules));
    ApiError::invalid(named.collect())
}
