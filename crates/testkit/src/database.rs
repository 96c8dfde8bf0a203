//! A database for every test.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, sql_query};
use uuid::Uuid;

use crate::postgres::given::{TEMPLATES_LOCK, own_prefix, remove_leftovers};
use crate::postgres::{self, PREFIX};

/// A database of the test's own, gone when this value is.
pub struct TestDatabase {
    name: String,
    url: String,
}

impl TestDatabase {
    /// One with nothing in it.
    pub fn empty() -> Self {
        Self::copy_of("template0")
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }

    fn copy_of(template: &str) -> Self {
        let name = format!("{}_{}", own_prefix(), Uuid::now_v7().simple());
        state().databases += 1;
        // Nothing of it has to survive: copying files is faster than writing them to the log.
        admin(&format!(
            "CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"
        ));
        Self {
            url: postgres::database_url(&name),
            name,
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        // FORCE: a test that failed may have left connections behind.
        let drop = || {
            admin(&format!(
                "DROP DATABASE IF EXISTS {} WITH (FORCE)",
                self.name
            ))
        };
        // A second panic while one is under way would take the other tests along.
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(drop));
        let mut state = state();
        state.databases -= 1;
        // Nothing may remain on a server that was given to us, and nobody tells when the last test is over.
        if state.databases == 0 && postgres::is_given() {
            state.template = None;
            remove_leftovers(&postgres::server_url());
        }
    }
}

/// A database with the current schema: a copy of one that is migrated once per server.
pub fn migrated() -> TestDatabase {
    let name = {
        let mut state = state();
        // One that is being copied from is not removed.
        state.databases += 1;
        state.template.get_or_insert_with(template).clone()
    };
    let database = TestDatabase::copy_of(&name);
    state().databases -= 1;
    database
}

/// What this process has on the server.
struct State {
    databases: usize,
    template: Option<String>,
}

fn state() -> MutexGuard<'static, State> {
    static STATE: Mutex<State> = Mutex::new(State {
        databases: 0,
        template: None,
    });
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes the template if no other process of this run has.
fn template() -> String {
    let further = further_migrations();
    // Its name tells the migrations in it: a server that outlives a build must not hand out yesterday's schema.
    let name = format!(
        "{PREFIX}template_{}{}",
        persistence::migrations::fingerprint(),
        further.as_deref().map(listed).unwrap_or_default()
    );
    let mut connection = connection();
    let connection = &mut connection;
    connection.batch_execute(TEMPLATES_LOCK).expect("a lock");
    #[derive(QueryableByName)]
    struct Found {
        #[diesel(sql_type = diesel::sql_types::Bool)]
        found: bool,
    }
    let found: Found =
        sql_query("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1) AS found")
            .bind::<Text, _>(&name)
            .get_result(connection)
            .expect("the list of databases");
    if !found.found {
        let unfinished = format!("{name}_unfinished");
        for statement in [
            format!("DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)"),
            format!("CREATE DATABASE {unfinished} TEMPLATE template0"),
        ] {
            connection.batch_execute(&statement).expect("a template");
        }
        let url = postgres::database_url(&unfinished);
        persistence::migrations::migrate(&url).expect("migrations");
        if let Some(folder) = further {
            persistence::migrations::migrate_further(&url, &folder).expect("further migrations");
        }
        connection
            .batch_execute(&format!("ALTER DATABASE {unfinished} RENAME TO {name}"))
            .expect("a template");
    }
    name
}

/// The migrations of a newer version, on whose schema the tests are to run (`just previous`).
fn further_migrations() -> Option<PathBuf> {
    std::env::var_os("TEST_FURTHER_MIGRATIONS").map(PathBuf::from)
}

/// Their names, so that a template with others is another one.
fn listed(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder).expect("the folder of further migrations");
    let mut names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
    names.sort();
    let mut hasher = DefaultHasher::new();
    names.hash(&mut hasher);
    format!("_{:016x}", hasher.finish())
}

/// The keeper closes the door for a moment to see whether anybody is left, and this process holds a lease.
fn connection() -> PgConnection {
    let url = postgres::server_url();
    let until = Instant::now() + Duration::from_secs(5);
    loop {
        match PgConnection::establish(&url) {
            Ok(connection) => return connection,
            Err(error) if Instant::now() > until => {
                panic!("the test server does not answer: {error}")
            }
            Err(_) => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

/// Runs a statement on the one connection that a process keeps for this: making databases is serial anyway.
fn admin(statement: &str) {
    static ADMIN: Mutex<Option<PgConnection>> = Mutex::new(None);
    let mut admin = ADMIN.lock().unwrap_or_else(PoisonError::into_inner);
    admin
        .get_or_insert_with(connection)
        .batch_execute(statement)
        .unwrap_or_else(|error| panic!("{statement}: {error}"));
}
