//! `bloknotik restore`: a database as a backup has it.

use std::io::BufRead;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use clap::Args;
use persistence::DbError;
use persistence::backup::{self, BackupError, Options, Reader, Restored};

use super::Outcome;
use super::backup::{failed, moment};
use super::progress::Progress;
use super::sealing::Opening;
use super::source::Source;
use crate::backup::{Problem, open};
use crate::config::DatabaseConfig;
use crate::embedded;

/// What to bring back, and at what cost.
#[derive(Args)]
pub struct Restore {
    /// The backup; `-` is standard input.
    file: PathBuf,
    /// Put it in place of what the database holds. EVERYTHING IN THE DATABASE GOES: accounts, contacts, notes, photos
    /// and their history, and tables of others in the same schema.
    #[arg(long)]
    overwrite: bool,
    #[command(flatten)]
    opening: Opening,
}

/// Exit code 0 if the database is now as the backup has it. Otherwise nothing has changed, unless it says so.
pub fn run(database: &DatabaseConfig, asked: &Restore) -> Outcome {
    let begin = Instant::now();
    // Until then a signal ends it at once: a pipe may keep it waiting for its first byte.
    let opened = opened(asked);
    let restored = opened.and_then(|opened| {
        super::until_stopped(move |stop| restore(database, asked, opened, stop))
    });
    match restored {
        Ok(restored) => {
            report(&restored, begin);
            Outcome::Done
        }
        Err(problem) => {
            let code = failed(&problem);
            match problem {
                Problem::Backup(BackupError::After(_)) => {}
                // It may have gone while the end was being written.
                Problem::Backup(BackupError::Database(DbError::Unavailable(_))) => eprintln!(
                    "nothing was changed, unless that was at the very end: look before you try again"
                ),
                _ => eprintln!("nothing was changed"),
            }
            code
        }
    }
}

/// A backup whose head has been read.
type Opened = (Reader<Box<dyn BufRead>>, Progress<'static>);

fn opened(asked: &Restore) -> Result<Opened, Problem> {
    let key = asked.opening.key()?;
    // Before the embedded database is made, which a file that is none would leave behind empty.
    let source = Source::open(&asked.file)?;
    let progress = Progress::new("restoring", source.share());
    let reader = Reader::open(open(source, &key)?)?;
    let head = reader.head();
    tracing::info!(
        made = moment(head.made),
        by = head.program,
        "restoring a backup"
    );
    Ok((reader, progress))
}

fn restore(
    database: &DatabaseConfig,
    asked: &Restore,
    (reader, progress): Opened,
    stop: &AtomicBool,
) -> Result<Restored, Problem> {
    let (url, _embedded) = embedded::own(database)?;
    let options = Options {
        overwrite: asked.overwrite,
    };
    let is_stopped = |rows| {
        progress.step(rows);
        stop.load(Ordering::Relaxed)
    };
    Ok(backup::restore(&url, reader, options, &is_stopped)?)
}

fn report(restored: &Restored, begin: Instant) {
    let rows = &restored.contents.rows;
    for table in &restored.left_out {
        tracing::warn!(
            table,
            rows = rows.get(table),
            "left out: a table that is none of Bloknotik's"
        );
    }
    if !restored.migrated.is_empty() {
        let migrations = restored.migrated.join(", ");
        tracing::info!(migrations, "the schema was brought up to date");
    }
    tracing::info!(
        contacts = rows.get("contacts").copied().unwrap_or_default(),
        rows = rows.values().sum::<u64>(),
        seconds = begin.elapsed().as_secs_f32(),
        "restored"
    );
}
