//! Sessions and their cookie.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::AppendHeaders;
use domain::{SignedIn, User};
use persistence::{PgConnection, sessions};
use time::{Duration, OffsetDateTime};

use crate::access::SESSION_COOKIE;
use crate::error::ApiError;
use crate::security::Token;
use crate::state::AppState;

/// How long a sign-in lasts: an address book is opened now and then, and asking each time helps nobody.
const LIFETIME: Duration = Duration::days(90);

/// A session that is about to be saved.
pub(super) struct New {
    token: Token,
    client: String,
    expires_at: OffsetDateTime,
}

impl New {
    pub(super) fn start(app: &AppState, client: String) -> Result<Self, ApiError> {
        Ok(Self {
            token: app.vault.new_token()?,
            client,
            expires_at: OffsetDateTime::now_utc() + LIFETIME,
        })
    }

    pub(super) fn save(
        self,
        connection: &mut PgConnection,
        user: User,
    ) -> Result<SignedIn, ApiError> {
        sessions::open(
            connection,
            user.id,
            &self.token.hash,
            &self.client,
            self.expires_at,
        )?;
        Ok(SignedIn {
            user,
            token: self.token.plain,
            expires_at: self.expires_at,
        })
    }
}

type SetCookie = AppendHeaders<[(HeaderName, HeaderValue); 1]>;

/// Gives the browser its token; no script can read it.
pub(super) fn cookie(app: &AppState, signed_in: &SignedIn) -> SetCookie {
    set(app, &signed_in.token, LIFETIME.whole_seconds())
}

/// Takes it away again.
pub(in crate::routes) fn no_cookie(app: &AppState) -> SetCookie {
    set(app, "", 0)
}

fn set(app: &AppState, token: &str, seconds: i64) -> SetCookie {
    let secure = if app.settings.is_https() {
        "; Secure"
    } else {
        ""
    };
    let cookie = format!(
        "{SESSION_COOKIE}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"
    );
    // The token is base64: always a valid header value.
    let value = HeaderValue::from_str(&cookie).unwrap_or_else(|_| HeaderValue::from_static(""));
    AppendHeaders([(header::SET_COOKIE, value)])
}
