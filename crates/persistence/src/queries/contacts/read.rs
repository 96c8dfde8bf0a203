//! One contact.

use diesel::prelude::*;
use diesel::result::QueryResult;
use domain::policy::Standing;
use domain::{Contact, Related};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::queries::books::{self, BookRef};
use crate::queries::favourites::is_starred;
use crate::queries::stored_fields::StoredFields;
use crate::schema::{books as book_table, contacts};

/// What makes a contact, but for what depends on the reader.
#[derive(Queryable, Selectable)]
#[diesel(table_name = contacts, check_for_backend(diesel::pg::Pg))]
pub(super) struct ContactRow {
    pub(super) book_id: Uuid,
    pub(super) id: Uuid,
    pub(super) version: i64,
    projection: i16,
    fields: StoredFields,
    created_at: OffsetDateTime,
    updated_at: OffsetDateTime,
    deleted_at: Option<OffsetDateTime>,
}

impl ContactRow {
    pub(super) fn labels(&self) -> &[String] {
        &self.fields.0.labels
    }

    pub(super) fn with_star(self, starred: bool) -> Contact {
        Contact {
            id: self.id,
            book_id: self.book_id,
            etag: Contact::etag_of(self.version, self.projection),
            fields: self.fields.0,
            starred,
            created_at: self.created_at,
            updated_at: self.updated_at,
            deleted_at: self.deleted_at,
        }
    }
}

/// A contact that this transaction has locked: nobody else changes it until the transaction ends.
pub struct Locked {
    /// The contact as it is.
    pub contact: Contact,
    /// Its card, byte for byte.
    pub vcard: String,
    pub(super) version: i64,
    /// Its book.
    pub book: BookRef,
}

/// A contact that is in its book, and what the reader is to that book.
pub fn find(
    connection: &mut PgConnection,
    reader: Uuid,
    id: Uuid,
) -> QueryResult<Option<(Standing, Contact)>> {
    let found = contacts::table
        .inner_join(book_table::table)
        .filter(book_table::owner_id.eq(reader))
        .filter(book_table::deleted_at.is_null())
        .filter(contacts::id.eq(id))
        .filter(contacts::deleted_at.is_null())
        .select((ContactRow::as_select(), is_starred(reader)))
        .first::<(ContactRow, bool)>(connection)
        .optional()?;
    Ok(found.map(|(row, starred)| (Standing::Owner, row.with_star(starred))))
}

/// The card of a contact, with the contact.
pub fn find_card(
    connection: &mut PgConnection,
    reader: Uuid,
    id: Uuid,
) -> QueryResult<Option<(Standing, Contact, String)>> {
    let found = contacts::table
        .inner_join(book_table::table)
        .filter(book_table::owner_id.eq(reader))
        .filter(book_table::deleted_at.is_null())
        .filter(contacts::id.eq(id))
        .filter(contacts::deleted_at.is_null())
        .select((ContactRow::as_select(), is_starred(reader), contacts::vcard))
        .first::<(ContactRow, bool, String)>(connection)
        .optional()?;
    Ok(found.map(|(row, starred, vcard)| (Standing::Owner, row.with_star(starred), vcard)))
}

/// Those of these contacts that are in a book of the reader, each with its card, in the order of their ids.
pub fn with_cards(
    connection: &mut PgConnection,
    reader: Uuid,
    ids: &[Uuid],
) -> QueryResult<Vec<(Contact, String)>> {
    let found: Vec<(ContactRow, bool, String)> = contacts::table
        .inner_join(book_table::table)
        .filter(book_table::owner_id.eq(reader))
        .filter(book_table::deleted_at.is_null())
        .filter(contacts::id.eq_any(ids))
        .filter(contacts::deleted_at.is_null())
        .order(contacts::id)
        .select((ContactRow::as_select(), is_starred(reader), contacts::vcard))
        .load(connection)?;
    let contact =
        |(row, starred, vcard): (ContactRow, bool, String)| (row.with_star(starred), vcard);
    Ok(found.into_iter().map(contact).collect())
}

