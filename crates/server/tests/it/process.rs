//! The binary as a process: starting, stopping, and a database that comes and goes.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::running::{KEY, Server, cluster, run, soon};

#[test]
fn wrong_configuration_ends_with_one_message_and_its_own_code() {
    let (output, text) = run(&["serve"], &[("BIND", "x"), ("DATABASE_URL", "y")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text.contains("3 problems") && text.contains("BIND") && text.contains("SECRET_KEY"),
        "{text}"
    );
}

#[test]
fn a_taken_port_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let dir = testkit::TempDir::new();
    let (output, text) = run(
        &["serve"],
        &[
            ("BIND", &address),
            ("DATA_DIR", dir.path().to_str().unwrap()),
        ],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(text.contains(&address) && text.contains("BIND"), "{text}");
}

#[test]
fn the_document_of_the_api_is_printed() {
    let (output, _) = run(&["openapi"], &[]);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(document["paths"]["/api/v1/contacts"].is_object());
}

#[test]
fn nobody_there_is_not_healthy() {
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .to_string();
    let (output, text) = run(&["healthcheck"], &[("BIND", &free)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text.contains("no answer"), "{text}");
}

#[test]
fn with_nothing_configured_it_runs_on_its_own_database_and_stops_it() {
    let dir = testkit::TempDir::new();
    let data = dir.path().join("data");
    let variables = [
        ("DATA_DIR", data.to_str().unwrap()),
        ("SHUTDOWN_DELAY_SECONDS", "0"),
    ];
    let mut server = Server::start(&variables);
    server.wait_for("/readyz", 200);
    assert!(server.get("/register").unwrap().1.contains("<form"));
    let (healthy, text) = run(&["healthcheck"], &[("BIND", &server.address.to_string())]);
    assert!(healthy.status.success(), "{text}");
    let (second, text) = run(
        &["serve"],
        &[
            ("DATA_DIR", data.to_str().unwrap()),
            ("BIND", "127.0.0.1:0"),
        ],
    );
    assert!(
        !second.status.success() && text.contains(data.to_str().unwrap()),
        "{text}"
    );
    // What helps it works beside it, and leaves its database to it.
    let (beside, text) = run(&["migrate"], &variables);
    assert!(
        beside.status.success() && text.contains("the schema is current"),
        "{text}"
    );
    server.wait_for("/readyz", 200);
    server.signal("-INT");
    assert!(server.wait(Duration::from_secs(30)).success());
    assert!(!data.join("postgres/cluster/postmaster.pid").exists());
    // The key is kept: who was signed in stays so.
    let key = std::fs::read_to_string(data.join("secret_key")).unwrap();
    let mut again = Server::start(&variables);
    again.wait_for("/readyz", 200);
    assert_eq!(
        std::fs::read_to_string(data.join("secret_key")).unwrap(),
        key
    );
    // Its database killed, it brings it back.
    let postmaster = || {
        let text = std::fs::read_to_string(data.join("postgres/cluster/postmaster.pid"));
        text.unwrap_or_default()
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let killed = postmaster();
    assert!(
        Command::new("kill")
            .args(["-KILL", &killed])
            .status()
            .unwrap()
            .success()
    );
    let deadline = Instant::now() + Duration::from_secs(30);
    while postmaster() == killed || postmaster().is_empty() {
        assert!(Instant::now() < deadline, "the database stayed dead");
        std::thread::sleep(Duration::from_millis(50));
    }
    again.wait_for("/readyz", 200);
    // Killed, it leaves its database behind; the next start takes over.
    again.signal("-KILL");
    again.wait(Duration::from_secs(5));
    let third = Server::start(&variables);
    third.wait_for("/readyz", 200);
}

#[test]
fn a_database_may_come_late_and_go_for_a_while() {
    let dir = testkit::TempDir::new();
    let running = cluster(dir.path());
    let url = running.url().to_owned();
    let variables = [
        ("DATABASE_URL", url.as_str()),
        ("SECRET_KEY", KEY),
        ("SHUTDOWN_DELAY_SECONDS", "0"),
    ];
    running.stop();

    let server = Server::start(&variables);
    server.wait_for("/healthz", 200);
    let text = server.wait_for("/readyz", 503);
    assert!(text.to_lowercase().contains("retry-after"), "{text}");

    let running = cluster(dir.path());
    assert!(
        server
            .wait_for("/readyz", 503)
            .contains("bloknotik migrate")
    );
    let (ill, text) = run(&["healthcheck"], &[("BIND", &server.address.to_string())]);
    assert!(
        !ill.status.success() && text.contains("bloknotik migrate"),
        "{text}"
    );
    let (migrated, text) = run(&["migrate"], &variables);
    assert!(migrated.status.success(), "{text}");
    server.wait_for("/readyz", 200);
    server.wait_for("/api/v1/users/registration", 200);

    running.stop();
    let text = server.wait_for("/api/v1/users/registration", 503);
    assert!(
        text.to_lowercase().contains("retry-after") && text.contains("unavailable"),
        "{text}"
    );
    let page = server.wait_for("/", 503);
    assert!(page.to_lowercase().contains("\r\nretry-after: "), "{page}");
    server.wait_for("/readyz", 503);

    let _running = cluster(dir.path());
    server.wait_for("/readyz", 200);
    server.wait_for("/api/v1/users/registration", 200);
}

#[test]
fn what_fails_is_told_with_its_request_however_quiet_the_log_is() {
    let dir = testkit::TempDir::new();
    let log = dir.path().join("log");
    let server = Server::logging_to(
        std::fs::File::create(&log).unwrap(),
        &[
            (
                "DATABASE_URL",
                "postgres://nobody@/nothing?host=/nonexistent",
            ),
            ("SECRET_KEY", KEY),
            ("RUST_LOG", "error"),
            ("LOG_FORMAT", "json"),
            ("SHUTDOWN_DELAY_SECONDS", "0"),
        ],
    );
    server.wait_for("/healthz", 200);
    let answer = server.wait_for("/api/v1/users/registration", 503);
    let id = answer.split(r#""request_id":""#).nth(1).unwrap();
    let id = id.split('"').next().unwrap();
    let told = || std::fs::read_to_string(&log).unwrap_or_default();
    let is_told = |line: &str| line.contains(id) && line.contains("/api/v1/users/registration");
    assert!(soon(|| told().lines().any(is_told)), "{id}: {}", told());
}

#[test]
fn a_database_that_never_comes_ends_the_wait() {
    let variables = [
        (
            "DATABASE_URL",
            "postgres://nobody@/nothing?host=/nonexistent",
        ),
        ("SECRET_KEY", KEY),
        ("BIND", "127.0.0.1:0"),
        ("DATABASE_WAIT_SECONDS", "1"),
    ];
    let (output, text) = run(&["serve"], &variables);
    assert_eq!(output.status.code(), Some(1));
    assert!(text.contains("gave up waiting for the database"), "{text}");
}

#[test]
fn odd_targets_and_slow_clients_are_sent_away_and_hold_nothing_up() {
    let dir = testkit::TempDir::new();
    let data = dir.path().join("data");
    let variables = [
        ("DATA_DIR", data.to_str().unwrap()),
        ("SHUTDOWN_DELAY_SECONDS", "0"),
    ];
    let mut server = Server::start(&variables);
    server.wait_for("/readyz", 200);
    for target in [
        "CONNECT evil.example:443",
        "OPTIONS *",
        "TRACE /",
        "GET http://evil.example/",
    ] {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(10)))
            .unwrap();
        write!(
            stream,
            "{target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 "), "{target}: {answer:?}");
        assert!(!answer.starts_with("HTTP/1.1 5"), "{target}: {answer}");
    }
    // Half a request, and nobody to finish it.
    let mut half = TcpStream::connect(server.address).unwrap();
    half.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();
    std::thread::sleep(Duration::from_millis(100));
    server.signal("-TERM");
    assert!(server.wait(Duration::from_secs(20)).success());
    assert!(!data.join("postgres/cluster/postmaster.pid").exists());
}

#[test]
fn who_connects_and_says_nothing_is_sent_away() {
    let dir = testkit::TempDir::new();
    let data = dir.path().join("data");
    let server = Server::start(&[
        ("DATA_DIR", data.to_str().unwrap()),
        ("SHUTDOWN_DELAY_SECONDS", "0"),
    ]);
    server.wait_for("/readyz", 200);
    // `P` begins a POST, and the preface of HTTP/2 as well.
    let silent = ["", "P"].map(|word| {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.write_all(word.as_bytes()).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(60)))
            .unwrap();
        stream
    });
    for mut stream in silent {
        let mut answer = Vec::new();
        let ended = stream.read_to_end(&mut answer);
        assert!(ended.is_ok(), "it is held for ever: {ended:?}");
    }
}

