//! How PostgreSQL is set up, and what of it people may change.
//!
//! Three layers, each overruling the one before: `bloknotik.conf`, written anew at every start, so that a new version of
//! ours changes old clusters, too; the end of `postgresql.conf`, which is the owner's; the command line, for what this
//! crate relies on.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::Error;
use crate::account::Account;

const FILE: &str = "bloknotik.conf";

/// The log says what goes wrong, and never what is in the books.
const COMMON: &str = "\
# Written anew at every start: settings of your own belong at the end of postgresql.conf.
timezone = 'UTC'
log_timezone = 'UTC'
log_min_messages = warning
log_min_error_statement = panic
log_error_verbosity = terse
log_checkpoints = off
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
jit = off
random_page_cost = 1.1
";

/// A small server: all of Bloknotik is to be at home on a machine with little memory.
const DURABLE: &str = "\
max_connections = 50
work_mem = 8MB
maintenance_work_mem = 64MB
effective_cache_size = 512MB
wal_compression = on
max_wal_size = 512MB
checkpoint_timeout = 15min
max_worker_processes = 4
logging_collector = on
log_directory = '../log'
log_filename = 'postgresql-%Y%m%d-%H%M%S.log'
log_rotation_age = 7d
log_rotation_size = 4MB
";

/// For data that need not survive the afternoon. No autovacuum: plans must not depend on when it comes by.
const THROWAWAY: &str = "\
max_connections = 300
shared_buffers = 64MB
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 1GB
checkpoint_timeout = 1h
autovacuum = off
logging_collector = off
";

/// What nobody may change: this crate finds the server by it, and the privacy of the socket is all the access control.
pub(crate) fn fixed(socket: &Path) -> [String; 4] {
    [
        "listen_addresses=".to_owned(),
        "port=5432".to_owned(),
        format!("unix_socket_directories={}", socket.display()),
        "unix_socket_permissions=0700".to_owned(),
    ]
}

/// Makes a fresh cluster read our settings, and its owner's after them.
pub(crate) fn install(account: &Account, cluster: &Path) -> Result<(), Error> {
    // There has to be one for the server that makes the database.
    write_file(account, cluster, COMMON)?;
    let path = cluster.join("postgresql.conf");
    let lines = format!(
        "\ninclude '{FILE}' # written anew at every start\n# Your own settings, below this line, win.\n"
    );
    let mut file = fs::File::options()
        .append(true)
        .open(&path)
        .map_err(Error::io("open", &path))?;
    file.write_all(lines.as_bytes())
        .map_err(Error::io("write", &path))
}

/// Writes the settings of this version of ours.
pub(crate) fn write(account: &Account, cluster: &Path, durable: bool) -> Result<(), Error> {
    let settings = if durable {
        format!("{DURABLE}shared_buffers = {}MB\n", buffers(memory()))
    } else {
        THROWAWAY.to_owned()
    };
    write_file(account, cluster, &format!("{COMMON}{settings}"))
}

/// How many megabytes PostgreSQL keeps of its tables, of so many that there are. It takes only what it uses: little where
/// the books are small. Each page that it must fetch from the system instead makes a search of a large book slower.
fn buffers(memory: Option<u64>) -> u64 {
    memory.map_or(128, |memory| (memory / 16).clamp(64, 1024))
}

/// The megabytes of this machine, or of the container it looks like to us. `None` where the system tells otherwise.
fn memory() -> Option<u64> {
    let all = fs::read_to_string("/proc/meminfo").ok()?;
    let line = all
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))?;
    let machine = line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? / 1024;
    let limit = fs::read_to_string("/sys/fs/cgroup/memory.max").ok();
    let limit = limit.and_then(|limit| limit.trim().parse::<u64>().ok());
    Some(limit.map_or(machine, |limit| machine.min(limit / 1024 / 1024)))
}

fn write_file(account: &Account, cluster: &Path, text: &str) -> Result<(), Error> {
    let path = cluster.join(FILE);
    // Made anew, and not written into what lies there: the folder is another account's, and a link of its would be followed.
    match fs::remove_file(&path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(Error::io("replace", &path)(error));
        }
        _ => {}
    }
    let written = File::create_new(&path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(Error::io("write", &path))?;
    account.give(&path)
}

#[cfg(test)]
mod tests {
    use super::buffers;

    #[test]
    fn the_buffers_follow_the_memory() {
        assert_eq!(buffers(None), 128);
        assert_eq!(buffers(Some(512)), 64);
        assert_eq!(buffers(Some(4096)), 256);
        assert_eq!(buffers(Some(64 * 1024)), 1024);
    }
}
