//! Making a cluster: all of it under another name, then one rename.

use std::fs::{self, DirBuilder, File};
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::account::Account;
use crate::directory::Directory;
use crate::log::last_lines;
use crate::{Error, Programs, settings};

/// Makes the cluster with its one database.
pub(crate) fn init(
    directory: &Directory,
    account: &Account,
    programs: &Programs,
    database: &str,
    durable: bool,
) -> Result<(), Error> {
    let unfinished = directory.unfinished();
    let made = DirBuilder::new()
        .mode(0o700)
        .create(&unfinished)
        .map_err(Error::io("create", &unfinished));
    made.and_then(|()| account.give(&unfinished))
        .and_then(|()| initdb(account, programs, &unfinished, database, durable))
        .and_then(|()| settings::install(account, &unfinished))
        .and_then(|()| create_database(account, programs, &unfinished, database, durable))
        .and_then(|()| put_in_place(directory, &unfinished))
        .inspect_err(|_| directory.remove_unfinished())
}

fn initdb(
    account: &Account,
    programs: &Programs,
    target: &Path,
    user: &str,
    durable: bool,
) -> Result<(), Error> {
    let mut result = Ok(());
    for locale in locales(programs.major()) {
        let mut initdb = account.command(&programs.program("initdb"), target);
        initdb
            .arg("--pgdata")
            .arg(target)
            .args(["--username", user, "--encoding=UTF8"]);
        initdb
            .args([
                "--auth-local=trust",
                "--auth-host=reject",
                "--no-instructions",
            ])
            .args(*locale);
        match (durable, programs.major()) {
            (true, _) => initdb.arg("--data-checksums"),
            (false, ..18) => initdb.arg("--no-sync"),
            (false, _) => initdb.args(["--no-sync", "--no-data-checksums"]),
        };
        result = run(&mut initdb, "", "initdb could not make the database");
        match &result {
            // Only a locale that this system lacks is worth another try.
            Err(error) if error.to_string().contains("locale") => {}
            _ => break,
        }
    }
    result
}

/// Sorting by code point, letters known beyond ASCII: the same everywhere, and none that changes with the system's
/// libraries. Where there is no `C.UTF-8` (older systems, macOS) the sorting is C's and the letters any UTF-8 locale's.
fn locales(major: u32) -> &'static [&'static [&'static str]] {
    const BUILTIN: &str = "--locale-provider=builtin";
    const C: &str = "--builtin-locale=C.UTF-8";
    if major < 17 {
        &[
            &["--locale=C.UTF-8"],
            &["--locale=C", "--lc-ctype=en_US.UTF-8"],
            &["--locale=C", "--lc-ctype=UTF-8"],
        ]
    } else {
        &[
            &[BUILTIN, C, "--locale=C.UTF-8"],
            &[BUILTIN, C, "--locale=C", "--lc-ctype=en_US.UTF-8"],
            &[BUILTIN, C, "--locale=C", "--lc-ctype=UTF-8"],
        ]
    }
}

/// In single-user mode, so that the cluster is whole before anybody can connect.
fn create_database(
    account: &Account,
    programs: &Programs,
    cluster: &Path,
    name: &str,
    durable: bool,
) -> Result<(), Error> {
    let mut single = account.command(&programs.program("postgres"), cluster);
    single
        .arg("--single")
        .arg("-D")
        .arg(cluster)
        .args(["-c", "exit_on_error=true"]);
    if !durable {
        single.args(["-c", "fsync=off"]);
    }
    single.arg("postgres");
    let statement = format!("CREATE DATABASE \"{}\"\n", name.replace('"', "\"\""));
    run(
        &mut single,
        &statement,
        "the new database could not be set up",
    )
}

fn put_in_place(directory: &Directory, unfinished: &Path) -> Result<(), Error> {
    let cluster = directory.cluster();
    fs::rename(unfinished, &cluster).map_err(Error::io("create", &cluster))?;
    // The new name has to survive a power cut as well.
    let root = directory.root();
    File::open(root)
        .and_then(|root| root.sync_all())
        .map_err(Error::io("write", root))
}

fn run(command: &mut Command, input: &str, what: &str) -> Result<(), Error> {
    let path = PathBuf::from(command.get_program());
    let failed = |source| Error::Io {
        doing: "run",
        path,
        source,
    };
    let mut child = match command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
    {
        Ok(child) => child,
        Err(error) => return Err(failed(error)),
    };
    if let Some(mut stdin) = child.stdin.take() {
        // A program that ends early says why by its output.
        let _ = stdin.write_all(input.as_bytes());
    }
    let Output { status, stderr, .. } = match child.wait_with_output() {
        Ok(output) => output,
        Err(error) => return Err(failed(error)),
    };
    if status.success() {
        return Ok(());
    }
    Err(Error::program(
        what,
        last_lines(&String::from_utf8_lossy(&stderr)),
    ))
}
