//! What is no backup, or not a whole one.

use std::io::{Read, Write};

use persistence::backup::{BackupError, Options, Reader};
use testkit::TestDatabase;

use super::{dump, execute, filled, restore, restore_with, save};

fn check(backup: &[u8]) -> Result<(), BackupError> {
    Reader::open(backup)?.check(&|_| false).map(|_| ())
}

#[test]
fn whatever_is_cut_off_is_noticed() {
    let backup = save(testkit::migrated().url());
    check(&backup).unwrap();
    for length in 0..backup.len() {
        assert!(check(&backup[..length]).is_err(), "{length}");
    }
    let longer = [&backup[..], b"\n"].concat();
    assert!(matches!(check(&longer), Err(BackupError::Broken(_))));
}

#[test]
fn whatever_is_altered_is_noticed() {
    let backup = save(testkit::migrated().url());
    for place in 0..backup.len() {
        let mut altered = backup.clone();
        altered[place] ^= 1;
        assert!(check(&altered).is_err(), "{place}");
    }
}

#[test]
fn a_broken_backup_changes_nothing() {
    let backup = save(filled().url());
    let other = filled();
    let before = dump(other.url());
    let overwrite = Options { overwrite: true };
    let lines: Vec<&[u8]> = backup.split_inclusive(|byte| *byte == b'\n').collect();
    let mut flipped = backup.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    let table = |name: &str| {
        let head = format!("{{\"table\":{{\"name\":\"{name}\"");
        lines
            .iter()
            .position(|line| line.starts_with(head.as_bytes()))
            .unwrap()
    };
    let doubled = [&lines[..table("users")], &lines[table("contacts")..]].concat();
    let without_end = &lines[..lines.len() - 1];
    for (what, broken) in [
        ("cut", backup[..middle].to_vec()),
        ("flipped", flipped),
        ("a table twice", doubled.concat()),
        ("no end", without_end.concat()),
    ] {
        let refused = restore_with(other.url(), &broken[..], overwrite);
        assert!(refused.is_err(), "{what}");
        assert!(dump(other.url()) == before, "{what} has changed something");
    }
    restore_with(other.url(), &backup[..], overwrite).unwrap();
}

#[test]
fn what_fails_to_be_read_or_written_is_told() {
    struct Failing<R>(R, usize);
    impl<R: Read> Read for Failing<R> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            if self.1 == 0 {
                return Err(std::io::Error::other("the disk is on fire"));
            }
            let read = self.0.read(&mut buffer[..self.1.min(100)])?;
            self.1 -= read.min(self.1);
            Ok(read)
        }
    }
    impl<R> Write for Failing<R> {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.1 = self.1.saturating_sub(bytes.len());
            match self.1 {
                0 => Err(std::io::ErrorKind::StorageFull.into()),
                _ => Ok(bytes.len()),
            }
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let database = filled();
    let full = persistence::backup::save(database.url(), "1", Failing((), 100_000), &|_| false);
    assert!(matches!(full, Err(BackupError::Write(_))), "{full:?}");
    let backup = save(database.url());
    let fresh = TestDatabase::empty();
    let failed = restore_with(
        fresh.url(),
        Failing(&backup[..], backup.len() / 2),
        Options::default(),
    );
    let error = failed.unwrap_err().to_string();
    assert!(error.contains("the disk is on fire"), "{error}");
    assert!(dump(fresh.url()).is_empty());
}

#[test]
fn what_is_no_backup_or_a_newer_one_is_told_apart() {
    for other in [&b""[..], b"BEGIN:VCARD\r\n", b"{}\n", &[0; 5000]] {
        assert!(matches!(check(other), Err(BackupError::NotABackup)));
    }
    let newer = br#"{"bloknotik_backup":2,"program":"9.9.9","other":[]}"#;
    let error = check(newer).unwrap_err().to_string();
    assert!(error.contains("9.9.9"), "{error}");
    let backup = String::from_utf8(save(testkit::migrated().url())).unwrap();
    let newer = backup.replacen("\"migrations\":[", "\"migrations\":[\"99990101000000\",", 1);
    let fresh = TestDatabase::empty();
    let error = restore(fresh.url(), newer.as_bytes())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("99990101000000") && error.contains("1.2.3"),
        "{error}"
    );
    // One that was made after going back to an older program says that this is not the one to restore it with.
    let grown = testkit::migrated();
    execute(
        grown.url(),
        "INSERT INTO __diesel_schema_migrations (version) VALUES ('99990101000000')",
    );
    let refused = restore(fresh.url(), &save(grown.url())[..]).unwrap_err();
    assert!(matches!(refused, BackupError::NewerSchema { .. }));
}

#[test]
fn whoever_wants_it_to_stop_is_heard() {
    let database = filled();
    let stopped = persistence::backup::save(database.url(), "1", std::io::sink(), &|_| true);
    assert!(matches!(stopped, Err(BackupError::Stopped)), "{stopped:?}");
    let backup = save(database.url());
    let fresh = TestDatabase::empty();
    let reader = Reader::open(&backup[..]).unwrap();
    let stopped = persistence::backup::restore(fresh.url(), reader, Options::default(), &|_| true);
    assert!(matches!(stopped, Err(BackupError::Stopped)), "{stopped:?}");
    assert!(dump(fresh.url()).is_empty());
}
