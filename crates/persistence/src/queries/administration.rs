//! Accounts as whoever runs the server sees them.

use diesel::prelude::*;
use diesel::result::QueryResult;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::schema::{books, contacts, sessions, users};

/// An account, disabled or not.
#[derive(Clone, Debug, Queryable)]
pub struct Account {
    /// Its id.
    pub id: Uuid,
    /// The name to sign in by.
    pub username: String,
    /// Whether it may run the server.
    pub admin: bool,
    /// Since when it may do nothing any more.
    pub disabled_at: Option<OffsetDateTime>,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// How many contacts it has, without deleted ones.
    pub contacts: i64,
}

/// Key of the advisory lock of [`in_turn`] ("blokadmi" in ASCII).
const ADMINISTRATORS_LOCK: i64 = 0x626c_6f6b_6164_6d69;

type Columns = (
    users::id,
    users::username,
    users::admin,
    users::disabled_at,
    users::created_at,
);
type Row = (Uuid, String, bool, Option<OffsetDateTime>, OffsetDateTime);
const COLUMNS: Columns = (
    users::id,
    users::username,
    users::admin,
    users::disabled_at,
    users::created_at,
);

/// All accounts, the oldest first.
pub fn all(connection: &mut PgConnection) -> QueryResult<Vec<Account>> {
    let rows: Vec<Row> = users::table
        .select(COLUMNS)
        .order((users::created_at, users::id))
        .load(connection)?;
    rows.into_iter()
        .map(|row| with_contacts(connection, row))
        .collect()
}

/// The account of this name, held until the transaction ends.
pub fn find_exclusively(
    connection: &mut PgConnection,
    username_key: &str,
) -> QueryResult<Option<Account>> {
    let row: Option<Row> = users::table
        .filter(users::username_key.eq(username_key))
        .select(COLUMNS)
        .for_no_key_update()
        .first(connection)
        .optional()?;
    row.map(|row| with_contacts(connection, row)).transpose()
}

fn with_contacts(connection: &mut PgConnection, row: Row) -> QueryResult<Account> {
    let (id, username, admin, disabled_at, created_at) = row;
    let contacts = contacts::table
        .inner_join(books::table)
        .filter(books::owner_id.eq(id))
        .filter(books::deleted_at.is_null())
        .filter(contacts::deleted_at.is_null())
        .count()
        .get_result(connection)?;
    Ok(Account {
        id,
        username,
        admin,
        disabled_at,
        created_at,
        contacts,
    })
}

/// Waits for whoever is changing who may run the server; holds until the transaction ends.
pub fn in_turn(connection: &mut PgConnection) -> QueryResult<()> {
    diesel::sql_query("SELECT pg_advisory_xact_lock($1)")
        .bind::<diesel::sql_types::BigInt, _>(ADMINISTRATORS_LOCK)
        .execute(connection)
        .map(|_| ())
}

/// Another password; whoever was signed in by the old one is not any more.
pub fn set_password(connection: &mut PgConnection, id: Uuid, hash: &str) -> QueryResult<()> {
    diesel::update(users::table.find(id))
        .set(users::password_hash.eq(hash))
        .execute(connection)?;
    end_sessions(connection, id)
}

/// It may do nothing any more.
pub fn disable(connection: &mut PgConnection, id: Uuid) -> QueryResult<()> {
    diesel::update(users::table.find(id).filter(users::disabled_at.is_null()))
        .set(users::disabled_at.eq(diesel::dsl::now))
        .execute(connection)?;
    end_sessions(connection, id)
}

/// It may sign in again.
pub fn enable(connection: &mut PgConnection, id: Uuid) -> QueryResult<()> {
    diesel::update(users::table.find(id))
        .set(users::disabled_at.eq(None::<OffsetDateTime>))
        .execute(connection)
        .map(|_| ())
}

/// It may run the server, or no longer.
pub fn set_admin(connection: &mut PgConnection, id: Uuid, admin: bool) -> QueryResult<()> {
    diesel::update(users::table.find(id))
        .set(users::admin.eq(admin))
        .execute(connection)
        .map(|_| ())
}

fn end_sessions(connection: &mut PgConnection, id: Uuid) -> QueryResult<()> {
    diesel::delete(sessions::table.filter(sessions::user_id.eq(id)))
        .execute(connection)
        .map(|_| ())
}
