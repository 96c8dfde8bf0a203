use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::policy::Action;
use domain::{Change, Contact, ContactEdit, Problem, card, validate};
use persistence::contacts::{self, Locked};
use persistence::{Database, PgConnection, favourites, labels};
use uuid::Uuid;

use super::{acceptable, answer, keepable, stored_card, writable_book};
use crate::access::Caller;
use crate::error::ApiError;
use crate::http::conditional;
use crate::http::extract::{Id, JsonBody};
use crate::once::Once;

/// Change a contact: what is left out stays, `null` empties, lists are replaced. Another `book_id` moves it there.
#[utoipa::path(patch, path = "/api/v1/contacts/{id}", tag = "contacts",
    request_body(content((ContactEdit = "application/json"), (ContactEdit = "application/merge-patch+json"))),
    params(("id" = uuid::Uuid, Path), ("If-Match" = Option<String>, Header, description = "The ETag that you know of")),
    responses((status = 200, body = Contact), (status = 401, body = Problem), (status = 404, body = Problem),
        (status = 412, description = "Changed in the meantime; `current` is the contact now", body = Problem),
        (status = 422, body = Problem)))]
pub async fn patch(
    State(db): State<Database>,
    caller: Caller,
    headers: HeaderMap,
    Id(id): Id,
    JsonBody {
        value: mut edit, ..
    }: JsonBody<ContactEdit>,
) -> Result<Response, ApiError> {
    let contact = db
        .run::<_, ApiError>(move |connection| {
            let mut locked = lock_present(connection, &caller, id, &headers)?;
            let is_read_otherwise = conditional::is_read_otherwise(&headers, &locked.contact.etag);
            if is_read_otherwise || edit.is_stale(&locked.contact) {
                return Err(ApiError::stale(locked.contact));
            }
            validate::edit(&edit, Some(&locked.contact.fields)).map_err(ApiError::invalid)?;
            let same = edit.check_unchanged(Some(&locked.contact));
            same.map_err(ApiError::invalid)?;
            if let Change::Set(asked) = &mut edit.labels {
                labels::spell(connection, locked.book.owner, asked)?;
            }
            // What is done to one contact by one request is one operation.
            let author = caller.author();
            if let Some(starred) = edit.starred {
                let contact = (locked.contact.book_id, id);
                favourites::set(connection, caller.user.id, contact, starred)?;
                locked.contact.starred = starred;
            }
            let mut card = stored_card(&locked)?;
            if let Some(book) = edit.book_id.filter(|book| *book != locked.contact.book_id) {
                let book = writable_book(connection, &caller, book)?;
                contacts::move_to(connection, &locked, book, &card, &author)?;
                locked = lock(connection, &caller, id)?;
            }
            card::apply(&mut card, &edit);
            if card.to_string() == locked.vcard {
                // Nothing changes: no new version, no entry in the history.
                return Ok(locked.contact);
            }
            // What came without a name may stay without one.
            match validate::contact(&locked.contact.fields) {
                Ok(()) => acceptable(&card)?,
                Err(_) => keepable(&card)?,
            }
            Ok(contacts::edit(connection, &locked, &card, &author)?)
        })
        .await?;
    Ok(answer(contact))
}

/// Delete a contact. It can be restored.
#[utoipa::path(delete, path = "/api/v1/contacts/{id}", tag = "contacts",
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
        let locked = lock_present(connection, &caller, id, &headers)?;
        contacts::delete(connection, &locked, &caller.author())?;
        Ok(())
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Bring a deleted contact back. One that is not deleted stays as it is. With an `Idempotency-Key` the request can be repeated
/// safely: what is deleted again meanwhile stays so.
#[utoipa::path(post, path = "/api/v1/contacts/{id}/restore", tag = "contacts",
    params(("id" = uuid::Uuid, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "Any text of your own, up to 255 characters")),
    responses((status = 200, body = Contact), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn restore(
    State(db): State<Database>,
    caller: Caller,
    headers: HeaderMap,
    Id(id): Id,
) -> Result<Response, ApiError> {
    let once = Once::read(&headers, &[b"POST restore contact", id.as_bytes()])?;
    let made = db
        .run::<_, ApiError>(move |connection| {
            let find =
                |connection: &mut PgConnection, id| Ok(lock(connection, &caller, id)?.contact);
            let restore = |connection: &mut PgConnection| {
                let locked = lock(connection, &caller, id)?;
                if locked.contact.deleted_at.is_none() {
                    return Ok(locked.contact);
                }
                Ok(contacts::restore(connection, &locked, &caller.author())?)
            };
            once.make(connection, &caller, |contact| contact.id, find, restore)
        })
        .await?;
    Ok(made.answer(answer))
}

fn lock(connection: &mut PgConnection, caller: &Caller, id: Uuid) -> Result<Locked, ApiError> {
    let (standing, locked) =
        contacts::lock(connection, caller.user.id, id)?.ok_or_else(ApiError::not_found)?;
    caller.may(Action::WriteBook(standing))?;
    Ok(locked)
}

/// Locks a contact that is not deleted and is in the state that the client knows of.
pub(super) fn lock_present(
    connection: &mut PgConnection,
    caller: &Caller,
    id: Uuid,
    headers: &HeaderMap,
) -> Result<Locked, ApiError> {
    let locked = lock(connection, caller, id)?;
    if locked.contact.deleted_at.is_some() {
        return Err(ApiError::not_found());
    }
    if !conditional::if_match(headers, &locked.contact.etag) {
        return Err(ApiError::stale(locked.contact));
    }
    Ok(locked)
}
