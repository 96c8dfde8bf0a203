//! Who else uses the database.

use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types};

use super::BackupError;

/// Refuses if servers or other commands of ours are connected. They are known by the name that they give their
/// connections; a server always has one that listens for changes. A backup or a restore that is not at work yet is none
/// of them: it remembers nothing, and without its turn at the schema it touches nothing. So of two restores at once one is
/// through, whichever of them asks when.
pub(super) fn refuse(connection: &mut PgConnection) -> Result<(), BackupError> {
    #[derive(QueryableByName)]
    struct Others {
        #[diesel(sql_type = sql_types::BigInt)]
        count: i64,
    }
    let others: Others = sql_query(
        "SELECT count(*) AS count FROM pg_stat_activity \
         WHERE datname = current_database() AND pid <> pg_backend_pid() \
         AND application_name LIKE 'bloknotik%' \
         AND application_name NOT IN ('bloknotik backup', 'bloknotik restore')",
    )
    .get_result(connection)?;
    match others.count {
        0 => Ok(()),
        count => Err(BackupError::InUse(count)),
    }
}
