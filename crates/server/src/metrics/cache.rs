//! How the cache is doing.

use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// What looking into the cache came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Hit,
    Miss,
    Error,
}

impl Outcome {
    /// Its name in metrics and traces.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Miss => "miss",
            Self::Error => "error",
        }
    }
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Labels {
    cache: &'static str,
    outcome: &'static str,
}

/// From what memory takes to the longest that somebody may have chosen to wait (`REDIS_TIMEOUT_MILLISECONDS`).
const SECONDS: [f64; 12] = [
    0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.2, 1.0,
];

/// Hits and misses, and how long they take.
pub struct CacheMetrics {
    requests: Family<Labels, Counter>,
    durations: Histogram,
    up: Gauge,
}

impl CacheMetrics {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let metrics = Self {
            requests: Family::default(),
            durations: Histogram::new(SECONDS),
            up: Gauge::default(),
        };
        let requests = metrics.requests.clone();
        registry.register("cache_requests", "Look-ups in the cache", requests);
        registry.register(
            "cache_request_duration_seconds",
            "How long the cache takes to answer",
            metrics.durations.clone(),
        );
        registry.register("cache_up", "Whether the cache answers", metrics.up.clone());
        metrics
    }

    /// Something was looked for.
    pub fn looked(&self, cache: &'static str, outcome: Outcome, took: Duration) {
        let outcome = outcome.name();
        self.requests
            .get_or_create(&Labels { cache, outcome })
            .inc();
        self.durations.observe(took.as_secs_f64());
    }

    /// It did not do what it was asked, beside a look that is counted as what it was.
    pub fn failed(&self, cache: &'static str) {
        let outcome = Outcome::Error.name();
        self.requests
            .get_or_create(&Labels { cache, outcome })
            .inc();
    }

    pub(super) fn is_up(&self, is_up: bool) {
        self.up.set(is_up.into());
    }
}
