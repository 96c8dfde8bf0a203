//! In which language a page comes: the account's, else the one chosen in this browser, else the one it asks for.

use axum::http::StatusCode;
use serde_json::json;
use testkit::{Answer, Client, TestApp};

use crate::pages::browser;

fn lang(page: &Answer) -> &str {
    let lang = page.text.split("<html lang=\"").nth(1);
    lang.and_then(|rest| rest.split('"').next())
        .unwrap_or_default()
}

async fn page(client: &Client, path: &str) -> Answer {
    let page = client.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}");
    assert_eq!(page.header("content-language"), lang(&page), "{path}");
    page
}

#[tokio::test]
async fn the_browser_says_what_it_reads() {
    let app = TestApp::start();
    app.member("ann").await;
    for (accepts, expected) in [
        ("fa-IR,fa;q=0.9,en-US;q=0.8", "fa"),
        ("de;q=0.9, ru;q=0.3, en;q=0.2", "ru"),
        ("pt-PT", "pt-BR"),
        ("de", "en"),
        ("ru;q=0, en;q=0.5", "en"),
    ] {
        let visitor = app.visitor().with("accept-language", accepts);
        let page = page(&visitor, "/login").await;
        assert_eq!(lang(&page), expected, "{accepts}");
        let vary: Vec<_> = page.headers.get_all("vary").iter().collect();
        let vary = format!("{vary:?}").to_lowercase();
        assert!(
            vary.contains("accept-language") && vary.contains("cookie"),
            "{vary}"
        );
    }
    assert_eq!(lang(&page(&app.visitor(), "/login").await), "en");
    let persian = app.visitor().with("accept-language", "fa");
    let page = page(&persian, "/login").await;
    assert!(page.text.contains("dir=\"rtl\"") && page.text.contains("گذرواژه"));
}

#[tokio::test]
async fn a_visitor_chooses_for_this_browser() {
    let app = TestApp::start();
    app.member("ann").await;
    let visitor = app.visitor().with("accept-language", "fa");
    let chosen = visitor
        .form(
            "/api/v1/language",
            "language=ru&next=%2Flogin%3Fnext%3D%252Fnotes",
        )
        .await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER);
    assert_eq!(chosen.header("location"), "/login?next=%2Fnotes");
    let cookie = chosen.header("set-cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"),
        "{cookie}"
    );
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let visitor = visitor.with("cookie", &cookie);
    assert_eq!(lang(&page(&visitor, "/login").await), "ru");

    let elsewhere = visitor
        .form(
            "/api/v1/language",
            "language=ru&next=https%3A%2F%2Fevil.example",
        )
        .await;
    assert_eq!(elsewhere.header("location"), "/");
    let unknown = visitor.form("/api/v1/language", "language=xx").await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    let back = visitor
        .post("/api/v1/language", json!({"language": null}))
        .await;
    assert_eq!(back.status, StatusCode::NO_CONTENT);
    assert!(back.header("set-cookie").contains("Max-Age=0"));
    // A cookie that somebody made up says nothing.
    let odd = app
        .visitor()
        .with("accept-language", "fa")
        .with("cookie", "bloknotik_language=klingon");
    assert_eq!(lang(&page(&odd, "/login").await), "fa");
}

#[tokio::test]
async fn the_account_has_the_last_word() {
    let app = TestApp::start();
    let ann = browser(&app, "ann").await.with("accept-language", "ru");
    assert_eq!(lang(&page(&ann, "/").await), "ru");
    let saved = ann.patch("/api/v1/me", json!({"language": "pt-BR"})).await;
    assert_eq!(saved.status, StatusCode::OK);
    assert_eq!(saved.body["language"], "pt-BR");
    // What was chosen in the browser before is forgotten with it.
    assert!(
        saved
            .header("set-cookie")
            .starts_with("bloknotik_language=;")
    );
    assert_eq!(lang(&page(&ann, "/").await), "pt-BR");
    assert_eq!(lang(&page(&ann, "/notes").await), "pt-BR");

    let other = ann
        .patch("/api/v1/me", json!({"display_name": "Ann"}))
        .await;
    assert_eq!(other.body["language"], "pt-BR");
    assert_eq!(other.header("set-cookie"), "");
    let refused = ann.patch("/api/v1/me", json!({"language": "de"})).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body["errors"]["language"].is_array());

    let back = ann.patch("/api/v1/me", json!({"language": null})).await;
    assert!(back.body["language"].is_null());
    assert_eq!(lang(&page(&ann, "/").await), "ru");
}

#[tokio::test]
async fn the_first_book_has_a_name_that_its_owner_reads() {
    let app = TestApp::start();
    for (username, accepts, expected) in [("ann", "en", "Contacts"), ("mina", "fa-IR", "مخاطبان")]
    {
        let visitor = app.visitor().with("accept-language", accepts);
        let account = json!({"username": username, "password": testkit::PASSWORD});
        let made = visitor.post("/api/v1/users/register", account).await;
        let token = made.body["token"].as_str().unwrap();
        let member = visitor.with("authorization", &format!("Bearer {token}"));
        assert_eq!(member.get("/api/v1/books").await.body[0]["name"], expected);
    }
}

#[tokio::test]
async fn shortcuts_can_be_switched_off() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    assert_eq!(ann.get("/api/v1/me").await.body["shortcuts"], true);
    let saved = ann.patch("/api/v1/me", json!({"shortcuts": false})).await;
    assert_eq!(saved.body["shortcuts"], false);
    assert_eq!(ann.get("/api/v1/me").await.body["shortcuts"], false);
}

#[tokio::test]
async fn the_settings_show_what_is_chosen() {
    let app = TestApp::start();
    let ann = browser(&app, "ann").await;
    ann.patch("/api/v1/me", json!({"language": "fa", "shortcuts": false}))
        .await;
    let page = page(&ann, "/settings").await;
    assert!(page.text.contains("تنظیمات"));
    let option = page.text.split("value=\"fa\"").nth(1).unwrap();
    let option = option.split('>').next().unwrap();
    assert!(option.contains("selected"), "{option}");
}

/// Pages in several languages that are rendered at the same time on several threads.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn languages_rendered_at_once_do_not_mix() {
    let app = TestApp::start();
    let mut asked = Vec::new();
    for (username, language, back) in [
        ("ann", "en", "Last changed"),
        ("bob", "ru", "Последнее изменение"),
        ("cem", "fa", "آخرین تغییر"),
        ("dea", "pt-BR", "Última alteração"),
    ] {
        let browser = browser(&app, username).await;
        browser
            .patch("/api/v1/me", json!({"language": language}))
            .await;
        let contact = json!({"name": {"given": "Zoë"}, "birthday": "1985-04-12"});
        let made = browser.post("/api/v1/contacts", contact).await;
        let path = format!("/contacts/{}", made.body["id"].as_str().unwrap());
        asked.push((browser, path, language, back));
    }
    for _ in 0..30 {
        let pages: Vec<_> = (0..8)
            .map(|index| {
                let (browser, path, language, back) = asked[index % 4].clone();
                tokio::spawn(async move { (page(&browser, &path).await, language, back) })
            })
            .collect();
        for page in pages {
            let (page, language, back) = page.await.unwrap();
            assert_eq!(lang(&page), language);
            for (_, _, other, text) in &asked {
                assert_eq!(page.text.contains(text), *other == language, "{language}");
            }
            assert!(page.text.contains(back));
        }
    }
}
