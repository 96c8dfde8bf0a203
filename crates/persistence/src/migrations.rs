//! The schema's history, embedded in the binary.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource, MigrationVersion};
use diesel::pg::Pg;
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types};
use diesel_migrations::{
    EmbeddedMigrations, FileBasedMigrations, MigrationHarness, embed_migrations,
};

use crate::DbError;
use crate::changes;
use crate::error::connect;
use crate::floor::{self, Floor};
use crate::queries::contacts;
use crate::turns::{self, Turn};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// How long a migration waits for others to be done with a table.
const LOCKED_FOR_AT_MOST: Duration = Duration::from_secs(2);

/// How long others are let through before it tries again.
const PAUSE: Duration = Duration::from_secs(1);

/// How long it goes on trying.
const TRY_FOR: Duration = Duration::from_secs(180);

/// How many contacts are read anew in one transaction.
const BATCH: i64 = 500;

/// How the schema of a database relates to this binary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemaState {
    /// Exactly what this binary was built for.
    Current,
    /// So many migrations are missing: `bloknotik migrate` has to run.
    Behind(usize),
    /// A newer binary has migrated it, up to this version, and has only added to it: this one can serve from it.
    Grown(String),
    /// A newer binary has taken away what this one may need; whoever serves has to be as new as this.
    Ahead(Floor),
    /// The tables are those of this binary, but some columns are still as an older one has read them from the cards.
    Outdated,
}

/// A migration failed; those before it are in place, its own changes are not.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// The database cannot be reached.
    #[error("{0}")]
    Connect(DbError),
    /// The database refused.
    #[error("the database refused: {0}")]
    Database(#[from] DbError),
    /// One migration failed and was rolled back.
    #[error("migration failed and was rolled back: {0}")]
    Failed(String),
    /// There is nothing that this program could do for a schema that it does not know.
    #[error("the schema was migrated by a newer bloknotik and needs {0}: update this one")]
    TooOld(Floor),
}

/// Brings the database at `url` up to date and answers which migrations that took.
///
/// Any number of servers may call this at once: an advisory lock makes them take turns.
pub fn migrate(url: &str) -> Result<Vec<String>, MigrationError> {
    let mut connection = connect(url).map_err(MigrationError::Connect)?;
    let connection = &mut connection;
    turns::take(connection, Turn::Alone, &|| false)?;
    // The lock ends with the connection, whatever happens here.
    bring_up_to_date(connection)
}

/// The same for who has the lock.
pub(crate) fn bring_up_to_date(
    connection: &mut PgConnection,
) -> Result<Vec<String>, MigrationError> {
    if let SchemaState::Ahead(floor) = state(connection)? {
        return Err(MigrationError::TooOld(floor));
    }
    let applied = apply(connection)?;
    renew_projections(connection)?;
    Ok(applied)
}

/// A migration that waits for a table makes everybody wait who comes after it. So it waits briefly, lets the others through,
/// and tries again.
fn apply(connection: &mut PgConnection) -> Result<Vec<String>, MigrationError> {
    connection
        .batch_execute(&format!(
            "SET lock_timeout = {}",
            LOCKED_FOR_AT_MOST.as_millis()
        ))
        .map_err(DbError::from)?;
    let until = Instant::now() + TRY_FOR;
    let mut applied = Vec::new();
    while connection
        .has_pending_migration(MIGRATIONS)
        .map_err(failed)?
    {
        match connection.run_next_migration(MIGRATIONS) {
            Ok(version) => applied.push(version.to_string()),
            Err(error) if is_locked(&*error) && Instant::now() < until => {
                tracing::warn!("others are using what is to be migrated: trying again");
                std::thread::sleep(PAUSE);
            }
            Err(error) => return Err(failed(error)),
        }
    }
    Ok(applied)
}

/// Of these versions, the last that this binary does not know, if there is one; and the last that it does.
pub(crate) fn unknown(versions: &[String]) -> Option<(String, String)> {
    let known = known();
    let needed = versions.iter().filter(|version| !known.contains(*version));
    let last = known.last().cloned().unwrap_or_default();
    needed.max().map(|needed| (needed.clone(), last))
}

/// Makes the schema of an older version of the program, in a database without any: what a backup was made from. It may be
/// a part of a larger transaction, so every migration has to be one that can.
pub(crate) fn apply_only(
    connection: &mut PgConnection,
    versions: &[String],
) -> Result<(), MigrationError> {
    let pending = connection.pending_migrations(MIGRATIONS).map_err(failed)?;
    for migration in pending {
        if versions.contains(&migration.name().version().to_string()) {
            connection.run_migration(&migration).map_err(failed)?;
        }
    }
    Ok(())
}

/// Diesel does not hand out the SQLSTATE (55P03).
fn is_locked(error: &(dyn Error + Send + Sync)) -> bool {
    error.to_string().contains("lock timeout")
}

fn failed(error: Box<dyn Error + Send + Sync>) -> MigrationError {
    MigrationError::Failed(error.to_string())
}

/// Columns that an older program has read from the cards are read anew, so that no list is sorted half by the old rule.
fn renew_projections(connection: &mut PgConnection) -> Result<(), DbError> {
    let mut until = Instant::now() + TRY_FOR;
    let mut renewed = 0;
    loop {
        let batch = match connection.transaction(renew_batch) {
            Err(DbError::Busy) if Instant::now() < until => {
                tracing::warn!("others are changing what is to be read anew: trying again");
                std::thread::sleep(PAUSE);
                continue;
            }
            batch => batch?,
        };
        until = Instant::now() + TRY_FOR;
        renewed += batch;
        if (batch as i64) < BATCH {
            break;
        }
    }
    if renewed > 0 {
        tracing::info!(
            renewed,
            "columns of contacts were read anew from their cards"
        );
    }
    Ok(())
}

