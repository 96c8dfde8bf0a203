//! Which key the servers have: only a print of it is kept, which nobody can make the key of.

use diesel::dsl::now;
use diesel::prelude::*;
use diesel::result::QueryResult;
use time::OffsetDateTime;

use crate::schema::server_key;

/// The print of the key, and since when it is that one.
pub fn kept(connection: &mut PgConnection) -> QueryResult<Option<(Vec<u8>, OffsetDateTime)>> {
    server_key::table
        .select((server_key::print, server_key::since))
        .first(connection)
        .optional()
}

/// Keeps the print of the key that is used now. Answers since when it was another one, if it was.
pub fn keep(connection: &mut PgConnection, print: &[u8]) -> QueryResult<Option<OffsetDateTime>> {
    let before = kept(connection)?;
    if before.as_ref().is_some_and(|(kept, _)| kept == print) {
        return Ok(None);
    }
    diesel::insert_into(server_key::table)
        .values(server_key::print.eq(print))
        .on_conflict(server_key::id)
        .do_update()
        .set((server_key::print.eq(print), server_key::since.eq(now)))
        .execute(connection)?;
    Ok(before.map(|(_, since)| since))
}
