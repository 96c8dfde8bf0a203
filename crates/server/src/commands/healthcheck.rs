//! `bloknotik healthcheck`: made for HEALTHCHECK.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use super::{Outcome, misconfigured};
use crate::config::{Config, Environment};

/// How long a health check takes at most; Docker's own limit is longer.
const TIMEOUT: Duration = Duration::from_secs(3);

/// What is longer is no answer of ours.
const LARGEST: u64 = 16 << 10;

/// Exit code 0 means that the server is ready.
pub fn run(environment: &Environment) -> Outcome {
    let address = match Config::load_bind(environment) {
        Ok(bind) => reachable(bind),
        Err(problems) => return misconfigured(&problems),
    };
    match get(address, "/readyz") {
        Ok((200, _)) => Outcome::Done,
        Ok((status, body)) => {
            eprintln!("not ready: /readyz answered {status}: {body}");
            Outcome::Failed
        }
        Err(error) => {
            eprintln!("not ready: no answer at {address}: {error}");
            Outcome::Failed
        }
    }
}

/// Where a server that listens there can be reached from here.
pub(super) fn reachable(bind: SocketAddr) -> SocketAddr {
    let ip = match bind.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, bind.port())
}

/// The status that a GET is answered with.
pub(super) fn status(address: SocketAddr, path: &str) -> std::io::Result<u16> {
    Ok(get(address, path)?.0)
}

/// Status and body of a GET. One GET is no reason to link an HTTP client.
fn get(address: SocketAddr, path: &str) -> std::io::Result<(u16, String)> {
    let deadline = Instant::now() + TIMEOUT;
    let mut stream = TcpStream::connect_timeout(&address, TIMEOUT)?;
    stream.set_read_timeout(Some(
        deadline
            .saturating_duration_since(Instant::now())
            .max(Duration::from_millis(1)),
    ))?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = Vec::new();
    let ended = stream.take(LARGEST).read_to_end(&mut answer);
    // Who is no server of ours may keep the connection open.
    if answer.is_empty() {
        ended?;
    }
    let answer = String::from_utf8_lossy(&answer);
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    // "HTTP/1.1 200"
    let status = head.get(9..12).and_then(|status| status.parse().ok());
    let status = status.ok_or_else(|| std::io::Error::other("the answer is not HTTP"))?;
    Ok((status, body.trim().to_owned()))
}
