//! The page as the server renders it: with its data, with true statuses, and with hostile text as text.
#![cfg(feature = "ssr")]

mod fake;
mod speaking;

use domain::{ErrorCode, Uuid};
use fake::{FakeApi, data, render};

/// Tries to get out of every context there is.
const HOSTILE: &str = "</textarea></title></script><script>alert(1)</script><img src=x onerror=alert(2)>\" onfocus='x' &lt;";

const PAGES: [&str; 13] = [
    "/",
    "/?book=00000000-0000-0000-0000-000000000003&has=phone&starred=true",
    "/books/new",
    "/books/00000000-0000-0000-0000-000000000003/edit",
    "/labels/new",
    "/labels/00000000-0000-0000-0000-000000000003/edit",
    "/notes",
    "/birthdays",
    "/contacts/new",
    "/contacts/ID",
    "/contacts/ID/edit",
    "/login",
    "/register",
];

fn assert_harmless(html: &str, what: &str) {
    for (got_out, bad) in [
        ("a script", "<script>alert"),
        ("an element", "<img"),
        ("a script in a link", "href=\"javascript:"),
        ("data in a link", "href=\"data:"),
    ] {
        assert!(!html.contains(bad), "{what}: {got_out}\n{html}");
    }
    for tag in html
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
    {
        // Between quotes anything may stand; outside of them only what this crate wrote.
        let names: String = tag.split('"').step_by(2).collect();
        assert!(!names.contains("onfocus"), "{what}: an attribute\n<{tag}>");
    }
}

#[tokio::test]
async fn hostile_text_is_text_everywhere() {
    let contact = data::contact_of(HOSTILE);
    for page in PAGES {
        let address = page.replace("ID", &contact.id.to_string());
        let query = "?q=%3Cscript%3Ealert(1)%3C/script%3E%22%20onfocus=&error=%3Cscript%3Ealert(1)&username=%22%20onfocus=&next=%22%20onfocus=";
        let asked = format!("{address}{query}").replace("true?", "true&");
        for address in [address.clone(), asked] {
            let page = render(data::book_of(std::slice::from_ref(&contact)), &address).await;
            assert_eq!((page.status, &page.redirect), (200, &None), "{address}");
            assert_harmless(&page.html, &address);
        }
    }
    let nothing = render(data::book_of(&[]), "/?q=%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(nothing.html.contains("Nobody matches"));
    assert_harmless(&nothing.html, "nothing found");
}

#[tokio::test]
async fn what_is_read_is_what_was_written() {
    let contact = data::contact_of(HOSTILE);
    let address = format!("/contacts/{}/edit", contact.id);
    let page = render(data::book_of(std::slice::from_ref(&contact)), &address).await;
    let escaped = HOSTILE
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    assert!(
        page.html.contains(&format!(">\n{escaped}</textarea>")),
        "{}",
        page.html
    );
    let attribute = escaped.replace('"', "&quot;");
    assert!(
        page.html.contains(&format!("value=\"{attribute}\"")),
        "{}",
        page.html
    );
}

#[tokio::test]
async fn the_data_is_in_the_document() {
    let contact = data::contact_of("Zoë");
    let list = render(data::book_of(std::slice::from_ref(&contact)), "/").await;
    assert!(
        list.html
            .contains(&format!("href=\"/contacts/{}\"", contact.id)),
        "{}",
        list.html
    );
    assert!(
        list.html.contains("<title>Contacts – Bloknotik</title>"),
        "{}",
        list.html
    );
    assert!(list.html.contains("<html lang=\"en\" dir=\"ltr\">"));
    let one = render(
        data::book_of(std::slice::from_ref(&contact)),
        &format!("/contacts/{}?q=zo", contact.id),
    )
    .await;
    assert!(
        one.html.contains("<title>Zoë – Bloknotik</title>"),
        "{}",
        one.html
    );
    assert!(one.html.contains("29 February"));
    assert!(one.html.contains("rel=\"noopener noreferrer nofollow\""));
    assert!(
        one.html
            .contains(&format!("href=\"/contacts/{}/edit?q=zo\"", contact.id))
    );
    assert_eq!(one.html.matches("<h1").count(), 1);
    assert!(
        !one.html.contains(" style="),
        "the policy forbids inline styles"
    );
}

#[tokio::test]
async fn statuses_are_true() {
    for (address, status) in [
        ("/nowhere", 404),
        ("/contacts/not-an-id", 404),
        ("/contacts/not-an-id/edit", 404),
        (&*format!("/contacts/{}", Uuid::from_u128(404)), 404),
        ("/contacts/new", 200),
        ("/books/new", 200),
        ("/books/not-an-id/edit", 404),
        (&*format!("/labels/{}/edit", Uuid::from_u128(404)), 404),
    ] {
        let page = render(data::book_of(&[]), address).await;
        assert_eq!(page.status, status, "{address}");
        assert_eq!(page.html.matches("<h1").count(), 1, "{address}");
    }
    let broken = data::book_of(&[]).with(
        "/api/v1/contacts",
        500,
        &data::problem(500, ErrorCode::Internal),
    );
    let page = render(broken, "/").await;
    assert_eq!(page.status, 500);
    assert!(page.html.contains("req-1"));
    let away = render(FakeApi::default(), "/").await;
    assert_eq!((away.status, away.redirect), (503, None));
}

#[tokio::test]
async fn a_page_names_the_code_that_it_waits_for() {
    let id = Uuid::from_u128(404);
    let edit = format!("/contacts/{id}/edit");
    let broken =
        data::book_of(&[]).with("/api/v1/me", 500, &data::problem(500, ErrorCode::Internal));
    for (address, api, links) in [
        ("/", data::book_of(&[]), 0),
        ("/contacts/new", data::book_of(&[]), 1),
        ("/contacts/new", broken, 1),
        ("/contacts/new", data::signed_out(true, false), 1),
        (&*edit, data::book_of(&[]), 1),
    ] {
        let page = render(api, address).await;
        assert_eq!(
            page.html.matches("id=\"chunk-form\"").count(),
            links,
            "{address}"
        );
        assert_eq!(page.html.matches("href=\"/pkg/form.wasm\"").count(), links);
    }
}

#[tokio::test]
async fn visitors_are_led_to_the_entrance() {
    let page = render(data::signed_out(true, false), "/").await;
    assert_eq!(
        (page.status, page.redirect.as_deref()),
        (200, Some("/login"))
    );
    let page = render(data::signed_out(false, false), "/contacts/new?q=a").await;
    assert_eq!(
        page.redirect.as_deref(),
        Some("/login?next=%2Fcontacts%2Fnew%3Fq%3Da")
    );
    let page = render(data::signed_out(true, true), "/").await;
    assert_eq!(page.redirect.as_deref(), Some("/register"));
    let page = render(data::signed_out(true, true), "/register").await;
    assert!(page.html.contains("Welcome to Bloknotik"));
    let page = render(data::signed_out(false, false), "/register").await;
    assert!(page.html.contains("takes no new accounts"));
    let page = render(
        data::signed_out(false, false),
        "/login?error=bad_credentials&username=zoe",
    )
    .await;
    assert!(page.html.contains("password is wrong"));
    assert!(page.html.contains("value=\"zoe\""));
    assert!(page.html.contains("action=\"/api/v1/users/login\""));
}
