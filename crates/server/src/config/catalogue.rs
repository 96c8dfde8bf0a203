//! All variables, for whoever wants to know what there is and what the server would take.

use super::address::Address;
use super::{Capacity, Environment, Problems, database};
use crate::assets;

/// A variable.
pub struct Variable {
    /// Its name; `NAME_FILE` may name a file that holds the value.
    pub name: &'static str,
    /// What it is for.
    pub meaning: &'static str,
    /// What holds without it, in words.
    pub default: &'static str,
    kind: Kind,
}

enum Kind {
    Plain,
    /// Never shown.
    Secret,
    /// Shown without the password in it.
    Address,
}

const fn plain(name: &'static str, default: &'static str, meaning: &'static str) -> Variable {
    Variable {
        name,
        meaning,
        default,
        kind: Kind::Plain,
    }
}

const fn secret(name: &'static str, default: &'static str, meaning: &'static str) -> Variable {
    Variable {
        kind: Kind::Secret,
        ..plain(name, default, meaning)
    }
}

const fn address(name: &'static str, default: &'static str, meaning: &'static str) -> Variable {
    Variable {
        kind: Kind::Address,
        ..plain(name, default, meaning)
    }
}

/// All of them, in the order in which one asks for them.
pub const VARIABLES: &[Variable] = &[
    plain("BIND", "0.0.0.0:5555", "where to listen"),
    plain(
        "PUBLIC_URL",
        "",
        "the address under which browsers see this server",
    ),
    plain(
        "TRUSTED_PROXIES",
        "",
        "networks of proxies whose X-Forwarded-For is believed",
    ),
    address("DATABASE_URL", "", "PostgreSQL, by one address"),
    plain(
        "POSTGRES_HOST",
        "",
        "PostgreSQL, by parts: its host or the directory of its socket",
    ),
    plain("POSTGRES_PORT", "5432", "its port"),
    plain("POSTGRES_DB", "bloknotik", "its database"),
    plain("POSTGRES_USER", "bloknotik", "its user"),
    secret("POSTGRES_PASSWORD", "", "the user's password"),
    plain(
        "DATA_DIR",
        "/var/lib/bloknotik for root, else in ~/.local/share",
        "where the embedded PostgreSQL is, if no other is named",
    ),
    plain(
        "POSTGRES_BINDIR",
        "",
        "where the embedded PostgreSQL's programs are; looked for in the usual places",
    ),
    plain(
        "DATABASE_POOL_SIZE",
        "4 for each CPU and 2, at most 20",
        "how many connections at most",
    ),
    plain(
        "DATABASE_WAIT_SECONDS",
        "60",
        "how long to wait for the database at the start",
    ),
    address(
        "REDIS_URL",
        "",
        "Redis or Valkey, for what servers have to know together",
    ),
    plain(
        "REDIS_TIMEOUT_MILLISECONDS",
        "5",
        "how long to wait for its answer before doing without",
    ),
    plain(
        "CACHE",
        "on",
        "for measuring: off looks everything up, shared keeps sessions in Redis, too",
    ),
    secret(
        "SECRET_KEY",
        "kept in DATA_DIR",
        "the key under which tokens are hashed; all servers need the same",
    ),
    plain(
        "REGISTRATION",
        "first",
        "who may make an account: first, open, closed",
    ),
    plain("SITE_DIR", "beside the program", "where the web bundle is"),
    plain(
        "WORKER_THREADS",
        "one for each CPU",
        "how many threads answer requests",
    ),
    plain(
        "SHUTDOWN_DELAY_SECONDS",
        "1",
        "how long to go on answering after SIGTERM",
    ),
    plain(
        "METRICS_BIND",
        "",
        "where to serve /metrics for Prometheus; never to be published",
    ),
    plain(
        "SSL_CERT_FILE",
        "",
        "whom to believe by TLS, in place of the system's authorities: cache, Sentry, collector",
    ),
    plain("RUST_LOG", "info", "what to log"),
    plain("LOG_FORMAT", "text", "text for people, json for machines"),
    secret(
        "SENTRY_DSN",
        "",
        "the project of Sentry that is told of panics and failed answers",
    ),
    plain(
        "SENTRY_ENVIRONMENT",
        "",
        "what the place where this runs is called there",
    ),
    plain(
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "",
        "the OpenTelemetry collector that gets traces, by HTTP",
    ),
    plain(
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
        "",
        "the same, as the whole address",
    ),
    secret(
        "OTEL_EXPORTER_OTLP_HEADERS",
        "",
        "headers that it wants, such as authorization=Bearer%20KEY",
    ),
    plain(
        "OTEL_SERVICE_NAME",
        "bloknotik",
        "what this is called there",
    ),
    plain(
        "OTEL_TRACES_SAMPLER",
        "parentbased_always_on",
        "which requests are traced",
    ),
    plain(
        "OTEL_TRACES_SAMPLER_ARG",
        "1.0",
        "for samplers that take a share: which",
    ),
    plain(
        "OTEL_RESOURCE_ATTRIBUTES",
        "",
        "what else is known about it there: name=value,name=value",
    ),
    plain("OTEL_TRACES_EXPORTER", "otlp", "none: no traces"),
    plain(
        "OTEL_EXPORTER_OTLP_PROTOCOL",
        "http/protobuf",
        "the one that is spoken here",
    ),
    plain(
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
        "http/protobuf",
        "the same, for traces",
    ),
    plain(
        "OTEL_SDK_DISABLED",
        "false",
        "true: no traces, whatever else is said",
    ),
];

