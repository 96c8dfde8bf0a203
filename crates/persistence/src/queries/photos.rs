//! Photos: pictures by their names, once in each book.
//!
//! A photo is written once and never changed. None is deleted but with its book: the history of a contact names those
//! that it had, and each of them can be brought back.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::result::QueryResult;
use diesel::sql_types::{Binary, Nullable, Text};
use domain::PhotoSize;
use domain::policy::Standing;
use uuid::Uuid;

use crate::schema::{books, contacts, photos};

/// A photo in all its sizes, as JPEGs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// The hash of `full`.
    pub name: String,
    /// What stands in a card that leaves.
    pub full: Vec<u8>,
    /// The square for the page of a contact.
    pub large: Vec<u8>,
    /// The square for rows.
    pub small: Vec<u8>,
}

fn column(size: PhotoSize) -> &'static str {
    match size {
        PhotoSize::Small => "photos.small",
        PhotoSize::Large => "photos.large",
        PhotoSize::Full => "photos.picture",
    }
}

/// Keeps a photo in a book; the same once more changes nothing.
pub fn keep(connection: &mut PgConnection, book: Uuid, photo: &Photo) -> QueryResult<()> {
    diesel::insert_into(photos::table)
        .values((
            photos::book_id.eq(book),
            photos::name.eq(&photo.name),
            photos::picture.eq(&photo.full),
            photos::large.eq(&photo.large),
            photos::small.eq(&photo.small),
        ))
        .on_conflict_do_nothing()
        .execute(connection)
        .map(|_| ())
}

/// Whether a book has a photo of this name.
pub fn is_kept(connection: &mut PgConnection, book: Uuid, name: &str) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(photos::table.find((book, name)))).get_result(connection)
}

/// A photo of a book by its name, and what the reader is to that book.
pub fn find(
    connection: &mut PgConnection,
    reader: Uuid,
    book: Uuid,
    name: &str,
    size: PhotoSize,
) -> QueryResult<Option<(Standing, Vec<u8>)>> {
    let found = photos::table
        .inner_join(books::table)
        .filter(books::owner_id.eq(reader))
        .filter(books::deleted_at.is_null())
        .filter(photos::book_id.eq(book))
        .filter(photos::name.eq(name))
        .select(sql::<Binary>(column(size)))
        .first(connection)
        .optional()?;
    Ok(found.map(|bytes| (Standing::Owner, bytes)))
}

/// The photo that a contact has now, with its name, and what the reader is to the contact's book; nothing where there is
/// no such contact.
#[expect(clippy::type_complexity, reason = "each part is said above")]
pub fn of_contact(
    connection: &mut PgConnection,
    reader: Uuid,
    contact: Uuid,
    size: PhotoSize,
) -> QueryResult<Option<(Standing, Option<(String, Vec<u8>)>)>> {
    let is_its = photos::book_id
        .eq(contacts::book_id)
        .and(photos::name.eq(sql::<Text>("contacts.fields->>'photo'")));
    let found: Option<(Option<String>, Option<Vec<u8>>)> = contacts::table
        .inner_join(books::table)
        .left_join(photos::table.on(is_its))
        .filter(books::owner_id.eq(reader))
        .filter(books::deleted_at.is_null())
        .filter(contacts::id.eq(contact))
        .filter(contacts::deleted_at.is_null())
        .select((
            photos::name.nullable(),
            sql::<Nullable<Binary>>(column(size)),
        ))
        .first(connection)
        .optional()?;
    Ok(found.map(|(name, bytes)| (Standing::Owner, name.zip(bytes))))
}

/// The picture for a card that leaves.
pub fn picture(
    connection: &mut PgConnection,
    book: Uuid,
    name: &str,
) -> QueryResult<Option<Vec<u8>>> {
    photos::table
        .find((book, name))
        .select(photos::picture)
        .first(connection)
        .optional()
}

/// Lets a photo of one book be in another one, too.
pub fn share(connection: &mut PgConnection, from: Uuid, to: Uuid, name: &str) -> QueryResult<()> {
    let copied = photos::table.find((from, name)).select((
        to.into_sql::<diesel::sql_types::Uuid>(),
        photos::name,
        photos::picture,
        photos::large,
        photos::small,
    ));
    diesel::insert_into(photos::table)
        .values(copied)
        .into_columns((
            photos::book_id,
            photos::name,
            photos::picture,
            photos::large,
            photos::small,
        ))
        .on_conflict_do_nothing()
        .execute(connection)
        .map(|_| ())
}

/// Lets all photos that a contact has had be in another book, too: those that its log names, in whatever book of its owner
/// it was then.
pub(super) fn share_all(
    connection: &mut PgConnection,
    from: Uuid,
    to: Uuid,
    contact: Uuid,
) -> QueryResult<()> {
    diesel::sql_query(
        "INSERT INTO photos (book_id, name, picture, large, small) \
         SELECT $2, name, picture, large, small FROM photos WHERE book_id = $1 AND name IN ( \
             SELECT named[1] FROM books o JOIN books b ON b.owner_id = o.owner_id \
             JOIN revisions r ON r.book_id = b.id AND r.contact_id = $3, \
             regexp_matches(regexp_replace(r.vcard, '\r?\n[ \t]', '', 'g'), $4, 'g') named WHERE o.id = $1) \
         ON CONFLICT DO NOTHING",
    )
    .bind::<diesel::sql_types::Uuid, _>(from)
    .bind::<diesel::sql_types::Uuid, _>(to)
    .bind::<diesel::sql_types::Uuid, _>(contact)
    .bind::<Text, _>(format!("{}([0-9A-Za-z_-]+)", domain::card::PHOTO_SCHEME))
    .execute(connection)
    .map(|_| ())
}
