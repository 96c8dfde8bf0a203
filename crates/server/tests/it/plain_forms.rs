//! What a browser without a script sends: plain forms, answered with pages.

use axum::http::StatusCode;
use serde_json::json;
use testkit::{Answer, Client, TestApp};

use crate::pages::browser;

const HOSTILE: &str = "</textarea></title><script>alert(1)</script>\" onfocus='x'";

/// A form with these inputs.
async fn send(browser: &Client, path: &str, inputs: &[(&str, &str)]) -> Answer {
    let body = serde_urlencoded::to_string(inputs).unwrap();
    browser.form(path, &body).await
}

/// The value of an input of a page.
fn input(page: &str, name: &str) -> String {
    let tag = page
        .split("<input")
        .find(|tag| tag.contains(&format!("name=\"{name}\"")))
        .unwrap_or_else(|| panic!("no input {name}"));
    let value = tag.split("value=\"").nth(1).unwrap_or_default();
    let value = value.split('"').next().unwrap_or_default();
    value
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[tokio::test]
async fn a_contact_is_made_once_however_often_the_form_is_sent() {
    let app = TestApp::start();
    let browser = browser(&app, "ann").await;
    let page = browser.get("/contacts/new").await;
    let once = input(&page.text, "once");
    let inputs = [
        ("once", once.as_str()),
        ("name.given", "Ada"),
        ("phones.0.value", "030 1"),
        ("phones.0.type", "0"),
        ("birthday.month", "2"),
        ("birthday.day", "10"),
        ("labels.4294967295.value", "Friends, London"),
    ];
    let made = send(&browser, "/contacts/new?q=ada", &inputs).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let address = made.header("location").to_owned();
    assert!(address.starts_with("/contacts/") && address.ends_with("?q=ada"));
    let again = send(&browser, "/contacts/new?q=ada", &inputs).await;
    assert_eq!(again.header("location"), address);
    let list = browser.get("/api/v1/contacts").await;
    assert_eq!(list.body["total"], 1);
    assert_eq!(list.body["items"][0]["phones"][0]["type"], "mobile");
    assert_eq!(
        list.body["items"][0]["labels"],
        json!(["Friends", "London"])
    );
    assert_eq!(list.body["items"][0]["birthday"], "--02-10");
}

#[tokio::test]
async fn what_is_refused_is_shown_again_with_all_that_was_typed() {
    let app = TestApp::start();
    let browser = browser(&app, "ann").await;
    let inputs = [
        ("once", "1"),
        ("name.given", HOSTILE),
        ("phones.7.value", HOSTILE),
        ("phones.7.type", "own"),
        ("phones.7.label", HOSTILE),
        ("phones.7.pref", "1"),
        ("kind", "2"),
        ("note", HOSTILE),
        ("birthday.day", "31"),
        ("birthday.month", "2"),
    ];
    let page = send(&browser, "/contacts/new", &inputs).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for name in ["name.given", "phones.7.value", "phones.7.label"] {
        assert_eq!(input(&page.text, name), HOSTILE, "{name}");
    }
    assert_eq!(input(&page.text, "birthday.day"), "31");
    assert!(!page.text.contains("<script>alert"));
    let tag = |begin: &str, words: &[&str]| {
        let tags = page.text.split(begin).skip(1);
        let mut tags = tags.filter_map(|tag| tag.split('>').next());
        tags.any(|tag| words.iter().all(|word| tag.contains(word)))
    };
    assert!(tag("<input", &["name=\"phones.7.pref\"", "checked"]));
    assert!(tag("<option", &["value=\"2\"", "selected"]));
    assert!(
        tag("<details", &["more-names", "open"]),
        "the kind is not folded away"
    );
    // A script would begin with an empty form.
    assert!(!page.text.contains("type=\"module\""));
    let empty = send(&browser, "/contacts/new", &[("once", "2")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.get("/api/v1/contacts").await.body["total"], 0);
    let more = send(
        &browser,
        "/contacts/new",
        &[("phones.0.value", "1"), ("more", "phones")],
    )
    .await;
    assert_eq!(more.status, StatusCode::OK);
    assert_eq!(input(&more.text, "phones.0.value"), "1");
    assert_eq!(input(&more.text, "phones.1000000.value"), "");
    let less = [
        ("phones.0.value", "1"),
        ("phones.1.value", "2"),
        ("less", "phones.0"),
    ];
    let less = send(&browser, "/contacts/new", &less).await;
    assert!(!less.text.contains("name=\"phones.0.value\""));
    assert_eq!(input(&less.text, "phones.1.value"), "2");
}

#[tokio::test]
async fn a_change_keeps_what_somebody_else_has_changed_meanwhile() {
    let app = TestApp::start();
    let browser = browser(&app, "ann").await;
    let contact = json!({"name": {"given": "Ann", "family": "Lee"}, "note": "old",
        "phones": [{"value": "1", "type": "home"}, {"value": "2"}]});
    let made = browser.post("/api/v1/contacts", contact).await;
    let id = made.body["id"].as_str().unwrap();
    let (api, address) = (
        format!("/api/v1/contacts/{id}"),
        format!("/contacts/{id}/edit"),
    );
    let page = browser.get(&address).await;
    let (etag, was) = (input(&page.text, "etag"), input(&page.text, "was"));
    let inputs = |etag: &str, overwrite: Option<&str>| {
        let mut inputs = vec![
            ("etag", etag.to_owned()),
            ("was", was.clone()),
            ("name.given", "Anna".to_owned()),
            ("name.family", "Lee".to_owned()),
            ("note", "old".to_owned()),
            ("phones.0.value", "1".to_owned()),
            ("phones.0.type", "1".to_owned()),
            ("phones.1.value", "22".to_owned()),
        ];
        inputs.extend(overwrite.map(|etag| ("overwrite", etag.to_owned())));
        inputs
    };
    let other = browser.patch(&api, json!({"note": "new"})).await;
    assert_eq!(other.status, StatusCode::OK);
    let mine = inputs(&etag, None);
    let mine: Vec<(&str, &str)> = mine
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let stale = send(&browser, &address, &mine).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(input(&stale.text, "name.given"), "Anna");
    assert!(stale.text.contains("Changed there: Note."));
    let now = other.body["etag"].as_str().unwrap();
    assert!(stale.text.contains("name=\"overwrite\""));
    let mine = inputs(&etag, Some(now));
    let mine: Vec<(&str, &str)> = mine
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let saved = send(&browser, &address, &mine).await;
    assert_eq!(saved.header("location"), format!("/contacts/{id}"));
    let after = browser.get(&api).await.body;
    assert_eq!(after["name"]["full"], "Anna Lee");
    assert_eq!(after["note"], "new");
    assert_eq!(after["phones"][0]["type"], "home");
    assert_eq!(after["phones"][1]["value"], "22");
    // Whoever presses twice has not been overtaken by somebody else.
    let page = browser.get(&address).await.text;
    let (etag, was) = (input(&page, "etag"), input(&page, "was"));
    let twice = [
        ("etag", etag.as_str()),
        ("was", was.as_str()),
        ("name.given", "Anne"),
    ];
    for _ in 0..2 {
        let saved = send(&browser, &address, &twice).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER);
    }
    let after = browser.get(&api).await.body;
    assert_eq!(after["name"]["full"], "Anne");
}

#[tokio::test]
async fn nothing_typed_is_lost_where_the_contact_is_gone_or_a_word_is_missing() {
    let app = TestApp::start();
    let browser = browser(&app, "ann").await;
    let made = browser
        .post("/api/v1/contacts", json!({"name": {"given": "Zoë"}}))
        .await;
    let id = made.body["id"].as_str().unwrap();
    let address = format!("/contacts/{id}/edit");
    let page = browser.get(&address).await.text;
    let (etag, was) = (input(&page, "etag"), input(&page, "was"));
    let inputs = [
        ("etag", etag.as_str()),
        ("was", was.as_str()),
        ("name.given", "Zoë"),
        ("name.suffix", "PhD"),
        ("phones.7.value", "030 1"),
        ("phones.7.type", "own"),
    ];
    let unnamed = send(&browser, &address, &inputs).await;
    assert_eq!(unnamed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(input(&unnamed.text, "phones.7.label"), "");
    let place = [
        ("addresses.7.locality", "Lagos"),
        ("addresses.7.type", "own"),
    ];
    let unnamed_place = send(&browser, "/contacts/new", &place).await;
    assert_eq!(input(&unnamed_place.text, "addresses.7.label"), "");
    assert!(unnamed.text.contains("<details open"), "the suffix is seen");
    let gone = browser.delete(&format!("/api/v1/contacts/{id}")).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    let lost = send(&browser, &address, &inputs[..4]).await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);
    assert_eq!(input(&lost.text, "name.suffix"), "PhD");
    // A form that was saved, come back to and changed is about another contact the next time.
    let first = [("once", "1"), ("name.given", "Ann")];
    assert_eq!(
        send(&browser, "/contacts/new", &first).await.status,
        StatusCode::SEE_OTHER
    );
    let second = [("once", "1"), ("name.given", "Bob")];
    let reused = send(&browser, "/contacts/new", &second).await;
    assert_eq!(reused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fresh = input(&reused.text, "once");
    assert_ne!(fresh, "1");
    let second = [("once", fresh.as_str()), ("name.given", "Bob")];
    assert_eq!(
        send(&browser, "/contacts/new", &second).await.status,
        StatusCode::SEE_OTHER
    );
    let name = (0..20_000)
        .map(|n| format!("urls.{n}.value=1"))
        .collect::<Vec<_>>();
    let endless = browser.form("/contacts/new", &name.join("&")).await;
    assert_eq!(endless.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn who_is_deleted_can_be_brought_back_and_gets_a_star() {
    let app = TestApp::start();
    let browser = browser(&app, "ann").await;
    let made = browser
        .post("/api/v1/contacts", json!({"name": {"given": "Zoë"}}))
        .await;
    let id = made.body["id"].as_str().unwrap();
    let at = |what: &str| format!("/contacts/{id}/{what}");
    let starred = send(&browser, &at("star"), &[("starred", "true")]).await;
    assert_eq!(starred.header("location"), format!("/contacts/{id}"));
    let api = format!("/api/v1/contacts/{id}");
    assert_eq!(browser.get(&api).await.body["starred"], true);
    let gone = send(&browser, &at("delete"), &[]).await;
    assert_eq!(gone.header("location"), format!("/?gone={id}"));
    let list = browser.get(gone.header("location")).await;
    assert!(list.text.contains("was deleted") && list.text.contains(&at("restore")));
    let back = send(&browser, &at("restore"), &[]).await;
    assert_eq!(back.header("location"), format!("/contacts/{id}"));
    let list = browser.get(&format!("/?gone={id}")).await;
    assert!(!list.text.contains("was deleted"), "it is there");
    let unstarred = send(&browser, &at("star"), &[("starred", "false")]).await;
    assert_eq!(unstarred.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get(&api).await.body["starred"], false);
}

#[tokio::test]
async fn other_sites_strangers_and_nobody_change_nothing() {
    let app = TestApp::start();
    let (ann, bob) = (browser(&app, "ann").await, browser(&app, "bob").await);
    let made = ann
        .post("/api/v1/contacts", json!({"name": {"given": "Zoë"}}))
        .await;
    let id = made.body["id"].as_str().unwrap();
    for path in ["delete", "star", "restore"] {
        let path = format!("/contacts/{id}/{path}");
        let foreign = ann.clone().with("origin", "https://evil.example");
        let refused = send(&foreign, &path, &[("starred", "true")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
        let strange = send(&bob, &path, &[("starred", "true")]).await;
        assert_eq!(strange.header("location"), format!("/contacts/{id}"));
        let nobody = send(&app.visitor(), &path, &[]).await;
        assert!(
            nobody.header("location").starts_with("/login?next="),
            "{path}"
        );
    }
    let foreign = ann.clone().with("origin", "https://evil.example");
    let inputs = [("once", "1"), ("name.given", "Eve")];
    let refused = send(&foreign, "/contacts/new", &inputs).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    // Whoever has been signed out meanwhile keeps what they have typed.
    let nobody = send(&app.visitor(), "/contacts/new", &inputs).await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    assert_eq!(input(&nobody.text, "name.given"), "Eve");
    assert!(nobody.text.contains("The session has ended."));
    let json = ann
        .post("/contacts/new", json!({"name": {"given": "Eve"}}))
        .await;
    assert_eq!(json.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let list = ann.get("/api/v1/contacts").await.body;
    assert_eq!(
        (&list["total"], &list["items"][0]["starred"]),
        (&json!(1), &json!(false))
    );
    assert_eq!(
        bob.get(&format!("/contacts/{id}")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_colours_are_chosen_in_the_browser() {
    let app = TestApp::start();
    let browser = browser(&app, "ann").await;
    let page = browser.get("/settings").await;
    assert!(!page.text.contains("data-theme"));
    let chosen = browser
        .post("/api/v1/theme", json!({"theme": "dark"}))
        .await;
    assert_eq!(chosen.status, StatusCode::NO_CONTENT);
    let cookie = chosen.header("set-cookie").to_owned();
    assert!(cookie.starts_with("bloknotik_theme=dark;"), "{cookie}");
    let dark = app.visitor().with("cookie", "bloknotik_theme=dark");
    assert!(
        dark.get("/login")
            .await
            .text
            .contains("data-theme=\"dark\"")
    );
    let odd = app.visitor().with("cookie", "bloknotik_theme=\"><script>");
    assert!(!odd.get("/login").await.text.contains("data-theme"));
    let none = browser.post("/api/v1/theme", json!({"theme": null})).await;
    assert!(none.header("set-cookie").contains("Max-Age=0"));
    let wrong = browser
        .post("/api/v1/theme", json!({"theme": "mauve"}))
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
}
