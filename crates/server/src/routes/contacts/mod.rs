//! `/api/v1/contacts`

mod bulk;
mod change;
mod copy;
mod count;
mod create;
mod cursor;
mod file;
mod list;
mod outline;
mod photo;
mod qr;
mod read;
mod related;
mod sought;
mod star;
mod version;

pub use bulk::{__path_bulk, bulk, chosen};
pub use change::{__path_delete, __path_patch, __path_restore, delete, patch, restore};
pub use copy::{__path_copy, copy};
pub use count::{__path_count, count};
pub use create::{__path_create, create};
pub(super) use cursor::moment;
pub use file::{__path_file, file};
pub use list::{__path_list, list};
pub use outline::{__path_letters, letters};
pub use photo::{
    __path_delete_photo, __path_put_photo, __path_read_photo, delete_photo, put_photo, read_photo,
};
pub use qr::{__path_qr, qr};
pub use read::{__path_read, read, with_photo};
pub use related::{__path_related, related};
pub use star::{__path_delete_star, __path_put_star, delete_star, put_star};
pub use version::{in_version, media_type};

use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::policy::Action;
use domain::{Contact, FieldRule, card, validate};
use persistence::books::BookRef;
use persistence::contacts::Locked;
use persistence::{PgConnection, books};
use time::OffsetDateTime;
use uuid::Uuid;
use vcard::{Card, Limits};

use crate::access::Caller;
use crate::error::ApiError;

/// Whether the card may become a contact: there is somebody to recognise in it, and it can be kept.
pub(crate) fn acceptable(card: &Card) -> Result<(), ApiError> {
    validate::contact(&card::read(card)).map_err(ApiError::invalid)?;
    keepable(card)
}

/// Whether the card can be kept: one that could not be read again could never be changed again either.
pub(crate) fn keepable(card: &Card) -> Result<(), ApiError> {
    let max = Limits::default().card_bytes;
    // As it will be stored.
    let mut card = card.clone();
    card::revise(&mut card, OffsetDateTime::now_utc());
    match Card::parse(card.to_string().as_bytes()) {
        Ok(_) => Ok(()),
        Err(_) => Err(ApiError::invalid_field(
            "contact",
            FieldRule::TooLong { max },
        )),
    }
}

/// Only cards that can be read are ever stored, so one that cannot be is our mistake.
pub(crate) fn stored_card(locked: &Locked) -> Result<Card, ApiError> {
    parsed(locked.contact.id, &locked.vcard)
}

fn parsed(id: Uuid, vcard: &str) -> Result<Card, ApiError> {
    Card::parse(vcard.as_bytes())
        .map_err(|error| ApiError::internal(format!("stored card of {id}: {error}")))
}

/// A book that the caller may put contacts into. A wrong one is a mistake in a field of the body, whoever owns it.
fn writable_book(
    connection: &mut PgConnection,
    caller: &Caller,
    book: Uuid,
) -> Result<BookRef, ApiError> {
    let (standing, book) = books::find(connection, caller.user.id, book)?;
    let allowed = caller.may(Action::WriteBook(standing)).ok().and(book);
    allowed.ok_or_else(|| ApiError::invalid_field("book_id", FieldRule::NoSuchBook))
}

/// A contact as JSON with its ETag.
fn answer(contact: Contact) -> Response {
    let etag = HeaderValue::from_str(&contact.etag).ok();
    let mut response = Json(contact).into_response();
    if let Some(etag) = etag {
        response.headers_mut().insert(header::ETAG, etag);
    }
    response
}
