//! Somebody who takes reports: an HTTP server that says yes to everything and keeps what it was sent.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

/// Takes what is sent to it, for as long as the test lives.
pub struct Ingest {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
}

/// A request.
#[derive(Clone, Debug)]
pub struct Received {
    /// Its first line and its headers.
    pub head: String,
    /// Its body as it came.
    pub body: Vec<u8>,
}

impl Ingest {
    /// Listens on a port of its own.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let received = Arc::<Mutex<Vec<Received>>>::default();
        let keep = received.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let keep = keep.clone();
                std::thread::spawn(move || take_all(stream, &keep));
            }
        });
        Self { address, received }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What has come to addresses that begin like this.
    pub fn received(&self, path: &str) -> Vec<Received> {
        let received = self.received.lock();
        let received = received.unwrap_or_else(PoisonError::into_inner);
        let begin = format!("POST {path}");
        received
            .iter()
            .filter(|one| one.head.starts_with(&begin))
            .cloned()
            .collect()
    }

    /// Every byte that has come, headers included.
    pub fn bytes(&self) -> Vec<u8> {
        self.received("")
            .into_iter()
            .flat_map(|one| {
                // A search among bytes must not be told that there is nothing because it cannot see it.
                let head = one.head.to_lowercase();
                assert!(!head.contains("content-encoding"), "{head}");
                [one.head.into_bytes(), one.body].concat()
            })
            .collect()
    }
}

/// Takes requests from a connection until it ends.
fn take_all(stream: TcpStream, keep: &Mutex<Vec<Received>>) -> Option<()> {
    let mut answers = stream.try_clone().ok()?;
    let mut reader = BufReader::new(stream);
    loop {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if reader.read_line(&mut head).ok()? == 0 {
                return None;
            }
        }
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length")
                .then(|| value.trim().parse().ok())?
        });
        let mut body = vec![0; length.expect("a length")];
        reader.read_exact(&mut body).ok()?;
        keep.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Received { head, body });
        answers
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            .ok()?;
    }
}
