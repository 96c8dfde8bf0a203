//! The one connection that a backup or a restore works on.

use diesel::PgConnection;
use diesel::connection::SimpleConnection;

use super::BackupError;
use crate::error::connect;

/// Values are written in one way, whatever the server is set to; and nothing ends work that takes long but its own end.
const SETTINGS: &str = "SET client_encoding = 'UTF8'; SET TIME ZONE 'UTC'; SET DateStyle = 'ISO, YMD'; \
    SET IntervalStyle = 'postgres'; SET bytea_output = 'hex'; SET extra_float_digits = 1; \
    SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; \
    SET synchronize_seqscans = off; SET client_min_messages = 'warning'";

/// Opens it under a name by which others know it.
pub(super) fn open(url: &str, name: &str) -> Result<PgConnection, BackupError> {
    let mut connection = connect(url).map_err(BackupError::Connect)?;
    connection.batch_execute(&format!("SET application_name = '{name}'; {SETTINGS}"))?;
    Ok(connection)
}
