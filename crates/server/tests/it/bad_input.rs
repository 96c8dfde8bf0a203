//! What comes in wrong gets a clear answer and loses nothing.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::TestApp;

const CONTACTS: &str = "/api/v1/contacts";

#[tokio::test]
async fn json_that_is_none_is_told_where_it_breaks() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    for (body, where_) in [
        ("", "line 1"),
        ("{\"name\":", "line 1 column 8"),
        ("{}x", "line 1 column 3"),
        ("\u{feff}{}", "line 1"),
    ] {
        let answer = ann
            .send(
                Method::POST,
                CONTACTS,
                Body::from(body),
                Some("application/json"),
            )
            .await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::BAD_REQUEST, "malformed_body"),
            "{body}"
        );
        assert!(
            answer.body["detail"].as_str().unwrap().contains(where_),
            "{}",
            answer.text
        );
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    let not_utf8 = ann
        .send(
            Method::POST,
            CONTACTS,
            Body::from(&b"{\"note\":\"\xff\"}"[..]),
            Some("application/json"),
        )
        .await;
    assert_eq!(not_utf8.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn another_type_of_body_is_refused_by_name() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    for kind in [
        None,
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
    ] {
        let answer = ann
            .send(Method::POST, CONTACTS, Body::from("{}"), kind)
            .await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type")
        );
    }
}

#[tokio::test]
async fn fields_are_named_by_their_path() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let long = "x".repeat(1_001);
    for (body, path, code) in [
        (json!({"nmae": {}}), "nmae", "unknown"),
        (json!({"name": {"middle": "x"}}), "name.middle", "unknown"),
        (
            json!({"phones": [{"value": "1"}, {"number": "2"}]}),
            "phones[1].number",
            "unknown",
        ),
        (
            json!({"phones": [{"type": "home"}]}),
            "phones[0].value",
            "required",
        ),
        (
            json!({"phones": [{"value": "1", "type": "boat"}]}),
            "phones[0].type",
            "bad_value",
        ),
        (json!({"phones": "1"}), "phones", "bad_value"),
        (json!({"etag": 1}), "etag", "bad_value"),
        (json!({"birthday": "1985-02-30"}), "birthday", "bad_value"),
        (
            json!({"name": {"given": "a\u{0}b"}}),
            "name.given",
            "control_character",
        ),
        (json!({"note": "a\u{1b}b"}), "note", "control_character"),
        (json!({"org": {"name": long}}), "org.name", "too_long"),
        (json!({"note": "x".repeat(100_001)}), "note", "too_long"),
        (
            json!({"emails": vec![json!({"value": "a@b"}); 1_001]}),
            "emails",
            "too_many",
        ),
        (
            json!({"emails": [{"value": "  "}]}),
            "emails[0].value",
            "required",
        ),
        (
            json!({"addresses": [{"type": "home"}]}),
            "addresses[0].street",
            "required",
        ),
        (
            json!({"ims": [{"value": "ann", "services": "x"}]}),
            "ims[0].services",
            "unknown",
        ),
        (
            json!({"ims": [{"value": "xmpp:"}]}),
            "ims[0].value",
            "required",
        ),
        (
            json!({"ims": [{"value": "ann", "service": long}]}),
            "ims[0].service",
            "too_long",
        ),
        (
            json!({"dates": [{"value": "1985-02-30"}]}),
            "dates[0].value",
            "bad_value",
        ),
        (
            json!({"dates": [{"value": "1985", "pref": true}]}),
            "dates[0].pref",
            "unknown",
        ),
        (
            json!({"relations": [{"value": "Ann", "contact_id": "x"}]}),
            "relations[0].contact_id",
            "unknown",
        ),
        (
            json!({"relations": [{"value": "Ann", "type": "boat"}]}),
            "relations[0].type",
            "bad_value",
        ),
        (
            json!({"relations": [{"value": " ", "type": "mother"}]}),
            "relations[0].value",
            "required",
        ),
        (json!({"labels": ["a", ""]}), "labels[1]", "required"),
        (json!({"labels": vec!["a"; 1_001]}), "labels", "too_many"),
        (
            json!({"labels": ["a\u{0}b"]}),
            "labels[0]",
            "control_character",
        ),
        (
            json!({"custom": [{"label": "", "value": "58"}]}),
            "custom[0].label",
            "required",
        ),
        (
            json!({"custom": [{"label": "Hat", "value": "58", "type": "x"}]}),
            "custom[0].type",
            "unknown",
        ),
        (
            json!({"name": {"phonetic": "x"}}),
            "name.phonetic",
            "unknown",
        ),
        (json!({"nickname": null}), "name", "empty_contact"),
        (
            json!({"book_id": "x", "name": {"given": "x"}}),
            "book_id",
            "bad_value",
        ),
    ] {
        let answer = ann.post(CONTACTS, body).await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
            "{path}"
        );
        assert_eq!(
            answer.body["errors"][path][0]["code"], code,
            "{}",
            answer.text
        );
        assert!(answer.body["errors"][path][0]["message"].is_string());
    }
    assert_eq!(ann.get(CONTACTS).await.body["total"], 0);
}

