use serde::{Deserialize, Serialize};

use super::ItemKey;

/// A field that the owner made up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CustomField {
    /// Which item this is: sent back, it is changed in place.
    #[serde(default, skip_serializing_if = "ItemKey::is_none")]
    pub key: ItemKey,
    /// What it is called.
    pub label: String,
    /// What it says.
    pub value: String,
}
