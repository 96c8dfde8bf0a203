//! A private cluster of the PostgreSQL programs on this machine, with a keeper beside it that outlives us.

use std::fs::{self, DirBuilder, Permissions};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use local_postgres::{Cluster, Options, Programs};
use uuid::Uuid;

use super::LEASES;
use super::keeper::WAIT_UNTIL_UNUSED;
use crate::temp::scratch;

const DIR_PREFIX: &str = "bloknotik-testpg-";

/// Younger ones may be at their beginning, without a keeper yet.
const YOUNG: Duration = Duration::from_secs(60);

/// Starts a cluster in a temporary directory and a script that ends both.
pub(super) fn start() -> Result<String, String> {
    sweep();
    let programs = Programs::find().map_err(|error| error.to_string())?;
    let dir = make_directory()?;
    // The keeper comes first: nothing may remain if we are killed while the cluster starts.
    spawn_keeper(&programs, &dir)?;
    let options = Options {
        data_dir: dir.join("data"),
        durable: false,
        programs: Some(programs),
        database: LEASES.to_owned(),
    };
    let cluster = Cluster::start(options).map_err(|error| {
        let _ = fs::remove_dir_all(&dir);
        error.to_string()
    })?;
    let url = cluster.url().to_owned();
    // The keeper stops it; we are only its first user.
    std::mem::forget(cluster);
    Ok(url)
}

fn make_directory() -> Result<PathBuf, String> {
    let name = format!("{DIR_PREFIX}{}", Uuid::now_v7().simple());
    let mut why = String::new();
    for parent in scratch() {
        let dir = parent.join(&name);
        let made = DirBuilder::new().mode(0o700).create(&dir);
        match made.and_then(|()| fs::set_permissions(&dir, Permissions::from_mode(0o711))) {
            Ok(()) => return Ok(dir),
            Err(error) => why = format!("cannot create {}: {error}", dir.display()),
        }
    }
    Err(why)
}

/// Its standard streams lead nowhere: whoever waits for the end of ours must not wait for it.
fn spawn_keeper(programs: &Programs, dir: &Path) -> Result<(), String> {
    let script = format!(
        r#"
        trap '' HUP INT TERM
        dir=$1 psql=$2 starter=$3 pid_file=$1/data/cluster/postmaster.pid
        line() {{ sed -n "$1p" "$pid_file" 2>/dev/null; }}
        server_is_there() {{ [ -e "$pid_file" ]; }}
        psql_command() {{ "$psql" -h "$(line 5)" -U {LEASES} -d template1 -XtAqc "$1"; }}
        PSQL=psql_command
        while [ -d "$dir" ] && kill -0 "$starter" 2>/dev/null; do
            case $(line 8) in ready*) break ;; esac
            sleep 0.2
        done
        case $(line 8) in ready*) {WAIT_UNTIL_UNUSED} ;; esac
        postmaster=$(line 1)
        i=0
        while server_is_there && [ "$i" -lt 50 ]; do
            kill -QUIT "$postmaster" 2>/dev/null || break
            sleep 0.1
            i=$((i + 1))
        done
        # Not in one go: an initdb without its starter may still be adding files.
        i=0
        while [ -e "$dir" ] && [ "$i" -lt 50 ]; do
            rm -rf "$dir" 2>/dev/null
            [ -e "$dir" ] && sleep 0.1
            i=$((i + 1))
        done
        "#
    );
    let child = Command::new("sh")
        .args(["-c", &script, "keeper"])
        .arg(dir)
        .arg(programs.program("psql"))
        .arg(std::process::id().to_string())
        .current_dir("/")
        // A group of its own: ctrl-C is for the tests, and then this has work to do.
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("cannot run sh: {error}"))?;
    let path = dir.join("keeper");
    fs::write(&path, child.id().to_string())
        .map_err(|error| format!("cannot write {}: {error}", path.display()))
}

/// Removes directories whose keeper is gone: the machine went down, or somebody killed it.
fn sweep() {
    for entry in scratch().iter().flat_map(fs::read_dir).flatten().flatten() {
        let path = entry.path();
        let is_ours = entry.file_name().to_string_lossy().starts_with(DIR_PREFIX);
        let modified = entry.metadata().and_then(|metadata| metadata.modified());
        let age = modified
            .ok()
            .and_then(|modified| modified.elapsed().ok())
            .unwrap_or_default();
        let pid_in = |name: &str| -> Option<u32> {
            fs::read_to_string(path.join(name))
                .ok()?
                .lines()
                .next()?
                .trim()
                .parse()
                .ok()
        };
        let is_kept = pid_in("keeper").is_some_and(|pid| keeps(pid, &path));
        if !is_ours || age < YOUNG || is_kept {
            continue;
        }
        let postmaster = pid_in("data/cluster/postmaster.pid");
        if let Some(pid) = postmaster.filter(|pid| serves(*pid, &path)) {
            let _ = Command::new("kill")
                .args(["-QUIT", &pid.to_string()])
                .status();
        }
        // Others' directories withstand this.
        let _ = fs::remove_dir_all(&path);
    }
}

/// Whether the process is the keeper of that directory, and has not just inherited a number.
fn keeps(pid: u32, dir: &Path) -> bool {
    let output = Command::new("ps")
        .args(["-o", "args=", "-p", &pid.to_string()])
        .output();
    output.is_ok_and(|output| {
        String::from_utf8_lossy(&output.stdout).contains(&*dir.to_string_lossy())
    })
}

/// Whether the process works in that directory.
fn serves(pid: u32, dir: &Path) -> bool {
    fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| cwd.starts_with(dir))
}
