//! Birthdays as a calendar, behind a secret address.

use std::io;
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use icalendar::parser::{read_calendar, unfold};
use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime, Event};
use serde_json::json;
use testkit::{Client, TestApp};

const FEED: &str = "/api/v1/me/calendar";

async fn born(client: &Client, name: &str, birthday: &str) -> String {
    let contact = json!({"name": {"full": name}, "birthday": birthday});
    let answer = client.post("/api/v1/contacts", contact).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.body["id"].as_str().unwrap().to_owned()
}

async fn address(client: &Client) -> String {
    let made = client.post(FEED, json!(null)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.body["address"].as_str().unwrap().to_owned()
}

fn events(text: &str) -> Vec<Event> {
    let unfolded = unfold(text);
    let calendar: Calendar = read_calendar(&unfolded).unwrap().into();
    let events = calendar.components.into_iter();
    events
        .filter_map(|component| component.as_event().cloned())
        .collect()
}

#[tokio::test]
async fn another_program_reads_the_birthdays() {
    let app = TestApp::with(|options| {
        options.public_origin = Some("https://book.example".to_owned());
    });
    let ann = app.member("ann").await;
    let long = "Ёлка, \"Ann\"; \\Lee ".repeat(12);
    let zoe = born(&ann, "Zoë Lee", "1985-04-12").await;
    for (name, birthday) in [
        (long.trim(), "2000-02-29"),
        ("Old", "1921-06-01"),
        ("Whoever", "--12-24"),
        ("Sometime", "1985-11"),
        ("Year", "1985"),
    ] {
        born(&ann, name, birthday).await;
    }
    let address = address(&ann).await;
    let path = address.strip_prefix("https://book.example").unwrap();
    let feed = app.visitor().get(path).await;
    assert_eq!(feed.status, StatusCode::OK);
    assert_eq!(feed.header("content-type"), "text/calendar; charset=utf-8");
    assert_eq!(feed.header("cache-control"), "private, no-cache");
    for line in feed.text.split_terminator("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line}");
    }
    assert!(feed.text.ends_with("END:VCALENDAR\r\n"));
    for line in [
        "VERSION:2.0",
        "X-WR-CALNAME:Birthdays",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
    ] {
        assert!(feed.text.contains(&format!("\r\n{line}\r\n")), "{line}");
    }
    let told: Vec<_> = events(&feed.text)
        .iter()
        .map(|event| {
            let Some(DatePerhapsTime::Date(day)) = event.get_start() else {
                panic!("not a whole day: {event:?}");
            };
            let rule = event.property_value("RRULE").unwrap().to_owned();
            assert_eq!(event.property_value("TRANSP"), Some("TRANSPARENT"));
            (
                event.get_summary().unwrap().to_owned(),
                day.to_string(),
                rule,
            )
        })
        .collect();
    let every = "FREQ=YEARLY";
    let leap = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1";
    let expected = [
        (
            format!("{}’s birthday (2000)", long.trim()),
            "2000-02-29",
            leap,
        ),
        ("Zoë Lee’s birthday (1985)".to_owned(), "1985-04-12", every),
        ("Old’s birthday (1921)".to_owned(), "1972-06-01", every),
        ("Whoever’s birthday".to_owned(), "1972-12-24", every),
    ];
    let expected = expected.map(|(summary, day, rule)| (summary, day.to_owned(), rule.to_owned()));
    assert_eq!(told, expected);

    let event = &events(&feed.text)[1];
    assert_eq!(
        event.get_uid(),
        Some(format!("birthday-{zoe}@bloknotik").as_str())
    );
    assert_eq!(event.get_description(), Some("Born 12 April 1985"));
    assert_eq!(
        event.get_url(),
        Some(format!("https://book.example/contacts/{zoe}").as_str())
    );
    assert!(matches!(
        icalendar::DatePerhapsTime::from_property(&event.properties()["DTSTAMP"]),
        Some(DatePerhapsTime::DateTime(CalendarDateTime::Utc(_)))
    ));

    let known = app.visitor().with("if-none-match", feed.header("etag"));
    let unchanged = known.get(path).await;
    assert_eq!(
        (unchanged.status, unchanged.text.as_str()),
        (StatusCode::NOT_MODIFIED, "")
    );
    born(&ann, "New", "1990-01-01").await;
    assert_eq!(known.get(path).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_address_is_shown_again_renewed_and_revoked() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    born(&ann, "Zoe", "1985-04-12").await;
    let nothing = json!({"address": null, "created_at": null});
    assert_eq!(ann.get(FEED).await.body, nothing);
    let first = address(&ann).await;
    assert!(
        first.starts_with("/calendar/") && first.ends_with(".ics"),
        "{first}"
    );
    assert_eq!(ann.get(FEED).await.body["address"], first);
    assert_eq!(app.visitor().get(&first).await.status, StatusCode::OK);
    let second = address(&ann).await;
    assert_ne!(first, second);
    let gone = app.visitor().get(&first).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    assert!(app.visitor().get(&second).await.text.contains("Zoe"));
    assert_eq!(ann.delete(FEED).await.status, StatusCode::NO_CONTENT);
    assert_eq!(ann.delete(FEED).await.status, StatusCode::NO_CONTENT);
    assert_eq!(ann.get(FEED).await.body, nothing);

    // What was revoked and what never was are told apart by nothing.
    let without_id = |mut body: serde_json::Value| {
        body["request_id"] = json!(null);
        body
    };
    let gone = without_id(gone.body);
    let flipped = if second.contains('A') {
        second.replacen('A', "B", 1)
    } else {
        second.replacen('B', "A", 1)
    };
    let no_ending = second.trim_end_matches(".ics").to_owned();
    for path in [
        second,
        flipped,
        no_ending,
        "/calendar/x.ics".to_owned(),
        "/calendar/.ics".to_owned(),
        "/calendar/%00.ics".to_owned(),
    ] {
        let answer = app.visitor().get(&path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(without_id(answer.body), gone, "{path}");
    }
}

#[tokio::test]
async fn everybody_has_a_calendar_of_their_own() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let eve = app.member("eve").await;
    born(&ann, "Zoe", "1985-04-12").await;
    let theirs = app.visitor().get(&address(&eve).await).await;
    assert_eq!(theirs.status, StatusCode::OK);
    assert_eq!(events(&theirs.text).len(), 0);
    assert!(!theirs.text.contains("Zoe"));
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_secret_is_not_in_the_log() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let address = address(&ann).await;
    app.visitor().get(&address).await;
    ann.delete(FEED).await;
    app.visitor().get(&address).await;
    drop(guard);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("/calendar/{token}"), "{log}");
    let secret = address
        .trim_start_matches("/calendar/")
        .trim_end_matches(".ics");
    assert!(!log.contains(secret), "{log}");
}

