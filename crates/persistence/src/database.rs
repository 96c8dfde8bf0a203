//! The one door to the pool.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use diesel::r2d2::{Pool, PooledConnection};
use diesel::{Connection, PgConnection, RunQueryDsl};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::DbError;
use crate::changes::Listener;
use crate::error::no_connection;
use crate::pool::{Manager, Suspicion};

/// The target of spans that are made for traces, and for nothing else.
pub const TRACES: &str = "traces";

/// How long a probe waits for a connection.
const SOON: Duration = Duration::from_millis(300);

/// Who asks.
#[derive(Clone, Copy)]
enum Who {
    /// Somebody who waits for an answer.
    Visitor,
    /// Somebody who only wants to know whether there would be one.
    Probe,
}

/// How the pool behaves.
#[derive(Clone, Debug)]
pub struct Settings {
    /// A libpq address.
    pub url: String,
    /// How many connections at most.
    pub pool_size: u32,
    /// How long a request waits for a connection before it is told that the server is busy.
    pub wait: Duration,
    /// How long one statement may take; shorter than the HTTP timeout.
    pub statement_timeout: Duration,
}

impl Settings {
    /// The settings of a server, for a database at `url`.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            pool_size: 10,
            wait: Duration::from_secs(3),
            statement_timeout: Duration::from_secs(10),
        }
    }
}

/// Hears how long work with the database takes.
pub trait Watcher: Send + Sync {
    /// It has waited so long for a connection.
    fn waited(&self, time: Duration);
    /// For whom work is that is asked for here, if that is known: it is named when the work is done.
    fn asker(&self) -> Option<String>;
    /// It has had one for so long.
    fn worked(&self, time: Duration, asker: Option<String>);
    /// It has got none.
    fn refused(&self);
}

/// Connections to the database at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connections {
    /// At work.
    pub used: u32,
    /// Waiting for work.
    pub idle: u32,
    /// So many at most.
    pub most: u32,
}

/// The database, as the server sees it; cheap to clone.
#[derive(Clone)]
pub struct Database {
    inner: Arc<Inner>,
    watcher: Option<Arc<dyn Watcher>>,
}

struct Inner {
    url: String,
    pool: Pool<Manager>,
    permits: Arc<Semaphore>,
    wait: Duration,
    suspicion: Suspicion,
    /// When work was last done: milliseconds after `began`.
    worked: AtomicU64,
    /// When the last free connection was taken.
    filled: AtomicU64,
    began: Instant,
}

impl Database {
    /// Prepares the pool without connecting: a server must be able to say "not ready" before its database is there.
    pub fn new(settings: &Settings) -> Self {
        let suspicion = Suspicion::none();
        let manager = Manager::new(&settings.url, settings.statement_timeout, suspicion.clone());
        let pool = Pool::builder()
            .max_size(settings.pool_size)
            .min_idle(Some(0))
            .test_on_check_out(true)
            .connection_timeout(settings.wait)
            .error_handler(Box::new(LogAtDebug))
            .build_unchecked(manager);
        let inner = Inner {
            url: settings.url.clone(),
            pool,
            permits: Arc::new(Semaphore::new(settings.pool_size as usize)),
            wait: settings.wait,
            suspicion,
            worked: AtomicU64::default(),
            filled: AtomicU64::default(),
            began: Instant::now(),
        };
        Self {
            inner: Arc::new(inner),
            watcher: None,
        }
    }

    /// The same, with somebody who hears of all that is done by it.
    #[must_use]
    pub fn watched_by(mut self, watcher: Arc<dyn Watcher>) -> Self {
        self.watcher = Some(watcher);
        self
    }

    /// How many connections there are just now.
    pub fn connections(&self) -> Connections {
        let state = self.inner.pool.state();
        Connections {
            used: state.connections.saturating_sub(state.idle_connections),
            idle: state.idle_connections,
            most: self.inner.pool.max_size(),
        }
    }

