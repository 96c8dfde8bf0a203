use axum::Json;
use axum::extract::State;
use domain::{Matching, Problem};
use persistence::contacts::{self, Order};
use persistence::{Database, revisions};
use serde::Serialize;

use super::sought::Sought;
use crate::access::Caller;
use crate::error::ApiError;
use crate::http::extract::Query;

/// So many are counted.
const COUNTED: i64 = 10_000;

/// How many contacts match.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Count {
    /// So many.
    count: i64,
    /// There are more: counting them all would take its time.
    at_least: bool,
}

/// How many contacts match the same filters as in a list: exactly up to 10,000, and beyond that at least so many.
#[utoipa::path(get, path = "/api/v1/contacts/count", tag = "contacts", params(Matching),
    responses((status = 200, body = Count), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 404, description = "No such book or label", body = Problem)))]
pub async fn count(
    State(db): State<Database>,
    caller: Caller,
    Query(asked): Query<Matching>,
) -> Result<Json<Count>, ApiError> {
    let found = db
        .run::<_, ApiError>(move |connection| {
            let sought = Sought::read(connection, &caller, &asked)?;
            let listing = sought.listing(&sought.tiers, Order::Given);
            if listing.is_everything() {
                // That is known of every book.
                let counts = revisions::counts(connection, &sought.book_ids())?;
                return Ok(counts.iter().map(|(_, count)| count).sum());
            }
            let found = contacts::count(connection, &listing, COUNTED)?;
            if found > 0 {
                return Ok(found);
            }
            let listing = sought.listing(&sought.forgiving, Order::Given);
            Ok(contacts::count(connection, &listing, COUNTED)?)
        })
        .await?;
    Ok(Json(Count {
        count: found.min(COUNTED),
        at_least: found > COUNTED,
    }))
}
