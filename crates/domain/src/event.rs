//! What open pages and programs are told while they listen.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Something that was changed, by whomever. It says what to read anew and not what it says now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeEvent {
    /// What kind of thing.
    pub kind: ChangeKind,
    /// The book that it is in, for contacts and notes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub book_id: Option<Uuid>,
    /// With `contacts`, if only one was changed: which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<Uuid>,
}

/// What was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Contacts of a book.
    Contacts,
    /// Notes of a book.
    Notes,
    /// Which books there are, or how they look.
    Books,
    /// Labels.
    Labels,
    /// One's favourites.
    Stars,
    /// Anything: some changes may have been missed. It is also the first event, once listening has begun.
    Everything,
}
