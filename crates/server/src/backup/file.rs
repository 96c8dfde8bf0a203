//! A file that is there when it is whole, and not before.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use super::Problem;

/// How the names of unfinished files end.
pub(super) const UNFINISHED: &str = ".unfinished";

/// A file on its way; removed if it does not get there.
pub struct Unfinished {
    file: File,
    path: PathBuf,
    target: PathBuf,
}

impl Unfinished {
    /// Begins what will be `target`, readable by its owner alone. There may be one of that name: it stays until this one
    /// is whole.
    pub fn begin(target: &Path) -> Result<Self, Problem> {
        if target.exists() && !target.is_file() {
            let target = target.display();
            return Err(Problem::Other(format!(
                "{target} is no ordinary file: `--output -` writes to a pipe"
            )));
        }
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let path = target.with_file_name(format!(".{name}{UNFINISHED}"));
        let file = claim(&path)?;
        let target = target.to_owned();
        Ok(Self { file, path, target })
    }

    /// Gives it its name, once it is on the disk. Answers how long it is.
    pub fn finish(self) -> Result<u64, Problem> {
        let finished = || -> io::Result<u64> {
            self.file.sync_all()?;
            let length = self.file.metadata()?.len();
            fs::rename(&self.path, &self.target)?;
            // The name is on the disk only when its directory is.
            let parent = self.target.parent().filter(|path| *path != Path::new(""));
            File::open(parent.unwrap_or(Path::new(".")))?.sync_all()?;
            Ok(length)
        };
        finished().map_err(|error| Problem::file("write", &self.target, &error))
    }
}

/// The file at `path`, empty and nobody else's. What a killed backup has left there is taken over.
fn claim(path: &Path) -> Result<File, Problem> {
    let failed = |error: io::Error| Problem::file("write", path, &error);
    loop {
        let mut options = OpenOptions::new();
        // Not by a link that somebody has put there.
        options
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .custom_flags(OFlags::NOFOLLOW.bits().cast_signed());
        let file = options.open(path).map_err(failed)?;
        // Where a file system has no locks, two who write the same file at once are on their own.
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Err(Problem::Other(format!(
                "another backup is writing this file now: {} is its beginning",
                path.display()
            )));
        }
        // Whoever had it until a moment ago has given it its name, or taken it away: then it is none of ours.
        let ours = file.metadata().map_err(failed)?;
        if !fs::symlink_metadata(path).is_ok_and(|there| ours.ino() == there.ino()) {
            continue;
        }
        // Somebody who has put it there could read the backup, or have another file of ours emptied.
        let is_strange = ours.nlink() != 1 || (local_postgres::runs_as_root() && ours.uid() != 0);
        if is_strange {
            return Err(Problem::Other(format!(
                "{} is there and belongs to somebody else: remove it",
                path.display()
            )));
        }
        // Only its owner may say that.
        let for_us_alone = fs::Permissions::from_mode(0o600);
        file.set_permissions(for_us_alone).map_err(failed)?;
        file.set_len(0).map_err(failed)?;
        return Ok(file);
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After `finish` there is none.
        let _ = fs::remove_file(&self.path);
    }
}

impl Write for Unfinished {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
