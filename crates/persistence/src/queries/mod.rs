//! Queries by what they are about. Each takes a connection and says in its name what it asks or changes.

pub mod accounts;
pub mod administration;
pub mod birthdays;
pub mod books;
pub mod calendar;
pub mod contacts;
pub mod diagnosis;
pub mod favourites;
pub mod idempotency;
pub mod labels;
pub mod notes;
pub mod operations;
pub mod photos;
pub mod pings;
pub mod revisions;
pub mod server_key;
pub mod sessions;
mod stored_fields;
pub(crate) mod terms;
