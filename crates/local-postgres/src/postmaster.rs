//! The process: starting it, waiting for it, stopping it.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant, SystemTime};

use rustix::process::{Pid, Signal, kill_process};

use crate::account::Account;
use crate::directory::Directory;
use crate::{Error, Programs, log, settings};

/// Recovery after a crash may take a while, and giving up in the middle of it would only make it begin again.
const READY_WITHIN: Duration = Duration::from_secs(300);
/// For how long the children of a server that was killed may hold up its successor.
const CHILDREN_GONE_WITHIN: Duration = Duration::from_secs(20);
const FAST_STOP: Duration = Duration::from_secs(30);
const IMMEDIATE_STOP: Duration = Duration::from_secs(10);
const STEP: Duration = Duration::from_millis(5);

/// PostgreSQL's main process. Dropping it stops the server in order.
#[derive(Debug)]
pub(crate) struct Postmaster {
    child: Child,
}

impl Postmaster {
    /// Starts the server and waits until it takes connections.
    pub(crate) fn start(
        directory: &Directory,
        account: &Account,
        programs: &Programs,
        socket: &Path,
    ) -> Result<Self, Error> {
        let children_gone_by = Instant::now() + CHILDREN_GONE_WITHIN;
        loop {
            // The clock of file systems is a little behind.
            let since = SystemTime::now() - Duration::from_millis(10);
            let mut postmaster = Self {
                child: spawn(directory, account, programs, socket)?,
            };
            let Some(what) = postmaster.wait_until_ready(directory)? else {
                return Ok(postmaster);
            };
            let words = log::tail(directory, since);
            if !words.contains("pre-existing shared memory block")
                || Instant::now() > children_gone_by
            {
                let what = format!("PostgreSQL in {} {what}", directory.root().display());
                return Err(Error::program(what, words));
            }
            std::thread::sleep(STEP * 10);
        }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Whether it is still there.
    pub(crate) fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// What is wrong, if it did not get ready.
    fn wait_until_ready(&mut self, directory: &Directory) -> Result<Option<String>, Error> {
        let cluster = directory.cluster();
        let deadline = Instant::now() + READY_WITHIN;
        while !is_ready(&cluster, self.child.id()) {
            if let Some(status) = self
                .child
                .try_wait()
                .map_err(Error::io("wait for", &cluster))?
            {
                return Ok(Some(format!("ended at once ({status})")));
            }
            if Instant::now() > deadline {
                return Ok(Some(format!("took more than {READY_WITHIN:?} to start")));
            }
            std::thread::sleep(STEP);
        }
        Ok(None)
    }
}

impl Drop for Postmaster {
    fn drop(&mut self) {
        let Some(pid) = Pid::from_raw(self.child.id().cast_signed()) else {
            return;
        };
        // Once waited for, its number may be another's.
        if self.is_running() {
            stop_process(pid, || !self.is_running());
        }
    }
}

/// By PostgreSQL's "fast" shutdown, its "immediate" one (the log is replayed at the next start), and the end. False if it
/// is still there.
pub(crate) fn stop_process(pid: Pid, mut ended: impl FnMut() -> bool) -> bool {
    let signals = [
        (Signal::INT, FAST_STOP),
        (Signal::QUIT, IMMEDIATE_STOP),
        (Signal::KILL, IMMEDIATE_STOP),
    ];
    for (signal, limit) in signals {
        // One that has ended meanwhile is what we want.
        let _ = kill_process(pid, signal);
        let deadline = Instant::now() + limit;
        while Instant::now() < deadline {
            if ended() {
                return true;
            }
            std::thread::sleep(STEP);
        }
    }
    ended()
}

fn spawn(
    directory: &Directory,
    account: &Account,
    programs: &Programs,
    socket: &Path,
) -> Result<Child, Error> {
    let cluster = directory.cluster();
    let log = directory.new_log()?;
    let errors = log
        .try_clone()
        .map_err(Error::io("open", &directory.log()))?;
    let program = programs.program("postgres");
    let mut command = account.command(&program, &cluster);
    command.arg("-D").arg(&cluster);
    for setting in settings::fixed(socket) {
        command.arg("-c").arg(setting);
    }
    // A process group of its own: ctrl-C on the terminal reaches our process only, which stops this one in order.
    command
        .stdin(Stdio::null())
        .stdout(log)
        .stderr(errors)
        .process_group(0);
    command.spawn().map_err(Error::io("run", &program))
}

/// The server itself writes its state into the eighth line of its file: what `pg_ctl start` waits for as well.
fn is_ready(cluster: &Path, pid: u32) -> bool {
    let text = fs::read_to_string(cluster.join("postmaster.pid")).unwrap_or_default();
    let mut lines = text.lines();
    lines.next().and_then(|line| line.trim().parse().ok()) == Some(pid)
        && lines.nth(6).is_some_and(|line| line.trim() == "ready")
}
