//! Whether somebody knows the password of an account.

use std::net::IpAddr;

use domain::{Login, User, validate};
use persistence::accounts;

use crate::error::ApiError;
use crate::limits::Attempt;
use crate::state::AppState;

/// What came of comparing.
pub enum Proof {
    /// Whose password it is, and the hash it was compared with: another one may have been set meanwhile.
    Right(User, String),
    /// It is wrong, or there is nobody of that name. To be counted, unless there is a reason not to.
    Wrong(Attempt),
}

/// Compares, with the same work whether or not there is such an account.
pub async fn of(app: &AppState, address: Option<IpAddr>, login: Login) -> Result<Proof, ApiError> {
    let Login { username, password } = login;
    let attempt = Attempt::new(&app.cache, &app.vault, &username, address);
    // What cannot be a username or a password is not worth a hash, and says nothing about any account.
    if username.chars().any(char::is_control)
        || username.chars().count() > validate::MAX_USERNAME
        || password.chars().count() > validate::MAX_PASSWORD
    {
        return Ok(Proof::Wrong(attempt));
    }
    attempt.allowed().await?;
    let found = app
        .db
        .read::<_, ApiError>(move |connection| {
            Ok(accounts::find_for_sign_in(connection, &username)?)
        })
        .await?;
    let hash = found.as_ref().map(|(_, hash)| hash.clone());
    let matches = app
        .vault
        .verify_password(password, hash, attempt.allowed())
        .await?;
    Ok(match found.filter(|_| matches) {
        Some((user, hash)) => Proof::Right(user, hash),
        None => Proof::Wrong(attempt),
    })
}
