//! Where systems put PostgreSQL's programs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::programs::ask;

/// Directories that may hold the programs, best first, each once.
pub(crate) fn candidates() -> Vec<PathBuf> {
    let mut found = Vec::new();
    found.extend(ask("pg_config", "--bindir").map(PathBuf::from));
    found.extend(from_path());
    for pattern in INSTALLED {
        found.extend(newest_first(pattern));
    }
    if let Some(home) = std::env::var_os("HOME") {
        found.push(Path::new(&home).join(".nix-profile/bin"));
    }
    let mut seen = BTreeSet::new();
    found.retain(|directory| directory.join("postgres").exists() && seen.insert(directory.clone()));
    found
}

/// What to do where nothing usable is installed, for the systems that most people have.
pub(crate) fn remedy() -> &'static str {
    "install PostgreSQL 15 or newer with its contrib modules (Debian/Ubuntu: `apt install postgresql postgresql-contrib`; \
     Fedora: `dnf install postgresql-server postgresql-contrib`; Arch: `pacman -S postgresql`; Alpine: `apk add postgresql \
     postgresql-contrib`; macOS: `brew install postgresql@17` or Postgres.app), or name the directory of its programs in POSTGRES_BINDIR"
}

/// One `*` stands for the version within a path component.
const INSTALLED: [&str; 13] = [
    "/usr/lib/postgresql/*/bin",                          // Debian, Ubuntu
    "/usr/pgsql-*/bin",                                   // PGDG on Fedora and RHEL
    "/usr/lib/postgresql*/bin",                           // openSUSE
    "/usr/lib64/postgresql-*/bin",                        // Gentoo
    "/usr/libexec/postgresql*",                           // Alpine
    "/opt/homebrew/opt/postgresql*/bin",                  // Homebrew, Apple silicon
    "/usr/local/opt/postgresql*/bin",                     // Homebrew, Intel
    "/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",     // Homebrew, Linux
    "/Applications/Postgres.app/Contents/Versions/*/bin", // Postgres.app
    "/run/current-system/sw/bin",                         // NixOS
    "/nix/var/nix/profiles/default/bin",                  // Nix
    "/usr/local/bin",                                     // FreeBSD, own builds
    "/usr/local/pgsql/bin",                               // own builds
];

/// The directories of `PATH` with a `postgres`; where that is a link, the directory that it points into, because the
/// other programs are there.
fn from_path() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut found = Vec::new();
    for directory in std::env::split_paths(&path).filter(|directory| directory.is_absolute()) {
        let Ok(program) = directory.join("postgres").canonicalize() else {
            continue;
        };
        found.extend(program.parent().map(Path::to_owned));
        found.push(directory);
    }
    found
}

/// The directories that fit the pattern, the one with the highest number first.
fn newest_first(pattern: &str) -> Vec<PathBuf> {
    let Some((before, after)) = pattern.split_once('*') else {
        return vec![PathBuf::from(pattern)];
    };
    let (parent, prefix) = before.rsplit_once('/').unwrap_or(("", before));
    let after = after.trim_start_matches('/');
    let mut found: Vec<(u32, PathBuf)> = Vec::new();
    for entry in Path::new(parent).read_dir().into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(rest) = name.to_str().and_then(|name| name.strip_prefix(prefix)) else {
            continue;
        };
        let digits: String = rest
            .chars()
            .skip_while(|c| !c.is_ascii_digit())
            .take_while(char::is_ascii_digit)
            .collect();
        let directory = entry.path();
        let directory = if after.is_empty() {
            directory
        } else {
            directory.join(after)
        };
        found.push((digits.parse().unwrap_or(0), directory));
    }
    found.sort_by(|a, b| b.cmp(a));
    found.into_iter().map(|(_, directory)| directory).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        let root = tempfile::tempdir().expect("temp dir");
        for version in ["9", "15", "17"] {
            std::fs::create_dir_all(root.path().join(version).join("bin")).expect("mkdir");
        }
        let pattern = format!("{}/*/bin", root.path().display());
        let found = newest_first(&pattern);
        let names: Vec<_> = found
            .iter()
            .map(|p| p.strip_prefix(root.path()).expect("below").to_owned())
            .collect();
        assert_eq!(
            names,
            [Path::new("17/bin"), Path::new("15/bin"), Path::new("9/bin")]
        );
    }
}
