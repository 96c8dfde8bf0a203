//! Labels over the API.

use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::{Client, TestApp};

use crate::spared::{card_of, keep};

async fn add(client: &Client, given: &str, labels: &[&str]) -> String {
    let contact = json!({"name": {"given": given}, "labels": labels});
    let made = client.post("/api/v1/contacts", contact).await;
    assert_eq!(made.status, StatusCode::CREATED, "{:?}", made.body);
    format!("/api/v1/contacts/{}", made.body["id"].as_str().unwrap())
}

async fn label(client: &Client, name: &str) -> Value {
    let labels = client.get("/api/v1/labels").await.body;
    let labels = labels.as_array().unwrap();
    let found = labels.iter().find(|label| label["name"] == name);
    found
        .unwrap_or_else(|| panic!("{name} in {labels:?}"))
        .clone()
}

async fn members(client: &Client, label: &str) -> Vec<String> {
    let page = client
        .get(&format!("/api/v1/contacts?label={label}"))
        .await
        .body;
    let items = page["items"].as_array().unwrap().iter();
    items
        .map(|item| item["name"]["full"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn labels_of_contacts_are_known_and_filter() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    add(&ann, "Bob", &["Friends", "Chess, Go"]).await;
    add(&ann, "Carl", &["friends"]).await;
    add(&ann, "Dora", &[]).await;
    let labels = ann.get("/api/v1/labels").await.body;
    assert_eq!(labels.as_array().unwrap().len(), 2, "{labels}");
    let friends = label(&ann, "Friends").await;
    let id = friends["id"].as_str().unwrap();
    assert_eq!(members(&ann, id).await, ["Bob", "Carl"]);
    assert_eq!(members(&ann, "none").await, ["Dora"]);
    let found = ann
        .get("/api/v1/contacts?q=label:%22chess,%20go%22")
        .await
        .body;
    assert_eq!(found["total"], 1);
    assert_eq!(
        ann.get("/api/v1/contacts?label=friends").await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn renaming_a_label_renames_it_on_everybody_and_is_recorded() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let bob = add(&ann, "Bob", &["Friends", "Work"]).await;
    let carl = add(&ann, "Carl", &["work"]).await;
    let dora = add(&ann, "Dora", &["Friends"]).await;
    let gone = add(&ann, "Eve", &["Work"]).await;
    ann.delete(&gone).await;
    let untouched = ann.get(&dora).await.body["etag"].clone();
    let work = label(&ann, "Work").await;
    let path = format!("/api/v1/labels/{}", work["id"].as_str().unwrap());
    let renamed = ann
        .patch(&path, json!({"name": "Office", "color": "green"}))
        .await;
    assert_eq!(renamed.status, StatusCode::OK, "{:?}", renamed.body);
    assert_eq!(
        (&renamed.body["name"], &renamed.body["color"]),
        (&json!("Office"), &json!("green"))
    );
    assert_eq!(
        ann.get(&bob).await.body["labels"],
        json!(["Friends", "Office"])
    );
    assert_eq!(ann.get(&carl).await.body["labels"], json!(["Office"]));
    assert_eq!(ann.get(&dora).await.body["etag"], untouched);
    let back = ann.post(&format!("{gone}/restore"), json!({})).await.body;
    assert_eq!(
        back["labels"],
        json!(["Office"]),
        "the deleted one is renamed, too"
    );
    assert_eq!(
        members(&ann, work["id"].as_str().unwrap()).await,
        ["Bob", "Carl", "Eve"]
    );
    // By case alone, too.
    ann.patch(&path, json!({"name": "OFFICE"})).await;
    assert_eq!(ann.get(&carl).await.body["labels"], json!(["OFFICE"]));
    let labels = ann.get("/api/v1/labels").await.body;
    assert_eq!(labels.as_array().unwrap().len(), 2, "{labels}");
}

#[tokio::test]
async fn deleting_a_label_leaves_the_people() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let bob = add(&ann, "Bob", &["Friends", "Work"]).await;
    let work = label(&ann, "Work").await;
    let path = format!("/api/v1/labels/{}", work["id"].as_str().unwrap());
    assert_eq!(ann.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(ann.get(&bob).await.body["labels"], json!(["Friends"]));
    assert_eq!(ann.delete(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_label_may_be_a_single_sign() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let bob = add(&ann, "Bob", &["'", "❤"]).await;
    for (old, new) in [("'", "`"), ("❤", "%")] {
        let id = label(&ann, old).await["id"].as_str().unwrap().to_owned();
        assert_eq!(members(&ann, &id).await, ["Bob"], "{old}");
        let path = format!("/api/v1/labels/{id}");
        let renamed = ann.patch(&path, json!({"name": new})).await;
        assert_eq!(renamed.status, StatusCode::OK, "{:?}", renamed.body);
        assert_eq!(members(&ann, &id).await, ["Bob"], "{new}");
    }
    assert_eq!(ann.get(&bob).await.body["labels"], json!(["`", "%"]));
}

#[tokio::test]
async fn names_of_labels_are_kept_apart() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let stranger = app.member("bob").await;
    let made = ann
        .post(
            "/api/v1/labels",
            json!({"name": "Famille Élargie", "color": "red"}),
        )
        .await;
    assert_eq!(made.status, StatusCode::CREATED);
    let again = ann
        .post("/api/v1/labels", json!({"name": "famille elargie"}))
        .await;
    assert_eq!(again.body["errors"]["name"][0]["code"], "taken");
    let theirs = stranger
        .post("/api/v1/labels", json!({"name": "Famille Élargie"}))
        .await;
    assert_eq!(theirs.status, StatusCode::CREATED);
    let id = theirs.body["id"].as_str().unwrap();
    for answer in [
        ann.patch(&format!("/api/v1/labels/{id}"), json!({"name": "x"}))
            .await,
        ann.delete(&format!("/api/v1/labels/{id}")).await,
        ann.get(&format!("/api/v1/contacts?label={id}")).await,
    ] {
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    for (body, code) in [(json!({}), "required"), (json!({"name": " "}), "required")] {
        let answer = ann.post("/api/v1/labels", body).await;
        assert_eq!(answer.body["errors"]["name"][0]["code"], code);
    }
}

#[tokio::test]
async fn a_label_is_renamed_on_those_in_a_deleted_book_too() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let work = ann.post("/api/v1/books", json!({"name": "Work"})).await;
    let book = work.header("location");
    let contact = json!({"name": {"given": "Bob"}, "labels": ["Friends", "Chess"], "book_id": work.body["id"]});
    let made = ann.post("/api/v1/contacts", contact).await.body;
    let bob = format!("/api/v1/contacts/{}", made["id"].as_str().unwrap());
    let path = |label: Value| format!("/api/v1/labels/{}", label["id"].as_str().unwrap());
    let (friends, chess) = (
        path(label(&ann, "Friends").await),
        path(label(&ann, "Chess").await),
    );
    ann.delete(book).await;
    ann.patch(&friends, json!({"name": "Family"})).await;
    ann.delete(&chess).await;
    ann.post(&format!("{book}/restore"), json!({})).await;
    assert_eq!(ann.get(&bob).await.body["labels"], json!(["Family"]));
    assert_eq!(
        members(&ann, friends.rsplit('/').next().unwrap()).await,
        ["Bob"]
    );
}

/// Contacts with a label, more than are changed before a request is answered, one of them deleted.
async fn many(app: &TestApp, client: &Client, label: &str) -> usize {
    const MANY: usize = 230;
    let me = client.get("/api/v1/me").await.body["id"].clone();
    let user: uuid::Uuid = serde_json::from_value(me).unwrap();
    let labels = vec![label.to_owned()];
    let ids = app
        .db
        .run(move |connection| -> Result<_, persistence::DbError> {
            let book = persistence::books::default_of(connection, user)?;
            let cards: Vec<_> = (0..MANY)
                .map(|n| {
                    let edit = domain::ContactEdit {
                        nickname: domain::Change::Set(format!("N{n}")),
                        labels: domain::Change::Set(labels.clone()),
                        ..Default::default()
                    };
                    domain::card::create(&edit, uuid::Uuid::now_v7())
                })
                .collect();
            let author = author(user);
            Ok(persistence::contacts::create_many(
                connection, book, &cards, &author,
            )?)
        })
        .await
        .unwrap();
    client.delete(&format!("/api/v1/contacts/{}", ids[7])).await;
    MANY
}

fn author(user: uuid::Uuid) -> persistence::revisions::Author {
    persistence::revisions::Author {
        user,
        client: "test".to_owned(),
        operation: uuid::Uuid::now_v7(),
    }
}

/// Waits for the operation that an answer names.
async fn ended(client: &Client, answer: &testkit::Answer) -> Value {
    loop {
        let operation = client.get(answer.header("location")).await;
        assert_eq!(operation.status, StatusCode::OK, "{}", operation.text);
        if operation.body["state"] != "running" {
            return operation.body;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn a_label_of_very_many_is_renamed_and_deleted_behind_the_answer() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let count = many(&app, &ann, "Friends").await;
    let friends = label(&ann, "Friends").await;
    let id = friends["id"].as_str().unwrap();
    let path = format!("/api/v1/labels/{id}");
    let renamed = ann
        .patch(&path, json!({"name": "Family", "color": "red"}))
        .await;
    assert!(renamed.status.is_success(), "{}", renamed.text);
    // Whether or not the contacts have followed, the answer is the label.
    for (field, value) in [("id", id), ("name", "Family"), ("color", "red")] {
        assert_eq!(renamed.body[field], value);
    }
    let operation = ended(&ann, &renamed).await;
    assert_eq!(operation["changed"], count, "{operation}");
    let page = ann.get(&format!("/api/v1/contacts?label={id}")).await.body;
    assert_eq!(page["total"], count - 1, "one of them is deleted");
    assert_eq!(
        ann.get("/api/v1/contacts?q=label:friends").await.body["total"],
        0
    );
    let deleted = ann.delete(&path).await;
    assert!(deleted.status.is_success(), "{}", deleted.text);
    assert_eq!(ann.get("/api/v1/labels").await.body, json!([]));
    let operation = ended(&ann, &deleted).await;
    assert_eq!(operation["changed"], count, "{operation}");
    let page = ann.get("/api/v1/contacts?label=none").await.body;
    assert_eq!(page["total"], count - 1);
    assert_eq!(ann.get("/api/v1/labels").await.body, json!([]));
}

#[tokio::test]
async fn while_contacts_follow_their_label_its_old_name_stays_gone() {
    use persistence::{labels, operations};
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let bob = add(&ann, "Bob", &["Friends"]).await;
    let carl = add(&ann, "Carl", &["Friends"]).await;
    let me = ann.get("/api/v1/me").await.body["id"].clone();
    let user: uuid::Uuid = serde_json::from_value(me).unwrap();
    let friends = label(&ann, "Friends").await;
    let id: uuid::Uuid = serde_json::from_value(friends["id"].clone()).unwrap();
    let of = |path: &str| path.rsplit('/').next().unwrap().parse().unwrap();
    let contacts: Vec<uuid::Uuid> = vec![of(&bob), of(&carl)];
    // A server has renamed the label, and is gone before the first contact.
    let begun = app
        .db
        .run(move |connection| -> Result<_, persistence::DbError> {
            let edit = domain::LabelEdit {
                name: Some("Family".to_owned()),
                color: None,
            };
            labels::change(connection, user, id, &edit)?;
            let action = domain::BulkAction::Relabel {
                label: "Friends".to_owned(),
                label_id: id,
            };
            Ok(operations::begin(
                connection,
                &author(user),
                &action,
                &contacts,
            )?)
        })
        .await
        .unwrap();
    let operation = format!("/api/v1/operations/{}", begun.id);
    assert_eq!(ann.delete(&operation).await.status, StatusCode::CONFLICT);
    ann.patch(&bob, json!({"note": "tall"})).await;
    let names = ann.get("/api/v1/labels").await.body;
    assert_eq!(names.as_array().unwrap().len(), 1, "{names}");
    // And renamed once more before they have followed: they take the name that it has by then.
    let path = format!("/api/v1/labels/{id}");
    ann.patch(&path, json!({"name": "Kin"})).await;
    server::bulk::Worker::uncounted(app.db.clone())
        .work(user, begun.id)
        .await;
    assert_eq!(ann.get(&operation).await.body["changed"], 2);
    for contact in [&bob, &carl] {
        assert_eq!(ann.get(contact).await.body["labels"], json!(["Kin"]));
    }
    assert_eq!(members(&ann, &id.to_string()).await, ["Bob", "Carl"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_contact_that_comes_while_its_label_goes_has_its_label() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    for round in 0..8 {
        add(&ann, "Bob", &["Friends"]).await;
        let friends = label(&ann, "Friends").await;
        let path = format!("/api/v1/labels/{}", friends["id"].as_str().unwrap());
        let comes = tokio::spawn({
            let ann = ann.clone();
            async move { add(&ann, "Carl", &["Work", "Friends"]).await }
        });
        let goes = ann.delete(&path).await;
        assert_eq!(goes.status, StatusCode::NO_CONTENT, "{}", goes.text);
        let carl = ann.get(&comes.await.unwrap()).await.body;
        let has = carl["labels"]
            .as_array()
            .unwrap()
            .contains(&json!("Friends"));
        let names = ann.get("/api/v1/labels").await.body;
        let known = names.as_array().unwrap().iter();
        let known = known.filter(|label| label["name"] == "Friends").count() == 1;
        assert_eq!(has, known, "round {round}: {carl} {names}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn contacts_with_the_same_new_labels_come_at_once() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    for round in 0..6 {
        let names: Vec<String> = (0..20).map(|n| format!("L{round} {n}")).collect();
        let posts = [false, true, false, true].map(|reversed| {
            let (ann, mut names) = (ann.clone(), names.clone());
            if reversed {
                names.reverse();
            }
            let body = json!({"name": {"given": "Bob"}, "labels": names});
            tokio::spawn(async move { ann.post("/api/v1/contacts", body).await })
        });
        for post in posts {
            let answer = post.await.unwrap();
            assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
        }
    }
}

#[tokio::test]
async fn a_label_that_is_longer_than_a_name_stays_on_its_contact_alone() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    // Without any order, so that no index can make it short.
    let letter = |n: u32| char::from_u32(0x4e00 + n * n * 7 % 5_000).unwrap();
    let long: String = (0..1_000).map(letter).collect();
    let address = add(&ann, "Zoë", &[&long, "Friends"]).await;
    assert_eq!(
        ann.get(&address).await.body["labels"],
        json!([long, "Friends"])
    );
    let labels = ann.get("/api/v1/labels").await.body;
    assert_eq!(labels.as_array().unwrap().len(), 1, "{labels}");
    let changed = ann.patch(&address, json!({"note": "x"})).await;
    assert_eq!(changed.status, StatusCode::OK);
}

#[tokio::test]
async fn a_label_is_spelled_as_its_owner_does() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    add(&ann, "Bob", &["Café"]).await;
    let carl = add(&ann, "Carl", &["cafe", "CAFÉ", "Work"]).await;
    let labels = async |path: &str| ann.get(path).await.body["labels"].clone();
    assert_eq!(labels(&carl).await, json!(["Café", "Work"]));
    ann.patch(&carl, json!({"labels": ["WORK"]})).await;
    assert_eq!(labels(&carl).await, json!(["Work"]));
    // What is on a card is not rewritten by those who leave it alone.
    let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Dora\r\nCATEGORIES:cafe\r\nEND:VCARD\r\n";
    let dora = keep(&app, &ann, vcard::Card::parse(card.as_bytes()).unwrap()).await;
    ann.patch(&dora, json!({"labels": ["cafe", "work"]})).await;
    assert_eq!(labels(&dora).await, json!(["cafe", "Work"]));
}

#[tokio::test]
async fn a_new_name_takes_the_place_of_the_old_one_in_the_card() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    // No name, and nothing else that people are found by: that keeps nobody from renaming a label.
    let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:\r\nitem1.CATEGORIES;X-COLOR=red:Work,Chess\r\nBDAY:1985-04-12\r\nEND:VCARD\r\n";
    let path = keep(&app, &ann, vcard::Card::parse(card.as_bytes()).unwrap()).await;
    let id = label(&ann, "Work").await["id"].as_str().unwrap().to_owned();
    let label = format!("/api/v1/labels/{id}");
    let renamed = ann.patch(&label, json!({"name": "Office"})).await;
    assert_eq!(renamed.status, StatusCode::OK, "{}", renamed.text);
    let lines = card_of(&ann, &path).await;
    assert!(
        lines.contains("\r\nitem1.CATEGORIES;X-COLOR=red:Office,Chess\r\nBDAY"),
        "{lines}"
    );
    ann.delete(&label).await;
    let lines = card_of(&ann, &path).await;
    assert!(
        lines.contains("item1.CATEGORIES;X-COLOR=red:Chess\r\n"),
        "{lines}"
    );
}

#[tokio::test]
async fn a_label_in_quotes_is_that_label_alone() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    add(&ann, "Bob", &["Art"]).await;
    add(&ann, "Carl", &["Artists", "Modern art"]).await;
    add(&ann, "Dora", &["'"]).await;
    for (query, expected) in [
        ("label:art", &["Bob", "Carl"][..]),
        ("label:%22art%22", &["Bob"]),
        ("label:%22ART", &["Bob", "Carl"]),
        ("label:%22'%22", &["Dora"]),
    ] {
        let page = ann.get(&format!("/api/v1/contacts?q={query}")).await.body;
        let items = page["items"].as_array().unwrap().iter();
        let names: Vec<&str> = items
            .map(|item| item["name"]["full"].as_str().unwrap())
            .collect();
        assert_eq!(names, expected, "{query}");
    }
}
