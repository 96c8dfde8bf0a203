//! Temporary directories that do not outlive a run, however it ends.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Where tests keep what is thrown away, the best place first: in memory where there is plenty of it, because making and
/// removing hundreds of databases keeps a disk busy for minutes. TMPDIR is not the first: root's may be closed to the user
/// that PostgreSQL runs as. All are always named, so that what lies there is swept also when memory has become short.
pub fn scratch() -> Vec<PathBuf> {
    let memory = PathBuf::from("/dev/shm");
    let has_room = rustix::fs::statvfs(&memory)
        .is_ok_and(|found| found.f_bavail.saturating_mul(found.f_frsize) >= ENOUGH);
    let mut places = vec!["/tmp".into(), std::env::temp_dir()];
    places.insert(if has_room { 0 } else { places.len() }, memory);
    places
}

/// Many times what they fill, in bytes.
const ENOUGH: u64 = 4 << 30;

/// A directory of the test's own, gone when this value is, and at the latest when the process is: ctrl-C runs no
/// destructors, so a small script waits for the end and sweeps up.
pub struct TempDir(PathBuf);

impl TempDir {
    /// A new, empty one. Everybody may pass through it: PostgreSQL started by root runs as somebody else.
    #[expect(
        clippy::new_without_default,
        reason = "making a directory is no default"
    )]
    pub fn new() -> Self {
        static ROOT: OnceLock<PathBuf> = OnceLock::new();
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let root = ROOT.get_or_init(swept_root);
        let path = root.join(NEXT.fetch_add(1, Ordering::Relaxed).to_string());
        fs::create_dir(&path).expect("a temporary directory");
        Self(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TempDir {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[expect(
    clippy::zombie_processes,
    reason = "it outlives us: that is what it is for"
)]
fn swept_root() -> PathBuf {
    let name = format!("bloknotik-test-{}-dirs", std::process::id());
    let make = |place: PathBuf| {
        let root = place.join(&name);
        let _ = fs::remove_dir_all(&root);
        fs::create_dir(&root).is_ok().then_some(root)
    };
    let root = (scratch().into_iter().find_map(make)).expect("a temporary directory");
    // Our end of the pipe closes when we end. Servers that were interrupted with us may still be writing.
    let script = "trap '' HUP INT TERM; cat >/dev/null
        i=0; while [ -e \"$0\" ] && [ $i -lt 20 ]; do rm -rf \"$0\"; sleep 0.5; i=$((i + 1)); done";
    let mut child = Command::new("sh")
        .args(["-c", script])
        .arg(&root)
        .current_dir("/")
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("sh");
    std::mem::forget(child.stdin.take());
    root
}
