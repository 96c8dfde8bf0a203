//! What leaves the server about itself, and what stays: Sentry, OpenTelemetry, the log.

use std::fs::File;
use std::net::TcpListener;
use std::path::Path;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use serde_json::Value;
use server::config::{Config, Environment};
use testkit::Ingest;

use crate::running::{KEY, Server, cluster, run};

/// What people type, or have, and what the database has to say about it.
const PERSONAL: [&str; 9] = [
    "annabella",
    "correct horse",
    "Zebulon",
    "5550199",
    "querywords",
    "pathwords",
    "s3cr3tcookie",
    KEY,
    "nobody.example",
];

/// Makes every new contact fail with a message that quotes its card.
const REFUSE: &str = "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS \
    'BEGIN PERFORM NEW.vcard::uuid; RETURN NEW; END'; \
    CREATE TRIGGER refuse BEFORE INSERT ON contacts FOR EACH ROW EXECUTE FUNCTION refuse()";

struct Somebody<'a> {
    server: &'a Server,
    token: String,
}

impl Somebody<'_> {
    /// The answer to a request with all that is personal in it.
    fn ask(&self, method: &str, path: &str, body: &str) -> (u16, String) {
        let (token, length) = (&self.token, body.len());
        self.server.ask(&format!(
            "{method} {path} HTTP/1.1\r\nHost: nobody.example\r\nAuthorization: Bearer {token}\r\n\
             Cookie: other=s3cr3tcookie\r\nUser-Agent: s3cr3tcookie\r\nReferer: http://nobody.example/pathwords\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        ))
    }
}

fn register(server: &Server) -> Somebody<'_> {
    let body = r#"{"username":"annabella","password":"correct horse battery"}"#;
    let (status, answer) = server.post("/api/v1/users/register", body);
    assert_eq!(status, 201, "{answer}");
    let body: Value = serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap();
    let token = body["token"].as_str().unwrap().to_owned();
    Somebody { server, token }
}

fn request_id(answer: &str) -> &str {
    let line = answer
        .lines()
        .find(|line| line.starts_with("x-request-id: "));
    line.unwrap().trim_start_matches("x-request-id: ").trim()
}

fn stop(mut server: Server) -> Duration {
    let begin = Instant::now();
    server.signal("-TERM");
    assert!(server.wait(Duration::from_secs(30)).success());
    begin.elapsed()
}

fn events(ingest: &Ingest) -> Vec<Value> {
    let received = ingest.received("/api/7/envelope/");
    let event = |body: &[u8]| {
        let text = String::from_utf8(body.to_vec()).unwrap();
        serde_json::from_str(text.lines().nth(2).unwrap()).unwrap()
    };
    received.iter().map(|one| event(&one.body)).collect()
}

fn holds(bytes: &[u8], part: impl AsRef<[u8]>) -> bool {
    let part = part.as_ref();
    bytes.windows(part.len()).any(|window| window == part)
}

fn log_at(dir: &Path) -> String {
    std::fs::read_to_string(dir.join("log")).unwrap()
}

