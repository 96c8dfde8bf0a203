//! The ordinary life of a cluster.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use crate::support::{Place, ask, is_running, start, start_with};

#[test]
fn data_survive_a_restart() {
    let place = Place::new();
    let cluster = place.start();
    ask(
        cluster.url(),
        "CREATE TABLE notes (body text); INSERT INTO notes VALUES ('зелёный')",
    );
    let (pid, socket) = (cluster.pid(), cluster.socket_dir().to_owned());
    cluster.stop();
    assert!(!is_running(pid) && !socket.exists());

    let before = Instant::now();
    let cluster = place.start();
    eprintln!("start of an existing cluster: {:?}", before.elapsed());
    assert_eq!(ask(cluster.url(), "SELECT body FROM notes"), "зелёный");
}

#[test]
fn dropping_stops_it() {
    let place = Place::new();
    let cluster = place.start();
    let pid = cluster.pid();
    drop(cluster);
    assert!(!is_running(pid));
}

#[test]
fn it_is_private_and_listens_on_no_network() {
    let place = Place::new();
    let cluster = place.start();
    assert_eq!(ask(cluster.url(), "SHOW listen_addresses"), "");
    let mode = fs::metadata(cluster.socket_dir())
        .expect("metadata")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o700);
    assert!(cluster.socket_dir().as_os_str().len() < 85);
}

#[test]
fn text_is_utf8_sorted_by_code_point_and_letters_are_known() {
    let place = Place::new();
    let cluster = start_with(&place.data_dir(), false, None).expect("a cluster");
    assert_eq!(ask(cluster.url(), "SHOW server_encoding"), "UTF8");
    assert_eq!(ask(cluster.url(), "SELECT lower('ЁЖИК')"), "ёжик");
    assert_eq!(ask(cluster.url(), "SELECT 'Z' < 'a' AND 'z' < 'я'"), "t");
    ask(
        cluster.url(),
        "CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent",
    );
    assert_ne!(ask(cluster.url(), "SELECT show_trgm('ёжик')"), "{}");
}

#[test]
fn only_a_durable_one_is_safe_and_it_is_small() {
    let place = Place::new();
    let cluster = place.start();
    let show = |name: &str| ask(cluster.url(), &format!("SHOW {name}"));
    assert_eq!(
        (
            show("fsync"),
            show("full_page_writes"),
            show("data_checksums")
        ),
        ("on".into(), "on".into(), "on".into())
    );
    // In pages of 8 kB: by the memory there is, and on the largest machine not more than a gigabyte.
    let buffers = "SELECT setting::bigint BETWEEN 8192 AND 131072 FROM pg_settings WHERE name = 'shared_buffers'";
    assert_eq!(
        (show("max_connections"), ask(cluster.url(), buffers)),
        ("50".into(), "t".into())
    );
    drop(cluster);
    let other = Place::new();
    let cluster = start_with(&other.data_dir(), false, None).expect("a cluster");
    assert_eq!(ask(cluster.url(), "SHOW fsync"), "off");
}

#[test]
fn settings_of_the_owner_win() {
    let place = Place::new();
    place.start().stop();
    let path = place.data_dir().join("cluster/postgresql.conf");
    let text =
        fs::read_to_string(&path).expect("read") + "work_mem = 5MB\nlisten_addresses = '*'\n";
    fs::write(&path, text).expect("write");
    let cluster = place.start();
    assert_eq!(ask(cluster.url(), "SHOW work_mem"), "5MB");
    // Except where it would open the door.
    assert_eq!(ask(cluster.url(), "SHOW listen_addresses"), "");
}

#[test]
fn a_long_path_and_one_with_spaces_and_letters_are_fine() {
    let place = Place::new();
    let long = place.path().join("directory-with-a-long-name".repeat(6));
    let odd = place.path().join("мои данные 'x' \"y\", z % & #");
    for data_dir in [long.join("data"), odd] {
        let cluster = start(&data_dir).expect("a cluster");
        assert_eq!(ask(cluster.url(), "SELECT 1"), "1");
        drop(cluster);
        let cluster = start(&data_dir).expect("the same again");
        assert_eq!(ask(cluster.url(), "SELECT 2"), "2");
    }
}

/// As a process does that another thread starts, until it has become another program.
#[test]
fn whoever_holds_the_lock_for_a_moment_is_waited_for() {
    let place = Place::new();
    fs::create_dir(place.data_dir()).expect("mkdir");
    let lock = fs::File::create(place.data_dir().join("lock")).expect("a lock");
    lock.lock().expect("locked");
    let held = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(200));
        drop(lock);
    });
    let cluster = place.start();
    assert_eq!(ask(cluster.url(), "SELECT 1"), "1");
    held.join().expect("let go");
}

#[test]
fn the_log_is_a_file_without_peoples_data() {
    let place = Place::new();
    let cluster = place.start();
    let statement =
        "DO $$ BEGIN RAISE WARNING 'something to see' USING DETAIL = 'secret name'; END $$";
    ask(cluster.url(), statement);
    cluster.stop();
    let logs = place.data_dir().join("log");
    let files = fs::read_dir(logs).expect("logs").flatten();
    let text: String = files
        .map(|file| fs::read_to_string(file.path()).expect("read"))
        .collect();
    assert!(
        text.contains("something to see") && !text.contains("secret name"),
        "{text}"
    );
}
