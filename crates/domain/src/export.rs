//! Contacts as a file.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Matching, Selection};

/// What the file looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// Each card as it is kept, byte for byte, in whatever version that is.
    #[default]
    Vcard,
    /// Each card in version 3.0, which most phones and programs read.
    Vcard3,
    /// Each card in version 4.0.
    Vcard4,
    /// A table for spreadsheets: a contact in each row.
    Csv,
    /// The contacts as the API shows them.
    Json,
}

impl ExportFormat {
    /// The word for it, as in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Vcard => "vcard",
            Self::Vcard3 => "vcard3",
            Self::Vcard4 => "vcard4",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// What the file is called.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Vcard | Self::Vcard3 | Self::Vcard4 => "contacts.vcf",
            Self::Csv => "contacts.csv",
            Self::Json => "contacts.json",
        }
    }
}

/// Which contacts, by the query of `GET /api/v1/export`: the filters are those of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct ExportQuery {
    /// The format; `vcard` when left out.
    pub format: ExportFormat,
    /// Words that must all be found.
    pub q: Option<String>,
    /// Only this book.
    pub book: Option<Uuid>,
    /// Only those with this label (its id), or `none`.
    pub label: Option<String>,
    /// Only one's favourites.
    pub starred: Option<bool>,
    /// Only those that have all of these.
    pub has: Option<String>,
}

impl ExportQuery {
    /// Its filters.
    pub fn matching(&self) -> Matching {
        Matching {
            q: self.q.clone(),
            book: self.book,
            label: self.label.clone(),
            starred: self.starred,
            has: self.has.clone(),
        }
    }
}

/// Which contacts, by a selection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExportRequest {
    /// Which.
    pub select: Selection,
    /// The format; `vcard` when left out.
    #[serde(default)]
    pub format: ExportFormat,
}
