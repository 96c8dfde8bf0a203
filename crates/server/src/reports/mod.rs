//! What leaves the server about itself, where somebody wants to have it: panics and failed answers go to Sentry, traces to an
//! OpenTelemetry collector.
//!
//! Reports are put together here from what is known not to be personal: kinds, route templates, methods, statuses, ids of
//! requests, places in the source. Nothing is taken over from elsewhere and cleaned: what is not listed is not in them.
//!
//! Nobody waits for a report: they stand in a short queue and leave by a thread of their own. While nobody takes them, they are
//! dropped.

mod event;
mod outbox;
mod panics;
mod post;
mod traces;

use std::sync::Arc;
use std::time::{Duration, Instant};

use opentelemetry_sdk::trace::SdkTracerProvider;

use crate::config::ReportsConfig;
use outbox::Outbox;

pub use event::{Incident, Place, Request};
pub use panics::{Reported, carried, install as tell_panics, literal, route, within};
pub use traces::{answered, layer as trace_layer, request as request_span};

/// What this is, as reports name it.
pub(crate) fn release() -> String {
    format!(
        "bloknotik@{}+{}",
        env!("CARGO_PKG_VERSION"),
        crate::revision()
    )
}

/// Where reports go; cheap to clone.
#[derive(Clone, Default)]
pub struct Reports {
    outbox: Option<Arc<Outbox>>,
    traces: Option<SdkTracerProvider>,
}

impl Reports {
    /// Where the configuration says.
    pub fn to(config: &ReportsConfig) -> std::io::Result<Self> {
        let outbox = config.sentry.as_ref().map(Outbox::open).transpose()?;
        Ok(Self {
            outbox: outbox.map(Arc::new),
            traces: config.traces.as_ref().map(traces::provider).transpose()?,
        })
    }

    /// Nowhere.
    pub fn none() -> Self {
        Self::default()
    }

    /// Reports it, later.
    pub(crate) fn report(&self, incident: impl FnOnce() -> Incident) {
        if let Some(outbox) = &self.outbox {
            outbox.put(incident());
        }
    }

    pub(crate) fn traces(&self) -> Option<&SdkTracerProvider> {
        self.traces.as_ref()
    }

    /// Gives what is still on its way this long; to be called last.
    pub fn close(&self, within: Duration) {
        let until = Instant::now() + within;
        if let Some(outbox) = &self.outbox {
            outbox.wait_until_empty(within / 2);
        }
        if let Some(traces) = &self.traces {
            // It is told by the one who sends if they do not arrive.
            let _ = traces.shutdown_with_timeout(until.saturating_duration_since(Instant::now()));
        }
    }
}
