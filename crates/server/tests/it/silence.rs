//! A whole journey, and a log that names nobody who took part in it.

use std::fs::File;

use serde_json::{Value, json};

use crate::running::{Server, soon};

/// What is typed on the way; tokens come to it.
const TYPED: [&str; 18] = [
    "annabella",
    "correct horse",
    "incorrect mule",
    "another stable",
    "Zebulon",
    "Quirkfield",
    "30 5550199",
    "+49305550199",
    "zeb@private.example",
    "Hidden Lane",
    "https://home.private.example",
    "diarywords",
    "notewords",
    "labelwords",
    "bookwords",
    "keywords",
    "querywords",
    "pathwords",
];

/// Somebody who does everything once, and all that they and the server have told each other that nobody else is to know.
struct Journey<'a> {
    server: &'a Server,
    token: String,
    secrets: Vec<String>,
}

impl Journey<'_> {
    fn say(&self, method: &str, path: &str, kind: &str, body: &str) -> (u16, String) {
        let (token, length) = (&self.token, body.len());
        self.server.ask(&format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\
             Cookie: bloknotik_session={token}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
             Connection: close\r\n\r\n{body}"
        ))
    }

    /// What JSON is answered; it has to be done.
    fn done(&mut self, method: &str, path: &str, body: &Value) -> Value {
        let text = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let (status, answer) = self.say(method, path, "application/json", &text);
        assert!(status < 400, "{method} {path}: {answer}");
        let body = answer.split_once("\r\n\r\n").unwrap().1;
        let body: Value = serde_json::from_str(body).unwrap_or_default();
        let secrets = ["token", "url", "address"].map(|name| body[name].as_str());
        self.secrets
            .extend(secrets.into_iter().flatten().map(str::to_owned));
        body
    }

    /// A question, whatever the answer.
    fn ask(&self, path: &str) -> u16 {
        self.say("GET", path, "text/plain", "").0
    }

    fn refused(&self, method: &str, path: &str, kind: &str, body: &str) {
        let (status, answer) = self.say(method, path, kind, body);
        assert!((400..500).contains(&status), "{method} {path}: {answer}");
    }
}

fn contact() -> Value {
    json!({
        "name": {"given": "Zebulon", "family": "Quirkfield"},
        "phones": [{"value": "+49 30 5550199"}],
        "emails": [{"value": "zeb@private.example"}],
        "addresses": [{"street": "Hidden Lane 5"}],
        "urls": [{"value": "https://home.private.example"}],
        "labels": ["labelwords"],
        "note": "diarywords",
    })
}

