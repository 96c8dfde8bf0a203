//! The embedded database while the server runs: started with it, revived if it dies, stopped with it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use local_postgres::{Cluster, Error, Options};

use crate::config::DatabaseConfig;

/// The name of the embedded database.
const NAME: &str = "bloknotik";

/// How soon a database that died (killed, short of memory) is noticed.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// A cluster with a thread that looks after it. Dropping it stops the cluster and waits until it has.
#[derive(Debug)]
pub struct Embedded {
    url: String,
    stop: Option<Sender<()>>,
    keeper: Option<JoinHandle<()>>,
}

impl Embedded {
    /// Starts the cluster below the data directory, which is made if need be.
    pub fn start(data_dir: &Path) -> Result<Self, Error> {
        let mut cluster = Cluster::start(Options {
            data_dir: cluster_of(data_dir),
            durable: true,
            programs: None,
            database: NAME.to_owned(),
        })?;
        let url = cluster.url().to_owned();
        let (stop, stopped) = channel::<()>();
        let look = move || {
            while stopped.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
                match cluster.revive() {
                    Ok(false) => {}
                    Ok(true) => {
                        tracing::error!("the embedded database had died and was started again")
                    }
                    Err(error) => tracing::error!(
                        "the embedded database has died and does not start: {error}"
                    ),
                }
            }
            cluster.stop();
        };
        Ok(Self {
            url,
            stop: Some(stop),
            keeper: Some(std::thread::spawn(look)),
        })
    }

    /// A libpq address.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(keeper) = self.keeper.take() {
            let _ = keeper.join();
        }
    }
}

fn cluster_of(data_dir: &Path) -> PathBuf {
    data_dir.join("postgres")
}

/// The address of the database, and the embedded one if it is that: for the program that is alone with it.
pub fn own(config: &DatabaseConfig) -> Result<(String, Option<Embedded>), Error> {
    match config {
        DatabaseConfig::External { url } => Ok((url.clone(), None)),
        DatabaseConfig::Embedded { data_dir } => {
            let embedded = Embedded::start(data_dir)?;
            Ok((embedded.url().to_owned(), Some(embedded)))
        }
    }
}

/// The same for a program that helps a server: where that one runs the embedded database, it is used as it is.
pub fn shared(config: &DatabaseConfig) -> Result<(String, Option<Embedded>), Error> {
    match (own(config), config) {
        (Err(in_use @ Error::InUse { .. }), DatabaseConfig::Embedded { data_dir }) => {
            match local_postgres::running(&cluster_of(data_dir), NAME) {
                Some(url) => Ok((url, None)),
                None => Err(in_use),
            }
        }
        (result, _) => result,
    }
}

/// The same for one that only looks: nothing where there is no database yet, and none is made.
pub fn existing(config: &DatabaseConfig) -> Result<Option<(String, Option<Embedded>)>, Error> {
    if let DatabaseConfig::Embedded { data_dir } = config
        && !cluster_of(data_dir).exists()
    {
        return Ok(None);
    }
    shared(config).map(Some)
}
