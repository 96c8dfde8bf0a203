//! One throwaway PostgreSQL for a whole run, however many test processes there are.
//!
//! The first process that needs it starts it and writes its address into the target directory; the others find it
//! there. Every process holds one connection for its whole life, and the server ends by itself soon after the last
//! one is gone. That needs nobody to clean up: a panic, ctrl-C and `kill -9` all close connections.

mod cluster;
mod container;
pub(crate) mod given;
mod keeper;

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;
use std::sync::OnceLock;

use diesel::{Connection, PgConnection};

/// What the names of all our databases begin with.
pub(crate) const PREFIX: &str = "bloknotik_test_";

/// The label of our containers.
const LABEL: &str = "bloknotik.testkit";

/// The database in which processes say that they are there, and its owner.
const LEASES: &str = "leases";

/// The address of the run's server, as an account that may create databases.
pub fn server_url() -> String {
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(find_or_start).clone()
}

/// Whether the server is not ours to stop.
pub(crate) fn is_given() -> bool {
    given_url().is_some()
}

/// The address of another database on it.
pub(crate) fn database_url(name: &str) -> String {
    let url = server_url();
    let (base, parameters) = url
        .split_once('?')
        .map_or((url.as_str(), None), |(base, rest)| (base, Some(rest)));
    let (server, _) = base.rsplit_once('/').unwrap_or((base, ""));
    match parameters {
        Some(parameters) => format!("{server}/{name}?{parameters}"),
        None => format!("{server}/{name}"),
    }
}

fn find_or_start() -> String {
    if let Some(url) = given_url() {
        given::enter(&url);
        return url;
    }
    let dir = rendezvous();
    fs::create_dir_all(&dir).expect("a directory beside the test programs");
    let lock = File::create(dir.join("lock")).expect("a lock file");
    lock.lock().expect("the lock");
    let file = dir.join("url");
    let known = fs::read_to_string(&file).unwrap_or_default();
    if !known.is_empty() && hold_lease(&known) {
        return known;
    }
    let url = start();
    assert!(
        hold_lease(&url),
        "the server that was just started does not answer"
    );
    fs::write(&file, &url).expect("the address file");
    url
}

fn given_url() -> Option<String> {
    let source = std::env::var("TEST_SOURCE").unwrap_or_default();
    std::env::var("TEST_DATABASE_URL")
        .ok()
        .filter(|url| !url.is_empty() && (source.is_empty() || source == "url"))
}

/// The first source that gives one, or the only one that `TEST_SOURCE` allows.
fn start() -> String {
    let forced = std::env::var("TEST_SOURCE").unwrap_or_default();
    let container = match forced.as_str() {
        "" | "container" => match container::start() {
            Ok(url) => return url,
            Err(container::NoContainer::NoEngine) => "no Docker engine answers".to_owned(),
            Err(container::NoContainer::Failed(why)) => {
                // Not by eprintln, which the test harness swallows.
                let _ = writeln!(
                    std::io::stderr(),
                    "testkit: a Docker engine answers, but gives no database: {why}"
                );
                why
            }
        },
        "cluster" => "TEST_SOURCE=cluster leaves it out".to_owned(),
        "url" => panic!("TEST_SOURCE=url, but TEST_DATABASE_URL is not set"),
        other => panic!("TEST_SOURCE is url, container or cluster, not {other:?}"),
    };
    assert!(
        forced != "container",
        "TEST_SOURCE=container, but there is none: {container}"
    );
    cluster::start().unwrap_or_else(|why| {
        panic!(
            "the tests need a PostgreSQL, and there are three ways to give them one: set TEST_DATABASE_URL; start a \
             Docker engine ({container}); or install PostgreSQL's programs ({why})"
        )
    })
}

/// Connects for as long as this process lives. False if the server is gone, or about to go.
fn hold_lease(url: &str) -> bool {
    PgConnection::establish(url).is_ok_and(given::stay)
}

/// Beside the test programs, which every process of a run agrees on.
fn rendezvous() -> PathBuf {
    let program = std::env::current_exe().expect("the path of this program");
    let deps = program.parent().expect("a directory");
    deps.parent().unwrap_or(deps).join("testkit")
}
