//! The ways to change a contact.
//!
//! Invariant: these functions are the only code that writes cards, and each appends its revision in the same
//! transaction. Columns are projected from the card here, so they cannot disagree with it.

use std::collections::BTreeSet;

use diesel::prelude::*;
use diesel::result::QueryResult;
use domain::Contact;
use time::OffsetDateTime;
use uuid::Uuid;
use vcard::Card;

use super::projection::Projection;
use super::read::{ContactRow, Locked};
use crate::queries::books::BookRef;
use crate::queries::revisions::{self, Action, Author};
use crate::queries::{labels, notes, photos};
use crate::schema::contacts;

/// Puts a card into a book as a new contact.
pub fn create(
    connection: &mut PgConnection,
    book: BookRef,
    card: &Card,
    author: &Author,
) -> QueryResult<Contact> {
    let vcard = card.to_string();
    let row: ContactRow = diesel::insert_into(contacts::table)
        .values((
            contacts::book_id.eq(book.id),
            contacts::id.eq(Uuid::now_v7()),
            contacts::vcard.eq(&vcard),
            Projection::of(card, book.number),
        ))
        .returning(ContactRow::as_returning())
        .get_result(connection)?;
    log(connection, &row, &vcard, Action::Create, author)?;
    labels::know(connection, book.owner, row.labels())?;
    Ok(row.with_star(false))
}

/// Puts many cards into a book, each as a new contact, in a few statements. The ids are in the order of the cards.
pub fn create_many(
    connection: &mut PgConnection,
    book: BookRef,
    cards: &[Card],
    author: &Author,
) -> QueryResult<Vec<Uuid>> {
    // Below the number of values that one statement can carry.
    const BATCH: usize = 1000;
    let mut ids = Vec::with_capacity(cards.len());
    for cards in cards.chunks(BATCH) {
        let texts: Vec<(Uuid, String)> = cards
            .iter()
            .map(|card| (Uuid::now_v7(), card.to_string()))
            .collect();
        let rows: Vec<_> = cards
            .iter()
            .zip(&texts)
            .map(|(card, (id, vcard))| {
                (
                    contacts::book_id.eq(book.id),
                    contacts::id.eq(id),
                    contacts::vcard.eq(vcard),
                    Projection::of(card, book.number),
                )
            })
            .collect();
        diesel::insert_into(contacts::table)
            .values(rows)
            .execute(connection)?;
        revisions::append_created(connection, book.id, &texts, author)?;
        let labels: BTreeSet<String> = cards
            .iter()
            .flat_map(|card| domain::card::read(card).labels)
            .collect();
        labels::know(
            connection,
            book.owner,
            &labels.into_iter().collect::<Vec<_>>(),
        )?;
        ids.extend(texts.into_iter().map(|(id, _)| id));
    }
    Ok(ids)
}

/// Replaces the card of a contact, which then says that it was changed now.
pub fn edit(
    connection: &mut PgConnection,
    locked: &Locked,
    card: &Card,
    author: &Author,
) -> QueryResult<Contact> {
    let mut card = card.clone();
    domain::card::revise(&mut card, OffsetDateTime::now_utc());
    let card = &card;
    let vcard = card.to_string();
    let columns = Columns {
        vcard: Some(&vcard),
        projection: Some(Projection::of(card, locked.book.number)),
        ..Columns::default()
    };
    let row = update(connection, locked, columns)?;
    log(connection, &row, &vcard, Action::Edit, author)?;
    // Not those that it had: while a label is being renamed, its old name stands in cards and must not be made anew.
    let had = &locked.contact.fields.labels;
    let new: Vec<String> = row
        .labels()
        .iter()
        .filter(|label| !had.contains(label))
        .cloned()
        .collect();
    labels::know(connection, locked.book.owner, &new)?;
    Ok(row.with_star(locked.contact.starred))
}

/// Takes a contact out of its book; it can be brought back by [`restore`].
pub fn delete(
    connection: &mut PgConnection,
    locked: &Locked,
    author: &Author,
) -> QueryResult<Contact> {
    let columns = Columns {
        deleted_at: Some(Some(OffsetDateTime::now_utc())),
        ..Columns::default()
    };
    let row = update(connection, locked, columns)?;
    log(connection, &row, &locked.vcard, Action::Delete, author)?;
    Ok(row.with_star(locked.contact.starred))
}

/// Brings a deleted contact back.
pub fn restore(
    connection: &mut PgConnection,
    locked: &Locked,
    author: &Author,
) -> QueryResult<Contact> {
    let columns = Columns {
        deleted_at: Some(None),
        ..Columns::default()
    };
    let row = update(connection, locked, columns)?;
    log(connection, &row, &locked.vcard, Action::Restore, author)?;
    Ok(row.with_star(locked.contact.starred))
}

/// Moves a contact to another book. It stays the same contact, with its photo, stars and notes.
pub fn move_to(
    connection: &mut PgConnection,
    locked: &Locked,
    book: BookRef,
    card: &Card,
    author: &Author,
) -> QueryResult<Contact> {
    let left = (locked.contact.book_id, locked.contact.id);
    let version = locked.version + 1;
    revisions::append(
        connection,
        left,
        version,
        &locked.vcard,
        Action::Leave,
        author,
    )?;
    let columns = Columns {
        book_id: Some(book.id),
        projection: Some(Projection::of(card, book.number)),
        ..Columns::default()
    };
    let row = update(connection, locked, columns)?;
    log(connection, &row, &locked.vcard, Action::Enter, author)?;
    notes::renumber(connection, book, row.id)?;
    // Also those of the past: each revision can be brought back.
    photos::share_all(connection, left.0, book.id, row.id)?;
    if book.owner != locked.book.owner {
        labels::know(connection, book.owner, row.labels())?;
    }
    Ok(row.with_star(locked.contact.starred))
}

/// What a change writes; what is `None` stays.
#[derive(Default, AsChangeset)]
#[diesel(table_name = contacts)]
struct Columns<'a> {
    book_id: Option<Uuid>,
    vcard: Option<&'a str>,
    deleted_at: Option<Option<OffsetDateTime>>,
    #[diesel(embed)]
    projection: Option<Projection>,
}

/// Writes columns of a locked contact, and that it was changed.
fn update(
    connection: &mut PgConnection,
    locked: &Locked,
    columns: Columns<'_>,
) -> QueryResult<ContactRow> {
    let key = (locked.contact.book_id, locked.contact.id);
    diesel::update(contacts::table.find(key))
        .set((
            contacts::version.eq(locked.version + 1),
            contacts::updated_at.eq(diesel::dsl::now),
            columns,
        ))
        .returning(ContactRow::as_returning())
        .get_result(connection)
}

fn log(
    connection: &mut PgConnection,
    row: &ContactRow,
    vcard: &str,
    action: Action,
    author: &Author,
) -> QueryResult<()> {
    let contact = (row.book_id, row.id);
    revisions::append(connection, contact, row.version, vcard, action, author)
}
