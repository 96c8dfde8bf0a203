//! Whether somebody knows the password of an account.

use std::net::IpAddr;

use domain::{Login, User, validate};
use persistence::accounts;
use tracing::Instrument;

use crate::error::ApiError;
use crate::limits::Attempt;
use crate::state::AppState;

/// What came of comparing.
pub enum Proof {
    /// Whose password it is, and the hash it was compared with: another one may have been set meanwhile.
    Right(User, String),
    /// It is wrong, or there is nobody of that name. It has been counted.
    Wrong,
    /// The same, and there was a reason not to count it.
    Excused,
}

/// Compares, and counts it if it is wrong and not excused: to the end, also where whoever asks has gone meanwhile. Else all
/// who hang up early enough could go on for ever.
pub async fn of(
    app: &AppState,
    address: Option<IpAddr>,
    login: Login,
    is_excused: impl Future<Output = Result<bool, ApiError>> + Send + 'static,
) -> Result<Proof, ApiError> {
    let app = app.clone();
    let work = async move {
        let attempt = Attempt::new(&app.cache, &app.vault, &login.username, address);
        if let Some((user, hash)) = compare(&app, &attempt, login).await? {
            return Ok(Proof::Right(user, hash));
        }
        if is_excused.await? {
            return Ok(Proof::Excused);
        }
        attempt.failed().await;
        Ok(Proof::Wrong)
    };
    match tokio::spawn(work.in_current_span()).await {
        Ok(proof) => proof,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // The server is leaving.
            Err(_) => Err(ApiError::busy()),
        },
    }
}

/// Whose password it is, with the same work whether or not there is such an account.
async fn compare(
    app: &AppState,
    attempt: &Attempt,
    login: Login,
) -> Result<Option<(User, String)>, ApiError> {
    let Login { username, password } = login;
    // What cannot be a username or a password is not worth a hash, and says nothing about any account.
    if username.chars().any(char::is_control)
        || username.chars().count() > validate::MAX_USERNAME
        || password.chars().count() > validate::MAX_PASSWORD
    {
        return Ok(None);
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
    Ok(found.filter(|_| matches))
}
