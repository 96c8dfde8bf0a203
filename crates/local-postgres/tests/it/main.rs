//! Clusters for real: each test has a directory of its own and leaves nothing behind.

mod lives;
mod recovery;
mod refusals;
mod support;
mod users;
