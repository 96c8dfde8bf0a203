//! When the newest backup was made. Written by whoever makes them, and read by whoever watches the servers.

use diesel::dsl::now;
use diesel::prelude::*;
use diesel::result::QueryResult;
use time::OffsetDateTime;

use super::BackupError;
use crate::error::connect;
use crate::schema::last_backup;

/// Notes that one is whole and where it belongs.
pub fn note(url: &str) -> Result<(), BackupError> {
    let mut connection = connect(url).map_err(BackupError::Connect)?;
    diesel::insert_into(last_backup::table)
        .values(last_backup::made_at.eq(now))
        .on_conflict(last_backup::id)
        .do_update()
        .set(last_backup::made_at.eq(now))
        .execute(&mut connection)?;
    Ok(())
}

/// When that was, if there ever was one.
pub fn last(connection: &mut PgConnection) -> QueryResult<Option<OffsetDateTime>> {
    last_backup::table
        .select(last_backup::made_at)
        .first(connection)
        .optional()
}
