//! A clock that jumps: a machine that wakes up, a battery that was empty, a time service that comes late.
//!
//! libfaketime (Debian: `faketime`) lies to the server and its database. Where it is not there is nothing to try.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::running::Server;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// What lies about the time.
fn liar() -> Option<PathBuf> {
    let name = "faketime/libfaketimeMT.so.1";
    let places = std::fs::read_dir("/usr/lib").into_iter().flatten();
    places
        .flatten()
        .map(|place| place.path().join(name))
        .find(|path| path.exists())
}

fn jump(file: &Path, seconds: i64) {
    // At once or not at all: half a file would be another time.
    let new = file.with_extension("new");
    std::fs::write(&new, format!("{seconds:+}\n")).unwrap();
    std::fs::rename(new, file).unwrap();
}

struct Visitor<'a> {
    server: &'a Server,
    token: String,
}

impl<'a> Visitor<'a> {
    fn enter(server: &'a Server, path: &str) -> Self {
        let ann = r#"{"username":"ann","password":"correct horse"}"#;
        let (status, answer) = server.post(path, ann);
        assert!(status < 300, "{answer}");
        let token = answer.split(r#""token":""#).nth(1).unwrap();
        let token = token.split('"').next().unwrap().to_owned();
        Self { server, token }
    }

    fn is_known(&self) -> bool {
        match self.server.get_as("/api/v1/me", &self.token) {
            200 => true,
            401 => false,
            status => panic!("{status}"),
        }
    }

    /// Writes a contact, under a key that makes it one however often it is said; answers its id.
    fn write(&self, key: &str) -> String {
        let body = format!(r#"{{"name":{{"given":"{key}"}}}}"#);
        let (status, answer) = self.server.ask(&format!(
            "POST /api/v1/contacts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
             Authorization: Bearer {}\r\nIdempotency-Key: {key}\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n{body}",
            self.token,
            body.len()
        ));
        assert_eq!(status, 201, "{answer}");
        let id = answer.split(r#""id":""#).nth(1).unwrap();
        id.split('"').next().unwrap().to_owned()
    }
}

#[test]
fn a_clock_that_jumps_loses_nothing_and_makes_nothing_twice() {
    let Some(liar) = liar() else {
        assert!(std::env::var_os("CI").is_none(), "libfaketime is missing");
        eprintln!("libfaketime is not here (Debian: apt-get install faketime): nothing was tried");
        return;
    };
    let dir = testkit::TempDir::new();
    let (data, time) = (dir.path().join("data"), dir.path().join("time"));
    jump(&time, 0);
    let server = Server::start(&[
        ("DATA_DIR", data.to_str().unwrap()),
        ("SHUTDOWN_DELAY_SECONDS", "0"),
        ("LD_PRELOAD", liar.to_str().unwrap()),
        ("FAKETIME_TIMESTAMP_FILE", time.to_str().unwrap()),
        ("FAKETIME_NO_CACHE", "1"),
        // How long something takes is not asked of the clock on the wall.
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
    ]);
    server.wait_for("/readyz", 200);
    let first = Visitor::enter(&server, "/api/v1/users/register");
    let mut written = vec![first.write("at-first")];
    assert_eq!(first.write("at-first"), written[0]);
    let jumps = [HOUR, -HOUR, 40 * DAY, 400 * DAY, -400 * DAY, 0];
    for (number, seconds) in jumps.into_iter().enumerate() {
        jump(&time, seconds);
        server.wait_for("/readyz", 200);
        // An hour ends nobody's session, and one that is past its end is not believed.
        match seconds / DAY {
            0 if number < 2 => assert!(first.is_known(), "{seconds}"),
            400.. => assert!(!first.is_known(), "{seconds}"),
            _ => _ = first.is_known(),
        }
        let now = Visitor::enter(&server, "/api/v1/users/login");
        assert!(now.is_known(), "{seconds}");
        let key = format!("jump-{number}");
        let id = now.write(&key);
        assert_eq!(now.write(&key), id, "{seconds}");
        written.push(id);
        for id in &written {
            let path = format!("/api/v1/contacts/{id}");
            assert_eq!(server.get_as(&path, &now.token), 200, "{seconds}");
        }
    }
    // What is waited for comes when it should, whatever the clock says meanwhile.
    jump(&time, -400 * DAY);
    std::thread::sleep(Duration::from_millis(100));
    server.wait_for("/readyz", 200);
    written.sort();
    written.dedup();
    assert_eq!(written.len(), jumps.len() + 1);
}
