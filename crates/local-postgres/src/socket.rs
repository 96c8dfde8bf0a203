//! The private directory of the socket.
//!
//! It is in the data directory if that has a short and plain path: a socket's path may have about a hundred bytes and no
//! more. Otherwise it is one with a short name elsewhere.

use std::ffi::OsStr;
use std::fs::{self, DirBuilder};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

use crate::Error;
use crate::account::Account;
use crate::directory::Directory;

/// The system's limit (104 bytes on macOS) less `/.s.PGSQL.5432`.
const LONGEST: usize = 85;

/// The directory, removed when this value goes.
#[derive(Debug)]
pub(crate) struct Socket(PathBuf);

impl Socket {
    /// Makes the directory. It is the same at every start, so that nothing piles up after crashes.
    pub(crate) fn prepare(directory: &Directory, account: &Account) -> Result<Self, Error> {
        let candidates = candidates(directory, account);
        for path in &candidates {
            if make(path, account) {
                // What a killed server left: its number may be that of another process by now.
                for name in [".s.PGSQL.5432", ".s.PGSQL.5432.lock"] {
                    let _ = fs::remove_file(path.join(name));
                }
                return Ok(Self(path.clone()));
            }
        }
        let tried: Vec<_> = candidates
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        Err(Error::Access(format!(
            "the database in {} needs a private directory for its socket, and none of these can be made or belongs to its user: {}; \
             a data directory with a shorter path, or a writable TMPDIR, helps",
            directory.root().display(),
            tried.join(", "),
        )))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Best first; with a name that is made from the data directory's where others have theirs, too.
fn candidates(directory: &Directory, account: &Account) -> Vec<PathBuf> {
    let mut hasher = DefaultHasher::new();
    directory.root().hash(&mut hasher);
    let name = format!("bloknotik-{}-{:016x}", account.uid(), hasher.finish());
    // Our own runtime directory is closed to the user that we switch to.
    let runtime = std::env::var_os("XDG_RUNTIME_DIR")
        .filter(|_| !account.switches())
        .map(PathBuf::from);
    let shared = runtime
        .into_iter()
        .chain([std::env::temp_dir(), "/tmp".into(), "/run".into()]);
    let mut candidates = vec![directory.socket()];
    candidates.extend(shared.map(|parent| parent.join(&name)));
    candidates.retain(|path| {
        path.is_absolute() && path.as_os_str().len() <= LONGEST && is_plain(path.as_os_str())
    });
    candidates
}

/// False if it cannot be made, or was made by somebody else: the name can be guessed, and anybody may write to /tmp.
fn make(path: &Path, account: &Account) -> bool {
    match DirBuilder::new().mode(0o700).create(path) {
        Ok(()) => account.give(path).is_ok() && account.check_reaches(path).is_ok(),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => fs::symlink_metadata(path)
            .is_ok_and(|found| {
                found.is_dir() && found.uid() == account.uid() && found.mode() & 0o077 == 0
            }),
        Err(_) => false,
    }
}

/// Nothing that PostgreSQL's settings or a URL would need quoting for.
fn is_plain(path: &OsStr) -> bool {
    path.as_bytes()
        .iter()
        .all(|byte| byte.is_ascii_alphanumeric() || b"/._-+".contains(byte))
}
