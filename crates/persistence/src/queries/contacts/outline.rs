//! What a long list is like as a whole: where its letters begin, where every so many contacts are, where one contact is.
//!
//! Reading it takes a walk along the whole list, so the callers keep it. With the marks a page deep in the list is found
//! by going on from the mark before it.

use diesel::prelude::*;
use diesel::result::QueryResult;
use diesel::sql_types;
use domain::sort;
use uuid::Uuid;

use super::list::{Cursor, Listing, Order, Start};
use super::query::{By, Query};

/// So many contacts lie from one mark to the next.
const STEP: usize = 500;

/// So many bytes of a key are enough to know its letter.
const HEAD: usize = 8;

/// Places at even distances in a list, to find others from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks(Vec<Cursor>);

impl Marks {
    /// Where a page begins that lies so far below the top.
    pub fn start(&self, offset: i64) -> Start {
        let passed = usize::try_from(offset).unwrap_or_default() / STEP;
        match self.0.get(..passed).unwrap_or(&self.0).split_last() {
            Some((mark, before)) => {
                Start::Below(mark.clone(), offset - ((before.len() + 1) * STEP) as i64)
            }
            None => Start::At(offset),
        }
    }

    /// How many they are.
    pub fn number(&self) -> usize {
        self.0.len()
    }

    /// The last mark above a place, and how far below the top it is.
    fn above(&self, place: &Cursor, order: Order) -> Option<(&Cursor, i64)> {
        let passed = self.0.partition_point(|mark| order.is_above(mark, place));
        let mark = self.0.get(passed.checked_sub(1)?)?;
        Some((mark, (passed * STEP) as i64))
    }
}

/// The marks of a list of one tier.
pub fn marks(connection: &mut PgConnection, listing: &Listing<'_>) -> QueryResult<Marks> {
    let direction = listing.order.direction();
    let mut query = Query::new(listing);
    query.push(&format!(
        "SELECT id, key, moment FROM (SELECT *, row_number() OVER \
         (ORDER BY {} {direction}, id {direction}) AS place FROM (",
        listing.order.column()
    ));
    everything(&mut query, None);
    query.push(&format!(
        ") listed) places WHERE place % {STEP} = 0 ORDER BY place"
    ));
    query.load(connection).map(Marks)
}

/// How many contacts of a list of one tier stand under each letter, in their order. Where the order is not one of names
/// the letter is empty, and the number is that of all.
pub fn letters(
    connection: &mut PgConnection,
    listing: &Listing<'_>,
) -> QueryResult<Vec<(&'static str, i64)>> {
    #[derive(QueryableByName)]
    struct Group {
        #[diesel(sql_type = sql_types::Bytea)]
        head: Vec<u8>,
        #[diesel(sql_type = sql_types::BigInt)]
        contacts: i64,
    }
    if listing.books.is_empty() {
        return Ok(Vec::new());
    }
    let has_letters = matches!(listing.order, Order::Given | Order::Family);
    let head = match has_letters {
        true => &format!("substring(key, 1, {HEAD})"),
        false => "''::bytea",
    };
    let mut query = Query::new(listing);
    query.push(&format!(
        "SELECT {head} AS head, count(*) AS contacts FROM ("
    ));
    everything(&mut query, None);
    query.push(") listed GROUP BY 1 ORDER BY 1");
    let groups: Vec<Group> = query.bound("").load(connection)?;
    let mut letters: Vec<(&str, i64)> = Vec::new();
    for group in groups {
        let letter = if has_letters {
            sort::letter(&group.head)
        } else {
            ""
        };
        match letters.last_mut() {
            Some((last, contacts)) if *last == letter => *contacts += group.contacts,
            _ => letters.push((letter, group.contacts)),
        }
    }
    Ok(letters)
}

/// How many contacts stand above this one in a list of one tier; nothing if it is not in the list.
pub fn place_of(
    connection: &mut PgConnection,
    listing: &Listing<'_>,
    marks: &Marks,
    contact: Uuid,
) -> QueryResult<Option<i64>> {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = sql_types::BigInt)]
        contacts: i64,
    }
    if listing.books.is_empty() {
        return Ok(None);
    }
    let mut query = Query::new(listing);
    everything(
        &mut query,
        Some(&|query: &mut Query<'_>| query.only(contact)),
    );
    let Some(place) = query.load(connection)?.pop() else {
        return Ok(None);
    };
    let (before, after) = (listing.order.before(), listing.order.after());
    let mark = marks.above(&place, listing.order);
    let mut query = Query::new(listing);
    query.push("SELECT count(*) AS contacts FROM (");
    let between = |query: &mut Query<'_>| {
        if let Some((mark, _)) = mark {
            query.beyond(mark, after);
        }
        query.beyond(&place, before);
    };
    everything(&mut query, Some(&between));
    query.push(") listed");
    let count: Count = query.bound("").get_result(connection)?;
    // The mark itself stands above, too, and is among those it counts.
    Ok(Some(count.contacts + mark.map_or(0, |(_, above)| above)))
}

/// The places of all that is listed and meets a further condition, unsorted.
fn everything(query: &mut Query<'_>, further: Option<&dyn Fn(&mut Query<'_>)>) {
    let listing = query.listing;
    query.places(By::Order, &listing.tiers[0], further.unwrap_or(&|_| {}));
}
