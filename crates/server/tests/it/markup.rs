//! Text from people is text everywhere: in the page, in its titles, in its links.

use serde_json::json;
use testkit::TestApp;

const HOSTILE: &str =
    "</textarea></title></script><script>alert(1)</script><img src=x onerror=alert(1)>\"'";

#[tokio::test]
async fn markup_in_every_field_is_shown_as_text() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    ann.patch("/api/v1/me", json!({"display_name": HOSTILE}))
        .await;
    let made = ann
        .post("/api/v1/contacts", json!({
            "name": {"full": HOSTILE, "given": HOSTILE, "family": HOSTILE, "prefix": HOSTILE, "suffix": HOSTILE, "additional": HOSTILE,
                "phonetic_given": HOSTILE, "phonetic_additional": HOSTILE, "phonetic_family": HOSTILE},
            "nickname": HOSTILE,
            "org": {"name": HOSTILE, "units": [HOSTILE], "title": HOSTILE, "role": HOSTILE, "phonetic_name": HOSTILE},
            "phones": [{"value": HOSTILE, "label": HOSTILE}],
            "emails": [{"value": HOSTILE, "label": HOSTILE}],
            "addresses": [{"street": HOSTILE, "locality": HOSTILE, "region": HOSTILE, "postal_code": HOSTILE,
                "country": HOSTILE, "po_box": HOSTILE, "extended": HOSTILE, "label": HOSTILE}],
            "urls": [{"value": HOSTILE, "label": HOSTILE}, {"value": "javascript:alert(1)"},
                {"value": "data:text/html,<script>alert(1)</script>"}],
            "ims": [{"value": HOSTILE, "service": HOSTILE, "label": HOSTILE}, {"value": "javascript:alert(1)"},
                {"value": HOSTILE, "service": "instagram"}],
            "dates": [{"value": "2011-06-18", "label": HOSTILE}],
            "relations": [{"value": HOSTILE, "uid": HOSTILE, "label": HOSTILE}],
            "labels": [HOSTILE],
            "custom": [{"label": HOSTILE, "value": HOSTILE}],
            "note": HOSTILE,
        }))
        .await;
    for text in [
        "/note",
        "/ims/0/value",
        "/ims/0/service",
        "/ims/2/value",
        "/dates/0/label",
        "/relations/0/value",
        "/relations/0/uid",
        "/labels/0",
        "/custom/0/label",
        "/custom/0/value",
    ] {
        assert_eq!(
            made.body.pointer(text),
            Some(&json!(HOSTILE)),
            "{text} is kept as it was written"
        );
    }
    assert_eq!(made.body["ims"][1]["value"], "javascript:alert(1)");
    let id = made.body["id"].as_str().unwrap();
    let cookie = ann_cookie(&app).await;
    let browser = app
        .visitor()
        .with("cookie", &cookie)
        .with("accept", "text/html");
    for path in [
        "/".to_owned(),
        "/?q=%3C%2Ftextarea%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E".to_owned(),
        format!("/contacts/{id}"),
        format!("/contacts/{id}/edit"),
    ] {
        let page = browser.get(&path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.text.contains("alert(1)"), "{path} shows it");
        for payload in [
            "<script>alert",
            "<img src=x",
            "href=\"javascript:",
            "href=\"data:",
        ] {
            assert!(!page.text.contains(payload), "{path} has {payload}");
        }
    }
}

#[tokio::test]
async fn what_a_link_says_on_the_sign_in_page_is_text() {
    let app = TestApp::start();
    app.member("ann").await;
    for path in ["/login", "/register"] {
        let hostile = "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E";
        let page = app.visitor().get(&format!("{path}?error={hostile}&field={hostile}&rule={hostile}&username={hostile}&next={hostile}")).await;
        assert!(!page.text.contains("<script>alert"), "{path}");
    }
}

async fn ann_cookie(app: &TestApp) -> String {
    let login = json!({"username": "ann", "password": testkit::PASSWORD});
    let answer = app.visitor().post("/api/v1/users/login", login).await;
    answer
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap_or_default()
        .to_owned()
}
