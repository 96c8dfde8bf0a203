//! What somebody chooses for the page in one browser: a cookie, which says nothing about who it is.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::AppendHeaders;

use crate::state::AppState;

/// How long a choice is remembered.
const YEAR: u32 = 365 * 24 * 60 * 60;

/// What makes the browser remember.
pub type SetCookie = AppendHeaders<[(HeaderName, HeaderValue); 1]>;

/// Remembers a choice in this browser, or forgets it.
pub fn remember(app: &AppState, name: &str, choice: Option<&str>) -> SetCookie {
    let seconds = if choice.is_some() { YEAR } else { 0 };
    let choice = choice.unwrap_or_default();
    let secure = if app.settings.is_https() {
        "; Secure"
    } else {
        ""
    };
    let cookie =
        format!("{name}={choice}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    let value = HeaderValue::from_str(&cookie).unwrap_or_else(|_| HeaderValue::from_static(""));
    AppendHeaders([(header::SET_COOKIE, value)])
}
