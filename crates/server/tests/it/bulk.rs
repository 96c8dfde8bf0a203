//! Many contacts at once: chosen by id or by search, changed as one operation.

use crate::sql;
use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::{Answer, Client, TestApp};

const BULK: &str = "/api/v1/contacts/bulk";

async fn write(client: &Client, given: &str, labels: &[&str]) -> String {
    let body = json!({"name": {"given": given}, "labels": labels});
    let made = client.post("/api/v1/contacts", body).await;
    made.body["id"].as_str().unwrap().to_owned()
}

async fn labels_of(client: &Client, id: &str) -> Value {
    let contact = client.get(&format!("/api/v1/contacts/{id}")).await;
    contact.body["labels"].clone()
}

async fn count(client: &Client, query: &str) -> Value {
    let list = client.get(&format!("/api/v1/contacts?{query}")).await;
    list.body["total"].clone()
}

async fn label(client: &Client, ids: Value, label: &str) -> Answer {
    let action = json!({"type": "add_label", "label": label});
    let body = json!({"select": {"ids": ids}, "action": action});
    client.post(BULK, body).await
}

#[tokio::test]
async fn chosen_contacts_are_changed_as_one_operation() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let bea = write(&ann, "Bea", &[]).await;
    let cora = write(&ann, "Cora", &["Chess"]).await;
    let dan = write(&ann, "Dan", &[]).await;
    let answer = label(&ann, json!([bea, cora, bea]), " Chess ").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    for (field, value) in [
        ("state", json!("done")),
        ("total", json!(2)),
        ("done", json!(2)),
        // Cora had it already.
        ("changed", json!(1)),
        ("failed", json!(0)),
    ] {
        assert_eq!(answer.body[field], value, "{field}");
    }
    assert_eq!(labels_of(&ann, &bea).await, json!(["Chess"]));
    assert_eq!(labels_of(&ann, &dan).await, json!([]));
    let again = ann.get(answer.header("location")).await;
    assert_eq!(again.body, answer.body);
    // It is one operation in the history, too.
    let operation = answer.body["id"].as_str().unwrap().parse().unwrap();
    let logged = app
        .db
        .run(move |connection| -> Result<i64, persistence::DbError> {
            use diesel::prelude::*;
            #[derive(QueryableByName)]
            struct Count {
                #[diesel(sql_type = diesel::sql_types::BigInt)]
                count: i64,
            }
            let count: Count =
                diesel::sql_query("SELECT count(*) FROM revisions WHERE operation_id = $1")
                    .bind::<diesel::sql_types::Uuid, uuid::Uuid>(operation)
                    .get_result(connection)?;
            Ok(count.count)
        })
        .await
        .unwrap();
    assert_eq!(logged, 1);

    let action = json!({"type": "remove_label", "label": "chess"});
    let body = json!({"select": {"matching": {"q": "label:chess"}}, "action": action});
    assert_eq!(ann.post(BULK, body).await.body["changed"], 2);
    assert_eq!(labels_of(&ann, &cora).await, json!([]));
}

#[tokio::test]
async fn a_label_longer_than_one_may_be_made_is_taken_off() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let long = "long ".repeat(40).trim().to_owned();
    let card = format!(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Cora\r\nCATEGORIES:{long},Chess\r\nEND:VCARD\r\n"
    );
    let card = vcard::Card::parse(card.as_bytes()).unwrap();
    let path = crate::spared::keep(&app, &ann, card).await;
    let cora = path.rsplit('/').next().unwrap().to_owned();
    let of = |kind: &str, label: &str| {
        let action = json!({"type": kind, "label": label});
        json!({"select": {"ids": [cora]}, "action": action})
    };
    let answer = ann.post(BULK, of("remove_label", &long)).await;
    assert_eq!(answer.body["changed"], 1, "{}", answer.text);
    assert_eq!(labels_of(&ann, &cora).await, json!(["Chess"]));

    let refused = ann.post(BULK, of("remove_label", " ")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body["errors"]["action.label"].is_array());
    let refused = ann.post(BULK, of("add_label", &long)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn all_that_match_are_changed_without_being_named() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    for n in 0..250 {
        write(&ann, &format!("Member {n}"), &[]).await;
    }
    let keep = write(&ann, "Member to keep", &[]).await;
    write(&ann, "Somebody else", &[]).await;
    let select = json!({"matching": {"q": "member"}, "except": [keep]});
    for (action, query) in [
        (json!({"type": "star"}), "starred=true"),
        (
            json!({"type": "add_label", "label": "Club"}),
            "q=label:Club",
        ),
    ] {
        let body = json!({"select": select, "action": action});
        let mut operation = ann.post(BULK, body).await;
        while operation.status == StatusCode::ACCEPTED || operation.body["state"] == "running" {
            let path = format!(
                "/api/v1/operations/{}",
                operation.body["id"].as_str().unwrap()
            );
            operation = ann.get(&path).await;
        }
        assert_eq!(operation.body["changed"], 250);
        assert_eq!(count(&ann, query).await, 250);
    }
    let body = json!({"select": {"matching": {"starred": true}}, "action": {"type": "unstar"}});
    ann.post(BULK, body).await;
    assert_eq!(count(&ann, "starred=true").await, 0);
}

