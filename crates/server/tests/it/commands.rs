//! The commands of whoever runs the server.

use std::io::Write;
use std::process::{Output, Stdio};

use crate::running::{Server, bloknotik, cluster, run, soon};

pub struct Said {
    pub ok: bool,
    pub out: String,
    pub err: String,
}

/// Runs it with this on standard input.
pub fn say(arguments: &[&str], variables: &[(&str, &str)], input: &str) -> Said {
    let mut child = bloknotik(arguments, variables)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // Whoever refuses before reading closes the pipe.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().unwrap();
    Said {
        ok: status.success(),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}

fn sign_in(server: &Server, username: &str, password: &str) -> u16 {
    let body = format!(r#"{{"username":"{username}","password":"{password}"}}"#);
    server.post("/api/v1/users/login", &body).0
}

#[test]
fn accounts_are_made_and_looked_after_beside_a_running_server() {
    let dir = testkit::TempDir::new();
    let data = dir.path().join("data");
    let variables = [
        ("DATA_DIR", data.to_str().unwrap()),
        ("SHUTDOWN_DELAY_SECONDS", "0"),
    ];
    let server = Server::start(&variables);
    server.wait_for("/readyz", 200);
    let user =
        |arguments: &[&str], input: &str| say(&[&["user"], arguments].concat(), &variables, input);

    assert!(user(&["list"], "").out.contains("no accounts yet"));
    let made = user(&["add", "ann"], "correct horse\n");
    assert!(
        made.ok && made.out.contains("administrator"),
        "{}",
        made.err
    );
    assert_eq!(sign_in(&server, "ANN", "correct horse"), 200);
    let twice = user(&["add", "Ann"], "correct horse\n");
    assert!(!twice.ok && twice.err.contains("already"), "{}", twice.err);
    let short = user(&["add", "bob"], "short\n");
    assert!(!short.ok && short.err.contains("password"), "{}", short.err);
    let odd = user(&["add", "bo b"], "correct horse\n");
    assert!(!odd.ok && odd.err.contains("username"), "{}", odd.err);
    assert!(user(&["add", "bob", "--language", "ru"], "correct horse\n").ok);

    let changed = user(&["passwd", "ann"], "another horse");
    assert!(changed.ok, "{}", changed.err);
    assert_eq!(sign_in(&server, "ann", "correct horse"), 401);
    assert_eq!(sign_in(&server, "ann", "another horse"), 200);

    let last = user(&["disable", "ann"], "");
    assert!(
        !last.ok && last.err.contains("only administrator"),
        "{}",
        last.err
    );
    let last = user(&["demote", "ann"], "");
    assert!(
        !last.ok && last.err.contains("only administrator"),
        "{}",
        last.err
    );
    assert!(user(&["promote", "bob"], "").ok);
    assert!(user(&["disable", "ann"], "").ok);
    assert_eq!(sign_in(&server, "ann", "another horse"), 401);
    let listed = user(&["list"], "").out;
    let line = |name: &str| {
        let found = listed.lines().find(|line| line.starts_with(name));
        found.unwrap().to_owned()
    };
    assert!(line("ann").contains("disabled since"), "{listed}");
    assert!(line("bob").contains("run this server"), "{listed}");
    assert!(user(&["enable", "ann"], "").ok);
    assert_eq!(sign_in(&server, "ann", "another horse"), 200);
    let nobody = user(&["passwd", "eve"], "correct horse");
    assert!(!nobody.ok && nobody.err.contains("eve"), "{}", nobody.err);
}

#[test]
fn a_new_password_ends_all_sessions() {
    let dir = testkit::TempDir::new();
    let data = dir.path().join("data");
    let variables = [
        ("DATA_DIR", data.to_str().unwrap()),
        ("SHUTDOWN_DELAY_SECONDS", "0"),
    ];
    let server = Server::start(&variables);
    server.wait_for("/readyz", 200);
    assert!(say(&["user", "add", "ann"], &variables, "correct horse\n").ok);
    let body = r#"{"username":"ann","password":"correct horse"}"#;
    let (_, answer) = server.post("/api/v1/users/login", body);
    let token = answer.split(r#""token":""#).nth(1).unwrap();
    let token = token.split('"').next().unwrap();
    assert_eq!(server.get_as("/api/v1/me", token), 200);
    assert!(say(&["user", "passwd", "ann"], &variables, "another horse\n").ok);
    assert!(soon(|| server.get_as("/api/v1/me", token) == 401));
}

#[test]
fn the_state_of_the_schema_is_told_and_left_alone() {
    let dir = testkit::TempDir::new();
    let data = dir.path().join("data");
    let variables = [("DATA_DIR", data.to_str().unwrap())];
    let nothing = say(&["migrate", "--status"], &variables, "");
    assert!(
        !nothing.ok && nothing.err.contains("no database yet"),
        "{}",
        nothing.err
    );
    assert!(!data.exists(), "looking makes nothing");
    let cluster = cluster(dir.path());
    let empty = [("DATABASE_URL", cluster.url())];
    let before = say(&["migrate", "--status"], &empty, "");
    assert!(
        !before.ok && before.out.contains("pending"),
        "{}",
        before.out
    );
    let user = say(&["user", "list"], &empty, "");
    assert!(
        !user.ok && user.err.contains("run `bloknotik migrate`"),
        "{}",
        user.err
    );
    let again = say(&["migrate", "--status"], &empty, "");
    assert_eq!(again.out, before.out);
    assert!(run(&["migrate"], &variables).0.status.success());
    let after = say(&["migrate", "--status"], &variables, "");
    assert!(
        after.ok && after.out.contains("the schema is current"),
        "{}",
        after.out
    );
}

#[test]
fn a_migration_that_waits_says_for_whom() {
    use diesel::{Connection, RunQueryDsl};
    let dir = testkit::TempDir::new();
    let cluster = cluster(dir.path());
    let mut holder = diesel::PgConnection::establish(cluster.url()).unwrap();
    diesel::sql_query("SELECT pg_advisory_lock_shared(x'626c6f6b6e6f7469'::bigint)")
        .execute(&mut holder)
        .unwrap();
    let leaving = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_secs(1));
        drop(holder);
    });
    let (output, said) = run(&["migrate"], &[("DATABASE_URL", cluster.url())]);
    leaving.join().unwrap();
    assert!(output.status.success(), "{said}");
    assert!(
        said.contains("waiting for")
            && said.contains("process ")
            && said.contains("its own machine"),
        "{said}"
    );
}

