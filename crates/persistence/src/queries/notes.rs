//! Notes.

use diesel::expression::SqlLiteral;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::result::QueryResult;
use diesel::sql_types::{Bool, Nullable, Timestamptz};
use domain::Note;
use domain::policy::Standing;
use domain::search::{self, Expression};
use time::OffsetDateTime;
use uuid::Uuid;

use super::books::{self, BookRef};
use super::terms::{StoredTerms, tsquery};
use crate::schema::{books as book_table, contacts, notes};

#[derive(Queryable, Selectable)]
#[diesel(table_name = notes, check_for_backend(Pg))]
struct NoteRow {
    book_id: Uuid,
    id: Uuid,
    contact_id: Option<Uuid>,
    version: i64,
    title: String,
    body: String,
    pinned: bool,
    created_at: OffsetDateTime,
    updated_at: OffsetDateTime,
}

/// A note as it is read: its row, and what its contact is called.
type Found = (NoteRow, Option<String>);

fn note((row, name): Found) -> Note {
    Note {
        id: row.id,
        book_id: row.book_id,
        contact_id: row.contact_id,
        contact_name: name,
        etag: format!("\"v{}\"", row.version),
        title: row.title,
        body: row.body,
        pinned: row.pinned,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}

/// What the contact is called that a note is about; empty where it has no name.
fn contact_name() -> SqlLiteral<Nullable<diesel::sql_types::Text>> {
    diesel::dsl::sql(
        "(SELECT COALESCE(btrim(about.fields #>> '{name,full}'), '') FROM contacts AS about \
         WHERE about.book_id = notes.book_id AND about.id = notes.contact_id AND about.deleted_at IS NULL)",
    )
}

/// What a note says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// One line.
    pub title: String,
    /// The rest.
    pub body: String,
    /// Whether it stands above the others.
    pub pinned: bool,
    /// The contact it is about, in the same book.
    pub contact: Option<Uuid>,
}

/// A note that this transaction has locked.
pub struct LockedNote {
    /// The note as it is.
    pub note: Note,
    /// Its book.
    pub book: BookRef,
    /// Whether it is deleted.
    pub is_deleted: bool,
    version: i64,
}

/// The last note of a page: the next one goes on after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotePlace {
    /// Whether it was pinned.
    pub pinned: bool,
    /// The time that it stands under.
    pub at: OffsetDateTime,
    /// Its id.
    pub id: Uuid,
}

/// Which notes to list.
pub struct NoteFilter<'a> {
    /// In these books.
    pub books: &'a [BookRef],
    /// Only those about this contact.
    pub contact: Option<Uuid>,
    /// Only those that match.
    pub search: &'a Expression,
}

type Query<'a> = notes::BoxedQuery<'a, Pg>;

impl NoteFilter<'_> {
    fn query(&self) -> Query<'_> {
        let ids: Vec<Uuid> = self.books.iter().map(|book| book.id).collect();
        let mut query = notes::table
            .filter(notes::book_id.eq_any(ids))
            .filter(notes::deleted_at.is_null())
            .into_boxed();
        if let Some(contact) = self.contact {
            query = query.filter(notes::contact_id.eq(contact));
        }
        let asked: Vec<String> = self
            .books
            .iter()
            .filter_map(|book| tsquery(book.number, self.search))
            .collect();
        if !asked.is_empty() {
            query = query.filter(
                diesel::dsl::sql::<Bool>("notes.terms @@ ")
                    .bind::<diesel::sql_types::Text, _>(asked.join("|"))
                    .sql("::tsquery"),
            );
        }
        query
    }

    /// The time that notes stand under: about one contact they are its history, and elsewhere the last thing that was written
    /// is looked for.
    fn time(&self) -> &'static str {
        match self.contact {
            Some(_) => "notes.created_at",
            None => "notes.updated_at",
        }
    }
}

/// One page, the pinned ones first and then the newest, and where it ended if more follows; and how many match on
/// all pages.
pub fn list(
    connection: &mut PgConnection,
    filter: &NoteFilter<'_>,
    after: Option<&NotePlace>,
    limit: u16,
) -> QueryResult<(Vec<Note>, Option<NotePlace>, i64)> {
    let mut query = filter.query();
    if let Some(place) = after {
        query = query.filter(
            diesel::dsl::sql::<Bool>(&format!("(notes.pinned, {}, notes.id) < (", filter.time()))
                .bind::<Bool, _>(place.pinned)
                .sql(", ")
                .bind::<Timestamptz, _>(place.at)
                .sql(", ")
                .bind::<diesel::sql_types::Uuid, _>(place.id)
                .sql(")"),
        );
    }
    let limit = usize::from(limit);
    let mut rows: Vec<Found> = query
        .order((
            notes::pinned.desc(),
            diesel::dsl::sql::<Timestamptz>(filter.time()).desc(),
            notes::id.desc(),
        ))
        .limit(limit as i64 + 1)
        .select((NoteRow::as_select(), contact_name()))
        .load(connection)?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let end = rows.last().filter(|_| more).map(|(row, _)| NotePlace {
        pinned: row.pinned,
        at: match filter.contact {
            Some(_) => row.created_at,
            None => row.updated_at,
        },
        id: row.id,
    });
    let total = filter.query().count().get_result(connection)?;
    Ok((rows.into_iter().map(note).collect(), end, total))
}

/// A note that is not deleted.
pub fn find(
    connection: &mut PgConnection,
    reader: Uuid,
    id: Uuid,
) -> QueryResult<Option<(Standing, Note)>> {
    notes::table
        .inner_join(book_table::table)
        .filter(book_table::owner_id.eq(reader))
        .filter(book_table::deleted_at.is_null())
        .filter(notes::id.eq(id))
        .filter(notes::deleted_at.is_null())
        .select((NoteRow::as_select(), contact_name()))
        .first::<Found>(connection)
        .optional()
        .map(|row| row.map(|row| (Standing::Owner, note(row))))
}

