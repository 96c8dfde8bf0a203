//! Lists: the query, one page of the answer, and the lean row that the page shows.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Email, Name, Org, Phone};

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The entries; `[]` when there are none.
    pub items: Vec<T>,
    /// Send it back as `cursor` for the next page; `null` on the last one.
    pub next_cursor: Option<String>,
    /// How many entries match on all pages together.
    pub total: i64,
    /// Only there where it is `true`: so many match that not all were counted, there are more than `total`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub total_is_minimum: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_false(value: &bool) -> bool {
    !value
}

/// What a list of contacts is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Given name, then family name.
    Given,
    /// Family name, then given name.
    Family,
    /// Organisation, then family name.
    Org,
    /// The last changed first.
    Updated,
}

/// A contact in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Listed {
    /// The contact.
    #[serde(flatten)]
    pub contact: crate::Contact,
    /// The letter that it stands under in this order; `#` where there is none, empty where the order is not one of names.
    pub letter: String,
    /// With `q`: where the words are, first in the name, then in what else has them. Not there otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matches: Vec<Match>,
}

/// What a list is like as a whole: how long it is, and where its letters begin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Outline {
    /// How many contacts match, exactly.
    pub total: i64,
    /// The letters that contacts stand under, in their order. An order that is not one of names has none.
    pub letters: Vec<Letter>,
    /// How many contacts stand above the one that was asked about; `null` if it is not in the list.
    #[serde(default)]
    pub place: Option<i64>,
}

/// A letter of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Letter {
    /// The letter, as in the contacts of the list: `#` for names that begin with none.
    pub letter: String,
    /// How many contacts stand above it: the `offset` of a page that begins with it.
    pub offset: i64,
    /// How many stand under it.
    pub count: i64,
}

/// Where a search has found something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Match {
    /// The field, as it is called in a contact: `name`, `nickname`, `org`, `phones`, `emails`, `addresses`, `urls`, `ims`,
    /// `relations`, `labels`, `note`, `custom`.
    pub field: String,
    /// The value, or what is around the match in a long one, in one line.
    pub text: String,
    /// The parts of the text that match, in order: from this character on and up to that one, in Unicode characters.
    pub ranges: Vec<(u32, u32)>,
}

/// What to list. `Default` lists the first page of everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct ContactQuery {
    /// Words that must all be found, and `label:`, `org:`, `email:`, `phone:`, `has:`; never a pattern. Matches come best
    /// first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Only this book.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub book: Option<Uuid>,
    /// Only those with this label (its id), or `none`: those without any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Only one's favourites, or only the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starred: Option<bool>,
    /// Only those that have all of these, by commas: `phone`, `email`, `address`, `url`, `im`,
    /// `birthday`, `date`, `relation`, `label`, `note`, `org`, `photo`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has: Option<String>,
    /// The order; when left out, the one that the account prefers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<Sort>,
    /// How many at most: 1 to 200, 50 when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u16>,
    /// Where the previous page ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Instead of a cursor: how many to skip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
}

/// Whose letters to tell: what a list is narrowed to, as in [`ContactQuery`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct OutlineQuery {
    /// Only this book.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub book: Option<Uuid>,
    /// Only those with this label (its id), or `none`: those without any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Only one's favourites, or only the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starred: Option<bool>,
    /// Only those that have all of these, by commas, as in a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has: Option<String>,
    /// The order; when left out, the one that the account prefers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<Sort>,
    /// A contact whose place in the list is to be told, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Uuid>,
}

/// A contact as a row of the list: the same shape as [`crate::Contact`] with less in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactSummary {
    /// Stable id of the contact.
    pub id: Uuid,
    /// The book it lives in.
    pub book_id: Uuid,
    /// Its name.
    pub name: Name,
    /// Where the person works.
    #[serde(default)]
    pub org: Org,
    /// Telephone numbers.
    #[serde(default)]
    pub phones: Vec<Phone>,
    /// E-mail addresses.
    #[serde(default)]
    pub emails: Vec<Email>,
    /// The name of its photo.
    #[serde(default)]
    pub photo: Option<String>,
    /// Whether it is a favourite.
    #[serde(default)]
    pub starred: bool,
    /// The letter that it stands under.
    #[serde(default)]
    pub letter: String,
    /// Where the words searched for are.
    #[serde(default)]
    pub matches: Vec<Match>,
}
