//! Whether the contrib modules that the application's schema needs are installed: better said before a cluster is made
//! than by a failing migration.

use std::path::{Path, PathBuf};

use crate::Error;
use crate::programs::ask;

const NEEDED: [&str; 2] = ["pg_trgm", "unaccent"];

pub(crate) fn check(bindir: &Path, major: u32) -> Result<(), Error> {
    let Some(extensions) = extensions(bindir, major) else {
        return Ok(());
    };
    let missing: Vec<_> = NEEDED
        .into_iter()
        .filter(|name| !extensions.join(format!("{name}.control")).is_file())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::NoContrib(format!(
        "the PostgreSQL in {} has no {}; install its contrib modules (Debian/Ubuntu: `apt install postgresql-contrib`; Fedora: `dnf \
         install postgresql-contrib`; Alpine: `apk add postgresql{major}-contrib`); they belong into {}",
        bindir.display(),
        missing.join(" and no "),
        extensions.display(),
    )))
}

/// The directory of the extensions. `pg_config` knows it, but some systems ship that program with the development files
/// only; then it is where it usually is. None: not known, and the migrations will tell.
fn extensions(bindir: &Path, major: u32) -> Option<PathBuf> {
    let told = ask(bindir.join("pg_config"), "--sharedir").map(PathBuf::from);
    let prefix = bindir.parent().unwrap_or(bindir);
    let usual = [
        prefix.join("share/postgresql"),
        prefix.join("share/pgsql"),
        prefix.join(format!("share/postgresql@{major}")),
        prefix.join(format!("share/postgresql{major}")),
        prefix.join("share"),
        PathBuf::from(format!("/usr/share/postgresql/{major}")),
        PathBuf::from(format!("/usr/share/postgresql{major}")),
    ];
    told.into_iter()
        .chain(usual)
        .map(|share| share.join("extension"))
        .find(|path| path.join("plpgsql.control").is_file())
}
