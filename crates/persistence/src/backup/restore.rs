//! Bringing a backup back.

use std::io::BufRead;

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};

use super::format::{Reader, Section, Table};
use super::{BackupError, Contents, Stop, catalogue, copy, go_on, others, rebuild, session};
use crate::migrations::{self, MigrationError};
use crate::turns::{self, Turn};

/// What it may cost.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether everything that is in the database may go.
    pub overwrite: bool,
}

/// What was done.
#[derive(Clone, Debug)]
pub struct Restored {
    /// What the backup held.
    pub contents: Contents,
    /// Tables in it that are none of the schema's: their rows were left out.
    pub left_out: Vec<String>,
    /// Migrations that the backup lacked and that came after.
    pub migrated: Vec<String>,
}

/// The database goes on for so long while somebody else holds a table.
const LOCK_TIMEOUT: &str = "SET LOCAL lock_timeout = '10s'";
/// Indexes are made in memory as far as it goes. Not more: the machine may be a small one.
const MEMORY: &str = "SET LOCAL maintenance_work_mem = '128MB'";

/// Fills the database at `url` with a backup, in one transaction: if anything is wrong, nothing has changed. Then brings
/// its schema up to date.
pub fn restore<R: BufRead>(
    url: &str,
    mut reader: Reader<R>,
    options: Options,
    stop: Stop<'_>,
) -> Result<Restored, BackupError> {
    let head = reader.head();
    if let Some((needed, known)) = migrations::unknown(&head.migrations) {
        return Err(BackupError::NewerSchema {
            needed,
            known,
            program: head.program.clone(),
        });
    }
    let mut connection = session::open(url, "bloknotik restore")?;
    if !turns::try_take(&mut connection, Turn::Alone)? {
        return Err(BackupError::Busy);
    }
    others::refuse(&mut connection)?;
    let left_out = connection.transaction(|connection| {
        connection.batch_execute(LOCK_TIMEOUT)?;
        connection.batch_execute(MEMORY)?;
        let left_out = replace(connection, &mut reader, options, stop)?;
        // Of one that has come meanwhile nobody knows what it remembers.
        others::refuse(connection)?;
        Ok::<_, BackupError>(left_out)
    })?;
    let migrated = migrations::bring_up_to_date(&mut connection).map_err(BackupError::After)?;
    Ok(Restored {
        contents: reader.contents(),
        left_out,
        migrated,
    })
}

fn replace<R: BufRead>(
    connection: &mut PgConnection,
    reader: &mut Reader<R>,
    options: Options,
    stop: Stop<'_>,
) -> Result<Vec<String>, BackupError> {
    let filled = rebuild::filled(connection)?;
    if let (Some(table), false) = (filled.first(), options.overwrite) {
        return Err(BackupError::NotEmpty(table.clone()));
    }
    rebuild::drop_everything(connection)?;
    migrations::apply_only(connection, &reader.head().migrations).map_err(BackupError::Schema)?;
    let mut expected = catalogue::tables(connection)?;
    rebuild::empty(connection, &expected)?;
    let aside = rebuild::put_aside(connection)?;
    let left_out = fill(connection, reader, &mut expected, stop)?;
    if let Some(table) = expected.first() {
        let name = &table.name;
        return Err(BackupError::broken(format!("it lacks the table {name}")));
    }
    tracing::info!("all rows are in; making the indexes and checking the references");
    rebuild::bring_back(connection, &aside, stop)?;
    connection.batch_execute("ANALYZE")?;
    go_on(stop)?;
    Ok(left_out)
}

/// Reads the backup to its end; takes the tables that it finds out of `expected` and answers those that were not there.
fn fill<R: BufRead>(
    connection: &mut PgConnection,
    reader: &mut Reader<R>,
    expected: &mut Vec<Table>,
    stop: Stop<'_>,
) -> Result<Vec<String>, BackupError> {
    let mut left_out = Vec::new();
    loop {
        go_on(stop)?;
        match reader.section()? {
            Section::Table(table) => match expected.iter().position(|one| one.name == table.name) {
                Some(place) => {
                    expected.remove(place);
                    copy::in_from(connection, &table, reader, stop)?;
                    tracing::debug!(table = table.name, "filled");
                }
                None => {
                    while reader.row(&table.name, stop)?.is_some() {}
                    left_out.push(table.name);
                }
            },
            Section::Sequences(sequences) => {
                for sequence in &sequences {
                    rebuild::set_sequence(connection, sequence)?;
                }
            }
            Section::End { .. } => return Ok(left_out),
        }
    }
}

impl From<MigrationError> for BackupError {
    fn from(error: MigrationError) -> Self {
        Self::Schema(error)
    }
}
