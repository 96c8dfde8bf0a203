//! `backup` and `restore`, as one runs them.

use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::running::{Server, bloknotik, cluster, rows, run, soon};

const OWN_KEY: &str = "0123456789abcdef0123456789abcdef";

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A cluster with one account, and its address.
struct Place {
    dir: testkit::TempDir,
    cluster: local_postgres::Cluster,
}

impl Place {
    fn new() -> Self {
        let dir = testkit::TempDir::new();
        let cluster = cluster(dir.path());
        let place = Self { dir, cluster };
        place.must(&["migrate"]);
        place
    }

    fn with_contacts() -> Self {
        let place = Self::new();
        diesel_execute(
            place.cluster.url(),
            "INSERT INTO users (id, username, username_key, password_hash) \
             VALUES ('00000000-0000-0000-0000-000000000001', 'ann', 'ann', 'x'); \
             INSERT INTO books (id, owner_id, name, is_default) \
             VALUES (gen_random_uuid(), '00000000-0000-0000-0000-000000000001', 'Contacts', true)",
        );
        place.must(&["sample", "--contacts", "300"]);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn say(&self, arguments: &[&str]) -> (bool, String) {
        let (output, err) = run(arguments, &[("DATABASE_URL", self.cluster.url())]);
        let out = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.success(), out + &err)
    }

    fn must(&self, arguments: &[&str]) -> String {
        let (ok, said) = self.say(arguments);
        assert!(ok, "{arguments:?}: {said}");
        said
    }

    fn must_not(&self, arguments: &[&str]) -> String {
        let (ok, said) = self.say(arguments);
        assert!(!ok, "{arguments:?}: {said}");
        said
    }

