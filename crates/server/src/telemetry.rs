//! Logs: text for people, JSON for machines. No personal data: routes and ids, never names or bodies.

use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, Registry, fmt, registry};

use crate::commands::take_progress_away;
use crate::config::{Log, LogFormat};
use crate::reports::{self, Reports};

/// Sends the log to standard error, and with it what panics have to say; traces go where reports go. A second call does nothing.
pub fn init(log: &Log, reports: &Reports) {
    let filter = EnvFilter::try_new(&log.filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = fmt::layer().with_writer(|| {
        take_progress_away();
        std::io::stderr()
    });
    let lines: Box<dyn Layer<Registry> + Send + Sync> = match log.format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    let result = match reports.traces() {
        // The filter stands before everything, so that what it holds back costs nothing.
        None => registry().with(lines).with(filter).try_init(),
        Some(provider) => registry()
            .with(lines.with_filter(filter))
            .with(reports::trace_layer(provider))
            .try_init(),
    };
    match result {
        Ok(()) => reports::tell_panics(reports.clone()),
        Err(_) => tracing::debug!("logging was set up already"),
    }
}
