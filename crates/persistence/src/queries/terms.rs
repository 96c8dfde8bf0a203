//! Terms of a contact or a note, and questions about them, as PostgreSQL's text search has them.
//!
//! A term is stored as a lexeme behind the number of its book. So one index serves all books, and a search reads only
//! the part of it that belongs to the book in question.

use std::collections::BTreeSet;
use std::io::Write;

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, IsNull, Output, ToSql};
use domain::search::Expression;

/// The type `tsvector`.
#[derive(diesel::sql_types::SqlType, diesel::query_builder::QueryId)]
#[diesel(postgres_type(name = "tsvector"))]
pub struct Tsvector;

/// A `tsvector` without positions. Written only: what is found by it is read from the cards.
#[derive(Debug, FromSqlRow, AsExpression)]
#[diesel(sql_type = Tsvector)]
pub(crate) struct StoredTerms(Vec<String>);

impl StoredTerms {
    pub(crate) fn of(book: i64, terms: &BTreeSet<String>) -> Self {
        Self(terms.iter().map(|term| lexeme(book, term)).collect())
    }
}

impl ToSql<Tsvector, Pg> for StoredTerms {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(&u32::try_from(self.0.len())?.to_be_bytes())?;
        for lexeme in &self.0 {
            out.write_all(lexeme.as_bytes())?;
            // The end of the text, and no positions.
            out.write_all(&[0, 0, 0])?;
        }
        Ok(IsNull::No)
    }
}

impl FromSql<Tsvector, Pg> for StoredTerms {
    fn from_sql(_: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(Vec::new()))
    }
}

fn lexeme(book: i64, term: &str) -> String {
    format!("{book}:{term}")
}

/// The text of a `tsquery` about one book; `None` where everything matches.
pub(crate) fn tsquery(book: i64, expression: &Expression) -> Option<String> {
    let mut text = String::new();
    (!expression.is_everything()).then(|| {
        write(&mut text, book, expression);
        text
    })
}

fn write(text: &mut String, book: i64, expression: &Expression) {
    match expression {
        Expression::Term(term) => quote(text, &lexeme(book, term)),
        Expression::Prefix(term) => {
            quote(text, &lexeme(book, term));
            text.push_str(":*");
        }
        Expression::Not(one) => {
            text.push('!');
            group(text, book, std::slice::from_ref(one.as_ref()), "&");
        }
        Expression::All(all) => {
            let narrowing: Vec<Expression> = all
                .iter()
                .filter(|one| !one.is_everything())
                .cloned()
                .collect();
            group(text, book, &narrowing, "&");
        }
        Expression::Any(any) => group(text, book, any, "|"),
    }
}

fn group(text: &mut String, book: i64, expressions: &[Expression], operator: &str) {
    text.push('(');
    for (at, expression) in expressions.iter().enumerate() {
        if at > 0 {
            text.push_str(operator);
        }
        write(text, book, expression);
    }
    if expressions.is_empty() {
        // No contact has this one.
        quote(text, "-");
    }
    text.push(')');
}

fn quote(text: &mut String, lexeme: &str) {
    text.push('\'');
    for c in lexeme.chars() {
        if matches!(c, '\'' | '\\') {
            text.push(c);
        }
        text.push(c);
    }
    text.push('\'');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_backslashes_are_text() {
        let word = Expression::Prefix(r"no'b\ & (c)".into());
        assert_eq!(tsquery(7, &word).unwrap(), r"'7:no''b\\ & (c)':*");
    }

    #[test]
    fn everything_needs_no_query() {
        let nothing = Expression::All(vec![Expression::All(vec![])]);
        assert_eq!(tsquery(7, &nothing), None);
        assert_eq!(tsquery(7, &Expression::Any(vec![])).unwrap(), "('-')");
    }

    #[test]
    fn conditions_nest() {
        let a = || Expression::Term("na".into());
        let both = a().and(Expression::Not(Box::new(Expression::Any(vec![a(), a()]))));
        assert_eq!(tsquery(1, &both).unwrap(), "('1:na'&!(('1:na'|'1:na')))");
    }
}
