//! Birthdays by the API.

use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::{Client, TestApp};

async fn born(client: &Client, name: &str, birthday: &str) -> Value {
    let contact = json!({"name": {"given": name}, "birthday": birthday});
    let answer = client.post("/api/v1/contacts", contact).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.body
}

fn names(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["name"]["full"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn the_next_twelve_months_are_listed_and_nothing_is_invented() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let empty = ann.get("/api/v1/birthdays").await;
    assert_eq!(empty.body, json!({"items": [], "next_cursor": null}));
    for (name, birthday) in [
        ("Today", "1985-11-21"),
        ("Before", "1985-11-20"),
        ("Leap", "2000-02-29"),
        ("Whoever", "--12-24"),
        ("Sometime", "1985-11"),
        ("Year", "1985"),
    ] {
        born(&ann, name, birthday).await;
    }
    let list = ann.get("/api/v1/birthdays?from=2026-11-21").await.body;
    assert_eq!(
        names(&list),
        ["Today", "Sometime", "Whoever", "Leap", "Before"]
    );
    let told: Vec<_> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (&item["birthday"], &item["on"], &item["turns"]))
        .collect();
    assert_eq!(
        json!(told),
        json!([
            ["1985-11-21", "2026-11-21", 41],
            ["1985-11", "2026-11", 41],
            ["--12-24", "2026-12-24", null],
            ["2000-02-29", "2027-02-28", 27],
            ["1985-11-20", "2027-11-20", 42],
        ])
    );
}

#[tokio::test]
async fn pages_follow_each_other_and_books_are_kept_apart() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let first = born(&ann, "A", "--04-01").await;
    for (name, birthday) in [("B", "--12-02"), ("C", "--04-03"), ("D", "--04-01")] {
        born(&ann, name, birthday).await;
    }
    let mut seen = Vec::new();
    let mut path = "/api/v1/birthdays?from=2026-11-21&limit=2".to_owned();
    loop {
        let page = ann.get(&path).await.body;
        seen.extend(names(&page).into_iter().map(str::to_owned));
        let Some(cursor) = page["next_cursor"].as_str() else {
            break;
        };
        path = format!("/api/v1/birthdays?from=2026-11-21&limit=2&cursor={cursor}");
    }
    assert_eq!(seen, ["B", "A", "D", "C"]);

    let club = ann
        .post("/api/v1/books", json!({"name": "Club"}))
        .await
        .body;
    let of = |book: &Value| format!("/api/v1/birthdays?book={}", book.as_str().unwrap());
    assert_eq!(ann.get(&of(&club["id"])).await.body["items"], json!([]));
    let there = ann.get(&of(&first["book_id"])).await.body;
    assert_eq!(there["items"].as_array().unwrap().len(), 4);
    let eve = app.member("eve").await;
    let theirs = eve.get(&of(&first["book_id"])).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    assert_eq!(eve.get("/api/v1/birthdays").await.body["items"], json!([]));
}

#[tokio::test]
async fn bad_questions_get_a_clear_answer() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    for query in [
        "from=2026-02-30",
        "from=2026-11",
        "from=tomorrow",
        "from=9999-12-31",
        "limit=0",
        "limit=201",
        "cursor=x",
        "cursor=AAAA",
        "book=x",
        "year=2026",
    ] {
        let answer = ann.get(&format!("/api/v1/birthdays?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(answer.code(), "malformed_parameter", "{query}");
    }
}
