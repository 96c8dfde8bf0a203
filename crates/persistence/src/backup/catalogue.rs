//! What there is to save, as the catalogue has it: no list here that somebody could forget to lengthen.

use diesel::result::QueryResult;
use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types};

use super::format::{Sequence, Table};

/// All tables with rows of their own, by name. Views have none, and the rows of a partitioned table are those of its
/// parts.
pub(super) fn tables(connection: &mut PgConnection) -> QueryResult<Vec<Table>> {
    #[derive(QueryableByName)]
    struct Found {
        #[diesel(sql_type = sql_types::Text)]
        name: String,
        #[diesel(sql_type = sql_types::Array<sql_types::Text>)]
        columns: Vec<String>,
    }
    let found: Vec<Found> = sql_query(
        "SELECT c.relname::text AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns \
         FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid \
         WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' \
         AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' \
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass \
             AND d.objid = c.oid AND d.deptype = 'e') \
         GROUP BY c.relname ORDER BY c.relname",
    )
    .load(connection)?;
    Ok(found
        .into_iter()
        .map(|Found { name, columns }| Table { name, columns })
        .collect())
}

/// How many rows a table has.
pub(super) fn count(connection: &mut PgConnection, table: &str) -> QueryResult<u64> {
    #[derive(QueryableByName)]
    struct Counted {
        #[diesel(sql_type = sql_types::BigInt)]
        rows: i64,
    }
    let counted: Counted = sql_query(format!("SELECT count(*) AS rows FROM {}", quoted(table)))
        .get_result(connection)?;
    Ok(counted.rows.unsigned_abs())
}

/// How many rows all tables have, by what PostgreSQL has counted last. Nothing if it has not counted a large one yet.
pub(super) fn about(connection: &mut PgConnection) -> QueryResult<Option<f64>> {
    #[derive(QueryableByName)]
    struct Estimated {
        #[diesel(sql_type = sql_types::Nullable<sql_types::Double>)]
        rows: Option<f64>,
    }
    let estimated: Estimated = sql_query(
        "SELECT CASE WHEN NOT bool_or(reltuples < 0 AND pg_relation_size(oid) > 1000000) \
         THEN sum(greatest(reltuples, 0))::float8 END AS rows \
         FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'",
    )
    .get_result(connection)?;
    Ok(estimated.rows.filter(|rows| *rows > 0.0))
}

/// Whether a table has any row.
pub(super) fn has_rows(connection: &mut PgConnection, table: &str) -> QueryResult<bool> {
    let found = sql_query(format!("SELECT FROM {} LIMIT 1", quoted(table))).execute(connection)?;
    Ok(found > 0)
}

/// Where all sequences stand. They know no snapshot: what is read later than the rows can only be further on.
pub(super) fn sequences(connection: &mut PgConnection) -> QueryResult<Vec<Sequence>> {
    #[derive(QueryableByName)]
    struct Named {
        #[diesel(sql_type = sql_types::Text)]
        name: String,
    }
    #[derive(QueryableByName)]
    struct Standing {
        #[diesel(sql_type = sql_types::BigInt)]
        last_value: i64,
        #[diesel(sql_type = sql_types::Bool)]
        is_called: bool,
    }
    let names: Vec<Named> = sql_query(
        "SELECT c.relname::text AS name FROM pg_class c \
         WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'S' ORDER BY 1",
    )
    .load(connection)?;
    let mut sequences = Vec::new();
    for Named { name } in names {
        let query = format!("SELECT last_value, is_called FROM {}", quoted(&name));
        let standing: Standing = sql_query(query).get_result(connection)?;
        sequences.push(Sequence {
            name,
            last_value: standing.last_value,
            is_called: standing.is_called,
        });
    }
    Ok(sequences)
}

/// A name as SQL takes it, whatever is in it.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
