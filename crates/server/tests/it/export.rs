//! Contacts as a file.

use axum::http::StatusCode;
use diesel::{Connection, RunQueryDsl};
use image::ImageFormat;
use serde_json::{Value, json};
use testkit::{Client, TestApp};
use vcard::{Card, Version};

use crate::photo_files::{file, picture};

#[tokio::test]
async fn what_matches_leaves_as_a_file() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let mut ids = Vec::new();
    for n in 0..230 {
        let body = json!({"name": {"given": format!("Bea {n}")}, "labels": [if n < 3 { "Chess" } else { "Choir" }]});
        let made = ann.post("/api/v1/contacts", body).await;
        ids.push(made.body["id"].as_str().unwrap().to_owned());
    }
    let all = ann.get("/api/v1/export").await;
    assert_eq!(all.header("content-type"), "text/vcard; charset=utf-8");
    assert_eq!(
        all.header("content-disposition"),
        "attachment; filename=\"contacts.vcf\""
    );
    assert_eq!(all.text.matches("BEGIN:VCARD\r\n").count(), 230);
    assert_eq!(all.text.matches("\r\nEND:VCARD\r\n").count(), 230);
    let one = ann
        .clone()
        .with("accept", "text/vcard")
        .get(&format!("/api/v1/contacts/{}", ids[7]))
        .await;
    assert!(all.text.contains(&one.text), "each card as it is kept");

    let some = ann.get("/api/v1/export?format=json&q=label:chess").await;
    let names = |body: &Value| -> Vec<String> {
        let contacts = body.as_array().unwrap().iter();
        contacts
            .map(|contact| contact["name"]["given"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names(&some.body), ["Bea 0", "Bea 1", "Bea 2"]);
    let body = json!({"select": {"ids": [ids[9], ids[4]]}, "format": "json"});
    let chosen = ann.post("/api/v1/export", body).await;
    assert_eq!(names(&chosen.body), ["Bea 4", "Bea 9"]);
    assert_eq!(ann.get("/api/v1/export?format=json&q=zz").await.text, "[]");
    assert_eq!(ann.get("/api/v1/export?q=zz").await.text, "");
}

/// Two contacts, of which one is kept as a 4.0 card, with a photo. There is no way yet for one to come in.
async fn of_both_versions(app: &TestApp, ann: &Client) -> [String; 2] {
    let mut paths = Vec::new();
    for given in ["Bea", "Cora"] {
        let body = json!({"name": {"given": given}, "birthday": "--04-12",
            "phones": [{"value": "+49 30 1", "type": "mobile", "pref": true}],
            "relations": [{"value": "Dan", "type": "spouse"}], "dates": [{"value": "2011-06-18", "label": "moved in"}]});
        let made = ann.post("/api/v1/contacts", body).await;
        paths.push(format!(
            "/api/v1/contacts/{}",
            made.body["id"].as_str().unwrap()
        ));
    }
    let photo = file(&picture(60, 60), ImageFormat::Png);
    let put = ann.put(&format!("{}/photo", paths[1]), photo).await;
    assert_eq!(put.status, StatusCode::OK, "{}", put.text);
    let sql = "UPDATE contacts SET vcard = replace(replace(replace(vcard, 'VERSION:3.0', 'VERSION:4.0'), ';VALUE=uri', ''), \
        E'END:VCARD\\r\\n', E'X-STRANGE;A=b:c\\nEND:VCARD') WHERE fields->'name'->>'given' = 'Cora'";
    let mut connection = diesel::PgConnection::establish(app.database_url()).unwrap();
    diesel::sql_query(sql).execute(&mut connection).unwrap();
    [paths[0].clone(), paths[1].clone()]
}

fn cards(file: &str) -> Vec<Card> {
    let cards = file.split_inclusive("END:VCARD\r\n");
    cards
        .map(|card| Card::parse(card.as_bytes()).unwrap())
        .collect()
}

#[tokio::test]
async fn all_cards_leave_in_the_version_that_is_asked_for() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    of_both_versions(&app, &ann).await;
    let kept = ann.get("/api/v1/export").await.text;
    let kept = cards(&kept);
    assert_eq!(
        [kept[0].version(), kept[1].version()],
        [Version::V3, Version::V4]
    );
    for (format, version) in [("vcard3", Version::V3), ("vcard4", Version::V4)] {
        let answer = ann.get(&format!("/api/v1/export?format={format}")).await;
        assert_eq!(
            answer.header("content-type"),
            format!("text/vcard; charset=utf-8; version={version}")
        );
        assert_eq!(
            answer.header("content-disposition"),
            "attachment; filename=\"contacts.vcf\""
        );
        let all = ann.get("/api/v1/contacts?has=phone").await.body;
        let ids: Vec<&Value> = all["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| &item["id"])
            .collect();
        let body = json!({"select": {"ids": ids}, "format": format});
        assert_eq!(ann.post("/api/v1/export", body).await.text, answer.text);

        let cards = cards(&answer.text);
        assert_eq!(cards.len(), 2);
        for (card, kept) in cards.iter().zip(&kept) {
            assert_eq!(card.version(), version);
            assert_eq!(domain::card::read(card), domain::card::read(kept));
            if kept.version() == version {
                assert_eq!(
                    card.to_string().trim_end(),
                    kept.to_string().trim_end(),
                    "byte for byte"
                );
            }
        }
        let (three, four) = match version {
            Version::V3 => (
                "PHOTO;ENCODING=b;TYPE=JPEG:",
                "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12\r\n",
            ),
            Version::V4 => ("PHOTO:data:image/jpeg;base64,", "BDAY:--0412\r\n"),
        };
        let text = answer.text.replace("\r\n ", "");
        assert!(text.contains(three) && text.contains(four), "{text}");
        assert!(text.contains("X-STRANGE;A=b:c"));
    }
    let nobody = ann.get("/api/v1/export?format=vcard4&q=zz").await;
    assert_eq!((nobody.status, nobody.text.as_str()), (StatusCode::OK, ""));
}

#[tokio::test]
async fn one_card_comes_in_the_version_that_is_asked_for() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let [old, new] = of_both_versions(&app, &ann).await;
    let card = async |path: &str, accept: &str| ann.clone().with("accept", accept).get(path).await;
    for path in [&old, &new] {
        let kept = card(path, "text/vcard").await;
        assert_eq!(kept.header("content-type"), "text/vcard; charset=utf-8");
        let mut tags = vec![kept.header("etag").to_owned()];
        for version in ["3.0", "4.0"] {
            let accept = format!("text/vcard; version={version}, text/vcard;q=0.5");
            let answer = card(path, &accept).await;
            assert_eq!(
                answer.header("content-type"),
                format!("text/vcard; charset=utf-8; version={version}")
            );
            assert_eq!(answer.header("vary"), "accept");
            assert!(
                answer.text.contains(&format!("VERSION:{version}\r\n")),
                "{}",
                answer.text
            );
            let same = kept.text.contains(&format!("VERSION:{version}"));
            assert_eq!(answer.text == kept.text, same, "{}", answer.text);
            let tag = answer.header("etag").to_owned();
            let again = ann
                .clone()
                .with("accept", &accept)
                .with("if-none-match", &tag);
            assert_eq!(again.get(path).await.status, StatusCode::NOT_MODIFIED);
            let other = card(path, "text/vcard").await;
            assert_ne!(other.header("etag"), tag, "these are other bytes");
            tags.push(tag);
        }
        assert_eq!(tags.len(), 3);
        let unknown = card(path, "text/vcard; version=2.1").await;
        assert_eq!(unknown.text, kept.text);
        // A change is of the contact, in whatever form its state was seen.
        let patched = ann
            .clone()
            .with("if-match", &tags[2])
            .patch(path, json!({"note": "seen"}))
            .await;
        assert_eq!(patched.status, StatusCode::OK, "{}", patched.text);
    }
}

