//! `COPY` of a table that is known by name only.

use std::cell::RefCell;
use std::io::{BufRead, Write};

use diesel::connection::SimpleConnection;
use diesel::pg::{CopyTarget, Pg};
use diesel::query_builder::AstPass;
use diesel::result::{Error, QueryResult};
use diesel::{ExecuteCopyFromDsl, PgConnection};

use super::catalogue::quoted;
use super::format::{Reader, Table, Writer};
use super::{BackupError, STEP, Stop};
use crate::schema::users;

/// How much is given to the database at once.
const PORTION: usize = 64 << 10;

thread_local! {
    /// Diesel takes the table of a COPY as a type. Which one is meant here is known only at run time; it is written down
    /// right before the statement is made, on the same thread.
    static TARGET: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Stands for the table in [`TARGET`].
struct Target;

impl CopyTarget for Target {
    // Of no meaning for text: any will do.
    type Table = users::table;
    type SqlType = users::SqlType;

    fn walk_target(mut pass: AstPass<'_, '_, Pg>) -> QueryResult<()> {
        TARGET.with_borrow(|target| pass.push_sql(target));
        Ok(())
    }
}

fn aim_at(table: &Table) {
    let columns: Vec<String> = table.columns.iter().map(|name| quoted(name)).collect();
    let target = format!("{}({})", quoted(&table.name), columns.join(", "));
    TARGET.replace(target);
}

/// Writes all rows of a table.
pub(super) fn out<W: Write>(
    connection: &mut PgConnection,
    table: &Table,
    writer: &mut Writer<W>,
    stop: Stop<'_>,
) -> Result<(), BackupError> {
    aim_at(table);
    let rows = diesel::copy_to(Target).load_raw(connection)?;
    pass_on(rows, table, writer, stop)?;
    // Diesel leaves the end of the COPY unread, which this takes away. If the COPY has failed, this does so as well.
    connection.batch_execute("SELECT 1")?;
    Ok(())
}

fn pass_on<W: Write>(
    mut rows: impl BufRead,
    table: &Table,
    writer: &mut Writer<W>,
    stop: Stop<'_>,
) -> Result<(), BackupError> {
    let mut row = Vec::new();
    let mut count = 0_u64;
    loop {
        row.clear();
        let read = rows.read_until(b'\n', &mut row);
        if read.map_err(|error| lost(&error))? == 0 {
            return Ok(());
        }
        writer.row(table, &row)?;
        count += 1;
        if count.is_multiple_of(STEP) && stop(STEP) {
            return Err(BackupError::Stopped);
        }
    }
}

fn lost(error: &std::io::Error) -> BackupError {
    BackupError::Database(crate::DbError::Unavailable(error.to_string()))
}

/// Fills a table with the rows that come next.
pub(super) fn in_from<R: BufRead>(
    connection: &mut PgConnection,
    table: &Table,
    reader: &mut Reader<R>,
    stop: Stop<'_>,
) -> Result<(), BackupError> {
    aim_at(table);
    // What the callback answers reaches the database and comes back as its error: ours is kept beside it.
    let failure = RefCell::new(None);
    let reader = RefCell::new(reader);
    let filled = diesel::copy_from(users::table)
        .from_raw_data(Target, |sink: &mut dyn Write| {
            let pumped = pump(&mut reader.borrow_mut(), &table.name, sink, stop);
            pumped.map_err(|error| {
                failure.replace(error);
                Error::RollbackTransaction
            })
        })
        .execute(connection);
    match (failure.into_inner(), filled) {
        (Some(error), _) => Err(error),
        (None, Err(error)) => Err(BackupError::Refused {
            table: table.name.clone(),
            why: error.into(),
        }),
        (None, Ok(_)) => Ok(()),
    }
}

/// An error of the database has no words here: it has them when the statement ends.
fn pump<R: BufRead>(
    reader: &mut Reader<R>,
    table: &str,
    sink: &mut dyn Write,
    stop: Stop<'_>,
) -> Result<(), Option<BackupError>> {
    let mut portion = Vec::with_capacity(2 * PORTION);
    while let Some(row) = reader.row(table, stop).map_err(Some)? {
        portion.extend_from_slice(row);
        if portion.len() >= PORTION {
            sink.write_all(&portion).map_err(|_| None)?;
            portion.clear();
        }
    }
    sink.write_all(&portion).map_err(|_| None)
}
