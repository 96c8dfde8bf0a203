//! Things that are looked up often and change rarely, kept near. What every request needs is kept in this process: fetching it
//! from another would take as long as from the database (docs/BENCHMARKS.md). What servers have to agree about is kept in
//! Redis or Valkey where one is configured.
//!
//! Everything has a time after which it is forgotten. What is written is forgotten when that is committed, and a reader who
//! looked it up before cannot bring the old one back: whoever misses takes a lease, and only who still has it may keep what
//! was found. Those who miss the same thing at once wait for one of them.
//!
//! Whoever can write to the shared cache can make nobody believe a value that no server has made: values are sealed with the
//! servers' key. Counters are not; they are kept under names that nobody can guess.
//!
//! A cache that is dead or slow is no error: what cannot be had from it is looked up.

mod breaker;
mod flights;
mod held;
mod local;
mod probe;
mod shared;

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;
use serde::de::DeserializeOwned;
use tracing::Instrument;

use crate::config::CacheConfig;
use crate::metrics::{CacheMetrics, Outcome};
use crate::security::Vault;
use flights::{Flight, Flights};
use held::Held;
use local::{Counters, Local};
use shared::Shared;

pub use probe::probe;

/// What is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Whose session a token is.
    Session,
    /// The last ping.
    Ping,
}

impl Kind {
    /// Its name in keys and metrics.
    pub fn name(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Ping => "ping",
        }
    }

    /// How long it is believed.
    fn ttl(self) -> Duration {
        match self {
            Self::Session | Self::Ping => Duration::from_secs(60),
        }
    }
}

/// Another server that looks the same thing up is waited for: so often, for so long.
const PATIENCE: u32 = 20;
const A_MOMENT: Duration = Duration::from_millis(10);

/// The name of counters in metrics.
const COUNTERS: &str = "count";

/// How the cache is, for `readyz` and whoever watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// None is configured but the one in this process.
    Local,
    /// It answers.
    Up,
    /// It does not answer, and everything is looked up.
    Down,
}

impl Health {
    /// In a word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Local => "in this process",
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

/// The cache of a server; cheap to clone.
#[derive(Clone)]
pub struct Cache {
    /// Nothing is kept at all: for measuring what that is good for.
    is_off: bool,
    /// Sessions are in the shared cache, too: for measuring what that would be good for.
    shares_sessions: bool,
    /// Until when those are not believed.
    distrusted: Arc<Mutex<Option<Instant>>>,
    local: Arc<Local>,
    shared: Option<Shared>,
    flights: Arc<Flights>,
    counters: Arc<Counters>,
    vault: Vault,
    metrics: Arc<CacheMetrics>,
}

/// What looking into a store came to.
enum Found {
    Hit(Vec<u8>),
    /// It is not there; who has the lease may put it there.
    Miss(Lease),
    /// The store does not answer.
    Away,
}

/// The right to keep what is looked up now.
enum Lease {
    Local(u64),
    Shared(String),
    /// Another server has it.
    Elsewhere,
    None,
}

impl Cache {
    /// The one that is configured. It does not wait for it.
    pub fn new(config: &CacheConfig, vault: Vault, metrics: Arc<CacheMetrics>) -> Self {
        let shared = match config {
            CacheConfig::None | CacheConfig::Local => None,
            CacheConfig::Shared {
                client,
                answer_within,
                ..
            } => Some(Shared::new(client.as_ref().clone(), *answer_within)),
        };
        Self {
            is_off: matches!(config, CacheConfig::None),
            shares_sessions: matches!(
                config,
                CacheConfig::Shared {
                    shares_sessions: true,
                    ..
                }
            ),
            distrusted: Arc::default(),
            local: Arc::default(),
            shared,
            flights: Arc::default(),
            counters: Arc::default(),
            vault,
            metrics,
        }
    }

