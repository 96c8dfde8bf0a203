//! `/api/v1/users`: making an account, signing in and out.
//!
//! Programs send JSON and get JSON; a page without JavaScript sends a form and is sent on to another page.

pub(super) mod form;
pub(super) mod session;

use std::net::IpAddr;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::{Color, Login, Problem, Register, SignedIn, validate};
use frontend::messages::texts_in;
use persistence::accounts::NewUser;
use persistence::{DbError, accounts, books, sessions};
use serde::Serialize;

use self::form::{Form, RegisterForm, SignInForm};
use crate::access::{self, client};
use crate::config::Registration;
use crate::error::ApiError;
use crate::http::address::Address;
use crate::http::extract::JsonOrForm;
use crate::language;
use crate::limits::Attempt;
use crate::state::AppState;

/// Whether a new account can be made.
#[derive(Serialize, utoipa::ToSchema)]
pub struct RegistrationState {
    /// Somebody without an account can make one now.
    open: bool,
    /// There is no account yet: the next one becomes the administrator.
    first: bool,
}

/// Whether this server takes new accounts.
#[utoipa::path(get, path = "/api/v1/users/registration", tag = "account",
    responses((status = 200, body = RegistrationState)))]
pub async fn registration(
    State(app): State<AppState>,
) -> Result<Json<RegistrationState>, ApiError> {
    let any = app
        .db
        .read::<_, ApiError>(|connection| Ok(accounts::any_exists(connection)?))
        .await?;
    let open = is_open(app.settings.registration, any);
    Ok(Json(RegistrationState {
        open,
        first: open && !any,
    }))
}

fn is_open(registration: Registration, any_account: bool) -> bool {
    match registration {
        Registration::Open => true,
        Registration::First => !any_account,
        Registration::Closed => false,
    }
}

/// Make an account and sign in.
#[utoipa::path(post, path = "/api/v1/users/register", tag = "account", request_body = Register,
    responses((status = 201, body = SignedIn), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn register(
    State(app): State<AppState>,
    headers: HeaderMap,
    body: JsonOrForm<Register, RegisterForm>,
) -> Result<Response, ApiError> {
    match body {
        JsonOrForm::Json(wanted) => {
            let signed_in = make_account(&app, &headers, wanted).await?;
            Ok((
                StatusCode::CREATED,
                session::cookie(&app, &signed_in),
                Json(signed_in),
            )
                .into_response())
        }
        JsonOrForm::Form(form) => {
            let page = form.page();
            page.answer(&app, make_account(&app, &headers, form.into()).await)
        }
    }
}

async fn make_account(
    app: &AppState,
    headers: &HeaderMap,
    wanted: Register,
) -> Result<SignedIn, ApiError> {
    let wanted = Register {
        username: wanted.username.trim().to_owned(),
        ..wanted
    };
    validate::register(&wanted).map_err(ApiError::invalid)?;
    let registration = app.settings.registration;
    let any = app
        .db
        .read::<_, ApiError>(|connection| Ok(accounts::any_exists(connection)?))
        .await?;
    if !is_open(registration, any) {
        // Told before the password is hashed, so that a closed server cannot be kept busy.
        return Err(ApiError::registration_closed());
    }
    let Register {
        username,
        password,
        display_name,
        email,
    } = wanted;
    let password_hash = app.vault.hash_password(password).await?;
    let session = session::New::start(app, client(headers))?;
    // The book that every account begins with is named in its owner's language.
    let first_book = texts_in(language::of_browser(headers)).list.heading;
    app.db
        .run(move |connection| {
            let any = accounts::any_exists_exclusively(connection)?;
            if !is_open(registration, any) {
                return Err(ApiError::registration_closed());
            }
            let text =
                |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
            let email = text(&email);
            let new = NewUser {
                username: &username,
                display_name: &text(&display_name),
                email: Some(email.as_str()).filter(|email| !email.is_empty()),
                password_hash: &password_hash,
                admin: !any,
            };
            let user = accounts::create(connection, &new).map_err(username_taken)?;
            books::create(connection, user.id, first_book, Color::default(), true)?;
            session.save(connection, user)
        })
        .await
}

fn username_taken(error: persistence::QueryError) -> ApiError {
    let error = DbError::from(error);
    match error.violated_constraint() {
        Some(accounts::USERNAME_TAKEN) => {
            ApiError::invalid_field("username", domain::FieldRule::Taken)
        }
        _ => error.into(),
    }
}

/// Sign in.
#[utoipa::path(post, path = "/api/v1/users/login", tag = "account", request_body = Login,
    responses((status = 200, body = SignedIn), (status = 401, body = Problem),
        (status = 429, description = "Too many wrong passwords", body = Problem)))]
pub async fn login(
    State(app): State<AppState>,
    Address(address): Address,
    headers: HeaderMap,
    body: JsonOrForm<Login, SignInForm>,
) -> Result<Response, ApiError> {
    match body {
        JsonOrForm::Json(credentials) => {
            let signed_in = sign_in(&app, address, &headers, credentials).await?;
            Ok((session::cookie(&app, &signed_in), Json(signed_in)).into_response())
        }
        JsonOrForm::Form(form) => {
            let page = form.page();
            page.answer(&app, sign_in(&app, address, &headers, form.into()).await)
        }
    }
}

async fn sign_in(
    app: &AppState,
    address: Option<IpAddr>,
    headers: &HeaderMap,
    credentials: Login,
) -> Result<SignedIn, ApiError> {
    let Login { username, password } = credentials;
    // What cannot be a username or a password is not worth a hash, and says nothing about any account.
    if username.chars().any(char::is_control)
        || username.chars().count() > validate::MAX_USERNAME
        || password.chars().count() > validate::MAX_PASSWORD
    {
        return Err(ApiError::bad_credentials());
    }
    let attempt = Attempt::new(&app.cache, &app.vault, &username, address);
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
    let Some((user, hash)) = found.filter(|_| matches) else {
        attempt.failed().await;
        return Err(ApiError::bad_credentials());
    };
    let session = session::New::start(app, client(headers))?;
    app.db
        .run(move |connection| {
            // Another one may have been set meanwhile, or the account disabled.
            if !accounts::signs_in_by(connection, user.id, &hash)? {
                return Err(ApiError::bad_credentials());
            }
            session.save(connection, user)
        })
        .await
}

/// Sign out: the token is worth nothing afterwards. Somebody who is signed out already stays so.
#[utoipa::path(post, path = "/api/v1/users/logout", tag = "account", responses((status = 204)))]
pub async fn logout(State(app): State<AppState>, headers: HeaderMap) -> Result<Response, ApiError> {
    if let Some(token) = access::token(&headers) {
        let hash = app.vault.hash_token(&token.token);
        let ended = hash.clone();
        app.db
            .run::<_, ApiError>(move |connection| Ok(sessions::end(connection, &ended)?))
            .await?;
        app.sessions.forget(&hash).await;
    }
    Ok((session::no_cookie(&app), form::after_logout(&headers)).into_response())
}
