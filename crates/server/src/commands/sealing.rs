//! What `backup` and `restore` are told about encryption.

use std::path::{Path, PathBuf};

use age::secrecy::SecretString;

use crate::backup::{Key, Problem};

/// How to open a backup that is encrypted.
#[derive(clap::Args)]
pub struct Opening {
    /// A file with the secret key that it is encrypted for, as `age-keygen` writes it.
    #[arg(long, value_name = "FILE")]
    identity: Option<PathBuf>,
    /// A file with the passphrase that it is encrypted with.
    #[arg(long, value_name = "FILE", conflicts_with = "identity")]
    passphrase_file: Option<PathBuf>,
}

impl Opening {
    /// Reads the file.
    pub fn key(&self) -> Result<Key, Problem> {
        match (&self.identity, &self.passphrase_file) {
            (Some(path), _) => Key::from_file(path),
            (None, Some(path)) => passphrase(path).map(Key::Passphrase),
            (None, None) => Ok(Key::None),
        }
    }

    /// The passphrase alone, for what is to be written.
    pub fn passphrase(&self) -> Result<Option<SecretString>, Problem> {
        self.passphrase_file.as_deref().map(passphrase).transpose()
    }

    /// Whether a key was named, which only opens.
    pub fn has_identity(&self) -> bool {
        self.identity.is_some()
    }
}

/// The first line of a file: editors and `echo` end it with a newline.
fn passphrase(path: &Path) -> Result<SecretString, Problem> {
    let text = std::fs::read_to_string(path).map_err(|e| Problem::file("read", path, &e))?;
    match text.lines().next() {
        Some(line) if !line.is_empty() => Ok(SecretString::from(line.to_owned())),
        _ => Err(Problem::Other(format!(
            "{} holds no passphrase: its first line is empty",
            path.display()
        ))),
    }
}
