//! Configuration from the environment, checked as a whole: one message names everything that is wrong.

mod address;
mod cache;
mod capacity;
mod catalogue;
mod database;
mod environment;
mod problems;
mod reports;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

pub use cache::CacheConfig;
pub use capacity::Capacity;
pub use catalogue::{Effective, effective};
pub use database::DatabaseConfig;
pub use environment::Environment;
pub use problems::Problems;
pub use reports::{ReportsConfig, Sentry, TracesConfig};

use crate::http::address::Network;

/// Everything a server is told.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen.
    pub bind: SocketAddr,
    /// Where to serve metrics, if anywhere.
    pub metrics_bind: Option<SocketAddr>,
    /// The database.
    pub database: DatabaseConfig,
    /// Where things are kept near.
    pub cache: CacheConfig,
    /// How much is done at once.
    pub capacity: Capacity,
    /// How long to wait for it at the start.
    pub database_wait: Duration,
    /// The origin under which browsers see this server, if it is told: `https://book.example.org`.
    pub public_origin: Option<String>,
    /// Proxies that are believed about whom they pass on.
    pub trusted_proxies: Vec<Network>,
    /// The key under which tokens are hashed; `None` lets the embedded database's directory keep one.
    pub secret_key: Option<Secret>,
    /// Who may make an account.
    pub registration: Registration,
    /// Where the web bundle is; found beside the executable when not told.
    pub site_dir: Option<PathBuf>,
    /// How long to go on answering after SIGTERM before connections are closed, so that balancers notice.
    pub shutdown_delay: Duration,
    /// Logging.
    pub log: Log,
    /// Who is told of what goes wrong, and of what goes on.
    pub reports: ReportsConfig,
}

/// Something that must not be seen in a log.
#[derive(Clone)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[hidden]")
    }
}

/// Who may make an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registration {
    /// The first person becomes the administrator, then nobody.
    First,
    /// Anybody; the first is the administrator.
    Open,
    /// Nobody.
    Closed,
}

/// How to log.
#[derive(Clone, Debug)]
pub struct Log {
    /// As `RUST_LOG` has it.
    pub filter: String,
    /// For people or for machines.
    pub format: LogFormat,
}

/// The form of a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum LogFormat {
    Text,
    Json,
}

/// A key shorter than this can be guessed.
const MIN_SECRET: usize = 32;

impl Config {
    /// Reads the configuration of `serve`.
    pub fn load(environment: &Environment) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let database = database::load(environment, &mut problems);
        let secret_key = secret_key(environment, &database, &mut problems);
        let config = Self {
            bind: bind(environment, &mut problems),
            metrics_bind: address(environment, "METRICS_BIND", &mut problems),
            capacity: capacity::load(environment, &mut problems),
            database_wait: seconds(environment, "DATABASE_WAIT_SECONDS", 60, &mut problems),
            public_origin: public_origin(environment, &mut problems),
            secret_key,
            cache: cache::load(environment, &mut problems),
            trusted_proxies: trusted_proxies(environment, &mut problems),
            registration: registration(environment, &mut problems),
            site_dir: environment
                .get("SITE_DIR", &mut problems)
                .map(PathBuf::from),
            shutdown_delay: seconds(environment, "SHUTDOWN_DELAY_SECONDS", 1, &mut problems),
            log: log(environment, &mut problems),
            reports: reports::load(environment, &mut problems),
            database,
        };
        problems.or(config)
    }

    /// Reads only what `migrate` needs, so that its container need not be given more.
    pub fn load_for_migration(
        environment: &Environment,
    ) -> Result<(DatabaseConfig, Duration, Log), Problems> {
        let mut problems = Problems::default();
        let database = database::load(environment, &mut problems);
        let log = log(environment, &mut problems);
        let wait = seconds(environment, "DATABASE_WAIT_SECONDS", 60, &mut problems);
        problems.or((database, wait, log))
    }

    /// Reads only where the server listens.
    pub fn load_bind(environment: &Environment) -> Result<SocketAddr, Problems> {
        let mut problems = Problems::default();
        let bind = bind(environment, &mut problems);
        problems.or(bind)
    }
}

fn bind(environment: &Environment, problems: &mut Problems) -> SocketAddr {
    let default = SocketAddr::from((Ipv4Addr::UNSPECIFIED, 5555));
    address(environment, "BIND", problems).unwrap_or(default)
}

