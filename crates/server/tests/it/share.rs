//! What is done with a contact: copied to another book, shown as a QR code, linked to others.

use axum::http::StatusCode;
use domain::card;
use rqrr::PreparedImage;
use serde_json::{Value, json};
use testkit::{Client, TestApp};
use vcard::Card;

async fn create(client: &Client, contact: Value) -> Value {
    let answer = client.post("/api/v1/contacts", contact).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.body
}

fn path(contact: &Value) -> String {
    format!("/api/v1/contacts/{}", contact["id"].as_str().unwrap())
}

async fn card_of(client: &Client, contact: &Value) -> String {
    let client = client.clone().with("accept", "text/vcard");
    client.get(&path(contact)).await.text
}

#[tokio::test]
async fn a_copy_is_another_contact_with_the_same_card() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let club = ann
        .post("/api/v1/books", json!({"name": "Club"}))
        .await
        .body;
    let bob = create(
        &ann,
        json!({"name": {"given": "Bob"}, "labels": ["Boat"], "starred": true, "note": "a,b;c\nd".repeat(30)}),
    )
    .await;
    let to = json!({"book_id": club["id"]});
    let keyed = ann.clone().with("idempotency-key", "once");
    let copy = keyed
        .post(&format!("{}/copy", path(&bob)), to.clone())
        .await;
    assert_eq!(copy.status, StatusCode::CREATED, "{}", copy.text);
    let copied = &copy.body;
    assert_eq!(copy.header("location"), path(copied));
    assert_eq!(copied["book_id"], club["id"]);
    assert_eq!(copied["starred"], false);
    assert_ne!(copied["id"], bob["id"]);
    assert_ne!(copied["uid"], bob["uid"]);
    assert_eq!(copied["labels"], bob["labels"]);
    let before = card_of(&ann, &bob).await;
    let expected = before.replace(
        bob["uid"].as_str().unwrap(),
        copied["uid"].as_str().unwrap(),
    );
    assert_eq!(card_of(&ann, copied).await, expected);

    let again = keyed
        .post(&format!("{}/copy", path(&bob)), to.clone())
        .await;
    assert_eq!(again.body["id"], copied["id"]);
    assert_eq!(again.header("idempotency-replayed"), "true");
    let misused = keyed.post(&format!("{}/copy", path(&bob)), json!({})).await;
    assert_eq!(misused.code(), "idempotency_key_reused");
    let beside = ann.post(&format!("{}/copy", path(&bob)), json!({})).await;
    assert_eq!(beside.body["book_id"], bob["book_id"]);
    assert_eq!(ann.get("/api/v1/contacts").await.body["total"], 3);
}

#[tokio::test]
async fn copies_go_only_where_one_may_write() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let eve = app.member("eve").await;
    let bob = create(&ann, json!({"name": {"given": "Bob"}})).await;
    let theirs = create(&eve, json!({"name": {"given": "Eve"}})).await;
    let copy = |contact: &Value| format!("{}/copy", path(contact));
    let refused = ann
        .post(&copy(&bob), json!({"book_id": theirs["book_id"]}))
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.body["errors"]["book_id"][0]["code"], "no_such_book");
    let stolen = ann
        .post(&copy(&theirs), json!({"book_id": bob["book_id"]}))
        .await;
    assert_eq!(stolen.status, StatusCode::NOT_FOUND);
    let unknown = ann.post(&copy(&bob), json!({"book": 1})).await;
    assert_eq!(unknown.body["errors"]["book"][0]["code"], "unknown");
    ann.delete(&path(&bob)).await;
    let gone = ann.post(&copy(&bob), json!({})).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

/// Reads the modules back from the picture, as a camera does.
fn decoded(svg: &str) -> String {
    const SCALE: usize = 4;
    let side: usize = svg
        .split_once("viewBox=\"0 0 ")
        .and_then(|(_, rest)| rest.split(' ').next())
        .and_then(|side| side.parse().ok())
        .unwrap();
    let mut dark = vec![vec![false; side]; side];
    let path = svg.rsplit_once("<path d=\"").unwrap().1;
    for run in path.split('M').skip(1) {
        let (place, rest) = run.split_once('h').unwrap();
        let (x, y) = place.split_once(' ').unwrap();
        let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
        let length: usize = rest.split_once('v').unwrap().0.parse().unwrap();
        dark[y][x..x + length].fill(true);
    }
    let size = side * SCALE;
    let pixel = |x: usize, y: usize| if dark[y / SCALE][x / SCALE] { 0 } else { 255 };
    let mut image = PreparedImage::prepare_from_greyscale(size, size, pixel);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1);
    grids[0].decode().unwrap().1
}

