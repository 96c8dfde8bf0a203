//! What is kept near: right after every change, on every server, and worth nothing when it is gone.

use std::time::{Duration, Instant};

use testkit::{CacheServer, TempDir};

use crate::running::{Server, bloknotik, cluster, rows, run, soon};

const KEY: &str = "0123456789abcdef0123456789abcdef";

struct Two {
    one: Server,
    other: Server,
    url: String,
    _database: local_postgres::Cluster,
    _dir: TempDir,
}

/// Two servers on one database, with these variables.
fn two(variables: &[(&str, &str)]) -> Two {
    let dir = TempDir::new();
    let database = cluster(dir.path());
    let url = database.url().to_owned();
    let mut all = vec![
        ("DATABASE_URL", url.as_str()),
        ("SECRET_KEY", KEY),
        ("REGISTRATION", "open"),
        ("SHUTDOWN_DELAY_SECONDS", "0"),
    ];
    all.extend(variables);
    assert!(run(&["migrate"], &all).0.status.success());
    let log = std::fs::File::create(dir.path().join("log")).unwrap();
    let (one, other) = (Server::logging_to(log, &all), Server::start(&all));
    one.wait_for("/readyz", 200);
    other.wait_for("/readyz", 200);
    Two {
        one,
        other,
        url,
        _database: database,
        _dir: dir,
    }
}

/// This cache, and time enough for its answers where a machine is busy with other tests.
fn patient(url: &str) -> [(&str, &str); 2] {
    [("REDIS_URL", url), ("REDIS_TIMEOUT_MILLISECONDS", "1000")]
}

