//! What the server counts and measures, in the form that Prometheus reads. It is served by a listener of its own, so that a
//! proxy which publishes the page does not publish this.
//!
//! No label holds anything that somebody typed: routes are templates, and methods and codes come from lists of ours.

mod cache;
mod database;
mod listener;
mod memory;
#[cfg(test)]
mod names;
mod process;

use std::sync::Arc;
use std::time::Duration;

use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

pub use cache::{CacheMetrics, Outcome};
pub use database::DatabaseMetrics;
pub use listener::serve;

/// From a millisecond, which an answer from memory takes, to what no one waits for.
const SECONDS: [f64; 13] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];

/// A histogram of durations.
fn seconds() -> Histogram {
    Histogram::new(SECONDS)
}

/// The metrics of a process. One for the server, so that tests which run many do not count together.
pub struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    durations: Family<RouteLabels, Histogram, fn() -> Histogram>,
    in_flight: Gauge,
    errors: Family<KindLabels, Counter>,
    ready: Gauge,
    database: Arc<DatabaseMetrics>,
    cache: Arc<CacheMetrics>,
    jobs: Jobs,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct RequestLabels {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct RouteLabels {
    method: &'static str,
    route: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct KindLabels {
    kind: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct JobLabels {
    outcome: &'static str,
}

/// The work that goes on behind answers.
#[derive(Clone, Default)]
pub struct Jobs {
    running: Gauge,
    ended: Family<JobLabels, Counter>,
}

impl Jobs {
    /// Counts one as running until what it answers is dropped.
    pub fn begin(&self) -> Job {
        self.running.inc();
        Job {
            jobs: self.clone(),
            outcome: "left",
        }
    }
}

/// Some work that is going on.
pub struct Job {
    jobs: Jobs,
    outcome: &'static str,
}

impl Job {
    /// It has come to its end.
    pub fn done(mut self) {
        self.outcome = "done";
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        self.jobs.running.dec();
        let labels = JobLabels {
            outcome: self.outcome,
        };
        self.jobs.ended.get_or_create(&labels).inc();
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("bloknotik");
        let requests = Family::default();
        let durations: Family<_, _, fn() -> Histogram> = Family::new_with_constructor(seconds);
        let (in_flight, ready) = (Gauge::default(), Gauge::default());
        let errors: Family<KindLabels, Counter> = Family::default();
        let jobs = Jobs::default();
        // Who counts from nothing sees the first one, too; a series that begins with a one shows no increase.
        for outcome in ["done", "left"] {
            jobs.ended.get_or_create(&JobLabels { outcome }).inc_by(0);
        }
        for kind in KINDS {
            errors.get_or_create(&KindLabels { kind }).inc_by(0);
        }
        registry.register("http_requests", "Requests answered", requests.clone());
        registry.register(
            "http_request_duration_seconds",
            "From the head of a request to the head of its answer",
            durations.clone(),
        );
        registry.register(
            "http_requests_in_flight",
            "Requests being answered",
            in_flight.clone(),
        );
        registry.register("errors", "Answers that failed", errors.clone());
        registry.register(
            "ready",
            "Whether requests should be sent here",
            ready.clone(),
        );
        registry.register("jobs_running", "Operations at work", jobs.running.clone());
        registry.register("jobs", "Operations worked on", jobs.ended.clone());
        let build = vec![
            ("version", env!("CARGO_PKG_VERSION")),
            ("revision", crate::revision()),
        ];
        registry.register("build", "What is running", Info::new(build));
        let database = Arc::new(DatabaseMetrics::register(&mut registry));
        let cache = Arc::new(CacheMetrics::register(&mut registry));
        Self {
            registry,
            requests,
            durations,
            in_flight,
            errors,
            ready,
            database,
            cache,
            jobs,
        }
    }
}

impl Metrics {
    /// A request has come; it counts as being answered until what this answers is dropped.
    pub fn begin(&self) -> InFlight {
        self.in_flight.inc();
        InFlight(self.in_flight.clone())
    }

    /// A request was answered.
    pub fn answered(&self, method: &http::Method, route: &str, status: u16, took: Duration) {
        let method = name_of(method);
        let labels = RouteLabels {
            method,
            route: route.to_owned(),
        };
        self.durations
            .get_or_create(&labels)
            .observe(took.as_secs_f64());
        let labels = RequestLabels {
            method,
            route: route.to_owned(),
            status,
        };
        self.requests.get_or_create(&labels).inc();
    }

    /// Something failed that was ours to do.
    pub fn failed(&self, kind: &'static str) {
        self.errors.get_or_create(&KindLabels { kind }).inc();
    }

    /// What watches the database.
    pub fn database(&self) -> Arc<DatabaseMetrics> {
        self.database.clone()
    }

    /// What watches the cache.
    pub fn cache(&self) -> Arc<CacheMetrics> {
        self.cache.clone()
    }

    /// What counts operations.
    pub fn jobs(&self) -> Jobs {
        self.jobs.clone()
    }

    /// All of it as text, with how everything is just now.
    pub fn text(&self, now: Now) -> String {
        self.ready.set(now.is_ready.into());
        self.database.is_up(now.database_is_up);
        self.database.connections(now.connections);
        if let Some(made) = now.last_backup {
            self.database.last_backup(made);
        }
        self.cache.is_up(now.cache_is_up);
        let mut text = String::new();
        // Writing into memory does not fail.
        let _ = text::encode_registry(&mut text, &self.registry);
        process::encode(&mut text);
        text.push_str("# EOF\n");
        text
    }
}

/// How things are at the moment of a scrape.
pub struct Now {
    /// Whether requests should be sent here.
    pub is_ready: bool,
    /// Whether the database answers.
    pub database_is_up: bool,
    /// Connections to the database.
    pub connections: persistence::Connections,
    /// Whether the cache answers.
    pub cache_is_up: bool,
    /// When the newest backup was made, in seconds, 0 if none was; nothing if that is not known.
    pub last_backup: Option<i64>,
}

/// A request that is being answered.
pub struct InFlight(Gauge);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

const KINDS: [&str; 4] = ["unavailable", "busy", "timeout", "internal"];

/// How an answer with this status failed, if it did and it was ours to give.
pub fn kind_of(status: u16) -> Option<&'static str> {
    match status {
        503 => Some("unavailable"),
        500.. => Some("internal"),
        _ => None,
    }
}

/// A client may name a method as it likes; only those that mean something have a name of their own.
pub fn name_of(method: &http::Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