/// What a variable is here and now.
pub struct Effective {
    /// Which.
    pub variable: &'static Variable,
    /// Its value, if it may be seen.
    pub shown: String,
    /// Where the value is from.
    pub source: String,
}

/// All variables as the server would take them.
pub fn effective(environment: &Environment) -> Vec<Effective> {
    let look = |variable: &'static Variable| {
        let file = environment.file_of(variable.name);
        // What is wrong is told by loading the configuration.
        let value = environment.get(variable.name, &mut Problems::default());
        let source = match (&value, file) {
            (Some(_), Some(path)) => format!("file {path}"),
            (None, Some(path)) => format!("file {path}, which cannot be used"),
            (Some(_), None) => "environment".to_owned(),
            (None, None) => "default".to_owned(),
        };
        let shown = match (value, &variable.kind) {
            (None, _) => default_of(variable, environment),
            (Some(value), Kind::Plain) => value,
            (Some(_), Kind::Secret) => HIDDEN.to_owned(),
            (Some(value), Kind::Address) => without_password(&value),
        };
        Effective {
            variable,
            shown,
            source,
        }
    };
    VARIABLES.iter().map(look).collect()
}

/// What holds without it on this machine, and with what else is given.
fn default_of(variable: &Variable, environment: &Environment) -> String {
    let is_elsewhere = database::is_external(environment);
    let by_parts = is_elsewhere && !environment.has("DATABASE_URL");
    match variable.name {
        "POSTGRES_PORT" | "POSTGRES_DB" | "POSTGRES_USER" if !by_parts => String::new(),
        "DATA_DIR" | "SECRET_KEY" if is_elsewhere => String::new(),
        "DATA_DIR" => database::default_data_dir().display().to_string(),
        "WORKER_THREADS" => Capacity::here().worker_threads.to_string(),
        "DATABASE_POOL_SIZE" => Capacity::here().pool_size.to_string(),
        "SITE_DIR" => assets::find().map_or_else(String::new, |dir| dir.display().to_string()),
        _ => variable.default.to_owned(),
    }
}

const HIDDEN: &str = "[hidden]";

/// An address with the password taken out. What does not look like one is hidden as a whole.
fn without_password(text: &str) -> String {
    let Some(address) = Address::of(text) else {
        return HIDDEN.to_owned();
    };
    let Address {
        scheme,
        hosts,
        rest,
        ..
    } = address;
    // A piece of a password may stand where hosts should.
    let without_user = Address {
        user: None,
        ..address
    };
    if !without_user.is_sound() {
        return format!("{scheme}://{HIDDEN}");
    }
    let user = address.user.map(|user| {
        let name = user.split([':', '?']).next().unwrap_or_default();
        // Redis has nameless users: who is named alone is as likely a password.
        match scheme.starts_with("redis") && name == user {
            true => format!("{HIDDEN}@"),
            false => format!("{name}:{HIDDEN}@"),
        }
    });
    // In settings there are other places for secrets.
    let rest = match rest.split_once('?') {
        Some((path, _)) => format!("{path}?{HIDDEN}"),
        None => rest.to_owned(),
    };
    format!("{scheme}://{}{hosts}{rest}", user.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_shown_without_what_opens_them() {
        for (address, shown) in [
            (
                "postgres://ann:se:cret@db/book",
                "postgres://ann:[hidden]@db/book",
            ),
            ("postgres://ann:se:c@ret@db/book", "postgres://[hidden]"),
            (
                "postgres://ann:ab?cd@db/book",
                "postgres://ann:[hidden]@db/book",
            ),
            (
                "postgres://db/book?password=x",
                "postgres://db/book?[hidden]",
            ),
            (
                "postgres://db/book?password=a@b",
                "postgres://db/book?[hidden]",
            ),
            ("postgres://ann:pa/ss@db/book", "postgres://[hidden]"),
            ("postgres://ann:1/ss@db/book?x=y", "postgres://[hidden]"),
            (
                "redis://:secret@cache:6379/0",
                "redis://:[hidden]@cache:6379/0",
            ),
            ("redis://cache", "redis://cache"),
            (
                "redis://secret@cache:6379/0",
                "redis://[hidden]@cache:6379/0",
            ),
            ("host=db password=secret", "[hidden]"),
        ] {
            assert_eq!(without_password(address), shown);
        }
    }

    #[test]
    fn every_variable_that_is_read_is_in_the_list() {
        let environment = Environment::of([]);
        let _ = super::super::Config::load(&environment);
        let known: Vec<&str> = VARIABLES.iter().map(|variable| variable.name).collect();
        for asked in environment.asked() {
            assert!(
                known.contains(&asked.as_str()),
                "{asked} is not in the list"
            );
        }
    }
}
