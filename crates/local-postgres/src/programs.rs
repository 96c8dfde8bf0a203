use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Error, contrib, places};

/// The oldest major version whose SQL and commands the application and this crate rely on.
pub const OLDEST_MAJOR: u32 = 15;

/// What this crate calls. Some systems package the client apart from the server, so each is looked for.
const NEEDED: [&str; 3] = ["postgres", "initdb", "psql"];

/// A directory with PostgreSQL's own programs, of one known version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programs {
    bindir: PathBuf,
    major: u32,
}

impl Programs {
    /// The best programs on this machine: those in `POSTGRES_BINDIR`, and in nothing else, if it is set; otherwise the
    /// first that will do of `pg_config --bindir`, the `PATH` and the places where systems install them.
    pub fn find() -> Result<Programs, Error> {
        find(None)
    }

    /// Like [`Programs::find`], but prefers those of one major version: an existing cluster needs its own.
    pub fn find_major(major: u32) -> Result<Programs, Error> {
        find(Some(major))
    }

    /// The programs in one directory, or why they will not do.
    pub fn in_directory(bindir: &Path) -> Result<Programs, Error> {
        for name in NEEDED {
            if !bindir.join(name).is_file() {
                let text = format!(
                    "there is no `{name}` in {}; {}",
                    bindir.display(),
                    places::remedy()
                );
                return Err(Error::NoPrograms(text));
            }
        }
        let version = version(&bindir.join("postgres"))?;
        let major = major(&version);
        if major < OLDEST_MAJOR {
            return Err(Error::TooOld {
                bindir: bindir.to_owned(),
                version,
                oldest: OLDEST_MAJOR,
            });
        }
        contrib::check(bindir, major)?;
        Ok(Programs {
            bindir: bindir.to_owned(),
            major,
        })
    }

    /// The full path of one of them, for callers that need `pg_dump` or `psql` of the matching version.
    pub fn program(&self, name: &str) -> PathBuf {
        self.bindir.join(name)
    }

    /// The directory they are in.
    pub fn bindir(&self) -> &Path {
        &self.bindir
    }

    /// The major version, which decides whether a data directory can be read.
    pub fn major(&self) -> u32 {
        self.major
    }
}

fn find(wanted: Option<u32>) -> Result<Programs, Error> {
    if let Some(bindir) = std::env::var_os("POSTGRES_BINDIR").filter(|value| !value.is_empty()) {
        return Programs::in_directory(Path::new(&bindir)).map_err(|error| match error {
            Error::NoPrograms(text) => {
                Error::NoPrograms(format!("POSTGRES_BINDIR is set, but {text}"))
            }
            other => other,
        });
    }
    let mut usable = None;
    let mut refused = None;
    for bindir in places::candidates() {
        match Programs::in_directory(&bindir) {
            Ok(programs) if wanted.is_none_or(|major| major == programs.major) => {
                return Ok(programs);
            }
            Ok(programs) => usable = usable.or(Some(programs)),
            // Half an installation is only worth mentioning if nothing better turns up.
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    match (usable, refused) {
        (Some(programs), _) => Ok(programs),
        (None, Some(error)) => Err(error),
        (None, None) => Err(Error::NoPrograms(format!(
            "no PostgreSQL programs found on this machine; {}",
            places::remedy()
        ))),
    }
}

/// "15.7" from "postgres (PostgreSQL) 15.7 (Debian 15.7-0+deb12u1)".
fn version(postgres: &Path) -> Result<String, Error> {
    let output = Command::new(postgres)
        .arg("--version")
        .current_dir("/")
        .output()
        .map_err(Error::io("run", postgres))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let starts_with_digit = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    text.split_whitespace()
        .find(starts_with_digit)
        .map(str::to_owned)
        .ok_or_else(|| {
            let log = String::from_utf8_lossy(&output.stderr).into_owned();
            Error::program(
                format!("{} --version says no version", postgres.display()),
                log,
            )
        })
}

/// 15 from "15.7", 18 from "18beta1"; 0, and thus too old, from anything else.
fn major(version: &str) -> u32 {
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

/// One line of output of a program of PostgreSQL's, if it runs and says anything.
pub(crate) fn ask(program: impl AsRef<OsStr>, argument: &str) -> Option<String> {
    let output = Command::new(program)
        .arg(argument)
        .current_dir("/")
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_any_spelling() {
        assert_eq!(
            (major("15.7"), major("18beta1"), major("9.6.24"), major("x")),
            (15, 18, 9, 0)
        );
    }

    #[test]
    fn the_programs_of_this_machine_are_found() {
        let programs =
            Programs::find().expect("the tests of this crate need PostgreSQL's programs");
        assert!(programs.major() >= OLDEST_MAJOR);
        assert!(programs.program("initdb").is_file());
    }

    #[test]
    fn an_empty_directory_is_refused_with_the_remedy() {
        let directory = tempfile::tempdir().expect("temp dir");
        let text = Programs::in_directory(directory.path())
            .expect_err("no programs here")
            .to_string();
        assert!(
            text.contains("there is no `postgres`") && text.contains("postgresql-contrib"),
            "{text}"
        );
    }

    #[test]
    fn an_old_version_is_refused_by_name() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().expect("temp dir");
        for name in NEEDED {
            let path = directory.path().join(name);
            std::fs::write(&path, "#!/bin/sh\necho 'postgres (PostgreSQL) 13.22'\n")
                .expect("write");
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("chmod");
        }
        let text = Programs::in_directory(directory.path())
            .expect_err("too old")
            .to_string();
        assert!(
            text.contains("13.22") && text.contains("15 or newer"),
            "{text}"
        );
    }
}
