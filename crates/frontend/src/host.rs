//! What the page needs from whoever hosts it: the server while rendering, the browser afterwards.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// Provided by context for every rendering of the page.
#[derive(Clone)]
pub struct PageHost {
    /// The way to the API.
    pub transport: Arc<dyn Transport>,
    /// Sets the HTTP status of the page that is being rendered; does nothing in the browser.
    pub set_status: Arc<dyn Fn(u16) + Send + Sync>,
    /// Where the news of changes were when the page was made.
    pub mark: Option<String>,
    /// Where the files of the bundle are.
    pub assets: Arc<Assets>,
}

impl PageHost {
    /// A host that reaches no API.
    pub(crate) fn nowhere() -> Self {
        Self {
            transport: Arc::new(Nowhere),
            set_status: Arc::new(|_| {}),
            mark: None,
            assets: Arc::new(Assets::default()),
        }
    }
}

struct Nowhere;

impl Transport for Nowhere {
    fn send(&self, _: ApiRequest) -> SendFuture {
        Box::pin(std::future::ready(Err(TransportError)))
    }
}

/// The addresses of the bundle's files. What was not built is `None`: the page renders without it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assets {
    /// The module that loads the WebAssembly.
    pub js: Option<String>,
    /// The WebAssembly itself.
    pub wasm: Option<String>,
    /// The style sheet.
    pub css: Option<String>,
    /// The files of what comes later, by the name of the chunk.
    pub chunks: BTreeMap<String, Vec<String>>,
    /// The icon, as SVG.
    pub icon: Option<String>,
}

/// What a [`Transport`] answers with.
pub type SendFuture = Pin<Box<dyn Future<Output = Result<ApiResponse, TransportError>> + Send>>;

/// One way to the HTTP API.
pub trait Transport: Send + Sync {
    /// Sends one request as the visitor.
    fn send(&self, request: ApiRequest) -> SendFuture;
}

/// A request to the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiRequest {
    /// The HTTP method.
    pub method: Method,
    /// Path and query: `/api/v1/contacts?q=ann`.
    pub path: String,
    /// The JSON body, if there is one.
    pub body: Option<String>,
    /// Value of `If-Match`.
    pub if_match: Option<String>,
    /// Value of `Idempotency-Key`.
    pub idempotency_key: Option<String>,
}

/// The HTTP methods that the page uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// The method as HTTP spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// An answer of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiResponse {
    /// The HTTP status.
    pub status: u16,
    /// The body, JSON or empty.
    pub body: String,
}

/// No answer came at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TransportError;

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the server did not answer")
    }
}

impl std::error::Error for TransportError {}
