//! Books: every contact lives in exactly one.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::Color;

/// A contacts book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Book {
    /// Stable id of the book.
    pub id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// What it is told apart by.
    pub color: Color,
    /// The book that new contacts go to when no other is named.
    pub default: bool,
    /// How many contacts it holds, deleted ones not counted.
    pub contacts: i64,
    /// When the book was made.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
}

/// A new book (then it needs a name), or a change of one: what is left out stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct BookEdit {
    /// What to call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What to tell it apart by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<Color>,
}
