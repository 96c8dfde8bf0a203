//! Turns at the schema: who migrates or restores has it alone, those who back up have it together.

use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types};

use crate::DbError;

/// Key of the advisory lock that all of them use ("bloknoti" in ASCII).
const LOCK: i64 = 0x626c_6f6b_6e6f_7469;

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

/// Takes it until the connection ends. Waits for whoever has it, and says so.
pub(crate) fn take(connection: &mut PgConnection, turn: Turn) -> Result<(), DbError> {
    if !try_take(connection, turn)? {
        tracing::info!("waiting for the migration, backup or restore that is under way");
        let function = match turn {
            Turn::Alone => "pg_advisory_lock",
            Turn::Together => "pg_advisory_lock_shared",
        };
        sql_query(format!("SELECT {function}($1)"))
            .bind::<sql_types::BigInt, _>(LOCK)
            .execute(connection)?;
    }
    Ok(())
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
