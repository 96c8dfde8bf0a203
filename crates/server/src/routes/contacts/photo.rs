use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use domain::policy::Action;
use domain::{Contact, PhotoSize, Problem, card};
use persistence::photos::{self, Photo};
use persistence::{Database, PgConnection, contacts};
use serde::Deserialize;
use uuid::Uuid;

use super::change::lock_present;
use super::{answer, stored_card};
use crate::access::Caller;
use crate::error::ApiError;
use crate::http::conditional;
use crate::http::extract::{Id, Query, read_file};
use crate::picture::{Crop, Studio, name_of};
use crate::routes::photos::jpeg;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    crop: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    size: Option<String>,
}

/// What becomes the photo of a contact.
enum New {
    Made(Photo),
    /// One that we have given out comes back: it is kept in this book under this name.
    Known(Uuid, String),
}

/// Give a contact a photo: the body is the file itself, a JPEG, PNG, WebP or GIF of up to 20 MB and 40 megapixels.
///
/// What is kept is a JPEG without anything that the file said beside the picture, upright, at most 720 pixels long, and
/// two small squares of it. With `crop` it is a square of the picture; without, all of it.
#[utoipa::path(put, path = "/api/v1/contacts/{id}/photo", tag = "contacts",
    params(("id" = uuid::Uuid, Path),
        ("crop" = Option<String>, Query, description = "`X,Y,SIDE`: a square in pixels of the upright picture"),
        ("If-Match" = Option<String>, Header, description = "The ETag that you know of")),
    request_body(content = Vec<u8>, content_type = "image/*", description = "The file; its type is read from its bytes"),
    responses((status = 200, body = Contact), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 404, body = Problem), (status = 412, description = "Changed in the meantime", body = Problem),
        (status = 413, body = Problem), (status = 415, description = "Not a kind that is taken, such as HEIC", body = Problem),
        (status = 422, description = "Broken, or too many pixels", body = Problem)))]
pub async fn put_photo(
    State(db): State<Database>,
    State(studio): State<Studio>,
    caller: Caller,
    headers: HeaderMap,
    Id(id): Id,
    Query(Wanted { crop }): Query<Wanted>,
    request: Request,
) -> Result<Response, ApiError> {
    let crop = crop.as_deref().map(parse_crop).transpose()?;
    // Whoever may not is told so before the file is read, let alone decoded.
    let book = writable(&db, &caller, id, &headers).await?;
    let _place = studio.place().await?;
    let file = read_file(request).await?;
    let name = name_of(&file);
    let known = {
        let name = name.clone();
        let find = move |connection: &mut _| Ok(photos::is_kept(connection, book, &name)?);
        crop.is_none() && db.read::<_, ApiError>(find).await?
    };
    let new = if known {
        New::Known(book, name)
    } else {
        New::Made(studio.develop(file, crop).await?)
    };
    let contact = db
        .run::<_, ApiError>(move |connection| {
            change(connection, &caller, id, &headers, |connection, book| {
                match &new {
                    New::Made(photo) => photos::keep(connection, book, photo)?,
                    New::Known(from, name) => photos::share(connection, *from, book, name)?,
                }
                Ok(Some(match new {
                    New::Made(photo) => photo.name,
                    New::Known(_, name) => name,
                }))
            })
        })
        .await?;
    Ok(answer(contact))
}

/// Take the photo of a contact away. Without one, the contact stays as it is.
#[utoipa::path(delete, path = "/api/v1/contacts/{id}/photo", tag = "contacts",
    params(("id" = uuid::Uuid, Path), ("If-Match" = Option<String>, Header, description = "The ETag that you know of")),
    responses((status = 200, body = Contact), (status = 401, body = Problem), (status = 404, body = Problem),
        (status = 412, description = "Changed in the meantime", body = Problem)))]
pub async fn delete_photo(
    State(db): State<Database>,
    caller: Caller,
    headers: HeaderMap,
    Id(id): Id,
) -> Result<Response, ApiError> {
    let contact = db
        .run::<_, ApiError>(move |connection| {
            change(connection, &caller, id, &headers, |_, _| Ok(None))
        })
        .await?;
    Ok(answer(contact))
}

/// The photo that a contact has now. The one of a certain name is at `/api/v1/books/{book_id}/photos/{photo}/{size}`,
/// which never has to be asked for twice.
#[utoipa::path(get, path = "/api/v1/contacts/{id}/photo", tag = "contacts",
    params(("id" = uuid::Uuid, Path),
        ("size" = Option<String>, Query, description = "`small` or `large`, which are square, or `full`; `full` when left out")),
    responses((status = 200, body = Vec<u8>, content_type = "image/jpeg"),
        (status = 304, description = "If-None-Match names the current photo"),
        (status = 401, body = Problem), (status = 404, description = "No such contact, or it has no photo", body = Problem)))]
pub async fn read_photo(
    State(db): State<Database>,
    caller: Caller,
    headers: HeaderMap,
    Id(id): Id,
    Query(Shown { size }): Query<Shown>,
) -> Result<Response, ApiError> {
    let size = PhotoSize::from_word(size.as_deref().unwrap_or("full")).ok_or_else(|| {
        ApiError::malformed_parameter("`size` is one of `small`, `large` and `full`")
    })?;
    let reader = caller.user.id;
    let found = db
        .read::<_, ApiError>(move |connection| {
            Ok(photos::of_contact(connection, reader, id, size)?)
        })
        .await?;
    let (standing, photo) = found.ok_or_else(ApiError::not_found)?;
    caller.may(Action::ReadBook(standing))?;
    let (name, bytes) =
        photo.ok_or_else(|| ApiError::not_found().detail("this contact has no photo"))?;
    let mut response = jpeg(&headers, &name, size, bytes);
    // Another one may be here the next time.
    let always_ask = HeaderValue::from_static("private, no-cache");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, always_ask);
    Ok(response)
}

/// The book of a contact that the caller may change, in the state that the caller knows of.
async fn writable(
    db: &Database,
    caller: &Caller,
    id: Uuid,
    headers: &HeaderMap,
) -> Result<Uuid, ApiError> {
    let user = caller.user.id;
    let found = db
        .read::<_, ApiError>(move |connection| Ok(contacts::find(connection, user, id)?))
        .await?;
    let (standing, contact) = found.ok_or_else(ApiError::not_found)?;
    caller.may(Action::WriteBook(standing))?;
    if !conditional::if_match(headers, &contact.etag) {
        return Err(ApiError::stale(contact));
    }
    Ok(contact.book_id)
}

/// Gives the contact the photo of the name that `photo` answers, once it has seen to it that the book has it.
fn change(
    connection: &mut PgConnection,
    caller: &Caller,
    id: Uuid,
    headers: &HeaderMap,
    photo: impl FnOnce(&mut PgConnection, Uuid) -> Result<Option<String>, ApiError>,
) -> Result<Contact, ApiError> {
    let locked = lock_present(connection, caller, id, headers)?;
    let name = photo(connection, locked.contact.book_id)?;
    let mut card = stored_card(&locked)?;
    if name != locked.contact.fields.photo {
        card::set_photo(&mut card, name.as_deref());
    }
    if card.to_string() == locked.vcard {
        return Ok(locked.contact);
    }
    super::keepable(&card)?;
    Ok(contacts::edit(
        connection,
        &locked,
        &card,
        &caller.author(),
    )?)
}

fn parse_crop(text: &str) -> Result<Crop, ApiError> {
    Crop::parse(text).ok_or_else(|| {
        ApiError::malformed_parameter("`crop` is three whole numbers: X,Y,SIDE, in pixels")
    })
}
