//! The cache that all servers share: Redis, Valkey, or whatever speaks like them.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Client, RedisError, RedisResult, Script};
use uuid::Uuid;

use super::breaker::Breaker;
use super::{Found, Lease};

/// How long to try to connect; nobody waits for it.
pub const CONNECT_WITHIN: Duration = Duration::from_secs(2);

/// Whoever looks something up for longer may not keep it. Nor does anybody wait longer for one who has died over it.
const LEASE: Duration = Duration::from_secs(2);

/// What is asked to find out whether all is well.
const HEALTH: &str = "bloknotik:{health}";

/// A larger value is none of ours.
const LARGEST: usize = 1 << 20;

#[derive(Clone)]
pub struct Shared(Arc<Inner>);

struct Inner {
    client: Client,
    answer_within: Duration,
    connection: Mutex<Connection>,
    breaker: Breaker,
    take: Script,
    keep: Script,
    give_back: Script,
    count: Script,
}

enum Connection {
    None,
    /// Somebody is at it.
    Coming,
    There(MultiplexedConnection),
}

/// What became of a question.
enum Answer<T> {
    Is(T),
    /// It answered that it would not.
    Refused,
    Late,
    /// There is no use in asking it just now.
    NotAsked,
}

impl Shared {
    pub fn new(client: Client, answer_within: Duration) -> Self {
        with_tls();
        Self(Arc::new(Inner {
            client,
            answer_within,
            connection: Mutex::new(Connection::None),
            breaker: Breaker::default(),
            // What is there, or the lease for it if nobody has one.
            take: Script::new(
                "local value = redis.call('GET', KEYS[1]) \
                 if value then return {1, value} end \
                 if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then return {2, ''} end \
                 return {3, ''}",
            ),
            keep: Script::new(
                "if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end \
                 redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) \
                 redis.call('DEL', KEYS[2]) return 1",
            ),
            give_back: Script::new(
                "if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end \
                 return redis.call('DEL', KEYS[1])",
            ),
            // No longer than the window also where the cache's own clock has been set back since.
            count: Script::new(
                "local number = redis.call('INCR', KEYS[1]) \
                 local left = redis.call('PTTL', KEYS[1]) \
                 if left < 0 or left > tonumber(ARGV[1]) then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end \
                 return number",
            ),
        }))
    }

    pub async fn get(&self, key: &str) -> Found {
        let asked = self.ask(async |mut connection| {
            redis::cmd("GET")
                .arg(key)
                .query_async::<Option<Vec<u8>>>(&mut connection)
                .await
        });
        match asked.await {
            Some(Some(value)) if value.len() <= LARGEST => Found::Hit(value),
            Some(None) => Found::Miss(Lease::None),
            _ => Found::Away,
        }
    }

    /// The same, and where it is not there the lease for it, if nobody has one.
    pub async fn take(&self, key: &str) -> Found {
        let lease = Uuid::new_v4().simple().to_string();
        let asked = self.ask(async |mut connection| {
            let mut call = self.0.take.prepare_invoke();
            call.key(key).key(lease_of(key)).arg(&lease);
            call.arg(LEASE.as_millis() as u64);
            call.invoke_async::<(u8, Vec<u8>)>(&mut connection).await
        });
        match asked.await {
            Some((1, value)) if value.len() <= LARGEST => Found::Hit(value),
            Some((2, _)) => Found::Miss(Lease::Shared(lease)),
            Some((3, _)) => Found::Miss(Lease::Elsewhere),
            _ => Found::Away,
        }
    }

    /// Answers whether it was told; that the lease is over is no error.
    pub async fn keep(&self, key: &str, lease: &str, value: &[u8], ttl: Duration) -> bool {
        self.ask(async |mut connection| {
            let mut call = self.0.keep.prepare_invoke();
            call.key(key).key(lease_of(key)).arg(lease).arg(value);
            call.arg(ttl.as_millis() as u64);
            call.invoke_async::<u8>(&mut connection).await
        })
        .await
        .is_some()
    }

    /// Whoever has a lease and nothing to keep lets the next one look at once.
    pub async fn give_back(&self, key: &str, lease: &str) {
        self.ask(async |mut connection| {
            let mut call = self.0.give_back.key(lease_of(key));
            call.arg(lease).invoke_async::<u64>(&mut connection).await
        })
        .await;
    }

    /// Answers whether it was told.
    pub async fn forget(&self, key: &str) -> bool {
        self.ask(async |mut connection| {
            redis::cmd("DEL")
                .arg(key)
                .arg(lease_of(key))
                .query_async::<u64>(&mut connection)
                .await
        })
        .await
        .is_some()
    }

