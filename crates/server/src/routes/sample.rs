//! `/api/v1/sample`

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::Problem;
use persistence::{Database, PgConnection, accounts, books, contacts, revisions};
use serde::Serialize;
use uuid::Uuid;

use crate::access::Caller;
use crate::error::ApiError;
use crate::once::Once;
use crate::sample;

/// So many that lists, letters and searches have something to show, and so few that they are quickly gone again.
const CONTACTS: usize = 80;

/// What was put in.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Loaded {
    /// How many contacts.
    contacts: usize,
}

/// Put made-up contacts into the default book, to try things with. Only somebody who has no contacts yet gets them.
///
/// With an `Idempotency-Key` the request can be repeated safely.
#[utoipa::path(post, path = "/api/v1/sample", tag = "contacts",
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of your own, up to 255 characters")),
    responses((status = 201, body = Loaded), (status = 401, body = Problem),
        (status = 409, description = "There are contacts already", body = Problem)))]
pub async fn load(
    State(db): State<Database>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let once = Once::read(&headers, &[b"POST /api/v1/sample"])?;
    let made = db
        .run::<_, ApiError>(move |connection| {
            // Every time there are so many of them.
            let find = |_: &mut PgConnection, book| Ok(book);
            let make = |connection: &mut PgConnection| put_in(connection, &caller);
            once.make(connection, &caller, |book| *book, find, make)
        })
        .await?;
    Ok(made.answer(|_| {
        let loaded = Loaded { contacts: CONTACTS };
        (StatusCode::CREATED, Json(loaded)).into_response()
    }))
}

/// Puts them into the default book, whose id is answered.
fn put_in(connection: &mut PgConnection, caller: &Caller) -> Result<Uuid, ApiError> {
    // Who asks twice at once finds the contacts of the first time.
    accounts::take_turns(connection, caller.user.id)?;
    let books = books::readable(connection, caller.user.id)?;
    let ids: Vec<_> = books.iter().map(|book| book.id).collect();
    let counts = revisions::counts(connection, &ids)?;
    if counts.iter().any(|(_, contacts)| *contacts > 0) {
        return Err(ApiError::conflict(
            "sample contacts are for an account that has no contacts yet",
        ));
    }
    let book = books::default_of(connection, caller.user.id)?;
    // Every account has people of its own.
    let cards: Vec<_> = sample::cards(u64::from_be_bytes(seed(caller)), CONTACTS).collect();
    contacts::create_many(connection, book, &cards, &caller.author())?;
    Ok(book.id)
}

fn seed(caller: &Caller) -> [u8; 8] {
    let mut seed = [0; 8];
    // The end of an id is what is random in it.
    seed.copy_from_slice(&caller.user.id.as_bytes()[8..]);
    seed
}
