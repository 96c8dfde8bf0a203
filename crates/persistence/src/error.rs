//! What can go wrong between the server and its database.

use diesel::result::{DatabaseErrorKind, Error};
use diesel::{Connection, PgConnection};

/// A failure of the database or on the way to it.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// Every connection stayed busy for as long as a request is willing to wait, or others were in the way.
    #[error("the database is busy: no connection is free, or others changed the same at once")]
    Busy,
    /// The database cannot be reached, or went away in the middle.
    #[error("the database cannot be reached: {0}")]
    Unavailable(String),
    /// It takes no changes: it is full, or a standby. What is there can still be read.
    #[error("the database takes no changes: {0}")]
    ReadOnly(String),
    /// A statement took longer than it may.
    #[error("a statement took too long and was ended")]
    TimedOut,
    /// A statement failed.
    #[error("a database statement failed: {}", without_values(&.0.to_string()))]
    Query(Error),
    /// The code that ran the statements panicked; its transaction was rolled back.
    #[error("the code that used the database panicked")]
    Panicked,
}

impl From<Error> for DbError {
    fn from(error: Error) -> Self {
        match &error {
            Error::DatabaseError(DatabaseErrorKind::ClosedConnection, info) => {
                Self::Unavailable(info.message().to_owned())
            }
            Error::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => Self::Busy,
            // Diesel does not hand out the SQLSTATE (40P01, 57014), so the words have to do.
            Error::DatabaseError(_, info) if info.message() == "deadlock detected" => Self::Busy,
            Error::DatabaseError(_, info) if info.message().contains("statement timeout") => {
                Self::TimedOut
            }
            // 55P03, only where somebody has set one.
            Error::DatabaseError(_, info) if info.message().contains("lock timeout") => Self::Busy,
            Error::DatabaseError(DatabaseErrorKind::ReadOnlyTransaction, info) => {
                Self::ReadOnly(info.message().to_owned())
            }
            // SQLSTATE 53100.
            Error::DatabaseError(_, info) if info.message().contains("No space left on device") => {
                Self::ReadOnly(info.message().to_owned())
            }
            Error::BrokenTransactionManager => Self::Unavailable(error.to_string()),
            _ => Self::Query(error),
        }
    }
}

/// A connection, or why there is none.
pub(crate) fn connect(url: &str) -> Result<PgConnection, DbError> {
    PgConnection::establish(url).map_err(|error| no_connection(&error))
}

/// Why there is no connection. What libpq says of an address that it cannot read quotes a piece of it, which may be one of
/// the password; what a server says is told.
pub(crate) fn no_connection(error: &impl std::fmt::Display) -> DbError {
    let text = error.to_string();
    let quotes_address = [
        "invalid percent-encoded token",
        "invalid integer value",
        "invalid port number",
        "invalid URI",
        "missing key/value separator",
        "extra key/value separator",
        "unexpected character",
        "unexpected spaces",
    ];
    DbError::Unavailable(
        match quotes_address.iter().any(|words| text.contains(words)) {
            true => "its address cannot be read".to_owned(),
            false => text,
        },
    )
}

/// PostgreSQL quotes what it cannot read behind a colon (`invalid input syntax for type uuid: "..."`), and that may be what
/// somebody typed; names of tables and columns it quotes within the sentence.
fn without_values(message: &str) -> &str {
    message
        .split_once(": \"")
        .map_or(message, |(without, _)| without)
}

impl DbError {
    /// The name of the constraint that refused a write, where that is what happened.
    pub fn violated_constraint(&self) -> Option<&str> {
        match self {
            Self::Query(Error::DatabaseError(_, info)) => info.constraint_name(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_cannot_be_read_is_not_quoted() {
        for text in [
            r#"invalid percent-encoded token: "s3cr%t""#,
            r#"invalid integer value "s3cr" for connection option "port""#,
            r#"missing key/value separator "=" in URI query parameter: "s3cret""#,
        ] {
            let told = no_connection(&text).to_string();
            assert!(!told.contains("s3cr"), "{told}");
        }
        let told = no_connection(&"FATAL: password authentication failed for user \"ann\"");
        assert!(told.to_string().contains("ann"));
    }
}
