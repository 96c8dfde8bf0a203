//! Whether this server may be given requests.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use persistence::migrations::{self, SchemaState};
use persistence::{Database, DbError};

/// A database that has answered nothing for so long is not busy: a statement takes ten seconds at most, and work has few.
const STUCK: Duration = Duration::from_secs(40);

/// The answer of `/readyz`, and the gate in front of everything that needs the database.
#[derive(Clone)]
pub struct Readiness {
    db: Database,
    schema_seen_current: Arc<AtomicBool>,
    draining: Arc<AtomicBool>,
}

/// What readiness was found to be.
#[derive(Debug)]
pub enum Verdict {
    /// Send requests.
    Ready,
    /// This server is on its way out.
    Draining,
    /// The database does not answer.
    NoDatabase(DbError),
    /// The schema is not one that this binary can serve from.
    WrongSchema(SchemaState),
}

impl Verdict {
    /// What it means for a person, without any detail of the database.
    pub fn explanation(&self) -> String {
        match self {
            Self::Ready => "ready".to_owned(),
            Self::Draining => "shutting down".to_owned(),
            Self::NoDatabase(_) => "the database cannot be reached".to_owned(),
            Self::WrongSchema(SchemaState::Behind(missing)) => {
                format!("the schema lacks {missing} migration(s): run `bloknotik migrate`")
            }
            Self::WrongSchema(SchemaState::Ahead(floor)) => {
                format!(
                    "the schema was migrated by a newer bloknotik and needs {floor}: update this one"
                )
            }
            Self::WrongSchema(SchemaState::Grown(version)) => format!(
                "the schema was migrated by a newer bloknotik (up to {version}), which has only added to it"
            ),
            Self::WrongSchema(SchemaState::Outdated) => {
                "contacts of an older bloknotik are being read anew: this goes by itself".to_owned()
            }
            Self::WrongSchema(SchemaState::Current) => "the schema is current".to_owned(),
        }
    }
}

impl Verdict {
    /// What it means for the one who runs the server, with what the database said.
    pub fn reason(&self) -> String {
        match self {
            Self::NoDatabase(error) => error.to_string(),
            verdict => verdict.explanation(),
        }
    }
}

impl Readiness {
    pub(crate) fn new(db: Database) -> Self {
        Self {
            db,
            schema_seen_current: Arc::default(),
            draining: Arc::default(),
        }
    }

    /// Looks at the database and its schema now.
    pub async fn check(&self) -> Verdict {
        if self.is_draining() {
            return Verdict::Draining;
        }
        match self.db.read_soon(migrations::state).await {
            Ok(state @ (SchemaState::Current | SchemaState::Grown(_))) => {
                let was_current = self.schema_seen_current.swap(true, Ordering::Relaxed);
                if !was_current && let SchemaState::Grown(version) = state {
                    tracing::info!(version, "serving from the schema of a newer bloknotik");
                }
                Verdict::Ready
            }
            // An older server that gives way to this one writes on in its own manner; that is made good as it comes.
            Ok(SchemaState::Outdated) if self.schema_seen_current.load(Ordering::Relaxed) => {
                Verdict::Ready
            }
            Ok(state) => {
                self.schema_seen_current.store(false, Ordering::Relaxed);
                Verdict::WrongSchema(state)
            }
            // Every connection is at work: busy is not broken, as long as anything is done.
            Err(DbError::Busy)
                if self.schema_seen_current.load(Ordering::Relaxed)
                    && !self.db.is_stuck_for(STUCK) =>
            {
                Verdict::Ready
            }
            Err(error) => Verdict::NoDatabase(error),
        }
    }

    /// Whether the schema was current when it was last looked at; looks if it was not.
    ///
    /// A half-migrated database is never served from; one that is only away gets its own error from the query.
    pub(crate) async fn schema_is_current(&self) -> Result<(), Verdict> {
        if self.schema_seen_current.load(Ordering::Relaxed) {
            return Ok(());
        }
        match self.check().await {
            Verdict::Ready | Verdict::Draining => Ok(()),
            verdict => Err(verdict),
        }
    }

    /// From now on `/readyz` says no, so that balancers send their requests elsewhere.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// Whether this server is on its way out.
    pub(crate) fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }
}
