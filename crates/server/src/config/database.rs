//! Which database: one that is there, by address or by parts, or the embedded one.

use std::path::PathBuf;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::address::Address;
use super::{Environment, Problems};

/// The database to use.
#[derive(Clone)]
pub enum DatabaseConfig {
    /// A PostgreSQL that somebody else runs.
    External {
        /// Its libpq address, password included: never logged.
        url: String,
    },
    /// PostgreSQL's own programs on a private cluster in this directory.
    Embedded {
        /// Where the cluster and the secret key live.
        data_dir: PathBuf,
    },
}

impl std::fmt::Debug for DatabaseConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::External { .. } => f.write_str("External([hidden])"),
            Self::Embedded { data_dir } => write!(f, "Embedded({})", data_dir.display()),
        }
    }
}

const PARTS: [&str; 5] = [
    "POSTGRES_HOST",
    "POSTGRES_PORT",
    "POSTGRES_DB",
    "POSTGRES_USER",
    "POSTGRES_PASSWORD",
];

pub(super) fn load(environment: &Environment, problems: &mut Problems) -> DatabaseConfig {
    let parts_given: Vec<&str> = PARTS
        .into_iter()
        .filter(|part| environment.has(part))
        .collect();
    if environment.has("DATABASE_URL") {
        if let Some(part) = parts_given.first() {
            problems.add(
                "DATABASE_URL",
                &format!("and {part} are both given: remove one of them"),
            );
        }
        let url = environment
            .get("DATABASE_URL", problems)
            .unwrap_or_default();
        let is_postgres = ["postgres://", "postgresql://"]
            .iter()
            .any(|scheme| url.starts_with(scheme));
        if !url.is_empty() && !is_postgres {
            // The value itself holds a password and is not repeated.
            problems.add(
                "DATABASE_URL",
                "does not start with postgres:// or postgresql://",
            );
        }
        if is_postgres && !Address::of(&url).is_some_and(|address| address.is_sound()) {
            problems.add(
                "DATABASE_URL",
                "cannot be read: in a name or a password @ : / ? % are written as %40 %3A %2F %3F %25",
            );
        }
        return DatabaseConfig::External {
            url: with_timeouts(&url),
        };
    }
    if !parts_given.is_empty() {
        return from_parts(environment, problems);
    }
    let data_dir = environment.get("DATA_DIR", problems).map(PathBuf::from);
    DatabaseConfig::Embedded {
        data_dir: data_dir.unwrap_or_else(default_data_dir),
    }
}

fn from_parts(environment: &Environment, problems: &mut Problems) -> DatabaseConfig {
    let mut get = |name: &str| environment.get(name, problems);
    let host = get("POSTGRES_HOST");
    let port = get("POSTGRES_PORT").unwrap_or_else(|| "5432".to_owned());
    let name = get("POSTGRES_DB").unwrap_or_else(|| "bloknotik".to_owned());
    let user = get("POSTGRES_USER").unwrap_or_else(|| "bloknotik".to_owned());
    let password = get("POSTGRES_PASSWORD");
    if host.is_none() && !environment.has("POSTGRES_HOST") {
        problems.add(
            "POSTGRES_HOST",
            "is missing while other POSTGRES_ variables are given",
        );
    }
    if password.is_none() && !environment.has("POSTGRES_PASSWORD") {
        problems.add(
            "POSTGRES_PASSWORD",
            "is missing (POSTGRES_PASSWORD_FILE may name a file that holds it)",
        );
    }
    if port.parse::<u16>().is_err() {
        problems.add("POSTGRES_PORT", "is not a port number");
    }
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let url = format!(
        "postgres://{}:{}@/{}?host={}&port={}",
        encode(&user),
        encode(&password.unwrap_or_default()),
        encode(&name),
        encode(&host.unwrap_or_default()),
        encode(&port),
    );
    DatabaseConfig::External {
        url: with_timeouts(&url),
    }
}

/// A host that swallows packets must not hold a connection attempt for minutes; and one that vanishes without a word, a
/// connection: what is asked then is answered by nobody, and only this side can notice.
const TIMEOUTS: [(&str, &str); 5] = [
    ("connect_timeout", "5"),
    ("keepalives_idle", "15"),
    ("keepalives_interval", "5"),
    ("keepalives_count", "3"),
    ("tcp_user_timeout", "30000"),
];

fn with_timeouts(url: &str) -> String {
    Address::of(url).map_or_else(|| url.to_owned(), |address| address.with(&TIMEOUTS))
}

/// Whether a database is named that somebody else runs.
pub(super) fn is_external(environment: &Environment) -> bool {
    environment.has("DATABASE_URL") || PARTS.into_iter().any(|part| environment.has(part))
}

/// Root hands the database to an unprivileged user, who could not get into root's own folder.
pub(super) fn default_data_dir() -> PathBuf {
    if local_postgres::runs_as_root() {
        return PathBuf::from("/var/lib/bloknotik");
    }
    let home = |name: &str| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    home("XDG_DATA_HOME")
        .or_else(|| home("HOME").map(|home| home.join(".local/share")))
        .map_or_else(
            || PathBuf::from("bloknotik-data"),
            |data| data.join("bloknotik"),
        )
}
