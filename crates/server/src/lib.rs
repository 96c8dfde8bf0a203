//! The server: configuration, the HTTP API, sign-in, and the hosting of the server-rendered page.
//!
//! Invariant: no SQL here, and no rule about contacts; handlers extract, ask the domain and the database, answer.

mod access;
mod assets;
mod backup;
pub mod bulk;
mod cache;
pub mod commands;
pub mod config;
mod docs;
mod embedded;
mod error;
mod http;
mod ics;
mod language;
mod limits;
mod metrics;
mod news;
mod once;
mod outlines;
mod page;
mod picture;
pub mod readiness;
mod refusal;
pub mod reports;
mod router;
mod routes;
mod run;
mod sample;
mod security;
mod serve;
mod server_key;
mod sessions;
mod state;
mod telemetry;

pub use http::address::{Network, Peer};
pub use router::{api_document, app, dressed};
pub use run::{Server, ServerError};
pub use state::{AppState, Options};

/// The commit that is running, as the image says it: the program itself is the same for many.
pub(crate) fn revision() -> &'static str {
    static REVISION: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
        let revision = std::env::var("BLOKNOTIK_REVISION").unwrap_or_default();
        let is_name = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        match !revision.is_empty() && revision.chars().all(is_name) {
            true => revision,
            false => "unknown".to_owned(),
        }
    });
    &REVISION
}
