//! What tests need and nobody else: throwaway databases, the app under test.

pub mod app;
mod authority;
mod cache;
mod database;
mod ingest;
mod postgres;
mod temp;

pub use app::{Answer, Client, PASSWORD, TestApp};
pub use authority::AUTHORITY;
pub use cache::CacheServer;
pub use database::{TestDatabase, migrated};
pub use ingest::{Ingest, Received};
pub use postgres::server_url;
pub use temp::{TempDir, scratch};