#[tokio::test]
async fn contacts_move_and_go_together() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let (bea, cora) = (
        write(&ann, "Bea", &[]).await,
        write(&ann, "Cora", &[]).await,
    );
    let work = ann.post("/api/v1/books", json!({"name": "Work"})).await;
    let book = work.body["id"].as_str().unwrap();
    let action = json!({"type": "move", "book_id": book});
    let body = json!({"select": {"ids": [bea, cora]}, "action": action});
    assert_eq!(ann.post(BULK, body).await.body["changed"], 2);
    assert_eq!(count(&ann, &format!("book={book}")).await, 2);

    let body = json!({"select": {"matching": {"book": book}}, "action": {"type": "delete"}});
    assert_eq!(ann.post(BULK, body.clone()).await.body["changed"], 2);
    assert_eq!(count(&ann, "").await, 0);
    assert_eq!(ann.post(BULK, body).await.body["total"], 0);
    let restored = ann
        .post(&format!("/api/v1/contacts/{bea}/restore"), json!({}))
        .await;
    assert_eq!(restored.body["book_id"], book);
}

#[tokio::test]
async fn what_could_not_be_done_is_counted_by_why() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let (bea, cora) = (
        write(&ann, "Bea", &[]).await,
        write(&ann, "Cora", &[]).await,
    );
    ann.delete(&format!("/api/v1/contacts/{cora}")).await;
    let nobody = uuid::Uuid::from_u128(7);
    let answer = label(&ann, json!([bea, cora, nobody]), "Chess").await;
    let expected = json!({"gone": 2, "full": 0, "no_book": 0});
    assert_eq!(answer.body["failures"], expected, "{}", answer.text);
    assert_eq!(
        (&answer.body["failed"], &answer.body["changed"]),
        (&json!(2), &json!(1))
    );
    // It is known later, too.
    let again = ann.get(answer.header("location")).await;
    assert_eq!(again.body["failures"], expected);
}

#[tokio::test]
async fn what_is_not_ones_own_is_not_touched() {
    let app = TestApp::start();
    let (ann, eve) = (app.member("ann").await, app.member("eve").await);
    let bea = write(&ann, "Bea", &[]).await;
    let answer = label(&eve, json!([bea]), "Mine").await;
    assert_eq!(answer.body["failed"], 1);
    assert_eq!(answer.body["changed"], 0);
    assert_eq!(labels_of(&ann, &bea).await, json!([]));
    let operation = answer.header("location");
    assert_eq!(ann.get(operation).await.status, StatusCode::NOT_FOUND);
    assert_eq!(ann.delete(operation).await.status, StatusCode::NOT_FOUND);
    let theirs = ann.get("/api/v1/books").await.body[0]["id"].clone();
    let action = json!({"type": "move", "book_id": theirs});
    let body = json!({"select": {"ids": []}, "action": action});
    let refused = eve.post(BULK, body).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        refused.body["errors"]["action.book_id"][0]["code"],
        "no_such_book"
    );
    let body = json!({"select": {"matching": {"book": theirs}}, "action": {"type": "delete"}});
    assert_eq!(eve.post(BULK, body).await.status, StatusCode::NOT_FOUND);
    assert_eq!(count(&ann, "").await, 1);
}

#[tokio::test]
async fn requests_that_make_no_sense_are_told_so() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let delete = json!({"type": "delete"});
    let none = uuid::Uuid::nil();
    for (body, status) in [
        (json!({"select": {}, "action": delete}), 400),
        (
            json!({"select": {"ids": [], "matching": {}}, "action": delete}),
            400,
        ),
        (json!({"select": {"ids": ["x"]}, "action": delete}), 422),
        (
            json!({"select": {"ids": vec![none; 10_001]}, "action": delete}),
            422,
        ),
        (
            json!({"select": {"matching": {"colour": "red"}}, "action": delete}),
            422,
        ),
        (
            json!({"select": {"ids": []}, "action": {"type": "explode"}}),
            422,
        ),
        // Only a change of the label itself does this.
        (
            json!({"select": {"ids": []}, "action": {"type": "relabel", "label": "x", "label_id": none}}),
            400,
        ),
        (
            json!({"select": {"ids": []}, "action": {"type": "add_label", "label": " "}}),
            422,
        ),
        (
            json!({"select": {"matching": {"has": "wings"}}, "action": delete}),
            400,
        ),
    ] {
        let answer = ann.post(BULK, body.clone()).await;
        assert_eq!(answer.status.as_u16(), status, "{body}: {}", answer.text);
    }
}

