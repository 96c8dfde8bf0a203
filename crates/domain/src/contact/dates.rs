use serde::{Deserialize, Serialize};

use super::ItemKey;
use crate::PartialDate;

/// A day to remember, besides the birthday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ContactDate {
    /// Which item this is: sent back, it is changed in place.
    #[serde(default, skip_serializing_if = "ItemKey::is_none")]
    pub key: ItemKey,
    /// `1985-04-12`, `1985-04`, `1985` or `--04-12`.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "--04-12"))]
    pub value: PartialDate,
    /// What happened on it.
    #[serde(default)]
    pub r#type: Option<DateType>,
    /// The owner's own word for it; shown instead of the type.
    #[serde(default)]
    pub label: Option<String>,
}

/// What happened on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum DateType {
    Anniversary,
    Other,
}

impl DateType {
    /// All of them, in the order a form offers them.
    pub const ALL: [Self; 2] = [Self::Anniversary, Self::Other];
}
