//! What the system knows about this process. Elsewhere than on Linux there is nothing to read, and nothing is said.

use std::fmt::Write;
use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use super::memory;

/// The unit of times in `/proc`: 100 on every Linux there is, whatever its clock does.
const TICKS: f64 = 100.0;

/// Adds it, under the names that all programs have for it.
pub fn encode(text: &mut String) {
    let mut gauge = |name: &str, kind: &str, help: &str, value: Option<f64>| {
        if let Some(value) = value {
            let total = if kind == "counter" { "_total" } else { "" };
            let _ = writeln!(text, "# HELP {name} {help}.");
            let _ = writeln!(text, "# TYPE {name} {kind}");
            let value = if value.is_infinite() {
                "+Inf".to_owned()
            } else {
                value.to_string()
            };
            let _ = writeln!(text, "{name}{total} {value}");
        }
    };
    let stat = stat();
    gauge(
        "process_cpu_seconds",
        "counter",
        "Processor time used",
        stat.as_ref().map(|stat| stat.cpu),
    );
    gauge(
        "process_start_time_seconds",
        "gauge",
        "When the process began",
        stat.as_ref()
            .and_then(|stat| Some(booted()? + stat.started)),
    );
    gauge(
        "process_resident_memory_bytes",
        "gauge",
        "Memory in use",
        resident(),
    );
    gauge(
        "bloknotik_memory_limit_bytes",
        "gauge",
        "Memory that may be in use",
        memory::limit(),
    );
    let clock = SystemTime::now().duration_since(UNIX_EPOCH);
    gauge(
        "bloknotik_clock_seconds",
        "gauge",
        "What time it is here",
        clock.ok().map(|clock| clock.as_secs_f64()),
    );
    let open = fs::read_dir("/proc/self/fd").map(|files| files.count() as f64);
    gauge("process_open_fds", "gauge", "Open files", open.ok());
    gauge(
        "process_max_fds",
        "gauge",
        "Files that may be open",
        most_files(),
    );
}

struct Stat {
    cpu: f64,
    started: f64,
}

fn stat() -> Option<Stat> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program may hold blanks, but ends with the last bracket.
    let fields: Vec<&str> = text.rsplit_once(") ")?.1.split(' ').collect();
    let ticks = |at: usize| -> Option<f64> { fields.get(at)?.parse().ok() };
    Some(Stat {
        cpu: (ticks(11)? + ticks(12)?) / TICKS,
        started: ticks(19)? / TICKS,
    })
}

fn booted() -> Option<f64> {
    let text = fs::read_to_string("/proc/stat").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("btime "))?;
    line.trim().parse().ok()
}

fn resident() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1024.0)
}

fn most_files() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/limits").ok()?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}
