//! `/api/v1/theme`: the colours of the page in this browser.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::theme::{Theme, ThemeChoice};
use domain::{FieldRule, Problem};
use serde::Deserialize;

use super::users::form::local;
use crate::access;
use crate::error::ApiError;
use crate::http::choice::remember;
use crate::http::extract::JsonOrForm;
use crate::state::AppState;

/// The cookie that holds what was chosen.
const COOKIE: &str = "bloknotik_theme";

/// The form in the settings.
#[derive(Deserialize)]
pub struct ThemeForm {
    theme: String,
    #[serde(default)]
    next: String,
}

/// What was chosen in the browser that sends these headers.
pub fn of_browser(headers: &HeaderMap) -> Option<Theme> {
    access::cookie(headers, COOKIE).and_then(Theme::from_word)
}

/// Choose the colours of the page in this browser; `null` leaves them to the system.
#[utoipa::path(post, path = "/api/v1/theme", tag = "account", request_body = ThemeChoice,
    responses((status = 204), (status = 422, body = Problem)))]
pub async fn choose(
    State(app): State<AppState>,
    body: JsonOrForm<ThemeChoice, ThemeForm>,
) -> Result<Response, ApiError> {
    let cookie = |theme: Option<Theme>| remember(&app, COOKIE, theme.map(Theme::as_str));
    Ok(match body {
        JsonOrForm::Json(choice) => (StatusCode::NO_CONTENT, cookie(choice.theme)).into_response(),
        JsonOrForm::Form(form) => {
            let theme = match form.theme.as_str() {
                "" => None,
                word => Some(
                    Theme::from_word(word)
                        .ok_or_else(|| ApiError::invalid_field("theme", FieldRule::BadValue))?,
                ),
            };
            (cookie(theme), Redirect::to(local(&form.next))).into_response()
        }
    })
}