fn renew_batch(connection: &mut PgConnection) -> Result<usize, DbError> {
    let batch = contacts::reproject(connection, BATCH)?;
    if batch.unreadable > 0 {
        tracing::warn!(batch.unreadable, "stored cards cannot be read");
    }
    if batch.renewed > 0 {
        changes::tell_of_columns(connection)?;
    }
    Ok(batch.renewed)
}

/// Reads the columns of some contacts anew, unless a migrator is about to: for those that an older server writes while it
/// gives way to this one, and for what a migrator left behind that was killed. Answers how many. Must run in a transaction.
pub fn renew_some(connection: &mut PgConnection) -> Result<usize, DbError> {
    if turns::try_take_here(connection)? && contacts::are_outdated(connection)? {
        renew_batch(connection)
    } else {
        Ok(0)
    }
}

/// A name for this set of migrations, made of what they do: tests keep a migrated database under it.
#[doc(hidden)]
pub fn fingerprint() -> String {
    env!("MIGRATIONS_FINGERPRINT").to_owned()
}

/// Applies what a newer program has added, from its folder of migrations. For tests of this program on its schema.
#[doc(hidden)]
pub fn migrate_further(url: &str, folder: &Path) -> Result<(), MigrationError> {
    let newer = FileBasedMigrations::from_path(folder).map_err(|error| failed(error.into()))?;
    let mut connection = connect(url).map_err(MigrationError::Connect)?;
    connection
        .run_pending_migrations(newer)
        .map(|_| ())
        .map_err(failed)
}

/// Makes a database as an older program had it, with the first so many migrations. For tests of what becomes of those.
#[doc(hidden)]
pub fn migrate_some(url: &str, count: usize) -> Result<(), MigrationError> {
    let mut connection = connect(url).map_err(MigrationError::Connect)?;
    let first: Vec<String> = known().into_iter().take(count).collect();
    apply_only(&mut connection, &first)
}

/// Takes the last migration back, data and all. For tests of the migrations themselves.
#[doc(hidden)]
pub fn revert_last(url: &str) -> Result<(), MigrationError> {
    let mut connection = connect(url).map_err(MigrationError::Connect)?;
    connection
        .revert_last_migration(MIGRATIONS)
        .map(|_| ())
        .map_err(failed)
}

/// Compares the database with this binary. It writes nothing, so that it can be asked on every `readyz`.
pub fn state(connection: &mut PgConnection) -> Result<SchemaState, DbError> {
    let applied = applied(connection)?;
    let known = known();
    let newer = applied.difference(&known).last();
    if newer.is_some() {
        let floor = floor::of(connection)?;
        if !known.contains(&floor.migration) {
            return Ok(SchemaState::Ahead(floor));
        }
    }
    Ok(match (known.difference(&applied).count(), newer) {
        (0, _) if contacts::are_outdated(connection)? => SchemaState::Outdated,
        (0, None) => SchemaState::Current,
        (0, Some(newest)) => SchemaState::Grown(newest.clone()),
        (missing, _) => SchemaState::Behind(missing),
    })
}

/// One migration of a database, of this binary, or of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its name here, or its version where a newer binary brought it.
    pub name: String,
    /// Whether it is in the database.
    pub is_applied: bool,
    /// Whether this binary has it.
    pub is_known: bool,
}

/// All migrations, the oldest first.
pub fn standings(connection: &mut PgConnection) -> Result<Vec<Standing>, DbError> {
    let applied = applied(connection)?;
    let known = named();
    let unknown = applied
        .iter()
        .filter(|version| !known.contains_key(*version));
    let mut all: BTreeMap<&str, Standing> = unknown
        .map(|version| {
            let standing = Standing {
                name: version.clone(),
                is_applied: true,
                is_known: false,
            };
            (version.as_str(), standing)
        })
        .collect();
    all.extend(known.iter().map(|(version, name)| {
        let standing = Standing {
            name: name.clone(),
            is_applied: applied.contains(version),
            is_known: true,
        };
        (version.as_str(), standing)
    }));
    Ok(all.into_values().collect())
}

fn known() -> BTreeSet<String> {
    named().into_keys().collect()
}

/// The migrations of this binary: versions and names.
fn named() -> BTreeMap<String, String> {
    let migrations: Vec<Box<dyn Migration<Pg>>> = MIGRATIONS.migrations().unwrap_or_default();
    migrations
        .iter()
        .map(|migration| migration.name())
        .map(|name| (name.version().to_string(), name.to_string()))
        .collect()
}

pub(crate) fn applied(connection: &mut PgConnection) -> Result<BTreeSet<String>, DbError> {
    #[derive(QueryableByName)]
    struct Present {
        #[diesel(sql_type = sql_types::Bool)]
        present: bool,
    }
    #[derive(QueryableByName)]
    struct Applied {
        #[diesel(sql_type = sql_types::Text)]
        version: String,
    }
    // Asking the table directly fails before the very first migration.
    let table: Present =
        sql_query("SELECT to_regclass('__diesel_schema_migrations') IS NOT NULL AS present")
            .get_result(connection)?;
    if !table.present {
        return Ok(BTreeSet::new());
    }
    let rows: Vec<Applied> =
        sql_query("SELECT version::text AS version FROM __diesel_schema_migrations")
            .load(connection)?;
    Ok(rows
        .into_iter()
        .map(|row| MigrationVersion::from(row.version).to_string())
        .collect())
}
