//! What one signs in by: the password, sessions, access tokens.

use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::{Client, PASSWORD, TestApp};

use crate::sql;

const NEW: &str = "battery staple";

async fn sign_in(app: &TestApp, username: &str, password: &str) -> Option<Client> {
    let login = json!({"username": username, "password": password});
    let answer = app.visitor().post("/api/v1/users/login", login).await;
    let token = answer.body["token"].as_str()?;
    Some(
        app.visitor()
            .with("authorization", &format!("Bearer {token}")),
    )
}

async fn make_token(client: &Client, body: Value) -> Value {
    let made = client.post("/api/v1/tokens", body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.body
}

fn by(app: &TestApp, token: &Value) -> Client {
    let token = token["token"].as_str().unwrap();
    app.visitor()
        .with("authorization", &format!("Bearer {token}"))
}

#[tokio::test]
async fn another_password_ends_all_other_sessions() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let phone = sign_in(&app, "ann", PASSWORD).await.unwrap();
    let script = by(&app, &make_token(&ann, json!({"name": "script"})).await);

    let change = json!({"current_password": PASSWORD, "new_password": NEW});
    let changed = ann.post("/api/v1/me/password", change).await;
    assert_eq!(changed.status, StatusCode::NO_CONTENT, "{}", changed.text);
    assert_eq!(ann.get("/api/v1/me").await.status, StatusCode::OK);
    assert_eq!(
        phone.get("/api/v1/me").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(script.get("/api/v1/me").await.status, StatusCode::OK);
    assert!(sign_in(&app, "ann", PASSWORD).await.is_none());
    assert!(sign_in(&app, "ann", NEW).await.is_some());
}

#[tokio::test]
async fn a_password_is_changed_by_whoever_knows_it() {
    let app = TestApp::start();
    let ann = app.member("ann").await.at("192.0.2.1");
    let path = "/api/v1/me/password";
    let short = json!({"current_password": PASSWORD, "new_password": "short"});
    let short = ann.post(path, short).await;
    assert_eq!(short.body["errors"]["new_password"][0]["code"], "too_short");
    let wrong = json!({"current_password": "a guess", "new_password": NEW});
    for _ in 0..10 {
        let answer = ann.post(path, wrong.clone()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            answer.body["errors"]["current_password"][0]["code"],
            "wrong_password"
        );
    }
    assert_eq!(
        ann.post(path, wrong).await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    assert!(sign_in(&app, "ann", PASSWORD).await.is_some());
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let phone = sign_in(&app, "ann", PASSWORD)
        .await
        .unwrap()
        .with("user-agent", "Phone");
    let bob = app.member("bob").await;
    let list = ann.get("/api/v1/sessions").await;
    let list = list.body.as_array().unwrap();
    assert_eq!(list.len(), 2);
    assert_eq!(
        (&list[0]["current"], &list[1]["current"]),
        (&json!(true), &json!(false))
    );
    assert!(!list[1].as_object().unwrap().contains_key("token_hash"));

    let other = format!("/api/v1/sessions/{}", list[1]["id"].as_str().unwrap());
    assert_eq!(bob.delete(&other).await.status, StatusCode::NOT_FOUND);
    assert_eq!(ann.delete(&other).await.status, StatusCode::NO_CONTENT);
    assert_eq!(ann.delete(&other).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        phone.get("/api/v1/me").await.status,
        StatusCode::UNAUTHORIZED
    );

    let script = by(&app, &make_token(&ann, json!({"name": "script"})).await);
    let phone = sign_in(&app, "ann", PASSWORD).await.unwrap();
    let everywhere = phone.delete("/api/v1/sessions").await;
    assert_eq!(everywhere.status, StatusCode::NO_CONTENT);
    assert!(everywhere.header("set-cookie").contains("Max-Age=0"));
    for client in [&ann, &phone] {
        assert_eq!(
            client.get("/api/v1/me").await.status,
            StatusCode::UNAUTHORIZED
        );
    }
    assert_eq!(script.get("/api/v1/me").await.status, StatusCode::OK);
    assert_eq!(bob.get("/api/v1/me").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_token_opens_the_book_until_it_is_taken_back() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let made = make_token(
        &ann,
        json!({"name": " Backup script ", "expires_in_days": 30}),
    )
    .await;
    assert_eq!(made["name"], "Backup script");
    assert!(made["expires_at"].is_string());
    let script = by(&app, &made);
    let contact = json!({"name": {"given": "Bea"}});
    assert_eq!(
        script.post("/api/v1/contacts", contact).await.status,
        StatusCode::CREATED
    );
    assert_eq!(ann.get("/api/v1/contacts").await.body["total"], 1);

    let list = ann.get("/api/v1/tokens").await;
    assert_eq!(list.body[0]["id"], made["id"]);
    assert!(!list.text.contains(made["token"].as_str().unwrap()));
    assert_eq!(
        ann.get("/api/v1/sessions")
            .await
            .body
            .as_array()
            .unwrap()
            .len(),
        1
    );

    let path = format!("/api/v1/tokens/{}", made["id"].as_str().unwrap());
    assert_eq!(
        app.member("bob").await.delete(&path).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(ann.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(
        script.get("/api/v1/me").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(ann.get("/api/v1/tokens").await.text, "[]");

    let scripts = [
        by(&app, &make_token(&ann, json!({"name": "one"})).await),
        by(&app, &make_token(&ann, json!({"name": "two"})).await),
    ];
    let all = ann.delete("/api/v1/tokens").await;
    assert_eq!(all.status, StatusCode::NO_CONTENT);
    for script in scripts {
        assert_eq!(
            script.get("/api/v1/me").await.status,
            StatusCode::UNAUTHORIZED
        );
    }
    assert_eq!(ann.get("/api/v1/me").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_token_is_for_programs_and_gives_no_further_keys() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let made = make_token(&ann, json!({"name": "script"})).await;
    assert_eq!(made["expires_at"], Value::Null);
    let script = by(&app, &made);
    let change = json!({"current_password": PASSWORD, "new_password": NEW});
    for answer in [
        script.post("/api/v1/me/password", change).await,
        script.get("/api/v1/sessions").await,
        script.delete("/api/v1/sessions").await,
        script.delete("/api/v1/tokens").await,
        script.get("/api/v1/tokens").await,
        script.post("/api/v1/tokens", json!({"name": "more"})).await,
        script
            .delete(&format!("/api/v1/tokens/{}", made["id"].as_str().unwrap()))
            .await,
    ] {
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::FORBIDDEN, "forbidden"),
            "{}",
            answer.text
        );
    }
    let cookie = format!("bloknotik_session={}", made["token"].as_str().unwrap());
    let browser = app.visitor().with("cookie", &cookie);
    assert_eq!(
        browser.get("/api/v1/me").await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_token_that_was_asked_for_twice_is_one() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let once = ann.clone().with("idempotency-key", "one");
    let first = make_token(&once, json!({"name": "script"})).await;
    let second = make_token(&once, json!({"name": "script"})).await;
    assert_eq!(first, second);
    assert_eq!(
        by(&app, &second).get("/api/v1/me").await.status,
        StatusCode::OK
    );
    let other = make_token(&ann, json!({"name": "script"})).await;
    assert_ne!(other["token"], first["token"]);
    assert_eq!(
        ann.get("/api/v1/tokens")
            .await
            .body
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[tokio::test]
async fn what_makes_no_token_is_named() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    for (body, field, code) in [
        (json!({"name": "  "}), "name", "required"),
        (json!({"name": "x".repeat(101)}), "name", "too_long"),
        (
            json!({"name": "x", "expires_in_days": 0}),
            "expires_in_days",
            "bad_value",
        ),
        (
            json!({"name": "x", "expires_in_days": 3651}),
            "expires_in_days",
            "bad_value",
        ),
        (json!({"name": "x", "scope": "all"}), "scope", "unknown"),
    ] {
        let answer = ann.post("/api/v1/tokens", body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            answer.body["errors"][field][0]["code"], code,
            "{}",
            answer.text
        );
    }
}

#[tokio::test]
async fn who_asks_twice_for_an_account_has_one() {
    let app = TestApp::start();
    let visitor = app.visitor().with("idempotency-key", "one");
    let wanted = json!({"username": "ann", "password": PASSWORD, "display_name": "Ann"});
    let path = "/api/v1/users/register";
    let first = visitor.post(path, wanted.clone()).await;
    let again = visitor.post(path, wanted.clone()).await;
    for made in [&first, &again] {
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let me = by(&app, &made.body).get("/api/v1/me").await;
        assert_eq!(me.body["username"], "ann");
    }
    assert_eq!(first.body["user"], again.body["user"]);
    assert_eq!(again.header("idempotency-replayed"), "true");
    // Somebody else who guesses the key gets nothing by it, and learns nothing.
    let mut other = wanted.clone();
    other["password"] = json!(NEW);
    for answer in [
        visitor.post(path, other).await,
        app.visitor()
            .with("idempotency-key", "two")
            .post(path, wanted.clone())
            .await,
    ] {
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.body["errors"]["username"][0]["code"], "taken");
    }
    // Nor does the old request open the account that has another password now.
    let ann = by(&app, &first.body);
    let change = json!({"current_password": PASSWORD, "new_password": NEW});
    assert_eq!(
        ann.post("/api/v1/me/password", change).await.status,
        StatusCode::NO_CONTENT
    );
    let old = visitor.post(path, wanted).await;
    assert_eq!(
        (old.status, old.code()),
        (StatusCode::UNAUTHORIZED, "bad_credentials")
    );
}

#[tokio::test]
async fn who_asks_for_an_account_at_the_same_time_has_one() {
    let app = TestApp::start();
    let visitor = app.visitor().with("idempotency-key", "one");
    let wanted = json!({"username": "ann", "password": PASSWORD});
    let path = "/api/v1/users/register";
    let (one, other) = tokio::join!(
        visitor.post(path, wanted.clone()),
        visitor.post(path, wanted.clone())
    );
    for made in [&one, &other] {
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    }
    assert_eq!(one.body["user"]["id"], other.body["user"]["id"]);
}

#[tokio::test]
async fn who_asks_twice_for_another_password_has_it() {
    let app = TestApp::start();
    let ann = app.member("ann").await.with("idempotency-key", "one");
    let change = json!({"current_password": PASSWORD, "new_password": NEW});
    for _ in 0..2 {
        let changed = ann.post("/api/v1/me/password", change.clone()).await;
        assert_eq!(changed.status, StatusCode::NO_CONTENT, "{}", changed.text);
    }
    let again = json!({"current_password": NEW, "new_password": "a third one"});
    let two = ann.clone().with("idempotency-key", "two");
    let (one, other) = tokio::join!(
        two.post("/api/v1/me/password", again.clone()),
        two.post("/api/v1/me/password", again.clone())
    );
    for changed in [one, other] {
        assert_eq!(changed.status, StatusCode::NO_CONTENT, "{}", changed.text);
    }
    let other = json!({"current_password": NEW, "new_password": PASSWORD});
    let misused = ann.post("/api/v1/me/password", other).await;
    assert_eq!(misused.code(), "idempotency_key_reused");
}

#[tokio::test]
async fn who_asks_twice_for_anything_has_one() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    for (path, field) in [
        ("/api/v1/me/calendar", "address"),
        ("/api/v1/sample", "contacts"),
    ] {
        let once = ann.clone().with("idempotency-key", path);
        let (first, again) = (
            once.post(path, Value::Null).await,
            once.post(path, Value::Null).await,
        );
        assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
        assert_eq!(again.status, StatusCode::CREATED, "{}", again.text);
        assert!(!first.body[field].is_null());
        assert_eq!(first.body, again.body);
    }
}

#[tokio::test]
async fn a_token_that_was_taken_back_stays_so() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let once = ann.clone().with("idempotency-key", "one");
    let wanted = json!({"name": "script"});
    let made = make_token(&once, wanted.clone()).await;
    let path = format!("/api/v1/tokens/{}", made["id"].as_str().unwrap());
    ann.delete(&path).await;
    let again = once.post("/api/v1/tokens", wanted.clone()).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND, "{}", again.text);
    // Nobody knows the request any more after a day: it makes another token.
    sql(
        &app,
        "UPDATE idempotency_keys SET created_at = now() - interval '25 hours'",
    )
    .await;
    let another = make_token(&once, wanted).await;
    assert_ne!(another["token"], made["token"]);
    assert_eq!(
        by(&app, &made).get("/api/v1/me").await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_token_ends_on_its_day() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let wanted = json!({"name": "script", "expires_in_days": 1});
    let script = by(&app, &make_token(&ann, wanted).await);
    assert_eq!(script.get("/api/v1/me").await.status, StatusCode::OK);
    sql(
        &app,
        "UPDATE sessions SET expires_at = now() WHERE name IS NOT NULL",
    )
    .await;
    assert_eq!(
        script.get("/api/v1/me").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(ann.get("/api/v1/tokens").await.text, "[]");
}

#[tokio::test]
async fn a_program_that_signs_out_keeps_its_key() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let script = by(&app, &make_token(&ann, json!({"name": "script"})).await);
    let out = script.post("/api/v1/users/logout", Value::Null).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert_eq!(script.get("/api/v1/me").await.status, StatusCode::OK);
}

#[tokio::test]
async fn nobody_has_more_than_a_hundred_tokens() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    for number in 0..100 {
        make_token(&ann, json!({"name": format!("script {number}")})).await;
    }
    let one_more = ann.post("/api/v1/tokens", json!({"name": "more"})).await;
    assert_eq!(one_more.body["errors"]["name"][0]["code"], "too_many");
}
