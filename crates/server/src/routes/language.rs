//! `/api/v1/language`: the language of this browser, for those who have no account or are not signed in.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::language::LanguageChoice;
use domain::{FieldRule, Language, Problem};
use serde::Deserialize;

use super::users::form::local;
use crate::error::ApiError;
use crate::http::extract::JsonOrForm;
use crate::language;
use crate::state::AppState;

/// The form on the pages for visitors.
#[derive(Deserialize)]
pub struct LanguageForm {
    language: String,
    #[serde(default)]
    next: String,
}

/// Choose the language of the page in this browser; `null` leaves it to the browser's own settings. An account that has
/// chosen a language has the last word.
#[utoipa::path(post, path = "/api/v1/language", tag = "account", request_body = LanguageChoice,
    responses((status = 204), (status = 422, body = Problem)))]
pub async fn choose(
    State(app): State<AppState>,
    body: JsonOrForm<LanguageChoice, LanguageForm>,
) -> Result<Response, ApiError> {
    Ok(match body {
        JsonOrForm::Json(choice) => {
            let cookie = language::remember(&app, choice.language);
            (StatusCode::NO_CONTENT, cookie).into_response()
        }
        JsonOrForm::Form(form) => {
            let language = match form.language.as_str() {
                "" => None,
                tag => Some(
                    Language::from_tag(tag)
                        .ok_or_else(|| ApiError::invalid_field("language", FieldRule::BadValue))?,
                ),
            };
            let cookie = language::remember(&app, language);
            (cookie, Redirect::to(local(&form.next))).into_response()
        }
    })
}
