//! Why a backup was not made, or not brought back.

use std::io;

use diesel::result::Error;

use crate::DbError;
use crate::migrations::MigrationError;

/// What went wrong. Whatever it is, the database is as it was before, but for [`BackupError::After`].
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The database cannot be reached.
    #[error("{0}")]
    Connect(DbError),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DbError),
    /// There is nothing to back up.
    #[error("the database has no tables yet: there is nothing to back up")]
    NoSchema,
    /// The place where the backup goes takes no more.
    #[error("the backup cannot be written: {0}")]
    Write(#[source] io::Error),
    /// It is something else.
    #[error("this is not a backup of Bloknotik")]
    NotABackup,
    /// It ends too early, or is not as it was written.
    #[error("the backup is broken: {0}")]
    Broken(String),
    /// A later program has written it in a way that this one does not know.
    #[error(
        "the backup is of a form that this program does not know (number {format}): it takes bloknotik {program} or newer"
    )]
    NewerFormat {
        /// The number of the form.
        format: u32,
        /// Who has written it.
        program: String,
    },
    /// Its tables are those of a later program.
    #[error(
        "the backup has the schema of a newer program (migration {needed}; this one knows up to {known}): it takes a \
         bloknotik that knows it, such as the one that had migrated that database. The backup was made by {program}"
    )]
    NewerSchema {
        /// The migration that is missing here.
        needed: String,
        /// The last one that is known here.
        known: String,
        /// Who has written it.
        program: String,
    },
    /// Nobody has said that what is there may go.
    #[error(
        "the database is not empty ({0} has rows); --overwrite puts the backup in place of everything in it"
    )]
    NotEmpty(String),
    /// Servers or other programs of ours have connections to it.
    #[error(
        "{0} connection(s) of Bloknotik are using the database: stop its servers and other commands first"
    )]
    InUse(i64),
    /// Somebody else has the schema in his hands.
    #[error(
        "a migration, a backup or another restore is under way on this database: try again when it is through"
    )]
    Busy,
    /// Rows of a table were refused.
    #[error("the table {table} could not be filled: {why}")]
    Refused {
        /// Which.
        table: String,
        /// What the database said.
        why: DbError,
    },
    /// The tables could not be made.
    #[error("the tables could not be made: {0}")]
    Schema(MigrationError),
    /// All is restored, but the schema is still that of the backup.
    #[error(
        "the backup is restored, but its schema was not brought up to date: {0}; `bloknotik migrate` does that"
    )]
    After(MigrationError),
    /// It was asked to end.
    #[error("stopped before the end")]
    Stopped,
}

impl From<Error> for BackupError {
    fn from(error: Error) -> Self {
        Self::Database(error.into())
    }
}

impl BackupError {
    pub(super) fn broken(what: impl Into<String>) -> Self {
        Self::Broken(what.into())
    }

    /// What could not be read, because it is cut off, altered, or on a disk that fails.
    pub(super) fn unreadable(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::broken("it ends too early"),
            _ => Self::broken(error.to_string()),
        }
    }
}
