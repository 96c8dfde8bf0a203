//! The API by fetch.

use gloo_net::http::RequestBuilder;
use send_wrapper::SendWrapper;
use web_sys::RequestCredentials;

use crate::host::{ApiRequest, ApiResponse, Method, SendFuture, Transport, TransportError};

/// The transport of the browser: same origin, with the session cookie.
pub struct Fetch;

impl Transport for Fetch {
    fn send(&self, request: ApiRequest) -> SendFuture {
        // A browser has one thread, so what fetch gives never leaves it.
        Box::pin(SendWrapper::new(async move {
            fetch(request).await.ok_or(TransportError)
        }))
    }
}

async fn fetch(request: ApiRequest) -> Option<ApiResponse> {
    let mut builder = RequestBuilder::new(&request.path)
        .method(match request.method {
            Method::Get => gloo_net::http::Method::GET,
            Method::Post => gloo_net::http::Method::POST,
            Method::Put => gloo_net::http::Method::PUT,
            Method::Patch => gloo_net::http::Method::PATCH,
            Method::Delete => gloo_net::http::Method::DELETE,
        })
        .credentials(RequestCredentials::SameOrigin)
        .header("Accept", "application/json");
    if let Some(etag) = &request.if_match {
        builder = builder.header("If-Match", etag);
    }
    if let Some(key) = &request.idempotency_key {
        builder = builder.header("Idempotency-Key", key);
    }
    let response = match request.body {
        Some(body) => {
            builder
                .header("Content-Type", "application/json")
                .body(body)
                .ok()?
                .send()
                .await
        }
        None => builder.send().await,
    }
    .ok()?;
    let status = response.status();
    let body = response.text().await.ok()?;
    Some(ApiResponse { status, body })
}
