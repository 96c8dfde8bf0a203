//! `bloknotik` as a process, for tests that need the real one.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use local_postgres::{Cluster, Options};

const BINARY: &str = env!("CARGO_BIN_EXE_bloknotik");
pub const KEY: &str = "0123456789abcdef0123456789abcdef";

/// A running `bloknotik serve` on a port of its own; ended with the test.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
}

impl Server {
    pub fn start(variables: &[(&str, &str)]) -> Self {
        Self::logging_to(Stdio::null(), variables)
    }

    /// The same with a place for its log.
    pub fn logging_to(log: impl Into<Stdio>, variables: &[(&str, &str)]) -> Self {
        let address = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        let child = bloknotik(&["serve"], variables)
            .env("BIND", address.to_string())
            .stderr(log)
            .spawn()
            .unwrap();
        Self { child, address }
    }

    /// Status and body of a GET; `None` when nobody listens.
    pub fn get(&self, path: &str) -> Option<(u16, String)> {
        let mut stream = TcpStream::connect(self.address).ok()?;
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .ok()?;
        write!(
            stream,
            // Somebody with a session has to be looked up in the database, whatever the page.
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: bloknotik_session=nobody\r\nConnection: close\r\n\r\n"
        )
        .ok()?;
        let mut text = String::new();
        stream.read_to_string(&mut text).ok()?;
        Some((text.get(9..12)?.parse().ok()?, text))
    }

    /// Status and body of a POST of JSON.
    pub fn post(&self, path: &str, body: &str) -> (u16, String) {
        let length = body.len();
        self.ask(&format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        ))
    }

    /// The status of a GET by whoever has this token.
    pub fn get_as(&self, path: &str, token: &str) -> u16 {
        let answer = self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\
             Connection: close\r\n\r\n"
        ));
        answer.0
    }

    /// The status of a POST of nothing by whoever has this token.
    pub fn post_as(&self, path: &str, token: &str) -> u16 {
        let answer = self.ask(&format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\
             Content-Length: 0\r\nConnection: close\r\n\r\n"
        ));
        answer.0
    }

    /// Status and whole answer to these bytes.
    pub fn ask(&self, request: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        (text[9..12].parse().unwrap(), text)
    }

    pub fn wait_for(&self, path: &str, status: u16) -> String {
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            let answer = self.get(path);
            match answer {
                Some((got, text)) if got == status => return text,
                _ if Instant::now() > deadline => {
                    panic!("{path} did not answer {status}: {answer:?}")
                }
                _ => std::thread::sleep(Duration::from_millis(20)),
            }
        }
    }

    pub fn signal(&self, signal: &str) {
        let status = Command::new("kill")
            .args([signal, &self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(status.success());
    }

    pub fn wait(&mut self, limit: Duration) -> std::process::ExitStatus {
        let deadline = Instant::now() + limit;
        loop {
            match self.child.try_wait().unwrap() {
                Some(status) => return status,
                None if Instant::now() > deadline => panic!("it did not stop within {limit:?}"),
                None => std::thread::sleep(Duration::from_millis(10)),
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.child.try_wait().is_ok_and(|status| status.is_none()) {
            self.signal("-TERM");
            let _ = self.wait(Duration::from_secs(30));
        }
    }
}

/// Waits until it is so; generously, for busy machines.
pub fn soon(mut is_so: impl FnMut() -> bool) -> bool {
    let deadline = Instant::now() + Duration::from_secs(20);
    while Instant::now() < deadline {
        if is_so() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    false
}

pub fn bloknotik(arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(BINARY);
    command
        .args(arguments)
        .env_clear()
        .envs(variables.iter().copied())
        .stdin(Stdio::null());
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    command
}

pub fn run(arguments: &[&str], variables: &[(&str, &str)]) -> (Output, String) {
    let output = bloknotik(arguments, variables).output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    (output, text)
}

pub fn cluster(dir: &Path) -> Cluster {
    let options = Options {
        data_dir: dir.join("pg"),
        durable: true,
        programs: None,
        database: "bloknotik".to_owned(),
    };
    Cluster::start(options).unwrap()
}

/// How many rows the database has to answer to this.
pub fn rows(url: &str, question: &str) -> usize {
    use diesel::{Connection, RunQueryDsl};
    let mut connection = diesel::PgConnection::establish(url).unwrap();
    diesel::sql_query(question)
        .execute(&mut connection)
        .unwrap()
}