#[tokio::test]
async fn a_table_has_a_row_for_each_and_no_formulas() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    for (given, phones) in [("=1+1", 1), ("Bea, née \"B\"", 5)] {
        let phones: Vec<Value> = (0..phones)
            .map(|n| json!({"value": format!("+49 30 {n}"), "type": "mobile"}))
            .collect();
        let body = json!({"name": {"given": given}, "phones": phones, "note": "one\ntwo"});
        ann.post("/api/v1/contacts", body).await;
    }
    let table = ann.get("/api/v1/export?format=csv").await;
    assert_eq!(
        table.header("content-type"),
        "text/csv; charset=utf-8; header=present"
    );
    assert_eq!(
        table.header("content-disposition"),
        "attachment; filename=\"contacts.csv\""
    );
    assert!(table.text.starts_with("\u{feff}Name,First Name,"));
    // As many columns as the one with the most needs, and rows that end as the RFC has it.
    assert_eq!(table.text.matches("Phone 5 - Value").count(), 1);
    assert_eq!(table.text.matches("Phone 6").count(), 0);
    assert_eq!(table.text.matches("\r\n").count(), 3);
    assert!(table.text.contains("'=1+1"), "{}", table.text);
    assert!(table.text.contains("\"Bea, née \"\"B\"\"\""));
    assert!(table.text.contains(",Mobile,+49 30 4,"));
    assert!(table.text.contains("\"one\ntwo\""));
    let nobody = ann.get("/api/v1/export?format=csv&q=zz").await;
    assert_eq!(nobody.text.lines().count(), 1);
}

#[tokio::test]
async fn every_kind_of_file_is_documented() {
    let app = TestApp::start();
    let document = app.visitor().get("/api/openapi.json").await.body;
    for method in ["get", "post"] {
        let answer = &document["paths"]["/api/v1/export"][method]["responses"]["200"];
        let kinds = answer["content"].as_object().unwrap();
        for kind in ["text/vcard", "text/csv", "application/json"] {
            assert!(kinds.contains_key(kind), "{method} {kind}");
        }
    }
    let formats = &document["components"]["schemas"]["ExportFormat"];
    for format in ["vcard", "vcard3", "vcard4", "csv", "json"] {
        assert!(
            formats.to_string().contains(&format!("\"{format}\"")),
            "{formats}"
        );
    }
}

#[tokio::test]
async fn nobody_exports_what_is_somebody_elses() {
    let app = TestApp::start();
    let (ann, eve) = (app.member("ann").await, app.member("eve").await);
    let made = ann
        .post("/api/v1/contacts", json!({"name": {"given": "Bea"}}))
        .await;
    let body = json!({"select": {"ids": [made.body["id"]]}});
    assert_eq!(eve.post("/api/v1/export", body).await.text, "");
    let book = made.body["book_id"].as_str().unwrap();
    let theirs = eve.get(&format!("/api/v1/export?book={book}")).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    let unknown = eve.get("/api/v1/export?format=pdf").await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
}
