//! The app under test: the real router over a database of the test's own, called without a socket.

use std::net::IpAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::response::Response;
use persistence::{Database, Settings};
use serde_json::{Value, json};
use server::config::{CacheConfig, Registration, Secret};
use server::reports::Reports;
use server::{AppState, Options, Peer};
use tower::ServiceExt;

use crate::TestDatabase;

/// A password that is good enough.
pub const PASSWORD: &str = "correct horse";

/// How long anything may take before it is an error: a crowded machine must not fail a test that is not about time.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server without a socket.
pub struct TestApp {
    /// The router, to be called as it is.
    pub router: Router,
    /// The pool that it uses.
    pub db: Database,
    /// Its state, to turn it unready.
    pub state: AppState,
    database: TestDatabase,
}

impl TestApp {
    /// A server that takes registrations.
    pub fn start() -> Self {
        Self::with(|_| {})
    }

    /// The same with other options.
    pub fn with(change: impl FnOnce(&mut Options)) -> Self {
        Self::on(crate::migrated(), change)
    }

    /// The same on a database that the test prepared.
    pub fn on(database: TestDatabase, change: impl FnOnce(&mut Options)) -> Self {
        Self::made(database, PATIENCE, change)
    }

    /// A server whose requests wait that long for a database connection.
    pub fn waiting(wait: Duration) -> Self {
        Self::made(crate::migrated(), wait, |_| {})
    }

    fn made(database: TestDatabase, wait: Duration, change: impl FnOnce(&mut Options)) -> Self {
        log_to_the_test();
        let mut options = Options {
            secret_key: Secret("test key test key test key test key".to_owned()),
            registration: Registration::Open,
            public_origin: None,
            site_dir: None,
            cache: CacheConfig::Local,
            trusted_proxies: Vec::new(),
            reports: Reports::none(),
        };
        change(&mut options);
        let db = Database::new(&Settings {
            pool_size: pool_size(),
            wait,
            statement_timeout: PATIENCE,
            ..Settings::new(database.url())
        });
        let state = AppState::new(db.clone(), options);
        Self {
            router: server::app(state.clone()),
            db,
            state,
            database,
        }
    }

    /// Where the database is.
    pub fn database_url(&self) -> &str {
        self.database.url()
    }

    /// Somebody who is not signed in.
    pub fn visitor(&self) -> Client {
        Client {
            router: self.router.clone(),
            headers: HeaderMap::new(),
            peer: None,
        }
    }

    /// Somebody with a new account, who uses a token.
    pub async fn member(&self, username: &str) -> Client {
        let account = json!({ "username": username, "password": PASSWORD });
        let answer = self.visitor().post("/api/v1/users/register", account).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{:?}", answer.body);
        let token = answer.body["token"].as_str().unwrap_or_default();
        self.visitor()
            .with(header::AUTHORIZATION.as_str(), &format!("Bearer {token}"))
    }
}

/// A test that fails shows what the server had to say.
fn log_to_the_test() {
    let _ = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::WARN)
        .with_test_writer()
        .try_init();
}

/// One pass of the tests runs with a single connection: whoever would need a second one then waits for itself.
fn pool_size() -> u32 {
    std::env::var("TEST_POOL_SIZE")
        .ok()
        .and_then(|size| size.parse().ok())
        .unwrap_or(4)
}

/// Somebody who sends requests.
#[derive(Clone)]
pub struct Client {
    router: Router,
    headers: HeaderMap,
    peer: Option<IpAddr>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub bytes: Vec<u8>,
    /// The body as text.
    pub text: String,
    /// The body as JSON; `null` if it is none.
    pub body: Value,
}

impl Answer {
    /// A header as text; empty where it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The stable code of a problem.
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }
}

impl Client {
    /// The same somebody with one header more, or another one.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        let name = header::HeaderName::from_bytes(name.as_bytes()).expect("a header name");
        self.headers
            .insert(name, value.parse().expect("a header value"));
        self
    }

    /// The same somebody at the other end of a connection from there.
    pub fn at(mut self, address: &str) -> Self {
        self.peer = Some(address.parse().expect("an address"));
        self
    }

    /// GET
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, Body::empty(), None).await
    }

    /// DELETE
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, Body::empty(), None).await
    }

    /// PUT of a file
    pub async fn put(&self, path: &str, file: Vec<u8>) -> Answer {
        self.send(Method::PUT, path, file.into(), None).await
    }

    /// POST with a JSON body
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(
            Method::POST,
            path,
            body.to_string().into(),
            Some("application/json"),
        )
        .await
    }

    /// PATCH with a JSON body
    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(
            Method::PATCH,
            path,
            body.to_string().into(),
            Some("application/json"),
        )
        .await
    }

    /// POST as a browser sends a form
    pub async fn form(&self, path: &str, body: &str) -> Answer {
        self.send(
            Method::POST,
            path,
            body.to_owned().into(),
            Some("application/x-www-form-urlencoded"),
        )
        .await
    }

    /// GET of an answer that goes on: its body comes as it is read.
    pub async fn stream(&self, path: &str) -> Response {
        self.respond(Method::GET, path, Body::empty(), None).await
    }

    /// Anything else
    pub async fn send(&self, method: Method, path: &str, body: Body, kind: Option<&str>) -> Answer {
        let response = self.respond(method, path, body, kind).await;
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX)
            .await
            .expect("a body");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer {
            status: parts.status,
            headers: parts.headers,
            bytes: bytes.into(),
            text,
            body,
        }
    }

    async fn respond(
        &self,
        method: Method,
        path: &str,
        body: Body,
        kind: Option<&str>,
    ) -> Response {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .body(body)
            .expect("a request");
        *request.headers_mut() = self.headers.clone();
        if let Some(peer) = self.peer {
            request.extensions_mut().insert(Peer(peer));
        }
        if let Some(kind) = kind {
            request
                .headers_mut()
                .entry(header::CONTENT_TYPE)
                .or_insert(kind.parse().expect("a type"));
        }
        self.router
            .clone()
            .oneshot(request)
            .await
            .expect("an answer")
    }
}
