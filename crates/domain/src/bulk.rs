//! Many contacts changed at once.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

/// What to do to which contacts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BulkRequest {
    /// To which.
    pub select: Selection,
    /// What.
    pub action: BulkAction,
}

/// Contacts that are chosen: by their ids, or all that match.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Selection {
    /// These; at most 10,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<Uuid>>,
    /// All that match these filters, with the words as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matching: Option<Matching>,
    /// With `matching`: where nothing matches, what a list shows instead, with a typo forgiven.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub as_listed: bool,
    /// With `matching`: but not these; at most 10,000.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<Uuid>,
}

/// The filters of a list: the same as in the query of `GET /api/v1/contacts`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct Matching {
    /// Words that must all be found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Only this book.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub book: Option<Uuid>,
    /// Only those with this label (its id), or `none`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Only one's favourites.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starred: Option<bool>,
    /// Only those that have all of these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has: Option<String>,
}

/// What is done to each of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum BulkAction {
    /// It gets a label.
    AddLabel {
        /// The name of the label; a new one is made.
        label: String,
    },
    /// It loses a label.
    RemoveLabel {
        /// The name of the label.
        label: String,
    },
    /// It goes to another book.
    Move {
        /// The book.
        book_id: Uuid,
    },
    /// It becomes a favourite. Braces, so that unknown fields are refused here, too.
    Star {},
    /// It is a favourite no longer.
    Unstar {},
    /// It is deleted; it can be restored.
    Delete {},
    /// It gets the name that a label has now, or loses the label if it is gone. A label that very many contacts have is
    /// renamed and deleted in this way, on deleted contacts, too; no request begins this by itself.
    Relabel {
        /// The name that the label had.
        label: String,
        /// The label.
        label_id: Uuid,
    },
}

/// Something that is done, or was, to many contacts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Operation {
    /// Its id; the same as that of the changes in the history.
    pub id: Uuid,
    /// What is done.
    pub action: BulkAction,
    /// To how many contacts.
    pub total: i64,
    /// How many it has got through.
    pub done: i64,
    /// How many of them are different now.
    pub changed: i64,
    /// How many could not be changed.
    pub failed: i64,
    /// Why. Those that no reason is given for could not be written at all; the log of the server says more.
    pub failures: Failures,
    /// How it stands.
    pub state: OperationState,
    /// When it began.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
}

/// How many contacts an operation could not change, by why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Failures {
    /// They are gone, or were never there for this account.
    pub gone: i64,
    /// They have as much on them as a contact can have.
    pub full: i64,
    /// The book that they were to go to is gone.
    pub no_book: i64,
}

impl Failures {
    /// How many these are.
    pub fn count(&self) -> i64 {
        self.gone + self.full + self.no_book
    }

    /// These and others.
    pub fn and(self, other: Self) -> Self {
        Self {
            gone: self.gone + other.gone,
            full: self.full + other.full,
            no_book: self.no_book + other.no_book,
        }
    }
}

/// How an operation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OperationState {
    /// It goes on.
    Running,
    /// It got through.
    Done,
    /// It was stopped on the way; what was done stays.
    Stopped,
}
