//! A private PostgreSQL without any setting up: finds the programs that the system's packages installed and runs a
//! cluster of its own on a unix socket. `bloknotik serve` uses it when no database is configured, the tests when there
//! is neither a given server nor a Docker engine.
//!
//! Nothing listens on the network. Whoever may enter the socket's directory (mode 0700) is trusted, nobody else gets in.
//!
//! Lives are tied together from above: [`Cluster`] stops PostgreSQL when it is dropped. If its process is killed instead,
//! PostgreSQL goes on alone; the next [`Cluster::start`] stops it in order and starts it afresh, so that no transaction or
//! lock of the dead process remains. Committed data survive both.
//!
//! Unix only: PostgreSQL on Windows has neither this kind of privacy nor these signals.

mod account;
mod cluster;
mod contrib;
mod directory;
mod error;
mod init;
mod log;
mod orphan;
mod places;
mod postmaster;
mod programs;
mod running;
mod settings;
mod socket;

pub use account::runs_as_root;
pub use cluster::{Cluster, Options};
pub use error::Error;
pub use programs::{OLDEST_MAJOR, Programs};
pub use running::running;
