//! Notes.

use std::collections::{BTreeSet, HashMap};

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::result::QueryResult;
use diesel::sql_types::{Bool, Timestamptz};
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

impl From<NoteRow> for Note {
    fn from(row: NoteRow) -> Self {
        Self {
            id: row.id,
            book_id: row.book_id,
            contact_id: row.contact_id,
            contact_name: None,
            etag: format!("\"v{}\"", row.version),
            title: row.title,
            body: row.body,
            pinned: row.pinned,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
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
    /// When it was changed.
    pub updated_at: OffsetDateTime,
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
}

/// One page, the pinned ones first and then the last changed, and where it ended if more follows; and how many match on
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
            diesel::dsl::sql::<Bool>("(notes.pinned, notes.updated_at, notes.id) < (")
                .bind::<Bool, _>(place.pinned)
                .sql(", ")
                .bind::<Timestamptz, _>(place.updated_at)
                .sql(", ")
                .bind::<diesel::sql_types::Uuid, _>(place.id)
                .sql(")"),
        );
    }
    let limit = usize::from(limit);
    let mut rows: Vec<NoteRow> = query
        .order((
            notes::pinned.desc(),
            notes::updated_at.desc(),
            notes::id.desc(),
        ))
        .limit(limit as i64 + 1)
        .select(NoteRow::as_select())
        .load(connection)?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let end = rows.last().filter(|_| more).map(|row| NotePlace {
        pinned: row.pinned,
        updated_at: row.updated_at,
        id: row.id,
    });
    let total = filter.query().count().get_result(connection)?;
    let mut notes: Vec<Note> = rows.into_iter().map(Note::from).collect();
    name_contacts(connection, &mut notes)?;
    Ok((notes, end, total))
}

/// A note that is not deleted.
pub fn find(
    connection: &mut PgConnection,
    reader: Uuid,
    id: Uuid,
) -> QueryResult<Option<(Standing, Note)>> {
    let found: Option<NoteRow> = notes::table
        .inner_join(book_table::table)
        .filter(book_table::owner_id.eq(reader))
        .filter(book_table::deleted_at.is_null())
        .filter(notes::id.eq(id))
        .filter(notes::deleted_at.is_null())
        .select(NoteRow::as_select())
        .first(connection)
        .optional()?;
    found
        .map(|row| Ok((Standing::Owner, named(connection, row)?)))
        .transpose()
}

/// The note, with the name of its contact.
fn named(connection: &mut PgConnection, row: NoteRow) -> QueryResult<Note> {
    let mut notes = [row.into()];
    name_contacts(connection, &mut notes)?;
    let [note] = notes;
    Ok(note)
}

/// Says what the contacts are called that the notes are about.
fn name_contacts(connection: &mut PgConnection, notes: &mut [Note]) -> QueryResult<()> {
    let about = notes.iter().filter_map(|note| note.contact_id);
    let about: BTreeSet<Uuid> = about.collect();
    if about.is_empty() {
        return Ok(());
    }
    let books: BTreeSet<Uuid> = notes.iter().map(|note| note.book_id).collect();
    let names: HashMap<Uuid, String> = contacts::table
        .filter(contacts::book_id.eq_any(books))
        .filter(contacts::id.eq_any(about))
        .filter(contacts::deleted_at.is_null())
        .select((
            contacts::id,
            diesel::dsl::sql::<diesel::sql_types::Text>(
                "coalesce(contacts.fields #>> '{name,full}', '')",
            ),
        ))
        .load_iter::<(Uuid, String), diesel::pg::PgRowByRowLoadingMode>(connection)?
        .collect::<QueryResult<_>>()?;
    for note in notes {
        let name = note.contact_id.and_then(|id| names.get(&id));
        note.contact_name = name.filter(|name| !name.trim().is_empty()).cloned();
    }
    Ok(())
}

/// Locks a note, deleted or not.
pub fn lock(
    connection: &mut PgConnection,
    user: Uuid,
    id: Uuid,
) -> QueryResult<Option<(Standing, LockedNote)>> {
    let books = books::readable(connection, user)?;
    let ids: Vec<Uuid> = books.iter().map(|book| book.id).collect();
    let found: Option<(NoteRow, Option<OffsetDateTime>)> = notes::table
        .filter(notes::book_id.eq_any(ids))
        .filter(notes::id.eq(id))
        .select((NoteRow::as_select(), notes::deleted_at))
        .for_update()
        .first(connection)
        .optional()?;
    Ok(found.and_then(|(row, deleted_at)| {
        let book = *books.iter().find(|book| book.id == row.book_id)?;
        let locked = LockedNote {
            version: row.version,
            is_deleted: deleted_at.is_some(),
            note: row.into(),
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
    let row = diesel::insert_into(notes::table)
        .values((
            notes::book_id.eq(book.id),
            notes::id.eq(Uuid::now_v7()),
            notes::contact_id.eq(text.contact),
            notes::title.eq(&text.title),
            notes::body.eq(&text.body),
            notes::pinned.eq(text.pinned),
            notes::terms.eq(terms(book, text)),
        ))
        .returning(NoteRow::as_returning())
        .get_result(connection)?;
    named(connection, row)
}

/// Writes a note anew, in the same book or another one.
pub fn edit(
    connection: &mut PgConnection,
    locked: &LockedNote,
    book: BookRef,
    text: &Text,
) -> QueryResult<Note> {
    let row = diesel::update(notes::table.find((locked.note.book_id, locked.note.id)))
        .set((
            notes::book_id.eq(book.id),
            notes::version.eq(locked.version + 1),
            notes::updated_at.eq(diesel::dsl::now),
            notes::contact_id.eq(text.contact),
            notes::title.eq(&text.title),
            notes::body.eq(&text.body),
            notes::pinned.eq(text.pinned),
            notes::terms.eq(terms(book, text)),
        ))
        .returning(NoteRow::as_returning())
        .get_result(connection)?;
    named(connection, row)
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
    let row = diesel::update(notes::table.find((locked.note.book_id, locked.note.id)))
        .set((
            notes::version.eq(locked.version + 1),
            notes::deleted_at.eq(deleted.then(OffsetDateTime::now_utc)),
        ))
        .returning(NoteRow::as_returning())
        .get_result(connection)?;
    named(connection, row)
}

fn terms(book: BookRef, text: &Text) -> StoredTerms {
    StoredTerms::of(book.number, &search::note_terms(&text.title, &text.body))
}
