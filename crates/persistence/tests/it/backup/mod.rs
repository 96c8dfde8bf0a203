//! Backups: everything comes back as it was, and nothing that is broken comes in.

mod broken;
mod filling;
mod older;
mod together;
mod whole;

use std::collections::BTreeMap;
use std::io::Read;

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types};
use persistence::backup::{BackupError, Options, Reader, Restored};
use testkit::TestDatabase;

pub fn save(url: &str) -> Vec<u8> {
    let mut backup = Vec::new();
    persistence::backup::save(url, "1.2.3", &mut backup, &|_| false).unwrap();
    backup
}

pub fn restore_with(
    url: &str,
    backup: impl Read,
    options: Options,
) -> Result<Restored, BackupError> {
    let reader = Reader::open(std::io::BufReader::new(backup))?;
    persistence::backup::restore(url, reader, options, &|_| false)
}

pub fn restore(url: &str, backup: &[u8]) -> Result<Restored, BackupError> {
    restore_with(url, backup, Options::default())
}

pub fn connect(url: &str) -> PgConnection {
    PgConnection::establish(url).unwrap()
}

pub fn execute(url: &str, sql: &str) {
    connect(url).batch_execute(sql).unwrap();
}

#[derive(QueryableByName)]
struct Text {
    #[diesel(sql_type = sql_types::Text)]
    text: String,
}

pub fn texts(connection: &mut PgConnection, query: &str) -> Vec<String> {
    let rows: Vec<Text> = sql_query(query).load(connection).unwrap();
    rows.into_iter().map(|row| row.text).collect()
}

/// Every row of every table as text: asked of the catalogue and by other means than a backup uses.
pub fn dump(url: &str) -> BTreeMap<String, Vec<String>> {
    let connection = &mut connect(url);
    let tables = texts(
        connection,
        "SELECT table_name::text AS text FROM information_schema.tables \
         WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'",
    );
    tables
        .into_iter()
        .map(|table| {
            let rows = texts(
                connection,
                &format!("SELECT t::text AS text FROM {table} t ORDER BY 1"),
            );
            (table, rows)
        })
        .collect()
}

/// How everything in the schema is defined.
pub fn definitions(url: &str) -> Vec<String> {
    texts(
        &mut connect(url),
        "SELECT pg_get_indexdef(indexrelid) AS text FROM pg_index \
         JOIN pg_class ON oid = indexrelid WHERE relnamespace = current_schema()::regnamespace \
         UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || convalidated || ' ' \
             || pg_get_constraintdef(oid) \
         FROM pg_constraint WHERE connamespace = current_schema()::regnamespace \
         UNION ALL SELECT tgenabled::text || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal \
         UNION ALL SELECT attrelid::regclass || ' ' || attname || ' ' || format_type(atttypid, atttypmod) \
             || ' ' || attnotnull || attidentity::text || attstorage::text \
         FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid \
         WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND attnum > 0 \
             AND NOT attisdropped \
         UNION ALL SELECT oid::regprocedure::text FROM pg_proc \
         WHERE pronamespace = current_schema()::regnamespace ORDER BY 1",
    )
}

/// A database that a test may do with what it wants.
pub fn filled() -> TestDatabase {
    let database = testkit::migrated();
    filling::fill(database.url());
    database
}
