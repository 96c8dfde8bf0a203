//! The server's log: quoting its end in messages, and keeping it small.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::{Duration, SystemTime};

use crate::directory::Directory;

/// How many files of the rotated log are kept. PostgreSQL begins a new one at 4 MB, and never removes any.
const KEPT: usize = 5;

/// The end of what was written since then, for error messages: of the start's log, and of the rotated one.
pub(crate) fn tail(directory: &Directory, since: SystemTime) -> String {
    let mut text = fs::read(directory.log()).unwrap_or_default();
    for (modified, path) in dated(&directory.logs()) {
        if modified >= since {
            text.extend(fs::read(path).unwrap_or_default());
        }
    }
    last_lines(&String::from_utf8_lossy(&text))
}

/// The last lines of a text: enough to see the reason, few enough to read.
pub(crate) fn last_lines(text: &str) -> String {
    let lines: Vec<_> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    lines[lines.len().saturating_sub(12)..].join("\n")
}

/// Removes old files now, and once a minute until the sender is dropped.
pub(crate) fn keep_small(logs: PathBuf) -> Sender<()> {
    prune(&logs);
    let (sender, receiver) = channel();
    let minute = Duration::from_secs(60);
    let look = move || {
        while receiver.recv_timeout(minute) == Err(RecvTimeoutError::Timeout) {
            prune(&logs);
        }
    };
    // Without the thread the log is still pruned at every start.
    let _ = std::thread::Builder::new()
        .name("postgres-log".into())
        .stack_size(64 * 1024)
        .spawn(look);
    sender
}

fn prune(logs: &Path) {
    for (_, path) in dated(logs).iter().rev().skip(KEPT) {
        let _ = fs::remove_file(path);
    }
}

/// The files, oldest first.
fn dated(logs: &Path) -> Vec<(SystemTime, PathBuf)> {
    let entries = logs.read_dir().into_iter().flatten().flatten();
    let dated = |entry: fs::DirEntry| Some((entry.metadata().ok()?.modified().ok()?, entry.path()));
    let mut files: Vec<_> = entries.filter_map(dated).collect();
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_newest_files_are_kept() {
        let logs = tempfile::tempdir().expect("temp dir");
        for number in 0..9 {
            let path = logs.path().join(format!("postgresql-{number}.log"));
            let file = fs::File::create(path).expect("create");
            let date = SystemTime::UNIX_EPOCH + Duration::from_secs(number);
            file.set_modified(date).expect("date");
        }
        prune(logs.path());
        let kept = dated(logs.path());
        assert_eq!(kept.len(), KEPT);
        assert!(kept[0].1.ends_with("postgresql-4.log"));
    }
}
