//! Commands that wait, and are told to end.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use diesel::{Connection, PgConnection, RunQueryDsl, sql_query};
use testkit::{TempDir, migrated};

use crate::running::{bloknotik, soon};

/// Whether it ends when it is told to. It may be told before it listens, and is told again.
fn ends(child: &mut Child) -> bool {
    soon(|| {
        let id = child.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &id]).status();
        std::thread::sleep(Duration::from_millis(100));
        child.try_wait().unwrap().is_some()
    })
}

#[test]
fn a_backup_ends_while_it_waits_for_a_migration() {
    let (database, dir) = (migrated(), TempDir::new());
    let (log, file) = (dir.path().join("log"), dir.path().join("book.gz"));
    let mut migration = PgConnection::establish(database.url()).unwrap();
    sql_query("SELECT pg_advisory_lock(x'626c6f6b6e6f7469'::bigint)")
        .execute(&mut migration)
        .unwrap();
    let mut child = bloknotik(
        &["backup", "--output", file.to_str().unwrap()],
        &[("DATABASE_URL", database.url())],
    )
    .stderr(std::fs::File::create(&log).unwrap())
    .spawn()
    .unwrap();
    let said = || std::fs::read_to_string(&log).unwrap();
    assert!(soon(|| said().contains("waiting for")), "{}", said());
    assert!(ends(&mut child));
    assert!(!child.wait().unwrap().success());
    let left = std::fs::read_dir(dir.path()).unwrap().flatten();
    let left: Vec<_> = left.map(|entry| entry.file_name()).collect();
    assert_eq!(left, ["log"], "nothing is left of the backup");
}

#[test]
fn a_restore_ends_while_it_waits_for_its_first_byte() {
    let database = migrated();
    let mut child = bloknotik(&["restore", "-"], &[("DATABASE_URL", database.url())])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // Kept open by this test.
    let _input = child.stdin.take();
    assert!(ends(&mut child));
}
