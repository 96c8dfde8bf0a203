//! A folder of backups, named by their time.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::file::UNFINISHED;
use super::{Problem, Seal};

const PREFIX: &str = "bloknotik-";
const ENDINGS: [&str; 2] = [".gz", ".gz.age"];
/// Nobody writes one backup for so long.
const ABANDONED: Duration = Duration::from_secs(24 * 3600);

/// A folder that backups go to. Other files in it are left alone.
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// This one; made if it is missing, for its owner alone.
    pub fn open(path: &Path) -> Result<Self, Problem> {
        use std::os::unix::fs::DirBuilderExt;
        let mut builder = fs::DirBuilder::new();
        builder
            .recursive(true)
            .mode(0o700)
            .create(path)
            .map_err(|error| Problem::file("make", path, &error))?;
        Ok(Self {
            path: path.to_owned(),
        })
    }

    /// Where a backup of this moment goes.
    pub fn place(&self, seal: &Seal) -> PathBuf {
        let mut moment = OffsetDateTime::now_utc();
        loop {
            let stem = format!("{PREFIX}{}", stamp(moment));
            let is_free = |name: &str| !self.path.join(name).exists();
            let names = ENDINGS.iter().flat_map(|ending| {
                [
                    format!("{stem}{ending}"),
                    format!(".{stem}{ending}{UNFINISHED}"),
                ]
            });
            if names.into_iter().all(|name| is_free(&name)) {
                return self.path.join(stem + seal.ending());
            }
            // Two in one second.
            moment += Duration::from_secs(1);
        }
    }

    /// When the newest backup here was made; of the future there are none, only clocks that were wrong.
    pub fn newest(&self) -> Result<Option<OffsetDateTime>, Problem> {
        let now = OffsetDateTime::now_utc();
        let moments = self.backups()?.into_iter().map(|(moment, _)| moment);
        Ok(moments.filter(|moment| *moment <= now).max())
    }

    /// Deletes the oldest backups, so that with the new one `keep` are left, and what crashes have left unfinished. Backups
    /// whose names are of the future take nobody's place, and stay: when they were made is not known.
    pub fn tidy(&self, new: &Path, keep: usize) -> Result<usize, Problem> {
        let now = OffsetDateTime::now_utc();
        let mut others = self.backups()?;
        others.retain(|(moment, path)| path != new && *moment <= now);
        let surplus = others.len().saturating_sub(keep.saturating_sub(1));
        let mut kept = None;
        for (_, path) in &others[..surplus] {
            match fs::remove_file(path) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    kept = Some(Problem::file("delete", path, &error));
                }
                _ => {}
            }
        }
        for path in self.files()? {
            let is_ours = moment_of(&path, true).is_some();
            let age = fs::metadata(&path).and_then(|data| data.modified());
            let is_old = age.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > ABANDONED));
            if is_ours && is_old {
                let _ = fs::remove_file(&path);
            }
        }
        kept.map_or(Ok(surplus), Err)
    }

    /// The backups in it, the oldest first.
    fn backups(&self) -> Result<Vec<(OffsetDateTime, PathBuf)>, Problem> {
        let files = self.files()?.into_iter();
        let mut backups: Vec<_> = files
            .filter_map(|path| Some((moment_of(&path, false)?, path)))
            .collect();
        backups.sort();
        Ok(backups)
    }

    fn files(&self) -> Result<Vec<PathBuf>, Problem> {
        let entries = fs::read_dir(&self.path)
            .map_err(|error| Problem::file("read the folder", &self.path, &error))?;
        let entries = entries.flatten();
        let files = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
        Ok(files.map(|entry| entry.path()).collect())
    }
}

/// A time as names hold it: without colons, which some file systems do not take.
fn stamp(moment: OffsetDateTime) -> String {
    let second = moment.replace_nanosecond(0).unwrap_or(moment);
    second.format(&Rfc3339).unwrap_or_default().replace(':', "")
}

/// The time in a name that this program gives, and in no other.
fn moment_of(path: &Path, unfinished: bool) -> Option<OffsetDateTime> {
    let mut name = path.file_name()?.to_str()?;
    if unfinished {
        name = name.strip_prefix('.')?.strip_suffix(UNFINISHED)?;
    }
    let name = name.strip_prefix(PREFIX)?;
    let stamp = ENDINGS
        .iter()
        .find_map(|ending| name.strip_suffix(ending))?;
    let (hour, rest) = stamp.split_at_checked("2026-11-28T20".len())?;
    let (minute, second) = rest.split_at_checked(2)?;
    let moment = OffsetDateTime::parse(&format!("{hour}:{minute}:{second}"), &Rfc3339).ok()?;
    (self::stamp(moment) == stamp).then_some(moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_our_own_making_are_ours() {
        let time = |name: &str| moment_of(Path::new(name), false).map(stamp);
        let ours = "bloknotik-2026-11-28T205323Z.gz";
        assert_eq!(time(ours).as_deref(), Some("2026-11-28T205323Z"));
        assert!(time("/x/bloknotik-2026-11-28T205323Z.gz.age").is_some());
        for other in [
            "bloknotik-2026-11-28.gz",
            "bloknotik-2026-11-28T205323Z.gz.old",
            "bloknotik-2026-13-28T205323Z.gz",
            "my-bloknotik-2026-11-28T205323Z.gz",
            ".bloknotik-2026-11-28T205323Z.gz.unfinished",
        ] {
            assert_eq!(time(other), None, "{other}");
        }
        let unfinished = ".bloknotik-2026-11-28T205323Z.gz.unfinished";
        assert!(moment_of(Path::new(unfinished), true).is_some());
    }
}
