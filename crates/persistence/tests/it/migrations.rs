//! Migrations: from nothing, by several at once, forth and back.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types};
use persistence::migrations::{SchemaState, migrate, migrate_some, revert_last, state};

#[test]
fn several_migrators_take_turns_and_one_does_the_work() {
    let database = testkit::TestDatabase::empty();
    let url = database.url().to_owned();
    let mut connection = PgConnection::establish(&url).unwrap();
    let SchemaState::Behind(missing) = state(&mut connection).unwrap() else {
        panic!("nothing is there yet")
    };
    let migrators: Vec<_> = (0..4)
        .map(|_| {
            std::thread::spawn({
                let url = url.clone();
                move || migrate(&url).unwrap().len()
            })
        })
        .collect();
    let applied: usize = migrators
        .into_iter()
        .map(|migrator| migrator.join().unwrap())
        .sum();
    assert_eq!(applied, missing);
    assert_eq!(state(&mut connection).unwrap(), SchemaState::Current);
}

/// What a newer program might do to the schema.
fn migrated_further(statements: &str) -> testkit::TestDatabase {
    let database = testkit::migrated();
    let mut connection = PgConnection::establish(database.url()).unwrap();
    connection
        .batch_execute(&format!(
            "INSERT INTO __diesel_schema_migrations (version) VALUES ('99990101000000'); {statements}"
        ))
        .unwrap();
    database
}

const RAISED: &str = "UPDATE schema_floor SET migration = '99990101000000', release = '9.0.0'";

#[test]
fn a_schema_that_has_only_grown_is_served_from_and_migrated() {
    let database = migrated_further("ALTER TABLE notes ADD COLUMN later text");
    let mut connection = PgConnection::establish(database.url()).unwrap();
    let grown = SchemaState::Grown("99990101000000".to_owned());
    assert_eq!(state(&mut connection).unwrap(), grown);
    assert_eq!(migrate(database.url()).unwrap(), Vec::<String>::new());
}

#[test]
fn a_schema_that_something_was_taken_from_names_who_may_use_it() {
    let database = migrated_further(RAISED);
    let mut connection = PgConnection::establish(database.url()).unwrap();
    let SchemaState::Ahead(floor) = state(&mut connection).unwrap() else {
        panic!("it is not refused")
    };
    assert!(floor.to_string().contains("9.0.0"), "{floor}");
    let refused = migrate(database.url()).unwrap_err();
    assert!(refused.to_string().contains("9.0.0"), "{refused}");
}

#[test]
fn whoever_takes_something_away_raises_the_floor() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut looked = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // Those before it were written before there was one.
        if name.as_str() < "2026-11-28-000010" {
            continue;
        }
        looked += 1;
        let mut sql = std::fs::read_to_string(path.join("up.sql")).unwrap();
        if sql.contains("Older servers may stay: ") {
            // Of all that is looked for below, this alone may be harmless, and the migration says why.
            let harmless = |line: &&str| !line.contains("DROP NOT NULL");
            sql = sql.lines().filter(harmless).collect::<Vec<_>>().join("\n");
        }
        let takes = [
            "DROP ",
            "RENAME ",
            "ALTER COLUMN",
            "SET NOT NULL",
            "REVOKE ",
        ]
        .iter()
        .any(|word| sql.to_uppercase().contains(word));
        let (version, _) = name.split_once('_').unwrap();
        let version = version.replace('-', "");
        assert!(
            !takes || (sql.contains("schema_floor") && sql.contains(&version)),
            "{name} takes something away that an older server may need: see docs/MIGRATIONS.md"
        );
    }
    assert!(looked > 0, "the migrations were not found");
}

#[test]
fn a_migration_lets_others_through_and_gets_its_turn() {
    let database = testkit::TestDatabase::empty();
    let mut other = PgConnection::establish(database.url()).unwrap();
    // Somebody holds what the first migration wants to make.
    other
        .batch_execute("BEGIN; CREATE TABLE users (id int)")
        .unwrap();
    let url = database.url().to_owned();
    let migrator = std::thread::spawn(move || migrate(&url));
    std::thread::sleep(std::time::Duration::from_secs(3));
    assert!(!migrator.is_finished(), "it gave up, or did not wait");
    other.batch_execute("ROLLBACK").unwrap();
    assert!(!migrator.join().unwrap().unwrap().is_empty());
}

#[test]
fn every_migration_goes_back_the_way_it_came() {
    let database = testkit::TestDatabase::empty();
    let mut connection = PgConnection::establish(database.url()).unwrap();
    let mut before = vec![objects(&mut connection)];
    while state(&mut connection).unwrap() != SchemaState::Current {
        migrate_some(database.url(), before.len()).unwrap();
        before.push(objects(&mut connection));
    }
    assert!(before.len() > 10, "{} migrations", before.len() - 1);
    let migrated = before.pop().unwrap();
    while let Some(before) = before.pop() {
        revert_last(database.url()).unwrap();
        assert_eq!(objects(&mut connection), before);
    }
    migrate(database.url()).unwrap();
    assert_eq!(objects(&mut connection), migrated);
}

/// Everything in the schema with its definition, but for the list of migrations itself.
fn objects(connection: &mut PgConnection) -> Vec<String> {
    #[derive(QueryableByName)]
    struct Object {
        #[diesel(sql_type = sql_types::Text)]
        name: String,
    }
    let objects: Vec<Object> = sql_query(
        "WITH here AS (SELECT current_schema()::regnamespace AS schema) \
         SELECT relkind::text || ' ' || relname AS name FROM pg_class, here \
         WHERE relnamespace = schema AND relname NOT LIKE '\\_\\_diesel%' \
         UNION ALL SELECT 'column ' || table_name || '.' || column_name || ' ' || udt_name || ' ' || is_nullable \
             || ' ' || coalesce(column_default, '') FROM information_schema.columns \
         WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_\\_diesel%' \
         UNION ALL SELECT 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint, here \
         WHERE connamespace = schema AND conname NOT LIKE '\\_\\_diesel%' \
         UNION ALL SELECT 'index ' || indexdef FROM pg_indexes \
         WHERE schemaname = current_schema() AND tablename NOT LIKE '\\_\\_diesel%' \
         UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal \
         UNION ALL SELECT 'function ' || proname || ' ' || md5(prosrc) FROM pg_proc p, here WHERE pronamespace = schema \
         AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') \
         UNION ALL SELECT 'extension ' || extname::text FROM pg_extension ORDER BY 1",
    )
    .load(connection)
    .unwrap();
    objects.into_iter().map(|object| object.name).collect()
}
