//! The letters of a list, pages deep in it, and where a search matched, by the API.

use axum::http::StatusCode;
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use serde_json::{Value, json};
use testkit::{Client, TestApp};

use crate::metrics::{free, scrape, value};
use crate::running::{KEY, Server, soon};

async fn named(client: &Client, given: &str) -> Value {
    let contact = json!({"name": {"given": given}});
    let answer = client.post("/api/v1/contacts", contact).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.body
}

#[tokio::test]
async fn letters_say_how_many_and_where() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let letters = "/api/v1/contacts/letters";
    assert_eq!(
        ann.get(letters).await.body,
        json!({"total": 0, "letters": [], "place": null})
    );
    for name in ["Яна", "bob", "Änne", "Ann", "42"] {
        named(&ann, name).await;
    }
    let zoe = named(&ann, "Zoe").await;
    let (id, stranger) = (zoe["id"].as_str().unwrap(), app.member("bob").await);
    let all = json!([
        {"letter": "#", "offset": 0, "count": 1},
        {"letter": "A", "offset": 1, "count": 2},
        {"letter": "B", "offset": 3, "count": 1},
        {"letter": "Z", "offset": 4, "count": 1},
        {"letter": "Я", "offset": 5, "count": 1},
    ]);
    let with_place = format!("{letters}?contact={id}");
    assert_eq!(
        ann.get(&with_place).await.body,
        json!({"total": 6, "letters": all, "place": 4})
    );
    let at = ann.get("/api/v1/contacts?offset=4&limit=1").await.body;
    assert_eq!(
        (&at["items"][0]["id"], &at["items"][0]["letter"]),
        (&zoe["id"], &json!("Z"))
    );
    assert_eq!(
        stranger.get(&with_place).await.body,
        json!({"total": 0, "letters": [], "place": null})
    );

    // What is known is not kept longer than it is true.
    named(&ann, "Abe").await;
    let path = format!("/api/v1/contacts/{id}");
    let renamed = ann.patch(&path, json!({"name": {"given": "Carl"}})).await;
    assert_eq!(renamed.status, StatusCode::OK);
    let now = ann.get(&with_place).await.body;
    assert_eq!((&now["total"], &now["place"]), (&json!(7), &json!(5)));
    assert_eq!(
        now["letters"][1],
        json!({"letter": "A", "offset": 1, "count": 3})
    );
    assert_eq!(ann.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(ann.get(&with_place).await.body["place"], json!(null));

    // An order that is not one of names has none; favourites are counted anew each time.
    for sort in ["org", "updated"] {
        let answer = ann.get(&format!("{letters}?sort={sort}")).await.body;
        assert_eq!(answer, json!({"total": 6, "letters": [], "place": null}));
    }
    for (starred, expected) in [(true, 1), (false, 0)] {
        let abe = ann.get("/api/v1/contacts?q=abe").await.body["items"][0]["id"].clone();
        let path = format!("/api/v1/contacts/{}", abe.as_str().unwrap());
        ann.patch(&path, json!({"starred": starred})).await;
        let answer = ann.get(&format!("{letters}?starred=true")).await.body;
        assert_eq!(answer["total"], json!(expected));
    }
    for (query, status) in [
        ("q=a", StatusCode::BAD_REQUEST),
        ("has=money", StatusCode::BAD_REQUEST),
        ("contact=x", StatusCode::BAD_REQUEST),
        (
            "book=01a1fda2-05da-77a7-9c47-1fa83c8d8f9b",
            StatusCode::NOT_FOUND,
        ),
        (
            "label=01a1fda2-05da-77a7-9c47-1fa83c8d8f9b",
            StatusCode::NOT_FOUND,
        ),
    ] {
        assert_eq!(
            ann.get(&format!("{letters}?{query}")).await.status,
            status,
            "{query}"
        );
    }
}

#[tokio::test]
async fn pages_deep_in_a_list_are_the_right_ones_also_after_a_change() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    for begin in (0..1040).step_by(8) {
        let some = (begin..begin + 8).map(|n| {
            let ann = ann.clone();
            async move { named(&ann, &format!("Person {n:04}")).await }
        });
        futures_of(some).await;
    }
    let page = |query: &str| {
        let (ann, path) = (ann.clone(), format!("/api/v1/contacts?limit=3&{query}"));
        async move {
            let page = ann.get(&path).await.body;
            let names = page["items"].as_array().unwrap().iter();
            names
                .map(|one| one["name"]["full"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        }
    };
    let last = ["Person 1037", "Person 1038", "Person 1039"];
    for search in ["", "&q=person"] {
        assert_eq!(
            page(&format!("offset=1000{search}")).await,
            ["Person 1000", "Person 1001", "Person 1002"]
        );
        assert_eq!(page(&format!("offset=1037{search}")).await, last);
        assert_eq!(page(&format!("offset=1040{search}")).await, [""; 0]);
    }
    // Few match: how many is known, and forgotten when it changes.
    let found = "/api/v1/contacts?limit=2&q=person%20103";
    let few = ann.get(found).await.body;
    assert_eq!(few["total"], json!(10));
    let next = few["next_cursor"].as_str().unwrap();
    let following = ann.get(&format!("{found}&cursor={next}")).await.body;
    assert_eq!(following["items"][0]["name"]["full"], json!("Person 1032"));

    named(&ann, "Aaron Person 1030").await;
    for search in ["", "&q=person"] {
        assert_eq!(
            page(&format!("offset=1001{search}")).await,
            ["Person 1000", "Person 1001", "Person 1002"]
        );
        assert_eq!(page(&format!("offset=1038{search}")).await, last);
        assert_eq!(page(search).await[0], "Aaron Person 1030");
    }
    let few = ann.get(found).await.body;
    assert_eq!(
        (&few["total"], &few["items"][0]["name"]["full"]),
        (&json!(11), &json!("Aaron Person 1030"))
    );
}

/// Waits for all of them at once.
async fn futures_of<F: Future<Output = Value> + Send + 'static>(all: impl Iterator<Item = F>) {
    let all: Vec<_> = all.map(tokio::spawn).collect();
    for one in all {
        one.await.unwrap();
    }
}

