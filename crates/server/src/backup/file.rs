//! A file that is there when it is whole, and not before.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

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
        let mut options = OpenOptions::new();
        let file = options.write(true).create_new(true).mode(0o600).open(&path);
        let file = file.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Problem::Other(format!(
                "{} is there: another backup is writing this file, or was killed while it did; remove it then",
                path.display()
            )),
            _ => Problem::file("write", &path, &error),
        })?;
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