    /// What is kept under the key, else what `load` answers, which is kept from then on. That there is nothing is not kept.
    pub async fn through<T, E>(
        &self,
        kind: Kind,
        key: &str,
        load: impl Future<Output = Result<Option<T>, E>>,
    ) -> Result<Option<T>, E>
    where
        T: Serialize + DeserializeOwned,
    {
        if self.is_off {
            return load.await;
        }
        let key = format!("bloknotik:{{{}:{key}}}", kind.name());
        let (there, first) = self.look(kind, &key).await;
        if there.is_some() {
            return Ok(there);
        }
        // One of those who miss it looks it up, the others find it then. If that one has failed, they do not wait for each
        // other as well. The lease is taken by whoever's turn it is: had another one of them got it before, nobody would keep
        // what this one finds.
        let turn = match self.flights.join(&key) {
            Flight::First(turn) => Some(turn),
            Flight::Other(turn) => {
                drop(turn.lock().await);
                None
            }
        };
        // Nor for another server: if there is nothing, the one before has waited for that.
        let looks = if turn.is_some() { PATIENCE } else { 1 };
        let lease = match self.find_or_lease(kind, &key, first, looks).await {
            Looked::Hit(value) => return Ok(Some(value)),
            Looked::Miss(lease) => lease,
        };
        let held = Held::new(self.shared(kind), &key, lease);
        let loaded = load.await?;
        if let Some(value) = &loaded
            && let Ok(bytes) = serde_json::to_vec(value)
        {
            let sealed = self.vault.sealed(&key, &bytes);
            self.keep(kind, &key, held.taken(), sealed).await;
        }
        Ok(loaded)
    }

    /// What is there by now, or the lease for it. While another server has that, it will have the answer in a moment.
    async fn find_or_lease<T: DeserializeOwned>(
        &self,
        kind: Kind,
        key: &str,
        first: Outcome,
        looks: u32,
    ) -> Looked<T> {
        for look in 1..=looks {
            let (looked, outcome) = self.find(kind, key, Asked::ToKeep).await;
            // One that answers, and will not keep anything.
            if outcome == Outcome::Error && first != Outcome::Error {
                self.metrics.failed(kind.name());
            }
            match looked {
                Looked::Miss(Lease::Elsewhere) if look < looks => {
                    tokio::time::sleep(A_MOMENT).await
                }
                Looked::Miss(Lease::Elsewhere) => break,
                looked => return looked,
            }
        }
        Looked::Miss(Lease::None)
    }

    /// Forgets what was kept, and what is being looked up just now. To be called when the change is committed.
    pub async fn forget(&self, kind: Kind, key: &str) {
        let key = format!("bloknotik:{{{}:{key}}}", kind.name());
        self.forget_key(kind, &key).await;
    }

    async fn forget_key(&self, kind: Kind, key: &str) {
        let was_told = match self.store(kind) {
            Some(shared) => shared.forget(key).await,
            None => true,
        };
        if !was_told {
            self.distrust();
        }
        self.local.forget(key);
    }

    /// Forgets all that this process keeps, and what others may.
    pub fn forget_all(&self) {
        self.distrust();
        self.local.forget_all();
    }

    /// What is shared of sessions may be of the time before, until all of that is over.
    fn distrust(&self) {
        let until = Instant::now() + Kind::Session.ttl();
        *self
            .distrusted
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(until);
    }

    fn is_distrusted(&self) -> bool {
        let until = *self
            .distrusted
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        until.is_some_and(|until| Instant::now() < until)
    }

    /// The shared cache, if this is kept there.
    fn store(&self, kind: Kind) -> Option<&Shared> {
        let is_shared = match kind {
            Kind::Session => self.shares_sessions,
            Kind::Ping => true,
        };
        self.shared.as_ref().filter(|_| is_shared)
    }

    /// The same, if it is believed just now.
    fn shared(&self, kind: Kind) -> Option<&Shared> {
        let is_believed = kind != Kind::Session || !self.is_distrusted();
        self.store(kind).filter(|_| is_believed)
    }

    /// Counts one more under this name, until so long after the first. While the shared cache is away, it is this process
    /// that counts: limits get wider, and do not fall.
    pub async fn count(&self, name: &str, window: Duration) {
        let key = counter(name);
        let Some(shared) = &self.shared else {
            return self.counters.count(&key, window);
        };
        if shared.count(&key, window).await.is_none() {
            self.metrics.failed(COUNTERS);
            self.counters.count(&key, window);
        }
    }

