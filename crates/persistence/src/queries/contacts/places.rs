//! Where in a list the contacts of a page are.
//!
//! Each tier is asked for on its own, the best first, and only until the page is full. What few contacts match, the index
//! of terms finds, and they are counted and sorted. Where many do, it depends. A filter that many meet (that they have an
//! e-mail address) is answered by walking along the order and picking. Those with a word may stand close together far down
//! in the order, so they are found and sorted all the same, which takes a while. The caller may keep what comes first among
//! those with a word ([`Tops`]). Whether they are many is tried and not guessed: the planner knows too little about who has
//! which term.

use std::sync::Arc;

use diesel::prelude::*;
use diesel::result::QueryResult;
use diesel::sql_types;
use domain::search::Expression;

use super::list::{Cursor, Listing, Start};
use super::query::{By, Place, Query};

/// So many matches are few: they are counted, and all their places are known at once.
pub const FEW: usize = 1000;

/// What comes first among the matches of a condition.
pub struct Top {
    /// The first [`FEW`], or all if they are fewer.
    pub places: Vec<Cursor>,
    /// Whether these are all.
    pub complete: bool,
}

impl Top {
    /// Asks the database. Where only their number is of interest, many are not sorted.
    fn learn(
        connection: &mut PgConnection,
        listing: &Listing<'_>,
        condition: &Expression,
        is_number: bool,
    ) -> QueryResult<Self> {
        let (places, found) = few(connection, listing, condition, &Start::Top, FEW)?;
        if is_number && found > FEW as i64 {
            return Ok(Self {
                places: Vec::new(),
                complete: false,
            });
        }
        if found <= FEW as i64 {
            return Ok(Self {
                places,
                complete: true,
            });
        }
        Ok(Self {
            places: sorted_query(listing, condition, &Start::Top, FEW).load(connection)?,
            complete: false,
        })
    }

    /// How many match, if they are few.
    fn few(&self) -> Option<i64> {
        self.complete.then_some(self.places.len() as i64)
    }

    /// A page of it, if it reaches so far.
    fn page(&self, listing: &Listing<'_>, start: &Start, limit: usize) -> Option<&[Cursor]> {
        let begin = match start.after() {
            Some(cursor) => self
                .places
                .partition_point(|place| !listing.order.is_above(cursor, place)),
            None => 0,
        };
        let skipped = usize::try_from(start.skipped()).unwrap_or(usize::MAX);
        let begin = begin.saturating_add(skipped).min(self.places.len());
        let end = begin.saturating_add(limit).min(self.places.len());
        (self.complete || end - begin == limit).then(|| &self.places[begin..end])
    }
}

/// Keeps what comes first, so that it is not sought and sorted for every page and every key that somebody presses.
pub trait Tops {
    /// What comes first in a list of what meets the condition: what was learned before, if it is still true. Where only
    /// the number is wanted there may be nothing but that.
    fn top(
        &self,
        connection: &mut PgConnection,
        listing: &Listing<'_>,
        condition: &Expression,
        is_number: bool,
        learn: &dyn Fn(&mut PgConnection) -> QueryResult<Top>,
    ) -> QueryResult<Arc<Top>>;
}

/// Keeps nothing.
pub struct Unkept;

impl Tops for Unkept {
    fn top(
        &self,
        connection: &mut PgConnection,
        _: &Listing<'_>,
        _: &Expression,
        _: bool,
        learn: &dyn Fn(&mut PgConnection) -> QueryResult<Top>,
    ) -> QueryResult<Arc<Top>> {
        learn(connection).map(Arc::new)
    }
}

