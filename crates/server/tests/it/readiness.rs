//! `/healthz`, `/readyz`, and what is served while the server is not ready.

use axum::http::StatusCode;
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use serde_json::json;
use testkit::{TestApp, TestDatabase};

#[tokio::test]
async fn a_ready_server_says_so() {
    let app = TestApp::start();
    assert_eq!(
        app.visitor().get("/healthz").await.body,
        json!({"status": "alive"})
    );
    assert_eq!(
        app.visitor().get("/readyz").await.body,
        json!({"status": "ready", "cache": "in this process"})
    );
}

#[tokio::test]
async fn nothing_is_served_from_a_schema_that_is_not_there() {
    let app = TestApp::on(TestDatabase::empty(), |_| {});
    let ready = app.visitor().get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(
        ready.body["reason"]
            .as_str()
            .unwrap()
            .contains("bloknotik migrate"),
        "{}",
        ready.text
    );
    assert_eq!(app.visitor().get("/healthz").await.status, StatusCode::OK);
    let login = json!({"username": "ann", "password": "12345678"});
    let refused = app.visitor().post("/api/v1/users/login", login).await;
    assert_eq!(
        (refused.status, refused.code()),
        (StatusCode::SERVICE_UNAVAILABLE, "unavailable")
    );
    assert_eq!(
        app.visitor().get("/").await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
    // And once somebody has migrated, it serves by itself.
    persistence::migrations::migrate(app.database_url()).unwrap();
    assert_eq!(app.visitor().get("/readyz").await.status, StatusCode::OK);
    app.member("ann").await;
}

/// Does what a newer bloknotik might, while this server runs.
fn migrate_further(app: &TestApp, statements: &str) {
    let mut connection = PgConnection::establish(app.database_url()).unwrap();
    connection
        .batch_execute(&format!(
            "INSERT INTO __diesel_schema_migrations (version) VALUES ('99990101000000'); {statements}"
        ))
        .unwrap();
}

#[tokio::test]
async fn a_schema_that_has_grown_is_served_from() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    migrate_further(&app, "ALTER TABLE contacts ADD COLUMN later text");
    assert_eq!(app.visitor().get("/readyz").await.status, StatusCode::OK);
    let made = ann
        .post("/api/v1/contacts", json!({"name": {"given": "Bea"}}))
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
}

#[tokio::test]
async fn a_schema_that_something_was_taken_from_is_refused_and_says_who_is_needed() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    migrate_further(
        &app,
        "UPDATE schema_floor SET migration = '99990101000000', release = '9.0.0'",
    );
    let ready = app.visitor().get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    let reason = ready.body["reason"].as_str().unwrap();
    assert!(reason.contains("9.0.0"), "{reason}");
    let refused = ann.get("/api/v1/contacts").await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_leaving_server_is_not_ready_and_goes_on_answering() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    assert_eq!(ann.get("/api/v1/contacts").await.header("connection"), "");
    app.state.readiness().drain();
    assert_eq!(
        app.visitor().get("/readyz").await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
    let answer = ann.get("/api/v1/contacts").await;
    assert_eq!(answer.status, StatusCode::OK);
    // Nobody is to keep the connection for a request that would come too late.
    assert_eq!(answer.header("connection"), "close");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_busy_server_is_not_a_broken_one() {
    let app = TestApp::waiting(std::time::Duration::from_secs(3));
    assert_eq!(app.visitor().get("/readyz").await.status, StatusCode::OK);
    let slow: Vec<_> = (0..8)
        .map(|_| {
            let db = app.db.clone();
            tokio::spawn(async move {
                db.read::<_, persistence::DbError>(|_| {
                    std::thread::sleep(std::time::Duration::from_secs(4));
                    Ok(())
                })
                .await
            })
        })
        .collect();
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    assert_eq!(app.visitor().get("/readyz").await.status, StatusCode::OK);
    for task in slow {
        let _ = task.await;
    }
}

#[tokio::test]
async fn half_renewed_columns_are_not_served_from() {
    let database = testkit::migrated();
    let before = TestApp::on(database, |_| {});
    let ann = before.member("ann").await;
    for name in ["Bea", "Cora"] {
        ann.post("/api/v1/contacts", json!({"name": {"given": name}}))
            .await;
    }
    let mut connection = PgConnection::establish(before.database_url()).unwrap();
    connection
        .batch_execute(
            "UPDATE contacts SET projection = projection - 1; \
             UPDATE contacts SET vcard = 'no card' WHERE fields->'name'->>'given' = 'Cora'",
        )
        .unwrap();
    // Who serves already goes on: an older server may be writing still.
    assert_eq!(before.visitor().get("/readyz").await.status, StatusCode::OK);
    let options = server::Options {
        secret_key: server::config::Secret("another key another key another key".to_owned()),
        registration: server::config::Registration::Open,
        public_origin: None,
        site_dir: None,
        cache: server::config::CacheConfig::Local,
        trusted_proxies: Vec::new(),
        reports: server::reports::Reports::none(),
    };
    let state = server::AppState::new(before.db.clone(), options);
    let verdict = state.readiness().check().await;
    assert!(
        verdict.explanation().contains("read anew"),
        "{}",
        verdict.explanation()
    );
    // A card that cannot be read does not keep it so.
    persistence::migrations::migrate(before.database_url()).unwrap();
    let verdict = state.readiness().check().await;
    assert!(
        matches!(verdict, server::readiness::Verdict::Ready),
        "{}",
        verdict.explanation()
    );
}
