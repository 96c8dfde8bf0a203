//! The text of a query about a list, and what is bound to it.

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{BoxedSqlQuery, SqlQuery};
use diesel::result::QueryResult;
use diesel::{sql_query, sql_types};
use domain::search::Expression;
use time::OffsetDateTime;
use uuid::Uuid;

use super::list::{Cursor, Key, Listing, Order, Start};
use crate::queries::books::BookRef;
use crate::queries::terms::tsquery;

/// The place of a contact in the list.
#[derive(QueryableByName)]
pub(super) struct Place {
    #[diesel(sql_type = sql_types::Uuid)]
    id: Uuid,
    #[diesel(sql_type = sql_types::Nullable<sql_types::Bytea>)]
    key: Option<Vec<u8>>,
    #[diesel(sql_type = sql_types::Nullable<sql_types::Timestamptz>)]
    moment: Option<OffsetDateTime>,
}

impl Place {
    /// As one of the first tier.
    pub(super) fn into_cursor(self) -> Cursor {
        let key = match self.moment {
            Some(moment) => Key::Moment(moment),
            None => Key::Bytes(self.key.unwrap_or_default()),
        };
        Cursor {
            tier: 0,
            key,
            id: self.id,
        }
    }
}

/// A query that grows: its text, and what is bound to it.
pub(super) struct Query<'a> {
    pub(super) listing: &'a Listing<'a>,
    text: String,
    binds: Vec<Bind>,
}

/// What a query goes by.
#[derive(Clone, Copy)]
pub(super) enum By {
    /// The index of terms.
    Terms,
    /// The index of the order, or whatever the planner likes.
    Order,
}

pub(super) enum Bind {
    Id(Uuid),
    Text(String),
    Key(Key),
}

impl<'a> Query<'a> {
    pub(super) fn new(listing: &'a Listing<'a>) -> Self {
        Self {
            listing,
            text: String::new(),
            binds: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn bind(&mut self, bind: Bind) {
        self.binds.push(bind);
        self.push(&format!("${}", self.binds.len()));
    }

    /// The places of what matches in each of the books, unsorted; `each` ends the text of a book's part.
    pub(super) fn places(&mut self, by: By, expression: &Expression, each: &dyn Fn(&mut Self)) {
        for (at, book) in self.listing.books.iter().enumerate() {
            self.push(if at > 0 { " UNION ALL (" } else { "(" });
            self.places_in(book, by, expression);
            each(self);
            self.push(")");
        }
    }

    fn places_in(&mut self, book: &BookRef, by: By, expression: &Expression) {
        let columns = match self.listing.order {
            Order::Updated => "NULL::bytea AS key, c.updated_at AS moment",
            order => &format!("{} AS key, NULL::timestamptz AS moment", order.key()),
        };
        self.push(&format!(
            "SELECT c.id, {columns} FROM contacts c WHERE c.deleted_at IS NULL AND c.book_id "
        ));
        let asked = tsquery(book.number, expression);
        // Every term names its book. So where a term is needed, the book is said in a way that no index answers: it does
        // not tempt the planner to read all of it, in its order, until enough is found.
        self.push(match (by, &asked) {
            (By::Terms, Some(_)) if expression.needs_a_term() => "IS NOT DISTINCT FROM ",
            _ => "= ",
        });
        self.bind(Bind::Id(book.id));
        if let Some(asked) = asked {
            self.push(" AND c.terms @@ ");
            self.bind(Bind::Text(asked));
            self.push("::tsquery");
        }
        if let Some((user, starred)) = self.listing.starred {
            self.push(if starred { " AND" } else { " AND NOT" });
            self.push(" EXISTS (SELECT FROM favourites f WHERE f.user_id = ");
            self.bind(Bind::Id(user));
            self.push(" AND f.book_id = c.book_id AND f.contact_id = c.id)");
        }
    }

    /// Nobody but this contact.
    pub(super) fn only(&mut self, contact: Uuid) {
        self.push(" AND c.id = ");
        self.bind(Bind::Id(contact));
    }

    /// What lies on the other side of a place, as one comparison of rows, which an index answers by going straight there.
    pub(super) fn beyond(&mut self, place: &Cursor, operator: char) {
        let key = self.listing.order.key();
        self.push(" AND ");
        self.compare(&format!("({key}, c.id)"), operator, place);
    }

    /// The rest of a query whose `FROM` are places: what lies after the start, sorted.
    pub(super) fn page(&mut self, start: &Start, limit: usize) {
        let (column, direction) = (self.listing.order.column(), self.listing.order.direction());
        if let Some(cursor) = start.after() {
            self.push(" WHERE ");
            self.compare(
                &format!("({column}, id)"),
                self.listing.order.after(),
                cursor,
            );
        }
        self.push(&format!(
            " ORDER BY {column} {direction}, id {direction} OFFSET {} LIMIT {limit}",
            start.skipped()
        ));
    }

    fn compare(&mut self, columns: &str, operator: char, place: &Cursor) {
        self.push(&format!("{columns} {operator} ("));
        self.bind(Bind::Key(place.key.clone()));
        self.push(", ");
        self.bind(Bind::Id(place.id));
        self.push(")");
    }

    /// The places it finds.
    pub(super) fn load(self, connection: &mut PgConnection) -> QueryResult<Vec<Cursor>> {
        if self.listing.books.is_empty() {
            return Ok(Vec::new());
        }
        let places: Vec<Place> = self.bound("").load(connection)?;
        Ok(places.into_iter().map(Place::into_cursor).collect())
    }

    pub(super) fn explain(self, connection: &mut PgConnection) -> QueryResult<String> {
        #[derive(QueryableByName)]
        struct Line {
            #[diesel(sql_type = sql_types::Text, column_name = "QUERY PLAN")]
            line: String,
        }
        let lines: Vec<Line> = self.bound("EXPLAIN ").load(connection)?;
        let lines: Vec<String> = lines.into_iter().map(|line| line.line).collect();
        Ok(lines.join("\n"))
    }

    pub(super) fn bound(self, before: &str) -> BoxedSqlQuery<'static, Pg, SqlQuery> {
        let mut query = sql_query(format!("{before}{}", self.text)).into_boxed::<Pg>();
        for bind in self.binds {
            query = match bind {
                Bind::Id(id) => query.bind::<sql_types::Uuid, _>(id),
                Bind::Text(text) => query.bind::<sql_types::Text, _>(text),
                Bind::Key(Key::Bytes(key)) => query.bind::<sql_types::Bytea, _>(key),
                Bind::Key(Key::Moment(moment)) => query.bind::<sql_types::Timestamptz, _>(moment),
            };
        }
        query
    }
}