#[test]
fn what_fails_is_told_and_nothing_that_is_personal() {
    let ingest = Ingest::start();
    let dir = testkit::TempDir::new();
    let database = cluster(dir.path());
    let url = database.url().to_owned();
    let here = ingest.address();
    let variables = [
        ("DATABASE_URL", url.as_str()),
        ("SECRET_KEY", KEY),
        ("SHUTDOWN_DELAY_SECONDS", "0"),
        ("LOG_FORMAT", "json"),
        ("SENTRY_DSN", &format!("http://key@{here}/7")),
        ("SENTRY_ENVIRONMENT", "testing"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", &format!("http://{here}")),
        ("OTEL_EXPORTER_OTLP_HEADERS", "x-key=for%20them"),
        ("OTEL_SERVICE_NAME", "book-of-the-test"),
    ];
    let (migrated, text) = run(&["migrate"], &variables);
    assert!(migrated.status.success(), "{text}");
    let log = File::create(dir.path().join("log")).unwrap();
    let server = Server::logging_to(log, &variables);
    server.wait_for("/readyz", 200);
    let somebody = register(&server);
    let token = somebody.token.clone();
    PgConnection::establish(&url)
        .unwrap()
        .batch_execute(REFUSE)
        .unwrap();

    let card = r#"{"name":{"given":"Zebulon"},"phones":[{"value":"+1 5550199"}]}"#;
    let (status, first) = somebody.ask("POST", "/api/v1/contacts?x=querywords", card);
    assert_eq!(status, 500, "{first}");
    assert_eq!(somebody.ask("POST", "/api/v1/contacts", card).0, 500);
    assert_eq!(
        somebody.ask("GET", "/api/v1/contacts?q=querywords", "").0,
        200
    );
    assert_eq!(somebody.ask("GET", "/pathwords", "").0, 404);
    database.stop();
    // Wherever the loss is noticed, from then on the database is away.
    server.wait_for("/api/v1/users/registration", 503);
    server.wait_for("/readyz", 503);
    let (status, away) = somebody.ask("GET", "/api/v1/notes?q=querywords", "");
    assert_eq!(status, 503, "{away}");
    stop(server);

    let events = events(&ingest);
    let told = |kind: &str, route: &str| {
        let same = |event: &&Value| {
            let tags = &event["tags"];
            tags["kind"] == kind && tags["route"] == route
        };
        events.iter().filter(same).collect::<Vec<&Value>>()
    };
    let [event] = told("internal", "/api/v1/contacts")[..] else {
        panic!("once in a minute: {events:#?}")
    };
    assert_eq!(event["tags"]["request_id"], request_id(&first));
    assert_eq!(event["tags"]["status"], "500");
    assert_eq!(event["tags"]["method"], "POST");
    assert_eq!(event["environment"], "testing");
    assert!(event["release"].as_str().unwrap().starts_with("bloknotik@"));
    let unavailable = told("unavailable", "/api/v1/notes");
    assert_eq!(unavailable[0]["tags"]["request_id"], request_id(&away));
    assert!(told("unavailable", "/readyz").is_empty(), "{events:#?}");

    let traces = ingest.received("/v1/traces");
    assert!(traces[0].head.to_lowercase().contains("x-key: for them"));
    let spans: Vec<u8> = traces.into_iter().flat_map(|one| one.body).collect();
    for known in [
        "POST /api/v1/contacts",
        "http.response.status_code",
        "postgresql",
        "cache session",
        "book-of-the-test",
        request_id(&first),
    ] {
        assert!(holds(&spans, known), "{known} is in no span");
    }
    assert!(!holds(&spans, "/readyz"), "probes are not traced");

    let sent = ingest.bytes();
    let log = log_at(dir.path());
    assert!(log.contains("invalid input syntax for type uuid"), "{log}");
    for personal in PERSONAL.into_iter().chain([token.as_str()]) {
        assert!(!holds(&sent, personal), "{personal} was sent");
        assert!(!log.contains(personal), "{personal} is in the log: {log}");
    }
    for of_the_database in ["invalid input", "refuse", "connection to server", "vcard"] {
        assert!(!holds(&sent, of_the_database), "{of_the_database} was sent");
    }
    every_request_has_its_line(&log, &[request_id(&first), request_id(&away)]);
}

fn every_request_has_its_line(log: &str, ids: &[&str]) {
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).expect(line))
        .collect();
    let of_requests: Vec<&Value> = lines
        .iter()
        .filter(|line| line["target"] == "server::http::request_log")
        .collect();
    assert!(of_requests.len() > 5, "{log}");
    for line in &of_requests {
        let span = &line["span"];
        assert_eq!(span["id"].as_str().map(str::len), Some(32), "{line}");
        assert!(
            span["route"].is_string() && line["status"].is_u64(),
            "{line}"
        );
    }
    for id in ids {
        let lines = of_requests.iter().filter(|line| line["span"]["id"] == *id);
        assert_eq!(lines.count(), 1, "{id}");
    }
}

#[test]
fn a_trace_goes_on_only_where_a_trusted_proxy_says_so() {
    let trace: Vec<u8> = (0x10..0x20).collect();
    let trace_id: String = trace.iter().map(|byte| format!("{byte:02x}")).collect();
    let database = testkit::migrated();
    for (trusted, goes_on) in [("127.0.0.1", true), ("10.0.0.0/8", false)] {
        let ingest = Ingest::start();
        let server = Server::start(&[
            ("DATABASE_URL", database.url()),
            ("SECRET_KEY", KEY),
            ("SHUTDOWN_DELAY_SECONDS", "0"),
            ("TRUSTED_PROXIES", trusted),
            (
                "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                &format!("http://{}/here", ingest.address()),
            ),
        ]);
        server.wait_for("/readyz", 200);
        let (status, _) = server.ask(&format!(
            "GET /api/v1/users/registration HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
             traceparent: 00-{trace_id}-2021222324252627-01\r\ntracestate: vendor=statewords\r\n\r\n"
        ));
        assert_eq!(status, 200);
        stop(server);
        let received = ingest.received("/here");
        let spans: Vec<u8> = received.into_iter().flat_map(|one| one.body).collect();
        assert!(holds(&spans, "GET /api/v1/users/registration"));
        assert_eq!(holds(&spans, &trace), goes_on, "{trusted}");
        assert!(!holds(&spans, "statewords"));
    }
}

