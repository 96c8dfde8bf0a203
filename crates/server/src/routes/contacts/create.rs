use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::policy::Action;
use domain::{Change, Contact, ContactEdit, Problem, card, validate};
use persistence::{Database, PgConnection, books, contacts, favourites, labels};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{acceptable, answer, writable_book};
use crate::access::Caller;
use crate::error::ApiError;
use crate::http::extract::JsonBody;
use crate::once::{Made, Once};

/// Put a contact into a book.
///
/// With an `Idempotency-Key` the request can be repeated safely: the same key and body answer with the contact
/// that the first one made.
#[utoipa::path(post, path = "/api/v1/contacts", tag = "contacts", request_body = ContactEdit,
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of your own, up to 255 characters")),
    responses((status = 201, body = Contact), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn create(
    State(db): State<Database>,
    caller: Caller,
    headers: HeaderMap,
    JsonBody {
        value: mut edit,
        bytes,
    }: JsonBody<ContactEdit>,
) -> Result<Response, ApiError> {
    validate::edit(&edit, None).map_err(ApiError::invalid)?;
    edit.check_unchanged(None).map_err(ApiError::invalid)?;
    acceptable(&card::create(&edit, Uuid::now_v7()))?;
    let once = Once::read(&headers, &[b"POST /api/v1/contacts", &bytes])?;
    let made = db
        .run::<_, ApiError>(move |connection| {
            let find = |connection: &mut PgConnection, id| made_before(connection, &caller, id);
            once.make(
                connection,
                &caller,
                |made| made.id,
                find,
                |connection| {
                    let user = caller.user.id;
                    let book = match edit.book_id {
                        Some(book) => writable_book(connection, &caller, book)?,
                        None => books::default_of(connection, user)?,
                    };
                    if let Change::Set(asked) = &mut edit.labels {
                        labels::spell(connection, book.owner, asked)?;
                    }
                    let mut card = card::create(&edit, Uuid::now_v7());
                    card::stamp(&mut card, OffsetDateTime::now_utc());
                    let mut contact = contacts::create(connection, book, &card, &caller.author())?;
                    if edit.starred == Some(true) {
                        favourites::set(connection, user, (book.id, contact.id), true)?;
                        contact.starred = true;
                    }
                    Ok(contact)
                },
            )
        })
        .await?;
    Ok(created(made))
}

/// The answer: 201 with the address of the contact.
pub(super) fn created(made: Made<Contact>) -> Response {
    made.answer(|contact| {
        let location = format!("/api/v1/contacts/{}", contact.id);
        let location = [(header::LOCATION, location)];
        (StatusCode::CREATED, location, answer(contact)).into_response()
    })
}

/// What the first request made.
pub(super) fn made_before(
    connection: &mut PgConnection,
    caller: &Caller,
    id: Uuid,
) -> Result<Contact, ApiError> {
    let (standing, contact) =
        contacts::find(connection, caller.user.id, id)?.ok_or_else(ApiError::not_found)?;
    caller.may(Action::ReadBook(standing))?;
    Ok(contact)
}
