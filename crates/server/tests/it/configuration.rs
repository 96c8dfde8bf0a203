//! Configuration: everything wrong is named at once, secrets come from files and are never shown.

use server::config::{Capacity, Config, DatabaseConfig, Environment, Registration};

const KEY: (&str, &str) = ("SECRET_KEY", "0123456789abcdef0123456789abcdef");

fn problems<const N: usize>(variables: [(&str, &str); N]) -> String {
    Config::load(&Environment::of(variables))
        .expect_err("it must be refused")
        .to_string()
}

#[test]
fn with_nothing_configured_the_database_is_embedded() {
    let config = Config::load(&Environment::of([])).unwrap();
    assert!(matches!(config.database, DatabaseConfig::Embedded { .. }));
    assert_eq!(config.bind.to_string(), "0.0.0.0:5555");
    assert_eq!(config.registration, Registration::First);
}

#[test]
fn all_problems_come_in_one_message() {
    let message = problems([
        ("DATABASE_URL", "mysql://root:hunter2@host/db"),
        ("SECRET_KEY", "short"),
        ("BIND", "5555"),
        ("PUBLIC_URL", "book.example.org"),
        ("REGISTRATION", "everyone"),
        ("LOG_FORMAT", "xml"),
        ("DATABASE_POOL_SIZE", "0"),
        ("WORKER_THREADS", "none"),
        ("REDIS_TIMEOUT_MILLISECONDS", "0"),
    ]);
    for variable in [
        "9 problems",
        "DATABASE_URL",
        "SECRET_KEY",
        "BIND",
        "PUBLIC_URL",
        "REGISTRATION",
        "LOG_FORMAT",
        "DATABASE_POOL_SIZE",
        "WORKER_THREADS",
        "REDIS_TIMEOUT_MILLISECONDS",
    ] {
        assert!(message.contains(variable), "{variable} in {message}");
    }
    assert!(
        !message.contains("hunter2") && !message.contains("short "),
        "{message}"
    );
}

#[test]
fn a_database_of_ones_own_needs_a_key() {
    let message = problems([("DATABASE_URL", "postgres://a@b/c")]);
    assert!(message.contains("SECRET_KEY is missing"), "{message}");
}

#[test]
fn parts_make_an_address_whatever_characters_they_have() {
    let environment = Environment::of([
        KEY,
        ("POSTGRES_HOST", "db"),
        ("POSTGRES_USER", "me"),
        ("POSTGRES_PASSWORD", "p@ss/w:rd ?#%"),
    ]);
    let config = Config::load(&environment).unwrap();
    let DatabaseConfig::External { url } = &config.database else {
        panic!("embedded")
    };
    assert!(
        url.starts_with("postgres://me:p%40ss%2Fw%3Ard%20%3F%23%25@/bloknotik?host=db&port=5432"),
        "{url}"
    );
    assert!(!format!("{config:?}").contains("p%40ss") && !format!("{config:?}").contains(KEY.1));
}

#[test]
fn half_of_the_parts_is_a_problem() {
    let message = problems([KEY, ("POSTGRES_USER", "me"), ("POSTGRES_PORT", "many")]);
    for what in [
        "POSTGRES_HOST is missing",
        "POSTGRES_PASSWORD is missing",
        "POSTGRES_PORT",
    ] {
        assert!(message.contains(what), "{message}");
    }
    let both = problems([
        KEY,
        ("DATABASE_URL", "postgres://a@b/c"),
        ("POSTGRES_HOST", "db"),
    ]);
    assert!(both.contains("both given"), "{both}");
}

#[test]
fn secrets_come_from_files_too() {
    let dir = testkit::TempDir::new();
    let file = |name: &str, content: &str| {
        let path = dir.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (url, key, empty) = (
        file("url", "postgres://a:b@c/d\n"),
        file("key", &format!("{}\r\n", KEY.1)),
        file("empty", "\n"),
    );
    let environment = Environment::of([("DATABASE_URL_FILE", &url), ("SECRET_KEY_FILE", &key)]);
    let config = Config::load(&environment).unwrap();
    let DatabaseConfig::External { url: read } = config.database else {
        panic!("embedded")
    };
    assert!(read.starts_with("postgres://a:b@c/d?"), "{read}");

    let missing = problems([
        ("DATABASE_URL_FILE", &url),
        ("SECRET_KEY_FILE", "/nonexistent/key"),
    ]);
    assert!(missing.contains("/nonexistent/key"), "{missing}");
    // Nobody is to make a new key because the old one cannot be read.
    assert!(!missing.contains("openssl"), "{missing}");
    let blank = problems([("DATABASE_URL_FILE", &url), ("SECRET_KEY_FILE", &empty)]);
    assert!(blank.contains("empty file"), "{blank}");
    let twice = problems([("DATABASE_URL_FILE", &url), ("SECRET_KEY_FILE", &key), KEY]);
    assert!(twice.contains("given twice"), "{twice}");
}

#[test]
fn a_variable_that_compose_hands_on_empty_is_not_given() {
    let environment = Environment::of([
        ("DATABASE_URL", ""),
        ("POSTGRES_HOST", ""),
        ("PUBLIC_URL", ""),
        ("SECRET_KEY", ""),
    ]);
    assert!(Config::load(&environment).is_ok());
}

#[test]
fn threads_and_connections_follow_the_cpus() {
    let of = |cpus| {
        (
            Capacity::of(cpus).worker_threads,
            Capacity::of(cpus).pool_size,
        )
    };
    assert_eq!(
        [of(1), of(2), of(4), of(64)],
        [(1, 6), (2, 10), (4, 18), (64, 20)]
    );

    let cpus = std::thread::available_parallelism().unwrap().get();
    let given = Config::load(&Environment::of([])).unwrap().capacity;
    assert_eq!(given, Capacity::of(cpus));

    let environment = Environment::of([("WORKER_THREADS", "3"), ("DATABASE_POOL_SIZE", "40")]);
    let Capacity {
        worker_threads,
        pool_size,
    } = Config::load(&environment).unwrap().capacity;
    assert_eq!((worker_threads, pool_size), (3, 40));
}

#[test]
fn an_address_that_would_be_cut_elsewhere_is_refused_without_a_piece_of_it() {
    for url in [
        "postgres://ann:s3cr%t@db/book",
        "postgres://ann:s3cr/t@db/book",
        "postgres://ann:s3cr@t@db/book",
    ] {
        let message = problems([("DATABASE_URL", url), KEY]);
        assert!(
            message.contains("DATABASE_URL") && message.contains("%25"),
            "{message}"
        );
        assert!(!message.contains("s3cr"), "{message}");
    }
}

#[test]
fn a_database_that_vanishes_is_given_up_by_this_side() {
    let url = |text: &str| match Config::load(&Environment::of([("DATABASE_URL", text), KEY]))
        .unwrap()
        .database
    {
        DatabaseConfig::External { url } => url,
        DatabaseConfig::Embedded { .. } => panic!("{text}"),
    };
    let plain = url("postgres://ann:a?b@db/book");
    assert!(
        plain.starts_with("postgres://ann:a?b@db/book?connect_timeout=5&")
            && plain.contains("tcp_user_timeout=30000"),
        "{plain}"
    );
    let own = url("postgres://db/book?tcp_user_timeout=1&connect_timeout=9");
    assert!(
        own.contains("tcp_user_timeout=1&")
            && !own.contains("30000")
            && !own.contains("connect_timeout=5"),
        "{own}"
    );
}
