//! Connections: taken, served, and ended in order.
//!
//! Beyond what `axum::serve` does, a client that is slow to say what it wants is sent away, and a shutdown does
//! not wait for it.

use std::time::Duration;

use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tower::ServiceExt;

use crate::http::address::Peer;

/// How long a client may take for the head of a request, and how long an idle connection is kept.
const HEAD_WITHIN: Duration = Duration::from_secs(15);

/// Serves until `close` resolves, then waits for the requests under way, but no longer than `finish_within`.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    close: impl Future<Output = ()>,
    finish_within: Duration,
) {
    // Nothing but HTTP/1: to find out which version a client speaks, it would be listened to without any limit, also if it
    // never says a word. Proxies that speak HTTP/2 with browsers speak HTTP/1 with servers.
    let mut builder = Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN);
    let connections = GracefulShutdown::new();
    let mut close = std::pin::pin!(close);
    loop {
        let (stream, peer) = tokio::select! {
            () = &mut close => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file descriptors, most likely: the others must get a chance to end.
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
        };
        let _ = stream.set_nodelay(true);
        let app = app
            .clone()
            .map_request(move |mut request: Request<Incoming>| {
                request.extensions_mut().insert(Peer(peer.ip()));
                request
            });
        let service = TowerToHyperService::new(app);
        let connection = builder.serve_connection(TokioIo::new(stream), service);
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(finish_within, connections.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some requests did not finish in time");
    }
}