    pub async fn count(&self, key: &str, window: Duration) -> Option<u64> {
        self.ask(async |mut connection| {
            let mut call = self.0.count.key(key);
            call.arg(window.as_millis() as u64);
            call.invoke_async::<u64>(&mut connection).await
        })
        .await
    }

    pub async fn counted(&self, key: &str, window: Duration) -> Option<u64> {
        let window = window.as_millis() as i64;
        let asked = self.ask(async |mut connection| {
            let mut both = redis::pipe();
            both.get(key).pttl(key);
            both.query_async::<(Option<u64>, i64)>(&mut connection)
                .await
        });
        let (number, left) = asked.await?;
        if left > window {
            // Its clock has been set back since: nobody is to wait for it to be there again.
            self.ask(async |mut connection| {
                redis::cmd("PEXPIRE")
                    .arg(key)
                    .arg(window)
                    .query_async::<u64>(&mut connection)
                    .await
            })
            .await;
        }
        Some(number.unwrap_or_default())
    }

    /// Whether it does what it is asked: one that is full, or a replica, answers and keeps nothing. An answer that came late is
    /// no reason to say no, as long as it is asked for everything.
    pub async fn answers(&self) -> bool {
        let asked = self.try_to_ask(async |mut connection| {
            let mut call = self.0.count.key(HEALTH);
            call.arg(LEASE.as_millis() as u64);
            call.invoke_async::<u64>(&mut connection).await
        });
        match asked.await {
            Answer::Is(_) => true,
            Answer::Late => self.0.breaker.is_closed(),
            Answer::Refused | Answer::NotAsked => false,
        }
    }

    /// Asks it something, if that is worth while; nothing if no answer came in time.
    async fn ask<T>(
        &self,
        question: impl AsyncFnOnce(MultiplexedConnection) -> RedisResult<T>,
    ) -> Option<T> {
        match self.try_to_ask(question).await {
            Answer::Is(answer) => Some(answer),
            Answer::Refused | Answer::Late | Answer::NotAsked => None,
        }
    }

    async fn try_to_ask<T>(
        &self,
        question: impl AsyncFnOnce(MultiplexedConnection) -> RedisResult<T>,
    ) -> Answer<T> {
        let Some(connection) = self.connection() else {
            return Answer::NotAsked;
        };
        if !self.0.breaker.lets_through(Instant::now()) {
            return Answer::NotAsked;
        }
        match tokio::time::timeout(self.0.answer_within, question(connection)).await {
            Ok(Ok(answer)) => {
                self.0.breaker.answered();
                Answer::Is(answer)
            }
            Ok(Err(error)) => {
                self.failed(&error);
                Answer::Refused
            }
            Err(_) => {
                self.0.breaker.failed(Instant::now());
                if !self.0.breaker.is_closed() {
                    // It may have died without a word: the next one who tries begins with another.
                    *self.lock() = Connection::None;
                }
                Answer::Late
            }
        }
    }

    fn failed(&self, error: &RedisError) {
        tracing::debug!(%error, "the cache");
        self.0.breaker.failed(Instant::now());
        // One that goes on refusing may be a replica by now: the next one who tries begins with another connection, which
        // may lead elsewhere.
        let is_over = error.is_unrecoverable_error() || error.is_connection_dropped();
        if is_over || !self.0.breaker.is_closed() {
            *self.lock() = Connection::None;
        }
    }

    /// The connection. Where there is none somebody is sent for one, and nobody waits for it.
    fn connection(&self) -> Option<MultiplexedConnection> {
        let mut connection = self.lock();
        match &*connection {
            Connection::There(connection) => return Some(connection.clone()),
            Connection::Coming => return None,
            Connection::None => {}
        }
        // Not more often than the breaker lets somebody try.
        if self.0.breaker.lets_through(Instant::now()) {
            *connection = Connection::Coming;
            let shared = self.clone();
            tokio::spawn(async move { shared.connect().await });
        }
        None
    }

    async fn connect(&self) {
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(CONNECT_WITHIN))
            // Ours is shorter, and counts the waiting.
            .set_response_timeout(None);
        let connected = self
            .0
            .client
            .get_multiplexed_async_connection_with_config(&config)
            .await;
        match connected {
            Ok(connection) => {
                tracing::info!("the cache is there");
                *self.lock() = Connection::There(connection);
                self.0.breaker.reached(Instant::now());
            }
            Err(error) => {
                tracing::warn!(%error, "the cache cannot be reached; everything is looked up");
                *self.lock() = Connection::None;
                self.0.breaker.failed(Instant::now());
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Connection> {
        self.0
            .connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Says by which library TLS is done: two of them are among the crates that something or other needs.
pub fn with_tls() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// Where the lease for a key is; in the same slot of a cluster.
fn lease_of(key: &str) -> String {
    format!("{key}:lease")
}
