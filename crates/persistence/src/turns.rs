//! Turns at the schema: who migrates or restores has it alone, those who back up have it together.

use std::time::{Duration, Instant};

use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types};

use crate::DbError;

/// Key of the advisory lock that all of them use ("bloknoti" in ASCII).
const LOCK: i64 = 0x626c_6f6b_6e6f_7469;

/// How often whoever waits asks, and says so.
const ASK_EVERY: Duration = Duration::from_millis(200);
const SAY_EVERY: Duration = Duration::from_secs(30);

/// Whose turn it is.
#[derive(Clone, Copy)]
pub(crate) enum Turn {
    /// Nobody else's.
    Alone,
    /// That of others who only read, too.
    Together,
}

/// Takes it until the connection ends, if it is free.
pub(crate) fn try_take(connection: &mut PgConnection, turn: Turn) -> Result<bool, DbError> {
    ask(
        connection,
        match turn {
            Turn::Alone => "pg_try_advisory_lock",
            Turn::Together => "pg_try_advisory_lock_shared",
        },
    )
}

/// Takes it until the transaction ends, if it is free.
pub(crate) fn try_take_here(connection: &mut PgConnection) -> Result<bool, DbError> {
    ask(connection, "pg_try_advisory_xact_lock")
}

/// Takes it until the connection ends. Waits for whoever has it, and says now and then who that is: one that hangs has to be
/// found to be ended. Answers whether it was taken; not, if it is to wait no longer.
pub(crate) fn take(
    connection: &mut PgConnection,
    turn: Turn,
    is_stopped: &dyn Fn() -> bool,
) -> Result<bool, DbError> {
    let mut said: Option<Instant> = None;
    while !try_take(connection, turn)? {
        if said.is_none_or(|said| said.elapsed() > SAY_EVERY) {
            said = Some(Instant::now());
            let holders = holders(connection)?.join(", ");
            tracing::info!(
                holders,
                "waiting for the migration, backup or restore that is under way"
            );
        }
        if is_stopped() {
            return Ok(false);
        }
        std::thread::sleep(ASK_EVERY);
    }
    Ok(true)
}

/// Who has it: the processes of the database, since when they are connected, and from where.
fn holders(connection: &mut PgConnection) -> Result<Vec<String>, DbError> {
    #[derive(QueryableByName)]
    struct Holder {
        #[diesel(sql_type = sql_types::Text)]
        who: String,
    }
    let holders: Vec<Holder> = sql_query(
        "SELECT format('process %s since %s from %s', lock.pid, \
             to_char(backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), \
             coalesce(client_addr::text, 'its own machine')) AS who \
         FROM pg_locks AS lock LEFT JOIN pg_stat_activity USING (pid) \
         WHERE locktype = 'advisory' AND granted AND objsubid = 1 \
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) \
             AND (classid::bigint << 32) | objid::bigint = $1 ORDER BY lock.pid",
    )
    .bind::<sql_types::BigInt, _>(LOCK)
    .load(connection)?;
    Ok(holders.into_iter().map(|holder| holder.who).collect())
}

fn ask(connection: &mut PgConnection, function: &str) -> Result<bool, DbError> {
    #[derive(QueryableByName)]
    struct Taken {
        #[diesel(sql_type = sql_types::Bool)]
        taken: bool,
    }
    let taken: Taken = sql_query(format!("SELECT {function}($1) AS taken"))
        .bind::<sql_types::BigInt, _>(LOCK)
        .get_result(connection)?;
    Ok(taken.taken)
}
