//! The cluster of another process, while that process runs it.

use std::fs;
use std::path::Path;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// A libpq address of the cluster in this directory, if it is running: for programs that help the one which started it. It
/// goes when that one goes.
pub fn running(data_dir: &Path, database: &str) -> Option<String> {
    let cluster = data_dir.join("cluster");
    let file = fs::read_to_string(cluster.join("postmaster.pid")).ok()?;
    // What PostgreSQL writes there: process, directory, start, port, directory of the socket, address, memory, status.
    let lines: Vec<&str> = file.lines().map(str::trim).collect();
    let socket = lines.get(4).filter(|path| !path.is_empty())?;
    let port = lines.get(3)?;
    let is_ready = lines.get(7) == Some(&"ready");
    let socket_file = Path::new(socket).join(format!(".s.PGSQL.{port}"));
    if !is_ready || !socket_file.exists() {
        return None;
    }
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let (name, host) = (encode(database), encode(socket));
    Some(format!(
        "postgres:///{name}?host={host}&port={port}&user={name}"
    ))
}