fn address(environment: &Environment, name: &str, problems: &mut Problems) -> Option<SocketAddr> {
    let text = environment.get(name, problems)?;
    let address = text.parse().ok();
    if address.is_none() {
        problems.add(
            name,
            "is not an address and port such as 0.0.0.0:5555 or [::]:5555",
        );
    }
    address
}

fn secret_key(
    environment: &Environment,
    database: &DatabaseConfig,
    problems: &mut Problems,
) -> Option<Secret> {
    match environment.get("SECRET_KEY", problems) {
        Some(key) if key.len() < MIN_SECRET => {
            problems.add(
                "SECRET_KEY",
                "is shorter than 32 characters: make one with `openssl rand -hex 32`",
            );
            None
        }
        Some(key) => Some(Secret(key)),
        None => {
            let is_given = environment.has("SECRET_KEY");
            if matches!(database, DatabaseConfig::External { .. }) && !is_given {
                problems.add(
                    "SECRET_KEY",
                    "is missing: with a database of your own, give the server a random key of at least 32 \
                     characters and keep it (`openssl rand -hex 32` makes one)",
                );
            }
            None
        }
    }
}

fn public_origin(environment: &Environment, problems: &mut Problems) -> Option<String> {
    let url = environment.get("PUBLIC_URL", problems)?;
    let origin = url.strip_suffix('/').unwrap_or(&url);
    let uri: Option<http::Uri> = origin.parse().ok();
    let is_origin = uri.as_ref().is_some_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https"))
            && uri
                .authority()
                .is_some_and(|authority| !authority.as_str().contains('@'))
            && uri.path_and_query().is_none_or(|rest| rest.as_str() == "/")
    });
    if !is_origin {
        problems.add(
            "PUBLIC_URL",
            "is not the address of a site such as https://book.example.org (scheme and host, no path)",
        );
        return None;
    }
    Some(origin.to_ascii_lowercase())
}

fn trusted_proxies(environment: &Environment, problems: &mut Problems) -> Vec<Network> {
    let text = environment.get("TRUSTED_PROXIES", problems);
    let networks: Result<Vec<Network>, ()> = text
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|network| !network.is_empty())
        .map(str::parse)
        .collect();
    networks.unwrap_or_else(|()| {
        problems.add(
            "TRUSTED_PROXIES",
            "is not a list of networks such as 10.0.0.0/8,172.16.0.0/12",
        );
        Vec::new()
    })
}

fn registration(environment: &Environment, problems: &mut Problems) -> Registration {
    match environment.get("REGISTRATION", problems).as_deref() {
        None | Some("first") => Registration::First,
        Some("open") => Registration::Open,
        Some("closed") => Registration::Closed,
        Some(_) => {
            problems.add("REGISTRATION", "is none of first, open, closed");
            Registration::First
        }
    }
}

fn log(environment: &Environment, problems: &mut Problems) -> Log {
    let filter = environment
        .get("RUST_LOG", problems)
        .unwrap_or_else(|| "info".to_owned());
    if tracing_subscriber::EnvFilter::try_new(&filter).is_err() {
        problems.add(
            "RUST_LOG",
            "is not a filter such as info or info,persistence=debug",
        );
    }
    let format = match environment.get("LOG_FORMAT", problems).as_deref() {
        None | Some("text") => LogFormat::Text,
        Some("json") => LogFormat::Json,
        Some(_) => {
            problems.add("LOG_FORMAT", "is neither text nor json");
            LogFormat::Text
        }
    };
    Log { filter, format }
}

fn seconds(
    environment: &Environment,
    name: &str,
    default: u64,
    problems: &mut Problems,
) -> Duration {
    Duration::from_secs(number(environment, name, default, 0..=3_600, problems))
}

fn number(
    environment: &Environment,
    name: &str,
    default: u64,
    range: std::ops::RangeInclusive<u64>,
    problems: &mut Problems,
) -> u64 {
    let Some(text) = environment.get(name, problems) else {
        return default;
    };
    match text.parse() {
        Ok(number) if range.contains(&number) => number,
        _ => {
            problems.add(
                name,
                &format!("is not a number from {} to {}", range.start(), range.end()),
            );
            default
        }
    }
}
