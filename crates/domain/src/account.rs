//! Accounts and sign-in.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

use crate::{Change, Language, Sort};

/// The form in which usernames are compared: case and width do not tell two people apart.
pub fn username_key(username: &str) -> String {
    username
        .trim()
        .nfkc()
        .flat_map(char::to_lowercase)
        .collect()
}

/// An account as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct User {
    /// Stable id of the account.
    pub id: Uuid,
    /// The name used to sign in; unique whatever its case.
    pub username: String,
    /// How the page addresses the person; empty when none was given.
    pub display_name: String,
    /// Where to write to the person, if they told.
    pub email: Option<String>,
    /// Administrators manage the accounts of this server.
    pub admin: bool,
    /// Which of a person's names lists are sorted by.
    #[serde(default)]
    pub name_order: NameOrder,
    /// The language of the page; `null` leaves it to the browser.
    #[serde(default)]
    pub language: Option<Language>,
    /// Whether the page listens to keyboard shortcuts.
    #[serde(default = "yes")]
    pub shortcuts: bool,
    /// When the account was made.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
}

fn yes() -> bool {
    true
}

/// Which of a person's names lists are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NameOrder {
    /// The given name.
    #[default]
    Given,
    /// The family name.
    Family,
}

impl NameOrder {
    /// The order of lists that it means.
    pub fn sort(self) -> Sort {
        match self {
            Self::Given => Sort::Given,
            Self::Family => Sort::Family,
        }
    }

    /// The word for it, as in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Family => "family",
        }
    }
}

/// What it takes to make an account.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// 1 to 64 letters, digits or `. _ - @`.
    pub username: String,
    /// At least 8 characters; anything goes.
    pub password: String,
    /// How the page addresses the person.
    #[serde(default)]
    pub display_name: Option<String>,
    /// Where to write to the person.
    #[serde(default)]
    pub email: Option<String>,
}

/// What it takes to sign in.
#[derive(Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Login {
    /// The account's name, in any case.
    pub username: String,
    /// The account's password.
    pub password: String,
}

/// The answer to a registration or a sign-in.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// The account.
    pub user: User,
    /// Send it as `Authorization: Bearer TOKEN`. Shown once: the server keeps only its keyed hash.
    pub token: String,
    /// After this moment the token is worth nothing.
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
}

/// Changes to one's own account; what is left out stays as it is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProfilePatch {
    /// New display name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// New address; `null` or empty removes it.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub email: Change<String>,
    /// Which name lists are sorted by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_order: Option<NameOrder>,
    /// The language of the page; `null` leaves it to the browser.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Language>))]
    pub language: Change<Language>,
    /// Whether the page listens to keyboard shortcuts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shortcuts: Option<bool>,
}
