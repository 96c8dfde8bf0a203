//! `/api/v1/theme`: the colours of the page in this browser.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::Problem;
use domain::theme::{Theme, ThemeChoice};

use crate::access;
use crate::http::choice::{SetCookie, remember};
use crate::http::extract::JsonBody;
use crate::state::AppState;

/// The cookie that holds what was chosen.
const COOKIE: &str = "bloknotik_theme";

/// What was chosen in the browser that sends these headers.
pub fn of_browser(headers: &HeaderMap) -> Option<Theme> {
    access::cookie(headers, COOKIE).and_then(Theme::from_word)
}

/// Choose the colours of the page in this browser; `null` leaves them to the system.
#[utoipa::path(post, path = "/api/v1/theme", tag = "account", request_body = ThemeChoice,
    responses((status = 204), (status = 422, body = Problem)))]
pub async fn choose(
    State(app): State<AppState>,
    JsonBody { value: choice, .. }: JsonBody<ThemeChoice>,
) -> (SetCookie, StatusCode) {
    let cookie = remember(&app, COOKIE, choice.theme.map(Theme::as_str));
    (cookie, StatusCode::NO_CONTENT)
}
