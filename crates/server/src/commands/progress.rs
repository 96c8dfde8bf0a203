//! How far a long command has come: one line that is written over and over. Where nobody looks there is none.

use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use persistence::backup::STEP;

/// Oftener than this nobody can read it.
const PAUSE: Duration = Duration::from_millis(200);

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
    is_there: bool,
}

impl<'a> Progress<'a> {
    /// Of what is being done.
    pub fn new(what: &'static str, share: impl Fn(u64) -> Option<f64> + Sync + 'a) -> Self {
        let begin = Instant::now();
        let shown = Shown {
            rows: 0,
            last: begin,
            is_there: false,
        };
        Self {
            what,
            share: Box::new(share),
            begin,
            shown: is_seen().then(|| Mutex::new(shown)),
        }
    }

    /// Some more rows are through.
    pub fn step(&self) {
        let Some(shown) = &self.shown else { return };
        let mut shown = shown.lock().unwrap_or_else(PoisonError::into_inner);
        shown.rows += STEP;
        if shown.last.elapsed() < PAUSE {
            return;
        }
        shown.last = Instant::now();
        shown.is_there = true;
        let share = (self.share)(shown.rows);
        let line = line(self.what, share, shown.rows, self.begin.elapsed());
        // It is no reason to stop that nobody sees it.
        let _ = write!(io::stderr(), "\r{line}\x1b[K");
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        let shown = self.shown.as_mut();
        let shown = shown.map(|shown| shown.get_mut().unwrap_or_else(PoisonError::into_inner));
        if shown.is_some_and(|shown| shown.is_there) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
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
