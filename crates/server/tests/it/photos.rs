//! Photos of contacts by the API.

use axum::http::StatusCode;
use diesel::{Connection, RunQueryDsl};
use image::ImageFormat;
use serde_json::{Value, json};
use testkit::{Client, TestApp};

use crate::but_for_rev;
use crate::photo_files::{ann, contact, decoded, file, picture};

fn photo() -> Vec<u8> {
    file(&picture(60, 60), ImageFormat::Png)
}

fn address(contact: &Value, size: &str) -> String {
    let (book, name) = (&contact["book_id"], &contact["photo"]);
    let (book, name) = (book.as_str().unwrap(), name.as_str().unwrap());
    format!("/api/v1/books/{book}/photos/{name}/{size}")
}

async fn vcard(client: &Client, path: &str) -> String {
    let client = client.clone().with("accept", "text/vcard");
    but_for_rev(&client.get(path).await.text)
}

#[tokio::test]
async fn a_photo_comes_is_shown_and_goes() {
    let app = TestApp::start();
    let (ann, path) = ann(&app).await;
    let contact = path.trim_end_matches("/photo");
    let before = ann.get(contact).await.body;
    assert_eq!(before["photo"], json!(null));
    let answer = ann.get(&path).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.text.contains("no photo"));
    let card_before = vcard(&ann, contact).await;

    let put = ann.put(&path, photo()).await;
    assert_eq!(put.status, StatusCode::OK, "{}", put.text);
    assert_eq!(put.header("etag"), put.body["etag"].as_str().unwrap());
    assert_ne!(
        put.body["etag"], before["etag"],
        "it is a change as any other"
    );
    assert_eq!(ann.get(contact).await.body, put.body);
    let listed = ann.get("/api/v1/contacts").await.body;
    assert_eq!(listed["items"][0]["photo"], put.body["photo"]);
    for size in ["small", "large", "full"] {
        let shown = ann.get(&address(&put.body, size)).await;
        assert_eq!(decoded(&shown).dimensions(), (60, 60));
        assert_eq!(
            shown.bytes,
            ann.get(&format!("{path}?size={size}")).await.bytes
        );
    }

    let again = ann.put(&path, photo()).await;
    assert_eq!(again.body, put.body, "the same once more changes nothing");

    let gone = ann.delete(&path).await;
    assert_eq!(gone.status, StatusCode::OK, "{}", gone.text);
    assert_eq!(gone.body["photo"], json!(null));
    assert_eq!(
        vcard(&ann, contact).await,
        card_before,
        "its line alone is gone"
    );
    assert_eq!(ann.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        ann.delete(&path).await.body,
        gone.body,
        "nothing is left to do"
    );
    // The history names it, so it is still there.
    assert_eq!(
        ann.get(&address(&put.body, "small")).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_photo_that_comes_back_is_the_same_photo() {
    let app = TestApp::start();
    let (ann, path) = ann(&app).await;
    let put = ann.put(&path, photo()).await.body;
    let full = ann.get(&path).await.bytes;
    ann.delete(&path).await;
    let back = ann.put(&path, full).await;
    assert_eq!(
        back.body["photo"], put["photo"],
        "it was not encoded once more"
    );
}

#[tokio::test]
async fn pictures_are_asked_for_once() {
    let app = TestApp::start();
    let (ann, path) = ann(&app).await;
    let put = ann.put(&path, photo()).await;
    let small = address(&put.body, "small");
    for (asked, caching) in [
        (small.clone(), "private, max-age=31536000, immutable"),
        (format!("{path}?size=small"), "private, no-cache"),
    ] {
        let first = ann.get(&asked).await;
        assert_eq!(first.header("cache-control"), caching);
        let etag = first.header("etag").to_owned();
        let known = ann.clone().with("if-none-match", &etag);
        let second = known.get(&asked).await;
        assert_eq!(second.status, StatusCode::NOT_MODIFIED);
        assert_eq!(
            (second.header("etag"), second.bytes.len()),
            (etag.as_str(), 0)
        );
        assert_eq!(second.header("cache-control"), caching);
        // Another size is another picture.
        assert_eq!(known.get(&path).await.status, StatusCode::OK);
    }
    for wrong in [
        small.replace("/small", "/huge"),
        small.replace("/small", "/"),
        small.replace("/photos/", "/photos/x"),
        format!("{path}?size=huge").replace("/photo?", "/photos?"),
    ] {
        assert_eq!(
            ann.get(&wrong).await.status,
            StatusCode::NOT_FOUND,
            "{wrong}"
        );
    }
    assert_eq!(
        ann.get(&format!("{path}?size=huge")).await.code(),
        "malformed_parameter"
    );
}

#[tokio::test]
async fn a_photo_is_its_owners_alone() {
    let app = TestApp::start();
    let (ann, path) = ann(&app).await;
    let put = ann.put(&path, photo()).await;
    let bob = app.member("bob").await;
    for size in ["small", "large", "full"] {
        let address = address(&put.body, size);
        assert_eq!(bob.get(&address).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            app.visitor().get(&address).await.status,
            StatusCode::UNAUTHORIZED
        );
    }
    assert_eq!(bob.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(bob.delete(&path).await.status, StatusCode::NOT_FOUND);
    // Not even what he sends is looked at.
    assert_eq!(
        bob.put(&path, b"x".to_vec()).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        app.visitor().put(&path, photo()).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        ann.get(path.trim_end_matches("/photo")).await.body,
        put.body
    );
    // A contact that is deleted has no photo to show, and takes none.
    ann.delete(path.trim_end_matches("/photo")).await;
    assert_eq!(ann.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(ann.put(&path, photo()).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_photo_is_changed_in_the_state_that_is_known() {
    let app = TestApp::start();
    let (ann, path) = ann(&app).await;
    let known = ann.put(&path, photo()).await.body["etag"]
        .as_str()
        .unwrap()
        .to_owned();
    let now = ann
        .patch(
            path.trim_end_matches("/photo"),
            json!({"nickname": "Amazing"}),
        )
        .await;
    let late = ann.clone().with("if-match", &known);
    let other = file(&picture(20, 20), ImageFormat::Jpeg);
    for answer in [
        late.put(&path, other.clone()).await,
        late.delete(&path).await,
    ] {
        assert_eq!(answer.status, StatusCode::PRECONDITION_FAILED);
        assert_eq!(answer.body["current"], now.body);
    }
    let timely = ann.clone().with("if-match", now.header("etag"));
    assert_eq!(timely.put(&path, other).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_photo_goes_with_its_contact_to_another_book() {
    let app = TestApp::start();
    let (ann, path) = ann(&app).await;
    let put = ann.put(&path, photo()).await;
    let book = ann
        .post("/api/v1/books", json!({"name": "Other"}))
        .await
        .body["id"]
        .clone();
    let moved = ann
        .patch(path.trim_end_matches("/photo"), json!({"book_id": book}))
        .await;
    assert_eq!(moved.status, StatusCode::OK, "{}", moved.text);
    assert_eq!(moved.body["photo"], put.body["photo"]);
    assert_ne!(address(&moved.body, "small"), address(&put.body, "small"));
    assert_eq!(
        decoded(&ann.get(&address(&moved.body, "small")).await).dimensions(),
        (60, 60)
    );
    assert_eq!(decoded(&ann.get(&path).await).dimensions(), (60, 60));
    // As the address of a book that is not the contact's own, it is nothing.
    let other = contact(&ann).await;
    assert_eq!(
        ann.get(&format!("{other}/photo")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_card_leaves_with_its_photo() {
    let app = TestApp::start();
    let (ann, path) = ann(&app).await;
    let contact = path.trim_end_matches("/photo");
    let without = vcard(&ann, contact).await;
    let etag = ann.get(contact).await.header("etag").to_owned();
    ann.put(&path, photo()).await;
    let with = vcard(&ann, contact).await;
    let card = vcard::Card::parse(with.as_bytes()).unwrap();
    let line = card.named("PHOTO").next().unwrap();
    assert_eq!(line.param("ENCODING").as_deref(), Some("b"));
    assert_eq!(line.types(), ["jpeg"]);
    assert!(line.param("VALUE").is_none());
    use base64::Engine;
    let picture = base64::engine::general_purpose::STANDARD.decode(line.raw_value());
    assert_eq!(picture.unwrap(), ann.get(&path).await.bytes);
    assert_eq!(with.replace(line.as_written(), ""), without);
    // A card of the other version has another form for it. There is no way yet for one to come in.
    let sql = "UPDATE contacts SET vcard = replace(replace(vcard, 'VERSION:3.0', 'VERSION:4.0'), ';VALUE=uri', '')";
    let mut connection = diesel::PgConnection::establish(app.database_url()).unwrap();
    diesel::sql_query(sql).execute(&mut connection).unwrap();
    let newer = vcard(&ann, contact).await;
    let value = format!("PHOTO:data:image/jpeg;base64,{}", line.raw_value());
    assert!(newer.replace("\r\n ", "").contains(&value), "{newer}");
    let stale = ann
        .clone()
        .with("accept", "text/vcard")
        .with("if-none-match", &etag);
    assert_eq!(stale.get(contact).await.status, StatusCode::OK);
}

#[tokio::test]
async fn those_with_a_photo_are_found() {
    let app = TestApp::start();
    let (ann, path) = ann(&app).await;
    contact(&ann).await;
    let found = async |query: &str| {
        let answer = ann.get(&format!("/api/v1/contacts?{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.body["total"].clone()
    };
    for query in ["has=photo", "q=has:photo", "q=grace%20has:photo"] {
        assert_eq!(found(query).await, 0);
    }
    ann.put(&path, photo()).await;
    for query in ["has=photo", "q=has:photo", "q=grace%20has:photo"] {
        assert_eq!(found(query).await, 1);
    }
    ann.delete(&path).await;
    assert_eq!(found("has=photo").await, 0);
}

#[tokio::test]
async fn photos_of_the_past_go_along_to_other_books() {
    let app = TestApp::start();
    let (ann, path) = ann(&app).await;
    let contact = path.trim_end_matches("/photo");
    let first = ann.put(&path, photo()).await.body;
    let second = file(&picture(20, 20), ImageFormat::Jpeg);
    ann.put(&path, second).await;
    ann.delete(&path).await;
    let mut moved = Value::Null;
    for name in ["Work", "Club"] {
        let book = ann.post("/api/v1/books", json!({"name": name})).await.body["id"].clone();
        let answer = ann.patch(contact, json!({"book_id": book})).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        moved = answer.body;
    }
    moved["photo"] = first["photo"].clone();
    let shown = ann.get(&address(&moved, "small")).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert_eq!(decoded(&shown).dimensions(), (60, 60));
}
