//! `/api/v1/me/password`

use axum::extract::State;
use axum::http::StatusCode;
use domain::policy::Action;
use domain::{FieldErrors, FieldRule, PasswordChange, Problem, validate};
use persistence::{accounts, sessions};

use crate::access::Caller;
use crate::error::ApiError;
use crate::http::address::Address;
use crate::http::extract::JsonBody;
use crate::limits::Attempt;
use crate::state::AppState;

/// Set another password.
///
/// All other sessions of the account end; access tokens stay.
#[utoipa::path(post, path = "/api/v1/me/password", tag = "account", request_body = PasswordChange,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem),
        (status = 429, description = "Too many wrong passwords", body = Problem)))]
pub async fn change(
    State(app): State<AppState>,
    caller: Caller,
    Address(address): Address,
    JsonBody { value: wanted, .. }: JsonBody<PasswordChange>,
) -> Result<StatusCode, ApiError> {
    caller.may(Action::Credentials)?;
    validate::new_password(&wanted.new_password).map_err(of_the_new_one)?;
    let wrong = || ApiError::invalid_field("current_password", FieldRule::WrongPassword);
    if wanted.current_password.chars().count() > validate::MAX_PASSWORD {
        return Err(wrong());
    }
    let username = caller.user.username.clone();
    let attempt = Attempt::new(&app.cache, &app.vault, &username, address);
    attempt.allowed().await?;
    let found = app
        .db
        .read::<_, ApiError>(move |connection| {
            Ok(accounts::find_for_sign_in(connection, &username)?)
        })
        .await?;
    let hash = found.map(|(_, hash)| hash);
    let matches = app
        .vault
        .verify_password(wanted.current_password, hash.clone(), attempt.allowed())
        .await?;
    let Some(hash) = hash.filter(|_| matches) else {
        attempt.failed().await;
        return Err(wrong());
    };
    let new = app.vault.hash_password(wanted.new_password).await?;
    let (user, session) = (caller.user.id, caller.session().to_vec());
    app.db
        .run(move |connection| {
            // Another one may have been set meanwhile.
            if !accounts::replace_password(connection, user, &hash, &new)? {
                return Err(wrong());
            }
            Ok(sessions::end_all_but(connection, user, Some(&session))?)
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

fn of_the_new_one(errors: FieldErrors) -> ApiError {
    let named = errors
        .into_values()
        .map(|rules| ("new_password".to_owned(), rules));
    ApiError::invalid(named.collect())
}
