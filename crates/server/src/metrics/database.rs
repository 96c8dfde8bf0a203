//! How the database is doing, as seen from here.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use persistence::{Connections, Watcher};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::seconds;
use crate::reports;

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct RouteLabels {
    route: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct StateLabels {
    state: &'static str,
}

/// Whether it answers, connections, how long one waits for them, and how long they are at work.
pub struct DatabaseMetrics {
    up: Gauge,
    connections: Family<StateLabels, Gauge>,
    most: Gauge,
    wait: Histogram,
    work: Histogram,
    by_route: Family<RouteLabels, Counter<f64, AtomicU64>>,
    refused: Counter,
    last_backup: Gauge,
}

impl DatabaseMetrics {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let metrics = Self {
            up: Gauge::default(),
            connections: Family::default(),
            most: Gauge::default(),
            wait: seconds(),
            work: seconds(),
            by_route: Family::default(),
            refused: Counter::default(),
            last_backup: Gauge::default(),
        };
        registry.register("db_up", "Whether the database answers", metrics.up.clone());
        registry.register(
            "db_connections",
            "Connections to the database",
            metrics.connections.clone(),
        );
        registry.register(
            "db_connections_max",
            "Connections at most",
            metrics.most.clone(),
        );
        registry.register(
            "db_wait_seconds",
            "How long work waits for a connection",
            metrics.wait.clone(),
        );
        registry.register(
            "db_work_seconds",
            "How long work has a connection",
            metrics.work.clone(),
        );
        registry.register(
            "db_route_seconds",
            "How long work for requests had connections, by their routes",
            metrics.by_route.clone(),
        );
        registry.register(
            "db_refused",
            "Work that got no connection",
            metrics.refused.clone(),
        );
        registry.register(
            "last_backup_timestamp_seconds",
            "When the newest backup was made, 0 if none was",
            metrics.last_backup.clone(),
        );
        metrics
    }

    pub(super) fn is_up(&self, is_up: bool) {
        self.up.set(is_up.into());
    }

    /// Seconds of the newest one.
    pub(super) fn last_backup(&self, made: i64) {
        self.last_backup.set(made);
    }

    pub(super) fn connections(&self, now: Connections) {
        for (state, number) in [("used", now.used), ("idle", now.idle)] {
            self.connections
                .get_or_create(&StateLabels { state })
                .set(number.into());
        }
        self.most.set(now.most.into());
    }
}

impl Watcher for DatabaseMetrics {
    fn waited(&self, time: Duration) {
        self.wait.observe(time.as_secs_f64());
    }

    fn asker(&self) -> Option<String> {
        reports::route()
    }

    fn worked(&self, time: Duration, asker: Option<String>) {
        self.work.observe(time.as_secs_f64());
        // What the server does for itself belongs to no route.
        let route = asker.unwrap_or_default();
        self.by_route
            .get_or_create(&RouteLabels { route })
            .inc_by(time.as_secs_f64());
    }

    fn refused(&self) {
        self.refused.inc();
    }
}