#[tokio::test]
async fn a_camera_reads_the_card_from_the_code() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let zoe = create(
        &ann,
        json!({
            "name": {"given": "Zoë", "family": "Иванова"},
            "phones": [{"value": "+49 30 901820", "type": "work"}],
            "emails": [{"value": "zoe@example.org"}],
            "org": {"name": "Acme, Inc."},
            "addresses": [{"street": "1 Main St", "locality": "Berlin"}],
            "urls": [{"value": "https://example.org/zoe"}],
            "note": "nobody must see this",
        }),
    )
    .await;
    let code = format!("{}/qr", path(&zoe));
    let picture = ann.get(&code).await;
    assert_eq!(picture.status, StatusCode::OK);
    assert_eq!(picture.header("content-type"), "image/svg+xml");
    assert_eq!(picture.header("cache-control"), "private, no-cache");
    let text = decoded(&picture.text);
    assert!(text.starts_with("BEGIN:VCARD\r\nVERSION:3.0\r\n"), "{text}");
    assert!(!text.contains("nobody") && !text.contains("UID"), "{text}");
    let read = card::read(&Card::parse(text.as_bytes()).unwrap());
    assert_eq!(read.name.full, "Zoë Иванова");
    assert_eq!(read.phones[0].value, "+49 30 901820");
    assert_eq!(read.emails[0].value, "zoe@example.org");
    assert_eq!(read.org.name, "Acme, Inc.");
    assert_eq!(read.addresses[0].locality, "Berlin");
    assert_eq!(read.urls[0].value, "https://example.org/zoe");

    let as_json = ann.clone().with("accept", "application/json");
    let told = as_json.get(&code).await;
    assert_eq!(told.body, json!({"vcard": text, "left_out": []}));
    assert_ne!(told.header("etag"), picture.header("etag"));
    let known = ann.clone().with("if-none-match", picture.header("etag"));
    assert_eq!(known.get(&code).await.status, StatusCode::NOT_MODIFIED);
    ann.patch(&path(&zoe), json!({"nickname": "Z"})).await;
    assert_eq!(known.get(&code).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_card_is_had_as_a_file() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let zoe = create(&ann, json!({"name": {"given": "Zoë", "family": "Иванова"}})).await;
    let file = ann.get(&format!("{}/card", path(&zoe))).await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(
        file.header("content-type"),
        "text/vcard; charset=utf-8; version=3.0"
    );
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"Zo.vcf\"; filename*=UTF-8''Zo%C3%AB%20%D0%98%D0%B2%D0%B0%D0%BD%D0%BE%D0%B2%D0%B0.vcf"
    );
    let card = ann.clone().with("accept", "text/vcard");
    assert_eq!(file.text, card.get(&path(&zoe)).await.text);
    let four = ann.clone().with("accept", "text/vcard; version=4.0");
    let four = four.get(&format!("{}/card", path(&zoe))).await;
    assert!(four.text.contains("\r\nVERSION:4.0\r\n"), "{}", four.text);
    let bob = app.member("bob").await;
    let foreign = bob.get(&format!("{}/card", path(&zoe))).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_code_stays_readable_however_much_is_known() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let many: Vec<Value> = (0..60)
        .map(|n| json!({"value": format!("someone.with.a.long.name.{n}@example.org")}))
        .collect();
    let zoe = create(
        &ann,
        json!({"name": {"given": "漢".repeat(300)}, "emails": many, "phones": [{"value": "1"}]}),
    )
    .await;
    let code = format!("{}/qr", path(&zoe));
    let picture = ann.get(&code).await.text;
    // No more than 117 modules, and the light border.
    assert!(
        picture.contains("viewBox=\"0 0 125 125\""),
        "{}",
        &picture[..100]
    );
    let text = decoded(&picture);
    let read = card::read(&Card::parse(text.as_bytes()).unwrap());
    assert_eq!(read.phones[0].value, "1");
    assert!((1..60).contains(&read.emails.len()));
    let told = ann
        .clone()
        .with("accept", "application/json")
        .get(&code)
        .await;
    assert_eq!(told.body["left_out"], json!(["name", "emails"]));
}

#[tokio::test]
async fn relations_lead_to_ones_own_contacts() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let eve = app.member("eve").await;
    let bob = create(&ann, json!({"name": {"given": "Bob"}})).await;
    let theirs = create(&eve, json!({"name": {"given": "Eve"}})).await;
    let zoe = create(
        &ann,
        json!({"name": {"given": "Zoe"}, "relations": [
            {"value": "Bobby", "type": "spouse", "uid": bob["uid"]},
            {"value": "Eve", "uid": theirs["uid"]},
            {"value": "Nobody"},
        ]}),
    )
    .await;
    let related = format!("{}/related", path(&zoe));
    let found = ann.get(&related).await;
    assert_eq!(
        found.body,
        json!([{"uid": bob["uid"], "id": bob["id"], "name": "Bob"}])
    );
    ann.delete(&path(&bob)).await;
    assert_eq!(ann.get(&related).await.body, json!([]));
    assert_eq!(
        ann.get(&format!("{}/related", path(&bob))).await.status,
        StatusCode::NOT_FOUND
    );
}
