//! The way from the page on the server to the API: a call into the router as the visitor, without a socket.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, Request, header};
use frontend::{ApiRequest, ApiResponse, SendFuture, Transport, TransportError};
use tower::ServiceExt;

use crate::error::Cause;

/// What the API gets to know of the visitor: who it is, by which program, and which page the request comes from.
const PASSED_ON: [HeaderName; 5] = [
    header::COOKIE,
    header::USER_AGENT,
    header::ORIGIN,
    header::HOST,
    HeaderName::from_static("sec-fetch-site"),
];

/// One visitor's way.
pub struct InProcess {
    api: Router,
    visitor: HeaderMap,
}

impl InProcess {
    /// The way of the visitor who sent these headers.
    pub fn of(api: Router, headers: &HeaderMap) -> Self {
        let mut visitor = HeaderMap::new();
        for name in PASSED_ON {
            for value in headers.get_all(&name) {
                visitor.append(name.clone(), value.clone());
            }
        }
        Self { api, visitor }
    }

    fn request(&self, request: ApiRequest) -> Result<Request<Body>, TransportError> {
        let mut builder = Request::builder()
            .method(request.method.as_str())
            .uri(&request.path);
        for (name, value) in &self.visitor {
            builder = builder.header(name, value);
        }
        let own = [
            (header::IF_MATCH, request.if_match),
            (
                HeaderName::from_static("idempotency-key"),
                request.idempotency_key,
            ),
        ];
        for (name, value) in own {
            if let Some(value) = value {
                builder = builder.header(name, value);
            }
        }
        let body = match request.body {
            Some(json) => {
                builder = builder.header(header::CONTENT_TYPE, "application/json");
                Body::from(json)
            }
            None => Body::empty(),
        };
        builder.body(body).map_err(|_| TransportError)
    }
}

impl Transport for InProcess {
    fn send(&self, request: ApiRequest) -> SendFuture {
        let api = self.api.clone();
        let request = self.request(request);
        Box::pin(async move {
            let response = api
                .oneshot(request?)
                .await
                .map_err(|never| match never {})?;
            let status = response.status().as_u16();
            if let Some(Cause(cause)) = response.extensions().get() {
                tracing::error!(status, cause, "failed while rendering a page");
            }
            let body = axum::body::to_bytes(response.into_body(), usize::MAX)
                .await
                .map_err(|_| TransportError)?;
            let body = String::from_utf8(body.to_vec()).map_err(|_| TransportError)?;
            Ok(ApiResponse { status, body })
        })
    }
}
