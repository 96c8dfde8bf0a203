//! Clients that do not wait for their answer.

use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

use testkit::migrated;

use crate::metrics::{free, scrape, value};
use crate::running::{KEY, Server, soon};

#[test]
fn whoever_hangs_up_is_counted_and_seen_all_the_same() {
    let database = migrated();
    let dir = testkit::TempDir::new();
    let (log, metrics) = (dir.path().join("log"), free());
    let server = Server::logging_to(
        std::fs::File::create(&log).unwrap(),
        &[
            ("DATABASE_URL", database.url()),
            ("SECRET_KEY", KEY),
            ("METRICS_BIND", &metrics.to_string()),
            ("SHUTDOWN_DELAY_SECONDS", "0"),
        ],
    );
    server.wait_for("/readyz", 200);
    let right = r#"{"username":"ann","password":"correct horse"}"#;
    assert_eq!(server.post("/api/v1/users/register", right).0, 201);
    let wrong = r#"{"username":"ann","password":"not the horse"}"#;
    let hang_up = || {
        let mut stream = TcpStream::connect(server.address).unwrap();
        let length = wrong.len();
        write!(
            stream,
            "POST /api/v1/users/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\n\r\n{wrong}"
        )
        .unwrap();
        // Comparing passwords takes much longer.
        std::thread::sleep(Duration::from_millis(2));
    };
    let series =
        r#"bloknotik_http_requests_total{method="POST",route="/api/v1/users/login",status="499"}"#;
    assert!(soon(|| {
        hang_up();
        value(&scrape(metrics), series).is_some_and(|given_up| given_up > 0.0)
    }));
    let said = std::fs::read_to_string(&log).unwrap();
    assert!(said.contains("given up"), "{said}");
    assert!(soon(|| {
        hang_up();
        server.post("/api/v1/users/login", right).0 == 429
    }));
}
