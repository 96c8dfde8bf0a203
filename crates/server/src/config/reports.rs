//! Who is told of incidents, and who collects traces.

use std::collections::HashMap;

use opentelemetry_sdk::trace::Sampler;
use percent_encoding::percent_decode_str;
use sentry_types::Dsn;

use super::{Environment, Problems};

/// Where the server reports about itself; nowhere, unless it is told.
#[derive(Clone, Debug, Default)]
pub struct ReportsConfig {
    /// Who is told of panics and failed answers.
    pub sentry: Option<Sentry>,
    /// Who collects traces.
    pub traces: Option<TracesConfig>,
}

/// A project of Sentry, or of what speaks like it.
#[derive(Clone)]
pub struct Sentry {
    /// Its address. It lets one write there: never logged.
    pub dsn: Dsn,
    /// What the server calls the place where it runs.
    pub environment: Option<String>,
}

/// A collector of OpenTelemetry, by HTTP and protobuf.
#[derive(Clone)]
pub struct TracesConfig {
    /// The whole address.
    pub endpoint: String,
    /// What it wants to be told with each request; keys, most likely: never logged.
    pub headers: HashMap<String, String>,
    /// What the server is called there.
    pub service: String,
    /// What else is to be known about it there.
    pub attributes: Vec<(String, String)>,
    /// Which requests are traced.
    pub sampler: Sampler,
}

impl std::fmt::Debug for Sentry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sentry([hidden])")
    }
}

impl std::fmt::Debug for TracesConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TracesConfig({})", self.endpoint)
    }
}

pub(super) fn load(environment: &Environment, problems: &mut Problems) -> ReportsConfig {
    ReportsConfig {
        sentry: sentry(environment, problems),
        traces: traces(environment, problems),
    }
}

fn sentry(environment: &Environment, problems: &mut Problems) -> Option<Sentry> {
    let name = environment.get("SENTRY_ENVIRONMENT", problems);
    let dsn = environment.get("SENTRY_DSN", problems)?;
    match dsn.parse() {
        Ok(dsn) => Some(Sentry {
            dsn,
            environment: name,
        }),
        Err(_) => {
            // The value itself lets one write there and is not repeated.
            problems.add(
                "SENTRY_DSN",
                "is not an address such as https://key@sentry.example.org/1, as the project's settings show it",
            );
            None
        }
    }
}

