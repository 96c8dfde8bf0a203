//! Commands that are told to end while they wait or have only just begun.

use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, RunQueryDsl, sql_query};
use local_postgres::Cluster;
use testkit::{TempDir, migrated};

use crate::running::{KEY, Server, bloknotik, cluster, run, soon};

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
    .stderr(File::create(&log).unwrap())
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

/// Brings whoever comes by TCP to a socket, as a database is reached that is elsewhere.
fn reached_by_tcp(socket: PathBuf) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (Ok(client), Ok(database)) = (stream, UnixStream::connect(&socket)) else {
                continue;
            };
            let (mut from, mut to) = (client.try_clone().unwrap(), database.try_clone().unwrap());
            std::thread::spawn(move || {
                let _ = std::io::copy(&mut from, &mut to);
                let _ = to.shutdown(std::net::Shutdown::Both);
            });
            let (mut from, mut to) = (database, client);
            std::thread::spawn(move || {
                let _ = std::io::copy(&mut from, &mut to);
                let _ = to.shutdown(std::net::Shutdown::Both);
            });
        }
    });
    address
}

/// A database that asks this account for its password.
fn cluster_with_password(dir: &Path) -> Cluster {
    let database = cluster(dir);
    PgConnection::establish(database.url())
        .unwrap()
        .batch_execute("CREATE ROLE ann SUPERUSER LOGIN PASSWORD 'secret'")
        .unwrap();
    drop(database);
    let rules = dir.join("pg/cluster/pg_hba.conf");
    let others = std::fs::read_to_string(&rules).unwrap();
    std::fs::write(&rules, format!("local all ann scram-sha-256\n{others}")).unwrap();
    cluster(dir)
}

/// Its pool may be in the middle of a connection, and in the middle of OpenSSL.
#[test]
fn a_server_that_has_only_just_come_leaves_in_order() {
    let dir = TempDir::new();
    let database = cluster_with_password(dir.path());
    let at = reached_by_tcp(database.socket_dir().join(".s.PGSQL.5432"));
    let url = format!("postgres://ann:secret@{at}/bloknotik");
    let variables = [
        ("DATABASE_URL", url.as_str()),
        ("SECRET_KEY", KEY),
        ("SHUTDOWN_DELAY_SECONDS", "0"),
    ];
    let (migrated, text) = run(&["migrate"], &variables);
    assert!(migrated.status.success(), "{text}");
    for round in 0..30 {
        let mut server = Server::start(&variables);
        server.wait_for("/healthz", 200);
        std::thread::sleep(Duration::from_millis(round));
        server.signal("-TERM");
        let status = server.wait(Duration::from_secs(30));
        assert!(status.success(), "{status} in round {round}");
    }
}
