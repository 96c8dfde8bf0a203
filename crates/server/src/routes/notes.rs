//! `/api/v1/notes`

mod cursor;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::policy::Action;
use domain::search::{SearchQuery, is_blank};
use domain::{Change, FieldRule, Note, NoteEdit, NoteQuery, Page, Problem, validate};
use persistence::books::BookRef;
use persistence::notes::{self, LockedNote, NoteFilter, Text};
use persistence::{Database, PgConnection, books};
use uuid::Uuid;

use crate::access::Caller;
use crate::error::ApiError;
use crate::http::conditional;
use crate::http::extract::{Id, JsonBody, Query};
use crate::once::Once;

const DEFAULT_LIMIT: u16 = 50;
const MAX_LIMIT: u16 = 200;

/// The notes of the account: the pinned ones first, then the last changed; of one contact the last written.
#[utoipa::path(get, path = "/api/v1/notes", tag = "notes", params(NoteQuery),
    responses((status = 200, body = Page<Note>), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 404, description = "No such contact", body = Problem)))]
pub async fn list(
    State(db): State<Database>,
    caller: Caller,
    Query(query): Query<NoteQuery>,
) -> Result<Json<Page<Note>>, ApiError> {
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=MAX_LIMIT).contains(&limit) {
        return Err(ApiError::malformed_parameter(format!(
            "limit must be from 1 to {MAX_LIMIT}"
        )));
    }
    let after = query.cursor.as_deref().map(cursor::read).transpose()?;
    let tiers = SearchQuery::words(query.q.as_deref().unwrap_or_default()).tiers();
    let page = db
        .run::<_, ApiError>(move |connection| {
            let books = match query.contact {
                Some(contact) => vec![book_of(connection, &caller, contact)?],
                None => books::readable(connection, caller.user.id)?,
            };
            let everything = domain::search::Expression::All(Vec::new());
            let filter = NoteFilter {
                books: &books,
                contact: query.contact,
                search: tiers.last().unwrap_or(&everything),
            };
            let (items, end, total) = notes::list(connection, &filter, after.as_ref(), limit)?;
            Ok(Page {
                items,
                next_cursor: end.as_ref().map(cursor::write),
                total,
                total_is_minimum: false,
            })
        })
        .await?;
    Ok(Json(page))
}

/// Write a note. With an `Idempotency-Key` the request can be repeated safely.
#[utoipa::path(post, path = "/api/v1/notes", tag = "notes", request_body = NoteEdit,
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of your own, up to 255 characters")),
    responses((status = 201, body = Note), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn create(
    State(db): State<Database>,
    caller: Caller,
    headers: HeaderMap,
    JsonBody { value: edit, bytes }: JsonBody<NoteEdit>,
) -> Result<Response, ApiError> {
    validate::note(&edit).map_err(ApiError::invalid)?;
    let once = Once::read(&headers, &[b"POST /api/v1/notes", &bytes])?;
    let made = db
        .run::<_, ApiError>(move |connection| {
            let find = |connection: &mut PgConnection, id| found(connection, &caller, id);
            once.make(
                connection,
                &caller,
                |note: &Note| note.id,
                find,
                |connection| {
                    let default = books::default_of(connection, caller.user.id)?;
                    let nothing = Text {
                        title: String::new(),
                        body: String::new(),
                        pinned: false,
                        contact: None,
                    };
                    let about = about(connection, &caller, &edit)?;
                    let (book, text) = changed(&edit, nothing, default, about)?;
                    Ok(notes::create(connection, book, &text)?)
                },
            )
        })
        .await?;
    Ok(made.answer(|note| {
        let location = [(header::LOCATION, format!("/api/v1/notes/{}", note.id))];
        (StatusCode::CREATED, location, answer(note)).into_response()
    }))
}

fn found(connection: &mut PgConnection, caller: &Caller, id: Uuid) -> Result<Note, ApiError> {
    let found = notes::find(connection, caller.user.id, id)?;
    let (standing, note) = found.ok_or_else(ApiError::not_found)?;
    caller.may(Action::ReadBook(standing))?;
    Ok(note)
}

/// One note.
#[utoipa::path(get, path = "/api/v1/notes/{id}", tag = "notes", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, body = Note), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn read(
    State(db): State<Database>,
    caller: Caller,
    Id(id): Id,
) -> Result<Response, ApiError> {
    let note = db
        .read::<_, ApiError>(move |connection| found(connection, &caller, id))
        .await?;
    Ok(answer(note))
}

/// Change a note: what is left out stays.
#[utoipa::path(patch, path = "/api/v1/notes/{id}", tag = "notes", request_body = NoteEdit,
    params(("id" = uuid::Uuid, Path), ("If-Match" = Option<String>, Header, description = "The ETag that you know of")),
    responses((status = 200, body = Note), (status = 401, body = Problem), (status = 404, body = Problem),
        (status = 412, description = "Changed in the meantime", body = Problem), (status = 422, body = Problem)))]
pub async fn patch(
    State(db): State<Database>,
    caller: Caller,
    headers: HeaderMap,
    Id(id): Id,
    JsonBody { value: edit, .. }: JsonBody<NoteEdit>,
) -> Result<Response, ApiError> {
    validate::note(&edit).map_err(ApiError::invalid)?;
    let note = db
        .run::<_, ApiError>(move |connection| {
            // Before the note: a contact that moves is locked first, too, and then its notes.
            let about = about(connection, &caller, &edit)?;
            let locked = lock(connection, &caller, &headers, id)?;
            let before = Text {
                title: locked.note.title.clone(),
                body: locked.note.body.clone(),
                pinned: locked.note.pinned,
                contact: locked.note.contact_id,
            };
            let (book, text) = changed(&edit, before.clone(), locked.book, about)?;
            if text == before {
                return Ok(locked.note);
            }
            Ok(notes::edit(connection, &locked, book, &text)?)
        })
        .await?;
    Ok(answer(note))
}

