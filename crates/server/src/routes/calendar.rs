//! `/api/v1/me/calendar`, and the calendar itself.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::policy::Action;
use domain::{CalendarFeed, Problem};
use persistence::{Database, PgConnection, accounts, birthdays, calendar};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::access::Caller;
use crate::error::ApiError;
use crate::http::conditional;
use crate::http::extract::InPath;
use crate::ics;
use crate::once::Once;
use crate::security::{self, Purpose};
use crate::state::AppState;

const ENDING: &str = ".ics";

/// The secret address of one's birthdays for calendar programs.
#[utoipa::path(get, path = "/api/v1/me/calendar", tag = "birthdays",
    responses((status = 200, body = CalendarFeed), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn read(
    State(app): State<AppState>,
    caller: Caller,
) -> Result<Json<CalendarFeed>, ApiError> {
    caller.may(Action::Credentials)?;
    let user = caller.user.id;
    let found = app
        .db
        .read::<_, ApiError>(move |connection| Ok(calendar::find(connection, user)?))
        .await?;
    Ok(Json(found.map_or_else(CalendarFeed::default, |feed| {
        described(&app, feed)
    })))
}

/// Make a secret address for calendar programs. If there is one already, it is worth nothing from then on.
///
/// With an `Idempotency-Key` the request can be repeated safely: the same key answers with the same address.
#[utoipa::path(post, path = "/api/v1/me/calendar", tag = "birthdays",
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of your own, up to 255 characters")),
    responses((status = 201, body = CalendarFeed), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn create(
    State(app): State<AppState>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    caller.may(Action::Credentials)?;
    let once = Once::read(&headers, &[b"POST /api/v1/me/calendar"])?;
    let made = app
        .db
        .run::<_, ApiError>(move |connection| {
            let user = caller.user.id;
            let find = |connection: &mut PgConnection, id| {
                let found = calendar::find(connection, user)?.filter(|feed| feed.0 == id);
                found.ok_or_else(ApiError::not_found)
            };
            let make = |connection: &mut PgConnection| Ok(calendar::renew(connection, user)?);
            once.make(connection, &caller, |feed| feed.0, find, make)
        })
        .await?;
    Ok(made.answer(|feed| (StatusCode::CREATED, Json(described(&app, feed))).into_response()))
}

/// Revoke the secret address. Calendar programs that have it find nothing there any more.
#[utoipa::path(delete, path = "/api/v1/me/calendar", tag = "birthdays",
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn delete(State(db): State<Database>, caller: Caller) -> Result<StatusCode, ApiError> {
    caller.may(Action::Credentials)?;
    let user = caller.user.id;
    db.run::<_, ApiError>(move |connection| Ok(calendar::revoke(connection, user)?))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The birthdays as a calendar (RFC 5545), for whoever knows the secret address.
#[utoipa::path(get, path = "/calendar/{token}", tag = "birthdays",
    params(("token" = String, Path, description = "The last part of the secret address, with `.ics`")),
    responses((status = 200, content((String = "text/calendar"))),
        (status = 304, description = "If-None-Match names the current state"),
        (status = 404, description = "Revoked, or never there", body = Problem)))]
pub async fn feed(
    State(app): State<AppState>,
    headers: HeaderMap,
    InPath(file): InPath<String>,
) -> Result<Response, ApiError> {
    let token = file.strip_suffix(ENDING).unwrap_or_default();
    // What this server has not made is not looked up.
    let feed = app
        .vault
        .read_pass(Purpose::Calendar, token)
        .ok_or_else(ApiError::not_found)?;
    let (entries, language) = app
        .db
        .run::<_, ApiError>(move |connection| {
            let owner = calendar::owner(connection, feed)?.ok_or_else(ApiError::not_found)?;
            // A program fetches it, whose language says nothing about the owner's.
            let language = accounts::find(connection, owner)?.and_then(|user| user.language);
            Ok((
                birthdays::entries(connection, owner)?,
                language.unwrap_or_default(),
            ))
        })
        .await?;
    let text = ics::calendar(&entries, language, app.settings.public_origin.as_deref());
    let etag = etag(&text);
    let mut response = if conditional::if_none_match(&headers, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let kind = [(header::CONTENT_TYPE, "text/calendar; charset=utf-8")];
        (kind, text).into_response()
    };
    let headers = response.headers_mut();
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, etag);
    }
    let fixed: [(HeaderName, &str); 3] = [
        // Only by the program itself, and asked for each time: a revoked calendar must be gone.
        (header::CACHE_CONTROL, "private, no-cache"),
        (
            header::CONTENT_DISPOSITION,
            "inline; filename=\"birthdays.ics\"",
        ),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

/// A strong one: it names these bytes.
fn etag(text: &str) -> String {
    let hash = security::fingerprint(&[text.as_bytes()]);
    let hex = security::hex(&hash[..16]);
    format!("\"{hex}\"")
}

fn described(app: &AppState, (id, created_at): (Uuid, OffsetDateTime)) -> CalendarFeed {
    let origin = app.settings.public_origin.as_deref().unwrap_or_default();
    let token = app.vault.pass(Purpose::Calendar, id);
    CalendarFeed {
        address: Some(format!("{origin}/calendar/{token}{ENDING}")),
        created_at: Some(created_at),
    }
}
