//! Fields that the owner made up. No standard has them, so they are a property of our own with an Apple label, which
//! other programs keep even where they do not show it. Thunderbird's four are read, too.

use vcard::{Card, Property};

use super::super::field::Value;
use super::super::tidy;
use super::super::words::TypeWords;
use super::Entry;
use crate::CustomField;

const NAMES: &[&str] = &[
    "X-BLOKNOTIK-FIELD",
    "X-CUSTOM1",
    "X-CUSTOM2",
    "X-CUSTOM3",
    "X-CUSTOM4",
];

/// What a field is called that nobody gave a name.
const UNNAMED: &str = "Custom";

/// There are no kinds of custom fields.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum NoKind {}

impl TypeWords for NoKind {
    const KNOWN: &'static [&'static str] = &[];

    fn from_words(_: &[String]) -> Option<Self> {
        None
    }

    fn from_label(_: &str) -> Option<Self> {
        None
    }

    fn words(self) -> &'static [&'static str] {
        match self {}
    }
}

impl Entry for CustomField {
    const NAMES: &'static [&'static str] = NAMES;
    type Kind = NoKind;

    fn read(property: &Property) -> Option<Self> {
        let number = property.name().len().checked_sub(1);
        let number = number.and_then(|at| property.name().get(at..));
        let label = match number.and_then(|number| number.parse::<u8>().ok()) {
            Some(number) => format!("{UNNAMED} {number}"),
            None => UNNAMED.to_owned(),
        };
        let value = tidy::line(&property.text());
        Some(Self {
            label,
            value,
            ..Self::default()
        })
    }

    fn value(&self, _: &str, _: &Card, _: Option<&Property>) -> Value {
        Value::text(&self.value)
    }

    fn tidy(self) -> Self {
        Self {
            label: UNNAMED.to_owned(),
            value: tidy::line(&self.value),
            key: self.key,
        }
    }

    fn is_empty(&self) -> bool {
        self.value.is_empty()
    }

    fn has_value_of(&self, other: &Self) -> bool {
        self.value == other.value
    }

    fn kind(&self) -> Option<NoKind> {
        None
    }

    fn label(&self) -> Option<&str> {
        Some(&self.label)
    }

    super::key!();

    fn with(self, _: Option<NoKind>, label: Option<String>, _: bool) -> Self {
        Self {
            label: label.unwrap_or(self.label),
            ..self
        }
    }
}