#[tokio::test]
async fn what_a_dead_server_has_begun_is_finished_and_can_be_stopped() {
    use persistence::operations;
    use persistence::revisions::Author;
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let mut ids = Vec::new();
    for n in 0..3 {
        ids.push(write(&ann, &format!("N{n}"), &[]).await.parse().unwrap());
    }
    let me = ann.get("/api/v1/me").await.body["id"].clone();
    let user: uuid::Uuid = serde_json::from_value(me).unwrap();
    let begin = |operation: u128| {
        let (db, ids) = (app.db.clone(), ids.clone());
        async move {
            db.run(move |connection| -> Result<_, persistence::DbError> {
                let author = Author {
                    user,
                    client: "test".to_owned(),
                    operation: uuid::Uuid::from_u128(operation),
                };
                let action = domain::BulkAction::Star {};
                Ok(operations::begin(connection, &author, &action, &ids)?)
            })
            .await
            .unwrap()
            .id
        }
    };
    let (stopped, left) = (begin(1).await, begin(2).await);
    let answer = ann.delete(&format!("/api/v1/operations/{stopped}")).await;
    assert_eq!(answer.body["state"], "stopped");
    server::bulk::Worker::uncounted(app.db.clone())
        .work(user, stopped)
        .await;
    assert_eq!(count(&ann, "starred=true").await, 0);
    let abandoned = app
        .db
        .read(|connection| -> Result<_, persistence::DbError> {
            Ok(operations::abandoned(connection, -1.0)?)
        })
        .await
        .unwrap();
    assert_eq!(abandoned, [(user, left)]);
    server::bulk::Worker::uncounted(app.db.clone())
        .work(user, left)
        .await;
    assert_eq!(count(&ann, "starred=true").await, 3);
}

#[tokio::test]
async fn a_contact_that_cannot_be_written_keeps_nobody_from_the_end() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let mut ids = Vec::new();
    for name in ["Bea", "Cora", "Dan"] {
        ids.push(write(&ann, name, &[]).await);
    }
    // What should never be in the database.
    sql(
        &app,
        "UPDATE contacts SET vcard = 'no card' WHERE fields->'name'->>'given' = 'Cora'",
    )
    .await;
    let answer = label(&ann, json!(ids), "Chess").await;
    for (field, value) in [
        ("state", json!("done")),
        ("done", json!(3)),
        ("changed", json!(2)),
        ("failed", json!(1)),
    ] {
        assert_eq!(answer.body[field], value, "{}", answer.text);
    }
    assert_eq!(count(&ann, "q=label:chess").await, 2);
}

#[tokio::test]
async fn nobody_goes_on_in_the_name_of_a_disabled_account() {
    use persistence::operations;
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let bea: uuid::Uuid = write(&ann, "Bea", &[]).await.parse().unwrap();
    let me = ann.get("/api/v1/me").await.body["id"].clone();
    let user: uuid::Uuid = serde_json::from_value(me).unwrap();
    let id = uuid::Uuid::from_u128(1);
    app.db
        .run(move |connection| -> Result<_, persistence::DbError> {
            let author = persistence::revisions::Author {
                user,
                client: "test".to_owned(),
                operation: id,
            };
            let action = domain::BulkAction::Delete {};
            Ok(operations::begin(connection, &author, &action, &[bea])?)
        })
        .await
        .unwrap();
    sql(&app, "UPDATE users SET disabled_at = now()").await;
    server::bulk::Worker::uncounted(app.db.clone())
        .work(user, id)
        .await;
    sql(&app, "UPDATE users SET disabled_at = NULL").await;
    let operation = ann.get(&format!("/api/v1/operations/{id}")).await;
    assert_eq!(operation.body["state"], "stopped", "{}", operation.text);
    assert_eq!(count(&ann, "").await, 1);
}

#[tokio::test]
async fn what_only_looks_alike_is_not_changed() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    write(&ann, "Maria", &[]).await;
    write(&ann, "Marta", &[]).await;
    let delete = json!({"select": {"matching": {"q": "maria"}}, "action": {"type": "delete"}});
    for changed in [1, 0] {
        let answer = ann.post(BULK, delete.clone()).await;
        assert_eq!(answer.body["changed"], changed, "{}", answer.text);
    }
    // The list forgives what looks like a typo; whoever deletes says what.
    assert_eq!(count(&ann, "q=maria").await, 1);
    let file = ann.get("/api/v1/export?format=json&q=maria").await;
    assert_eq!(file.body.as_array().unwrap().len(), 1);
    let seen = json!({
        "select": {"matching": {"q": "maria"}, "as_listed": true},
        "action": {"type": "delete"},
    });
    assert_eq!(ann.post(BULK, seen).await.body["changed"], 1);
}