    /// How many were counted, of a window as long as this.
    pub async fn counted(&self, name: &str, window: Duration) -> u64 {
        let key = counter(name);
        let here = self.counters.counted(&key);
        let Some(shared) = &self.shared else {
            return here;
        };
        let begin = Instant::now();
        let there = shared.counted(&key, window).await;
        let outcome = match there {
            Some(0) => Outcome::Miss,
            Some(_) => Outcome::Hit,
            None => Outcome::Error,
        };
        self.metrics.looked(COUNTERS, outcome, begin.elapsed());
        here.max(there.unwrap_or_default())
    }

    /// How it is now.
    pub async fn health(&self) -> Health {
        match &self.shared {
            None => Health::Local,
            Some(shared) if shared.answers().await => Health::Up,
            Some(_) => Health::Down,
        }
    }

    /// The look that is measured: one for each question.
    async fn look<T: DeserializeOwned>(&self, kind: Kind, key: &str) -> (Option<T>, Outcome) {
        let span = tracing::trace_span!(
            target: persistence::TRACES,
            "cache",
            otel.name = %format_args!("cache {}", kind.name()),
            cache.outcome = tracing::field::Empty,
        );
        let begin = Instant::now();
        let found = self.find(kind, key, Asked::Only);
        let (looked, outcome) = found.instrument(span.clone()).await;
        span.record("cache.outcome", outcome.name());
        self.metrics.looked(kind.name(), outcome, begin.elapsed());
        match looked {
            Looked::Hit(value) => (Some(value), outcome),
            Looked::Miss(_) => (None, outcome),
        }
    }

    async fn find<T: DeserializeOwned>(
        &self,
        kind: Kind,
        key: &str,
        asked: Asked,
    ) -> (Looked<T>, Outcome) {
        let found = match (self.shared(kind), asked) {
            (Some(shared), Asked::Only) => shared.get(key).await,
            (Some(shared), Asked::ToKeep) => shared.take(key).await,
            (None, _) => self.local.get(key),
        };
        // What is not shared for once is kept here, so that nobody can wear the database out meanwhile.
        let is_away = matches!(found, Found::Away);
        let found = match found {
            Found::Away => self.local.get(key),
            found => found,
        };
        let (looked, outcome) = match found {
            Found::Hit(bytes) => match self.read(key, &bytes) {
                Some(value) => (Looked::Hit(value), Outcome::Hit),
                None => {
                    self.forget_key(kind, key).await;
                    (Looked::Miss(Lease::None), Outcome::Error)
                }
            },
            Found::Miss(lease) => (Looked::Miss(lease), Outcome::Miss),
            Found::Away => (Looked::Miss(Lease::None), Outcome::Error),
        };
        let outcome = if is_away { Outcome::Error } else { outcome };
        (looked, outcome)
    }

    /// What cannot be read was written by another version, or by somebody else: as good as none.
    fn read<T: DeserializeOwned>(&self, key: &str, bytes: &[u8]) -> Option<T> {
        let value = self.vault.unsealed(key, bytes)?;
        serde_json::from_slice(value).ok()
    }

    async fn keep(&self, kind: Kind, key: &str, lease: Lease, value: Vec<u8>) {
        match (self.shared(kind), lease) {
            (_, Lease::Local(lease)) => self.local.keep(key, lease, value, kind.ttl()),
            (Some(shared), Lease::Shared(lease)) => {
                let was_told = shared.keep(key, &lease, &value, kind.ttl()).await;
                if !was_told {
                    self.metrics.failed(kind.name());
                }
            }
            _ => {}
        }
    }
}

fn counter(name: &str) -> String {
    format!("bloknotik:{{count:{name}}}")
}

/// What for it is looked for.
#[derive(Clone, Copy)]
enum Asked {
    /// To have it.
    Only,
    /// And to keep what is looked up, if it is not there.
    ToKeep,
}

enum Looked<T> {
    Hit(T),
    Miss(Lease),
}
