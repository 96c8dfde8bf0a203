//! What a list is asked for: in which books, and by which conditions.

use domain::policy::Action;
use domain::search::{Expression, Has, SearchQuery};
use domain::{ContactQuery, Matching};
use persistence::books::BookRef;
use persistence::contacts::{self, Listing, Order};
use persistence::{PgConnection, books, labels};
use uuid::Uuid;

use crate::access::Caller;
use crate::error::ApiError;

/// What is looked for, ready to be asked of the database.
pub struct Sought {
    books: Vec<BookRef>,
    starred: Option<(Uuid, bool)>,
    reader: Uuid,
    /// The words that are looked for.
    pub search: SearchQuery,
    /// What matches, the best first.
    pub tiers: Vec<Expression>,
    /// What is asked for instead when nothing is found as it was written: a typo is forgiven.
    pub forgiving: Vec<Expression>,
}

impl Sought {
    /// Reads what was asked for; somebody else's book or label is not there.
    pub fn read(
        connection: &mut PgConnection,
        caller: &Caller,
        asked: &Matching,
    ) -> Result<Self, ApiError> {
        let mut filter = Expression::All(has(asked.has.as_deref())?);
        let books = books_of(connection, caller, asked.book)?;
        if let Some(label) = &asked.label {
            filter = filter.and(with_label(connection, caller, label)?);
        }
        let search = SearchQuery::parse(asked.q.as_deref().unwrap_or_default());
        let narrowed = |tiers: Vec<Expression>| {
            let tiers = tiers.into_iter().map(|tier| tier.and(filter.clone()));
            tiers.collect()
        };
        Ok(Self {
            books,
            starred: asked.starred.map(|starred| (caller.user.id, starred)),
            reader: caller.user.id,
            tiers: narrowed(search.tiers()),
            forgiving: narrowed(search.forgiving().into_iter().collect()),
            search,
        })
    }

    /// The ids of the books in which it is looked for.
    pub fn book_ids(&self) -> Vec<Uuid> {
        self.books.iter().map(|book| book.id).collect()
    }

    /// A list of what these tiers match.
    pub fn listing<'a>(&'a self, tiers: &'a [Expression], order: Order) -> Listing<'a> {
        Listing {
            books: &self.books,
            tiers,
            starred: self.starred,
            reader: self.reader,
            order,
        }
    }

    /// All that match as it is written, in no order.
    pub fn ids(&self, connection: &mut PgConnection) -> Result<Vec<Uuid>, ApiError> {
        let listing = self.listing(&self.tiers, Order::Given);
        Ok(contacts::matching(connection, &listing)?)
    }

    /// All that a list would show, in no order: with a typo forgiven where nothing matches.
    pub fn ids_as_listed(&self, connection: &mut PgConnection) -> Result<Vec<Uuid>, ApiError> {
        let ids = self.ids(connection)?;
        if !ids.is_empty() {
            return Ok(ids);
        }
        let listing = self.listing(&self.forgiving, Order::Given);
        Ok(contacts::matching(connection, &listing)?)
    }
}

/// The filters of a query.
pub fn matching(query: &ContactQuery) -> Matching {
    Matching {
        q: query.q.clone(),
        book: query.book,
        label: query.label.clone(),
        starred: query.starred,
        has: query.has.clone(),
    }
}

fn has(words: Option<&str>) -> Result<Vec<Expression>, ApiError> {
    let words = words.unwrap_or_default().split(',').map(str::trim);
    words
        .filter(|word| !word.is_empty())
        .map(|word| {
            Has::from_word(word).map(Has::expression).ok_or_else(|| {
                let known: Vec<&str> = Has::ALL.into_iter().map(Has::as_str).collect();
                ApiError::malformed_parameter(format!("has takes {}", known.join(", ")))
            })
        })
        .collect()
}

fn with_label(
    connection: &mut PgConnection,
    caller: &Caller,
    asked: &str,
) -> Result<Expression, ApiError> {
    if asked == "none" {
        return Ok(Expression::without_label());
    }
    let id = Uuid::parse_str(asked)
        .map_err(|_| ApiError::malformed_parameter("label takes the id of a label, or none"))?;
    let label = labels::find(connection, caller.user.id, id)?.ok_or_else(ApiError::not_found)?;
    Ok(Expression::has_label(&label.name))
}

fn books_of(
    connection: &mut PgConnection,
    caller: &Caller,
    book: Option<Uuid>,
) -> Result<Vec<BookRef>, ApiError> {
    let Some(book) = book else {
        return Ok(books::readable(connection, caller.user.id)?);
    };
    let (standing, book) = books::find(connection, caller.user.id, book)?;
    caller.may(Action::ReadBook(standing))?;
    Ok(book.into_iter().collect())
}
