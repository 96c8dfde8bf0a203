//! The connections themselves: how one is opened, and when one is trusted.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::r2d2::{ConnectionManager, ManageConnection};
use diesel::{Connection, PgConnection};

/// How long connections are checked before use after one of them was found dead.
const SUSPICION: Duration = Duration::from_secs(30);

/// Opens connections, and pings one before use only while there is reason to doubt it: a ping on every
/// checkout would cost a round trip per request, none at all would turn a database restart into as many
/// errors as there are pooled connections.
pub(crate) struct Manager {
    inner: ConnectionManager<PgConnection>,
    statement_timeout: Duration,
    suspicion: Suspicion,
}

impl Manager {
    pub(crate) fn new(url: &str, statement_timeout: Duration, suspicion: Suspicion) -> Self {
        Self {
            inner: ConnectionManager::new(url),
            statement_timeout,
            suspicion,
        }
    }
}

/// Everything that is looked for has its index. What the planner thinks of reading a table instead is wrong by a factor of
/// a hundred, as it does not count the unpacking of long values; and what compiling a plan would save, compiling costs.
const PLANNING: &str = "SET enable_seqscan = off; SET jit = off";

/// What locks and numbers are made for, whatever this database or its account begins transactions with.
const ISOLATION: &str = "SET default_transaction_isolation = 'read committed'";

impl ManageConnection for Manager {
    type Connection = PgConnection;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<PgConnection, Self::Error> {
        let mut connection = self.inner.connect()?;
        connection
            .batch_execute(&format!(
                "SET TIME ZONE 'UTC'; SET application_name = 'bloknotik'; {PLANNING}; {ISOLATION}; \
                 SET statement_timeout = {0}; SET idle_in_transaction_session_timeout = {0}",
                self.statement_timeout.as_millis()
            ))
            .map_err(diesel::r2d2::Error::QueryError)?;
        Ok(connection)
    }

    fn is_valid(&self, connection: &mut PgConnection) -> Result<(), Self::Error> {
        if self.suspicion.holds() {
            self.inner.is_valid(connection)
        } else {
            Ok(())
        }
    }

    fn has_broken(&self, connection: &mut PgConnection) -> bool {
        // Inside a transaction after its work is done means that something went wrong in a way nobody saw.
        self.inner.has_broken(connection) || connection_is_in_transaction(connection)
    }
}

fn connection_is_in_transaction(connection: &mut PgConnection) -> bool {
    use diesel::connection::TransactionManager;
    type Transactions = <PgConnection as Connection>::TransactionManager;
    !matches!(
        Transactions::transaction_manager_status_mut(connection).transaction_depth(),
        Ok(None)
    )
}

/// Shared memory of the last time a connection turned out to be dead.
#[derive(Clone)]
pub(crate) struct Suspicion {
    started: Instant,
    until_millis: Arc<AtomicU64>,
}

impl Suspicion {
    pub(crate) fn none() -> Self {
        Self {
            started: Instant::now(),
            until_millis: Arc::default(),
        }
    }

    pub(crate) fn raise(&self) {
        let until = (self.started.elapsed() + SUSPICION).as_millis() as u64;
        self.until_millis.store(until, Ordering::Relaxed);
    }

    fn holds(&self) -> bool {
        (self.started.elapsed().as_millis() as u64) < self.until_millis.load(Ordering::Relaxed)
    }
}
