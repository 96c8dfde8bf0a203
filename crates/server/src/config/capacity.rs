//! How much is done at once, by the CPUs that this process is given.

use std::thread::available_parallelism;

use super::{Environment, Problems, number};

/// How many threads answer requests, and how many connections to the database there are at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// Threads of the runtime. Those that wait for the database come on top.
    pub worker_threads: usize,
    /// Connections of the pool.
    pub pool_size: u32,
}

impl Capacity {
    /// What suits this machine, or the container on it.
    pub fn here() -> Self {
        Self::of(available_parallelism().map_or(1, usize::from))
    }

    /// What suits a machine with so many CPUs.
    pub fn of(cpus: usize) -> Self {
        Self {
            worker_threads: cpus,
            // Beyond a few for each CPU they only wait for each other, and PostgreSQL has to do for all servers.
            pool_size: u32::try_from(4 * cpus + 2).unwrap_or(u32::MAX).min(20),
        }
    }
}

pub(super) fn load(environment: &Environment, problems: &mut Problems) -> Capacity {
    let default = Capacity::here();
    let mut get = |name, default, most| number(environment, name, default, 1..=most, problems);
    Capacity {
        worker_threads: get("WORKER_THREADS", default.worker_threads as u64, 512) as usize,
        pool_size: get("DATABASE_POOL_SIZE", default.pool_size.into(), 500) as u32,
    }
}
