//! Requests that come more than once, one after the other or at the same time.

use axum::http::StatusCode;
use serde_json::json;
use testkit::TestApp;

#[tokio::test]
async fn a_repeated_post_with_its_key_makes_one_contact() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let keyed = ann.clone().with("idempotency-key", "my-key-1");
    let first = keyed
        .post("/api/v1/contacts", json!({"name": {"given": "Ann"}}))
        .await;
    let again = keyed
        .post("/api/v1/contacts", json!({"name": {"given": "Ann"}}))
        .await;
    assert_eq!(
        (again.status, &again.body),
        (StatusCode::CREATED, &first.body)
    );
    assert_eq!(again.header("idempotency-replayed"), "true");
    let other = keyed
        .post("/api/v1/contacts", json!({"name": {"given": "Bea"}}))
        .await;
    assert_eq!(other.code(), "idempotency_key_reused");
    assert_eq!(ann.get("/api/v1/contacts").await.body["total"], 1);
    // Keys are each account's own.
    let bob = app.member("bob").await.with("idempotency-key", "my-key-1");
    assert_eq!(
        bob.post("/api/v1/contacts", json!({"name": {"given": "Bea"}}))
            .await
            .status,
        StatusCode::CREATED
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_post_sent_several_times_at_once_makes_one_contact() {
    let app = TestApp::start();
    let keyed = app.member("ann").await.with("idempotency-key", "at-once");
    let posts = [(); 5].map(|()| {
        let keyed = keyed.clone();
        tokio::spawn(async move {
            keyed
                .post("/api/v1/contacts", json!({"name": {"given": "Ann"}}))
                .await
                .body
        })
    });
    let mut ids = std::collections::BTreeSet::new();
    for post in posts {
        ids.insert(post.await.unwrap()["id"].as_str().unwrap().to_owned());
    }
    assert_eq!(ids.len(), 1);
}

#[tokio::test]
async fn whatever_is_made_by_a_repeated_post_is_made_once() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let bob = json!({"name": {"given": "Bob"}});
    let made = ann.post("/api/v1/contacts", bob).await.body;
    let star = json!({"select": {"ids": [made["id"]]}, "action": {"type": "star"}});
    for (what, body, other) in [
        ("notes", json!({"title": "Call"}), json!({"title": "Write"})),
        ("books", json!({"name": "Work"}), json!({"name": "Club"})),
        ("labels", json!({"name": "Work"}), json!({"name": "Club"})),
        (
            "contacts/bulk",
            star,
            json!({"select": {"ids": []}, "action": {"type": "star"}}),
        ),
    ] {
        let path = format!("/api/v1/{what}");
        let keyed = ann.clone().with("idempotency-key", what);
        let first = keyed.post(&path, body.clone()).await;
        assert!(first.status.is_success(), "{what}: {}", first.text);
        assert_eq!(first.header("idempotency-replayed"), "");
        let again = keyed.post(&path, body).await;
        assert_eq!((again.status, &again.body), (first.status, &first.body));
        assert_eq!(again.header("location"), first.header("location"));
        assert_eq!(again.header("idempotency-replayed"), "true", "{what}");
        let misused = keyed.post(&path, other).await;
        assert_eq!(misused.code(), "idempotency_key_reused", "{what}");
    }
    assert_eq!(ann.get("/api/v1/notes").await.body["total"], 1);
    let books = ann.get("/api/v1/books").await.body;
    assert_eq!(books.as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sample_contacts_asked_for_several_times_at_once_come_once() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let posts = [(); 4].map(|()| {
        let ann = ann.clone();
        tokio::spawn(async move { ann.post("/api/v1/sample", json!({})).await })
    });
    let mut loaded = Vec::new();
    for post in posts {
        let answer = post.await.unwrap();
        match answer.status {
            StatusCode::CREATED => loaded.push(answer.body["contacts"].clone()),
            status => assert_eq!(status, StatusCode::CONFLICT, "{}", answer.text),
        }
    }
    assert_eq!(loaded.len(), 1);
    assert_eq!(ann.get("/api/v1/contacts").await.body["total"], loaded[0]);
}

#[tokio::test]
async fn what_is_deleted_again_is_not_brought_back_by_an_old_request() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let things = [
        ("/api/v1/contacts", json!({"name": {"given": "Zoë"}})),
        ("/api/v1/notes", json!({"title": "Milk"})),
        ("/api/v1/books", json!({"name": "Club"})),
    ];
    for (path, body) in things {
        let made = ann.post(path, body).await;
        let address = format!("{path}/{}", made.body["id"].as_str().unwrap());
        let restore = format!("{address}/restore");
        let once = ann
            .clone()
            .with("idempotency-key", &format!("restore {path}"));
        assert_eq!(ann.delete(&address).await.status, StatusCode::NO_CONTENT);
        assert_eq!(once.post(&restore, json!({})).await.status, StatusCode::OK);
        assert_eq!(ann.get(&address).await.status, StatusCode::OK, "{path}");
        assert_eq!(ann.delete(&address).await.status, StatusCode::NO_CONTENT);
        once.post(&restore, json!({})).await;
        assert_eq!(
            ann.get(&address).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}
