//! The database through the crate's own doors, on a real PostgreSQL. One binary: linking is most of the time.

mod backup;
mod birthdays;
mod changes;
mod contacts;
mod database;
mod idempotency;
mod list;
mod migrations;
mod numbering;
mod outline;
mod photos;
mod plans;
mod schema;
mod sessions;
mod support;
