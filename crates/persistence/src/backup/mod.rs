//! The whole database as one stream, and back: without PostgreSQL's own programs, which a container of the server lacks.
//!
//! A backup is text: a line of JSON that says what it is; for each table a line of JSON with its columns, its rows as
//! `COPY` writes them and a line `\.`; the sequences; and an end with the number of rows of each table and a SHA-256 of
//! everything before it. So whatever is cut off or altered is noticed, and an ordinary tool can look into one. How it is
//! compressed, encrypted and kept is the server's affair.

mod catalogue;
mod copy;
mod error;
mod format;
mod last;
mod others;
mod rebuild;
mod restore;
mod save;
mod session;

pub use error::BackupError;
pub use format::{Contents, Head, Reader};
pub use last::{last, note};
pub use restore::{Options, Restored, restore};
pub use save::{about, save};

/// Asked in long work: told how many more rows are through, it says whether the work has to end now.
pub type Stop<'a> = &'a (dyn Fn(u64) -> bool + Sync);

/// How many rows of a table are read between two questions.
const STEP: u64 = 256;

/// Ends the work here, if it has to end.
fn go_on(stop: Stop<'_>) -> Result<(), BackupError> {
    if stop(0) {
        Err(BackupError::Stopped)
    } else {
        Ok(())
    }
}