#[tokio::test]
async fn ten_megabytes_are_refused_announced_or_not() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let big = || Body::from(vec![b' '; 10 * 1024 * 1024]);
    let silent = ann
        .send(Method::POST, CONTACTS, big(), Some("application/json"))
        .await;
    let announced = ann.clone().with("content-length", "10485760");
    let announced = announced
        .send(
            Method::POST,
            CONTACTS,
            Body::empty(),
            Some("application/json"),
        )
        .await;
    for answer in [silent, announced] {
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::PAYLOAD_TOO_LARGE, "body_too_large")
        );
    }
    let form = app
        .visitor()
        .send(
            Method::POST,
            "/api/v1/users/login",
            big(),
            Some("application/x-www-form-urlencoded"),
        )
        .await;
    assert_eq!(form.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn parameters_that_cannot_be_read_are_said_so() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    for path in [
        "/api/v1/contacts/42",
        "/api/v1/contacts/%00",
        "/api/v1/contacts/%ff",
        "/api/v1/contacts?limit=0",
        "/api/v1/contacts?limit=201",
        "/api/v1/contacts?limit=-1",
        "/api/v1/contacts?limit=many",
        "/api/v1/contacts?cursor=!",
        "/api/v1/contacts?book=mine",
        "/api/v1/contacts?sortt=name",
        "/api/v1/contacts/count?limit=1",
        "/api/v1/books/%ff/photos/a/small",
        "/calendar/%ff.ics",
    ] {
        let answer = ann.get(path).await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::BAD_REQUEST, "malformed_parameter"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn odd_queries_are_only_text() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    ann.post(CONTACTS, json!({"name": {"given": "Ann"}})).await;
    let long = "a%20".repeat(2_000);
    for query in [
        "%00",
        "%25",
        "'%3B--",
        "(030",
        "%5C",
        "%F0%9F%92%A5",
        "%E2%80%AE",
        long.as_str(),
    ] {
        let answer = ann.get(&format!("{CONTACTS}?q={query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text);
    }
}

#[tokio::test]
async fn an_address_or_method_that_is_none_is_told_so() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    for path in [
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/nothing",
        "/api/v2/contacts",
    ] {
        let answer = ann.get(path).await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::NOT_FOUND, "not_found"),
            "{path}"
        );
    }
    let answer = ann.delete("/api/v1/me").await;
    assert_eq!(
        (answer.status, answer.code()),
        (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed")
    );
    assert!(
        answer.header("allow").contains("GET"),
        "{:?}",
        answer.headers
    );
}

#[tokio::test]
async fn a_problem_can_be_found_in_the_log_and_tells_nothing_else() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let answer = ann
        .get("/api/v1/contacts/01a1fda2-05da-77a7-9c47-1fa83c8d8f9b")
        .await;
    assert_eq!(answer.body["request_id"], answer.header("x-request-id"));
    // The table is gone: our fault, and nobody outside learns what the database said.
    app.db
        .run::<_, persistence::DbError>(|connection| {
            use diesel::connection::SimpleConnection;
            Ok(connection.batch_execute("ALTER TABLE contacts RENAME TO elsewhere")?)
        })
        .await
        .unwrap();
    let broken = ann.get(CONTACTS).await;
    assert_eq!(
        (broken.status, broken.code()),
        (StatusCode::INTERNAL_SERVER_ERROR, "internal")
    );
    for word in ["contacts", "relation", "SELECT", "elsewhere"] {
        assert!(!broken.text.contains(word), "{}", broken.text);
    }
}

#[tokio::test]
async fn a_statement_that_takes_too_long_is_a_503() {
    let app = TestApp::start();
    let result = app
        .db
        .run::<(), persistence::DbError>(|connection| {
            use diesel::connection::SimpleConnection;
            connection.batch_execute("SET LOCAL statement_timeout = 50; SELECT pg_sleep(5)")?;
            Ok(())
        })
        .await;
    assert!(
        matches!(result, Err(persistence::DbError::TimedOut)),
        "{result:?}"
    );
}

#[tokio::test]
async fn a_cursor_that_nobody_gave_out_is_refused() {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let app = TestApp::start();
    let ann = app.member("ann").await;
    // 1 January of these years, as nanoseconds: no database knows the first one.
    for year in [-9999_i128, -100, 1969] {
        let moment = (year - 1970) * 31_556_952_000_000_000;
        let mut contacts = vec![b'u', 0, 0];
        contacts.extend([7; 16]);
        contacts.extend(moment.to_be_bytes());
        let mut notes = vec![0];
        notes.extend([7; 16]);
        notes.extend(moment.to_be_bytes());
        for (path, cursor) in [
            ("/api/v1/contacts?sort=updated", contacts),
            ("/api/v1/notes?limit=1", notes),
        ] {
            let cursor = URL_SAFE_NO_PAD.encode(cursor);
            let answer = ann.get(&format!("{path}&cursor={cursor}")).await;
            assert_eq!(
                (answer.status, answer.code()),
                (StatusCode::BAD_REQUEST, "malformed_parameter"),
                "{year} {path}: {}",
                answer.text
            );
        }
    }
}
