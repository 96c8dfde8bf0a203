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

/// The labels of a contact after one was renamed, or taken away; `None` where it does not have it.
pub fn relabelled(labels: &[String], old: &str, new: Option<&str>) -> Option<Vec<String>> {
    let old = label_key(old);
    if !labels.iter().any(|label| label_key(label) == old) {
        return None;
    }
    let mut changed: Vec<String> = Vec::with_capacity(labels.len());
    for label in labels {
        let label = if label_key(label) == old {
            new
        } else {
            Some(label.as_str())
        };
        let Some(label) = label else { continue };
        if !changed
            .iter()
            .any(|seen| label_key(seen) == label_key(label))
        {
            changed.push(label.to_owned());
        }
    }
    Some(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renaming_keeps_place_and_makes_no_double() {
        let labels = ["Friends".to_owned(), "Work".to_owned(), "Chess".to_owned()];
        assert_eq!(
            relabelled(&labels, "work", Some("Office")).unwrap(),
            ["Friends", "Office", "Chess"]
        );
        assert_eq!(
            relabelled(&labels, "WORK", Some("friends")).unwrap(),
            ["Friends", "Chess"]
        );
        assert_eq!(
            relabelled(&labels, "Work", None).unwrap(),
            ["Friends", "Chess"]
        );
        assert_eq!(relabelled(&labels, "Family", None), None);
    }
}
