//! What `/ping` records.

use diesel::prelude::*;
use diesel::result::QueryResult;
use time::OffsetDateTime;

use crate::schema::pings;

/// So many are kept.
const KEPT: i64 = 100;

/// Records one, and answers its number and its time.
pub fn record(connection: &mut PgConnection) -> QueryResult<(i64, OffsetDateTime)> {
    let recorded: (i64, OffsetDateTime) = diesel::insert_into(pings::table)
        .default_values()
        .returning((pings::id, pings::at))
        .get_result(connection)?;
    diesel::delete(pings::table.filter(pings::id.le(recorded.0 - KEPT))).execute(connection)?;
    Ok(recorded)
}
