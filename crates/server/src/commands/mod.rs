//! The commands of the binary.

mod backup;
mod complete;
mod doctor;
mod healthcheck;
mod outcome;
mod progress;
mod restore;
mod schema;
mod sealing;
mod settings;
mod source;
mod terminal;
mod user;

pub use progress::take_away as take_progress_away;

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clap::{Parser, Subcommand};
use outcome::Outcome;
use persistence::{Database, DbError, PgConnection, QueryError, Settings};

use crate::backup::Problem;
use crate::config::{Config, DatabaseConfig, Environment, Problems};
use crate::reports::Reports;
use crate::sample::Sample;
use crate::{run, telemetry};

/// A self-hosted contacts book.
#[derive(Parser)]
#[command(name = "bloknotik", version, about, long_about = LONG_ABOUT, after_long_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const LONG_ABOUT: &str = "A self-hosted contacts book.\n\n\
    Configuration comes from the environment; every variable X can also be given as X_FILE, the name of a file \
    that holds the value. With no database configured, `serve` runs PostgreSQL's own programs on a private \
    cluster in DATA_DIR. `bloknotik config` lists all variables, what they are and where each value came from.";

const EXAMPLES: &str = "Examples:
  bloknotik serve                         serve at http://localhost:5555, with a database of its own
  bloknotik doctor                        find out what is wrong, in plain words
  bloknotik user add ann --admin          make an account; asks for the password
  pass show ann | bloknotik user passwd ann
                                          give it a new password from a program
  bloknotik backup --dir /backups --keep 14 --every 24h
                                          a backup a day, the newest 14 kept
  bloknotik restore FILE                  a backup into an empty database
  bloknotik migrate --status              which migrations a new version would bring
  bloknotik completions bash > /etc/bash_completion.d/bloknotik";

#[derive(Subcommand)]
enum Command {
    /// Serve the page and the API.
    Serve,
    /// Bring the schema of the database up to date, then exit.
    Migrate {
        /// Only say how the schema relates to this version: exit code 0 if it is current, 1 if not.
        #[arg(long)]
        status: bool,
    },
    /// Make and look after accounts.
    User {
        #[command(subcommand)]
        command: user::Command,
    },
    /// Save everything that the database holds as one file, beside running servers, or check such a file.
    Backup(backup::Backup),
    /// Fill an empty database with a backup. Servers have to be stopped; if anything is wrong, nothing is changed.
    Restore(restore::Restore),
    /// Put made-up contacts into an account, to try things with.
    Sample(Sample),
    /// Show the configuration as the server would take it, without secrets, and where each value comes from.
    Config,
    /// Check configuration, database, schema, disk and clock, and say what is wrong.
    Doctor,
    /// Ask a running server whether it is ready; exit code 0 means yes. Made for HEALTHCHECK.
    Healthcheck,
    /// Print the OpenAPI document of the HTTP API.
    Openapi,
    /// Print a script that completes these commands in a shell.
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
}

/// Runs the command that the arguments name.
pub fn main() -> Outcome {
    let cli = Cli::parse();
    let environment = Environment::of_process();
    match cli.command {
        Command::Openapi => print(&crate::api_document().to_pretty_json().unwrap_or_default()),
        Command::Completions { shell } => complete::print_script(shell),
        Command::Healthcheck => healthcheck::run(&environment),
        Command::Config => settings::run(&environment),
        Command::Doctor => doctor::run(&environment),
        Command::Serve => match Config::load(&environment) {
            Ok(config) => serve(config),
            Err(problems) => misconfigured(&problems),
        },
        Command::Backup(asked) => match asked.to_check() {
            Some(path) => backup::check(path, &asked),
            None => with_database(&environment, |database, _| backup::run(database, &asked)),
        },
        Command::Restore(asked) => {
            with_database(&environment, |database, _| restore::run(database, &asked))
        }
        Command::Sample(sample) => with_database(&environment, |database, _| {
            exit(run::sample(database, sample))
        }),
        Command::User { command } => {
            with_database(&environment, |database, _| user::run(database, command))
        }
        Command::Migrate { status: true } => {
            with_database(&environment, |database, _| schema::run(database))
        }
        Command::Migrate { status: false } => with_database(&environment, |database, wait| {
            exit(run::migrate(database, wait))
        }),
    }
}

fn serve(config: Config) -> Outcome {
    match Reports::to(&config.reports) {
        Ok(reports) => {
            telemetry::init(&config.log, &reports);
            exit(run::serve(config, reports))
        }
        Err(error) => {
            eprintln!("Bloknotik cannot start: it could not report about itself: {error}");
            Outcome::Misconfigured
        }
    }
}

/// For commands that need the database, and no more of the configuration than that.
fn with_database(
    environment: &Environment,
    command: impl FnOnce(&DatabaseConfig, Duration) -> Outcome,
) -> Outcome {
    match Config::load_for_migration(environment) {
        Ok((database, wait, log)) => {
            telemetry::init(&log, &Reports::none());
            command(&database, wait)
        }
        Err(problems) => misconfigured(&problems),
    }
}

/// Asks a database something, in one transaction.
fn ask<T, E>(
    url: String,
    question: impl FnOnce(&mut PgConnection) -> Result<T, E> + Send + 'static,
) -> Result<T, E>
where
    T: Send + 'static,
    E: From<DbError> + From<QueryError> + Send + 'static,
{
    let db = Database::new(&Settings {
        pool_size: 1,
        ..Settings::new(url)
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| DbError::Unavailable(error.to_string()))?;
    runtime.block_on(db.run(question))
}

/// Does long work that looks now and then whether a signal has asked it to end, and then does so in order.
fn until_stopped<T>(work: impl FnOnce(&AtomicBool) -> Result<T, Problem>) -> Result<T, Problem> {
    let stop = Arc::new(AtomicBool::new(false));
    let listening = run::on_stop_signal({
        let stop = stop.clone();
        move || stop.store(true, Ordering::Relaxed)
    });
    // Without, a signal ends the process at once, which costs no more than an unfinished file.
    if let Err(error) = listening {
        tracing::debug!(%error, "signals are not heard");
    }
    work(&stop)
}

fn exit(result: Result<(), run::ServerError>) -> Outcome {
    match result {
        Ok(()) => Outcome::Done,
        Err(error) => {
            tracing::error!("{error}");
            Outcome::Failed
        }
    }
}

fn misconfigured(problems: &Problems) -> Outcome {
    eprintln!("{problems}");
    Outcome::Misconfigured
}

/// Whoever stops reading in the middle (`| head`) is no reason to panic.
fn print(text: &str) -> Outcome {
    match writeln!(std::io::stdout(), "{text}") {
        Ok(()) => Outcome::Done,
        Err(_) => Outcome::Failed,
    }
}
