//! A throwaway cache: the Redis or Valkey that is on this machine.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::authority;

const PROGRAMS: [&str; 2] = ["valkey-server", "redis-server"];

/// The password that it asks for.
const PASSWORD: &str = "pass word/@";

/// A server of its own, with a password; ended with the test.
pub struct CacheServer {
    child: Child,
    port: u16,
    /// Where its key and certificate are, if it talks by TLS.
    tls: Option<PathBuf>,
}

impl CacheServer {
    /// Starts one.
    ///
    /// # Panics
    /// Where there is neither, naming what to install.
    pub fn start() -> Self {
        Self::anywhere(None)
    }

    /// Starts one that is reached by TLS alone. What is signed by `authority.pem` in this folder is to be believed.
    ///
    /// # Panics
    /// Where there is neither, naming what to install.
    pub fn by_tls(folder: &Path) -> Self {
        authority::sign(folder);
        Self::anywhere(Some(folder))
    }

    fn anywhere(tls: Option<&Path>) -> Self {
        // A port that is free now may be somebody else's in a moment.
        (0..10)
            .find_map(|_| {
                let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
                let port = free.local_addr().expect("its number").port();
                drop(free);
                Self::at(port, tls)
            })
            .expect("a cache that starts (for tests of TLS one that was built with it)")
    }

    fn at(port: u16, tls: Option<&Path>) -> Option<Self> {
        let ports = match tls {
            None => vec!["--port".to_owned(), port.to_string()],
            Some(folder) => {
                let file = |name: &str| folder.join(name).display().to_string();
                let (certificate, key) = (file(authority::CERTIFICATE), file(authority::KEY));
                let port = port.to_string();
                let options = [
                    "--port",
                    "0",
                    "--tls-port",
                    &port,
                    "--tls-auth-clients",
                    "no",
                ];
                let files = ["--tls-cert-file", &certificate, "--tls-key-file", &key];
                options
                    .iter()
                    .chain(&files)
                    .map(ToString::to_string)
                    .collect()
            }
        };
        let child = PROGRAMS.iter().find_map(|program| {
            Command::new(program)
                .args(&ports)
                .args(["--bind", "127.0.0.1"])
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
            if child.try_wait().is_ok_and(|ended| ended.is_some()) {
                return None;
            }
            assert!(Instant::now() < deadline, "the cache does not start");
            std::thread::sleep(Duration::from_millis(10));
        }
        // It answers, or another does that has the port.
        std::thread::sleep(Duration::from_millis(50));
        match child.try_wait() {
            Ok(None) => Some(Self {
                child,
                port,
                tls: tls.map(Path::to_owned),
            }),
            _ => None,
        }
    }

    /// Its address, password and all.
    pub fn url(&self) -> String {
        let scheme = if self.tls.is_some() {
            "rediss"
        } else {
            "redis"
        };
        format!("{scheme}://:pass%20word%2F%40@127.0.0.1:{}/0", self.port)
    }

    /// Kills it, and starts an empty one in its place.
    pub fn again(mut self) -> Self {
        self.end();
        Self::at(self.port, self.tls.as_deref()).expect("its port is still its own")
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
