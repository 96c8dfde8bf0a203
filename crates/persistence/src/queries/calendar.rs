//! The addresses under which calendar programs fetch birthdays: one for each account at most.

use diesel::prelude::*;
use diesel::result::QueryResult;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::schema::{calendar_feeds, users};

/// The feed of an account, and when it was made.
pub fn find(
    connection: &mut PgConnection,
    user: Uuid,
) -> QueryResult<Option<(Uuid, OffsetDateTime)>> {
    calendar_feeds::table
        .find(user)
        .select((calendar_feeds::id, calendar_feeds::created_at))
        .first(connection)
        .optional()
}

/// Makes a feed for an account, in the place of the one that there may be.
pub fn renew(connection: &mut PgConnection, user: Uuid) -> QueryResult<(Uuid, OffsetDateTime)> {
    let id = calendar_feeds::id.eq(Uuid::now_v7());
    diesel::insert_into(calendar_feeds::table)
        .values((calendar_feeds::user_id.eq(user), id))
        .on_conflict(calendar_feeds::user_id)
        .do_update()
        .set((id, calendar_feeds::created_at.eq(diesel::dsl::now)))
        .returning((calendar_feeds::id, calendar_feeds::created_at))
        .get_result(connection)
}

/// Takes the feed of an account away for good.
pub fn revoke(connection: &mut PgConnection, user: Uuid) -> QueryResult<()> {
    diesel::delete(calendar_feeds::table.find(user))
        .execute(connection)
        .map(|_| ())
}

/// Whose feed this is. Those of disabled accounts are not found.
pub fn owner(connection: &mut PgConnection, feed: Uuid) -> QueryResult<Option<Uuid>> {
    calendar_feeds::table
        .inner_join(users::table)
        .filter(calendar_feeds::id.eq(feed))
        .filter(users::disabled_at.is_null())
        .select(users::id)
        .first(connection)
        .optional()
}