/// Delete a note. It can be restored.
#[utoipa::path(delete, path = "/api/v1/notes/{id}", tag = "notes",
    params(("id" = uuid::Uuid, Path), ("If-Match" = Option<String>, Header, description = "The ETag that you know of")),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem),
        (status = 412, description = "Changed in the meantime", body = Problem)))]
pub async fn delete(
    State(db): State<Database>,
    caller: Caller,
    headers: HeaderMap,
    Id(id): Id,
) -> Result<StatusCode, ApiError> {
    db.run::<_, ApiError>(move |connection| {
        let locked = lock(connection, &caller, &headers, id)?;
        notes::set_deleted(connection, &locked, true)?;
        Ok(())
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Bring a deleted note back. One that is not deleted stays as it is. With an `Idempotency-Key` the request can be repeated
/// safely: what is deleted again meanwhile stays so.
#[utoipa::path(post, path = "/api/v1/notes/{id}/restore", tag = "notes",
    params(("id" = uuid::Uuid, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "Any text of your own, up to 255 characters")),
    responses((status = 200, body = Note), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn restore(
    State(db): State<Database>,
    caller: Caller,
    headers: HeaderMap,
    Id(id): Id,
) -> Result<Response, ApiError> {
    let once = Once::read(&headers, &[b"POST restore note", id.as_bytes()])?;
    let made = db
        .run::<_, ApiError>(move |connection| {
            let locked = |connection: &mut PgConnection, id| -> Result<LockedNote, ApiError> {
                let found = notes::lock(connection, caller.user.id, id)?;
                let (standing, locked) = found.ok_or_else(ApiError::not_found)?;
                caller.may(Action::WriteBook(standing))?;
                Ok(locked)
            };
            let find = |connection: &mut PgConnection, id| -> Result<Note, ApiError> {
                Ok(locked(connection, id)?.note)
            };
            let restore = |connection: &mut PgConnection| {
                let locked = locked(connection, id)?;
                if !locked.is_deleted {
                    return Ok(locked.note);
                }
                Ok(notes::set_deleted(connection, &locked, false)?)
            };
            once.make(connection, &caller, |note| note.id, find, restore)
        })
        .await?;
    Ok(made.answer(answer))
}

/// The book that a note goes to with this change: that of the contact it is to be about, which stays there, or the one for all
/// that is about nobody. Nothing if it stays where it is, and if there is no such contact.
fn about(
    connection: &mut PgConnection,
    caller: &Caller,
    edit: &NoteEdit,
) -> Result<Option<BookRef>, ApiError> {
    match edit.contact_id {
        Change::Set(contact) => Ok(notes::hold_book_of(connection, caller.user.id, contact)?),
        Change::Clear => Ok(Some(books::default_of(connection, caller.user.id)?)),
        Change::Keep => Ok(None),
    }
}

/// The note as it is to be, and the book it belongs into: that of its contact.
fn changed(
    edit: &NoteEdit,
    mut text: Text,
    mut book: BookRef,
    about: Option<BookRef>,
) -> Result<(BookRef, Text), ApiError> {
    if let Some(title) = &edit.title {
        text.title = title.trim().to_owned();
    }
    if let Some(body) = &edit.body {
        text.body = body.trim_end().replace("\r\n", "\n");
    }
    text.pinned = edit.pinned.unwrap_or(text.pinned);
    match edit.contact_id {
        Change::Keep => {}
        Change::Clear if text.contact.is_none() => {}
        Change::Clear => {
            book = about.unwrap_or(book);
            text.contact = None;
        }
        // Of a contact that is deleted it may stay.
        Change::Set(contact) if about.is_none() && text.contact == Some(contact) => {}
        Change::Set(contact) => {
            book = about
                .ok_or_else(|| ApiError::invalid_field("contact_id", FieldRule::NoSuchContact))?;
            text.contact = Some(contact);
        }
    }
    if is_blank(&text.title) && is_blank(&text.body) {
        return Err(ApiError::invalid_field("title", FieldRule::Required));
    }
    Ok((book, text))
}

fn book_of(
    connection: &mut PgConnection,
    caller: &Caller,
    contact: Uuid,
) -> Result<BookRef, ApiError> {
    notes::book_of(connection, caller.user.id, contact)?.ok_or_else(ApiError::not_found)
}

/// Locks a note that is not deleted and is in the state that the client knows of.
fn lock(
    connection: &mut PgConnection,
    caller: &Caller,
    headers: &HeaderMap,
    id: Uuid,
) -> Result<LockedNote, ApiError> {
    let (standing, locked) =
        notes::lock(connection, caller.user.id, id)?.ok_or_else(ApiError::not_found)?;
    caller.may(Action::WriteBook(standing))?;
    if locked.is_deleted {
        return Err(ApiError::not_found());
    }
    if !conditional::if_match(headers, &locked.note.etag) {
        return Err(ApiError::stale_note(&locked.note));
    }
    Ok(locked)
}

fn answer(note: Note) -> Response {
    let etag = HeaderValue::from_str(&note.etag).ok();
    let mut response = Json(note).into_response();
    if let Some(etag) = etag {
        response.headers_mut().insert(header::ETAG, etag);
    }
    response
}
