//! Stars: a person's own, not the book's.

use diesel::prelude::*;
use diesel::result::QueryResult;
use uuid::Uuid;

use crate::schema::{contacts, favourites};

/// Whether a reader has starred the contact of a row.
#[diesel::dsl::auto_type(no_type_alias)]
pub(super) fn is_starred(reader: Uuid) -> _ {
    diesel::dsl::exists(
        favourites::table
            .filter(favourites::user_id.eq(reader))
            .filter(favourites::book_id.eq(contacts::book_id))
            .filter(favourites::contact_id.eq(contacts::id)),
    )
}

/// Gives a contact a star, or takes it away; answers whether that changed anything.
pub fn set(
    connection: &mut PgConnection,
    user: Uuid,
    (book, contact): (Uuid, Uuid),
    starred: bool,
) -> QueryResult<bool> {
    let changed = if starred {
        diesel::insert_into(favourites::table)
            .values((
                favourites::user_id.eq(user),
                favourites::book_id.eq(book),
                favourites::contact_id.eq(contact),
            ))
            .on_conflict_do_nothing()
            .execute(connection)?
    } else {
        diesel::delete(favourites::table.find((book, contact, user))).execute(connection)?
    };
    Ok(changed > 0)
}
