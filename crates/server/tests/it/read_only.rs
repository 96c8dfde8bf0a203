//! A database that takes no changes: a standby, or one whose disk is full. Nothing is lost, and reading goes on.

use axum::http::StatusCode;
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use serde_json::json;
use testkit::{Client, TestApp};

/// Every read that the page makes, and the page itself.
async fn reading_goes_on(ann: &Client, browser: &Client, id: &str) {
    for path in [
        "/readyz".to_owned(),
        "/api/v1/me".to_owned(),
        "/api/v1/books".to_owned(),
        "/api/v1/labels".to_owned(),
        "/api/v1/notes".to_owned(),
        "/api/v1/birthdays".to_owned(),
        "/api/v1/contacts?q=ann".to_owned(),
        "/api/v1/contacts/letters".to_owned(),
        "/api/v1/export?format=vcard3".to_owned(),
        format!("/api/v1/contacts/{id}"),
        format!("/api/v1/contacts/{id}/related"),
    ] {
        let answer = ann.get(&path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
    }
    for path in ["/".to_owned(), format!("/contacts/{id}")] {
        let page = browser.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
    }
}

async fn writing_is_refused(ann: &Client, id: &str) {
    let contact = json!({"name": {"given": "Bea"}});
    for answer in [
        ann.post("/api/v1/contacts", contact.clone()).await,
        ann.patch(&format!("/api/v1/contacts/{id}"), contact).await,
        ann.delete(&format!("/api/v1/contacts/{id}")).await,
        ann.post("/api/v1/notes", json!({"title": "Shopping"}))
            .await,
    ] {
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::SERVICE_UNAVAILABLE, "read_only"),
            "{}",
            answer.text
        );
        assert!(!answer.header("retry-after").is_empty());
        assert!(
            !answer.text.contains("INSERT") && !answer.text.contains("device"),
            "{}",
            answer.text
        );
    }
}

/// A browser without a script gets the page that it came from, and the reason on it.
async fn forms_are_refused(browser: &Client, id: &str) {
    let browser = browser.clone().with("accept-language", "en");
    for (deed, body) in [("delete", ""), ("star", "starred=true")] {
        let path = format!("/contacts/{id}/{deed}?q=an");
        let page = browser.form(&path, body).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{deed}");
        assert!(
            page.text.contains("takes no changes"),
            "{deed}: {}",
            page.text
        );
        assert!(page.text.contains(&path), "{deed}: {}", page.text);
        assert!(
            !page.text.contains("type=\"module\""),
            "{deed}: a script would find no such page"
        );
        let address = browser.get(&path).await;
        assert_eq!(address.header("location"), format!("/contacts/{id}"));
    }
}

/// Refuses changes as `setting` does until `unset`; what was there stays, and changes are taken afterwards.
async fn refuses_until(setting: &str, unset: &str) {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let made = ann
        .post("/api/v1/contacts", json!({"name": {"given": "Ann"}}))
        .await;
    let id = made.body["id"].as_str().unwrap();
    let login = json!({"username": "ann", "password": testkit::PASSWORD});
    let login = app.visitor().post("/api/v1/users/login", login).await;
    let token = login.body["token"].as_str().unwrap();
    let browser = app
        .visitor()
        .with("cookie", &format!("bloknotik_session={token}"));
    let mut database = PgConnection::establish(app.database_url()).unwrap();
    database.batch_execute(setting).unwrap();
    // The first to use a connection that was cut is told so.
    while app.visitor().get("/readyz").await.status != StatusCode::OK {
        tokio::task::yield_now().await;
    }
    reading_goes_on(&ann, &browser, id).await;
    writing_is_refused(&ann, id).await;
    forms_are_refused(&browser, id).await;
    database.batch_execute(unset).unwrap();
    while app.visitor().get("/readyz").await.status != StatusCode::OK {
        tokio::task::yield_now().await;
    }
    let seen = ann.get(&format!("/api/v1/contacts/{id}")).await;
    assert_eq!(seen.body["etag"], made.body["etag"]);
    let again = ann
        .post("/api/v1/contacts", json!({"name": {"given": "Bea"}}))
        .await;
    assert_eq!(again.status, StatusCode::CREATED, "{}", again.text);
}

/// What PostgreSQL says where the disk is full, said by a trigger.
const FULL: &str = "\
    CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
        RAISE EXCEPTION 'could not extend file \"base/5/16384\": No space left on device' USING ERRCODE = '53100'; \
    END $$; \
    DO $$ DECLARE name text; BEGIN \
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP \
            EXECUTE format('CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE OR DELETE ON %I \
                FOR EACH STATEMENT EXECUTE FUNCTION full_disk()', name); \
        END LOOP; \
    END $$";

#[tokio::test]
async fn a_full_disk_loses_nothing_and_is_told() {
    refuses_until(FULL, "DROP FUNCTION full_disk() CASCADE").await;
}

#[tokio::test]
async fn a_database_that_is_read_only_is_read() {
    // For the connections that are there already as well: a standby would refuse in the midst, too.
    let set = |on: &str| {
        format!(
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = {on}', current_database()); \
             PERFORM pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid(); END $$"
        )
    };
    refuses_until(
        &set("on"),
        &format!("SET default_transaction_read_only = off; {}", set("off")),
    )
    .await;
}