#[test]
fn who_takes_no_reports_holds_nobody_up() {
    // It takes connections, and says nothing, ever.
    let hole = TcpListener::bind("127.0.0.1:0").unwrap();
    let here = hole.local_addr().unwrap();
    let database = testkit::migrated();
    let dir = testkit::TempDir::new();
    let log = File::create(dir.path().join("log")).unwrap();
    let server = Server::logging_to(
        log,
        &[
            ("DATABASE_URL", database.url()),
            ("SECRET_KEY", KEY),
            ("SHUTDOWN_DELAY_SECONDS", "0"),
            ("SENTRY_DSN", &format!("http://key@{here}/7")),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", &format!("http://{here}")),
            ("OTEL_BSP_SCHEDULE_DELAY", "50"),
        ],
    );
    server.wait_for("/readyz", 200);
    let somebody = register(&server);
    PgConnection::establish(database.url())
        .unwrap()
        .batch_execute("ALTER TABLE notes RENAME TO gone; ALTER TABLE labels RENAME TO lost")
        .unwrap();
    let begin = Instant::now();
    // Longer than a report is waited for, so that more than one of each sort fails.
    while begin.elapsed() < Duration::from_secs(12) {
        for path in ["/api/v1/notes", "/api/v1/labels"] {
            let asked = Instant::now();
            assert_eq!(somebody.ask("GET", path, "").0, 500);
            // They take milliseconds; a report takes five seconds to fail.
            assert!(asked.elapsed() < Duration::from_secs(3), "{path}");
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let took = stop(server);
    assert!(took < Duration::from_secs(10), "{took:?}");
    let log = log_at(dir.path());
    for what in ["incidents", "traces"] {
        let lines = log
            .lines()
            .filter(|line| line.contains("reports cannot be delivered") && line.contains(what));
        assert_eq!(lines.count(), 1, "once in a minute: {log}");
    }
}

#[test]
fn where_reports_go_is_checked_and_never_shown() {
    let told = |name: &'static str, value: &'static str| {
        Config::load(&Environment::of([(name, value)]))
            .map(|config| format!("{config:?}"))
            .map_err(|problems| problems.to_string())
    };
    for (name, value) in [
        ("SENTRY_DSN", "https://sentry.example.org/s3cr3t"),
        ("SENTRY_DSN", "s3cr3t"),
        ("SENTRY_DSN", "https://s3cr3t@sentry.example.org/"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://me:s3cr3t@collector"),
        ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "ftp://collector"),
        ("OTEL_EXPORTER_OTLP_HEADERS", "s3cr3t"),
        ("OTEL_EXPORTER_OTLP_HEADERS", "a b=s3cr3t"),
        ("OTEL_TRACES_SAMPLER", "jaeger_remote"),
        ("OTEL_TRACES_SAMPLER_ARG", "2"),
        ("OTEL_SDK_DISABLED", "perhaps"),
    ] {
        let message = told(name, value).unwrap_err();
        assert!(message.contains("1 problem in"), "{message}");
        assert!(message.contains(&format!("- {name} is n")), "{message}");
        assert!(!message.contains("s3cr3t"), "{message}");
    }
    for (name, value) in [
        ("SENTRY_DSN", "https://s3cr3t@sentry.example.org/1"),
        (
            "OTEL_EXPORTER_OTLP_HEADERS",
            "authorization=Bearer%20s3cr3t,b=c",
        ),
    ] {
        let shown = told(name, value).unwrap();
        assert!(!shown.contains("s3cr3t"), "{shown}");
        let (output, _) = run(&["config"], &[(name, value)]);
        let shown = String::from_utf8(output.stdout).unwrap();
        assert!(shown.contains(name) && !shown.contains("s3cr3t"), "{shown}");
    }
    let endpoint = ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318/");
    let traces = |variables| {
        Config::load(&Environment::of(variables))
            .unwrap()
            .reports
            .traces
    };
    let config = traces([endpoint, ("OTEL_SDK_DISABLED", "")]).unwrap();
    assert_eq!(config.endpoint, "http://collector:4318/v1/traces");
    assert!(traces([endpoint, ("OTEL_SDK_DISABLED", "true")]).is_none());
    assert!(traces([endpoint, ("OTEL_TRACES_EXPORTER", "none")]).is_none());
    let attributes = "service.name=book,deployment.environment=at%20home";
    let config = traces([endpoint, ("OTEL_RESOURCE_ATTRIBUTES", attributes)]).unwrap();
    assert_eq!(config.service, "book");
    let place = ("deployment.environment".to_owned(), "at home".to_owned());
    assert!(config.attributes.contains(&place));
    for (name, value) in [
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
        ("OTEL_TRACES_EXPORTER", "jaeger"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318?x=y"),
        ("OTEL_RESOURCE_ATTRIBUTES", "home"),
    ] {
        let refused = Config::load(&Environment::of([(name, value)])).unwrap_err();
        assert!(refused.to_string().contains(name), "{refused}");
    }
    assert!(traces([("OTEL_SERVICE_NAME", "x"), ("SENTRY_DSN", "")]).is_none());
}
