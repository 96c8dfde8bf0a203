//! What Android has no better property for: `X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Ann;14;;;;`, the sort of thing
//! and then columns of the phone's own table: the value, the number of its type, a label.
//!
//! What is changed of such a line is written as every program reads it.

use vcard::Property;

use super::tidy;
use crate::{DateType, RelationType};

pub(super) const NAME: &str = "X-ANDROID-CUSTOM";
pub(super) const NICKNAME: &str = "nickname";
pub(super) const DATE: &str = "contact_event";
pub(super) const RELATION: &str = "relation";

const SORTS: &str = "vnd.android.cursor.item/";
const CUSTOM: &str = "0";
/// Behind the label are columns that only some phones use; in the last they say that a day is of another calendar.
const OTHER_CALENDAR: usize = 11;

/// What a line says.
pub(super) struct Row {
    pub(super) value: String,
    number: String,
    label: Option<String>,
}

/// The line, if it is of this sort.
pub(super) fn row(property: &Property, sort: &str) -> Option<Row> {
    // What is encoded would have to be decoded column by column.
    if !property.is(NAME) || property.param("ENCODING").is_some() {
        return None;
    }
    let columns = property.components_flat();
    let mut columns = columns.iter().map(|column| tidy::line(column));
    if columns.next()?.to_lowercase().strip_prefix(SORTS) != Some(sort) {
        return None;
    }
    let row = Row {
        value: columns.next()?,
        number: columns.next().unwrap_or_default(),
        label: columns.next().filter(|label| !label.is_empty()),
    };
    let calendar = columns.nth(OTHER_CALENDAR).unwrap_or_default();
    let is_strange = sort == DATE && !matches!(calendar.as_str(), "" | "0");
    Some(row).filter(|_| !is_strange)
}

impl Row {
    /// What the date is. A birthday has a property of its own.
    pub(super) fn date(self) -> (Option<DateType>, Option<String>) {
        match self.number.as_str() {
            "1" => (Some(DateType::Anniversary), None),
            "2" | "" => (Some(DateType::Other), None),
            "3" => (None, Some("Birthday".to_owned())),
            _ => (None, self.own_label()),
        }
    }

    /// What the other person is.
    pub(super) fn relation(self) -> (Option<RelationType>, Option<String>) {
        let known = match self.number.as_str() {
            "1" => RelationType::Assistant,
            "2" => RelationType::Brother,
            "3" => RelationType::Child,
            "4" | "10" => RelationType::Partner,
            "5" => RelationType::Father,
            "6" => RelationType::Friend,
            "7" => RelationType::Manager,
            "8" => RelationType::Mother,
            "9" => RelationType::Parent,
            "11" => return (None, Some("Referred by".to_owned())),
            "12" => RelationType::Relative,
            "13" => RelationType::Sister,
            "14" => RelationType::Spouse,
            _ => return (None, self.own_label()),
        };
        (Some(known), None)
    }

    fn own_label(self) -> Option<String> {
        self.label.filter(|_| self.number == CUSTOM)
    }
}
