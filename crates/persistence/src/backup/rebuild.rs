//! Emptying a database, and what is put aside while it is filled.

use diesel::connection::SimpleConnection;
use diesel::result::QueryResult;
use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types};

use super::catalogue::{self, quoted};
use super::format::{Sequence, Table};
use super::{BackupError, Stop, go_on};

#[derive(QueryableByName)]
struct Statement {
    #[diesel(sql_type = sql_types::Text)]
    statement: String,
}

/// Everything in the schema that is no part of an extension: tables first, what they own goes with them.
const DROPS: &str = "WITH ours AS (SELECT current_schema()::regnamespace::oid AS schema), \
    extensions AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e') \
    SELECT statement FROM ( \
    SELECT relkind = 'S' AS late, format('DROP %s IF EXISTS %I CASCADE', CASE relkind \
        WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE' \
        WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, relname) AS statement \
    FROM pg_class, ours WHERE relnamespace = schema AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S') \
        AND ('pg_class'::regclass, pg_class.oid) NOT IN (SELECT * FROM extensions) \
    UNION ALL SELECT true, format('DROP ROUTINE IF EXISTS %s CASCADE', pg_proc.oid::regprocedure) \
    FROM pg_proc, ours WHERE pronamespace = schema \
        AND ('pg_proc'::regclass, pg_proc.oid) NOT IN (SELECT * FROM extensions) \
    UNION ALL SELECT true, format('DROP TYPE IF EXISTS %I CASCADE', typname) \
    FROM pg_type, ours WHERE typnamespace = schema AND typtype IN ('e', 'd', 'r') \
        AND ('pg_type'::regclass, pg_type.oid) NOT IN (SELECT * FROM extensions) \
    ) AS drops ORDER BY late";

/// Takes everything out of the database, tables and all.
pub(super) fn drop_everything(connection: &mut PgConnection) -> QueryResult<()> {
    let drops: Vec<Statement> = sql_query(DROPS).load(connection)?;
    for Statement { statement } in drops {
        connection.batch_execute(&statement)?;
    }
    Ok(())
}

/// Takes all rows out of these tables: also those that migrations have made.
pub(super) fn empty(connection: &mut PgConnection, tables: &[Table]) -> QueryResult<()> {
    let names: Vec<String> = tables.iter().map(|table| quoted(&table.name)).collect();
    connection.batch_execute(&format!("TRUNCATE {}", names.join(", ")))
}

/// Something that costs much, or does harm, while tables are filled; and what brings it back.
#[derive(QueryableByName)]
pub(super) struct Aside {
    #[diesel(sql_type = sql_types::Text)]
    take: String,
    #[diesel(sql_type = sql_types::Text)]
    bring: String,
}

/// Triggers would tell of every row as of a change. Foreign keys cannot hold while half of the tables are empty, and
/// indexes are made in a fraction of the time that it takes to keep them. The order is that of taking them away.
const ASIDE: &str = "WITH ours AS (SELECT current_schema()::regnamespace::oid AS schema) \
    SELECT take, bring FROM ( \
    SELECT 1 AS turn, format('ALTER TABLE %s DISABLE TRIGGER %I', tgrelid::regclass, tgname) AS take, \
        format('ALTER TABLE %s ENABLE TRIGGER %I', tgrelid::regclass, tgname) AS bring \
    FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid, ours \
    WHERE relnamespace = schema AND NOT tgisinternal AND tgenabled = 'O' \
    UNION ALL SELECT 2, format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname), \
        format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) \
    FROM pg_constraint, ours WHERE connamespace = schema AND contype = 'f' AND conparentid = 0 \
    UNION ALL SELECT 3, format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid) \
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid, ours \
    WHERE relnamespace = schema AND NOT relispartition AND NOT EXISTS ( \
        SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x')) \
    ) AS aside ORDER BY turn";

/// Puts them aside.
pub(super) fn put_aside(connection: &mut PgConnection) -> QueryResult<Vec<Aside>> {
    let aside: Vec<Aside> = sql_query(ASIDE).load(connection)?;
    for Aside { take, .. } in &aside {
        connection.batch_execute(take)?;
    }
    Ok(aside)
}

/// Brings them back: indexes, then the foreign keys that are checked by them, then triggers.
pub(super) fn bring_back(
    connection: &mut PgConnection,
    aside: &[Aside],
    stop: Stop<'_>,
) -> Result<(), BackupError> {
    for Aside { bring, .. } in aside.iter().rev() {
        go_on(stop)?;
        connection.batch_execute(bring)?;
    }
    Ok(())
}

/// Puts a sequence where it stood. One that is not there belonged to a table that is not ours.
pub(super) fn set_sequence(connection: &mut PgConnection, sequence: &Sequence) -> QueryResult<()> {
    sql_query("SELECT setval(to_regclass($1), $2, $3)")
        .bind::<sql_types::Text, _>(quoted(&sequence.name))
        .bind::<sql_types::BigInt, _>(sequence.last_value)
        .bind::<sql_types::Bool, _>(sequence.is_called)
        .execute(connection)?;
    Ok(())
}

/// Tables with something in them that somebody might miss.
pub(super) fn filled(connection: &mut PgConnection) -> QueryResult<Vec<String>> {
    // Every migrated database has the first two, and every one that was served the others.
    const OF_NO_WORTH: [&str; 5] = [
        "__diesel_schema_migrations",
        "schema_floor",
        "last_backup",
        "pings",
        "server_key",
    ];
    let mut filled = Vec::new();
    for table in catalogue::tables(connection)? {
        if !OF_NO_WORTH.contains(&table.name.as_str())
            && catalogue::has_rows(connection, &table.name)?
        {
            filled.push(table.name);
        }
    }
    Ok(filled)
}
