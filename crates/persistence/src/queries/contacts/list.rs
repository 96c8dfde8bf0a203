//! Lists of contacts: sorted, filtered, searched, and read page by page.

use diesel::prelude::*;
use diesel::result::QueryResult;
use diesel::sql_query;
use domain::Contact;
use domain::search::Expression;
use time::OffsetDateTime;
use uuid::Uuid;

use super::places::{Tops, places};
use super::query::{By, Query};
use super::read::ContactRow;
use crate::queries::books::BookRef;
use crate::queries::favourites::is_starred;
use crate::schema::contacts;

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Order {
    #[default]
    Given,
    Family,
    Org,
    /// The last changed first.
    Updated,
}

impl Order {
    /// The sort key as bytes: what is compared, and what a cursor remembers.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Given => "c.sort_given",
            Self::Family => "c.sort_family",
            Self::Org => "c.sort_org",
            Self::Updated => "c.updated_at",
        }
    }

    /// The column of a place that holds the key.
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Updated => "moment",
            _ => "key",
        }
    }

    pub(super) fn direction(self) -> &'static str {
        match self {
            Self::Updated => "DESC",
            _ => "ASC",
        }
    }

    /// Whether one place stands above another of the same tier.
    pub(super) fn is_above(self, one: &Cursor, other: &Cursor) -> bool {
        match self {
            Self::Updated => (&one.key, one.id) > (&other.key, other.id),
            _ => (&one.key, one.id) < (&other.key, other.id),
        }
    }

    /// How the keys compare of what stands above a place.
    pub(super) fn before(self) -> char {
        match self {
            Self::Updated => '>',
            _ => '<',
        }
    }

    /// How the keys compare of what stands below a place.
    pub(super) fn after(self) -> char {
        match self {
            Self::Updated => '<',
            _ => '>',
        }
    }
}

/// What to list.
pub struct Listing<'a> {
    /// In these books; of none there is nothing to list.
    pub books: &'a [BookRef],
    /// What matches, the best first, each tier with all that the ones before it have; a contact is listed with the
    /// first that it matches.
    pub tiers: &'a [Expression],
    /// Only what this person has starred, or has not.
    pub starred: Option<(Uuid, bool)>,
    /// Whose stars are shown.
    pub reader: Uuid,
    /// The order within a tier.
    pub order: Order,
}

impl Listing<'_> {
    /// Whether it lists all there is in its books.
    pub fn is_everything(&self) -> bool {
        self.starred.is_none() && self.tiers.last().is_some_and(Expression::is_everything)
    }
}

/// A sort key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Of a name.
    Bytes(Vec<u8>),
    /// Of a moment.
    Moment(OffsetDateTime),
}

/// A place in a list to go on after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The tier of the last contact seen.
    pub tier: u16,
    /// Its sort key.
    pub key: Key,
    /// Its id.
    pub id: Uuid,
}

/// Where a page begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// At the top.
    #[default]
    Top,
    /// After the end of another page.
    After(Cursor),
    /// So many contacts below the top.
    At(i64),
    /// So many contacts after a known place.
    Below(Cursor, i64),
}

impl Start {
    /// The place to go on after.
    pub(super) fn after(&self) -> Option<&Cursor> {
        match self {
            Self::Top | Self::At(_) => None,
            Self::After(cursor) | Self::Below(cursor, _) => Some(cursor),
        }
    }

    /// How many are skipped from there.
    pub(super) fn skipped(&self) -> i64 {
        match self {
            Self::Top | Self::After(_) => 0,
            Self::At(skipped) | Self::Below(_, skipped) => *skipped,
        }
    }
}

/// One page.
pub struct Found {
    /// The contacts, each with its sort key.
    pub items: Vec<(Contact, Key)>,
    /// Where the page ended, if more follows.
    pub next: Option<Cursor>,
    /// How many match on all pages; `None` where there are too many to be counted in passing.
    pub total: Option<i64>,
}

/// One page of a list.
pub fn list(
    connection: &mut PgConnection,
    listing: &Listing<'_>,
    start: &Start,
    limit: u16,
    tops: &dyn Tops,
) -> QueryResult<Found> {
    let limit = usize::from(limit);
    let (mut places, total) = places(connection, listing, start, limit + 1, tops)?;
    let more = places.len() > limit;
    places.truncate(limit);
    let next = places.last().filter(|_| more).cloned();
    Ok(Found {
        items: contacts_at(connection, listing, places)?,
        next,
        total,
    })
}

/// All that one of the tiers matches, in no order.
pub fn matching(connection: &mut PgConnection, listing: &Listing<'_>) -> QueryResult<Vec<Uuid>> {
    let Some(widest) = listing.tiers.last() else {
        return Ok(Vec::new());
    };
    let mut query = Query::new(listing);
    query.places(By::Order, widest, &|_| {});
    let places = query.load(connection)?;
    Ok(places.into_iter().map(|place| place.id).collect())
}

/// How many one of the tiers matches; one more than `most` stands for all that are more.
pub fn count(connection: &mut PgConnection, listing: &Listing<'_>, most: i64) -> QueryResult<i64> {
    #[derive(QueryableByName)]
    struct Counted {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        total: i64,
    }
    let Some(widest) = listing.tiers.last().filter(|_| !listing.books.is_empty()) else {
        return Ok(0);
    };
    let mut query = Query::new(listing);
    query.push("SELECT count(*) AS total FROM (SELECT FROM (");
    query.places(By::Terms, widest, &|_| {});
    query.push(&format!(") places LIMIT {}) counted", most + 1));
    query
        .bound("")
        .get_result::<Counted>(connection)
        .map(|counted| counted.total)
}

/// Tells the planner what is in the tables, after many contacts came in at once.
pub fn analyze(connection: &mut PgConnection) -> QueryResult<()> {
    for table in ["contacts", "revisions"] {
        sql_query(format!("ANALYZE {table}")).execute(connection)?;
    }
    Ok(())
}

/// The contacts at these places, in this order.
fn contacts_at(
    connection: &mut PgConnection,
    listing: &Listing<'_>,
    places: Vec<Cursor>,
) -> QueryResult<Vec<(Contact, Key)>> {
    let books: Vec<Uuid> = listing.books.iter().map(|book| book.id).collect();
    let ids: Vec<Uuid> = places.iter().map(|place| place.id).collect();
    let rows: Vec<(ContactRow, bool)> = contacts::table
        .filter(contacts::book_id.eq_any(&books))
        .filter(contacts::id.eq_any(&ids))
        .select((ContactRow::as_select(), is_starred(listing.reader)))
        .load(connection)?;
    let mut rows: std::collections::HashMap<Uuid, (ContactRow, bool)> =
        rows.into_iter().map(|row| (row.0.id, row)).collect();
    Ok(places
        .into_iter()
        .filter_map(|place| {
            let (row, starred) = rows.remove(&place.id)?;
            Some((row.with_star(starred), place.key))
        })
        .collect())
}
