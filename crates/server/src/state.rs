//! What every request can get at.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRef;
use frontend::Assets;
use persistence::Database;

use crate::assets::Site;
use crate::bulk::Worker;
use crate::cache::Cache;
use crate::config::{CacheConfig, Registration, Secret};
use crate::http::address::Network;
use crate::metrics::Metrics;
use crate::news::Newsroom;
use crate::outlines::Outlines;
use crate::picture::Studio;
use crate::readiness::Readiness;
use crate::reports::Reports;
use crate::security::Vault;
use crate::sessions::Sessions;

/// What a server is made of, beside its database.
pub struct Options {
    /// Key for token hashes.
    pub secret_key: Secret,
    /// Who may make an account.
    pub registration: Registration,
    /// The origin under which browsers see this server, if it is known.
    pub public_origin: Option<String>,
    /// The directory of the web bundle, if there is one.
    pub site_dir: Option<std::path::PathBuf>,
    /// Where things are kept near.
    pub cache: CacheConfig,
    /// Proxies that are believed about whom they pass on.
    pub trusted_proxies: Vec<Network>,
    /// Where incidents are reported.
    pub reports: Reports,
}

/// Shared by all requests. One pointer: every layer of the router clones it for every request.
#[derive(Clone)]
pub struct AppState(Arc<Parts>);

impl Deref for AppState {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// What there is to be got at.
pub struct Parts {
    pub(crate) db: Database,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) reports: Reports,
    pub(crate) cache: Cache,
    pub(crate) sessions: Sessions,
    pub(crate) outlines: Arc<Outlines>,
    pub(crate) vault: Vault,
    pub(crate) studio: Studio,
    pub(crate) readiness: Readiness,
    pub(crate) news: Newsroom,
    pub(crate) settings: Arc<Settings>,
    pub(crate) site: Arc<Site>,
    pub(crate) assets: Arc<Assets>,
}

pub(crate) struct Settings {
    pub(crate) registration: Registration,
    pub(crate) public_origin: Option<String>,
    pub(crate) trusted_proxies: Vec<Network>,
}

impl Settings {
    /// Whether browsers reach this server by TLS only.
    pub(crate) fn is_https(&self) -> bool {
        self.public_origin
            .as_deref()
            .is_some_and(|origin| origin.starts_with("https://"))
    }
}

impl AppState {
    /// The state of a server on this database.
    pub fn new(db: Database, options: Options) -> Self {
        let site = Site::open(options.site_dir.as_deref());
        let metrics = Arc::new(Metrics::default());
        let vault = Vault::new(&options.secret_key);
        let db = db.watched_by(metrics.database());
        let cache = Cache::new(&options.cache, vault.clone(), metrics.cache());
        let news = Newsroom::new(db.clone());
        let sessions = Sessions::new(db.clone(), cache.clone(), news.clone());
        let parts = Parts {
            readiness: Readiness::new(db.clone()),
            cache,
            sessions,
            news,
            outlines: Arc::new(Outlines::new(
                matches!(options.cache, CacheConfig::None),
                &metrics.cache(),
            )),
            vault,
            studio: Studio::new(),
            settings: Arc::new(Settings {
                registration: options.registration,
                public_origin: options.public_origin,
                trusted_proxies: options.trusted_proxies,
            }),
            assets: Arc::new(site.assets()),
            site: Arc::new(site),
            metrics,
            reports: options.reports,
            db,
        };
        Self(Arc::new(parts))
    }

    /// Where open pages hear of changes.
    pub fn news(&self) -> &Newsroom {
        &self.news
    }

    pub(crate) fn sessions(&self) -> Sessions {
        self.sessions.clone()
    }

    /// Whether the database is there and current, and whether this server is leaving.
    pub fn readiness(&self) -> &Readiness {
        &self.readiness
    }
}

impl FromRef<AppState> for Database {
    fn from_ref(state: &AppState) -> Self {
        state.db.clone()
    }
}

impl FromRef<AppState> for Worker {
    fn from_ref(state: &AppState) -> Self {
        Self::new(state.db.clone(), state.metrics.jobs())
    }
}

impl FromRef<AppState> for Studio {
    fn from_ref(state: &AppState) -> Self {
        state.studio.clone()
    }
}

impl FromRef<AppState> for Arc<Outlines> {
    fn from_ref(state: &AppState) -> Self {
        state.outlines.clone()
    }
}
