//! The schema as PostgreSQL's own catalogue has it.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = sql_types::Text)]
    table: String,
    #[diesel(sql_type = sql_types::Text)]
    name: String,
    #[diesel(sql_type = sql_types::Text)]
    what: String,
}

fn ask(sql: &str) -> Vec<Row> {
    let database = testkit::migrated();
    let mut connection = PgConnection::establish(database.url()).unwrap();
    sql_query(sql).load(&mut connection).unwrap()
}

#[test]
fn diesels_view_of_the_tables_is_the_real_one() {
    let columns = ask(
        "SELECT table_name::text AS table, column_name::text AS name, udt_name || ' ' || is_nullable AS what \
         FROM information_schema.columns \
         WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_\\_diesel%' \
         ORDER BY table_name, ordinal_position",
    );
    let keys = ask(
        "SELECT conrelid::regclass::text AS table, '' AS name, string_agg(attname, ', ' ORDER BY place) AS what \
         FROM pg_constraint, unnest(conkey) WITH ORDINALITY AS part (number, place) \
         JOIN pg_attribute ON attnum = number \
         WHERE attrelid = conrelid AND contype = 'p' AND connamespace = current_schema()::regnamespace GROUP BY conrelid",
    );
    let mut real: BTreeMap<String, Vec<String>> = keys
        .into_iter()
        .filter(|key| !key.table.starts_with("__diesel"))
        .map(|key| (key.table, vec![format!("({})", key.what)]))
        .collect();
    for column in columns {
        let (kind, nullable) = column.what.split_once(' ').unwrap();
        let kind = match kind {
            "uuid" => "Uuid",
            "_uuid" => "Array<Uuid>",
            "text" => "Text",
            "bool" => "Bool",
            "bytea" => "Bytea",
            "int2" => "Int2",
            "int8" => "Int8",
            "jsonb" => "Jsonb",
            "timestamptz" => "Timestamptz",
            "tsvector" => "Tsvector",
            other => panic!("teach this test the type {other}"),
        };
        let kind = if nullable == "YES" {
            format!("Nullable<{kind}>")
        } else {
            kind.to_owned()
        };
        real.entry(column.table)
            .or_default()
            .push(format!("{} -> {kind},", column.name));
    }
    assert_eq!(declared(), real);
}

/// The tables of `schema.rs`, each with its lines.
fn declared() -> BTreeMap<String, Vec<String>> {
    let source = include_str!("../../src/schema.rs");
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut table = String::new();
    for line in source.lines().map(str::trim) {
        if let Some((name, key)) = line.split_once(" (").filter(|_| line.ends_with(") {")) {
            table = name.to_owned();
            let key = format!("({key}");
            tables.insert(table.clone(), vec![key.trim_end_matches(" {").to_owned()]);
        } else if line.contains(" -> ") && line.ends_with(',') {
            tables
                .entry(table.clone())
                .or_default()
                .push(line.to_owned());
        }
    }
    tables
}

#[test]
fn what_diesel_may_join_is_what_refers_to_each_other() {
    let keys = ask(
        "SELECT conrelid::regclass::text AS table, confrelid::regclass::text AS name, attname::text AS what \
         FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1] \
         WHERE contype = 'f' AND array_length(conkey, 1) = 1 AND connamespace = current_schema()::regnamespace",
    );
    let real: BTreeSet<String> = keys
        .iter()
        .map(|key| format!("{} -> {} ({})", key.table, key.name, key.what))
        .collect();
    let declared: BTreeSet<String> = include_str!("../../src/schema.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("diesel::joinable!(")?.strip_suffix(");"))
        .map(str::to_owned)
        .collect();
    assert_eq!(declared, real);
}

#[test]
fn every_foreign_key_has_an_index_to_be_checked_by() {
    let bare = ask(
        "SELECT conrelid::regclass::text AS table, conname::text AS name, '' AS what FROM pg_constraint c \
         WHERE contype = 'f' AND connamespace = current_schema()::regnamespace AND NOT EXISTS ( \
             SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indpred IS NULL \
             AND (i.indkey::int2[])[0:array_length(c.conkey, 1) - 1] @> c.conkey)",
    );
    let bare: Vec<String> = bare
        .into_iter()
        .map(|row| format!("{} {}", row.table, row.name))
        .collect();
    assert_eq!(bare, Vec::<String>::new());
}

#[test]
fn what_holds_a_books_data_begins_its_key_with_the_book() {
    let others = ask(
        "SELECT c.conrelid::regclass::text AS table, c.conname::text AS name, a.attname::text AS what \
         FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] \
         WHERE c.contype = 'p' AND c.connamespace = current_schema()::regnamespace AND a.attname <> 'book_id' \
         AND EXISTS (SELECT FROM pg_attribute b WHERE b.attrelid = c.conrelid AND b.attname = 'book_id')",
    );
    assert!(
        others.is_empty(),
        "{:?}",
        others.iter().map(|row| &row.table).collect::<Vec<_>>()
    );
}