#[tokio::test]
async fn the_calendar_speaks_its_owners_language() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    born(&ann, "Zoë Lee", "1985-04-12").await;
    let path = address(&ann).await;
    let english = app.visitor().get(&path).await;
    assert!(english.text.contains("Zoë Lee’s birthday (1985)"));
    ann.patch("/api/v1/me", json!({"language": "ru"})).await;
    // Whatever the program that fetches it speaks.
    let program = app.visitor().with("accept-language", "pt-BR");
    let russian = program.get(&path).await;
    assert!(russian.text.contains("День рождения: Zoë Lee (1985)"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_addresses_made_at_once_the_last_one_is_good() {
    let app = TestApp::start();
    let ann = app.member("ann").await;
    let posts = [(); 6].map(|()| {
        let ann = ann.clone();
        tokio::spawn(async move { address(&ann).await })
    });
    let mut addresses = Vec::new();
    for post in posts {
        addresses.push(post.await.unwrap());
    }
    let mut good = Vec::new();
    for address in addresses {
        if app.visitor().get(&address).await.status == StatusCode::OK {
            good.push(address);
        }
    }
    let now = ann.get(FEED).await.body;
    let now = now["address"].as_str().unwrap();
    assert_eq!(app.visitor().get(now).await.status, StatusCode::OK);
    assert!(good.iter().all(|address| address == now), "{good:?}");
}
