//! A place for a cluster, and questions to it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use local_postgres::{Cluster, Error, Options, Programs};
use tempfile::TempDir;

/// A temporary directory that PostgreSQL's user can pass through.
pub struct Place(TempDir);

impl Place {
    /// In memory where there is plenty of it (as in testkit, which these tests know nothing of): initdb is hard work for a disk.
    pub fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let has_room = rustix::fs::statvfs(memory)
            .is_ok_and(|found| found.f_bavail.saturating_mul(found.f_frsize) >= 4 << 30);
        let disk = std::env::temp_dir();
        Self::of(if has_room { memory } else { &disk }).expect("temp dir")
    }

    /// Where programs may lie, which memory need not allow.
    pub fn for_programs() -> Self {
        Self::of(&std::env::temp_dir()).expect("temp dir")
    }

    fn of(parent: &Path) -> std::io::Result<Self> {
        let directory = tempfile::Builder::new()
            .prefix("bloknotik-lp-")
            .tempdir_in(parent)?;
        fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o755))?;
        Ok(Self(directory))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Where the tests have their cluster.
    pub fn data_dir(&self) -> PathBuf {
        self.path().join("data")
    }

    pub fn start(&self) -> Cluster {
        start(&self.data_dir()).expect("a cluster")
    }
}

pub fn start(data_dir: &Path) -> Result<Cluster, Error> {
    start_with(data_dir, true, None)
}

pub fn start_with(
    data_dir: &Path,
    durable: bool,
    programs: Option<Programs>,
) -> Result<Cluster, Error> {
    Cluster::start(Options {
        data_dir: data_dir.to_owned(),
        durable,
        programs,
        database: "bloknotik".into(),
    })
}

/// The answer to a statement, by way of the URL.
pub fn ask(url: &str, sql: &str) -> String {
    let psql = Programs::find().expect("programs").program("psql");
    let output = Command::new(psql)
        .args(["-XqAt", url, "-c", sql])
        .output()
        .expect("psql");
    assert!(
        output.status.success(),
        "{sql}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

pub fn kill(signal: &str, pid: u32) {
    let status = Command::new("kill")
        .args([signal, &pid.to_string()])
        .status()
        .expect("kill");
    assert!(status.success());
}

/// Whether the process is there and not just waiting to be waited for.
pub fn is_running(pid: u32) -> bool {
    let output = Command::new("ps")
        .args(["-o", "stat=", "-p", &pid.to_string()])
        .output()
        .expect("ps");
    let state = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    !state.is_empty() && !state.starts_with('Z')
}

pub fn wait_until(what: &str, mut condition: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !condition() {
        assert!(Instant::now() < deadline, "{what} did not come about");
        std::thread::sleep(Duration::from_millis(10));
    }
}