fn traces(environment: &Environment, problems: &mut Problems) -> Option<TracesConfig> {
    let base = address(environment, "OTEL_EXPORTER_OTLP_ENDPOINT", problems);
    let whole = address(environment, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", problems);
    let headers = headers(environment, problems);
    let service = environment.get("OTEL_SERVICE_NAME", problems);
    let sampler = sampler(environment, problems);
    let is_spoken = |protocol: &str| protocol == "http/protobuf";
    for name in [
        "OTEL_EXPORTER_OTLP_PROTOCOL",
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
    ] {
        let protocol = environment.get(name, problems);
        if protocol.is_some_and(|protocol| !is_spoken(&protocol)) {
            problems.add(name, "is not http/protobuf, the one that is spoken here");
        }
    }
    let exports = match environment.get("OTEL_TRACES_EXPORTER", problems).as_deref() {
        None | Some("otlp") => true,
        Some("none") => false,
        Some(_) => {
            problems.add("OTEL_TRACES_EXPORTER", "is neither otlp nor none");
            false
        }
    };
    let attributes = attributes(environment, problems);
    let is_off = match environment.get("OTEL_SDK_DISABLED", problems).as_deref() {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => {
            problems.add("OTEL_SDK_DISABLED", "is neither true nor false");
            true
        }
    };
    let beneath = |base: String| format!("{}/v1/traces", base.trim_end_matches('/'));
    let endpoint = whole.or(base.map(beneath))?;
    let named = attributes.iter().find(|(name, _)| name == "service.name");
    let service = service.or(named.map(|(_, service)| service.clone()));
    (exports && !is_off).then(|| TracesConfig {
        endpoint,
        headers,
        service: service.unwrap_or_else(|| "bloknotik".to_owned()),
        attributes,
        sampler,
    })
}

fn address(environment: &Environment, name: &str, problems: &mut Problems) -> Option<String> {
    let address = environment.get(name, problems)?;
    let is_address = address.parse().is_ok_and(|uri: http::Uri| {
        matches!(uri.scheme_str(), Some("http" | "https"))
            // It would stand in the log.
            && uri.authority().is_some_and(|authority| !authority.as_str().contains('@'))
            // A path is put behind it.
            && uri.query().is_none()
    });
    if !is_address {
        problems.add(
            name,
            "is not an address such as http://collector:4318 (what opens it belongs into OTEL_EXPORTER_OTLP_HEADERS)",
        );
        return None;
    }
    Some(address)
}

/// What the collector wants to be told. It may hold a key and is not repeated.
fn headers(environment: &Environment, problems: &mut Problems) -> HashMap<String, String> {
    let is_header = |name: &str, value: &str| {
        name.parse::<http::HeaderName>().is_ok() && http::HeaderValue::from_str(value).is_ok()
    };
    let name = "OTEL_EXPORTER_OTLP_HEADERS";
    let example = "authorization=Bearer%20KEY";
    let headers = pairs(environment, name, example, is_header, problems);
    headers.into_iter().collect()
}

fn attributes(environment: &Environment, problems: &mut Problems) -> Vec<(String, String)> {
    let name = "OTEL_RESOURCE_ATTRIBUTES";
    let example = "deployment.environment=home";
    pairs(environment, name, example, |_, _| true, problems)
}

/// `name=value,name=value`, as in a URL.
fn pairs(
    environment: &Environment,
    variable: &str,
    example: &str,
    is_valid: impl Fn(&str, &str) -> bool,
    problems: &mut Problems,
) -> Vec<(String, String)> {
    let text = environment.get(variable, problems).unwrap_or_default();
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=')?;
        let (name, value) = (name.trim(), percent_decode_str(value.trim()));
        let value = value.decode_utf8().ok()?;
        is_valid(name, &value).then(|| (name.to_owned(), value.into_owned()))
    };
    let pairs: Option<Vec<_>> = text
        .split(',')
        .filter(|pair| !pair.trim().is_empty())
        .map(pair)
        .collect();
    pairs.unwrap_or_else(|| {
        problems.add(variable, &format!("is not a list such as {example}"));
        Vec::new()
    })
}

/// The standard's names. All that a trusted proxy has chosen and, where there is none, every request.
fn sampler(environment: &Environment, problems: &mut Problems) -> Sampler {
    let argument = environment.get("OTEL_TRACES_SAMPLER_ARG", problems);
    let share = argument.map_or(Some(1.0), |text| {
        text.parse()
            .ok()
            .filter(|share| (0.0..=1.0).contains(share))
    });
    if share.is_none() {
        problems.add("OTEL_TRACES_SAMPLER_ARG", "is not a number from 0 to 1");
    }
    let by_share = Sampler::TraceIdRatioBased(share.unwrap_or(1.0));
    let by_parent = |root| Sampler::ParentBased(Box::new(root));
    match environment.get("OTEL_TRACES_SAMPLER", problems).as_deref() {
        None | Some("parentbased_always_on") => by_parent(Sampler::AlwaysOn),
        Some("parentbased_always_off") => by_parent(Sampler::AlwaysOff),
        Some("parentbased_traceidratio") => by_parent(by_share),
        Some("traceidratio") => by_share,
        Some("always_on") => Sampler::AlwaysOn,
        Some("always_off") => Sampler::AlwaysOff,
        Some(_) => {
            problems.add(
                "OTEL_TRACES_SAMPLER",
                "is none of always_on, always_off, traceidratio, and these with parentbased_ before them",
            );
            Sampler::AlwaysOff
        }
    }
}
