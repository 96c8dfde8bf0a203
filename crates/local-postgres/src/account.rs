//! Which user runs PostgreSQL. It refuses to run as root, so a server started by root hands it to an unprivileged user.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use crate::Error;

/// What a program needs to be found, to find its libraries, and to know the time.
fn is_passed_on(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let is_named = ["PATH", "HOME", "TMPDIR", "TZ"].contains(&name.as_ref());
    is_named
        || ["LD_", "DYLD_", "FAKETIME"]
            .iter()
            .any(|start| name.starts_with(start))
}

/// Whether this process is root's, and PostgreSQL therefore another user's.
pub fn runs_as_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// The user whose processes and files PostgreSQL's are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Account {
    uid: u32,
    gid: u32,
    /// We are root and have to become this user.
    switch: bool,
}

impl Account {
    /// For root: the owner of an existing cluster, else `postgres`, else `nobody`. For anybody else: that user.
    pub(crate) fn choose(cluster: &Path) -> Result<Account, Error> {
        if !runs_as_root() {
            return Ok(Account {
                uid: rustix::process::geteuid().as_raw(),
                gid: rustix::process::getegid().as_raw(),
                switch: false,
            });
        }
        if let Ok(metadata) = fs::metadata(cluster)
            && metadata.uid() != 0
        {
            return Ok(Account {
                uid: metadata.uid(),
                gid: metadata.gid(),
                switch: true,
            });
        }
        let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let found = ["postgres", "_postgres", "nobody"]
            .iter()
            .find_map(|name| lookup(&passwd, name));
        let (uid, gid) = found.ok_or_else(|| {
            Error::Access(
                "PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody` to run it as; \
                 start the server as an ordinary user"
                    .into(),
            )
        })?;
        Ok(Account {
            uid,
            gid,
            switch: true,
        })
    }

    /// Whether we are root and PostgreSQL's user is another one.
    pub(crate) fn switches(&self) -> bool {
        self.switch
    }

    pub(crate) fn uid(&self) -> u32 {
        self.uid
    }

    /// A command that runs as this user, in a directory that it can enter, and without our own environment: secrets are none
    /// of its business, and PG* variables would change what the server does.
    pub(crate) fn command(&self, program: &Path, directory: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(directory)
            .env_clear()
            .env("LC_ALL", "C");
        command.envs(std::env::vars_os().filter(|(name, _)| is_passed_on(name)));
        if self.switch {
            // std drops the supplementary groups of root when the uid changes.
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Gives a file or directory to this user, where we are root. What a link leads to stays whose it is.
    pub(crate) fn give(&self, path: &Path) -> Result<(), Error> {
        if !self.switch {
            return Ok(());
        }
        std::os::unix::fs::lchown(path, Some(self.uid), Some(self.gid))
            .map_err(Error::io("change the owner of", path))
    }

    /// Gives a directory to this user if it is root's: one that belongs to somebody already stays theirs.
    pub(crate) fn give_if_roots(&self, path: &Path) -> Result<(), Error> {
        match fs::metadata(path) {
            Ok(metadata) if metadata.uid() != 0 => Ok(()),
            _ => self.give(path),
        }
    }

    /// Checks that this user can enter every directory above `path`, and names the one that is in the way.
    pub(crate) fn check_reaches(&self, path: &Path) -> Result<(), Error> {
        if !self.switch {
            return Ok(());
        }
        for directory in path.ancestors().skip(1) {
            let metadata = fs::metadata(directory).map_err(Error::io("look at", directory))?;
            let bit = match () {
                () if metadata.uid() == self.uid => 0o100,
                () if metadata.gid() == self.gid => 0o010,
                () => 0o001,
            };
            if metadata.mode() & bit == 0 {
                return Err(Error::Access(format!(
                    "PostgreSQL does not run as root but as user {uid}, and that user cannot enter {}, which {} is in; put the data \
                     elsewhere (for example below /var/lib), or run the server as the user that owns that directory, or allow \
                     passing through it by `chmod o+x`",
                    directory.display(),
                    path.display(),
                    uid = self.uid,
                )));
            }
        }
        Ok(())
    }
}

/// User and group number from the text of /etc/passwd.
fn lookup(passwd: &str, name: &str) -> Option<(u32, u32)> {
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next() != Some(name) {
            return None;
        }
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        (uid != 0).then_some((uid, gid))
    })
}

#[cfg(test)]
mod tests {
    use super::lookup;

    #[test]
    fn users_are_found_by_their_whole_name() {
        let passwd = "root:x:0:0::/root:/bin/sh\npostgresql:x:7:7::/:\npostgres:x:101:104:PostgreSQL:/var/lib:/bin/sh\n";
        assert_eq!(lookup(passwd, "postgres"), Some((101, 104)));
        assert_eq!(lookup(passwd, "nobody"), None);
        assert_eq!(lookup(passwd, "root"), None);
    }
}
