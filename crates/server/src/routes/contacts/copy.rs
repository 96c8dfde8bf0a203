use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::policy::Action;
use domain::{Contact, ContactCopy, Problem, card};
use persistence::{Database, PgConnection, contacts, photos};
use uuid::Uuid;

use super::create::{created, made_before};
use super::{keepable, parsed, writable_book};
use crate::access::Caller;
use crate::error::ApiError;
use crate::http::extract::{Id, JsonBody};
use crate::once::Once;

/// Put a copy of a contact into a book.
///
/// The copy is a contact of its own, with an id and a UID of its own; every other line of the card is the same. Notes and
/// the star stay with the contact that was there. With an `Idempotency-Key` the request can be repeated safely.
#[utoipa::path(post, path = "/api/v1/contacts/{id}/copy", tag = "contacts", request_body = ContactCopy,
    params(("id" = uuid::Uuid, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "Any text of your own, up to 255 characters")),
    responses((status = 201, body = Contact), (status = 401, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub async fn copy(
    State(db): State<Database>,
    caller: Caller,
    headers: HeaderMap,
    Id(id): Id,
    JsonBody { value: to, bytes }: JsonBody<ContactCopy>,
) -> Result<Response, ApiError> {
    let once = Once::read(&headers, &[b"POST copy", id.as_bytes(), &bytes])?;
    let made = db
        .run::<_, ApiError>(move |connection| {
            let find = |connection: &mut PgConnection, id| made_before(connection, &caller, id);
            once.make(
                connection,
                &caller,
                |made| made.id,
                find,
                |connection| {
                    let found = contacts::find_card(connection, caller.user.id, id)?;
                    let (standing, contact, vcard) = found.ok_or_else(ApiError::not_found)?;
                    caller.may(Action::ReadBook(standing))?;
                    let book = to.book_id.unwrap_or(contact.book_id);
                    let book = writable_book(connection, &caller, book)?;
                    if let Some(photo) = &contact.fields.photo {
                        photos::share(connection, contact.book_id, book.id, photo)?;
                    }
                    let mut card = parsed(id, &vcard)?;
                    card::set_uid(&mut card, Uuid::now_v7());
                    keepable(&card)?;
                    Ok(contacts::create(connection, book, &card, &caller.author())?)
                },
            )
        })
        .await?;
    Ok(created(made))
}
