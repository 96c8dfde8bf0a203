//! All fields of a contact by the API: what is sent comes back, and stands in the card.

use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::{Client, TestApp};

use crate::but_for_rev;

async fn create(client: &Client, contact: Value) -> (String, Value) {
    let answer = client.post("/api/v1/contacts", contact).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    let path = format!("/api/v1/contacts/{}", answer.body["id"].as_str().unwrap());
    (path, answer.body)
}

async fn card(client: &Client, path: &str) -> String {
    let client = client.clone().with("accept", "text/vcard");
    but_for_rev(&client.get(path).await.text.replace("\r\n ", ""))
}

/// A list of items as a client sends it that has never seen them.
fn without_keys(items: &Value) -> Value {
    let mut items = items.clone();
    for item in items.as_array_mut().unwrap() {
        if let Some(item) = item.as_object_mut() {
            item.remove("key");
        }
    }
    items
}

#[tokio::test]
async fn every_field_comes_back_as_it_was_sent() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let sent = json!({
        "name": {"given": "花子", "phonetic_given": "Hanako", "phonetic_additional": "M", "phonetic_family": "Mihon"},
        "org": {"name": "見本", "phonetic_name": "Mihon"},
        "ims": [
            {"value": "ann@example.org", "service": "xmpp", "type": "home", "label": null, "pref": true},
            {"value": "+49 30 1", "service": "whatsapp", "type": null, "label": "boat", "pref": false},
            {"value": "https://social.example/@ann", "service": "mastodon", "type": null, "label": null, "pref": false},
        ],
        "dates": [
            {"value": "--06-18", "type": "anniversary", "label": null},
            {"value": "2011-06", "type": null, "label": "dacha"},
        ],
        "relations": [
            {"value": "Bea", "uid": "4fbe8971-0000-4000-8000-000000000007", "type": "sister", "label": null},
            {"value": "Clara", "uid": null, "type": null, "label": "godmother"},
        ],
        "labels": ["Friends", "Work, old"],
        "custom": [{"label": "Hat", "value": "58"}],
    });
    let (path, made) = create(&ann, sent.clone()).await;
    let read = ann.get(&path).await.body;
    for field in ["ims", "dates", "relations", "labels", "custom"] {
        assert_eq!(without_keys(&made[field]), sent[field]);
        assert_eq!(without_keys(&read[field]), sent[field]);
    }
    for field in ["phonetic_given", "phonetic_additional", "phonetic_family"] {
        assert_eq!(read["name"][field], sent["name"][field]);
    }
    assert_eq!(read["org"]["phonetic_name"], "Mihon");

    let card = card(&ann, &path).await;
    for line in [
        "X-PHONETIC-FIRST-NAME:Hanako",
        "X-PHONETIC-ORG:Mihon",
        "IMPP;X-SERVICE-TYPE=Jabber;TYPE=HOME,PREF:xmpp:ann@example.org",
        "X-SOCIALPROFILE;TYPE=mastodon:https://social.example/@ann",
        "X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-06-18",
        "X-ABLabel:_$!<Anniversary>!$_",
        "X-ABRELATEDNAMES;X-UID=4fbe8971-0000-4000-8000-000000000007:Bea",
        "X-ABLabel:godmother",
        "CATEGORIES:Friends,Work\\, old",
        "X-BLOKNOTIK-FIELD:58",
    ] {
        assert!(card.contains(&format!("{line}\r\n")), "{line} in\n{card}");
    }
}

