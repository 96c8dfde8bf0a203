//! Traces: a request, and the work with database and cache that it takes.
//!
//! Only spans that were made for it are exported, those whose target is `persistence::TRACES`, and no events: what the log
//! may say, and what other crates note about their work, stays here.

use axum::http::HeaderMap;
use opentelemetry::KeyValue;
use opentelemetry::propagation::{Extractor, TextMapPropagator};
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::SdkTracerProvider;
use persistence::TRACES;
use tracing::{Metadata, Span};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::DynFilterFn;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;

use super::event::Request;
use super::post::Post;
use crate::config::TracesConfig;

/// The span that all others of a request belong to.
const REQUEST: &str = "request";

/// What makes and sends traces. The batches' own variables of the standard (OTEL_BSP_*) are heeded by their maker.
pub fn provider(config: &TracesConfig) -> std::io::Result<SdkTracerProvider> {
    let exporter = SpanExporter::builder()
        .with_http()
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(&config.endpoint)
        .with_headers(config.headers.clone())
        .with_http_client(Post::new("traces"))
        .build()
        .map_err(std::io::Error::other)?;
    let version = env!("CARGO_PKG_VERSION");
    let told = config.attributes.iter().cloned();
    let resource = Resource::builder()
        .with_attributes(told.map(|(name, value)| KeyValue::new(name, value)))
        .with_service_name(config.service.clone())
        .with_attribute(KeyValue::new("service.version", version))
        .build();
    Ok(SdkTracerProvider::builder()
        .with_batch_exporter(exporter)
        .with_sampler(config.sampler.clone())
        .with_resource(resource)
        .build())
}

/// What turns spans into traces.
pub fn layer<S>(provider: &SdkTracerProvider) -> impl Layer<S> + use<S>
where
    S: tracing::Subscriber + for<'a> LookupSpan<'a>,
{
    tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("bloknotik"))
        .with_location(false)
        .with_threads(false)
        .with_tracked_inactivity(false)
        .with_level(false)
        .with_target(false)
        .with_context_activation(false)
        .with_filter(
            DynFilterFn::new(|metadata: &Metadata<'_>, context: &Context<'_, S>| {
                // Work that belongs to no request, such as what probes and timers ask for, would be traces of one span.
                is_ours(metadata)
                    && (metadata.name() == REQUEST || context.lookup_current().is_some())
            })
            .with_callsite_filter(|metadata| {
                if is_ours(metadata) {
                    tracing::subscriber::Interest::sometimes()
                } else {
                    tracing::subscriber::Interest::never()
                }
            }),
        )
}

fn is_ours(metadata: &Metadata<'_>) -> bool {
    metadata.is_span() && metadata.target() == TRACES
}

/// The span of a request. Whose trace it goes on is believed of a proxy that is trusted, and of nobody else.
pub fn request(request: &Request, headers: &HeaderMap, is_from_proxy: bool) -> Span {
    let Request { method, route, id } = request;
    let span = tracing::trace_span!(
        target: TRACES,
        REQUEST,
        otel.name = %format_args!("{method} {route}"),
        otel.kind = "server",
        otel.status_code = tracing::field::Empty,
        http.request.method = method,
        http.route = route,
        http.response.status_code = tracing::field::Empty,
        request.id = id,
    );
    if is_from_proxy && !span.is_disabled() {
        let parent = TraceContextPropagator::new().extract(&Traceparent(headers));
        // It fails only where nothing is exported.
        let _ = span.set_parent(parent);
    }
    span
}

/// Notes how a request ended.
pub fn answered(span: &Span, status: u16) {
    span.record("http.response.status_code", status);
    if status >= 500 {
        span.record("otel.status_code", "ERROR");
    }
}

/// The ids of a trace, and not what others have put into its state.
struct Traceparent<'a>(&'a HeaderMap);

impl Extractor for Traceparent<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        (key == "traceparent")
            .then(|| self.0.get(key)?.to_str().ok())
            .flatten()
    }

    fn keys(&self) -> Vec<&str> {
        vec!["traceparent"]
    }
}
