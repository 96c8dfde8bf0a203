//! `bloknotik backup`: everything that the database holds, as one file; once or again and again.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use clap::{ArgGroup, Args};
use persistence::backup::{self, BackupError, Contents, Reader};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::Outcome;
use super::progress::{Progress, is_seen};
use super::sealing::Opening;
use super::source::Source;
use crate::backup::{Folder, Problem, Seal, Unfinished, open};
use crate::config::DatabaseConfig;
use crate::embedded::{self, Embedded};

/// How soon a backup that failed is tried again.
const AGAIN: Duration = Duration::from_secs(60);

/// Where it goes, how often, and who can open it.
#[derive(Args)]
#[command(group(ArgGroup::new("what").required(true).args(["output", "dir", "check", "stored"])))]
pub struct Backup {
    /// Write one backup to this file, in place of what it was; `-` is standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write it into this folder, under a name that is made of the time.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Leave only the newest so many in the folder. Files with other names are never touched.
    #[arg(long, value_name = "N", requires = "dir", conflicts_with = "output", value_parser = clap::value_parser!(u16).range(1..))]
    keep: Option<u16>,
    /// Stay, and make one whenever the newest is so old: 90s, 30m, 24h, 7d.
    #[arg(long, value_name = "DURATION", requires = "dir", conflicts_with = "output", value_parser = duration)]
    every: Option<Duration>,
    /// Read a whole backup (`-` is standard input), say what is in it and whether it is sound. Needs no database.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["keep", "every", "recipient"])]
    check: Option<PathBuf>,
    /// Note that a backup which went to standard output is where it belongs: the age of the newest one is watched.
    #[arg(long, conflicts_with_all = ["keep", "every", "recipient", "identity", "passphrase_file"])]
    stored: bool,
    /// Encrypt it for whoever has the key to this (age1...); may be given several times.
    #[arg(long, value_name = "RECIPIENT", conflicts_with = "passphrase_file")]
    recipient: Vec<age::x25519::Recipient>,
    #[command(flatten)]
    opening: Opening,
}

fn duration(text: &str) -> Result<Duration, String> {
    let wrong = || "is not a time such as 90s, 30m, 24h or 7d".to_owned();
    let unit = text.chars().last().ok_or_else(wrong)?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        _ => return Err(wrong()),
    };
    let number: u32 = text[..text.len() - 1].parse().map_err(|_| wrong())?;
    match number {
        0 => Err(wrong()),
        number => Ok(Duration::from_secs(u64::from(number) * seconds)),
    }
}

impl Backup {
    /// What to check, if that is all.
    pub fn to_check(&self) -> Option<&Path> {
        self.check.as_deref()
    }

    fn seal(&self) -> Result<Seal, Problem> {
        if self.opening.has_identity() {
            let text = "--identity opens a backup; --recipient encrypts one";
            return Err(Problem::Other(text.to_owned()));
        }
        Ok(match self.opening.passphrase()? {
            Some(passphrase) => Seal::Passphrase(passphrase),
            None if self.recipient.is_empty() => Seal::None,
            None => Seal::Recipients(self.recipient.clone()),
        })
    }
}

/// Reads a backup to its end. Exit code 0 if it is whole.
pub fn check(path: &Path, asked: &Backup) -> Outcome {
    let checked = asked.opening.key().and_then(|key| {
        let source = Source::open(path)?;
        let progress = Progress::new("checking", source.share());
        let reader = Reader::open(open(source, &key)?)?;
        let is_stopped = |rows| {
            progress.step(rows);
            false
        };
        Ok(reader.check(&is_stopped)?)
    });
    match checked {
        Ok(contents) => super::print(described(&contents).trim_end()),
        Err(problem) => failed(&problem),
    }
}

fn described(contents: &Contents) -> String {
    let head = &contents.head;
    let newest = head.migrations.last().map_or("", String::as_str);
    let mut lines = format!(
        "a whole backup of {}\nmade by bloknotik {}, schema up to {newest}\n",
        moment(head.made),
        head.program
    );
    let longest = contents.rows.keys().map(String::len).max().unwrap_or(0);
    for (table, rows) in &contents.rows {
        lines += &format!("{table:longest$}  {rows:>10}\n");
    }
    lines
}

/// To the second.
pub fn moment(moment: OffsetDateTime) -> String {
    let second = moment.replace_nanosecond(0).unwrap_or(moment);
    second.format(&Rfc3339).unwrap_or_default()
}

/// Says why it was not done.
pub fn failed(problem: &Problem) -> Outcome {
    eprintln!("error: {problem}");
    Outcome::Failed
}

/// Makes it, and with `--every` goes on until it is asked to end.
pub fn run(database: &DatabaseConfig, asked: &Backup) -> Outcome {
    if asked.stored {
        return match noted(database) {
            Ok(()) => Outcome::Done,
            Err(problem) => failed(&problem),
        };
    }
    let made = asked.seal().and_then(|seal| {
        super::until_stopped(|stop| match asked.every {
            None => write(database, asked, &seal, stop),
            Some(every) => {
                repeat(database, asked, &seal, every, stop);
                Ok(())
            }
        })
    });
    match made {
        Ok(()) => Outcome::Done,
        Err(problem) => failed(&problem),
    }
}

