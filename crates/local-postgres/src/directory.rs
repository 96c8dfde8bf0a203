//! The directory that holds a cluster, and our claim to it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::fs::OFlags;

use crate::Error;

const LOCK: &str = "lock";
/// A process that another part of this program is about to start holds our lock, too, until it has become another program.
const FREE_WITHIN: Duration = Duration::from_secs(1);
const STEP: Duration = Duration::from_millis(10);
const CLUSTER: &str = "cluster";
const UNFINISHED: &str = "cluster.new-";
const LOG: &str = "postgres.log";
const OLD_LOG: &str = "postgres.log.old";
const LOGS: &str = "log";
const SOCKET: &str = "socket";
const OURS: [&str; 6] = [LOCK, CLUSTER, LOG, OLD_LOG, LOGS, SOCKET];
/// What systems themselves put into a directory.
const HARMLESS: [&str; 2] = ["lost+found", ".DS_Store"];

/// A directory that nobody else uses while this value lives.
#[derive(Debug)]
pub(crate) struct Directory {
    root: PathBuf,
    /// Locked; the system lets go of it also when this process is killed.
    _lock: File,
}

impl Directory {
    /// Makes the directory if it is missing, and claims it. One that holds anything else is left alone.
    pub(crate) fn claim(path: &Path) -> Result<Self, Error> {
        if !path.exists() {
            fs::create_dir_all(path).map_err(Error::io("create", path))?;
            // PostgreSQL's user, if it is another one, has to pass through; what is inside is private.
            let mode = fs::Permissions::from_mode(0o711);
            fs::set_permissions(path, mode).map_err(Error::io("set the mode of", path))?;
        }
        // Without links: the server's own idea of where it works is compared with this.
        let root = path.canonicalize().map_err(Error::io("find", path))?;
        refuse_foreign(&root)?;
        let path = root.join(LOCK);
        let mut options = OpenOptions::new();
        let mut lock = options
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            // The folder may be another account's, and a link of its would be followed.
            .custom_flags(OFlags::NOFOLLOW.bits() as i32)
            .open(&path)
            .map_err(Error::io("open", &path))?;
        match lock_soon(&lock) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let pid = fs::read_to_string(&path)
                    .ok()
                    .and_then(|text| text.trim().parse().ok());
                return Err(Error::InUse {
                    directory: root,
                    pid,
                });
            }
            Err(TryLockError::Error(error)) => return Err(Error::io("lock", &path)(error)),
        }
        // For the message to whoever comes second.
        let written = lock
            .set_len(0)
            .and_then(|()| write!(lock, "{}", std::process::id()));
        written.map_err(Error::io("write", &path))?;
        Ok(Self { root, _lock: lock })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// PostgreSQL's own directory.
    pub(crate) fn cluster(&self) -> PathBuf {
        self.root.join(CLUSTER)
    }

    /// Where a cluster is made before it gets its name: a crash in the middle leaves no half cluster. Another name for
    /// each process, because the initdb of one that was killed may still be writing.
    pub(crate) fn unfinished(&self) -> PathBuf {
        self.root
            .join(format!("{UNFINISHED}{}", std::process::id()))
    }

    /// Removes what crashes while making a cluster left. What cannot be removed is in nobody's way.
    pub(crate) fn remove_unfinished(&self) {
        for entry in self.root.read_dir().into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }

    /// What PostgreSQL says at its start, before a durable cluster turns to its rotated log; a throwaway one says
    /// everything here.
    pub(crate) fn log(&self) -> PathBuf {
        self.root.join(LOG)
    }

    /// Where a durable cluster writes its rotated log.
    pub(crate) fn logs(&self) -> PathBuf {
        self.root.join(LOGS)
    }

    /// Where the socket is, unless its path gets too long.
    pub(crate) fn socket(&self) -> PathBuf {
        self.root.join(SOCKET)
    }

    /// An empty log; the one of the run before is kept beside it, and no more than that.
    pub(crate) fn new_log(&self) -> Result<File, Error> {
        let path = self.log();
        let _ = fs::rename(&path, self.root.join(OLD_LOG));
        File::create(&path).map_err(Error::io("create", &path))
    }

    /// The major version that made the cluster; `None` while there is no cluster.
    pub(crate) fn major(&self) -> Result<Option<u32>, Error> {
        let path = self.cluster().join("PG_VERSION");
        match fs::read_to_string(&path) {
            Ok(text) => text
                .trim()
                .split('.')
                .next()
                .and_then(|major| major.parse().ok())
                .map(Some)
                .ok_or_else(|| {
                    let found = format!("its PG_VERSION says `{}`", text.trim());
                    Error::Foreign {
                        directory: self.cluster(),
                        found,
                    }
                }),
            Err(_) if !self.cluster().exists() => Ok(None),
            Err(error) => Err(Error::io("read", &path)(error)),
        }
    }
}

fn refuse_foreign(root: &Path) -> Result<(), Error> {
    for entry in fs::read_dir(root).map_err(Error::io("read", root))? {
        let name = entry.map_err(Error::io("read", root))?.file_name();
        let name = name.to_string_lossy();
        let name = name.as_ref();
        if OURS.contains(&name) || HARMLESS.contains(&name) || name.starts_with(UNFINISHED) {
            continue;
        }
        let found = match root.join("PG_VERSION").exists() {
            true => "a PostgreSQL cluster that something else made".to_owned(),
            false => format!("there is `{name}` in it"),
        };
        return Err(Error::Foreign {
            directory: root.to_owned(),
            found,
        });
    }
    Ok(())
}

fn lock_soon(lock: &File) -> Result<(), TryLockError> {
    let until = Instant::now() + FREE_WITHIN;
    loop {
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) if Instant::now() < until => std::thread::sleep(STEP),
            outcome => return outcome,
        }
    }
}
