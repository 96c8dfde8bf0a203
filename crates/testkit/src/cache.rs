//! A throwaway cache: the Redis or Valkey that is on this machine.

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PROGRAMS: [&str; 2] = ["valkey-server", "redis-server"];

/// The password that it asks for.
const PASSWORD: &str = "pass word/@";

/// A server of its own, with a password; ended with the test.
pub struct CacheServer {
    child: Child,
    port: u16,
}

impl CacheServer {
    /// Starts one.
    ///
    /// # Panics
    /// Where there is neither, naming what to install.
    pub fn start() -> Self {
        // A port that is free now may be somebody else's in a moment.
        (0..10)
            .find_map(|_| {
                let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
                let port = free.local_addr().expect("its number").port();
                drop(free);
                Self::at(port)
            })
            .expect("a cache that starts")
    }

    fn at(port: u16) -> Option<Self> {
        let child = PROGRAMS.iter().find_map(|program| {
            Command::new(program)
                .args(["--port", &port.to_string(), "--bind", "127.0.0.1"])
                .args([
                    "--save",
                    "",
                    "--appendonly",
                    "no",
                    "--requirepass",
                    PASSWORD,
                ])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .ok()
        });
        let mut child = child.expect(
            "a cache is needed: install Valkey or Redis (Debian: apt-get install redis-server; \
             Fedora: dnf install valkey; macOS: brew install valkey)",
        );
        let deadline = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < deadline, "the cache does not start");
            std::thread::sleep(Duration::from_millis(10));
        }
        // It answers, or another does that has the port.
        std::thread::sleep(Duration::from_millis(50));
        match child.try_wait() {
            Ok(None) => Some(Self { child, port }),
            _ => None,
        }
    }

    /// Its address, password and all.
    pub fn url(&self) -> String {
        format!("redis://:pass%20word%2F%40@127.0.0.1:{}/0", self.port)
    }

    /// Kills it, and starts an empty one in its place.
    pub fn again(mut self) -> Self {
        self.end();
        Self::at(self.port).expect("its port is still its own")
    }

    /// Kills it, until [`CacheServer::again`].
    pub fn end(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Stops it in the midst of everything, or lets it go on: it still takes connections, and answers nobody.
    pub fn hang(&self, hangs: bool) {
        let signal = if hangs { "-STOP" } else { "-CONT" };
        let process = self.child.id().to_string();
        let _ = Command::new("kill").args([signal, &process]).status();
    }
}

impl Drop for CacheServer {
    fn drop(&mut self) {
        self.end();
    }
}
