//! The database, its schema, and the disk it is on.

use std::path::Path;
use std::time::{Duration, Instant};

use persistence::diagnosis::{self, Diagnosis};
use persistence::migrations::{self, SchemaState};
use persistence::{DbError, server_key};
use time::OffsetDateTime;

use super::Report;
use crate::config::{DatabaseConfig, Secret};
use crate::embedded;
use crate::readiness::Verdict;
use crate::refusal::refusal;
use crate::security::Vault;

/// The oldest PostgreSQL whose SQL is known to do.
const OLDEST: i32 = 150_000;
/// Clocks that differ by more end sessions too early or too late.
const CLOCKS_DIFFER: f64 = 2.0;
/// An answer of the database that takes longer is felt on every page.
const SLOW: Duration = Duration::from_millis(20);
/// A disk with less left is soon full, or full for a database.
const LITTLE_SPACE: u64 = 1 << 30;
const NO_SPACE: u64 = 100 << 20;

/// Asks the database all that may be wrong with it.
pub fn look(report: &mut Report, config: &DatabaseConfig, pool_size: u32, key: Option<&Secret>) {
    if let DatabaseConfig::Embedded { data_dir } = config {
        disk(report, data_dir);
    }
    let (url, _embedded) = match embedded::existing(config) {
        Ok(Some(found)) => found,
        Ok(None) => {
            return report.doubtful(
                "there is no embedded database yet",
                "`bloknotik serve` makes it; DATA_DIR says where",
            );
        }
        Err(error) => {
            return report.bad("the embedded database does not start", &error.to_string());
        }
    };
    let looked = crate::commands::ask(url, |connection| {
        let (asked, begin) = (OffsetDateTime::now_utc(), Instant::now());
        let found = diagnosis::diagnose(connection)?;
        let took = begin.elapsed();
        let state = migrations::state(connection)?;
        let kept = match state {
            SchemaState::Current | SchemaState::Grown(_) => server_key::kept(connection)?,
            _ => None,
        };
        Ok::<_, DbError>((found, asked, took, state, kept))
    });
    match looked {
        Ok((found, asked, took, state, kept)) => {
            itself(report, &found, took, pool_size, &state);
            clock(
                report,
                found.now,
                (asked, took),
                matches!(config, DatabaseConfig::Embedded { .. }),
            );
            schema(report, &state);
            // No server has run yet, or the key is not told here: then there is nothing to compare.
            if let (Some(key), Some((print, since))) =
                (key.cloned().or_else(|| own_key(config)), kept)
            {
                same_key(report, Vault::new(&key).print() == print, since);
            }
        }
        Err(error) => {
            let advice = refusal(&error.to_string())
                .unwrap_or("is it running, and are host and port right?");
            report.bad(&format!("the database does not answer: {error}"), advice);
        }
    }
}

fn itself(
    report: &mut Report,
    found: &Diagnosis,
    took: Duration,
    pool_size: u32,
    state: &SchemaState,
) {
    let what = format!(
        "PostgreSQL {} answers in {:.1} ms, with {} MB in the database",
        found.version_text,
        took.as_secs_f64() * 1_000.0,
        found.bytes / 1_000_000
    );
    if found.version < OLDEST {
        report.bad(&what, "it is too old: 15 or newer is needed");
    } else if took > SLOW {
        report.doubtful(
            &what,
            "that is slow: a database nearby answers in one or two",
        );
    } else {
        report.good(&what);
    }
    if found.encoding != "UTF8" {
        report.bad(
            &format!("the database keeps text as {}", found.encoding),
            "names in other scripts would be refused: make it anew with ENCODING 'UTF8'",
        );
    }
    if !["C", "POSIX", "en", ""]
        .iter()
        .any(|known| found.messages.split(['_', '.']).next() == Some(known))
    {
        report.bad(
            &format!("the database speaks another language ({})", found.messages),
            "some of its errors are known by their English words: let its administrator say \
             ALTER ROLE ... SET lc_messages = 'C', for the user of Bloknotik",
        );
    }
    if found.is_read_only {
        report.bad(
            "nothing can be written to the database",
            "it is a standby, or default_transaction_read_only is on: name the primary",
        );
    }
    connections(report, found, pool_size);
    extension(report, found, state);
}

