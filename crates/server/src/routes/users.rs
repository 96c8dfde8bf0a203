//! `/api/v1/users`: making an account, signing in and out.
//!
//! Programs send JSON and get JSON; a page without JavaScript sends a form and is sent on to another page.

pub(super) mod form;
pub(super) mod proof;
pub(super) mod session;

use std::net::IpAddr;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::{Color, ErrorCode, Login, Problem, Register, SignedIn, validate};
use frontend::messages::texts_in;
use persistence::accounts::NewUser;
use persistence::{DbError, accounts, books, sessions};
use serde::Serialize;

use self::form::{Form, RegisterForm, SignInForm};
use self::proof::Proof;
use crate::access::{self, client};
use crate::config::Registration;
use crate::error::ApiError;
use crate::http::address::Address;
use crate::http::extract::JsonOrForm;
use crate::language;
use crate::once::{Made, Once};
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
///
/// With an `Idempotency-Key` the request can be repeated safely: the same key and body sign in to the account that the first
/// one made.
#[utoipa::path(post, path = "/api/v1/users/register", tag = "account", request_body = Register,
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of your own, up to 255 characters")),
    responses((status = 201, body = SignedIn), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub async fn register(
    State(app): State<AppState>,
    Address(address): Address,
    headers: HeaderMap,
    body: JsonOrForm<Register, RegisterForm>,
) -> Result<Response, ApiError> {
    match body {
        JsonOrForm::Json(wanted) => {
            let made = make_account(&app, address, &headers, wanted).await?;
            Ok(made.answer(|signed_in| {
                let cookie = session::cookie(&app, &signed_in);
                (StatusCode::CREATED, cookie, Json(signed_in)).into_response()
            }))
        }
        JsonOrForm::Form(form) => {
            let page = form.page();
            let made = make_account(&app, address, &headers, form.into()).await;
            page.answer(&app, made.map(|made| made.what))
        }
    }
}

async fn make_account(
    app: &AppState,
    address: Option<IpAddr>,
    headers: &HeaderMap,
    wanted: Register,
) -> Result<Made<SignedIn>, ApiError> {
    let wanted = Register {
        username: wanted.username.trim().to_owned(),
        ..wanted
    };
    validate::register(&wanted).map_err(ApiError::invalid)?;
    let once = once(app, headers, &wanted)?;
    let login = Login {
        username: wanted.username.clone(),
        password: wanted.password.clone(),
    };
    let before = made_before(app, address, headers, &once, &login).await?;
    if let Some(signed_in) = before {
        return Ok(Made::new(signed_in, true));
    }
    let made = make_new(app, headers, &once, wanted).await;
    if made.is_err() {
        // The first one may have been at work at the same time.
        let before = made_before(app, address, headers, &once, &login).await?;
        if let Some(signed_in) = before {
            return Ok(Made::new(signed_in, true));
        }
    }
    made.map(|signed_in| Made::new(signed_in, false))
}

async fn make_new(
    app: &AppState,
    headers: &HeaderMap,
    once: &Once,
    wanted: Register,
) -> Result<SignedIn, ApiError> {
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
    let once = once.clone();
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
            once.remember(connection, user.id, user.id)?;
            session.save(connection, user)
        })
        .await
}

fn once(app: &AppState, headers: &HeaderMap, wanted: &Register) -> Result<Once, ApiError> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (name, email) = (text(&wanted.display_name), text(&wanted.email));
    let parts = [&wanted.username, &wanted.password, &name, &email];
    let parts = parts.map(|part| part.as_bytes());
    let parts = [&[&b"POST register"[..]], &parts[..]].concat();
    Once::read_sealed(headers, &app.vault, &parts)
}

/// Signs in to the account that the same request has made before, by the password that it has now.
async fn made_before(
    app: &AppState,
    address: Option<IpAddr>,
    headers: &HeaderMap,
    once: &Once,
    wanted: &Login,
) -> Result<Option<SignedIn>, ApiError> {
    if !once.has_key() {
        return Ok(None);
    }
    let (once, username) = (once.clone(), wanted.username.clone());
    let is_made = app
        .db
        .run::<_, ApiError>(move |connection| {
            let found = accounts::find_for_sign_in(connection, &username)?;
            match found.map(|(user, _)| once.earlier(connection, user.id)) {
                None => Ok(false),
                Some(Ok(made)) => Ok(made.is_some()),
                // Whose key it is, is nobody's business.
                Some(Err(error)) if error.code() == ErrorCode::IdempotencyKeyReused => Ok(false),
                Some(Err(error)) => Err(error),
            }
        })
        .await?;
    match is_made {
        true => sign_in(app, address, headers, wanted.clone())
            .await
            .map(Some),
        false => Ok(None),
    }
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
    let never = async { Ok(false) };
    let Proof::Right(user, hash) = proof::of(app, address, credentials, never).await? else {
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
