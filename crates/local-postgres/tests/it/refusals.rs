//! What is refused, and in which words.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use local_postgres::{Error, Programs};

use crate::support::{Place, ask, start, start_with};

fn refusal(data_dir: &Path) -> Error {
    start(data_dir).expect_err("a refusal")
}

#[test]
fn a_second_server_on_the_same_directory() {
    let place = Place::new();
    let cluster = place.start();
    let error = refusal(&place.data_dir());
    assert!(
        matches!(&error, Error::InUse { pid: Some(pid), .. } if *pid == std::process::id()),
        "{error}"
    );
    assert!(error.to_string().contains("stop it first"), "{error}");
    // And the first one does not notice.
    assert_eq!(ask(cluster.url(), "SELECT 1"), "1");
}

#[test]
fn a_directory_with_something_else_in_it() {
    let place = Place::new();
    fs::create_dir(place.data_dir()).expect("mkdir");
    let file = place.data_dir().join("holiday.jpg");
    fs::write(&file, "x").expect("write");
    let error = refusal(&place.data_dir());
    assert!(
        matches!(error, Error::Foreign { .. }) && error.to_string().contains("holiday.jpg"),
        "{error}"
    );
    assert_eq!(
        fs::read_dir(place.data_dir()).expect("read").count(),
        1,
        "nothing was added"
    );

    fs::rename(file, place.data_dir().join("PG_VERSION")).expect("rename");
    let text = refusal(&place.data_dir()).to_string();
    assert!(
        text.contains("a PostgreSQL cluster that something else made"),
        "{text}"
    );
}

#[test]
fn the_root_of_a_file_system_counts_as_empty() {
    let place = Place::new();
    fs::create_dir_all(place.data_dir().join("lost+found")).expect("mkdir");
    place.start();
}

#[test]
fn a_cluster_of_another_version() {
    let place = Place::new();
    place.start().stop();
    fs::write(place.data_dir().join("cluster/PG_VERSION"), "12\n").expect("write");
    let error = refusal(&place.data_dir());
    let (text, ours) = (
        error.to_string(),
        Programs::find().expect("programs").major(),
    );
    assert!(matches!(error, Error::WrongVersion { .. }), "{text}");
    for word in [
        "PostgreSQL 12",
        &format!("version {ours}"),
        "pg_upgrade",
        "POSTGRES_BINDIR",
    ] {
        assert!(text.contains(word), "{word}: {text}");
    }
}

#[test]
fn a_server_that_does_not_start_is_quoted() {
    let place = Place::new();
    place.start().stop();
    let path = place.data_dir().join("cluster/postgresql.conf");
    let text = fs::read_to_string(&path).expect("read") + "shared_buffers = 'a lot'\n";
    fs::write(path, text).expect("write");
    let error = refusal(&place.data_dir()).to_string();
    assert!(
        error.contains("invalid value for parameter \"shared_buffers\""),
        "{error}"
    );
    assert!(!place.data_dir().join("cluster/postmaster.pid").exists());
}

#[test]
fn a_failing_initdb_is_quoted_and_leaves_nothing() {
    let place = Place::new();
    // A directory of programs in which initdb is another: that of a full disk.
    let real = Programs::find().expect("programs");
    let bindir = place.path().join("bin");
    fs::create_dir(&bindir).expect("mkdir");
    for name in ["postgres", "psql", "pg_config"] {
        std::os::unix::fs::symlink(real.program(name), bindir.join(name)).expect("link");
    }
    let initdb = bindir.join("initdb");
    fs::write(
        &initdb,
        "#!/bin/sh\necho 'could not write: No space left on device' >&2\nexit 1\n",
    )
    .expect("write");
    fs::set_permissions(&initdb, fs::Permissions::from_mode(0o755)).expect("chmod");
    let programs = Programs::in_directory(&bindir).expect("programs");
    let error = start_with(&place.data_dir(), true, Some(programs))
        .expect_err("no space")
        .to_string();
    assert!(error.contains("No space left on device"), "{error}");
    let left: Vec<_> = fs::read_dir(place.data_dir())
        .expect("read")
        .flatten()
        .map(|entry| entry.file_name())
        .collect();
    assert_eq!(left, ["lock"]);
}
