//! Making a backup.

use std::io::Write;

use diesel::PgConnection;
use time::OffsetDateTime;

use super::format::{Head, Writer};
use super::{BackupError, Contents, Stop, catalogue, copy, go_on, session};
use crate::migrations;
use crate::turns::{self, Turn};

/// Writes everything that the database at `url` holds, as it is at one moment, while others go on changing it.
/// `program` is the version to name as its maker.
pub fn save(
    url: &str,
    program: &str,
    output: impl Write,
    stop: Stop<'_>,
) -> Result<Contents, BackupError> {
    let mut connection = session::open(url, "bloknotik backup")?;
    // Before the snapshot: one from the middle of a migration would show its tables and not its rows.
    // Keeps migrations and restores away; other backups are welcome.
    if !turns::take(&mut connection, Turn::Together, &|| stop(0))? {
        return Err(BackupError::Stopped);
    }
    connection
        .build_transaction()
        .repeatable_read()
        .read_only()
        .run(|connection| save_snapshot(connection, program, output, stop))
}

/// How many rows there are, more or less, if the database knows.
pub fn about(url: &str) -> Option<f64> {
    let mut connection = session::open(url, "bloknotik backup").ok()?;
    catalogue::about(&mut connection).ok().flatten()
}

fn save_snapshot(
    connection: &mut PgConnection,
    program: &str,
    output: impl Write,
    stop: Stop<'_>,
) -> Result<Contents, BackupError> {
    let migrations: Vec<String> = migrations::applied(connection)?.into_iter().collect();
    if migrations.is_empty() {
        return Err(BackupError::NoSchema);
    }
    if let Some((needed, _)) = migrations::unknown(&migrations) {
        tracing::warn!(
            "the schema is that of a newer program (migration {needed}): to restore this backup takes a newer one, too"
        );
    }
    let head = Head::new(program, OffsetDateTime::now_utc(), migrations);
    let mut writer = Writer::begin(output, head)?;
    for table in catalogue::tables(connection)? {
        writer.table(&table)?;
        copy::out(connection, &table, &mut writer, stop)?;
        writer.end_of_rows()?;
        // A COPY that the database has broken off looks like one that is through.
        let rows = catalogue::count(connection, &table.name)?;
        if rows != writer.rows_of(&table) {
            let name = &table.name;
            let what = format!("only a part of the table {name} was read; try again");
            return Err(BackupError::broken(what));
        }
        tracing::debug!(table = table.name, rows, "saved");
        go_on(stop)?;
    }
    writer.sequences(catalogue::sequences(connection)?)?;
    writer.finish()
}
