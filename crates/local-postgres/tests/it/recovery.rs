//! What crashes leave, and how the next start deals with it.

use std::fs;
use std::process::{Command, Stdio};

use crate::support::{Place, ask, is_running, kill, start_with, wait_until};

/// Makes this test program a server in that directory, if it is set.
const ROLE: &str = "LOCAL_POSTGRES_TEST_DIRECTORY";

#[test]
fn a_killed_server_loses_nothing_and_starts_again() {
    let place = Place::new();
    let cluster = place.start();
    ask(cluster.url(), "CREATE TABLE notes (body text)");
    ask(cluster.url(), "INSERT INTO notes VALUES ('kept')");
    kill("-KILL", cluster.pid());
    drop(cluster);
    assert_eq!(ask(place.start().url(), "SELECT body FROM notes"), "kept");
}

#[test]
fn a_killed_server_can_be_revived_in_place() {
    let place = Place::new();
    let mut cluster = place.start();
    ask(cluster.url(), "CREATE TABLE notes (body text)");
    assert!(!cluster.revive().expect("nothing to do"));
    let pid = cluster.pid();
    kill("-KILL", pid);
    wait_until("the end", || !is_running(pid));
    assert!(cluster.revive().expect("a new server"));
    assert_eq!(ask(cluster.url(), "SELECT count(*) FROM notes"), "0");
}

/// Not a test of its own: what `an_orphan_is_taken_over` runs as another process.
#[test]
fn serve_until_killed() {
    let Some(directory) = std::env::var_os(ROLE) else {
        return;
    };
    let cluster = start_with(directory.as_ref(), true, None).expect("a cluster");
    fs::write(
        std::path::Path::new(&directory).with_extension("url"),
        cluster.url(),
    )
    .expect("write");
    std::thread::sleep(std::time::Duration::from_secs(120));
}

#[test]
fn an_orphan_is_taken_over() {
    let place = Place::new();
    let mut server = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "recovery::serve_until_killed"])
        .env(ROLE, place.data_dir())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("another process");
    let file = place.path().join("data.url");
    wait_until("the other process's server", || {
        fs::read_to_string(&file).is_ok_and(|url| !url.is_empty())
    });
    let url = fs::read_to_string(file).expect("url");
    ask(
        &url,
        "CREATE TABLE notes (body text); INSERT INTO notes VALUES ('kept')",
    );
    let pid_file = place.data_dir().join("cluster/postmaster.pid");
    let text = fs::read_to_string(pid_file).expect("pid file");
    let orphan: u32 = text
        .lines()
        .next()
        .expect("a line")
        .parse()
        .expect("a number");

    let second = start_with(&place.data_dir(), true, None)
        .expect_err("it is in use")
        .to_string();
    assert!(
        second.contains(&format!("(process {})", server.id())),
        "{second}"
    );

    server.kill().expect("kill");
    server.wait().expect("wait");
    assert!(is_running(orphan), "PostgreSQL outlives its starter");
    let cluster = place.start();
    assert_ne!(cluster.pid(), orphan);
    assert!(!is_running(orphan));
    assert_eq!(ask(cluster.url(), "SELECT body FROM notes"), "kept");
}

#[test]
fn the_number_of_a_dead_server_may_be_anybodys_now() {
    let place = Place::new();
    let cluster = place.start();
    let pid_file = place.data_dir().join("cluster/postmaster.pid");
    let text = fs::read_to_string(&pid_file).expect("pid file");
    kill("-KILL", cluster.pid());
    drop(cluster);
    // Ours stands for it: alive, and no server. One that is nobody's is left to PostgreSQL.
    let mut bystander = Command::new("sleep").arg("60").spawn().expect("sleep");
    for pid in [bystander.id(), 4_000_000] {
        let rest = text.split_once('\n').expect("lines").1;
        fs::write(&pid_file, format!("{pid}\n{rest}")).expect("write");
        assert_eq!(ask(place.start().url(), "SELECT 1"), "1");
    }
    assert!(bystander.try_wait().expect("still there").is_none());
    bystander
        .kill()
        .and_then(|()| bystander.wait())
        .expect("end");
}

#[test]
fn a_cluster_that_was_never_finished_is_made_anew() {
    let place = Place::new();
    let half = place.data_dir().join("cluster.new-4000000");
    fs::create_dir_all(half.join("base")).expect("mkdir");
    fs::write(half.join("PG_VERSION"), "15\n").expect("write");
    let cluster = place.start();
    assert_eq!(ask(cluster.url(), "SELECT 1"), "1");
    assert!(!half.exists());
}
