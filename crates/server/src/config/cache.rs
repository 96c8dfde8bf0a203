//! The cache: one that servers share, the one in the process, or none.

use std::time::Duration;

use redis::Client;

use super::{Environment, Problems, number};

/// Which cache to use.
#[derive(Clone)]
pub enum CacheConfig {
    /// None at all: everything is looked up. For measuring, and for doubts.
    None,
    /// The one in this process.
    Local,
    /// Redis, or what speaks like it.
    Shared {
        /// Its address holds a password: never logged.
        client: Box<Client>,
        /// How long to wait for an answer: what takes longer is looked up elsewhere.
        answer_within: Duration,
        /// Sessions are kept there as well, which is slower than in the process: for measuring.
        shares_sessions: bool,
    },
}

impl std::fmt::Debug for CacheConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Local => "Local",
            Self::Shared { .. } => "Shared([hidden])",
        })
    }
}

pub(super) fn load(environment: &Environment, problems: &mut Problems) -> CacheConfig {
    let address = environment.get("REDIS_URL", problems);
    let milliseconds = number(
        environment,
        "REDIS_TIMEOUT_MILLISECONDS",
        5,
        1..=1_000,
        problems,
    );
    let mode = environment.get("CACHE", problems);
    match mode.as_deref() {
        None | Some("on" | "shared") => {}
        Some("off") => return CacheConfig::None,
        Some(_) => problems.add("CACHE", "is none of on, off, shared"),
    }
    let Some(address) = address else {
        return CacheConfig::Local;
    };
    let is_known = ["redis://", "rediss://"]
        .iter()
        .any(|scheme| address.starts_with(scheme));
    match Client::open(address).ok().filter(|_| is_known) {
        Some(client) => CacheConfig::Shared {
            client: Box::new(client),
            answer_within: Duration::from_millis(milliseconds),
            shares_sessions: mode.as_deref() == Some("shared"),
        },
        None => {
            // The value itself may hold a password and is not repeated.
            problems.add(
                "REDIS_URL",
                "is not an address such as redis://:password@cache:6379/0, or rediss:// for TLS",
            );
            CacheConfig::Local
        }
    }
}