    fn backups(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.path(folder)).unwrap().flatten();
        let mut names: Vec<_> = entries
            .map(|entry| entry.file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

fn diesel_execute(url: &str, sql: &str) {
    use diesel::connection::{Connection, SimpleConnection};
    let mut connection = diesel::PgConnection::establish(url).unwrap();
    connection.batch_execute(sql).unwrap();
}

#[test]
fn a_book_is_saved_beside_its_server_and_restored_elsewhere() {
    let dir = testkit::TempDir::new();
    let (data, other) = (dir.path().join("data"), dir.path().join("other"));
    let variables = |data: &Path| {
        [
            ("DATA_DIR".to_owned(), text(data).to_owned()),
            ("SECRET_KEY".to_owned(), OWN_KEY.to_owned()),
            ("SHUTDOWN_DELAY_SECONDS".to_owned(), "0".to_owned()),
        ]
    };
    let (here, there) = (variables(&data), variables(&other));
    let here = here.each_ref().map(|(a, b)| (a.as_str(), b.as_str()));
    let there = there.each_ref().map(|(a, b)| (a.as_str(), b.as_str()));
    let server = Server::start(&here);
    server.wait_for("/readyz", 200);
    let ann = r#"{"username":"ann","password":"correct horse"}"#;
    let (status, answer) = server.post("/api/v1/users/register", ann);
    assert_eq!(status, 201, "{answer}");
    let (_, answer) = server.post("/api/v1/users/login", ann);
    let token = answer.split(r#""token":""#).nth(1).unwrap();
    let token = token.split('"').next().unwrap();
    assert!(
        run(&["sample", "--contacts", "50"], &here)
            .0
            .status
            .success()
    );

    let file = dir.path().join("backup.gz");
    let (made, err) = run(&["backup", "--output", text(&file)], &here);
    assert!(made.status.success(), "{err}");
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let (refused, err) = run(&["restore", text(&file), "--overwrite"], &here);
    assert!(
        !refused.status.success() && err.contains("stop it first"),
        "{err}"
    );
    let (none, err) = run(&["backup", "--output", text(&file)], &there);
    assert!(
        !none.status.success() && err.contains("no database yet"),
        "{err}"
    );
    drop(server);

    let (restored, err) = run(&["restore", text(&file)], &there);
    assert!(restored.status.success(), "{err}");
    let server = Server::start(&there);
    server.wait_for("/readyz", 200);
    // With the key of the server, sessions are those of before, too.
    assert_eq!(server.get_as("/api/v1/contacts", token), 200);
    let (status, _) = server.post("/api/v1/users/login", ann);
    assert_eq!(status, 200);
}

#[test]
fn a_backup_is_checked_without_a_database_and_goes_through_pipes() {
    let place = Place::with_contacts();
    let file = place.path("backup.gz");
    place.must(&["backup", "-o", text(&file)]);
    let (checked, err) = run(&["backup", "--check", text(&file)], &[]);
    assert!(checked.status.success(), "{err}");
    let said = String::from_utf8(checked.stdout).unwrap();
    assert!(
        said.contains("a whole backup") && said.contains("300"),
        "{said}"
    );

    let piped = bloknotik(
        &["backup", "--output", "-"],
        &[("DATABASE_URL", place.cluster.url())],
    )
    .output()
    .unwrap();
    // How many bytes arrive only the other end knows: no number is better than a wrong one.
    let told = String::from_utf8_lossy(&piped.stderr);
    assert!(
        told.contains("backup made") && !told.contains("bytes"),
        "{told}"
    );
    let other = Place::new();
    let mut child = bloknotik(&["restore", "-"], &[("DATABASE_URL", other.cluster.url())])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(&piped.stdout)
        .unwrap();
    assert!(child.wait().unwrap().success());
    let refused = other.must_not(&["restore", text(&file)]);
    assert!(
        refused.contains("--overwrite") && refused.contains("nothing was changed"),
        "{refused}"
    );
    other.must(&["restore", text(&file), "--overwrite"]);
}

#[test]
fn what_a_killed_backup_left_is_taken_over_and_what_another_writes_is_not() {
    let place = Place::with_contacts();
    let file = place.path("backup.gz");
    let begun = place.path(".backup.gz.unfinished");
    std::fs::write(&begun, "half of something").unwrap();
    place.must(&["backup", "-o", text(&file)]);
    place.must(&["backup", "--check", text(&file)]);
    assert!(!begun.exists());
    let mode = std::os::unix::fs::PermissionsExt::mode(&file.metadata().unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600, "whoever might read what was left");
    let other = std::fs::File::create(&begun).unwrap();
    other.lock().unwrap();
    let refused = place.must_not(&["backup", "-o", text(&file)]);
    assert!(refused.contains("another backup is writing"), "{refused}");
    place.must(&["backup", "--check", text(&file)]);
    // A name that leads elsewhere is not followed.
    drop(other);
    let treasure = place.path("treasure");
    std::fs::write(&treasure, "gold").unwrap();
    std::fs::remove_file(&begun).unwrap();
    std::os::unix::fs::symlink(&treasure, &begun).unwrap();
    place.must_not(&["backup", "-o", text(&file)]);
    std::fs::remove_file(&begun).unwrap();
    std::fs::hard_link(&treasure, &begun).unwrap();
    place.must_not(&["backup", "-o", text(&file)]);
    assert_eq!(std::fs::read(&treasure).unwrap(), b"gold");
}

#[test]
fn whatever_is_wrong_with_a_file_is_told() {
    let place = Place::with_contacts();
    let file = place.path("backup.gz");
    place.must(&["backup", "--output", text(&file)]);
    let whole = std::fs::read(&file).unwrap();
    let mut flipped = whole.clone();
    let middle = whole.len() / 2;
    flipped[middle] ^= 4;
    for (bytes, said) in [
        (whole[..middle].to_vec(), "ends too early"),
        (flipped, "broken"),
        ([&whole[..], b"x"].concat(), "broken"),
        (b"BEGIN:VCARD".to_vec(), "not a backup"),
        (Vec::new(), "empty"),
        (
            b"-----BEGIN AGE ENCRYPTED FILE-----".to_vec(),
            "age --decrypt",
        ),
    ] {
        std::fs::write(&file, bytes).unwrap();
        let err = place.must_not(&["backup", "--check", text(&file)]);
        assert!(err.contains(said), "{said}: {err}");
        let err = place.must_not(&["restore", text(&file), "--overwrite"]);
        assert!(err.contains("nothing was changed"), "{said}: {err}");
    }
    let missing = place.must_not(&["restore", "/nowhere"]);
    assert!(missing.contains("/nowhere"), "{missing}");
    let nowhere = place.must_not(&["backup", "--output", "/nowhere/backup"]);
    assert!(nowhere.contains("/nowhere"), "{nowhere}");
    let x = text_of(place.path("x"));
    for arguments in [
        &["backup"][..],
        &["backup", "--dir", &x, "--output", &x],
        &["backup", "--output", &x, "--keep", "3"],
        &["backup", "--dir", &x, "--keep", "0"],
        &["backup", "--dir", &x, "--every", "0h"],
        &["backup", "--dir", &x, "--every", "soon"],
        &["backup", "--dir", &x, "--recipient", "age1nobody"],
    ] {
        place.must_not(arguments);
    }
}

#[test]
fn a_restore_that_is_killed_half_way_has_changed_nothing() {
    let place = Place::with_contacts();
    let saved = place.path("backup.gz");
    place.must(&["backup", "--output", text(&saved)]);
    let whole = std::fs::read(&saved).unwrap();
    let other = Place::with_contacts();
    let before = other.path("before");
    other.must(&["backup", "--output", text(&before)]);
    let variables = [("DATABASE_URL", other.cluster.url())];
    for signal in ["-KILL", "-TERM"] {
        let mut child = bloknotik(&["restore", "-", "--overwrite"], &variables)
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut pipe = child.stdin.take().unwrap();
        let (most, rest) = whole.split_at(whole.len() * 9 / 10);
        pipe.write_all(most).unwrap();
        // It has emptied the tables, is filling them, and waits for more.
        let under_way = "SELECT FROM pg_stat_activity WHERE application_name = 'bloknotik restore' \
                         AND backend_xid IS NOT NULL AND query LIKE 'COPY%'";
        assert!(soon(|| rows(other.cluster.url(), under_way) == 1));
        let id = child.id().to_string();
        let killed = Command::new("kill").args([signal, &id]).status();
        assert!(killed.unwrap().success());
        // Time for the signal to be heard; what comes then is all that was missing.
        std::thread::sleep(Duration::from_secs(1));
        let _ = pipe.write_all(rest);
        drop(pipe);
        let output = child.wait_with_output().unwrap();
        assert!(!output.status.success());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if signal == "-TERM" {
            assert!(said.contains("stopped before the end"), "{said}");
            assert!(said.contains("nothing was changed"), "{said}");
        }
        // What is left of it goes when the database notices that nobody is there.
        assert!(soon(|| rows(other.cluster.url(), under_way) == 0));
        let after = other.path("after");
        other.must(&["backup", "--output", text(&after)]);
        assert_eq!(rows_of(&before), rows_of(&after), "{signal}");
    }
    other.must(&["restore", text(&saved), "--overwrite"]);
}

/// What a backup holds, but for the moment at which it was made.
fn rows_of(backup: &Path) -> Vec<String> {
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(backup).unwrap())
        .read_to_string(&mut text)
        .unwrap();
    let mut is_of_backups = false;
    let is_of_the_book = |line: &&str| {
        if line.starts_with('{') {
            is_of_backups = ["bloknotik_backup", "last_backup", "sha256"]
                .iter()
                .any(|word| line.contains(word));
        }
        !is_of_backups
    };
    let rows = text.lines().filter(is_of_the_book);
    let mut rows: Vec<String> = rows.map(str::to_owned).collect();
    // Rows come in no order.
    rows.sort();
    rows
}

#[test]
fn a_backup_is_for_those_who_can_open_it() {
    let place = Place::with_contacts();
    let key = age::x25519::Identity::generate();
    let secret = age::secrecy::ExposeSecret::expose_secret(&key.to_string()).to_owned();
    let write = |name: &str, text: &str| {
        std::fs::write(place.path(name), text).unwrap();
        text_of(place.path(name))
    };
    let (mine, phrase) = (write("key", &secret), write("phrase", "open sesame\n"));
    let theirs = age::x25519::Identity::generate().to_string();
    let theirs = write("theirs", age::secrecy::ExposeSecret::expose_secret(&theirs));
    let wrong = write("wrong", "open barley\n");

    let file = text_of(place.path("backup.gz.age"));
    let recipient = key.to_public().to_string();
    place.must(&["backup", "--output", &file, "--recipient", &recipient]);
    let bytes = std::fs::read(&file).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1\n"));
    let err = place.must_not(&["backup", "--check", &file]);
    assert!(err.contains("--identity"), "{err}");
    let err = place.must_not(&["backup", "--check", &file, "--identity", &theirs]);
    assert!(err.contains("does not open"), "{err}");
    place.must(&["backup", "--check", &file, "--identity", &mine]);
    let err = place.must_not(&["backup", "--check", &file, "--identity", &phrase]);
    assert!(err.contains("no key of age"), "{err}");

    place.must(&["backup", "--output", &file, "--passphrase-file", &phrase]);
    let err = place.must_not(&["backup", "--check", &file]);
    assert!(err.contains("--passphrase-file"), "{err}");
    let err = place.must_not(&["restore", &file, "--overwrite", "--passphrase-file", &wrong]);
    assert!(
        err.contains("does not open") && err.contains("nothing was changed"),
        "{err}"
    );
    place.must(&[
        "restore",
        &file,
        "--overwrite",
        "--passphrase-file",
        &phrase,
    ]);
    // What was altered behind the head shows as well.
    let mut altered = std::fs::read(&file).unwrap();
    let last = altered.len() - 1;
    altered[last] ^= 1;
    std::fs::write(&file, altered).unwrap();
    let err = place.must_not(&["backup", "--check", &file, "--passphrase-file", &phrase]);
    assert!(err.contains("broken"), "{err}");
}

fn text_of(path: PathBuf) -> String {
    path.into_os_string().into_string().unwrap()
}

#[test]
fn a_folder_keeps_the_newest_and_what_is_not_ours() {
    let place = Place::with_contacts();
    let folder = text_of(place.path("kept"));
    std::fs::create_dir(&folder).unwrap();
    let others = [
        "bloknotik-2020-01-01T000000Z.gz.old",
        "notes.txt",
        "bloknotik-2020.gz",
    ];
    let ours = [
        "bloknotik-2020-01-01T000000Z.gz",
        "bloknotik-2020-01-02T000000Z.gz.age",
        "bloknotik-2020-01-03T000000Z.gz",
        // A clock that went wrong: it takes nobody's place, and who knows what is in it.
        "bloknotik-2999-01-01T000000Z.gz",
    ];
    for name in others.iter().chain(&ours) {
        std::fs::write(place.path("kept").join(name), "").unwrap();
    }
    for _ in 0..2 {
        place.must(&["backup", "--dir", &folder, "--keep", "3"]);
    }
    let left = place.backups("kept");
    for name in others {
        assert!(left.contains(&name.to_owned()), "{left:?}");
    }
    assert_eq!(left.len(), others.len() + 3 + 1, "{left:?}");
    assert!(left.contains(&ours[3].to_owned()), "{left:?}");
    let real = left.iter().filter(|name| {
        let length = std::fs::metadata(place.path("kept").join(name))
            .unwrap()
            .len();
        length > 0
    });
    for name in real {
        place.must(&["backup", "--check", &format!("{folder}/{name}")]);
    }
    let refused = place.must_not(&["backup", "--output", &folder]);
    assert!(refused.contains("no ordinary file"), "{refused}");
}

#[test]
fn backups_are_made_again_and_again_until_a_signal() {
    let place = Place::with_contacts();
    let folder = text_of(place.path("daily"));
    // What fails is tried again.
    std::fs::write(&folder, "in the way").unwrap();
    let mut child = bloknotik(
        &["backup", "--dir", &folder, "--keep", "2", "--every", "1s"],
        &[("DATABASE_URL", place.cluster.url())],
    )
    .stderr(Stdio::null())
    .spawn()
    .unwrap();
    std::thread::sleep(Duration::from_secs(2));
    assert!(child.try_wait().unwrap().is_none(), "it has given up");
    std::fs::remove_file(&folder).unwrap();
    let made = || {
        let names = std::fs::read_dir(&folder).into_iter().flatten().flatten();
        let names = names.map(|entry| entry.file_name().into_string().unwrap());
        names.filter(|name| name.starts_with("bloknotik-")).max()
    };
    assert!(soon(|| made().is_some()));
    let first = made();
    assert!(soon(|| made() > first));
    let second = made();
    assert!(soon(|| made() > second));
    let id = child.id().to_string();
    let killed = Command::new("kill").args(["-TERM", &id]).status();
    assert!(killed.unwrap().success());
    assert!(soon(|| child.try_wait().unwrap().is_some()));
    assert!(child.wait().unwrap().success());
    let left = place.backups("daily");
    assert_eq!(left.len(), 2, "{left:?}");
    for name in left {
        place.must(&["backup", "--check", &format!("{folder}/{name}")]);
    }
}

#[test]
fn a_backup_of_the_future_costs_none_of_the_past() {
    let place = Place::with_contacts();
    let folder = text_of(place.path("kept"));
    std::fs::create_dir(&folder).unwrap();
    let old = "bloknotik-2020-01-01T000000Z.gz";
    for name in [old, "bloknotik-2999-01-01T000000Z.gz"] {
        std::fs::write(place.path("kept").join(name), "").unwrap();
    }
    let mut child = bloknotik(
        &["backup", "--dir", &folder, "--keep", "2", "--every", "1h"],
        &[("DATABASE_URL", place.cluster.url())],
    )
    .stderr(Stdio::null())
    .spawn()
    .unwrap();
    assert!(soon(|| place.backups("kept").iter().any(|name| {
        name != old && !name.contains("2999") && !name.starts_with('.')
    })));
    // Time for many more, if it did not wait.
    std::thread::sleep(Duration::from_secs(3));
    let left = place.backups("kept");
    assert!(
        left.len() == 3 && left.contains(&old.to_owned()),
        "{left:?}"
    );
    let _ = Command::new("kill").arg(child.id().to_string()).status();
    assert!(child.wait().unwrap().success());
}