fn token_of(server: &Server, name: &str) -> String {
    let body = format!(r#"{{"username":"{name}","password":"correct horse"}}"#);
    let (status, answer) = server.post("/api/v1/users/register", &body);
    assert_eq!(status, 201, "{answer}");
    let token = answer.split(r#""token":""#).nth(1).unwrap();
    token.split('"').next().unwrap().to_owned()
}

fn source(server: &Server) -> &'static str {
    let (status, answer) = server.get("/ping").unwrap();
    assert_eq!(status, 200, "{answer}");
    match answer.contains(r#""source":"cache""#) {
        true => "cache",
        false if answer.contains(r#""source":"database""#) => "database",
        false => panic!("{answer}"),
    }
}

fn readiness(server: &Server) -> String {
    server.get("/readyz").unwrap().1
}

fn is_up(server: &Server) -> bool {
    readiness(server).contains(r#""cache":"up""#)
}

impl Two {
    /// Waits until both talk to the cache that they share. What they keep for themselves meanwhile is a cache, too.
    fn are_connected(&self) {
        for server in [&self.one, &self.other] {
            assert!(soon(|| is_up(server)));
        }
    }

    /// Whether the first one has said so.
    fn has_said(&self, text: &str) -> bool {
        std::fs::read_to_string(self._dir.path().join("log")).is_ok_and(|log| log.contains(text))
    }
}

fn ends_everywhere(servers: &Two) {
    let token = token_of(&servers.one, "ann");
    let me = "/api/v1/me";
    for _ in 0..3 {
        assert_eq!(servers.one.get_as(me, &token), 200);
        assert_eq!(servers.other.get_as(me, &token), 200);
    }
    // Whoever ends it: a program beside the servers.
    let ended = bloknotik(
        &["user", "add", "bob", "--admin"],
        &[("DATABASE_URL", &servers.url)],
    )
    .stdin(std::process::Stdio::piped())
    .spawn()
    .and_then(|mut child| {
        use std::io::Write;
        child.stdin.take().unwrap().write_all(b"correct horse\n")?;
        child.wait()
    });
    assert!(ended.unwrap().success());
    let variables = [("DATABASE_URL", servers.url.as_str())];
    assert!(
        run(&["user", "disable", "ann"], &variables)
            .0
            .status
            .success()
    );
    assert!(soon(|| servers.one.get_as(me, &token) == 401));
    assert!(soon(|| servers.other.get_as(me, &token) == 401));
    assert!(
        run(&["user", "enable", "ann"], &variables)
            .0
            .status
            .success()
    );
    assert_eq!(servers.one.get_as(me, &token), 401, "it has ended for good");
    // Or its owner, by one of them.
    let token = token_of(&servers.one, "eve");
    for _ in 0..3 {
        assert_eq!(servers.one.get_as(me, &token), 200);
        assert_eq!(servers.other.get_as(me, &token), 200);
    }
    assert!(servers.other.post_as("/api/v1/users/logout", &token) < 300);
    assert_eq!(servers.other.get_as(me, &token), 401);
    assert!(soon(|| servers.one.get_as(me, &token) == 401));
}

#[test]
fn a_session_ends_on_all_servers_with_caches_of_their_own() {
    let servers = two(&[]);
    ends_everywhere(&servers);
    assert_eq!(source(&servers.one), "database");
    assert_eq!(source(&servers.one), "cache");
    assert_eq!(source(&servers.other), "database");
}

#[test]
fn a_session_ends_on_all_servers_that_share_a_cache() {
    let cache = CacheServer::start();
    let servers = two(&patient(&cache.url()));
    servers.are_connected();
    ends_everywhere(&servers);
}

#[test]
fn a_cache_that_dies_or_hangs_is_no_error_and_costs_little() {
    let mut cache = CacheServer::start();
    let servers = two(&patient(&cache.url()));
    let token = token_of(&servers.one, "ann");
    servers.are_connected();
    let all_answer = |what: &str| {
        let begin = Instant::now();
        for _ in 0..100 {
            assert_eq!(servers.one.get_as("/api/v1/me", &token), 200, "{what}");
            source(&servers.one);
        }
        // If each of them waited for what does not come, it would be minutes.
        assert!(begin.elapsed() < Duration::from_secs(60), "{what}");
        begin.elapsed()
    };
    all_answer("there");
    cache.hang(true);
    let took = all_answer("hanging");
    assert!(
        took >= Duration::from_secs(1),
        "somebody waits as long as is said: {took:?}"
    );
    let down = |server: &Server| readiness(server).contains(r#""cache":"down""#);
    assert!(soon(|| down(&servers.one)));
    cache.hang(false);
    cache.end();
    all_answer("dead");
    assert!(soon(|| down(&servers.one)));
    assert_eq!(servers.one.get("/readyz").unwrap().0, 200);
    let _cache = cache.again();
    // Nobody has to ask for anything but how it is.
    assert!(soon(|| !down(&servers.one)));
    all_answer("back");
}

#[test]
fn servers_that_share_a_cache_count_wrong_passwords_together() {
    let cache = CacheServer::start();
    let servers = two(&patient(&cache.url()));
    token_of(&servers.one, "ann");
    servers.are_connected();
    let try_at = |server: &Server, password: &str| {
        let body = format!(r#"{{"username":"ann","password":"{password}"}}"#);
        server.post("/api/v1/users/login", &body).0
    };
    for _ in 0..5 {
        assert_eq!(try_at(&servers.one, "wrong wrong"), 401);
        assert_eq!(try_at(&servers.other, "wrong wrong"), 401);
    }
    assert_eq!(try_at(&servers.one, "correct horse"), 429);
    assert_eq!(try_at(&servers.other, "correct horse"), 429);
}

#[test]
fn a_crowd_that_misses_the_same_looks_it_up_once() {
    let cache = CacheServer::start();
    let servers = two(&patient(&cache.url()));
    assert!(soon(|| source(&servers.one) == "cache"));
    source(&servers.one);
    let before = pings(&servers.url);
    let mut connection = connected(&cache);
    redis::cmd("FLUSHALL").exec(&mut connection).unwrap();
    let together = std::sync::Barrier::new(30);
    std::thread::scope(|scope| {
        for _ in 0..30 {
            scope.spawn(|| {
                together.wait();
                source(&servers.one)
            });
        }
    });
    assert_eq!(pings(&servers.url), before + 1);
}

#[test]
fn servers_wait_for_each_other_when_they_miss_the_same() {
    let cache = CacheServer::start();
    let servers = two(&patient(&cache.url()));
    servers.are_connected();
    let mut connection = connected(&cache);
    redis::cmd("FLUSHALL").exec(&mut connection).unwrap();
    let before = pings(&servers.url);
    let together = std::sync::Barrier::new(30);
    std::thread::scope(|scope| {
        for number in 0..30 {
            let server = [&servers.one, &servers.other][number % 2];
            let together = &together;
            scope.spawn(move || {
                together.wait();
                source(server)
            });
        }
    });
    // At most one of each, should the first be so slow that the other gives up waiting.
    let written = pings(&servers.url) - before;
    assert!((1..=2).contains(&written), "{written}");
    // What another one finds in a moment is waited for. A machine that stalls may be late with it, but not each time.
    let value: Vec<u8> = redis::cmd("GET")
        .arg("bloknotik:{ping:last}")
        .query(&mut connection)
        .unwrap();
    let another_has_it = |connection: &mut redis::Connection| {
        redis::cmd("DEL")
            .arg("bloknotik:{ping:last}")
            .exec(connection)
            .unwrap();
        redis::cmd("SET")
            .arg(&["bloknotik:{ping:last}:lease", "somebody's", "PX", "1000"])
            .exec(connection)
            .unwrap();
    };
    assert!((0..10).any(|_| {
        another_has_it(&mut connection);
        std::thread::scope(|scope| {
            let asked = scope.spawn(|| source(&servers.one));
            std::thread::sleep(Duration::from_millis(50));
            redis::cmd("SET")
                .arg("bloknotik:{ping:last}")
                .arg(&value)
                .exec(&mut connection)
                .unwrap();
            asked.join().unwrap() == "cache"
        })
    }));
    // Who died over it keeps nobody from it for long.
    another_has_it(&mut connection);
    assert_eq!(source(&servers.one), "database");
    assert!(soon(|| source(&servers.one) == "cache"));
}

#[test]
fn a_cache_that_keeps_nothing_is_down_and_told() {
    let cache = CacheServer::start();
    let metrics = crate::metrics::free();
    let metrics_text = metrics.to_string();
    let url = cache.url();
    let mut variables = patient(&url).to_vec();
    variables.push(("METRICS_BIND", &metrics_text));
    let dir = TempDir::new();
    let data = dir.path().join("data");
    variables.extend([
        ("DATA_DIR", data.to_str().unwrap()),
        ("SHUTDOWN_DELAY_SECONDS", "0"),
    ]);
    let server = Server::start(&variables);
    server.wait_for("/readyz", 200);
    assert!(soon(|| is_up(&server)));
    let mut connection = connected(&cache);
    let mut replicas = |number: &str| {
        redis::cmd("CONFIG")
            .arg(&["SET", "min-replicas-to-write", number])
            .exec(&mut connection)
            .unwrap();
    };
    // It answers whatever it is asked, and writes nothing down for want of a replica.
    replicas("1");
    assert!(!is_up(&server));
    // The one in the process.
    assert!(soon(|| source(&server) == "cache"));
    let wrong = r#"{"username":"ann","password":"wrong wrong"}"#;
    assert_eq!(server.post("/api/v1/users/login", wrong).0, 401);
    assert!(soon(|| {
        let text = crate::metrics::scrape(metrics);
        let errors = |cache: &str| {
            let series =
                format!(r#"bloknotik_cache_requests_total{{cache="{cache}",outcome="error"}}"#);
            crate::metrics::value(&text, &series).is_some_and(|errors| errors > 0.0)
        };
        errors("count") && errors("ping")
    }));
    replicas("0");
    assert!(soon(|| is_up(&server)));
}

fn connected(cache: &CacheServer) -> redis::Connection {
    redis::Client::open(cache.url())
        .and_then(|client| client.get_connection())
        .unwrap()
}

/// How often a ping was written down.
fn pings(url: &str) -> usize {
    rows(url, "SELECT FROM pings")
}

#[test]
fn a_cache_that_lets_nobody_in_is_down_and_no_error() {
    let cache = CacheServer::start();
    let url = cache.url().replace("pass%20word", "passed");
    let servers = two(&patient(&url));
    let token = token_of(&servers.one, "ann");
    source(&servers.one);
    assert!(soon(|| servers.has_said("cache cannot be reached")));
    assert!(!is_up(&servers.one));
    assert_eq!(servers.one.get_as("/api/v1/me", &token), 200);
    assert_eq!(source(&servers.one), "cache", "the one in the process");
}

#[test]
fn a_cache_is_talked_to_by_tls() {
    let dir = TempDir::new();
    let cache = CacheServer::by_tls(dir.path());
    let url = cache.url();
    let authority = dir.path().join(testkit::AUTHORITY);
    let mut variables = patient(&url).to_vec();
    // Nobody has said whom to believe.
    let servers = two(&variables);
    source(&servers.one);
    assert!(soon(|| servers.has_said("cache cannot be reached")));
    assert!(!is_up(&servers.one));
    drop(servers);
    variables.push(("SSL_CERT_FILE", authority.to_str().unwrap()));
    two(&variables).are_connected();
}

#[test]
fn what_somebody_else_wrote_into_the_cache_is_not_believed() {
    let cache = CacheServer::start();
    let servers = two(&patient(&cache.url()));
    let token = token_of(&servers.one, "ann");
    let mut connection = redis::Client::open(cache.url())
        .and_then(|client| client.get_connection())
        .unwrap();
    let mut keys_with = |part: &str| -> Vec<String> {
        let keys: Vec<String> = redis::cmd("KEYS").arg("*").query(&mut connection).unwrap();
        keys.into_iter().filter(|key| key.contains(part)).collect()
    };
    assert!(soon(|| {
        source(&servers.one);
        !keys_with("ping").is_empty()
    }));
    let wrong = r#"{"username":"ann","password":"wrong wrong"}"#;
    assert_eq!(servers.one.post("/api/v1/users/login", wrong).0, 401);
    assert!(!keys_with("count:").is_empty());
    let keys = keys_with("");
    assert!(!keys.iter().any(|key| key.contains("ann")), "{keys:?}");
    assert!(
        !keys.iter().any(|key| key.contains(&token)),
        "tokens are no keys"
    );
    for key in keys.iter().filter(|key| key.contains("ping")) {
        let sealed: Vec<u8> = redis::cmd("GET").arg(key).query(&mut connection).unwrap();
        let forged = [&sealed[..32], br#"{"id":1,"at":"2026-01-01T00:00:00Z"}"#].concat();
        for garbage in [forged, b"garbage".to_vec(), Vec::new(), vec![0xff; 1 << 21]] {
            let set = redis::cmd("SET")
                .arg(key)
                .arg(garbage)
                .exec(&mut connection);
            set.unwrap();
            source(&servers.one);
        }
        assert!(soon(|| source(&servers.one) == "cache"));
    }
    // Nor is what stands where numbers are expected an error.
    for key in keys.iter().filter(|key| key.contains("count")) {
        redis::cmd("SET")
            .arg(key)
            .arg("many")
            .exec(&mut connection)
            .unwrap();
    }
    let right = r#"{"username":"ann","password":"correct horse"}"#;
    assert_eq!(servers.one.post("/api/v1/users/login", right).0, 200);
    redis::cmd("FLUSHALL").exec(&mut connection).unwrap();
    assert!(soon(|| source(&servers.one) == "cache"));
}
