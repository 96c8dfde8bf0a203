//! Contacts by the API.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{Client, TestApp};

use crate::but_for_rev;

async fn ann(app: &TestApp) -> Client {
    app.member("ann").await
}

async fn create(client: &Client, contact: Value) -> Value {
    let answer = client.post("/api/v1/contacts", contact).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.body
}

fn path(contact: &Value) -> String {
    format!("/api/v1/contacts/{}", contact["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_contact_lives_its_life() {
    let app = TestApp::start();
    let ann = ann(&app).await;
    assert_eq!(
        ann.get("/api/v1/contacts").await.body,
        json!({"items": [], "next_cursor": null, "total": 0})
    );
    let made = ann
        .post(
            "/api/v1/contacts",
            json!({
                "name": {"given": "Grace", "family": "Hopper"},
                "phones": [{"value": "+1 (555) 0100", "type": "mobile"}],
                "birthday": "--12-09",
            }),
        )
        .await;
    assert_eq!(made.status, StatusCode::CREATED);
    assert_eq!(made.header("location"), path(&made.body));
    assert_eq!(made.header("etag"), made.body["etag"].as_str().unwrap());
    assert_eq!(made.body["name"]["full"], "Grace Hopper");

    let changed = ann
        .patch(
            &path(&made.body),
            json!({"nickname": "Amazing", "birthday": null}),
        )
        .await;
    assert_eq!(changed.body["nickname"], "Amazing");
    assert_eq!(changed.body["birthday"], json!(null));
    assert_eq!(changed.body["phones"], made.body["phones"]);
    assert_ne!(changed.body["etag"], made.body["etag"]);

    for query in ["grace", "HOPP", "15550100", "+1 555 01", "amaz hop"] {
        let found = ann
            .get(&format!(
                "/api/v1/contacts?q={}",
                query.replace('+', "%2B").replace(' ', "%20")
            ))
            .await;
        assert_eq!(found.body["total"], 1, "{query}");
    }
    assert_eq!(
        ann.delete(&path(&made.body)).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        ann.get(&path(&made.body)).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        ann.delete(&path(&made.body)).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(ann.get("/api/v1/books").await.body[0]["contacts"], 0);
    let back = ann
        .post(&format!("{}/restore", path(&made.body)), json!(null))
        .await;
    assert_eq!(
        (back.status, &back.body["nickname"]),
        (StatusCode::OK, &json!("Amazing"))
    );
}

#[tokio::test]
async fn the_card_comes_as_it_is() {
    let app = TestApp::start();
    let ann = ann(&app).await;
    let made = create(&ann, json!({"name": {"given": "Zoë"}, "note": "a,b;c\nd"})).await;
    let card = ann
        .clone()
        .with("accept", "text/vcard")
        .get(&path(&made))
        .await;
    assert_eq!(card.header("content-type"), "text/vcard; charset=utf-8");
    assert!(
        card.text.starts_with("BEGIN:VCARD\r\nVERSION:3.0\r\n"),
        "{}",
        card.text
    );
    assert!(card.text.contains("NOTE:a\\,b\\;c\\nd\r\n"));
    assert_ne!(card.header("etag"), made["etag"].as_str().unwrap());
    assert_eq!(card.header("vary"), "accept");
}

#[tokio::test]
async fn editing_the_name_leaves_every_other_line_byte_for_byte() {
    let app = TestApp::start();
    let ann = ann(&app).await;
    let made = create(
        &ann,
        json!({
            "name": {"given": "Ann", "family": "Doe"},
            "phones": [{"value": "1", "type": "work_fax", "label": "boat", "pref": true}],
            "addresses": [{"street": "1 Main St", "country": "Utopia"}],
            "note": "x".repeat(300),
        }),
    )
    .await;
    let client = ann.clone().with("accept", "text/vcard");
    let before = client.get(&path(&made)).await.text;
    ann.patch(&path(&made), json!({"name": {"given": "Bea"}}))
        .await;
    let after = client.get(&path(&made)).await.text;
    assert_eq!(after.matches("\r\nREV:").count(), 1);
    let (before, after) = (but_for_rev(&before), but_for_rev(&after));
    assert_eq!(
        after,
        before
            .replace("N:Doe;Ann;;;", "N:Doe;Bea;;;")
            .replace("FN:Ann Doe", "FN:Bea Doe")
    );
    assert_ne!(after, before);
}

#[tokio::test]
async fn a_stale_etag_is_refused_with_the_state_it_did_not_know() {
    let app = TestApp::start();
    let ann = ann(&app).await;
    let made = create(&ann, json!({"name": {"given": "Ann"}})).await;
    let etag = made["etag"].as_str().unwrap();
    let mine = ann.clone().with("if-match", etag);
    assert_eq!(
        mine.patch(&path(&made), json!({"note": "first"}))
            .await
            .status,
        StatusCode::OK
    );
    for late in [
        mine.patch(&path(&made), json!({"note": "second"})).await,
        mine.delete(&path(&made)).await,
    ] {
        assert_eq!(
            (late.status, late.code()),
            (StatusCode::PRECONDITION_FAILED, "stale")
        );
        assert_eq!(late.body["current"]["note"], "first");
        assert_eq!(
            late.header("etag"),
            late.body["current"]["etag"].as_str().unwrap()
        );
    }
    // Nothing that was said to fail has happened.
    assert_eq!(ann.get(&path(&made)).await.body["note"], "first");
}

#[tokio::test]
async fn of_two_edits_at_once_with_one_etag_one_wins() {
    let app = TestApp::start();
    let ann = ann(&app).await;
    let made = create(&ann, json!({"name": {"given": "Ann"}})).await;
    let mine = ann.clone().with("if-match", made["etag"].as_str().unwrap());
    let edits = ["a", "b", "c", "d"].map(|note| {
        let (mine, path) = (mine.clone(), path(&made));
        tokio::spawn(async move { mine.patch(&path, json!({"note": note})).await.status })
    });
    let mut won = 0;
    for edit in edits {
        won += usize::from(edit.await.unwrap() == StatusCode::OK);
    }
    assert_eq!(won, 1);
}

#[tokio::test]
async fn a_copy_that_is_fresh_is_not_sent_again() {
    let app = TestApp::start();
    let ann = ann(&app).await;
    let made = create(&ann, json!({"name": {"given": "Ann"}})).await;
    let cached = ann
        .clone()
        .with("if-none-match", made["etag"].as_str().unwrap());
    let answer = cached.get(&path(&made)).await;
    assert_eq!(
        (answer.status, answer.text.as_str()),
        (StatusCode::NOT_MODIFIED, "")
    );
    ann.patch(&path(&made), json!({"note": "new"})).await;
    assert_eq!(cached.get(&path(&made)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_change_that_changes_nothing_is_no_change() {
    let app = TestApp::start();
    let ann = ann(&app).await;
    let made = create(
        &ann,
        json!({"name": {"given": "Ann"}, "phones": [{"value": "1"}]}),
    )
    .await;
    let same = ann
        .patch(
            &path(&made),
            json!({"name": {"given": "Ann"}, "phones": [{"value": "1"}], "note": null}),
        )
        .await;
    assert_eq!(same.body, made);
}

#[tokio::test]
async fn a_contact_is_not_emptied_by_an_edit() {
    let app = TestApp::start();
    let ann = ann(&app).await;
    let made = create(&ann, json!({"name": {"given": "Ann"}})).await;
    // Nor by what nobody sees.
    let unseen = json!({"given": "\u{200e}", "full": "\u{200b} \u{feff}"});
    for name in [Value::Null, unseen] {
        let emptied = ann.patch(&path(&made), json!({"name": name})).await;
        assert_eq!(emptied.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(emptied.body["errors"]["name"][0]["code"], "empty_contact");
    }
    assert_eq!(ann.get(&path(&made)).await.body, made);
}

/// What it leaves out of a list may be what that version did not read.
#[tokio::test]
async fn a_change_of_what_another_version_has_read_is_stale() {
    let app = TestApp::start();
    let ann = ann(&app).await;
    let made = create(&ann, json!({"name": {"given": "Ann"}})).await;
    let etag = made["etag"].as_str().unwrap();
    let (version, _) = etag.split_once("-p").unwrap();
    let older = ann.clone().with("if-match", &format!("{version}-p1\""));
    let stale = older.patch(&path(&made), json!({"dates": []})).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(stale.body["current"]["etag"], etag);
    let now = ann.clone().with("if-match", etag);
    let changed = now.patch(&path(&made), json!({"note": "new"})).await;
    assert_eq!(changed.status, StatusCode::OK);
}

#[tokio::test]
async fn pages_are_walked_by_cursor() {
    let app = TestApp::start();
    let ann = ann(&app).await;
    for name in ["eve", "Bob", "Ánn", "dan", "carl"] {
        create(&ann, json!({"name": {"given": name}})).await;
    }
    let (mut names, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = ann
            .get(&format!("/api/v1/contacts?limit=2{cursor}"))
            .await
            .body;
        assert_eq!(page["total"], 5);
        names.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|item| item["name"]["full"].clone()),
        );
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(names, ["Ánn", "Bob", "carl", "dan", "eve"]);
}

#[tokio::test]
async fn a_contact_that_could_not_be_read_again_is_refused() {
    let app = TestApp::start();
    let ann = ann(&app).await;
    // Each semicolon is two characters in a card: what is within the limit of a body is beyond that of a card.
    let street = ";".repeat(1_000);
    let address = json!({"street": street, "locality": street, "region": street});
    let huge = json!({"name": {"given": "x"}, "addresses": vec![address; 1_000]});
    let refused = ann.post("/api/v1/contacts", huge.clone()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.body["errors"]["contact"][0]["code"], "too_long");
    let made = create(&ann, json!({"name": {"given": "x"}})).await;
    let refused = ann.patch(&path(&made), huge).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        ann.patch(&path(&made), json!({"note": "fine"}))
            .await
            .status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn the_etag_of_the_card_is_good_for_an_edit_too() {
    let app = TestApp::start();
    let ann = ann(&app).await;
    let made = create(&ann, json!({"name": {"given": "Ann"}})).await;
    let card = ann
        .clone()
        .with("accept", "text/vcard")
        .get(&path(&made))
        .await;
    let edit = ann.clone().with("if-match", card.header("etag"));
    assert_eq!(
        edit.patch(&path(&made), json!({"note": "x"})).await.status,
        StatusCode::OK
    );
    assert_eq!(
        edit.patch(&path(&made), json!({"note": "y"})).await.code(),
        "stale"
    );
}

#[tokio::test]
async fn an_empty_account_can_be_given_sample_contacts() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let loaded = ann.post("/api/v1/sample", json!({})).await;
    assert_eq!(loaded.status, StatusCode::CREATED, "{}", loaded.text);
    let list = ann.get("/api/v1/contacts").await;
    assert_eq!(list.body["total"], loaded.body["contacts"]);
    assert_eq!(list.body["items"].as_array().unwrap().len(), 50);
    let again = ann.post("/api/v1/sample", json!({})).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_whole_contact_may_be_sent_back() {
    let app = TestApp::start();
    let ann = ann(&app).await;
    let contact = json!({"name": {"given": "Bob"}, "phones": [{"value": "+1 555 0100"}]});
    let made = ann.post("/api/v1/contacts", contact.clone()).await.body;
    let path = format!("/api/v1/contacts/{}", made["id"].as_str().unwrap());
    let same = ann.patch(&path, made.clone()).await;
    assert_eq!(
        (same.status, &same.body),
        (StatusCode::OK, &made),
        "{}",
        same.text
    );
    // With one thing changed, that one is changed.
    let mut changed = made.clone();
    changed["nickname"] = json!("Bobby");
    let text = changed.to_string();
    let sent = ann
        .send(
            Method::PATCH,
            &path,
            text.into(),
            Some("application/merge-patch+json"),
        )
        .await;
    assert_eq!(sent.body["nickname"], "Bobby", "{}", sent.text);
    // What nobody edits can only be as it is.
    for (field, other) in [
        ("id", json!("0198f000-0000-7000-8000-000000000000")),
        ("uid", json!("other")),
        ("photo", json!("other")),
        ("created_at", json!("2020-01-01T00:00:00Z")),
        ("updated_at", json!(null)),
        ("deleted_at", json!("2020-01-01T00:00:00Z")),
    ] {
        let mut asked = json!({"nickname": "Rob"});
        asked[field] = other;
        let refused = ann.patch(&path, asked.clone()).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert_eq!(refused.body["errors"][field][0]["code"], "read_only");
        let mut new = contact.clone();
        new[field] = asked[field].clone();
        let refused = ann.post("/api/v1/contacts", new.clone()).await;
        let expected = if new[field].is_null() { 201 } else { 422 };
        assert_eq!(refused.status, expected, "{field}: {}", refused.text);
    }
    // The whole contact as it was before is not what is to be changed any more.
    let stale = ann.patch(&path, made).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(stale.body["current"]["nickname"], "Bobby");
}
