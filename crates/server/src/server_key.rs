//! The server's key: where it is when nobody names one, and whether it is still the one that sessions were made with.

use std::io::{Error, ErrorKind};
use std::path::Path;

use persistence::{Database, DbError, server_key};

use crate::config::Secret;
use crate::run::ServerError;
use crate::security::{Vault, hex};

const FILE: &str = "secret_key";

/// The key that the embedded database's directory keeps, if it has one yet.
pub fn existing(data_dir: &Path) -> Result<Option<Secret>, Error> {
    match std::fs::read_to_string(data_dir.join(FILE)) {
        Ok(key) if !key.trim().is_empty() => Ok(Some(Secret(key.trim().to_owned()))),
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(None),
    }
}

/// The same, made at the first start.
pub fn own(data_dir: &Path) -> Result<Secret, ServerError> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let path = data_dir.join(FILE);
    let failed =
        |error: Error| ServerError::DataDir(format!("cannot use {}: {error}", path.display()));
    if let Some(key) = existing(data_dir).map_err(failed)? {
        return Ok(key);
    }
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| ServerError::DataDir(format!("no random numbers: {error}")))?;
    let key = hex(&bytes);
    // Under another name first: a crash must not leave half a key.
    let unfinished = path.with_extension("new");
    let mut options = std::fs::OpenOptions::new();
    let mut file = options
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&unfinished)
        .map_err(failed)?;
    file.write_all(key.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(failed)?;
    std::fs::rename(&unfinished, &path).map_err(failed)?;
    Ok(Secret(key))
}

/// Notes which key this server has, and says so if it is not the one of before.
pub async fn keep(db: &Database, vault: &Vault) {
    let print = vault.print();
    match db
        .run(move |connection| Ok::<_, DbError>(server_key::keep(connection, &print)?))
        .await
    {
        Ok(None) => {}
        Ok(Some(since)) => tracing::warn!(
            %since,
            "SECRET_KEY is another one than the servers had since then: whoever was signed in has to sign in again, and a \
             server that still has the other one refuses the sessions of this one"
        ),
        Err(error) => {
            tracing::warn!(%error, "whether SECRET_KEY is the one of before is not known")
        }
    }
}
