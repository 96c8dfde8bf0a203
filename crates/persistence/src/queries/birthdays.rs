//! Birthdays in the order of the year, by an index of their own.

use std::collections::HashMap;
use std::ops::Range;

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{BoxedSqlQuery, SqlQuery};
use diesel::result::QueryResult;
use diesel::{sql_query, sql_types};
use domain::birthday::place_of;
use domain::{Name, PartialDate};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::queries::books::BookRef;
use crate::queries::stored_fields::StoredFields;
use crate::schema::contacts;

/// A place in the list to go on after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The place in the year of the last birthday seen.
    pub place: i16,
    /// The sort key of that contact.
    pub key: Vec<u8>,
    /// Its id.
    pub id: Uuid,
}

/// Somebody who has a birthday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Born {
    /// The id of the contact.
    pub id: Uuid,
    /// Its book.
    pub book: Uuid,
    /// Its name.
    pub name: Name,
    /// The birthday.
    pub birthday: PartialDate,
}

/// The birthdays of the twelve months from a day on, the next one first, and where the page ended if more follow.
pub fn list(
    connection: &mut PgConnection,
    books: &[BookRef],
    from: Date,
    after: Option<&Cursor>,
    limit: u16,
) -> QueryResult<(Vec<Born>, Option<Cursor>)> {
    let (wanted, from) = (usize::from(limit) + 1, place_of(from));
    let mut places = Vec::new();
    // First to the end of the year, then from its beginning on.
    for part in [from..i16::MAX, 0..from] {
        let here = after.filter(|cursor| part.contains(&cursor.place));
        let is_done = part.start == from && after.is_some() && here.is_none();
        if !is_done && places.len() < wanted && !books.is_empty() {
            let missing = wanted - places.len();
            places.extend(walk(connection, books, &part, here, missing)?);
        }
    }
    let more = places.len() == wanted;
    places.truncate(usize::from(limit));
    let next = places.last().filter(|_| more).map(|place| Cursor {
        place: place.place,
        key: place.key.clone(),
        id: place.id,
    });
    Ok((contacts_at(connection, books, &places)?, next))
}

#[derive(QueryableByName)]
struct Place {
    #[diesel(sql_type = sql_types::Uuid)]
    id: Uuid,
    #[diesel(sql_type = sql_types::SmallInt)]
    place: i16,
    #[diesel(sql_type = sql_types::Bytea)]
    key: Vec<u8>,
}

fn walk(
    connection: &mut PgConnection,
    books: &[BookRef],
    part: &Range<i16>,
    after: Option<&Cursor>,
    limit: usize,
) -> QueryResult<Vec<Place>> {
    walk_query("", books, part, after, limit).load(connection)
}

/// How the database would walk along the birthdays. For tests: it must not read a whole book.
#[doc(hidden)]
pub fn plan(
    connection: &mut PgConnection,
    books: &[BookRef],
    from: Date,
    after: Option<&Cursor>,
) -> QueryResult<String> {
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = sql_types::Text, column_name = "QUERY PLAN")]
        line: String,
    }
    let part = place_of(from)..i16::MAX;
    let lines: Vec<Line> = walk_query("EXPLAIN ", books, &part, after, 100).load(connection)?;
    let lines: Vec<String> = lines.into_iter().map(|line| line.line).collect();
    Ok(lines.join("\n"))
}

/// A walk along the index of each book, merged.
fn walk_query(
    before: &str,
    books: &[BookRef],
    part: &Range<i16>,
    after: Option<&Cursor>,
    limit: usize,
) -> BoxedSqlQuery<'static, Pg, SqlQuery> {
    // One comparison of rows takes the index straight to the place.
    let (begin, cursor) = match after {
        None => ("c.birthday >= $1", None),
        Some(cursor) => (
            "(c.birthday, c.sort_given, c.id) > ($1, $3, $4)",
            Some(cursor),
        ),
    };
    let first = if cursor.is_some() { 5 } else { 3 };
    let of_book = |(at, _): (usize, &BookRef)| {
        format!(
            "(SELECT c.id, c.birthday AS place, c.sort_given AS key FROM contacts c WHERE c.book_id = ${} \
             AND c.deleted_at IS NULL AND {begin} AND c.birthday < $2 \
             ORDER BY c.birthday, c.sort_given, c.id LIMIT {limit})",
            first + at
        )
    };
    let walks: Vec<String> = books.iter().enumerate().map(of_book).collect();
    let text = format!(
        "{before}SELECT * FROM ({}) places ORDER BY place, key, id LIMIT {limit}",
        walks.join(" UNION ALL ")
    );
    let mut query = sql_query(text)
        .into_boxed::<Pg>()
        .bind::<sql_types::SmallInt, _>(cursor.map_or(part.start, |cursor| cursor.place))
        .bind::<sql_types::SmallInt, _>(part.end);
    if let Some(cursor) = cursor {
        query = query
            .bind::<sql_types::Bytea, _>(cursor.key.clone())
            .bind::<sql_types::Uuid, _>(cursor.id);
    }
    for book in books {
        query = query.bind::<sql_types::Uuid, _>(book.id);
    }
    query
}

/// The contacts at these places, in this order.
fn contacts_at(
    connection: &mut PgConnection,
    books: &[BookRef],
    places: &[Place],
) -> QueryResult<Vec<Born>> {
    let books: Vec<Uuid> = books.iter().map(|book| book.id).collect();
    let ids: Vec<Uuid> = places.iter().map(|place| place.id).collect();
    let rows: Vec<(Uuid, Uuid, StoredFields)> = contacts::table
        .filter(contacts::book_id.eq_any(books))
        .filter(contacts::id.eq_any(&ids))
        .select((contacts::id, contacts::book_id, contacts::fields))
        .load(connection)?;
    let mut rows: HashMap<Uuid, _> = rows.into_iter().map(|row| (row.0, row)).collect();
    Ok(ids
        .iter()
        .filter_map(|id| {
            let (id, book, StoredFields(fields)) = rows.remove(id)?;
            Some(Born {
                id,
                book,
                name: fields.name,
                birthday: fields.birthday?,
            })
        })
        .collect())
}

/// What a calendar says of a birthday.
#[derive(Clone, Debug, PartialEq, Eq, QueryableByName)]
pub struct Entry {
    /// The id of the contact.
    #[diesel(sql_type = sql_types::Uuid)]
    pub id: Uuid,
    /// Its full name.
    #[diesel(sql_type = sql_types::Text)]
    pub name: String,
    /// The birthday, as text.
    #[diesel(sql_type = sql_types::Text)]
    pub birthday: String,
    /// When the contact was last changed.
    #[diesel(sql_type = sql_types::Timestamptz)]
    pub updated_at: OffsetDateTime,
}

/// All birthdays of which the day is known, in books of this reader. Of each contact no more than is needed is read: there
/// may be very many.
pub fn entries(connection: &mut PgConnection, reader: Uuid) -> QueryResult<Vec<Entry>> {
    sql_query(
        "SELECT c.id, c.fields->'name'->>'full' AS name, c.fields->>'birthday' AS birthday, c.updated_at \
         FROM contacts c JOIN books b ON b.id = c.book_id \
         WHERE b.owner_id = $1 AND b.deleted_at IS NULL \
         AND c.deleted_at IS NULL AND c.birthday IS NOT NULL AND c.birthday % 100 < 32 \
         ORDER BY c.birthday, c.sort_given, c.id",
    )
    .bind::<sql_types::Uuid, _>(reader)
    .load(connection)
}
