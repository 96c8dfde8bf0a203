//! `/api/v1/birthdays`

use axum::Json;
use axum::extract::State;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::birthday::{next, whole_day};
use domain::policy::Action;
use domain::{Birthday, BirthdayQuery, Birthdays, Problem};
use persistence::birthdays::{self, Born, Cursor};
use persistence::{Database, books};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::access::Caller;
use crate::error::ApiError;
use crate::http::extract::Query;

const DEFAULT_LIMIT: u16 = 100;
const MAX_LIMIT: u16 = 200;

/// The birthdays of the next twelve months, the next one first.
///
/// Who was born on 29 February celebrates on the 28th in years without it. Where only the month is known, the birthday
/// comes at the end of its month; where not even that is, there is none. Ages are of people: who would turn more than 120
/// turns nothing.
#[utoipa::path(get, path = "/api/v1/birthdays", tag = "birthdays", params(BirthdayQuery),
    responses((status = 200, body = Birthdays), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 404, description = "No such book", body = Problem)))]
pub async fn list(
    State(db): State<Database>,
    caller: Caller,
    Query(query): Query<BirthdayQuery>,
) -> Result<Json<Birthdays>, ApiError> {
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=MAX_LIMIT).contains(&limit) {
        return Err(ApiError::malformed_parameter(format!(
            "limit must be from 1 to {MAX_LIMIT}"
        )));
    }
    let from = from(query.from.as_deref())?;
    let after = query.cursor.as_deref().map(read_cursor).transpose()?;
    let (born, end) = db
        .run::<_, ApiError>(move |connection| {
            let books = match query.book {
                None => books::readable(connection, caller.user.id)?,
                Some(book) => {
                    let (standing, book) = books::find(connection, caller.user.id, book)?;
                    caller.may(Action::ReadBook(standing))?;
                    book.into_iter().collect()
                }
            };
            let after = after.as_ref();
            Ok(birthdays::list(connection, &books, from, after, limit)?)
        })
        .await?;
    let items = born.into_iter().filter_map(|born| birthday(born, from));
    Ok(Json(Birthdays {
        items: items.collect(),
        next_cursor: end.as_ref().map(write_cursor),
    }))
}

fn from(text: Option<&str>) -> Result<Date, ApiError> {
    let Some(text) = text else {
        return Ok(OffsetDateTime::now_utc().date());
    };
    // The year after must have four digits, too.
    let day = whole_day(text).ok().filter(|day| day.year() < 9999);
    day.ok_or_else(|| ApiError::malformed_parameter("from must be a day, as in 2026-11-21"))
}

fn birthday(born: Born, from: Date) -> Option<Birthday> {
    let (on, turns) = next(&born.birthday, from)?;
    Some(Birthday {
        id: born.id,
        book_id: born.book,
        name: born.name,
        birthday: born.birthday,
        on,
        turns,
    })
}

/// The place in the year, the id, the key.
fn write_cursor(cursor: &Cursor) -> String {
    let mut bytes = cursor.place.to_be_bytes().to_vec();
    bytes.extend(cursor.id.as_bytes());
    bytes.extend(&cursor.key);
    URL_SAFE_NO_PAD.encode(bytes)
}

fn read_cursor(text: &str) -> Result<Cursor, ApiError> {
    let parse = |bytes: &[u8]| {
        let (place, bytes) = bytes.split_first_chunk()?;
        let (id, key) = bytes.split_first_chunk::<16>()?;
        Some(Cursor {
            place: i16::from_be_bytes(*place),
            id: Uuid::from_bytes(*id),
            key: key.to_vec(),
        })
    };
    let bytes = URL_SAFE_NO_PAD.decode(text).ok();
    bytes.as_deref().and_then(parse).ok_or_else(|| {
        ApiError::malformed_parameter(
            "cursor is not one that this list answered with; begin without it",
        )
    })
}
