//! Beside others: writers, servers, migrations, and one another.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use diesel::connection::SimpleConnection;
use persistence::backup::{BackupError, Reader};
use persistence::{Database, Settings, migrations};
use testkit::TestDatabase;

use super::{connect, dump, execute, filled, restore, save, texts};

struct End<'a>(&'a AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn a_backup_shows_one_moment_whatever_is_written_meanwhile() {
    let database = filled();
    let url = database.url();
    let done = AtomicBool::new(false);
    let (backup, written) = std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut connection = connect(url);
            let mut written = 0;
            while !done.load(Ordering::Relaxed) {
                // A book, what is in it and its change come together, or not at all.
                connection
                    .batch_execute(
                        "BEGIN; \
                         INSERT INTO books (id, owner_id, name) SELECT gen_random_uuid(), id, 'w' FROM users LIMIT 1; \
                         INSERT INTO contacts (book_id, id, vcard, uid, fields, projection) \
                             SELECT id, id, 'w', '', '{}', 32000 FROM books WHERE number = lastval(); \
                         INSERT INTO favourites (user_id, book_id, contact_id) \
                             SELECT owner_id, id, id FROM books WHERE number = currval('books_number_seq'); \
                         COMMIT",
                    )
                    .unwrap();
                written += 1;
            }
            written
        });
        // Also when a backup fails: the writer would write for ever.
        let end = End(&done);
        let mut backup = Vec::new();
        for _ in 0..5 {
            backup = save(url);
        }
        drop(end);
        (backup, writer.join().unwrap())
    });
    assert!(written > 0);
    let fresh = TestDatabase::empty();
    restore(fresh.url(), &backup).unwrap();
    let odd = texts(
        &mut connect(fresh.url()),
        "SELECT b.id::text AS text FROM books b WHERE name = 'w' AND ( \
         (SELECT count(*) FROM contacts c WHERE c.book_id = b.id) <> 1 \
         OR (SELECT count(*) FROM favourites f WHERE f.book_id = b.id) <> 1)",
    );
    assert_eq!(odd, Vec::<String>::new());
}

#[tokio::test]
async fn a_database_that_a_server_uses_is_not_replaced() {
    let backup = save(filled().url());
    let other = testkit::migrated();
    let db = Database::new(&Settings::new(other.url()));
    let listener = db.listen().unwrap();
    let refused = restore(other.url(), &backup);
    assert!(matches!(refused, Err(BackupError::InUse(1))), "{refused:?}");
    drop(listener);
    let restored = (0..50).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        restore(other.url(), &backup).is_ok()
    });
    assert!(restored);
}

#[test]
fn whoever_has_no_turn_at_the_schema_does_not_undo_a_restore() {
    let backup = save(filled().url());
    for name in ["bloknotik backup", "bloknotik restore"] {
        let other = testkit::migrated();
        let mut waiting = connect(other.url());
        waiting
            .batch_execute(&format!("SET application_name = '{name}'"))
            .unwrap();
        restore(other.url(), &backup).unwrap();
        waiting.batch_execute("SELECT 1").unwrap();
    }
}

#[test]
fn migrations_backups_and_restores_keep_out_of_each_others_way() {
    let database = filled();
    let url = database.url();
    let backup = save(url);
    let fresh = TestDatabase::empty();

    // As long as a migration is at it, a backup waits and a restore is refused.
    let mut migration = connect(url);
    let lock = i64::from_be_bytes(*b"bloknoti");
    migration
        .batch_execute(&format!("SELECT pg_advisory_lock({lock})"))
        .unwrap();
    let refused = restore(url, &backup);
    assert!(matches!(refused, Err(BackupError::Busy)), "{refused:?}");
    std::thread::scope(|scope| {
        let (made, is_made) = mpsc::channel();
        scope.spawn(move || made.send(save(url)));
        assert!(is_made.recv_timeout(Duration::from_millis(500)).is_err());
        drop(migration);
        is_made.recv_timeout(Duration::from_secs(30)).unwrap();
    });

    // As long as a backup is at it, another one may be made, and a migration waits.
    let mut other = connect(url);
    other
        .batch_execute(&format!("SELECT pg_advisory_lock_shared({lock})"))
        .unwrap();
    save(url);
    std::thread::scope(|scope| {
        let (made, is_made) = mpsc::channel();
        scope.spawn(move || made.send(migrations::migrate(url).unwrap()));
        assert!(is_made.recv_timeout(Duration::from_millis(500)).is_err());
        drop(other);
        is_made.recv_timeout(Duration::from_secs(30)).unwrap();
    });

    // Of two restores at once one is through, and the other is told.
    let results: Vec<_> = std::thread::scope(|scope| {
        let tasks = [(); 2].map(|()| scope.spawn(|| restore(fresh.url(), &backup)));
        tasks.map(|task| task.join().unwrap()).into()
    });
    let through = results.iter().filter(|result| result.is_ok()).count();
    assert_eq!(through, 1, "{results:?}");
    assert!(dump(fresh.url()) == dump(url));
}

#[test]
fn nobody_hears_of_a_restore_as_of_changes() {
    let database = filled();
    let backup = save(database.url());
    let fresh = TestDatabase::empty();
    let mut listener = connect(fresh.url());
    listener.batch_execute("LISTEN bloknotik").unwrap();
    restore(fresh.url(), &backup).unwrap();
    listener.batch_execute("SELECT 1").unwrap();
    assert_eq!(listener.notifications_iter().count(), 0);
    execute(fresh.url(), "UPDATE labels SET color = 'red'");
    listener.batch_execute("SELECT 1").unwrap();
    assert_eq!(listener.notifications_iter().count(), 1);
}

#[test]
fn a_backup_is_read_without_a_database() {
    let database = filled();
    let backup = save(database.url());
    let contents = Reader::open(&backup[..])
        .unwrap()
        .check(&|_| false)
        .unwrap();
    assert_eq!(contents.rows["contacts"], 600);
    assert_eq!(contents.head.program, "1.2.3");
}
