//! What the columns beside the card say: always read from the card itself.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;
use diesel::result::QueryResult;
use domain::search;
use domain::sort::SortKeys;
use domain::{ContactFields, birthday, card};
use uuid::Uuid;
use vcard::Card;

use crate::queries::stored_fields::StoredFields;
use crate::queries::terms::StoredTerms;
use crate::schema::{books, contacts};

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = contacts)]
// What a card does not say any more must go from its column, too.
#[diesel(treat_none_as_null = true)]
pub(super) struct Projection {
    uid: String,
    fields: StoredFields,
    projection: i16,
    sort_given: Vec<u8>,
    sort_family: Vec<u8>,
    sort_org: Vec<u8>,
    terms: StoredTerms,
    birthday: Option<i16>,
}

impl Projection {
    /// Of a card in the book with this number.
    pub(super) fn of(card: &Card, book_number: i64) -> Self {
        let fields: ContactFields = card::read(card);
        let keys = SortKeys::of(&fields);
        Self {
            uid: fields.uid.clone(),
            projection: card::PROJECTION,
            sort_given: keys.given,
            sort_family: keys.family,
            sort_org: keys.org,
            terms: StoredTerms::of(book_number, &search::terms(&fields)),
            birthday: fields.birthday.as_ref().and_then(birthday::place),
            fields: StoredFields(fields),
        }
    }
}

/// How a run of [`reproject`] ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outdated {
    /// Contacts whose columns were read from their cards anew.
    pub renewed: usize,
    /// Contacts whose cards could not be read.
    pub unreadable: usize,
}

/// Whether there are contacts whose columns an older version of the program has filled.
pub fn are_outdated(connection: &mut PgConnection) -> QueryResult<bool> {
    // By the index, whatever the planner thinks: asked whether there are any, it reads the whole table where its statistics
    // are of the time before.
    let oldest: Option<i16> = contacts::table
        .select(diesel::dsl::min(contacts::projection))
        .first(connection)?;
    Ok(oldest.is_some_and(|oldest| oldest < card::PROJECTION))
}

/// Reads the columns of some contacts anew that an older version of the program has filled. `renewed` is less than
/// `limit` when there are no more. It is no change of the contacts: neither their version nor the log is touched.
pub fn reproject(connection: &mut PgConnection, limit: i64) -> QueryResult<Outdated> {
    // The books are asked for apart: locked with the contacts, they would keep everybody from writing into them.
    let rows: Vec<(Uuid, Uuid, String)> = contacts::table
        .filter(contacts::projection.lt(card::PROJECTION))
        .select((contacts::book_id, contacts::id, contacts::vcard))
        .limit(limit)
        .for_update()
        .load(connection)?;
    let book_ids: BTreeSet<Uuid> = rows.iter().map(|row| row.0).collect();
    let numbers: HashMap<Uuid, i64> = books::table
        .filter(books::id.eq_any(book_ids))
        .select((books::id, books::number))
        .load(connection)?
        .into_iter()
        .collect();
    let mut outdated = Outdated::default();
    for (book, id, vcard) in rows {
        let this = contacts::table.find((book, id));
        match (Card::parse(vcard.as_bytes()), numbers.get(&book)) {
            (Ok(card), Some(number)) => {
                diesel::update(this)
                    .set(Projection::of(&card, *number))
                    .execute(connection)?;
            }
            // Only cards that can be read are stored. Should one be there all the same, it stays as it is.
            _ => {
                diesel::update(this)
                    .set(contacts::projection.eq(card::PROJECTION))
                    .execute(connection)?;
                outdated.unreadable += 1;
            }
        }
        outdated.renewed += 1;
    }
    Ok(outdated)
}