fn connections(report: &mut Report, found: &Diagnosis, pool_size: u32) {
    let (used, most) = (found.used, found.connections);
    if i64::from(most) < i64::from(pool_size) + 2 {
        report.bad(
            &format!(
                "the database takes {most} connections, and this server may ask for {pool_size} and a few more"
            ),
            "lower DATABASE_POOL_SIZE, or raise max_connections",
        );
    } else if i64::from(used) * 10 > i64::from(most) * 8 {
        report.doubtful(
            &format!("of the database's {most} connections {used} are in use"),
            "with none left servers wait for each other: lower DATABASE_POOL_SIZE of each, or raise max_connections",
        );
    } else {
        report.good(&format!(
            "of the database's {most} connections {used} are in use; this server may ask for {pool_size}"
        ));
    }
}

/// With the machine's own database there is nothing to compare with but a watch.
fn clock(
    report: &mut Report,
    there: OffsetDateTime,
    (asked, took): (OffsetDateTime, Duration),
    is_here: bool,
) {
    // It has looked at its clock somewhen between question and answer.
    let early = (asked - there).as_seconds_f64();
    let late = (there - asked).as_seconds_f64() - took.as_secs_f64();
    let apart = early.max(late).max(0.0);
    let shown = super::super::backup::moment(asked);
    if apart > CLOCKS_DIFFER {
        report.bad(
            &format!("the clocks of this machine and of the database are {apart:.0} seconds apart"),
            "let both be set by NTP: sessions and birthdays go by them",
        );
    } else if is_here {
        report.good(&format!("it is {shown} by this machine's clock"));
    } else {
        report.good(&format!(
            "the clocks of this machine and of the database agree: it is {shown}"
        ));
    }
}

fn extension(report: &mut Report, found: &Diagnosis, state: &SchemaState) {
    if found.has_trigrams {
        report.good("the extension pg_trgm is there, by which people are found");
    } else if !found.offers_trigrams {
        report.bad(
            "PostgreSQL has no extension pg_trgm, by which people are found",
            "it comes with PostgreSQL's contrib modules: install those where the database runs",
        );
    } else if !found.may_create {
        report.bad(
            "the extension pg_trgm is not in this database, and this user may not put it there",
            "let an administrator of the database say: CREATE EXTENSION pg_trgm",
        );
    } else if matches!(state, SchemaState::Behind(_)) {
        report.doubtful(
            "the extension pg_trgm is not in this database",
            "`bloknotik migrate` puts it there",
        );
    } else {
        report.bad(
            "the extension pg_trgm was dropped from this database, and its indexes with it: searching reads whole books",
            "with the servers stopped, `bloknotik backup` and `restore --overwrite` make all of it anew",
        );
    }
}

fn schema(report: &mut Report, state: &SchemaState) {
    let what = Verdict::WrongSchema(state.clone()).explanation();
    match state {
        SchemaState::Current | SchemaState::Grown(_) => report.good(&what),
        SchemaState::Outdated => report.doubtful(&what, "nothing needs to be done"),
        SchemaState::Behind(_) | SchemaState::Ahead(_) => {
            report.bad(&what, "`bloknotik migrate --status` shows the migrations");
        }
    }
}

fn own_key(config: &DatabaseConfig) -> Option<Secret> {
    match config {
        DatabaseConfig::Embedded { data_dir } => crate::server_key::existing(data_dir).ok()?,
        DatabaseConfig::External { .. } => None,
    }
}

fn same_key(report: &mut Report, is_same: bool, since: OffsetDateTime) {
    let since = super::super::backup::moment(since);
    if is_same {
        report.good(&format!(
            "SECRET_KEY is the one that the servers have since {since}"
        ));
    } else {
        report.bad(
            &format!("SECRET_KEY is not the one that the servers have since {since}"),
            "with it nobody's session holds, and calendars have to be subscribed to anew: put the other one back, or start all \
             servers with this one",
        );
    }
}

fn disk(report: &mut Report, data_dir: &Path) {
    let existing = data_dir.ancestors().find(|path| path.exists());
    let Some(stat) = existing.and_then(|path| rustix::fs::statvfs(path).ok()) else {
        return report.doubtful(
            &format!("the disk of {} cannot be asked", data_dir.display()),
            "DATA_DIR names another directory",
        );
    };
    let free = stat.f_bavail * stat.f_frsize;
    let what = format!(
        "{} MB are free where {} is",
        free / 1_000_000,
        data_dir.display()
    );
    if free < NO_SPACE {
        report.bad(&what, "the database stops when it cannot write: make room");
    } else if free < LITTLE_SPACE {
        report.doubtful(&what, "that is little: make room before it is full");
    } else {
        report.good(&what);
    }
}
