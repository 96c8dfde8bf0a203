//! Every route as every kind of visitor. The list comes from the OpenAPI document, so a new route is in it.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::TestApp;

/// Routes that are for everybody.
const PUBLIC: [&str; 10] = [
    "/healthz",
    "/ping",
    "/readyz",
    "/api/v1/users/registration",
    "/api/v1/users/register",
    "/api/v1/users/login",
    "/api/v1/users/logout",
    // Its address is the secret.
    "/calendar/{token}",
    "/api/v1/language",
    "/api/v1/theme",
];

fn routes() -> Vec<(Method, String)> {
    let document = serde_json::to_value(server::api_document()).unwrap();
    let mut routes = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            if let Ok(method) = method.to_uppercase().parse::<Method>() {
                routes.push((method, path.clone()));
            }
        }
    }
    assert!(routes.len() > 10);
    routes
}

#[tokio::test]
async fn a_visitor_gets_into_nothing_that_is_not_public() {
    let app = TestApp::start();
    for (method, path) in routes()
        .into_iter()
        .filter(|(_, path)| !PUBLIC.contains(&path.as_str()))
    {
        let path = path.replace("{id}", "01a1fda2-05da-77a7-9c47-1fa83c8d8f9b");
        let visitor = app.visitor();
        let forged = visitor.clone().with("authorization", "Bearer AAAA");
        let stale = visitor.clone().with("cookie", "bloknotik_session=AAAA");
        for client in [visitor, forged, stale] {
            let answer = client
                .send(
                    method.clone(),
                    &path,
                    Body::from("{}"),
                    Some("application/json"),
                )
                .await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{method} {path}");
            assert_eq!(answer.code(), "sign_in_required", "{method} {path}");
        }
    }
}

#[tokio::test]
async fn what_belongs_to_somebody_else_does_not_exist() {
    let app = TestApp::start();
    // The first account is the administrator: to other people's books that makes no difference.
    let administrator = app.member("root").await;
    let owner = app.member("owner").await;
    let made = owner
        .post("/api/v1/contacts", json!({"name": {"given": "Ann"}}))
        .await;
    let note = owner.post("/api/v1/notes", json!({"title": "Ann"})).await;
    let label = owner.post("/api/v1/labels", json!({"name": "Ann"})).await;
    let token = owner.post("/api/v1/tokens", json!({"name": "Ann"})).await;
    let sessions = owner.get("/api/v1/sessions").await;
    let id = made.body["id"].as_str().unwrap();
    let id_in = |path: &str| match path.split('/').nth(3) {
        Some("books") => made.body["book_id"].as_str().unwrap(),
        Some("labels") => label.body["id"].as_str().unwrap(),
        Some("notes") => note.body["id"].as_str().unwrap(),
        Some("tokens") => token.body["id"].as_str().unwrap(),
        Some("sessions") => sessions.body[0]["id"].as_str().unwrap(),
        _ => id,
    };
    let stranger = app.member("stranger").await;
    for client in [administrator, stranger] {
        let nothing = json!({});
        for (method, path) in routes()
            .into_iter()
            .filter(|(_, path)| path.contains("{id}"))
        {
            let path = path.replace("{id}", id_in(&path));
            let answer = client
                .send(
                    method.clone(),
                    &path,
                    Body::from(nothing.to_string()),
                    Some("application/json"),
                )
                .await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {path}");
            assert_eq!(answer.code(), "not_found");
            assert!(!answer.text.contains("Ann"));
        }
        let book = made.body["book_id"].as_str().unwrap();
        let list = client.get(&format!("/api/v1/contacts?book={book}")).await;
        assert_eq!(list.status, StatusCode::NOT_FOUND);
        let theirs = client
            .post(
                "/api/v1/contacts",
                json!({"book_id": book, "name": {"given": "x"}}),
            )
            .await;
        assert_eq!(theirs.body["errors"]["book_id"][0]["code"], "no_such_book");
        assert_eq!(client.get("/api/v1/contacts").await.body["total"], 0);
    }
    assert_eq!(
        owner.get(&format!("/api/v1/contacts/{id}")).await.body["etag"],
        made.body["etag"]
    );
}

