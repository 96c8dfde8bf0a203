//! Signing in from a page without JavaScript: forms in, redirections out.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Login, Register, SignedIn, validate};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use super::session;
use crate::error::ApiError;
use crate::state::AppState;

#[derive(Deserialize)]
pub struct SignInForm {
    username: String,
    password: String,
    #[serde(default)]
    next: String,
}

#[derive(Deserialize)]
pub struct RegisterForm {
    username: String,
    password: String,
    #[serde(default)]
    display_name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    next: String,
}

/// A page with a form, and what to show on it again if the form is refused.
pub(super) struct Page {
    path: &'static str,
    username: String,
    next: String,
}

pub(super) trait Form {
    fn page(&self) -> Page;
}

impl Form for SignInForm {
    fn page(&self) -> Page {
        Page {
            path: "/login",
            username: self.username.clone(),
            next: self.next.clone(),
        }
    }
}

impl Form for RegisterForm {
    fn page(&self) -> Page {
        Page {
            path: "/register",
            username: self.username.clone(),
            next: self.next.clone(),
        }
    }
}

impl From<SignInForm> for Login {
    fn from(form: SignInForm) -> Self {
        Self {
            username: form.username,
            password: form.password,
        }
    }
}

impl From<RegisterForm> for Register {
    fn from(form: RegisterForm) -> Self {
        Self {
            username: form.username,
            password: form.password,
            display_name: Some(form.display_name),
            email: Some(form.email),
        }
    }
}

impl Page {
    /// On to where the visitor wanted to go, or back to the form with what was wrong.
    pub(super) fn answer(
        self,
        app: &AppState,
        result: Result<SignedIn, ApiError>,
    ) -> Result<Response, ApiError> {
        match result {
            Ok(signed_in) => Ok((
                session::cookie(app, &signed_in),
                Redirect::to(local(&self.next)),
            )
                .into_response()),
            // The browser goes back to the form; whoever watches the server sees what it was.
            Err(error) => match self.back(&error) {
                Some(response) => Ok(error.behind(response)),
                None => Err(error),
            },
        }
    }

    fn back(&self, error: &ApiError) -> Option<Response> {
        let code = serde_json::to_value(error.code()).ok()?;
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        // What is shown again need not be longer than what could be right.
        let username: String = self.username.chars().take(validate::MAX_USERNAME).collect();
        let mut location = format!("{}?error={}", self.path, code.as_str()?);
        if let Some((field, errors)) = error.errors().iter().next() {
            location.push_str(&format!("&field={}", encode(field)));
            let rule = errors
                .first()
                .and_then(|error| serde_json::to_value(&error.rule).ok());
            if let Some(rule) = rule.as_ref().and_then(|rule| rule["code"].as_str()) {
                location.push_str(&format!("&rule={rule}"));
            }
        }
        location.push_str(&format!(
            "&username={}&next={}",
            encode(&username),
            encode(local(&self.next))
        ));
        Some(Redirect::to(&location).into_response())
    }
}

/// The path if it leads to this site, else the front page: a link must not send people who sign in elsewhere.
pub(in crate::routes) fn local(path: &str) -> &str {
    let mut chars = path.chars();
    let is_local = chars.next() == Some('/')
        && !matches!(chars.next(), Some('/' | '\\'))
        && !path.chars().any(|c| c.is_control() || c == '\\');
    if is_local { path } else { "/" }
}

/// A form wants a page, a program wants to know that it worked.
pub(super) fn after_logout(headers: &HeaderMap) -> Response {
    let wants_page = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    if wants_page {
        Redirect::to("/login").into_response()
    } else {
        StatusCode::NO_CONTENT.into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        assert_eq!(local("/contacts/1?q=a"), "/contacts/1?q=a");
        for foreign in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/\t/evil.example",
            "javascript:x",
        ] {
            assert_eq!(local(foreign), "/", "{foreign}");
        }
    }
}