#[test]
fn a_signal_during_the_start_stops_the_database_too() {
    let dir = testkit::TempDir::new();
    let data = dir.path().join("data");
    let mut server = Server::start(&[
        ("DATA_DIR", data.to_str().unwrap()),
        ("SHUTDOWN_DELAY_SECONDS", "0"),
    ]);
    // The port is taken before the database is made.
    let deadline = Instant::now() + Duration::from_secs(20);
    while !data.exists() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(5));
    }
    server.signal("-TERM");
    assert!(server.wait(Duration::from_secs(40)).success());
    assert!(!data.join("postgres/cluster/postmaster.pid").exists());
}

#[test]
fn on_sigterm_it_is_red_first_and_finishes_what_it_began() {
    let dir = testkit::TempDir::new();
    let data = dir.path().join("data");
    let variables = [
        ("DATA_DIR", data.to_str().unwrap()),
        ("SHUTDOWN_DELAY_SECONDS", "1"),
    ];
    let mut server = Server::start(&variables);
    server.wait_for("/readyz", 200);
    // A request that is under way: its body is still coming when the signal does.
    let mut slow = TcpStream::connect(server.address).unwrap();
    slow.set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let body = format!(r#"{{"username":"ann","password":"{KEY}"}}"#);
    let head = format!(
        "POST /api/v1/users/register HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    slow.write_all(head.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(100));
    server.signal("-TERM");
    server.wait_for("/readyz", 503);
    std::thread::sleep(Duration::from_millis(1_300));
    slow.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    slow.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    assert!(server.wait(Duration::from_secs(30)).success());
}

#[test]
fn what_a_migrator_left_undone_is_done_before_it_is_ready() {
    use diesel::connection::SimpleConnection;
    use diesel::{Connection, PgConnection, RunQueryDsl};
    #[derive(diesel::QueryableByName)]
    struct Row {
        #[diesel(sql_type = diesel::sql_types::Text)]
        uid: String,
    }
    let database = testkit::migrated();
    let mut connection = PgConnection::establish(database.url()).unwrap();
    connection
        .batch_execute(
            "WITH ann AS (INSERT INTO users (id, username, username_key, password_hash) \
                 VALUES (gen_random_uuid(), 'ann', 'ann', 'x') RETURNING id), \
             book AS (INSERT INTO books (id, owner_id, name, is_default) \
                 SELECT gen_random_uuid(), id, 'Contacts', true FROM ann RETURNING id) \
             INSERT INTO contacts (book_id, id, vcard, uid, fields, projection) \
                 SELECT id, gen_random_uuid(), \
                     E'BEGIN:VCARD\\r\\nVERSION:3.0\\r\\nUID:new\\r\\nFN:Bob\\r\\nEND:VCARD\\r\\n', 'old', '{}', 0 FROM book",
        )
        .unwrap();
    let server = Server::start(&[("DATABASE_URL", database.url()), ("SECRET_KEY", KEY)]);
    server.wait_for("/readyz", 200);
    let row: Row = diesel::sql_query("SELECT uid FROM contacts")
        .get_result(&mut connection)
        .unwrap();
    assert_eq!(row.uid, "new");
}