#[tokio::test]
async fn a_program_gets_to_everything_but_what_its_owner_gets_in_by() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let token = ann.post("/api/v1/tokens", json!({"name": "script"})).await;
    let token = format!("Bearer {}", token.body["token"].as_str().unwrap());
    let script = app.visitor().with("authorization", &token);
    let closed = [
        "/api/v1/me/password",
        "/api/v1/me/calendar",
        "/api/v1/sessions",
        "/api/v1/tokens",
    ];
    for (method, path) in routes()
        .into_iter()
        // What goes on for as long as somebody listens.
        .filter(|(_, path)| !PUBLIC.contains(&path.as_str()) && path != "/api/v1/events")
    {
        let path = path.replace("{id}", "01a1fda2-05da-77a7-9c47-1fa83c8d8f9b");
        let body = match path.as_str() {
            "/api/v1/me/password" => {
                json!({"current_password": testkit::PASSWORD, "new_password": "another one"})
            }
            "/api/v1/tokens" => json!({"name": "more"}),
            _ => json!({}),
        };
        let body = Body::from(body.to_string());
        let answer = script
            .send(method.clone(), &path, body, Some("application/json"))
            .await;
        let is_closed = closed.iter().any(|closed| path.starts_with(closed));
        assert_eq!(
            answer.status == StatusCode::FORBIDDEN,
            is_closed,
            "{method} {path}: {}",
            answer.text
        );
        assert_ne!(answer.status, StatusCode::UNAUTHORIZED, "{method} {path}");
    }
}

#[tokio::test]
async fn a_cookie_acts_only_for_our_own_page() {
    let app = TestApp::start();
    let account = json!({"username": "ann", "password": testkit::PASSWORD});
    let signed_in = app.visitor().post("/api/v1/users/register", account).await;
    let cookie = signed_in
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let browser = app
        .visitor()
        .with("cookie", &cookie)
        .with("host", "book.local");
    let contact = json!({"name": {"given": "Ann"}});

    let ours = browser
        .clone()
        .with("origin", "http://book.local")
        .with("sec-fetch-site", "same-origin");
    assert_eq!(
        ours.post("/api/v1/contacts", contact.clone()).await.status,
        StatusCode::CREATED
    );
    for (name, value) in [
        ("origin", "http://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        let foreign = browser.clone().with(name, value);
        let answer = foreign.post("/api/v1/contacts", contact.clone()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}: {value}");
        assert_eq!(answer.code(), "foreign_origin");
        // Reading is what following a link is.
        assert_eq!(foreign.get("/api/v1/me").await.status, StatusCode::OK);
    }
    // Signing somebody in from another site is refused as well.
    let login = json!({"username": "ann", "password": testkit::PASSWORD});
    let foreign = app
        .visitor()
        .with("origin", "http://evil.example")
        .with("host", "book.local");
    assert_eq!(
        foreign.post("/api/v1/users/login", login).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn where_a_token_is_sent_the_cookie_means_nothing() {
    let app = TestApp::start();
    let account = json!({"username": "ann", "password": testkit::PASSWORD});
    let signed_in = app.visitor().post("/api/v1/users/register", account).await;
    let cookie = signed_in
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let client = app.visitor().with("cookie", &cookie);
    assert_eq!(client.get("/api/v1/me").await.status, StatusCode::OK);
    // The password of a proxy in front is not ours.
    assert_eq!(
        client
            .clone()
            .with("authorization", "Basic YTpi")
            .get("/api/v1/me")
            .await
            .status,
        StatusCode::OK
    );
    for authorization in ["Bearer wrong", "Bearer", "bearer "] {
        let answer = client
            .clone()
            .with("authorization", authorization)
            .get("/api/v1/me")
            .await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{authorization}");
    }
}