#[tokio::test]
async fn a_change_of_one_list_leaves_the_others_byte_for_byte() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let (path, _) = create(
        &ann,
        json!({
            "name": {"given": "Ann", "phonetic_given": "Än"},
            "phones": [{"value": "1", "label": "boat"}],
            "ims": [{"value": "ann", "service": "Telegram"}],
            "dates": [{"value": "2011-06-18", "type": "anniversary"}],
            "relations": [{"value": "Bea", "type": "sister"}],
            "labels": ["Friends"],
            "custom": [{"label": "Hat", "value": "58"}],
        }),
    )
    .await;
    let before = card(&ann, &path).await;
    let changes = [
        (
            json!({"labels": ["Friends", "Work"]}),
            "CATEGORIES:Friends",
            "CATEGORIES:Friends,Work",
        ),
        (
            json!({"ims": [{"value": "bea", "service": "telegram"}]}),
            "x-apple:ann",
            "x-apple:bea",
        ),
        (
            json!({"dates": [{"value": "2011-06-19", "type": "anniversary"}]}),
            "2011-06-18",
            "2011-06-19",
        ),
        (
            json!({"relations": [{"value": "Bea", "type": "mother"}]}),
            "<Sister>",
            "<Mother>",
        ),
        (
            json!({"custom": [{"label": "Cap", "value": "58"}]}),
            "X-ABLabel:Hat",
            "X-ABLabel:Cap",
        ),
        (
            json!({"name": {"phonetic_given": null}}),
            "X-PHONETIC-FIRST-NAME:Än\r\n",
            "",
        ),
    ];
    let mut expected = before;
    for (mut change, old, new) in changes {
        // The items that are meant are named by their keys.
        let now = ann.get(&path).await.body;
        for (list, items) in change.as_object_mut().unwrap() {
            if let Some(item) = items.get_mut(0).and_then(Value::as_object_mut) {
                item.insert("key".into(), now[list][0]["key"].clone());
            }
        }
        let answer = ann.patch(&path, change).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        assert!(expected.contains(old), "{old} in\n{expected}");
        expected = expected.replace(old, new);
        assert_eq!(card(&ann, &path).await, expected);
    }
    let emptied = ann
        .patch(
            &path,
            json!({"ims": null, "dates": [], "relations": null, "labels": null, "custom": null, "phones": null}),
        )
        .await;
    for field in ["ims", "dates", "relations", "labels", "custom"] {
        assert_eq!(emptied.body[field], json!([]));
    }
    assert!(!card(&ann, &path).await.contains("X-"));
}

#[tokio::test]
async fn what_is_said_in_other_words_is_answered_in_ours() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let (_, made) = create(
        &ann,
        json!({
            "ims": [{"value": "skype:ann"}, {"value": "ann", "service": "Twitter"}],
            "relations": [{"uid": "urn:uuid:4fbe8971-0000-4000-8000-000000000007"}],
            "labels": ["Friends", " friends "],
        }),
    )
    .await;
    assert_eq!(made["name"]["full"], "ann");
    assert_eq!(made["ims"][0]["service"], "skype");
    assert_eq!(made["ims"][0]["value"], "ann");
    assert_eq!(made["ims"][1]["service"], "x");
    assert_eq!(
        made["relations"][0]["uid"],
        "4fbe8971-0000-4000-8000-000000000007"
    );
    assert_eq!(made["labels"], json!(["Friends"]));
}

#[tokio::test]
async fn five_hundred_phones_are_no_trouble() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let phones: Vec<Value> = (0..500)
        .map(|n| json!({"value": format!("+1 555 {n:04}"), "type": "work", "label": format!("desk {n}"), "pref": n == 0}))
        .collect();
    let (path, made) = create(&ann, json!({"name": {"given": "Ann"}, "phones": phones})).await;
    assert_eq!(without_keys(&made["phones"]), json!(phones));
    let without: Vec<&Value> = phones.iter().skip(1).collect();
    let answer = ann.patch(&path, json!({"phones": without})).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(without_keys(&answer.body["phones"]), json!(without));
}

#[tokio::test]
async fn what_nobody_touches_is_not_judged() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let long = format!("https://example.org/{}", "x".repeat(1_200));
    let card = format!(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bob\r\nURL:{long}\r\nURL:https://b.example\r\nTITLE:{}\r\nEND:VCARD\r\n",
        "y".repeat(1_500)
    );
    let card = vcard::Card::parse(card.as_bytes()).unwrap();
    let path = crate::spared::keep(&app, &ann, card).await;
    let mut contact = ann.get(&path).await.body;
    contact["urls"][1]["value"] = json!("https://c.example");
    for whole in [false, true] {
        let edit = match whole {
            true => contact.clone(),
            false => json!({"urls": contact["urls"]}),
        };
        let answer = ann.patch(&path, edit).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        assert_eq!(answer.body["urls"][0]["value"], long);
        assert_eq!(answer.body["urls"][1]["value"], "https://c.example");
        contact = answer.body;
    }
    contact["urls"][0]["value"] = json!(format!("{long}!"));
    let refused = ann.patch(&path, json!({"urls": contact["urls"]})).await;
    assert_eq!(
        refused.body["errors"]["urls[0].value"][0]["code"], "too_long",
        "{}",
        refused.text
    );
}