#[tokio::test]
async fn a_search_says_where_it_matched_and_nothing_else_does() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let zoe = json!({
        "name": {"given": "Zoë", "family": "Ångström"},
        "phones": [{"value": "+49 30 / 123-45"}],
        "note": "Likes warm wool.",
    });
    let zoe = ann.post("/api/v1/contacts", zoe).await.body;
    for (query, expected) in [
        (
            "angs",
            json!([{"field": "name", "text": "Zoë Ångström", "ranges": [[4, 8]]}]),
        ),
        (
            "30123",
            json!([{"field": "phones", "text": "+49 30 / 123-45", "ranges": [[4, 12]]}]),
        ),
        (
            "zoe%20wool",
            json!([
                {"field": "name", "text": "Zoë Ångström", "ranges": [[0, 3]]},
                {"field": "note", "text": "Likes warm wool.", "ranges": [[11, 15]]},
            ]),
        ),
    ] {
        let found = ann.get(&format!("/api/v1/contacts?q={query}")).await.body;
        assert_eq!(found["items"][0]["matches"], expected, "{query}");
    }
    let path = format!("/api/v1/contacts/{}", zoe["id"].as_str().unwrap());
    for path in ["/api/v1/contacts?has=phone", &path] {
        assert!(!ann.get(path).await.text.contains("matches"), "{path}");
    }
}

/// A server on this database, and somebody who has signed in there.
struct Served {
    server: Server,
    token: String,
}

impl Served {
    fn on(database: &testkit::TestDatabase, more: &[(&str, &str)]) -> Self {
        let mut variables = vec![
            ("DATABASE_URL", database.url()),
            ("SECRET_KEY", KEY),
            ("SHUTDOWN_DELAY_SECONDS", "0"),
        ];
        variables.extend(more);
        let server = Server::start(&variables);
        server.wait_for("/readyz", 200);
        let ann = r#"{"username":"ann","password":"correct horse"}"#;
        let (_, answer) = server.post("/api/v1/users/register", ann);
        let token = answer.split(r#""token":""#).nth(1).unwrap();
        let token = token.split('"').next().unwrap().to_owned();
        Self { server, token }
    }

    fn ask(&self, head: &str, body: &str) -> String {
        let (token, length) = (&self.token, body.len());
        let request = format!(
            "{head} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        );
        self.server.ask(&request).1
    }
}

#[test]
fn what_another_server_reads_anew_is_learned_anew() {
    let database = testkit::migrated();
    let served = Served::on(&database, &[]);
    for given in ["Anna", "Zoe"] {
        let made = served.ask(
            "POST /api/v1/contacts",
            &format!(r#"{{"name":{{"given":"{given}"}}}}"#),
        );
        assert!(made.contains(given), "{made}");
    }
    let has_letter = |letter: &str| {
        let letters = served.ask("GET /api/v1/contacts/letters", "");
        letters.contains(&format!(r#""letter":"{letter}""#))
    };
    let mut connection = PgConnection::establish(database.url()).unwrap();
    // As an older server would have written it.
    connection
        .batch_execute(
            "UPDATE contacts AS anna SET sort_given = zoe.sort_given, projection = anna.projection - 1 \
             FROM contacts AS zoe \
             WHERE anna.fields->'name'->>'given' = 'Anna' AND zoe.fields->'name'->>'given' = 'Zoe'",
        )
        .unwrap();
    assert!(!has_letter("A"));
    let renewed = connection
        .transaction(persistence::migrations::renew_some)
        .unwrap();
    assert_eq!(renewed, 1);
    assert!(soon(|| has_letter("A")));
}

#[test]
fn what_is_known_of_lists_is_kept_unless_nothing_is() {
    for (cache, is_kept) in [("on", true), ("off", false)] {
        let database = testkit::migrated();
        let address = free();
        let bind = address.to_string();
        let variables = [("CACHE", cache), ("METRICS_BIND", bind.as_str())];
        let served = Served::on(&database, &variables);
        // What the account's first book has told the servers may arrive in between, once.
        for _ in 0..4 {
            served.ask("GET /api/v1/contacts/letters", "");
        }
        let text = scrape(address);
        let hits = r#"bloknotik_cache_requests_total{cache="outline",outcome="hit"}"#;
        assert_eq!(value(&text, hits).is_some(), is_kept, "{text}");
    }
}
