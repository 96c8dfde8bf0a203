//! Root and others. Where the tests do not run as root, all of them are tests of an ordinary user anyway.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use local_postgres::Error;

use crate::support::{Place, ask, start};

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|metadata| metadata.uid() == 0)
}

#[test]
fn root_hands_it_to_another_user() {
    if !is_root() {
        return;
    }
    let place = Place::new();
    let cluster = place.start();
    let owner = fs::metadata(place.data_dir().join("cluster"))
        .expect("metadata")
        .uid();
    assert_ne!(owner, 0);
    assert_eq!(
        fs::metadata(format!("/proc/{}", cluster.pid()))
            .expect("process")
            .uid(),
        owner
    );
}

#[test]
fn a_directory_that_this_user_cannot_reach_is_named() {
    if !is_root() {
        return;
    }
    let place = Place::new();
    let closed = place.path().join("closed");
    fs::create_dir(&closed).expect("mkdir");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).expect("chmod");
    let error = start(&closed.join("data")).expect_err("out of reach");
    let text = error.to_string();
    assert!(matches!(error, Error::Access(_)), "{text}");
    assert!(
        text.contains(&format!("cannot enter {}", closed.display())) && text.contains("chmod o+x"),
        "{text}"
    );
}

#[test]
fn a_closed_directory_of_roots_is_given_away() {
    let place = Place::new();
    fs::create_dir(place.data_dir()).expect("mkdir");
    fs::set_permissions(place.data_dir(), fs::Permissions::from_mode(0o700)).expect("chmod");
    assert_eq!(ask(place.start().url(), "SELECT 1"), "1");
}

/// The other tests once more, as an ordinary user.
#[test]
fn an_ordinary_user_can_do_it_too() {
    if !is_root() {
        return;
    }
    let place = Place::for_programs();
    let program = place.path().join("tests");
    // Where it was built may be out of that user's reach.
    fs::copy(std::env::current_exe().expect("this program"), &program).expect("copy");
    let (nobody, directory) = (65_534, place.path().join("nobodys"));
    fs::create_dir(&directory).expect("mkdir");
    std::os::unix::fs::chown(&directory, Some(nobody), Some(nobody)).expect("chown");
    let output = Command::new(&program)
        .args(["lives::", "recovery::", "refusals::", "--test-threads=2"])
        .uid(nobody)
        .gid(nobody)
        .env("TMPDIR", &directory)
        .current_dir(&directory)
        .stdin(Stdio::null())
        .output()
        .expect("the tests");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}
