//! A cache that is there, and not as it should be.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use testkit::{CacheServer, TestDatabase, migrated};

use crate::running::{KEY, Server, soon};

/// A server with this cache, which it waits for no longer than is said.
fn served(database: &TestDatabase, cache: &CacheServer, patience: &str) -> Server {
    let server = Server::start(&[
        ("DATABASE_URL", database.url()),
        ("SECRET_KEY", KEY),
        ("REGISTRATION", "open"),
        ("SHUTDOWN_DELAY_SECONDS", "0"),
        ("REDIS_URL", &cache.url()),
        ("REDIS_TIMEOUT_MILLISECONDS", patience),
    ]);
    server.wait_for("/readyz", 200);
    assert!(soon(|| is_up(&server)));
    server
}

fn is_up(server: &Server) -> bool {
    let (_, answer) = server.get("/readyz").unwrap();
    answer.contains(r#""cache":"up""#)
}

fn connected(cache: &CacheServer) -> redis::Connection {
    redis::Client::open(cache.url())
        .and_then(|client| client.get_connection())
        .unwrap()
}

fn tell(connection: &mut redis::Connection, words: &[&str]) {
    redis::cmd(words[0])
        .arg(&words[1..])
        .exec(connection)
        .unwrap();
}

#[test]
fn a_cache_that_can_be_reached_and_does_nothing_is_down_until_it_does() {
    let (database, cache) = (migrated(), CacheServer::start());
    let server = served(&database, &cache, "100");
    let mut connection = connected(&cache);
    tell(&mut connection, &["CLIENT", "PAUSE", "60000", "WRITE"]);
    assert!(soon(|| !is_up(&server)));
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(3) {
        assert!(!is_up(&server), "after {:?}", begin.elapsed());
        std::thread::sleep(Duration::from_millis(20));
    }
    tell(&mut connection, &["CLIENT", "UNPAUSE"]);
    assert!(soon(|| is_up(&server)));
}

#[test]
fn a_cache_that_became_a_replica_is_looked_for_anew() {
    let (database, cache) = (migrated(), CacheServer::start());
    let server = served(&database, &cache, "1000");
    let mut connection = connected(&cache);
    // All that it ever received: a connection on which it refuses is closed at once, and would hardly be seen open.
    let mut connections = || {
        let stats: String = redis::cmd("INFO")
            .arg("stats")
            .query(&mut connection)
            .unwrap();
        let received = stats
            .lines()
            .find_map(|line| line.strip_prefix("total_connections_received:"));
        received.unwrap().parse::<u64>().unwrap()
    };
    let before = connections();
    tell(&mut connected(&cache), &["REPLICAOF", "127.0.0.1", "1"]);
    // That was one more connection than before.
    assert!(soon(|| !is_up(&server) && connections() > before + 1));
    tell(&mut connected(&cache), &["REPLICAOF", "NO", "ONE"]);
    assert!(soon(|| is_up(&server)));
}

#[test]
fn nobody_waits_longer_because_the_clock_of_the_cache_was_set_back() {
    let (database, cache) = (migrated(), CacheServer::start());
    let server = served(&database, &cache, "1000");
    let wrong = r#"{"username":"ann","password":"wrong wrong"}"#;
    let mut connection = connected(&cache);
    let mut longest = |later: Option<&str>| {
        let counters: Vec<String> = redis::cmd("KEYS")
            .arg("bloknotik:{count:*")
            .query(&mut connection)
            .unwrap();
        assert!(!counters.is_empty());
        let left = counters.iter().map(|counter| {
            if let Some(seconds) = later {
                tell(&mut connection, &["EXPIRE", counter, seconds]);
            }
            redis::cmd("TTL")
                .arg(counter)
                .query::<i64>(&mut connection)
                .unwrap()
        });
        left.max().unwrap()
    };
    // Whether they are counted or only looked at.
    for status in [401, 429] {
        for _ in 0..10 {
            assert_eq!(server.post("/api/v1/users/login", wrong).0, status);
        }
        assert!(longest(None) <= 900);
        assert!(longest(Some("86400")) > 80_000);
        let _ = server.post("/api/v1/users/login", wrong);
        assert!(soon(|| longest(None) <= 900));
    }
}

#[test]
fn nobody_waits_for_somebody_who_found_nothing() {
    let (database, cache) = (migrated(), CacheServer::start());
    let server = served(&database, &cache, "1000");
    let mut sql = PgConnection::establish(database.url()).unwrap();
    sql.batch_execute("ALTER TABLE pings RENAME TO gone")
        .unwrap();
    let mut connection = connected(&cache);
    // By itself it would be there for two seconds. A machine that stalls may look late, but not each time.
    let is_given_back = |_| {
        tell(&mut connection, &["DEL", "bloknotik:{ping:last}"]);
        assert_eq!(server.get("/ping").unwrap().0, 500);
        let asked = Instant::now();
        let is_held = |connection: &mut redis::Connection| {
            redis::cmd("EXISTS")
                .arg("bloknotik:{ping:last}:lease")
                .query::<bool>(connection)
                .unwrap()
        };
        soon(|| !is_held(&mut connection)) && asked.elapsed() < Duration::from_secs(1)
    };
    assert!((0..10).any(is_given_back));
}
