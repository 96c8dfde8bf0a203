//! What Prometheus reads.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::running::{Server, run, soon};

pub fn free() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

pub fn scrape(address: SocketAddr) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}

/// The value of the series that begins like this.
pub fn value(text: &str, series: &str) -> Option<f64> {
    let line = text.lines().find(|line| line.starts_with(series))?;
    line.rsplit_once(' ')?.1.parse().ok()
}

#[test]
fn requests_and_the_database_are_measured_without_anything_that_was_typed() {
    let dir = testkit::TempDir::new();
    let data = dir.path().join("data");
    let metrics = free();
    let server = Server::start(&[
        ("DATA_DIR", data.to_str().unwrap()),
        ("METRICS_BIND", &metrics.to_string()),
        ("SHUTDOWN_DELAY_SECONDS", "0"),
    ]);
    server.wait_for("/readyz", 200);
    assert!(
        server.get("/metrics").unwrap().0 == 404,
        "only for those who may"
    );
    let body = r#"{"username":"ann","password":"correct horse"}"#;
    assert_eq!(server.post("/api/v1/users/register", body).0, 201);
    server.get("/api/v1/contacts?q=secretname");
    server.get("/secretname");
    // A form is sent back to itself, and is a refusal all the same.
    let form = "username=ann&password=not+the+horse";
    let (status, _) = server.ask(&format!(
        "POST /api/v1/users/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{form}",
        form.len()
    ));
    assert_eq!(status, 303);
    let text = scrape(metrics);
    assert!(text.contains("application/openmetrics-text"), "{text}");
    assert!(text.trim_end().ends_with("# EOF"), "{text}");
    for (series, least) in [
        (
            r#"bloknotik_http_requests_total{method="POST",route="/api/v1/users/register",status="201"}"#,
            1.0,
        ),
        (
            r#"bloknotik_http_requests_total{method="GET",route="/api/v1/contacts",status="401"}"#,
            1.0,
        ),
        (
            r#"bloknotik_http_request_duration_seconds_count{method="GET",route="/api/v1/contacts"}"#,
            1.0,
        ),
        (
            r#"bloknotik_http_requests_total{method="POST",route="/api/v1/users/login",status="401"}"#,
            1.0,
        ),
        (
            r#"bloknotik_db_route_seconds_total{route="/api/v1/users/register"}"#,
            0.000_001,
        ),
        ("bloknotik_ready", 1.0),
        ("bloknotik_db_up", 1.0),
        ("bloknotik_clock_seconds", 1.6e9),
        ("bloknotik_memory_limit_bytes", 1e6),
        (r#"bloknotik_db_connections{state="idle"}"#, 1.0),
        ("bloknotik_db_connections_max", 10.0),
        ("bloknotik_db_work_seconds_count", 3.0),
        ("bloknotik_jobs_running", 0.0),
        ("process_resident_memory_bytes", 1e6),
        ("process_cpu_seconds_total", 0.001),
        ("process_open_fds", 5.0),
    ] {
        let found = value(&text, series);
        assert!(
            found.is_some_and(|found| found >= least),
            "{series}: {found:?}\n{text}"
        );
    }
    assert!(text.contains(r#"bloknotik_build_info{version=""#), "{text}");
    let began = value(&text, "process_start_time_seconds").unwrap();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    assert!((now.unwrap().as_secs_f64() - began).abs() < 60.0, "{began}");
    for typed in ["secretname", "ann\"", "horse"] {
        assert!(!text.contains(typed), "{typed}");
    }
}

#[test]
fn a_server_without_its_database_says_that_it_is_not_ready() {
    let metrics = free();
    let server = Server::start(&[
        (
            "DATABASE_URL",
            "postgres://nobody@/nothing?host=/nonexistent",
        ),
        ("SECRET_KEY", "0123456789abcdef0123456789abcdef"),
        ("METRICS_BIND", &metrics.to_string()),
    ]);
    server.wait_for("/healthz", 200);
    server.wait_for("/readyz", 503);
    server.wait_for("/api/v1/users/registration", 503);
    let begin = Instant::now();
    let text = scrape(metrics);
    assert_eq!(value(&text, "bloknotik_ready"), Some(0.0));
    assert_eq!(value(&text, "bloknotik_db_up"), Some(0.0));
    let route = r#"bloknotik_errors_total{kind="unavailable"}"#;
    assert!(value(&text, route) >= Some(1.0), "{text}");
    assert!(begin.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_taken_address_for_metrics_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let dir = testkit::TempDir::new();
    let (output, text) = run(
        &["serve"],
        &[
            ("BIND", "127.0.0.1:0"),
            ("METRICS_BIND", &address),
            ("DATA_DIR", dir.path().to_str().unwrap()),
        ],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(text.contains("METRICS_BIND chooses another"), "{text}");
}

#[test]
fn the_age_of_the_newest_backup_is_known() {
    let dir = testkit::TempDir::new();
    let (data, file) = (dir.path().join("data"), dir.path().join("book.gz"));
    let metrics = free();
    let variables = [
        ("DATA_DIR", data.to_str().unwrap()),
        ("METRICS_BIND", &metrics.to_string()),
        ("SHUTDOWN_DELAY_SECONDS", "0"),
        ("BLOKNOTIK_REVISION", "4a79625"),
    ];
    let server = Server::start(&variables);
    server.wait_for("/readyz", 200);
    let running = format!(
        r#"bloknotik_build_info{{version="{}",revision="4a79625"}}"#,
        env!("CARGO_PKG_VERSION")
    );
    assert_eq!(value(&scrape(metrics), &running), Some(1.0));
    let made = || value(&scrape(metrics), "bloknotik_last_backup_timestamp_seconds");
    assert_eq!(made(), Some(0.0));
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let before = now().as_secs() as f64;
    let backup = ["backup", "--output", file.to_str().unwrap()];
    assert!(run(&backup, &variables).0.status.success());
    // A scrape of a busy machine may not get to know it.
    assert!(soon(|| made() > Some(0.0)));
    let first = made().unwrap();
    assert!((before..=now().as_secs_f64()).contains(&first), "{first}");
    // What goes into a pipe is made when somebody says that it has arrived.
    let piped = ["backup", "--output", "-"];
    assert!(run(&piped, &variables).0.status.success());
    assert_eq!(made(), Some(first));
    assert!(run(&["backup", "--stored"], &variables).0.status.success());
    assert!(soon(|| made() > Some(first)));
    let first = made().unwrap();
    // What fails is none.
    let nowhere = ["backup", "--output", "/nonexistent/book.gz"];
    assert!(!run(&nowhere, &variables).0.status.success());
    assert_eq!(made(), Some(first));
}
