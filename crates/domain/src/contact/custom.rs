use serde::{Deserialize, Serialize};

/// A field that the owner made up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CustomField {
    /// What it is called.
    pub label: String,
    /// What it says.
    pub value: String,
}
