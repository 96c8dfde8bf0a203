//! Keys that make a POST safe to repeat.

use diesel::prelude::*;
use diesel::result::QueryResult;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::schema::idempotency_keys as keys;

/// What a key was used for before.
pub enum Earlier {
    /// Not used: go ahead, then [`remember`].
    Never,
    /// For the same request, which made this: what it is, the fingerprint tells.
    Made(Uuid),
    /// For another request: the client is mistaken.
    Misused,
}

/// Looks a key up, and makes a second request with the same key wait until this transaction ends.
pub fn look_up(
    connection: &mut PgConnection,
    user: Uuid,
    key: &str,
    fingerprint: &[u8],
) -> QueryResult<Earlier> {
    diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended('idempotency ' || $1::text || ' ' || $2, 0))")
        .bind::<diesel::sql_types::Uuid, _>(user)
        .bind::<diesel::sql_types::Text, _>(key)
        .execute(connection)?;
    let row: Option<(Vec<u8>, Uuid)> = keys::table
        .find((user, key))
        .filter(keys::created_at.ge(long_ago()))
        .select((keys::fingerprint, keys::contact_id))
        .first(connection)
        .optional()?;
    Ok(match row {
        None => Earlier::Never,
        Some((earlier, contact)) if earlier == fingerprint => Earlier::Made(contact),
        Some(_) => Earlier::Misused,
    })
}

/// Remembers what a key made.
pub fn remember(
    connection: &mut PgConnection,
    user: Uuid,
    key: &str,
    fingerprint: &[u8],
    made: Uuid,
) -> QueryResult<()> {
    let expired = keys::table
        .filter(keys::user_id.eq(user))
        .filter(keys::created_at.lt(long_ago()));
    diesel::delete(expired).execute(connection)?;
    diesel::insert_into(keys::table)
        .values((
            keys::user_id.eq(user),
            keys::key.eq(key),
            keys::fingerprint.eq(fingerprint),
            // Called so since nothing but contacts was made once. A server that gives way to this one still knows it by
            // that name.
            keys::contact_id.eq(made),
        ))
        .execute(connection)
        .map(|_| ())
}

/// Nobody repeats a request after a day.
fn long_ago() -> OffsetDateTime {
    OffsetDateTime::now_utc() - Duration::DAY
}
