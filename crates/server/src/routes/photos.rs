//! `/api/v1/books/{id}/photos`

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::policy::Action;
use domain::{PhotoSize, Problem, photo};
use persistence::{Database, photos};
use uuid::Uuid;

use crate::access::Caller;
use crate::error::ApiError;
use crate::http::conditional;
use crate::http::extract::InPath;

/// A photo of a book by its name, which is that of one picture for ever: it may be kept as long as one likes.
#[utoipa::path(get, path = "/api/v1/books/{id}/photos/{name}/{size}", tag = "contacts",
    params(("id" = uuid::Uuid, Path, description = "The book of the contact"),
        ("name" = String, Path, description = "`photo` of the contact"),
        ("size" = String, Path, description = "`small` or `large`, which are square, or `full`")),
    responses((status = 200, body = Vec<u8>, content_type = "image/jpeg"),
        (status = 304, description = "If-None-Match names it"),
        (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn read(
    State(db): State<Database>,
    caller: Caller,
    headers: HeaderMap,
    InPath((book, name, size)): InPath<(String, String, String)>,
) -> Result<Response, ApiError> {
    let (Ok(book), Some(size), true) = (
        Uuid::parse_str(&book),
        PhotoSize::from_word(&size),
        photo::is_name(&name),
    ) else {
        return Err(ApiError::not_found());
    };
    let (reader, asked) = (caller.user.id, name.clone());
    let found = db
        .read::<_, ApiError>(move |connection| {
            Ok(photos::find(connection, reader, book, &asked, size)?)
        })
        .await?;
    let (standing, bytes) = found.ok_or_else(ApiError::not_found)?;
    caller.may(Action::ReadBook(standing))?;
    let mut response = jpeg(&headers, &name, size, bytes);
    let for_ever = HeaderValue::from_static("private, max-age=31536000, immutable");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, for_ever);
    Ok(response)
}

/// A picture, unless the client has it. It is one of our own making and says that it is a JPEG, so that nothing that
/// somebody sent can be taken for a page.
pub(super) fn jpeg(headers: &HeaderMap, name: &str, size: PhotoSize, bytes: Vec<u8>) -> Response {
    let etag = format!("\"{name}-{}\"", size.as_str());
    let mut response = if conditional::if_none_match(headers, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, "image/jpeg")], bytes).into_response()
    };
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    response
}