/// Locks a note, deleted or not.
pub fn lock(
    connection: &mut PgConnection,
    user: Uuid,
    id: Uuid,
) -> QueryResult<Option<(Standing, LockedNote)>> {
    let books = books::readable(connection, user)?;
    let ids: Vec<Uuid> = books.iter().map(|book| book.id).collect();
    let found: Option<(NoteRow, Option<String>, Option<OffsetDateTime>)> = notes::table
        .filter(notes::book_id.eq_any(ids))
        .filter(notes::id.eq(id))
        .select((NoteRow::as_select(), contact_name(), notes::deleted_at))
        .for_update()
        .first(connection)
        .optional()?;
    Ok(found.and_then(|(row, name, deleted_at)| {
        let book = *books.iter().find(|book| book.id == row.book_id)?;
        let locked = LockedNote {
            version: row.version,
            is_deleted: deleted_at.is_some(),
            note: note((row, name)),
            book,
        };
        Some((Standing::Owner, locked))
    }))
}

/// The book of a contact that is not deleted, if the reader may see it.
pub fn book_of(
    connection: &mut PgConnection,
    reader: Uuid,
    contact: Uuid,
) -> QueryResult<Option<BookRef>> {
    let books = books::readable(connection, reader)?;
    let found = place_of(ids(&books), contact)
        .first(connection)
        .optional()?;
    Ok(books.into_iter().find(|book| Some(book.id) == found))
}

/// The same; and the contact stays there until the transaction ends.
pub fn hold_book_of(
    connection: &mut PgConnection,
    reader: Uuid,
    contact: Uuid,
) -> QueryResult<Option<BookRef>> {
    let books = books::readable(connection, reader)?;
    let held = place_of(ids(&books), contact).for_key_share();
    let found = held.first(connection).optional()?;
    Ok(books.into_iter().find(|book| Some(book.id) == found))
}

fn ids(books: &[BookRef]) -> Vec<Uuid> {
    books.iter().map(|book| book.id).collect()
}

#[diesel::dsl::auto_type(no_type_alias)]
fn place_of(books: Vec<Uuid>, contact: Uuid) -> _ {
    contacts::table
        .filter(contacts::book_id.eq_any(books))
        .filter(contacts::id.eq(contact))
        .filter(contacts::deleted_at.is_null())
        .select(contacts::book_id)
}

/// Writes a new note.
pub fn create(connection: &mut PgConnection, book: BookRef, text: &Text) -> QueryResult<Note> {
    diesel::insert_into(notes::table)
        .values((
            notes::book_id.eq(book.id),
            notes::id.eq(Uuid::now_v7()),
            notes::contact_id.eq(text.contact),
            notes::title.eq(&text.title),
            notes::body.eq(&text.body),
            notes::pinned.eq(text.pinned),
            notes::terms.eq(terms(book, text)),
        ))
        .returning((NoteRow::as_returning(), contact_name()))
        .get_result::<Found>(connection)
        .map(note)
}

/// Writes a note anew, in the same book or another one.
pub fn edit(
    connection: &mut PgConnection,
    locked: &LockedNote,
    book: BookRef,
    text: &Text,
) -> QueryResult<Note> {
    // Pinning it is no change of what it says.
    let says_the_same = text.title == locked.note.title
        && text.body == locked.note.body
        && text.contact == locked.note.contact_id;
    let written = match says_the_same {
        true => locked.note.updated_at,
        false => OffsetDateTime::now_utc(),
    };
    diesel::update(notes::table.find((locked.note.book_id, locked.note.id)))
        .set((
            notes::book_id.eq(book.id),
            notes::version.eq(locked.version + 1),
            notes::updated_at.eq(written),
            notes::contact_id.eq(text.contact),
            notes::title.eq(&text.title),
            notes::body.eq(&text.body),
            notes::pinned.eq(text.pinned),
            notes::terms.eq(terms(book, text)),
        ))
        .returning((NoteRow::as_returning(), contact_name()))
        .get_result::<Found>(connection)
        .map(note)
}

/// Gives the notes of a contact that has come into a book the terms of that book.
pub(super) fn renumber(
    connection: &mut PgConnection,
    book: BookRef,
    contact: Uuid,
) -> QueryResult<()> {
    let rows: Vec<(Uuid, String, String)> = notes::table
        .filter(notes::book_id.eq(book.id))
        .filter(notes::contact_id.eq(contact))
        .select((notes::id, notes::title, notes::body))
        .load(connection)?;
    for (id, title, body) in rows {
        let terms = StoredTerms::of(book.number, &search::note_terms(&title, &body));
        diesel::update(notes::table.find((book.id, id)))
            .set(notes::terms.eq(terms))
            .execute(connection)?;
    }
    Ok(())
}

/// Deletes a note, or brings it back.
pub fn set_deleted(
    connection: &mut PgConnection,
    locked: &LockedNote,
    deleted: bool,
) -> QueryResult<Note> {
    diesel::update(notes::table.find((locked.note.book_id, locked.note.id)))
        .set((
            notes::version.eq(locked.version + 1),
            notes::deleted_at.eq(deleted.then(OffsetDateTime::now_utc)),
        ))
        .returning((NoteRow::as_returning(), contact_name()))
        .get_result::<Found>(connection)
        .map(note)
}

fn terms(book: BookRef, text: &Text) -> StoredTerms {
    StoredTerms::of(book.number, &search::note_terms(&text.title, &text.body))
}
