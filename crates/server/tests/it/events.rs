//! Whoever listens hears of their own changes, whoever makes them, and of nobody else's.

use std::time::Duration;

use axum::body::BodyDataStream;
use axum::http::StatusCode;
use axum::response::Response;
use futures_util::StreamExt;
use serde_json::{Value, json};
use testkit::{Client, TestApp};

/// Long enough for a crowded machine.
const PATIENCE: Duration = Duration::from_secs(60);

struct Events {
    body: BodyDataStream,
    last_id: String,
}

impl Events {
    /// Listens from now on.
    async fn of(client: &Client) -> Self {
        let mut events = Self::begin(client.stream("/api/v1/events").await);
        assert_eq!(events.next().await, Some(json!({"kind": "everything"})));
        events
    }

    fn begin(response: Response) -> Self {
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["cache-control"], "no-cache");
        Self {
            body: response.into_body().into_data_stream(),
            last_id: String::new(),
        }
    }

    /// The next event; nothing if there will be no more.
    async fn next(&mut self) -> Option<Value> {
        loop {
            let next = tokio::time::timeout(PATIENCE, self.body.next());
            let bytes = next.await.expect("an event").transpose().unwrap()?;
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            if let Some(id) = text.lines().find_map(|line| line.strip_prefix("id: ")) {
                id.clone_into(&mut self.last_id);
            }
            if let Some(data) = text.lines().find_map(|line| line.strip_prefix("data: ")) {
                assert!(text.contains("event: change\n"), "{text}");
                return Some(serde_json::from_str(data).unwrap());
            }
        }
    }
}

#[tokio::test]
async fn changes_are_heard_by_those_whom_they_concern() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let bea = app.member("bea").await;
    let (mut anns, mut beas) = (Events::of(&ann).await, Events::of(&bea).await);

    let body = json!({"name": {"given": "Cora"}, "labels": ["Chess"]});
    let made = ann.post("/api/v1/contacts", body).await.body;
    let (book, id) = (&made["book_id"], made["id"].as_str().unwrap());
    let contact = json!({"kind": "contacts", "book_id": book, "contact_id": id});
    let mut heard = vec![anns.next().await.unwrap(), anns.next().await.unwrap()];
    heard.sort_by_key(|event| event["kind"].to_string());
    assert_eq!(heard, [contact, json!({"kind": "labels"})]);

    let path = format!("/api/v1/contacts/{id}");
    ann.patch(&path, json!({"starred": true})).await;
    assert_eq!(anns.next().await, Some(json!({"kind": "stars"})));
    ann.post("/api/v1/notes", json!({"title": "Garden"})).await;
    let notes = json!({"kind": "notes", "book_id": book});
    assert_eq!(anns.next().await, Some(notes));

    // What is in a book that was made while one listens is heard, too.
    let work = ann.post("/api/v1/books", json!({"name": "Work"})).await;
    assert_eq!(anns.next().await, Some(json!({"kind": "books"})));
    let body = json!({"name": {"given": "Dan"}, "book_id": work.body["id"]});
    ann.post("/api/v1/contacts", body).await;
    assert_eq!(anns.next().await.unwrap()["book_id"], work.body["id"]);

    // Bea has heard nothing of all that.
    bea.post("/api/v1/labels", json!({"name": "Chess"})).await;
    assert_eq!(beas.next().await, Some(json!({"kind": "labels"})));
}

#[tokio::test]
async fn a_leaving_server_sends_its_listeners_away() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let mut events = Events::of(&ann).await;
    app.state.news().close();
    assert_eq!(events.next().await, None);
}

#[tokio::test]
async fn an_account_listens_in_so_many_places_and_no_more() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let mut responses = Vec::new();
    for _ in 0..50 {
        responses.push(ann.stream("/api/v1/events").await);
    }
    let one_more = ann.get("/api/v1/events").await;
    assert_eq!(one_more.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(one_more.code(), "busy");
    // Others are not concerned, and a place that is left is free again.
    Events::of(&app.member("bea").await).await;
    responses.pop();
    Events::of(&ann).await;
}

#[tokio::test]
async fn whoever_comes_back_hears_what_came_meanwhile() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let mut events = Events::of(&ann).await;
    let add = async |name: &str| {
        let made = ann.post("/api/v1/labels", json!({"name": name})).await;
        assert_eq!(made.status, StatusCode::CREATED);
    };
    add("Chess").await;
    events.next().await;
    let mark = events.last_id.clone();
    drop(events);
    add("Choir").await;
    // Until the news are there: a mark of now is another one then.
    let begin = std::time::Instant::now();
    while app.state.news().mark().as_deref() == Some(mark.as_str()) {
        assert!(begin.elapsed() < PATIENCE, "the change was not heard");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let labels = Some(json!({"kind": "labels"}));
    let by_query = format!("/api/v1/events?after={mark}");
    let mut back = Events::begin(ann.stream(&by_query).await);
    assert_eq!(back.next().await, labels);
    let by_header = ann.clone().with("last-event-id", &mark);
    let mut back = Events::begin(by_header.stream("/api/v1/events").await);
    assert_eq!(back.next().await, labels);
    // What another server said, or nobody, says nothing here.
    for strange in ["0-1", "x", &format!("{mark}9999"), ""] {
        let path = format!("/api/v1/events?after={strange}");
        let mut other = Events::begin(ann.stream(&path).await);
        assert_eq!(other.next().await, Some(json!({"kind": "everything"})));
    }
}

#[tokio::test]
async fn what_cannot_be_told_now_is_heard_later() {
    use diesel::connection::SimpleConnection;
    use diesel::{Connection, PgConnection};
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let me = ann.get("/api/v1/me").await.body["id"].clone();
    let mut events = Events::of(&ann).await;
    let mark = events.last_id.clone();
    // The news come at a moment at which nobody can say whether they concern the listener.
    let mut connection = PgConnection::establish(app.database_url()).unwrap();
    let id = me.as_str().unwrap();
    connection
        .batch_execute(&format!(
            "BEGIN; ALTER TABLE books RENAME TO away; SELECT pg_notify('bloknotik', 'books {id}'); COMMIT"
        ))
        .unwrap();
    let end = tokio::time::timeout(PATIENCE, events.next()).await;
    assert_eq!(end.expect("the end"), None);
    connection
        .batch_execute("ALTER TABLE away RENAME TO books")
        .unwrap();
    let back = ann.clone().with("last-event-id", &mark);
    let mut back = Events::begin(back.stream("/api/v1/events").await);
    assert_eq!(back.next().await, Some(json!({"kind": "books"})));
}