/// The places of a page, and how many there are in all, if they are few.
pub(super) fn places(
    connection: &mut PgConnection,
    listing: &Listing<'_>,
    start: &Start,
    limit: usize,
    tops: &dyn Tops,
) -> QueryResult<(Vec<Cursor>, Option<i64>)> {
    let mut places: Vec<Cursor> = Vec::new();
    let mut total = Some(0);
    let first = start.after().map_or(0, |cursor| usize::from(cursor.tier));
    let mut skip = start.after().map_or(start.skipped(), |_| 0);
    for tier in 0..listing.tiers.len() {
        if listing.books.is_empty() || (places.len() == limit && total.is_none()) {
            break;
        }
        let begin = match start.after() {
            Some(_) if tier == first => start.clone(),
            _ => Start::At(skip),
        };
        let wanted = if tier < first {
            0
        } else {
            limit - places.len()
        };
        if wanted == 0 && tier > first {
            // Nothing but their number is of interest any more.
            let rest = except(
                &listing.tiers[listing.tiers.len() - 1],
                &listing.tiers[tier - 1],
            );
            let rest = Part::find(connection, listing, &rest, (&Start::Top, 0), tops)?;
            total = add(total, rest.few);
            break;
        }
        let part = Part::find(
            connection,
            listing,
            &own(listing, tier),
            (&begin, wanted),
            tops,
        )?;
        // Where nothing is found as it is written, mostly nothing is found at all.
        if tier == 0 && part.few == Some(0) && listing.tiers.len() > 1 {
            let widest = &listing.tiers[listing.tiers.len() - 1];
            let any = Part::find(connection, listing, widest, (&Start::Top, 0), tops)?;
            if any.few == Some(0) {
                break;
            }
        }
        if skip > 0 {
            let above = match part.few {
                Some(few) => few,
                // Only if it ends within the page is it of any use to know.
                None if part.places.len() < wanted => count(connection, listing, tier)?,
                None => skip,
            };
            skip = (skip - above).max(0);
        }
        total = add(total, part.few);
        let tier = u16::try_from(tier).unwrap_or(u16::MAX);
        places.extend(
            part.places
                .into_iter()
                .map(|place| Cursor { tier, ..place }),
        );
    }
    Ok((places, total))
}

/// The sum, as long as it is of few.
fn add(total: Option<i64>, few: Option<i64>) -> Option<i64> {
    let sum = total.zip(few).map(|(total, few)| total + few);
    sum.filter(|sum| *sum <= FEW as i64)
}

/// What is of interest among the matches of a condition.
struct Part {
    places: Vec<Cursor>,
    /// How many match in all, if they are few.
    few: Option<i64>,
}

impl Part {
    fn find(
        connection: &mut PgConnection,
        listing: &Listing<'_>,
        condition: &Expression,
        (start, limit): (&Start, usize),
        tops: &dyn Tops,
    ) -> QueryResult<Self> {
        let for_words = listing
            .tiers
            .last()
            .is_some_and(Expression::looks_for_words);
        if for_words {
            let is_number = limit == 0;
            let top = tops.top(connection, listing, condition, is_number, &|connection| {
                Top::learn(connection, listing, condition, is_number)
            })?;
            let places = match top.page(listing, start, limit) {
                _ if is_number => Vec::new(),
                Some(page) => page.to_vec(),
                None => sorted_query(listing, condition, start, limit).load(connection)?,
            };
            return Ok(Self {
                places,
                few: top.few(),
            });
        }
        if !listing.is_everything() {
            let (places, found) = few(connection, listing, condition, start, limit)?;
            if found <= FEW as i64 {
                return Ok(Self {
                    places,
                    few: Some(found),
                });
            }
        }
        let places = match limit {
            0 => Vec::new(),
            _ => walk_query(listing, condition, start, limit).load(connection)?,
        };
        Ok(Self { places, few: None })
    }
}

/// What a tier has and the ones before it have not.
fn own(listing: &Listing<'_>, tier: usize) -> Expression {
    match tier.checked_sub(1) {
        Some(better) => except(&listing.tiers[tier], &listing.tiers[better]),
        None => listing.tiers[tier].clone(),
    }
}

/// What one has and the other has not. Said as one condition, the index answers it alone.
fn except(all: &Expression, other: &Expression) -> Expression {
    all.clone().and(Expression::Not(Box::new(other.clone())))
}

