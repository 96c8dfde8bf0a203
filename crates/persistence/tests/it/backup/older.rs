//! Backups of older programs.

use persistence::migrations::{SchemaState, migrate, migrate_some, state};
use testkit::TestDatabase;

use super::{connect, definitions, execute, restore, save, texts};

#[test]
fn a_backup_of_any_older_schema_is_restored_and_brought_up_to_date() {
    let current = testkit::migrated();
    let SchemaState::Behind(all) = state(&mut connect(TestDatabase::empty().url())).unwrap() else {
        panic!("nothing is there yet")
    };
    for count in 1..all {
        let old = TestDatabase::empty();
        migrate_some(old.url(), count).unwrap();
        execute(old.url(), ROWS);
        if count == 1 {
            execute(
                old.url(),
                "UPDATE contacts SET sort_name = 'x', search = 'x'",
            );
        }
        let backup = save(old.url());
        let fresh = TestDatabase::empty();
        let restored = restore(fresh.url(), &backup).unwrap();
        assert_eq!(restored.migrated.len(), all - count);
        let connection = &mut connect(fresh.url());
        assert_eq!(state(connection).unwrap(), SchemaState::Current);
        assert_eq!(definitions(fresh.url()), definitions(current.url()));
        // The columns are read from the card, as after any migration.
        migrate(old.url()).unwrap();
        let contact = "SELECT contacts::text AS text FROM contacts";
        assert_eq!(
            texts(connection, contact),
            texts(&mut connect(old.url()), contact)
        );
    }
}

/// What was already there in the first schema.
const ROWS: &str = r#"
INSERT INTO users (id, username, username_key, password_hash)
VALUES ('00000000-0000-0000-0000-000000000001', 'ann', 'ann', 'x');
INSERT INTO books (id, owner_id, name, is_default)
VALUES ('00000000-0000-0000-0001-000000000001', '00000000-0000-0000-0000-000000000001', 'Contacts', true);
DO $$ BEGIN
    IF EXISTS (SELECT FROM information_schema.columns WHERE table_name = 'contacts' AND column_name = 'sort_name') THEN
        ALTER TABLE contacts ALTER sort_name SET DEFAULT '', ALTER search SET DEFAULT '';
    END IF;
END $$;
INSERT INTO contacts (book_id, id, vcard, uid, fields, projection)
VALUES ('00000000-0000-0000-0001-000000000001', '00000000-0000-0000-0002-000000000001',
    E'BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nFN:Ann Lee\r\nN:Lee;Ann;;;\r\nBDAY:1990-02-03\r\nEND:VCARD\r\n', '', '{}', 0);
"#;
