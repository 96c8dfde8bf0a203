use std::path::{Path, PathBuf};

/// Why there is no running cluster. Every text says what is wrong, where, and what to do about it, because it is shown
/// to the person who started the server.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No usable PostgreSQL programs on this machine.
    #[error("{0}")]
    NoPrograms(String),

    /// Programs were found, but they are older than what the application's SQL needs.
    #[error(
        "the PostgreSQL in {} is version {version}, but version {oldest} or newer is needed; install a newer one, or name its programs' directory in POSTGRES_BINDIR",
        bindir.display()
    )]
    TooOld {
        /// Where the programs are.
        bindir: PathBuf,
        /// What they say about themselves.
        version: String,
        /// The oldest major version that will do.
        oldest: u32,
    },

    /// The server is there, its contrib modules are not.
    #[error("{0}")]
    NoContrib(String),

    /// Another live process has the directory.
    #[error(
        "another server{} is using the database in {}; stop it first, or give this one another directory",
        pid.map(|pid| format!(" (process {pid})")).unwrap_or_default(),
        directory.display()
    )]
    InUse {
        /// The directory in question.
        directory: PathBuf,
        /// The process that has it, if it left its number.
        pid: Option<u32>,
    },

    /// The directory holds something that this crate did not put there. It was not touched.
    #[error("{} is not empty and not a database of ours ({found}); nothing in it was touched; name an empty directory, or one that does not exist yet", directory.display())]
    Foreign {
        /// The directory in question.
        directory: PathBuf,
        /// What was seen in it.
        found: String,
    },

    /// The cluster was made by another major version, whose files these programs cannot read.
    #[error(
        "the database in {} was made by PostgreSQL {cluster}, but the programs in {} are version {programs}; \
         either set POSTGRES_BINDIR to the directory of PostgreSQL {cluster}'s programs, or move the data: with both versions installed by \
         pg_upgrade, else by `bloknotik backup` with the old version and `bloknotik restore` with the new one",
        directory.display(), bindir.display()
    )]
    WrongVersion {
        /// The directory in question.
        directory: PathBuf,
        /// The major version that made the cluster.
        cluster: String,
        /// Where the found programs are.
        bindir: PathBuf,
        /// Their major version.
        programs: u32,
    },

    /// Running as root, and the unprivileged user that has to run PostgreSQL cannot get at something.
    #[error("{0}")]
    Access(String),

    /// One of PostgreSQL's programs failed; its last words are part of the message.
    #[error("{what}{}", log_part(log))]
    Program {
        /// What failed.
        what: String,
        /// The end of its output.
        log: String,
    },

    /// The operating system refused something.
    #[error("cannot {doing} {}: {source}", path.display())]
    Io {
        /// An infinitive: "create", "read".
        doing: &'static str,
        /// On what.
        path: PathBuf,
        /// The system's own words.
        source: std::io::Error,
    },
}

impl Error {
    /// For `map_err`: `fs::read(path).map_err(Error::io("read", path))`.
    pub(crate) fn io(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Error {
        let path = path.to_owned();
        move |source| Error::Io {
            doing,
            path,
            source,
        }
    }

    pub(crate) fn program(what: impl Into<String>, log: impl Into<String>) -> Error {
        Error::Program {
            what: what.into(),
            log: log.into(),
        }
    }
}

fn log_part(log: &str) -> String {
    if log.trim().is_empty() {
        String::new()
    } else {
        format!("; its last words:\n{}", log.trim_end())
    }
}
