//! How far a long command has come: one line that is written over and over. Where nobody looks there is none. What is logged
//! meanwhile stands in its place, and it comes again below.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Oftener than this nobody can read it.
const PAUSE: Duration = Duration::from_millis(200);

/// Whether the line is on the terminal just now.
static IS_THERE: AtomicBool = AtomicBool::new(false);

/// The line; taken away again with this.
pub struct Progress<'a> {
    what: &'static str,
    /// Which part of the whole so many rows are, if that is known.
    share: Box<dyn Fn(u64) -> Option<f64> + Sync + 'a>,
    begin: Instant,
    shown: Option<Mutex<Shown>>,
}

struct Shown {
    rows: u64,
    last: Instant,
}

impl<'a> Progress<'a> {
    /// Of what is being done.
    pub fn new(what: &'static str, share: impl Fn(u64) -> Option<f64> + Sync + 'a) -> Self {
        let begin = Instant::now();
        let shown = Shown {
            rows: 0,
            last: begin,
        };
        Self {
            what,
            share: Box::new(share),
            begin,
            shown: is_seen().then(|| Mutex::new(shown)),
        }
    }

    /// So many more rows are through.
    pub fn step(&self, rows: u64) {
        let Some(shown) = &self.shown else { return };
        let mut shown = shown.lock().unwrap_or_else(PoisonError::into_inner);
        shown.rows += rows;
        if shown.last.elapsed() < PAUSE {
            return;
        }
        shown.last = Instant::now();
        let share = (self.share)(shown.rows);
        let line = line(self.what, share, shown.rows, self.begin.elapsed());
        // It is no reason to stop that nobody sees it.
        let _ = write!(io::stderr(), "\r{line}\x1b[K");
        IS_THERE.store(true, Ordering::Relaxed);
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        take_away();
    }
}

/// Makes room for something else on the terminal.
pub fn take_away() {
    if IS_THERE.swap(false, Ordering::Relaxed) {
        let _ = write!(io::stderr(), "\r\x1b[K");
    }
}

/// Whether somebody is there to look.
pub fn is_seen() -> bool {
    io::stderr().is_terminal()
}

fn line(what: &str, share: Option<f64>, rows: u64, took: Duration) -> String {
    let seconds = took.as_secs();
    match share {
        // What was estimated may be too little.
        Some(share) => format!(
            "{what}: {:.0} %, {rows} rows, {seconds} s",
            (share * 100.0).clamp(0.0, 99.0)
        ),
        None => format!("{what}: {rows} rows, {seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_is_known() {
        let took = Duration::from_millis(12_900);
        for (share, expected) in [
            (None, "restoring: 512 rows, 12 s"),
            (Some(0.4567), "restoring: 46 %, 512 rows, 12 s"),
            (Some(1.7), "restoring: 99 %, 512 rows, 12 s"),
        ] {
            assert_eq!(line("restoring", share, 512, took), expected);
        }
    }
}
