//! Books.

use diesel::prelude::*;
use diesel::result::QueryResult;
use domain::policy::Standing;
use domain::{Book, BookEdit, Color};
use time::OffsetDateTime;
use uuid::Uuid;

use super::revisions;
use crate::schema::books;

/// A book, as queries on its contacts need to know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable)]
pub struct BookRef {
    /// Its id.
    pub id: Uuid,
    /// What its terms begin with.
    pub number: i64,
    /// Whose it is.
    pub owner: Uuid,
}

/// Makes a book.
pub fn create(
    connection: &mut PgConnection,
    owner: Uuid,
    name: &str,
    color: Color,
    is_default: bool,
) -> QueryResult<Uuid> {
    diesel::insert_into(books::table)
        .values((
            books::id.eq(Uuid::now_v7()),
            books::owner_id.eq(owner),
            books::name.eq(name),
            books::color.eq(color.as_str()),
            books::is_default.eq(is_default),
        ))
        .returning(books::id)
        .get_result(connection)
}

type Columns = (
    books::id,
    books::name,
    books::color,
    books::is_default,
    books::created_at,
);
const COLUMNS: Columns = (
    books::id,
    books::name,
    books::color,
    books::is_default,
    books::created_at,
);
type Row = (Uuid, String, String, bool, OffsetDateTime);

fn book((id, name, color, default, created_at): Row, contacts: i64) -> Book {
    Book {
        id,
        name,
        color: Color::from_word(&color).unwrap_or_default(),
        default,
        contacts,
        created_at,
    }
}

/// The books of a person with the number of contacts in each, the default one first.
pub fn list(connection: &mut PgConnection, owner: Uuid) -> QueryResult<Vec<Book>> {
    let rows: Vec<Row> = books::table
        .filter(books::owner_id.eq(owner))
        .filter(books::deleted_at.is_null())
        .order((books::is_default.desc(), books::name, books::id))
        .select(COLUMNS)
        .load(connection)?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.0).collect();
    let counts = revisions::counts(connection, &ids)?;
    let count = |id: Uuid| counts.iter().find(|(book, _)| *book == id);
    Ok(rows
        .into_iter()
        .map(|row| {
            let contacts = count(row.0).map_or(0, |(_, contacts)| *contacts);
            book(row, contacts)
        })
        .collect())
}

/// The books that a person may read.
pub fn readable(connection: &mut PgConnection, reader: Uuid) -> QueryResult<Vec<BookRef>> {
    books::table
        .filter(books::owner_id.eq(reader))
        .filter(books::deleted_at.is_null())
        .order(books::id)
        .select((books::id, books::number, books::owner_id))
        .load(connection)
}

/// The books of a person, those in the trash, too.
pub fn owned(connection: &mut PgConnection, owner: Uuid) -> QueryResult<Vec<BookRef>> {
    books::table
        .filter(books::owner_id.eq(owner))
        .order(books::id)
        .select((books::id, books::number, books::owner_id))
        .load(connection)
}

/// A book, and what a person is to it; one that does not exist is a stranger's.
pub fn find(
    connection: &mut PgConnection,
    user: Uuid,
    book: Uuid,
) -> QueryResult<(Standing, Option<BookRef>)> {
    let found: Option<(Uuid, i64)> = books::table
        .find(book)
        .filter(books::deleted_at.is_null())
        .select((books::owner_id, books::number))
        .first(connection)
        .optional()?;
    Ok(match found {
        Some((owner, number)) if owner == user => {
            let book = BookRef {
                id: book,
                number,
                owner,
            };
            (Standing::Owner, Some(book))
        }
        _ => (Standing::Stranger, None),
    })
}

/// The book that a person's new contacts go to.
pub fn default_of(connection: &mut PgConnection, owner: Uuid) -> QueryResult<BookRef> {
    books::table
        .filter(books::owner_id.eq(owner))
        .filter(books::is_default)
        .select((books::id, books::number, books::owner_id))
        .first(connection)
}

/// Renames or recolours a book.
pub fn change(connection: &mut PgConnection, id: Uuid, edit: &BookEdit) -> QueryResult<()> {
    if let Some(name) = &edit.name {
        diesel::update(books::table.find(id))
            .set(books::name.eq(name.trim()))
            .execute(connection)?;
    }
    if let Some(color) = edit.color {
        diesel::update(books::table.find(id))
            .set(books::color.eq(color.as_str()))
            .execute(connection)?;
    }
    Ok(())
}

/// Takes a book and all that is in it out of sight, or brings it back.
pub fn set_deleted(connection: &mut PgConnection, id: Uuid, deleted: bool) -> QueryResult<()> {
    let at = deleted.then(OffsetDateTime::now_utc);
    diesel::update(books::table.find(id))
        .set(books::deleted_at.eq(at))
        .execute(connection)
        .map(|_| ())
}

/// What a person is to a book that may be deleted.
pub fn standing_to_deleted(
    connection: &mut PgConnection,
    user: Uuid,
    book: Uuid,
) -> QueryResult<Standing> {
    let owner: Option<Uuid> = books::table
        .find(book)
        .select(books::owner_id)
        .first(connection)
        .optional()?;
    Ok(if owner == Some(user) {
        Standing::Owner
    } else {
        Standing::Stranger
    })
}
