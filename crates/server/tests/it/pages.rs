//! The page as the server renders it: real statuses, real redirections, a policy, data in the HTML.

use axum::http::StatusCode;
use serde_json::json;
use server::config::Registration;
use testkit::{Client, PASSWORD, TestApp};

/// Somebody with a new account, in a browser.
pub async fn browser(app: &TestApp, username: &str) -> Client {
    let account = json!({"username": username, "password": PASSWORD});
    let answer = app.visitor().post("/api/v1/users/register", account).await;
    let cookie = answer
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap_or_default()
        .to_owned();
    app.visitor()
        .with("cookie", &cookie)
        .with("accept", "text/html")
}

#[tokio::test]
async fn a_fresh_server_leads_to_the_first_account() {
    let app = TestApp::with(|options| options.registration = Registration::First);
    let page = app.visitor().get("/").await;
    assert_eq!(page.status, StatusCode::FOUND);
    assert!(
        page.header("location").starts_with("/register"),
        "{}",
        page.header("location")
    );
    assert_eq!(app.visitor().get("/register").await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_is_not_signed_in_is_led_to_sign_in_and_back() {
    let app = TestApp::start();
    app.member("ann").await;
    let page = app.visitor().get("/contacts/new").await;
    assert_eq!(page.status, StatusCode::FOUND);
    assert_eq!(page.header("location"), "/login?next=%2Fcontacts%2Fnew");
}

#[tokio::test]
async fn the_data_is_in_the_page() {
    let app = TestApp::start();
    let browser = browser(&app, "ann").await;
    let made = browser
        .post(
            "/api/v1/contacts",
            json!({"name": {"given": "Zoë"}, "note": "plumber"}),
        )
        .await;
    let list = browser.get("/").await;
    assert!(list.text.contains("Zoë"));
    let id = made.body["id"].as_str().unwrap();
    let contact = browser.get(&format!("/contacts/{id}")).await;
    assert!(
        contact.text.contains("plumber") && contact.text.contains("<title>Zoë"),
        "{}",
        contact.text
    );
    let nobody = browser.get("/?q=nobody").await;
    assert!(!nobody.text.contains("Zoë"));
}

#[tokio::test]
async fn what_is_not_there_is_a_404() {
    let app = TestApp::start();
    let browser = browser(&app, "ann").await;
    for path in [
        "/contacts/01a1fda2-05da-77a7-9c47-1fa83c8d8f9b",
        "/contacts/42",
        "/no/such/page",
    ] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.text.contains("<h1"), "{path}");
    }
}

#[tokio::test]
async fn every_page_has_a_policy_with_a_nonce_of_its_own() {
    let app = TestApp::start();
    app.member("ann").await;
    let nonce = |policy: &str| {
        policy
            .split("'nonce-")
            .nth(1)
            .and_then(|rest| rest.split('\'').next())
            .map(str::to_owned)
    };
    let (first, second) = (
        app.visitor().get("/login").await,
        app.visitor().get("/login").await,
    );
    let policy = first.header("content-security-policy");
    assert!(
        !policy.contains("unsafe-inline") && policy.contains("frame-ancestors 'none'"),
        "{policy}"
    );
    let first_nonce = nonce(policy).unwrap();
    assert_ne!(
        Some(&first_nonce),
        nonce(second.header("content-security-policy")).as_ref()
    );
    // Every script of the page carries it.
    for script in first.text.split("<script").skip(1) {
        assert!(
            script.split('>').next().unwrap().contains(&first_nonce),
            "{script:.80}"
        );
    }
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(first.header(name), value);
    }
    assert!(
        !first.text.contains(" style="),
        "inline style has no place in this policy"
    );
}

#[tokio::test]
async fn the_documentation_needs_nothing_from_outside() {
    let app = TestApp::start();
    let docs = app.visitor().get("/api/docs").await;
    assert_eq!(docs.status, StatusCode::OK);
    assert!(docs.text.contains("/api/v1/contacts/{id}") && docs.text.contains("shape-ContactEdit"));
    assert!(
        !docs.text.contains("http://")
            && !docs.text.contains("https://")
            && !docs.text.contains("<script")
    );
    let document = app.visitor().get("/api/openapi.json").await;
    assert_eq!(
        document.body["paths"]["/api/v1/contacts"]["post"]["tags"][0],
        "contacts"
    );
    let shapes = &document.body["components"]["schemas"];
    for reference in document.text.split("#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap_or_default();
        assert!(shapes.get(name).is_some(), "{name} is named and not there");
    }
}

/// Pages that are rendered at the same time on several threads: each has to be the one that was asked for.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn pages_rendered_at_once_do_not_mix() {
    let app = TestApp::start();
    let mut asked = Vec::new();
    for username in ["ann", "bob"] {
        let browser = browser(&app, username).await;
        let contact = json!({"name": {"given": format!("Friend of {username}")}});
        let made = browser.post("/api/v1/contacts", contact).await;
        let path = format!("/contacts/{}", made.body["id"].as_str().unwrap());
        asked.push((browser, path, format!("<title>Friend of {username} ")));
    }
    for _ in 0..50 {
        let pages: Vec<_> = (0..8)
            .map(|index| {
                let (browser, path, title) = asked[index % 2].clone();
                tokio::spawn(async move { (browser.get(&path).await, title) })
            })
            .collect();
        for page in pages {
            let (page, title) = page.await.unwrap();
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.text.contains(&title), "{title}: {}", page.text);
        }
    }
}
