//! There and back.

use persistence::backup::{BackupError, Options};
use persistence::migrations::{SchemaState, state};
use testkit::TestDatabase;

use super::{connect, definitions, dump, execute, filled, restore, restore_with, save, texts};

#[test]
fn everything_comes_back_as_it_was() {
    let database = filled();
    let before = dump(database.url());
    let backup = save(database.url());
    let fresh = TestDatabase::empty();
    let restored = restore(fresh.url(), &backup).unwrap();
    assert_eq!(restored.left_out, Vec::<String>::new());
    assert_eq!(restored.migrated, Vec::<String>::new());
    let after = dump(fresh.url());
    let tables: Vec<&String> = before.keys().collect();
    assert_eq!(after.keys().collect::<Vec<_>>(), tables);
    for (table, rows) in &before {
        assert_eq!(restored.contents.rows[table], rows.len() as u64, "{table}");
        assert!(rows == &after[table], "{table} is another");
    }
    assert_eq!(definitions(fresh.url()), definitions(database.url()));
    assert_eq!(
        state(&mut connect(fresh.url())).unwrap(),
        SchemaState::Current
    );
    // A backup of what was restored differs in its head alone, and by that in its hash.
    let body = |backup: &[u8]| {
        let text = String::from_utf8(backup.to_vec()).unwrap();
        let (_, body) = text.split_once('\n').unwrap();
        let (body, _) = body.rsplit_once("\"sha256\"").unwrap();
        body.to_owned()
    };
    assert!(body(&save(fresh.url())) == body(&backup));
}

#[test]
fn what_is_counted_goes_on_counting() {
    let database = filled();
    let fresh = TestDatabase::empty();
    restore(fresh.url(), &save(database.url())).unwrap();
    let add = "INSERT INTO books (id, owner_id, name) VALUES (gen_random_uuid(), \
               '00000000-0000-0000-0000-000000000001', 'new')";
    let numbers = |url: &str| {
        execute(url, add);
        texts(
            &mut connect(url),
            "SELECT number::text AS text FROM books WHERE name = 'new'",
        )
    };
    assert_eq!(numbers(fresh.url()), numbers(database.url()));
}

#[test]
fn no_place_where_rows_can_be_is_left_out() {
    let database = testkit::migrated();
    // Views and what is partitioned hold no rows of their own.
    let holders = texts(
        &mut connect(database.url()),
        "SELECT c.oid::regclass::text AS text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
         WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') \
         AND relkind NOT IN ('i', 'I', 'v', 'c', 'S', 'p') ORDER BY 1",
    );
    let backup = save(database.url());
    let contents = persistence::backup::Reader::open(&backup[..]).unwrap();
    let contents = contents.check(&|_| false).unwrap();
    let saved: Vec<&String> = contents.rows.keys().collect();
    assert_eq!(saved, holders.iter().collect::<Vec<_>>());
    let text = String::from_utf8(backup).unwrap();
    let sequences = texts(
        &mut connect(database.url()),
        "SELECT relname::text AS text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
         WHERE relkind = 'S' AND nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')",
    );
    for sequence in sequences {
        let entry = format!("{{\"name\":\"{sequence}\",\"last_value\"");
        assert!(text.contains(&entry), "{sequence}");
    }
}

#[test]
fn a_database_with_something_in_it_is_left_alone_unless_told() {
    let backup = save(filled().url());
    let other = testkit::migrated();
    execute(
        other.url(),
        "INSERT INTO users (id, username, username_key, password_hash) \
         VALUES (gen_random_uuid(), 'eve', 'eve', 'x')",
    );
    let before = dump(other.url());
    let refused = restore(other.url(), &backup);
    assert!(
        matches!(&refused, Err(BackupError::NotEmpty(table)) if table == "users"),
        "{refused:?}"
    );
    assert_eq!(dump(other.url()), before);
    let overwrite = Options { overwrite: true };
    restore_with(other.url(), &backup[..], overwrite).unwrap();
    let names = "SELECT username_key AS text FROM users ORDER BY 1";
    assert!(!texts(&mut connect(other.url()), names).contains(&"eve".to_owned()));
    // Tables of others and of the future go as well.
    execute(
        other.url(),
        "CREATE TABLE alien (id int PRIMARY KEY); CREATE VIEW seen AS SELECT username FROM alien, users; \
         CREATE TYPE colour AS ENUM ('red'); CREATE SEQUENCE odd; \
         INSERT INTO __diesel_schema_migrations (version) VALUES ('99990101000000')",
    );
    restore_with(other.url(), &backup[..], overwrite).unwrap();
    assert_eq!(
        definitions(other.url()),
        definitions(testkit::migrated().url())
    );
}

#[test]
fn a_migrated_database_without_anything_in_it_is_empty() {
    let backup = save(filled().url());
    let other = testkit::migrated();
    execute(
        other.url(),
        "INSERT INTO pings DEFAULT VALUES; INSERT INTO last_backup (made_at) VALUES (now());
         INSERT INTO server_key (print) VALUES ('\\x01')",
    );
    restore(other.url(), &backup).unwrap();
}

#[test]
fn a_table_of_somebody_else_is_saved_and_left_out_with_a_word() {
    let database = filled();
    execute(
        database.url(),
        "CREATE TABLE \"odd \"\"name\" (a text, \"b c\" int GENERATED ALWAYS AS (1) STORED); \
         INSERT INTO \"odd \"\"name\" VALUES ('x')",
    );
    let backup = save(database.url());
    let fresh = TestDatabase::empty();
    let restored = restore(fresh.url(), &backup).unwrap();
    assert_eq!(restored.left_out, ["odd \"name"]);
    assert_eq!(restored.contents.rows["odd \"name"], 1);
}

#[test]
fn an_empty_database_has_nothing_to_save() {
    let fresh = TestDatabase::empty();
    let saved = persistence::backup::save(fresh.url(), "1", std::io::sink(), &|_| false);
    assert!(matches!(saved, Err(BackupError::NoSchema)), "{saved:?}");
}
