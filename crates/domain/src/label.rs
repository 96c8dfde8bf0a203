//! Labels: words that contacts are grouped by. Who has one is written in the cards; name and colour are the owner's.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Color;
use crate::search::normalise;

/// A label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Label {
    /// Stable id of the label.
    pub id: Uuid,
    /// The word; no two labels of an account differ by case or accents alone.
    pub name: String,
    /// What it is told apart by.
    pub color: Color,
}

/// A new label (then it needs a name), or a change of one: what is left out stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct LabelEdit {
    /// The word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What to tell it apart by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<Color>,
}

/// The form in which names of labels are compared.
pub fn label_key(name: &str) -> String {
    let key = normalise(name);
    // Of a name that is an apostrophe and nothing else nothing is left.
    if key.is_empty() {
        name.trim().to_owned()
    } else {
        key
    }
}
