//! Books, favourites, and lists over the API.

use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::{Client, TestApp};

async fn add(client: &Client, given: &str, family: &str) -> Value {
    let contact = json!({"name": {"given": given, "family": family}});
    client.post("/api/v1/contacts", contact).await.body
}

fn names(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["name"]["full"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_book_is_made_changed_deleted_and_brought_back() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let made = ann
        .post("/api/v1/books", json!({"name": " Work ", "color": "teal"}))
        .await;
    assert_eq!(made.status, StatusCode::CREATED);
    assert_eq!(
        (
            &made.body["name"],
            &made.body["color"],
            &made.body["contacts"]
        ),
        (&json!("Work"), &json!("teal"), &json!(0))
    );
    let path = made.header("location").to_owned();
    let changed = ann.patch(&path, json!({"name": "Office"})).await;
    assert_eq!(changed.body["name"], "Office");
    assert_eq!(changed.body["color"], "teal", "what is left out stays");
    let contact = json!({"name": {"given": "Bob"}, "book_id": made.body["id"]});
    let bob = ann.post("/api/v1/contacts", contact).await.body;
    let bob = format!("/api/v1/contacts/{}", bob["id"].as_str().unwrap());
    assert_eq!(ann.get(&path).await.body["contacts"], 1);

    assert_eq!(ann.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(ann.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(ann.get(&bob).await.status, StatusCode::NOT_FOUND);
    assert_eq!(ann.get("/api/v1/contacts?q=bob").await.body["total"], 0);
    assert_eq!(
        ann.get("/api/v1/books")
            .await
            .body
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let back = ann.post(&format!("{path}/restore"), json!({})).await;
    assert_eq!(back.body["contacts"], 1);
    assert_eq!(ann.get(&bob).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_book_that_cannot_be_is_refused() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    for (body, field, code) in [
        (json!({}), "name", "required"),
        (json!({"name": " "}), "name", "required"),
        (json!({"name": "x".repeat(101)}), "name", "too_long"),
        (json!({"name": "a\u{0}b"}), "name", "control_character"),
        (json!({"name": "a", "color": "beige"}), "color", "bad_value"),
        (json!({"name": "a", "owner": 1}), "owner", "unknown"),
    ] {
        let answer = ann.post("/api/v1/books", body.clone()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert_eq!(answer.body["errors"][field][0]["code"], code, "{body}");
    }
    let default = ann.get("/api/v1/books").await.body[0]["id"].clone();
    let path = format!("/api/v1/books/{}", default.as_str().unwrap());
    let kept = ann.delete(&path).await;
    assert_eq!(
        (kept.status, kept.code()),
        (StatusCode::CONFLICT, "conflict")
    );
}

#[tokio::test]
async fn a_contact_moves_between_books_and_stays_itself() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let work = ann
        .post("/api/v1/books", json!({"name": "Work"}))
        .await
        .body;
    let made = add(&ann, "Bob", "").await;
    let path = format!("/api/v1/contacts/{}", made["id"].as_str().unwrap());
    ann.patch(&path, json!({"starred": true})).await;
    let moved = ann
        .patch(&path, json!({"book_id": work["id"], "nickname": "Bobby"}))
        .await;
    assert_eq!(moved.status, StatusCode::OK, "{:?}", moved.body);
    assert_eq!(moved.body["book_id"], work["id"]);
    assert_eq!(moved.body["nickname"], "Bobby");
    assert_eq!(moved.body["starred"], true);
    let found = |book: &Value| format!("/api/v1/contacts?q=bobby&book={}", book.as_str().unwrap());
    assert_eq!(ann.get(&found(&work["id"])).await.body["total"], 1);
    assert_eq!(ann.get(&found(&made["book_id"])).await.body["total"], 0);
    let nowhere = ann
        .patch(
            &path,
            json!({"book_id": "01900000-0000-7000-8000-000000000000"}),
        )
        .await;
    assert_eq!(nowhere.body["errors"]["book_id"][0]["code"], "no_such_book");
}

#[tokio::test]
async fn a_star_is_no_change_of_the_contact() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let made = add(&ann, "Bob", "").await;
    add(&ann, "Carl", "").await;
    let path = format!("/api/v1/contacts/{}", made["id"].as_str().unwrap());
    let star = format!("{path}/star");
    for _ in 0..2 {
        assert_eq!(ann.put(&star, vec![]).await.status, StatusCode::NO_CONTENT);
    }
    let read = ann.get(&path).await;
    assert_eq!(read.body["starred"], true);
    assert_eq!(read.body["updated_at"], made["updated_at"]);
    // Neither is its ETag another one: what was read before is still good for a change.
    let etag = made["etag"].as_str().unwrap();
    assert_eq!(read.header("etag"), etag);
    let known = ann.clone().with("if-match", etag);
    let same = known.patch(&path, json!({"starred": true})).await;
    assert_eq!(same.body, read.body);
    let fresh = ann.clone().with("if-none-match", etag).get(&path).await;
    assert_eq!(fresh.status, StatusCode::NOT_MODIFIED);
    let list = ann.get("/api/v1/contacts?starred=true").await.body;
    assert_eq!(names(&list), ["Bob"]);
    assert_eq!(list["items"][0]["starred"], true);
    let others = ann.get("/api/v1/contacts?starred=false").await.body;
    assert_eq!(names(&others), ["Carl"]);
    for _ in 0..2 {
        assert_eq!(ann.delete(&star).await.status, StatusCode::NO_CONTENT);
    }
    assert_eq!(ann.get(&path).await.body, made);
    assert_eq!(
        ann.get("/api/v1/contacts?starred=true").await.body["total"],
        0
    );
    let bob = app.member("bob").await;
    for answer in [bob.put(&star, vec![]).await, bob.delete(&star).await] {
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn lists_are_sorted_as_asked_and_as_the_account_prefers() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    for (given, family) in [("Zoë", "Adams"), ("Änne", "Young"), ("Ёлка", "Борисова")]
    {
        add(&ann, given, family).await;
    }
    let page = ann.get("/api/v1/contacts").await.body;
    assert_eq!(names(&page), ["Änne Young", "Zoë Adams", "Ёлка Борисова"]);
    let letters: Vec<&Value> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| &i["letter"])
        .collect();
    assert_eq!(letters, ["A", "Z", "Е"]);
    let by_family = ann.get("/api/v1/contacts?sort=family").await.body;
    assert_eq!(
        names(&by_family),
        ["Zoë Adams", "Änne Young", "Ёлка Борисова"]
    );
    ann.patch("/api/v1/me", json!({"name_order": "family"}))
        .await;
    assert_eq!(
        ann.get("/api/v1/contacts").await.body["items"],
        by_family["items"]
    );
    let first = ann.get("/api/v1/contacts?limit=1&sort=updated").await.body;
    assert_eq!(names(&first), ["Ёлка Борисова"]);
    let cursor = first["next_cursor"].as_str().unwrap();
    let next = ann
        .get(&format!(
            "/api/v1/contacts?limit=1&sort=updated&cursor={cursor}"
        ))
        .await
        .body;
    assert_eq!(names(&next), ["Änne Young"]);
    let third = ann.get("/api/v1/contacts?offset=2&limit=5").await.body;
    assert_eq!(names(&third), ["Ёлка Борисова"]);
    for odd in [
        "sort=age",
        "has=car",
        "offset=-1",
        "offset=1&cursor=x",
        &format!("cursor={cursor}"),
    ] {
        let answer = ann.get(&format!("/api/v1/contacts?{odd}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{odd}");
    }
}

#[tokio::test]
async fn search_forgives_a_typo_only_when_nothing_else_is_found() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    add(&ann, "Maria", "Alexander").await;
    add(&ann, "Marta", "Иванова").await;
    for (query, expected) in [
        ("maria", &["Maria Alexander"][..]),
        ("alexnader", &["Maria Alexander"]),
        ("ivanova", &["Marta Иванова"]),
        ("mar", &["Maria Alexander", "Marta Иванова"]),
        ("mar has:phone", &[]),
        ("zzzzz", &[]),
    ] {
        let encoded: String = query.replace(' ', "%20");
        let page = ann.get(&format!("/api/v1/contacts?q={encoded}")).await.body;
        assert_eq!(names(&page), expected, "{query}");
    }
}

#[tokio::test]
async fn what_matches_is_counted() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let bob = add(&ann, "Bob", "Doe").await;
    add(&ann, "Bobby", "Smith").await;
    add(&ann, "Carl", "Doe").await;
    let star = format!("/api/v1/contacts/{}/star", bob["id"].as_str().unwrap());
    ann.put(&star, vec![]).await;
    for (query, count) in [
        ("", 3),
        ("q=bob", 2),
        ("q=bob%20doe", 1),
        ("q=smtih", 1),
        ("starred=true", 1),
        ("starred=false", 2),
        ("has=phone", 0),
    ] {
        let answer = ann.get(&format!("/api/v1/contacts/count?{query}")).await;
        let expected = json!({"count": count, "at_least": false});
        assert_eq!(answer.body, expected, "{query}: {}", answer.text);
    }
    let book = bob["book_id"].as_str().unwrap();
    let others = app.member("bob").await;
    let path = format!("/api/v1/contacts/count?book={book}");
    assert_eq!(others.get(&path).await.status, StatusCode::NOT_FOUND);
}