    /// Runs `work` in one transaction on a connection of the pool, off the async threads.
    ///
    /// Once started the work runs to its end even if the request that asked for it is gone: a dropped request
    /// never leaves half of a change.
    pub async fn run<T, E>(
        &self,
        work: impl FnOnce(&mut PgConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + From<diesel::result::Error> + Send + 'static,
    {
        let work = move |connection: &mut PgConnection| connection.transaction(work);
        self.on_connection(Who::Visitor, work).await
    }

    /// Like [`Database::run`] without a transaction: for work that is a single reading statement, where
    /// `BEGIN` and `COMMIT` would be two of three round trips.
    pub async fn read<T, E>(
        &self,
        work: impl FnOnce(&mut PgConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.on_connection(Who::Visitor, work).await
    }

    /// The same for who cannot wait: whether all connections are at work is known at once.
    pub async fn read_soon<T, E>(
        &self,
        work: impl FnOnce(&mut PgConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.on_connection(Who::Probe, work).await
    }

    /// Whether all connections have been at work for so long, and the database has answered nothing meanwhile.
    pub fn is_stuck_for(&self, time: Duration) -> bool {
        let last = |moment: &AtomicU64| moment.load(Ordering::Relaxed);
        let since = last(&self.inner.worked).max(last(&self.inner.filled));
        self.inner.permits.available_permits() == 0
            && self.now().saturating_sub(since) > time.as_millis() as u64
    }

    fn now(&self) -> u64 {
        self.inner.began.elapsed().as_millis() as u64
    }

    /// Opens a connection that hears of changes. It is none of the pool's, and this blocks.
    pub fn listen(&self) -> Result<Listener, DbError> {
        Listener::connect(&self.inner.url)
    }

    async fn on_connection<T, E>(
        &self,
        who: Who,
        work: impl FnOnce(&mut PgConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let begin = Instant::now();
        // From the first moment of waiting to the last of the work.
        let traced = tracing::trace_span!(
            target: TRACES,
            "database",
            otel.kind = "client",
            db.system.name = "postgresql",
        );
        let asker = self.watcher.as_ref().and_then(|watcher| watcher.asker());
        let permit = self.permit(who).await?;
        let database = self.clone();
        // The caller keeps its own: a span should end where it began.
        let (span, at_work) = (tracing::Span::current(), traced.clone());
        let task = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let work = || at_work.in_scope(|| database.work_on_connection(begin, asker, work));
            span.in_scope(work)
        });
        task.await.unwrap_or_else(|_| Err(DbError::Panicked.into()))
    }

    /// The permit is taken before a thread is: a crowd waits as cheap futures, not as blocked threads.
    async fn permit(&self, who: Who) -> Result<OwnedSemaphorePermit, DbError> {
        let permits = self.inner.permits.clone();
        let permit = match permits.clone().try_acquire_owned() {
            Ok(permit) => {
                if permits.available_permits() == 0 {
                    self.inner.filled.fetch_max(self.now(), Ordering::Relaxed);
                }
                Some(permit)
            }
            Err(_) => {
                let wait = match who {
                    Who::Visitor => self.inner.wait,
                    Who::Probe => SOON.min(self.inner.wait),
                };
                let waited = tokio::time::timeout(wait, permits.acquire_owned()).await;
                waited.ok().and_then(Result::ok)
            }
        };
        // Probes learn that it is busy, which is no work that was refused to somebody.
        if let (None, Who::Visitor, Some(watcher)) = (&permit, who, &self.watcher) {
            watcher.refused();
        }
        permit.ok_or(DbError::Busy)
    }

    fn work_on_connection<T, E: From<DbError>>(
        &self,
        asked: Instant,
        asker: Option<String>,
        work: impl FnOnce(&mut PgConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = self.connection().inspect_err(|_| {
            if let Some(watcher) = &self.watcher {
                watcher.refused();
            }
        })?;
        let begin = Instant::now();
        let result = work(&mut connection);
        if let Some(watcher) = &self.watcher {
            watcher.waited(begin.duration_since(asked));
            watcher.worked(begin.elapsed(), asker);
        }
        if result.is_err() && !is_alive(&mut connection) {
            self.inner.suspicion.raise();
            return Err(DbError::Unavailable("the connection was lost".to_owned()).into());
        }
        self.inner.worked.fetch_max(self.now(), Ordering::Relaxed);
        result
    }

    fn connection(&self) -> Result<PooledConnection<Manager>, DbError> {
        self.inner.pool.get().map_err(|error| {
            self.inner.suspicion.raise();
            no_connection(&error)
        })
    }
}

fn is_alive(connection: &mut PgConnection) -> bool {
    diesel::sql_query("SELECT 1").execute(connection).is_ok()
}

/// A database that is away makes r2d2 report every attempt; the one who waits reports it once.
#[derive(Debug)]
struct LogAtDebug;

impl<E: std::error::Error> diesel::r2d2::HandleError<E> for LogAtDebug {
    fn handle_error(&self, error: E) {
        tracing::debug!(%error, "could not open a database connection");
    }
}
