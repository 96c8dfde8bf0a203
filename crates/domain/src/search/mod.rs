//! How contacts are found. What is stored and what is asked go through the same functions, so that a query finds what
//! a person would find.
//!
//! A contact is found by its *terms*: short texts, each behind a letter that says where it is from (see [`place`]).
//! A query becomes, best matches first, a few *tiers*: expressions over terms, which the database answers from an index.

mod compared;
mod expression;
mod index;
mod matches;
mod normalise;
mod phone;
pub mod place;
mod query;
mod sounds;
mod typo;
mod words;

pub use expression::Expression;
pub use index::{note_terms, terms};
pub use normalise::{is_blank, normalise, normalise_by, phone_digits};
pub use query::{Has, SearchQuery};