/// Goes on for ever. What fails is tried again: a database that restarts, a disk that somebody makes room on.
fn repeat(
    database: &DatabaseConfig,
    asked: &Backup,
    seal: &Seal,
    every: Duration,
    stop: &AtomicBool,
) {
    let mut again = None;
    while !stop.load(Ordering::Relaxed) {
        let pause = match again.take() {
            Some(pause) => pause,
            // By the files and not by our own clock: a restart is no reason for one more, which would push out an old one.
            None => asked.dir.as_deref().map_or(every, |dir| due(dir, every)),
        };
        sleep(pause, stop);
        if stop.load(Ordering::Relaxed) {
            return;
        }
        if let Err(problem) = write(database, asked, seal, stop)
            && !stop.load(Ordering::Relaxed)
        {
            let pause = AGAIN.min(every);
            tracing::error!(
                seconds = pause.as_secs(),
                "no backup was made, which is tried again: {problem}"
            );
            again = Some(pause);
        }
    }
}

/// How long until the newest one is too old.
fn due(dir: &Path, every: Duration) -> Duration {
    let newest = Folder::open(dir).and_then(|folder| folder.newest());
    // What is wrong with the folder, the backup will say.
    let Some(newest) = newest.ok().flatten() else {
        return Duration::ZERO;
    };
    let age = OffsetDateTime::now_utc() - newest;
    every.saturating_sub(Duration::try_from(age).unwrap_or_default())
}

fn sleep(pause: Duration, stop: &AtomicBool) {
    let until = Instant::now() + pause;
    while !stop.load(Ordering::Relaxed) {
        match until.saturating_duration_since(Instant::now()) {
            Duration::ZERO => return,
            left => std::thread::sleep(left.min(Duration::from_millis(200))),
        }
    }
}

fn write(
    database: &DatabaseConfig,
    asked: &Backup,
    seal: &Seal,
    stop: &AtomicBool,
) -> Result<(), Problem> {
    let begin = Instant::now();
    let (url, _embedded) = existing(database)?;
    let folder = asked.dir.as_deref().map(Folder::open).transpose()?;
    let target = match (&folder, &asked.output) {
        (Some(folder), _) => folder.place(seal),
        (None, Some(path)) if path != Path::new("-") => path.clone(),
        (None, _) => {
            if io::stdout().is_terminal() {
                let text = "a backup is not for the eye: name a file, or a program behind a pipe";
                return Err(Problem::Other(text.to_owned()));
            }
            let (contents, _) = stream(&url, seal, io::stdout(), stop)?;
            // Whether it is kept, only whoever reads it knows: see `--stored`.
            report(&contents, None, begin);
            return Ok(());
        }
    };
    let unfinished = Unfinished::begin(&target)?;
    let (contents, unfinished) = stream(&url, seal, unfinished, stop)?;
    let bytes = unfinished.finish()?;
    report(&contents, Some((&target, bytes)), begin);
    note(&url);
    if let (Some(folder), Some(keep)) = (folder, asked.keep) {
        match folder.tidy(&target, usize::from(keep)) {
            Ok(0) => {}
            Ok(deleted) => tracing::info!(deleted, "older backups were deleted"),
            // The new one is there all the same.
            Err(problem) => tracing::error!("not all older backups were deleted: {problem}"),
        }
    }
    Ok(())
}

fn existing(database: &DatabaseConfig) -> Result<(String, Option<Embedded>), Problem> {
    embedded::existing(database)?.ok_or_else(|| {
        Problem::Other("there is no database yet: `bloknotik serve` makes it".to_owned())
    })
}

fn noted(database: &DatabaseConfig) -> Result<(), Problem> {
    let (url, _embedded) = existing(database)?;
    Ok(backup::note(&url)?)
}

fn stream<W: Write>(
    url: &str,
    seal: &Seal,
    output: W,
    stop: &AtomicBool,
) -> Result<(Contents, W), Problem> {
    let unwritable = |error| Problem::Backup(BackupError::Write(error));
    let mut output = seal.wrap(output).map_err(unwritable)?;
    let version = env!("CARGO_PKG_VERSION");
    let all = if is_seen() { backup::about(url) } else { None };
    let progress = Progress::new("backing up", move |rows| Some(rows as f64 / all?));
    let is_stopped = |rows| {
        progress.step(rows);
        stop.load(Ordering::Relaxed)
    };
    let contents = backup::save(url, version, &mut output, &is_stopped)?;
    let mut output = output.finish().map_err(unwritable)?;
    output.flush().map_err(unwritable)?;
    Ok((contents, output))
}

fn report(contents: &Contents, file: Option<(&Path, u64)>, begin: Instant) {
    let contacts = contents.rows.get("contacts").copied().unwrap_or_default();
    let rows: u64 = contents.rows.values().sum();
    let path = file.map_or(Path::new("-"), |(path, _)| path);
    tracing::info!(
        file = %path.display(),
        bytes = file.map(|(_, bytes)| bytes),
        contacts,
        rows,
        seconds = begin.elapsed().as_secs_f32(),
        "backup made"
    );
}

/// For those who watch. A standby and an older schema cannot note it, and the backup is as good.
fn note(url: &str) {
    if let Err(error) = backup::note(url) {
        tracing::warn!(%error, "that a backup was made could not be noted: its age is not watched");
    }
}