fn everything(journey: &mut Journey<'_>) {
    let account = json!({"username": "annabella", "password": "correct horse battery"});
    let made = journey.done("POST", "/api/v1/users/register", &account);
    journey.token = made["token"].as_str().unwrap().to_owned();
    let wrong = r#"{"username":"annabella","password":"incorrect mule"}"#;
    journey.refused("POST", "/api/v1/users/login", "application/json", wrong);
    let book = journey.done("POST", "/api/v1/books", &json!({"name": "bookwords"}));
    journey.done("POST", "/api/v1/labels", &json!({"name": "labelwords"}));
    let made = journey.done("POST", "/api/v1/contacts", &contact());
    let id = made["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/contacts/{id}");
    journey.done("PATCH", &path, &json!({"nickname": "Zebulon"}));
    journey.done("PUT", &format!("{path}/star"), &Value::Null);
    let note = json!({"title": "notewords", "body": "zeb@private.example", "contact_id": id});
    journey.done("POST", "/api/v1/notes", &note);
    let key = json!({"name": "keywords"});
    journey.done("POST", "/api/v1/tokens", &key);
    let feed = journey.done("POST", "/api/v1/me/calendar", &Value::Null);
    let (_, token) = feed["address"]
        .as_str()
        .unwrap()
        .split_once("/calendar/")
        .unwrap();
    assert_eq!(journey.ask(&format!("/calendar/{token}")), 200);
    assert_eq!(journey.ask(&format!("/calendar/pathwords{token}")), 404);
    journey
        .secrets
        .push(token.trim_end_matches(".ics").to_owned());
    for path in [
        path.clone(),
        format!("{path}/qr"),
        format!("{path}/card"),
        "/api/v1/contacts?q=querywords&label=labelwords&sort=given".to_owned(),
        "/api/v1/contacts/letters?contact=querywords".to_owned(),
        "/api/v1/contacts/count?q=Zebulon".to_owned(),
        "/api/v1/notes?q=notewords".to_owned(),
        "/api/v1/export?q=Zebulon".to_owned(),
        "/?q=querywords&label=labelwords".to_owned(),
        format!("/contacts/{id}?q=Zebulon"),
        format!("/contacts/{id}/edit"),
        "/notes?note=notewords".to_owned(),
        "/birthdays".to_owned(),
        "/settings".to_owned(),
        "/login?next=%2Fpathwords".to_owned(),
        "/pathwords/pathwords".to_owned(),
        "/api/v1/pathwords".to_owned(),
        "/pkg/pathwords.js".to_owned(),
    ] {
        let status = journey.ask(&path);
        assert!(status < 500, "{path}: {status}");
    }
    // What cannot be read quotes nothing.
    let broken = r#"{"name": {"given": "Zebulon", "family": Quirkfield}}"#;
    journey.refused("POST", "/api/v1/contacts", "application/json", broken);
    let wrong = r#"{"name": {"given": ["Zebulon"]}, "querywords": 1}"#;
    journey.refused("PATCH", &path, "application/json", wrong);
    journey.refused(
        "POST",
        "/api/v1/contacts",
        "text/vcard",
        "BEGIN:VCARD\r\nFN:Zebulon",
    );
    journey.refused(
        "GET",
        "/api/v1/contacts?sort=querywords&book=pathwords",
        "text/plain",
        "",
    );
    // A form without a script: whether it is taken or shown once more, nothing of it is told.
    let form = format!("name.given=Zebulon&name.family=Quirkfield&note=diarywords&token={id}");
    let kind = "application/x-www-form-urlencoded";
    let (status, answer) = journey.say("POST", "/contacts/new?q=querywords", kind, &form);
    assert!(status == 303 || status == 400, "{answer}");
    let bulk = json!({
        "select": {"matching": {"q": "Zebulon"}},
        "action": {"type": "add_label", "label": "labelwords"},
    });
    journey.done("POST", "/api/v1/contacts/bulk", &bulk);
    journey.done("DELETE", &path, &Value::Null);
    let book = format!("/api/v1/books/{}", book["id"].as_str().unwrap());
    journey.done("DELETE", &book, &Value::Null);
    let passwords =
        json!({"current_password": "correct horse battery", "new_password": "another stable door"});
    journey.done("POST", "/api/v1/me/password", &passwords);
    journey.done("POST", "/api/v1/users/logout", &Value::Null);
}

#[test]
fn the_log_of_a_whole_journey_names_nobody() {
    for (format, level) in [("json", "info"), ("text", "info"), ("json", "debug")] {
        let dir = testkit::TempDir::new();
        let file = dir.path().join("log");
        let server = Server::logging_to(
            File::create(&file).unwrap(),
            &[
                ("DATA_DIR", dir.path().join("data").to_str().unwrap()),
                ("SHUTDOWN_DELAY_SECONDS", "0"),
                ("LOG_FORMAT", format),
                ("RUST_LOG", level),
            ],
        );
        server.wait_for("/readyz", 200);
        let mut journey = Journey {
            server: &server,
            token: "nobody".to_owned(),
            secrets: TYPED.map(str::to_owned).to_vec(),
        };
        everything(&mut journey);
        let (token, secrets) = (journey.token.clone(), journey.secrets);
        assert!(secrets.len() > TYPED.len() + 1 && secrets.contains(&token));
        let log = || std::fs::read_to_string(&file).unwrap();
        assert!(soon(|| log().contains("/api/v1/users/logout")));
        drop(server);
        let log = log();
        for secret in &secrets {
            let line = log.lines().find(|line| line.contains(secret.as_str()));
            assert_eq!(line, None, "{secret} in the log ({level})");
        }
    }
}
