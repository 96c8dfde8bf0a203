//! `bloknotik doctor`: what is wrong, in plain words.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use testkit::{CacheServer, TestDatabase, migrated};

use crate::commands::{Said, say};
use crate::running::{Server, cluster, run, soon};

const KEY: &str = "0123456789abcdef0123456789abcdef";

fn doctor(database: &TestDatabase, more: &[(&str, &str)]) -> Said {
    let mut variables = vec![
        ("DATABASE_URL", database.url()),
        ("SECRET_KEY", KEY),
        ("BIND", "127.0.0.1:0"),
    ];
    variables.extend(more);
    say(&["doctor"], &variables, "")
}

#[test]
fn the_doctor_says_what_is_wrong_in_plain_words() {
    let dir = testkit::TempDir::new();
    let data = dir.path().join("data");
    let variables = [
        ("DATA_DIR", data.to_str().unwrap()),
        ("BIND", "127.0.0.1:0"),
    ];
    let none = say(&["doctor"], &variables, "");
    assert!(
        none.out
            .contains("look   there is no embedded database yet"),
        "{}",
        none.out
    );
    let cluster = cluster(dir.path());
    let empty = [
        ("DATABASE_URL", cluster.url()),
        ("SECRET_KEY", "0123456789abcdef0123456789abcdef"),
        ("BIND", "127.0.0.1:0"),
    ];
    let behind = say(&["doctor"], &empty, "");
    assert!(!behind.ok);
    assert!(behind.out.contains("ok     PostgreSQL"), "{}", behind.out);
    assert!(
        behind.out.contains("WRONG  the schema lacks"),
        "{}",
        behind.out
    );
    assert!(run(&["migrate"], &variables).0.status.success());
    let current = say(&["doctor"], &variables, "");
    assert!(
        current.out.contains("ok     the schema is current"),
        "{}",
        current.out
    );
    assert!(
        current.out.contains("by this machine's clock"),
        "{}",
        current.out
    );
    let away = say(
        &["doctor"],
        &[
            (
                "DATABASE_URL",
                "postgres://nobody@/nothing?host=/nonexistent",
            ),
            ("SECRET_KEY", "0123456789abcdef0123456789abcdef"),
        ],
        "",
    );
    assert!(
        !away.ok && away.out.contains("WRONG  the database does not answer"),
        "{}",
        away.out
    );
    let misled = say(
        &["doctor"],
        &[
            ("DATABASE_POOL_SIZE", "many"),
            ("DATA_DIR", data.to_str().unwrap()),
        ],
        "",
    );
    assert!(
        misled.out.contains("DATABASE_POOL_SIZE") && misled.out.contains("PostgreSQL"),
        "{}",
        misled.out
    );
}

#[test]
fn the_doctor_misses_the_extension_that_finds_people() {
    let database = migrated();
    let well = doctor(&database, &[]);
    assert!(
        well.out.contains("ok     the extension pg_trgm"),
        "{}",
        well.out
    );
    assert!(
        well.out.contains("connections") && well.out.contains("this server may ask for"),
        "{}",
        well.out
    );
    let greedy = doctor(&database, &[("DATABASE_POOL_SIZE", "500")]);
    assert!(
        !greedy.ok && greedy.out.contains("lower DATABASE_POOL_SIZE"),
        "{}",
        greedy.out
    );
    let mut connection = PgConnection::establish(database.url()).unwrap();
    connection
        .batch_execute("DROP EXTENSION pg_trgm CASCADE")
        .unwrap();
    let ill = doctor(&database, &[]);
    assert!(
        !ill.ok && ill.out.contains("WRONG  the extension pg_trgm was dropped"),
        "{}",
        ill.out
    );
    // What it advises helps.
    let dir = testkit::TempDir::new();
    let file = dir.path().join("book.gz");
    let (file, url) = (file.to_str().unwrap(), [("DATABASE_URL", database.url())]);
    for advised in [
        ["backup", "--output", file].as_slice(),
        &["restore", file, "--overwrite"],
    ] {
        let (output, said) = run(advised, &url);
        assert!(output.status.success(), "{said}");
    }
    let cured = doctor(&database, &[]);
    assert!(
        cured.out.contains("ok     the extension pg_trgm"),
        "{}",
        cured.out
    );
    // Another database of that server, which is not there.
    let (server, _) = database
        .url()
        .split_once('?')
        .unwrap_or((database.url(), ""));
    let name = server.rsplit('/').next().unwrap();
    let elsewhere = database.url().replace(name, "nothing_of_that_name");
    let lost = say(
        &["doctor"],
        &[("DATABASE_URL", &elsewhere), ("SECRET_KEY", KEY)],
        "",
    );
    assert!(
        lost.out.contains("there is no such database"),
        "{}",
        lost.out
    );
}

#[test]
fn another_key_than_before_is_told() {
    let database = migrated();
    let dir = testkit::TempDir::new();
    let log = dir.path().join("log");
    let serve = |key| {
        let variables = [("DATABASE_URL", database.url()), ("SECRET_KEY", key)];
        Server::logging_to(std::fs::File::create(&log).unwrap(), &variables)
    };
    // Nobody has served yet, so there is nothing to say.
    assert!(!doctor(&database, &[]).out.contains("SECRET_KEY"));
    for _ in 0..2 {
        let server = serve(KEY);
        server.wait_for("/readyz", 200);
        let is_known = || {
            let told = doctor(&database, &[]).out;
            told.contains("ok     SECRET_KEY is the one")
        };
        assert!(soon(is_known));
        let said = std::fs::read_to_string(&log).unwrap();
        assert!(!said.contains("SECRET_KEY"), "{said}");
    }
    let _other = serve("fedcba9876543210fedcba9876543210");
    let is_told = || {
        let said = std::fs::read_to_string(&log).unwrap();
        said.contains("SECRET_KEY is another one")
    };
    assert!(soon(is_told));
    let ill = doctor(&database, &[]);
    assert!(
        !ill.ok && ill.out.contains("WRONG  SECRET_KEY is not the one"),
        "{}",
        ill.out
    );
}

#[test]
fn the_doctor_asks_the_cache() {
    let database = migrated();
    let mut cache = CacheServer::start();
    let url = cache.url();
    let well = doctor(&database, &[("REDIS_URL", &url)]);
    assert!(
        well.out.contains(" the cache answers in ") && !well.out.contains("WRONG  the cache"),
        "{}",
        well.out
    );
    // Whoever has the wrong password is told so, and does not read the right one.
    let stranger = url.replace("pass%20word", "hunter2");
    let stranger = doctor(&database, &[("REDIS_URL", &stranger)]);
    assert!(
        !stranger.ok && stranger.out.contains("WRONG  the cache does not"),
        "{}",
        stranger.out
    );
    assert!(!stranger.out.contains("hunter2"), "{}", stranger.out);
    cache.hang(true);
    let slow = doctor(&database, &[("REDIS_URL", &url)]);
    assert!(
        !slow.ok && slow.out.contains("WRONG  the cache"),
        "{}",
        slow.out
    );
    cache.end();
    let dead = doctor(&database, &[("REDIS_URL", &url)]);
    assert!(
        !dead.ok && dead.out.contains("WRONG  the cache"),
        "{}",
        dead.out
    );
    let none = doctor(&database, &[("CACHE", "off")]);
    assert!(
        none.out.contains("look   nothing is cached"),
        "{}",
        none.out
    );
}
