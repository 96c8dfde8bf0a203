use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::policy::Action;
use domain::{Contact, Problem, card};
use persistence::{Database, contacts, photos};
use vcard::{Card, Version};

use super::answer;
use super::version::{asked_version, in_version, media_type};
use crate::access::Caller;
use crate::error::ApiError;
use crate::http::extract::Id;
use crate::http::{accept, conditional};

/// One contact: as JSON, or with `Accept: text/vcard` the card itself, byte for byte, with its photo in it.
///
/// `Accept: text/vcard; version=3.0` (or `4.0`) asks for the card in that version; one that is kept in another is converted,
/// and nothing of it is lost.
#[utoipa::path(get, path = "/api/v1/contacts/{id}", tag = "contacts", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, content((Contact = "application/json"), (String = "text/vcard"))),
        (status = 304, description = "If-None-Match names the current state"),
        (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn read(
    State(db): State<Database>,
    caller: Caller,
    headers: HeaderMap,
    Id(id): Id,
) -> Result<Response, ApiError> {
    let card = accept::weight(&headers, "text/vcard");
    if card > 0.0 && card >= accept::weight(&headers, "application/json") {
        let version = asked_version(&headers);
        let (response, _) = vcard(&db, caller, &headers, version, id).await?;
        return Ok(response);
    }
    let reader = caller.user.id;
    let found = db
        .read::<_, ApiError>(move |connection| Ok(contacts::find(connection, reader, id)?))
        .await?;
    let (standing, contact) = found.ok_or_else(ApiError::not_found)?;
    caller.may(Action::ReadBook(standing))?;
    if conditional::if_none_match(&headers, &contact.etag) {
        return Ok(not_modified(&contact.etag));
    }
    Ok(vary_by_accept(answer(contact)))
}

/// The card in this version, or as it is kept, and the name that stands on it.
pub(super) async fn vcard(
    db: &Database,
    caller: Caller,
    headers: &HeaderMap,
    version: Option<Version>,
    id: uuid::Uuid,
) -> Result<(Response, String), ApiError> {
    let reader = caller.user.id;
    let found = db
        .read::<_, ApiError>(move |connection| Ok(contacts::find_card(connection, reader, id)?))
        .await?;
    let (standing, contact, vcard) = found.ok_or_else(ApiError::not_found)?;
    caller.may(Action::ReadBook(standing))?;
    let form = match version {
        None => "vcard",
        Some(Version::V3) => "vcard3",
        Some(Version::V4) => "vcard4",
    };
    let name = contact.fields.name.full.clone();
    let etag = conditional::of_card(&contact.etag, form);
    if conditional::if_none_match(headers, &etag) {
        return Ok((not_modified(&etag), name));
    }
    let vcard = match version {
        None => vcard,
        Some(version) => in_version(vec![vcard], version).await?.concat(),
    };
    let vcard = with_photo(db, &contact, vcard).await?;
    let mut response = ([(header::CONTENT_TYPE, media_type(version))], vcard).into_response();
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    Ok((vary_by_accept(response), name))
}

/// The card as the world knows it: with the picture in it, not the name that it has here.
pub async fn with_photo(
    db: &Database,
    contact: &Contact,
    vcard: String,
) -> Result<String, ApiError> {
    let Some(name) = contact.fields.photo.clone() else {
        return Ok(vcard);
    };
    let (book, asked) = (contact.book_id, name.clone());
    let picture = db
        .read::<_, ApiError>(move |connection| Ok(photos::picture(connection, book, &asked)?))
        .await?;
    let (Some(picture), Ok(mut card)) = (picture, Card::parse(vcard.as_bytes())) else {
        return Ok(vcard);
    };
    card::embed(&mut card, &name, &picture);
    Ok(card.to_string())
}

pub(super) fn not_modified(etag: &str) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    if let Ok(etag) = HeaderValue::from_str(etag) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    vary_by_accept(response)
}

pub(super) fn vary_by_accept(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(header::VARY, HeaderValue::from_static("accept"));
    response
}