/// The page if few match, and how many do; one more than [`FEW`] stands for many.
fn few(
    connection: &mut PgConnection,
    listing: &Listing<'_>,
    condition: &Expression,
    start: &Start,
    limit: usize,
) -> QueryResult<(Vec<Cursor>, i64)> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(embed)]
        place: Option<Place>,
        #[diesel(sql_type = sql_types::BigInt)]
        found: i64,
    }
    let query = few_query(listing, condition, start, limit);
    let rows: Vec<Row> = query.bound("").load(connection)?;
    let found = rows.first().map_or(0, |row| row.found);
    let places = rows.into_iter().filter_map(|row| row.place);
    Ok((places.map(Place::into_cursor).collect(), found))
}

fn few_query<'a>(
    listing: &'a Listing<'a>,
    own: &Expression,
    start: &Start,
    limit: usize,
) -> Query<'a> {
    let mut query = Query::new(listing);
    // The first part is planned as if all of it were read, and then read only as far as is needed. A limit within it would
    // make the planner hope to come upon so many somewhere by chance.
    query.push("WITH matching AS MATERIALIZED (");
    query.places(By::Terms, own, &|_| {});
    query.push(&format!(
        "), hits AS MATERIALIZED (SELECT * FROM matching LIMIT {}) SELECT page.*, counted.found \
         FROM (SELECT count(*) AS found FROM hits) counted LEFT JOIN (SELECT * FROM hits",
        FEW + 1
    ));
    query.page(start, limit);
    query.push(&format!(
        ") page ON true ORDER BY page.{column} {direction}, page.id {direction}",
        column = listing.order.column(),
        direction = listing.order.direction()
    ));
    query
}

/// The page of those that match, all of them sorted.
fn sorted_query<'a>(
    listing: &'a Listing<'a>,
    own: &Expression,
    start: &Start,
    limit: usize,
) -> Query<'a> {
    let mut query = Query::new(listing);
    query.push("SELECT * FROM (");
    query.places(By::Terms, own, &|_| {});
    // Keeps the planner from looking for the order first and for the words along it.
    query.push(" OFFSET 0) places");
    query.page(start, limit);
    query
}

/// The page of those that match, picked along the order.
fn walk_query<'a>(
    listing: &'a Listing<'a>,
    own: &Expression,
    start: &Start,
    limit: usize,
) -> Query<'a> {
    let (key, direction) = (listing.order.key(), listing.order.direction());
    let reach = limit as i64 + start.skipped();
    let mut query = Query::new(listing);
    query.push("SELECT * FROM (");
    query.places(By::Order, own, &|query| {
        if let Some(cursor) = start.after() {
            query.beyond(cursor, listing.order.after());
        }
        query.push(&format!(
            " ORDER BY {key} {direction}, c.id {direction} LIMIT {reach}"
        ));
    });
    query.push(") places");
    query.page(start, limit);
    query
}

/// How many a tier has.
fn count(connection: &mut PgConnection, listing: &Listing<'_>, tier: usize) -> QueryResult<i64> {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = sql_types::BigInt)]
        contacts: i64,
    }
    let mut query = Query::new(listing);
    query.push("SELECT count(*) AS contacts FROM (");
    query.places(By::Terms, &own(listing, tier), &|_| {});
    query.push(") places");
    let count: Count = query.bound("").get_result(connection)?;
    Ok(count.contacts)
}

/// How the database would look for the few matches of a tier, and for the many. For tests: what must not happen is that it
/// reads a whole book, or all of them.
#[doc(hidden)]
pub fn plans(
    connection: &mut PgConnection,
    listing: &Listing<'_>,
    start: &Start,
    limit: u16,
) -> QueryResult<[String; 2]> {
    let last = listing.tiers.len() - 1;
    let own = own(listing, last);
    let many = match own.looks_for_words() {
        true => sorted_query(listing, &own, start, limit.into()),
        false => walk_query(listing, &own, start, limit.into()),
    };
    Ok([
        few_query(listing, &own, start, limit.into()).explain(connection)?,
        many.explain(connection)?,
    ])
}
