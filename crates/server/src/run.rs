//! The life of a server: bind, find the database, serve, leave in order.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::FromRef;
use persistence::migrations::{self, SchemaState};
use persistence::{Database, DbError, Settings};
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use crate::bulk::Worker;
use crate::config::{Config, DatabaseConfig};
use crate::embedded::{self, Embedded};
use crate::metrics;
use crate::news::Newsroom;
use crate::outlines::Outlines;
use crate::readiness::{Readiness, Verdict};
use crate::refusal::refusal;
use crate::reports::Reports;
use crate::sample::{self, Sample, SampleError};
use crate::security::Vault;
use crate::serve;
use crate::server_key;
use crate::state::{AppState, Options};

/// How long requests may take to finish once the server is leaving.
const FINISH_WITHIN: Duration = Duration::from_secs(20);

/// How long reports may take to leave, when everything else is over.
const REPORT_WITHIN: Duration = Duration::from_secs(3);

/// How often contacts are looked for that a server of an older version has written.
const RENEW: Duration = Duration::from_secs(60);

/// Why a server could not start, or had to stop.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// Somebody else has the port, or it is not ours to take.
    #[error(
        "cannot listen on {address}: {error} (is another server running? {variable} chooses another port)"
    )]
    Bind {
        /// What chooses another.
        variable: &'static str,
        /// Where it was tried.
        address: SocketAddr,
        /// What the system said.
        error: std::io::Error,
    },
    /// The embedded database would not start.
    #[error("the embedded database did not start: {0}")]
    Embedded(#[from] local_postgres::Error),
    /// A file in the data directory cannot be read or written.
    #[error("{0}")]
    DataDir(String),
    /// The database did not come within the time given.
    #[error("gave up waiting for the database after {0:?}: {1}")]
    DatabaseAway(Duration, String),
    /// A migration did not go through.
    #[error(transparent)]
    Migration(#[from] migrations::MigrationError),
    /// The sample could not be loaded.
    #[error(transparent)]
    Sample(#[from] SampleError),
    /// The system refused something basic.
    #[error("{0}")]
    System(#[from] std::io::Error),
}

/// `bloknotik serve`
pub fn serve(config: Config, reports: Reports) -> Result<(), ServerError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(config.capacity.worker_threads)
        .enable_all()
        .build()?;
    let result = runtime.block_on(async {
        // From the first moment on: a signal during the start must find the database stopped as well.
        let stop = StopSignal::install()?;
        let server = Server::start(config, reports.clone()).await?;
        server.run(stop.received()).await
    });
    // Transactions that are under way get to their end.
    runtime.shutdown_timeout(FINISH_WITHIN);
    reports.close(REPORT_WITHIN);
    result
}

/// `bloknotik migrate`
pub fn migrate(config: &DatabaseConfig, wait: Duration) -> Result<(), ServerError> {
    let (url, embedded) = embedded::shared(config)?;
    let mut backoff = Backoff::new(wait);
    let applied = loop {
        match migrations::migrate(&url) {
            Err(migrations::MigrationError::Connect(error)) => match backoff.next() {
                Some(pause) => {
                    not_yet(&error);
                    std::thread::sleep(pause);
                }
                None => return Err(ServerError::DatabaseAway(wait, error.to_string())),
            },
            result => break result?,
        }
    };
    match applied.as_slice() {
        [] => tracing::info!("the schema is current"),
        applied => tracing::info!(
            migrations = applied.join(", "),
            "the schema was brought up to date"
        ),
    }
    drop(embedded);
    Ok(())
}

/// `bloknotik sample`
pub fn sample(config: &DatabaseConfig, sample: Sample) -> Result<(), ServerError> {
    let (url, embedded) = embedded::shared(config)?;
    migrations::migrate(&url)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let result = runtime.block_on(sample::load(url, sample));
    drop(embedded);
    result
}

/// A server that has its port and knows its database.
pub struct Server {
    listener: TcpListener,
    state: AppState,
    metrics: Option<TcpListener>,
    embedded: Option<Embedded>,
    database_wait: Duration,
    shutdown_delay: Duration,
}

impl Server {
    /// Takes the port first: a second server on it must not get as far as touching the database.
    pub async fn start(config: Config, reports: Reports) -> Result<Self, ServerError> {
        let listener = listen("BIND", config.bind).await?;
        let metrics = match config.metrics_bind {
            Some(address) => Some(listen("METRICS_BIND", address).await?),
            None => None,
        };
        let wanted = config.database.clone();
        let (url, embedded) = tokio::task::spawn_blocking(move || embedded::own(&wanted))
            .await
            .map_err(std::io::Error::other)??;
        let secret_key = match (config.secret_key, &config.database) {
            (Some(key), _) => key,
            (None, DatabaseConfig::Embedded { data_dir }) => server_key::own(data_dir)?,
            (None, DatabaseConfig::External { .. }) => {
                return Err(ServerError::DataDir("SECRET_KEY is missing".to_owned()));
            }
        };
        if embedded.is_some() {
            // Nobody else can: the embedded database is there only while this process is.
            let url = url.clone();
            tokio::task::spawn_blocking(move || migrations::migrate(&url))
                .await
                .map_err(std::io::Error::other)??;
        }
        let db = Database::new(&Settings {
            pool_size: config.capacity.pool_size,
            ..Settings::new(url)
        });
        let options = Options {
            secret_key,
            registration: config.registration,
            public_origin: config.public_origin,
            site_dir: config.site_dir,
            cache: config.cache,
            trusted_proxies: config.trusted_proxies,
            reports,
        };
        Ok(Self {
            listener,
            metrics,
            state: AppState::new(db, options),
            embedded,
            database_wait: config.database_wait,
            shutdown_delay: config.shutdown_delay,
        })
    }

    /// Where it listens; with port 0 asked for, the port it got.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Serves until `stop` resolves or the database does not come, then leaves in order.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Result<(), ServerError> {
        let address = self.address()?;
        let readiness = self.state.readiness().clone();
        let news = self.state.news().clone();
        let outlines = Arc::<Outlines>::from_ref(&self.state);
        let db = self.state.db.clone();
        let vault = self.state.vault.clone();
        let (close, closing) = watch::channel(());
        let app = crate::app(self.state.clone());
        let serving = tokio::spawn(serve::serve(
            self.listener,
            app,
            closed(closing.clone()),
            FINISH_WITHIN,
        ));
        let resuming = tokio::spawn(Worker::from_ref(&self.state).resume());
        let listening = tokio::spawn(self.state.sessions().listen());
        let forgetting = tokio::spawn(outlines.listen(news.clone()));
        let measuring = self.metrics.map(|listener| {
            let (state, closed) = (self.state.clone(), closed(closing.clone()));
            tokio::spawn(metrics::serve(listener, state, closed))
        });
        tracing::info!(%address, "listening");
        let result = tokio::select! {
            () = stop => Ok(()),
            error = wait_for_database(&db, &vault, &readiness, &news, self.database_wait) => Err(error),
        };
        tracing::info!("leaving: no longer ready");
        readiness.drain();
        if result.is_ok() {
            tokio::time::sleep(self.shutdown_delay).await;
        }
        // Whoever listens for changes would do so for ever.
        news.close();
        drop(close);
        resuming.abort();
        listening.abort();
        forgetting.abort();
        serving.await.map_err(std::io::Error::other)?;
        if let Some(measuring) = measuring {
            measuring.await.map_err(std::io::Error::other)?;
        }
        if let Some(embedded) = self.embedded {
            // What nobody waits for any more may still be at work, and gets to its end.
            let until = tokio::time::Instant::now() + FINISH_WITHIN;
            while db.connections().used > 0 && tokio::time::Instant::now() < until {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            let _ = tokio::task::spawn_blocking(move || drop(embedded)).await;
        }
        tracing::info!("stopped");
        result
    }
}

async fn listen(variable: &'static str, address: SocketAddr) -> Result<TcpListener, ServerError> {
    TcpListener::bind(address)
        .await
        .map_err(|error| ServerError::Bind {
            variable,
            address,
            error,
        })
}

/// Resolves when the server closes.
async fn closed(mut closing: watch::Receiver<()>) {
    let _ = closing.changed().await;
}

/// Resolves only with an error: when the database has not become usable in time. Once it has, it looks after the columns of
/// contacts for good.
async fn wait_for_database(
    db: &Database,
    vault: &Vault,
    readiness: &Readiness,
    news: &Newsroom,
    wait: Duration,
) -> ServerError {
    let mut backoff = Backoff::new(wait);
    loop {
        let verdict = readiness.check().await;
        match &verdict {
            Verdict::Ready | Verdict::Draining => {
                tracing::info!("ready");
                server_key::keep(db, vault).await;
                news.open();
                loop {
                    tokio::time::sleep(RENEW).await;
                    // Where nobody asks /readyz, somebody has to see that a newer program has changed the schema.
                    readiness.check().await;
                    while renew(db).await {}
                }
            }
            Verdict::WrongSchema(SchemaState::Outdated) => {
                tracing::warn!("not ready: {}", verdict.explanation());
                // Where a migrator is at it, there is nothing to do but wait.
                if !renew(db).await {
                    tokio::time::sleep(Duration::from_millis(500)).await;
                }
                backoff = Backoff::new(wait);
                continue;
            }
            // Somebody is migrating, or has yet to: that is no reason to give up.
            Verdict::WrongSchema(SchemaState::Behind(_) | SchemaState::Ahead(_)) => {
                tracing::error!("not ready: {}", verdict.explanation());
                tokio::time::sleep(Duration::from_secs(2)).await;
                backoff = Backoff::new(wait);
                continue;
            }
            Verdict::WrongSchema(SchemaState::Current | SchemaState::Grown(_)) => {}
            Verdict::NoDatabase(error) => not_yet(error),
        }
        match backoff.next() {
            Some(pause) => tokio::time::sleep(pause).await,
            None => return ServerError::DatabaseAway(wait, verdict.reason()),
        }
    }
}

/// It may still come, or let this server in: an account can be on its way, too.
fn not_yet(error: &DbError) {
    match refusal(&error.to_string()) {
        Some(advice) => {
            tracing::error!(%error, "the database does not let this server in: {advice}")
        }
        None => tracing::warn!(%error, "the database is not there yet"),
    }
}

/// Reads some contacts of an older server anew; answers whether there may be more.
async fn renew(db: &Database) -> bool {
    match db.run(migrations::renew_some).await {
        Ok(0) => false,
        Ok(_) => true,
        Err(error) => {
            tracing::warn!(%error, "contacts were not read anew");
            false
        }
    }
}

/// Pauses that double up to two seconds, until the time is used up.
struct Backoff {
    pause: Duration,
    until: std::time::Instant,
}

impl Backoff {
    fn new(wait: Duration) -> Self {
        Self {
            pause: Duration::from_millis(50),
            until: std::time::Instant::now() + wait,
        }
    }

    fn next(&mut self) -> Option<Duration> {
        let left = self
            .until
            .saturating_duration_since(std::time::Instant::now());
        let pause = self.pause.min(left);
        self.pause = (self.pause * 2).min(Duration::from_secs(2));
        (!left.is_zero()).then_some(pause)
    }
}

/// Calls this when the process is asked to end, on a thread of its own.
pub fn on_stop_signal(then: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let stop = {
        let _inside = runtime.enter();
        StopSignal::install()?
    };
    std::thread::spawn(move || {
        runtime.block_on(stop.received());
        then();
    });
    Ok(())
}

/// SIGTERM (containers) or SIGINT (ctrl-C).
struct StopSignal {
    terminate: Signal,
    interrupt: Signal,
}

impl StopSignal {
    fn install() -> std::io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Resolves when one of them has come since [`StopSignal::install`].
    async fn received(mut self) {
        tokio::select! { _ = self.terminate.recv() => {}, _ = self.interrupt.recv() => {} }
    }
}