/// Locks a contact, deleted or not, for one of the changes in [`super`].
pub fn lock(
    connection: &mut PgConnection,
    writer: Uuid,
    id: Uuid,
) -> QueryResult<Option<(Standing, Locked)>> {
    lock_many(connection, writer, &[id]).map(|mut locked| locked.pop())
}

/// Locks those of these contacts that the writer may know of, deleted or not.
pub fn lock_many(
    connection: &mut PgConnection,
    writer: Uuid,
    ids: &[Uuid],
) -> QueryResult<Vec<(Standing, Locked)>> {
    let books = books::readable(connection, writer)?;
    lock_in(connection, &books, writer, ids)
}

/// Locks those of these contacts that are somebody's own, deleted or not, also in books that are deleted.
pub fn lock_owned(
    connection: &mut PgConnection,
    owner: Uuid,
    ids: &[Uuid],
) -> QueryResult<Vec<(Standing, Locked)>> {
    let books = books::owned(connection, owner)?;
    lock_in(connection, &books, owner, ids)
}

/// The books are known before: a locking read cannot share its row with a join it must not lock.
fn lock_in(
    connection: &mut PgConnection,
    books: &[BookRef],
    writer: Uuid,
    ids: &[Uuid],
) -> QueryResult<Vec<(Standing, Locked)>> {
    let book_ids: Vec<Uuid> = books.iter().map(|book| book.id).collect();
    // In one order for all, so that two that meet wait for each other and do not lock each other out.
    let found: Vec<(ContactRow, bool, String)> = contacts::table
        .filter(contacts::book_id.eq_any(book_ids))
        .filter(contacts::id.eq_any(ids))
        .order(contacts::id)
        .select((ContactRow::as_select(), is_starred(writer), contacts::vcard))
        .for_update()
        .load(connection)?;
    let locked = |(row, starred, vcard): (ContactRow, bool, String)| {
        let book = books.iter().find(|book| book.id == row.book_id)?;
        let locked = Locked {
            version: row.version,
            book: *book,
            contact: row.with_star(starred),
            vcard,
        };
        Some((Standing::Owner, locked))
    };
    Ok(found.into_iter().filter_map(locked).collect())
}

/// The contacts with these UIDs in the books of the reader; of several with the same the one in `book` comes first.
pub fn related(
    connection: &mut PgConnection,
    reader: Uuid,
    book: Uuid,
    uids: &[String],
) -> QueryResult<Vec<Related>> {
    const LINK: &str = "urn:uuid:";
    // Cards of 4.0 call themselves by a link; relations name the bare UID.
    let spellings: Vec<String> = uids
        .iter()
        .flat_map(|uid| [uid.clone(), format!("{LINK}{uid}")])
        .collect();
    // The ids of the books first, so that the index of UIDs is asked once in each.
    let books: Vec<Uuid> = books::readable(connection, reader)?
        .iter()
        .map(|book| book.id)
        .collect();
    let mut found: Vec<(Uuid, Uuid, String, StoredFields)> = contacts::table
        .filter(contacts::book_id.eq_any(books))
        .filter(contacts::uid.eq_any(spellings))
        .filter(contacts::deleted_at.is_null())
        .order((contacts::book_id.ne(book), contacts::id))
        .select((
            contacts::book_id,
            contacts::id,
            contacts::uid,
            contacts::fields,
        ))
        .load(connection)?;
    let bare = |uid: &str| uid.strip_prefix(LINK).unwrap_or(uid).to_owned();
    let mut seen = std::collections::HashSet::new();
    found.retain(|(_, _, uid, _)| seen.insert(bare(uid)));
    Ok(found
        .into_iter()
        .map(|(_, id, uid, fields)| Related {
            uid: bare(&uid),
            id,
            name: fields.0.name.full,
        })
        .collect())
}
