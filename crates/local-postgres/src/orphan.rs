//! The server that a killed process of ours left behind.
//!
//! It is stopped in order and started afresh instead of being adopted: whatever the dead process had under way (an open
//! transaction, an advisory lock around a migration) ends with it, and the new settings apply. Committed data stay.

use std::fs;
use std::path::Path;
use std::process::Command;

use rustix::process::{Pid, test_kill_process};

use crate::Error;
use crate::directory::Directory;
use crate::postmaster::stop_process;

/// Stops it, if there is one. We hold the lock on the directory, so nobody is using it.
pub(crate) fn stop(directory: &Directory) -> Result<(), Error> {
    let cluster = directory.cluster();
    let file = cluster.join("postmaster.pid");
    let Ok(text) = fs::read_to_string(&file) else {
        return Ok(());
    };
    let pid = text
        .lines()
        .next()
        .and_then(|line| line.trim().parse().ok())
        .and_then(Pid::from_raw);
    let Some(pid) = pid.filter(|pid| test_kill_process(*pid).is_ok()) else {
        // PostgreSQL itself sees that a dead process is dead, and looks for its surviving children.
        return Ok(());
    };
    if !is_server_of(pid, &cluster) {
        // The number belongs to somebody else by now; PostgreSQL would take them for a server and refuse to start.
        return fs::remove_file(&file).map_err(Error::io("remove", &file));
    }
    if stop_process(pid, || !is_server_of(pid, &cluster)) {
        return Ok(());
    }
    let root = directory.root().display();
    let what = format!(
        "the PostgreSQL (process {}) that was left running in {root} does not stop",
        pid.as_raw_nonzero()
    );
    Err(Error::program(what, ""))
}

/// Whether the process is a PostgreSQL server at work in this cluster, and neither one that inherited its number nor a
/// dead one that nobody has waited for: that one works nowhere.
fn is_server_of(pid: Pid, cluster: &Path) -> bool {
    let number = pid.as_raw_nonzero();
    if cfg!(target_os = "linux") {
        return fs::read_link(format!("/proc/{number}/cwd"))
            .is_ok_and(|directory| directory == cluster);
    }
    let arguments = Command::new("ps")
        .args(["-o", "args=", "-p", &number.to_string()])
        .output();
    arguments.is_ok_and(|output| {
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.contains("postgres") && text.contains(&*cluster.to_string_lossy())
    })
}
