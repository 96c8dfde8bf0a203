//! Bloknotik's PostgreSQL: schema, embedded migrations, queries, and the one door to the pool.
//!
//! Invariant: nothing here knows HTTP or JSON answers. Query functions take `&mut PgConnection`, never the
//! pool, so that whoever calls [`Database::run`] decides where a transaction begins and ends.

pub mod backup;
pub mod changes;
mod database;
mod error;
mod floor;
pub mod migrations;
mod pool;
mod queries;
mod schema;
mod turns;

pub use database::{Connections, Database, Settings, TRACES, Watcher};
pub use diesel::PgConnection;
pub use diesel::result::Error as QueryError;
pub use error::DbError;
pub use floor::Floor;
pub use queries::{
    accounts, administration, birthdays, books, calendar, contacts, diagnosis, favourites,
    idempotency, labels, notes, operations, photos, pings, revisions, server_key, sessions,
};