#[test]
fn the_configuration_is_shown_with_its_sources_and_without_secrets() {
    let dir = testkit::TempDir::new();
    let key = dir.path().join("key");
    std::fs::write(&key, "0123456789abcdef0123456789abcdef\n").unwrap();
    let shown = say(
        &["config"],
        &[
            ("DATABASE_URL", "postgres://ann:hunter2@db/book"),
            ("SECRET_KEY_FILE", key.to_str().unwrap()),
            ("BIND", "127.0.0.1:1"),
        ],
        "",
    );
    assert!(shown.ok, "{}", shown.err);
    let line = |name: &str| {
        let found = shown.out.lines().find(|line| line.starts_with(name));
        found.unwrap_or_default().to_owned()
    };
    assert!(line("BIND").contains("127.0.0.1:1") && line("BIND").contains("environment"));
    assert!(line("DATABASE_URL").contains("postgres://ann:[hidden]@db/book"));
    assert!(line("SECRET_KEY").contains(key.to_str().unwrap()));
    assert!(line("REGISTRATION").contains("default"));
    for secret in ["hunter2", "0123456789abcdef"] {
        assert!(!shown.out.contains(secret), "{}", shown.out);
    }
    assert_eq!(line("DATA_DIR").split_whitespace().nth(1), Some("-"));
    let threads = line("WORKER_THREADS");
    let threads = threads.split_whitespace().nth(1).unwrap_or_default();
    assert!(threads.parse::<u16>().is_ok(), "{threads}");
    let own = say(
        &["config"],
        &[("HOME", "/home/ann"), ("XDG_DATA_HOME", "/data")],
        "",
    );
    let data_dir = own.out.lines().find(|line| line.starts_with("DATA_DIR"));
    let place = data_dir.unwrap().split_whitespace().nth(1).unwrap();
    assert!(
        place.starts_with('/') && place.ends_with("bloknotik"),
        "{place}"
    );
    let wrong = say(&["config"], &[("BIND", "x")], "");
    assert!(!wrong.ok && wrong.err.contains("BIND"), "{}", wrong.err);
}

#[test]
fn shells_get_their_completions() {
    for shell in ["bash", "zsh", "fish"] {
        let script = say(&["completions", shell], &[], "");
        assert!(
            script.ok && script.out.contains("passwd"),
            "{shell}: {}",
            script.err
        );
    }
}
