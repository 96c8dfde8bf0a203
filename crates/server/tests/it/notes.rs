//! Notes over the API.

use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::TestApp;

fn titles(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["title"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn a_note_lives_its_life() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    assert_eq!(
        ann.get("/api/v1/notes").await.body,
        json!({"items": [], "next_cursor": null, "total": 0})
    );
    let first = ann
        .post(
            "/api/v1/notes",
            json!({"title": "Shopping", "body": "milk\r\nÄpfel  "}),
        )
        .await;
    assert_eq!(first.status, StatusCode::CREATED);
    assert_eq!(first.body["body"], "milk\nÄpfel");
    ann.post("/api/v1/notes", json!({"title": "Second"})).await;
    assert_eq!(
        titles(&ann.get("/api/v1/notes").await.body),
        ["Second", "Shopping"]
    );
    assert_eq!(
        titles(&ann.get("/api/v1/notes?q=apfel").await.body),
        ["Shopping"]
    );
    let path = first.header("location").to_owned();
    let pinned = ann.patch(&path, json!({"pinned": true})).await;
    assert_eq!(pinned.body["title"], "Shopping", "what is left out stays");
    assert_eq!(
        titles(&ann.get("/api/v1/notes").await.body),
        ["Shopping", "Second"]
    );
    let stale = ann
        .clone()
        .with("if-match", first.header("etag"))
        .patch(&path, json!({"title": "x"}))
        .await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(ann.get(&path).await.body, pinned.body);
    assert_eq!(ann.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(ann.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(titles(&ann.get("/api/v1/notes").await.body), ["Second"]);
    ann.post(&format!("{path}/restore"), json!({})).await;
    assert_eq!(ann.get("/api/v1/notes").await.body["total"], 2);
}

#[tokio::test]
async fn a_note_is_about_a_contact_and_follows_it() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let bob = ann
        .post("/api/v1/contacts", json!({"name": {"given": "Bob"}}))
        .await
        .body;
    let id = bob["id"].as_str().unwrap();
    let call = ann
        .post("/api/v1/notes", json!({"title": "Call", "contact_id": id}))
        .await
        .body;
    assert_eq!(call["contact_name"], "Bob");
    let same = format!("/api/v1/notes/{}", call["id"].as_str().unwrap());
    let same = ann.patch(&same, json!({"title": "Call"})).await;
    assert_eq!(same.body, call, "nothing has changed");
    let other = ann.post("/api/v1/notes", json!({"title": "Other"})).await;
    assert_eq!(other.body["contact_name"], Value::Null);
    let about = format!("/api/v1/notes?contact={id}");
    assert_eq!(titles(&ann.get(&about).await.body), ["Call"]);
    let work = ann
        .post("/api/v1/books", json!({"name": "Work"}))
        .await
        .body;
    ann.patch(
        &format!("/api/v1/contacts/{id}"),
        json!({"book_id": work["id"]}),
    )
    .await;
    let moved = ann.get(&about).await.body;
    assert_eq!(titles(&moved), ["Call"]);
    assert_eq!(moved["items"][0]["book_id"], work["id"]);
    assert_eq!(
        titles(&ann.get("/api/v1/notes?q=call").await.body),
        ["Call"]
    );
    // It says what the contact is called now, and nothing of one that is gone.
    let contact = format!("/api/v1/contacts/{id}");
    let name =
        async || ann.get("/api/v1/notes?q=call").await.body["items"][0]["contact_name"].clone();
    ann.patch(&contact, json!({"name": {"given": "Rob"}})).await;
    assert_eq!(name().await, "Rob");
    ann.delete(&contact).await;
    assert_eq!(name().await, Value::Null);
    // It may go on being about it, and when it is about nobody it is in nobody's book any more.
    let note = format!("/api/v1/notes/{}", call["id"].as_str().unwrap());
    let kept = ann.patch(&note, json!({"title": "Called", "contact_id": id}));
    let kept = kept.await;
    assert_eq!(
        (kept.status, &kept.body["contact_id"]),
        (StatusCode::OK, &json!(id))
    );
    let alone = ann.patch(&note, json!({"contact_id": null})).await.body;
    assert_eq!(
        (&alone["contact_id"], &alone["book_id"]),
        (&Value::Null, &bob["book_id"])
    );
}

#[tokio::test]
async fn notes_are_found_by_what_they_say_and_by_all_of_it() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    // As in a text that somebody writes, letters come again, and where they stand does not.
    let letters: Vec<char> = "天地人山水火风雷电云".chars().collect();
    let digits =
        (0..2_500).flat_map(|number: usize| [1000, 100, 10, 1].map(|place| number / place % 10));
    let long: String = digits.map(|digit| letters[digit]).collect();
    let end: String = long.chars().skip(9_990).collect();
    for (title, body) in [("Long", long.as_str()), ("Mail", "ask org:acme has:phone")] {
        let made = ann.post("/api/v1/notes", json!({"title": title, "body": body}));
        assert_eq!(made.await.status, StatusCode::CREATED);
    }
    let contact = json!({"name": {"given": "Li"}, "note": long});
    ann.post("/api/v1/contacts", contact).await;
    for (q, found) in [
        (end.as_str(), "Long"),
        ("org:acme", "Mail"),
        ("has:phone", "Mail"),
    ] {
        let asked = serde_urlencoded::to_string([("q", q)]).unwrap();
        let page = ann.get(&format!("/api/v1/notes?{asked}")).await.body;
        assert_eq!(titles(&page), [found], "{q}");
    }
    let asked = serde_urlencoded::to_string([("q", &end)]).unwrap();
    let page = ann.get(&format!("/api/v1/contacts?{asked}")).await.body;
    assert_eq!(page["total"], 1);
}

#[tokio::test]
async fn notes_come_in_pages() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    for i in 0..5 {
        let note = json!({"title": format!("n{i}"), "pinned": i == 0});
        ann.post("/api/v1/notes", note).await;
    }
    let (mut all, mut path) = (Vec::new(), "/api/v1/notes?limit=2".to_owned());
    loop {
        let page = ann.get(&path).await.body;
        all.extend(titles(&page).into_iter().map(str::to_owned));
        match page["next_cursor"].as_str() {
            Some(cursor) => path = format!("/api/v1/notes?limit=2&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(all, ["n0", "n4", "n3", "n2", "n1"]);
}

#[tokio::test]
async fn what_is_no_note_is_refused() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let stranger = app.member("bob").await;
    let theirs = stranger
        .post("/api/v1/contacts", json!({"name": {"given": "X"}}))
        .await
        .body;
    for (body, field, code) in [
        (json!({}), "title", "required"),
        (json!({"title": " ", "body": "\n"}), "title", "required"),
        (json!({"title": "a\nb"}), "title", "control_character"),
        (json!({"body": "x".repeat(100_001)}), "body", "too_long"),
        (json!({"title": "a", "colour": 1}), "colour", "unknown"),
        (
            json!({"title": "a", "contact_id": theirs["id"]}),
            "contact_id",
            "no_such_contact",
        ),
    ] {
        let answer = ann.post("/api/v1/notes", body.clone()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.body["errors"][field][0]["code"], code);
    }
    let their_notes = format!("/api/v1/notes?contact={}", theirs["id"].as_str().unwrap());
    assert_eq!(ann.get(&their_notes).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        ann.get("/api/v1/notes?cursor=x").await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_note_about_a_contact_that_moves_meanwhile_comes_to_its_new_book() {
    use diesel::connection::SimpleConnection;
    use diesel::{Connection, PgConnection};
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let bob = ann
        .post("/api/v1/contacts", json!({"name": {"given": "Bob"}}))
        .await
        .body;
    let other = ann.post("/api/v1/notes", json!({"title": "Old"})).await;
    let book = ann.post("/api/v1/books", json!({"name": "Work"})).await;
    let book = book.body["id"].clone();
    let (id, to) = (bob["id"].as_str().unwrap(), book.as_str().unwrap());
    let mut connection = PgConnection::establish(app.database_url()).unwrap();
    connection
        .batch_execute(&format!(
            "BEGIN; UPDATE contacts SET book_id = '{to}' WHERE id = '{id}'"
        ))
        .unwrap();
    let about = json!({"title": "Call", "contact_id": id});
    let made = tokio::spawn({
        let (ann, about) = (ann.clone(), about.clone());
        async move { ann.post("/api/v1/notes", about).await }
    });
    let path = other.header("location").to_owned();
    let changed = tokio::spawn({
        let ann = ann.clone();
        async move { ann.patch(&path, about).await }
    });
    // Whether or not they wait for the move by now, they must get through.
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    connection.batch_execute("COMMIT").unwrap();
    for note in [made.await.unwrap(), changed.await.unwrap()] {
        assert!(note.status.is_success(), "{}", note.text);
        assert_eq!(note.body["book_id"], book);
    }
}

#[tokio::test]
async fn what_happened_with_a_contact_stays_in_its_order() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let contact = json!({"name": {"given": "Bob"}});
    let bob = ann.post("/api/v1/contacts", contact).await.body["id"].clone();
    let mut paths = Vec::new();
    for title in ["First", "Second", "Third"] {
        let note = json!({"title": title, "contact_id": bob});
        let made = ann.post("/api/v1/notes", note).await;
        paths.push(made.header("location").to_owned());
    }
    let about = format!("/api/v1/notes?contact={}", bob.as_str().unwrap());
    let before = ann.get(&paths[1]).await.body;
    for pinned in [true, false] {
        ann.patch(&paths[1], json!({"pinned": pinned})).await;
    }
    let after = ann.get(&paths[1]).await.body;
    assert_eq!(
        after["updated_at"], before["updated_at"],
        "it says the same"
    );
    ann.patch(&paths[0], json!({"body": "and more"})).await;
    let notes = ann.get(&about).await.body;
    assert_eq!(titles(&notes), ["Third", "Second", "First"]);
    let all = ann.get("/api/v1/notes").await.body;
    assert_eq!(titles(&all), ["First", "Third", "Second"]);
    let mut seen = Vec::new();
    let mut next = Some(String::new());
    while let Some(cursor) = next {
        let page = ann.get(&format!("{about}&limit=1{cursor}")).await.body;
        seen.extend(titles(&page).into_iter().map(str::to_owned));
        let cursor = page["next_cursor"].as_str();
        next = cursor.map(|cursor| format!("&cursor={cursor}"));
    }
    assert_eq!(seen, ["Third", "Second", "First"]);
}
