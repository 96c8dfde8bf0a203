//! Panics: what is told of them, and what is not. A program of its own, because whoever hears of panics hears of all that
//! the process has.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Request, StatusCode};
use axum::routing::post;
use persistence::{Database, DbError};
use serde_json::Value;
use server::config::{ReportsConfig, Sentry};
use server::reports::{Reports, tell_panics};
use testkit::{Ingest, TestApp};
use tower::ServiceExt;

/// What the requests hold, and nobody may be told.
const PERSONAL: [&str; 6] = [
    "Zebulon",
    "5550199",
    "s3cr3t-token",
    "s3cr3t-cookie",
    "querywords",
    "0195fe",
];

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

async fn quote(Path(id): Path<String>, body: String) {
    panic!("cannot read {body} of {id}")
}

async fn say() {
    panic!("the invariant does not hold")
}

async fn work(State(db): State<Database>, body: String) -> StatusCode {
    let done: Result<(), DbError> = db.run(move |_| panic!("cannot write {body}")).await;
    match done {
        Err(DbError::Panicked) => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::OK,
    }
}

fn events(ingest: &Ingest) -> Vec<Value> {
    let received = ingest.received("/api/7/envelope/");
    let event = |body: &[u8]| {
        let text = String::from_utf8(body.to_vec()).unwrap();
        serde_json::from_str(text.lines().nth(2).unwrap()).unwrap()
    };
    received.iter().map(|one| event(&one.body)).collect()
}

#[tokio::test]
async fn a_panic_is_told_by_its_place_and_quotes_nobody() {
    let ingest = Ingest::start();
    let log = Log::default();
    let lines = log.clone();
    tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(move || lines.clone())
        .init();
    let config = ReportsConfig {
        sentry: Some(Sentry {
            dsn: format!("http://key@{}/7", ingest.address())
                .parse()
                .unwrap(),
            environment: None,
        }),
        traces: None,
    };
    let reports = Reports::to(&config).unwrap();
    tell_panics(reports.clone());
    let app = TestApp::with(|options| options.reports = reports.clone());
    let routes = Router::new()
        .route("/quote/{id}", post(quote))
        .route("/say", post(say))
        .route("/toil/{id}", post(work))
        .with_state(app.db.clone());
    let router = server::dressed(routes, app.state.clone());
    let mut ids = Vec::new();
    for path in ["/quote/0195fe", "/quote/0195fe", "/say", "/toil/0195fe"] {
        let request = Request::post(format!("{path}?q=querywords"))
            .header("authorization", "Bearer s3cr3t-token")
            .header("cookie", "bloknotik_session=s3cr3t-cookie")
            .body(Body::from("Zebulon +1 5550199"))
            .unwrap();
        let answer = router.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        ids.push(
            answer.headers()["x-request-id"]
                .to_str()
                .unwrap()
                .to_owned(),
        );
    }
    reports.close(Duration::from_secs(10));
    // From here on a panic is this test's own, and says what is wrong.
    drop(std::panic::take_hook());

    let events = events(&ingest);
    let told: Vec<[&str; 3]> = events
        .iter()
        .map(|event| {
            let text =
                |value: &'_ Value| -> &str { Box::leak(value.as_str().unwrap_or("-").into()) };
            let tags = &event["tags"];
            [
                text(&tags["kind"]),
                text(&tags["route"]),
                text(&tags["request_id"]),
            ]
        })
        .collect();
    // The second is the first once more. Work with the database has a thread of its own, which knows no request.
    assert_eq!(
        told,
        [
            ["panic", "/quote/{id}", &ids[0]],
            ["panic", "/say", &ids[2]],
            ["panic", "-", "-"],
            ["internal", "/toil/{id}", &ids[3]],
        ],
        "{events:#?}"
    );
    let exception = |event: &Value| event["exception"]["values"][0].clone();
    for event in &events[..3] {
        let frame = &exception(event)["stacktrace"]["frames"][0];
        let file = frame["filename"].as_str().unwrap_or_default();
        assert!(file.ends_with("tests/panics.rs"), "{event:#?}");
        assert!(frame["lineno"].as_u64().is_some_and(|line| line > 1));
    }
    assert_eq!(
        exception(&events[1])["value"],
        "the invariant does not hold"
    );
    let sent = String::from_utf8_lossy(&ingest.bytes()).into_owned();
    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    // The log has each of them, also the one that is told of once.
    let unsaid = logged.matches("panicked: (a message that was put together");
    assert_eq!(unsaid.count(), 3, "{logged}");
    assert!(logged.contains("the invariant does not hold"), "{logged}");
    for personal in PERSONAL.into_iter().chain(["cannot "]) {
        assert!(!sent.contains(personal), "{personal} was sent: {sent}");
        assert!(
            !logged.contains(personal),
            "{personal} is in the log: {logged}"
        );
    }
}
