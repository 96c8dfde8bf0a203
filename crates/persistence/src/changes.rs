//! News of changes, from the database: what was committed by any server is heard by all of them.
//!
//! The triggers of the schema send a notification with the transaction that changes something. It says what was changed
//! and whose it is; whoever wants to know more reads it.

use diesel::{PgConnection, QueryResult, RunQueryDsl, sql_query, sql_types};
use uuid::Uuid;

use crate::DbError;
use crate::error::connect;

/// Something that was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// Contacts of a book; if it was only one, which.
    Contacts {
        /// The book.
        book: Uuid,
        /// The contact.
        contact: Option<Uuid>,
    },
    /// Notes of a book.
    Notes {
        /// The book.
        book: Uuid,
    },
    /// Which books an account has, or how they look.
    Books {
        /// The account.
        owner: Uuid,
    },
    /// Its labels.
    Labels {
        /// The account.
        owner: Uuid,
    },
    /// Its stars.
    Stars {
        /// The account.
        user: Uuid,
    },
    /// Columns of contacts were read anew from their cards, which is no change of any of them.
    Columns,
    /// A session has ended, or its account is not what it was.
    Session {
        /// The hash that it is kept under.
        hash: [u8; 32],
    },
}

impl Change {
    /// Reads what the triggers write. Of what a newer schema tells, this program knows nothing.
    fn read(payload: &str) -> Option<Self> {
        let mut words = payload.split(' ');
        let kind = words.next()?;
        if kind == COLUMNS {
            return Some(Self::Columns);
        }
        let id = words.next()?;
        if kind == "session" {
            return Some(Self::Session { hash: bytes(id)? });
        }
        let id = id.parse().ok()?;
        Some(match kind {
            "contacts" => Self::Contacts {
                book: id,
                contact: words.next().and_then(|id| id.parse().ok()),
            },
            "notes" => Self::Notes { book: id },
            "books" => Self::Books { owner: id },
            "labels" => Self::Labels { owner: id },
            "stars" => Self::Stars { user: id },
            _ => return None,
        })
    }
}

const COLUMNS: &str = "columns";

/// Tells everybody, as soon as this transaction is committed, that columns were read anew.
pub(crate) fn tell_of_columns(connection: &mut PgConnection) -> QueryResult<()> {
    sql_query("SELECT pg_notify('bloknotik', $1)")
        .bind::<sql_types::Text, _>(COLUMNS)
        .execute(connection)?;
    Ok(())
}

/// What hexadecimal digits stand for.
fn bytes(digits: &str) -> Option<[u8; 32]> {
    let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..digits.len()).step_by(2).map(byte).collect();
    bytes?.try_into().ok()
}

/// A connection of its own that hears of changes. A pool in front of the database that lends connections by transaction
/// would lose them.
pub struct Listener {
    connection: PgConnection,
}

impl Listener {
    pub(crate) fn connect(url: &str) -> Result<Self, DbError> {
        let mut connection = connect(url)?;
        sql_query("SET application_name = 'bloknotik changes'").execute(&mut connection)?;
        sql_query("LISTEN bloknotik").execute(&mut connection)?;
        Ok(Self { connection })
    }

    /// What has come since the last time; it does not wait.
    pub fn heard(&mut self) -> Result<Vec<Change>, DbError> {
        let heard = self.connection.notifications_iter();
        let payloads: Vec<_> = heard.collect::<Result<_, _>>()?;
        Ok(payloads
            .iter()
            .filter_map(|heard| Change::read(&heard.payload))
            .collect())
    }

    /// Asks the database something: a connection that has died in silence shows it now.
    pub fn ping(&mut self) -> Result<(), DbError> {
        sql_query("SELECT 1").execute(&mut self.connection)?;
        Ok(())
    }
}
