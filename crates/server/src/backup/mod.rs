//! Backups as files: compressed, encrypted if wanted, written whole or not at all, and the old ones deleted.

mod file;
mod folder;
mod seal;

pub use file::Unfinished;
pub use folder::Folder;
pub use seal::{Key, Seal, open};

/// Why a backup was not written or read, for a person.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// In the database or in what was read.
    #[error(transparent)]
    Backup(#[from] persistence::backup::BackupError),
    /// The embedded database is not to be had.
    #[error(transparent)]
    Embedded(#[from] local_postgres::Error),
    /// Anything else.
    #[error("{0}")]
    Other(String),
}

impl Problem {
    /// What could not be done with which file.
    pub fn file(what: &str, path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::Other(format!("cannot {what} {}: {error}", path.display()))
    }
}
