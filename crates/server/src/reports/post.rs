//! The way out: a request to whoever collects reports, sent from a thread that may wait.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use http::{Request, Response};
use opentelemetry_http::{Bytes, HttpClient, HttpError};
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

/// Longer than that nothing may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// How often the log is told that nobody takes reports.
const COMPLAIN: Duration = Duration::from_secs(60);

/// No answer to a report is longer; what is, is not read.
const ANSWER: u64 = 64 * 1024;

/// Sends reports of one sort.
#[derive(Debug)]
pub struct Post {
    what: &'static str,
    agent: Agent,
    complained: Mutex<Option<Instant>>,
}

impl Post {
    /// With the certificate authorities that the system trusts.
    pub fn new(what: &'static str) -> Self {
        let trusted: Vec<Certificate<'static>> = rustls_native_certs::load_native_certs()
            .certs
            .iter()
            .map(|certificate| Certificate::from_der(certificate).to_owned())
            .collect();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::new_with_certs(&trusted))
            .unversioned_rustls_crypto_provider(provider)
            .build();
        let agent = Agent::config_builder()
            .tls_config(tls)
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .max_redirects(0)
            .user_agent(concat!("bloknotik/", env!("CARGO_PKG_VERSION")))
            .build()
            .into();
        Self {
            what,
            agent,
            complained: Mutex::default(),
        }
    }

    /// Waits for the answer. What is wrong stands in the log, once a minute.
    pub fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Bytes>, ureq::Error> {
        let answer = self.agent.run(request).and_then(|answer| {
            let (parts, mut body) = answer.into_parts();
            let body = body.with_config().limit(ANSWER).read_to_vec()?;
            Ok(Response::from_parts(parts, Bytes::from(body)))
        });
        match &answer {
            Ok(answer) if answer.status().is_success() => {}
            Ok(answer) => self.complain(&format!("the answer was {}", answer.status().as_u16())),
            Err(error) => self.complain(&error.to_string()),
        }
        answer
    }

    fn complain(&self, error: &str) {
        let now = Instant::now();
        let complained = self.complained.lock();
        let mut complained = complained.unwrap_or_else(PoisonError::into_inner);
        if complained.is_none_or(|last| now.duration_since(last) >= COMPLAIN) {
            *complained = Some(now);
            let what = self.what;
            tracing::warn!(what, error, "reports cannot be delivered; they are dropped");
        }
    }
}

#[async_trait]
impl HttpClient for Post {
    /// Blocks: the exporter has a thread of its own.
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        Ok(self.send(request.map(Vec::from))?)
    }
}
