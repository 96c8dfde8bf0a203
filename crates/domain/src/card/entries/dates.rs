//! Days to remember.
//!
//! 4.0 has a property for the one anniversary. 3.0 has none: phones read Apple's dates with a label, and so do the
//! servers and desktops that learnt from them; of `ANNIVERSARY` in 3.0 they know nothing. All other dates are Apple's
//! in either version, because the standards have nothing for them.

use vcard::{Card, Property, Version};

use super::super::android;
use super::super::date;
use super::super::field::Value;
use super::super::words::TypeWords;
use super::Entry;
use crate::{ContactDate, DateType, ItemKey};

pub(super) const STANDARD: &str = "ANNIVERSARY";
pub(super) const APPLE: &str = "X-ABDATE";

impl TypeWords for DateType {
    const KNOWN: &'static [&'static str] = &["anniversary", "other"];

    fn from_words(words: &[String]) -> Option<Self> {
        words.iter().find_map(|word| Self::from_label(word))
    }

    fn from_label(name: &str) -> Option<Self> {
        match name {
            "anniversary" => Some(Self::Anniversary),
            "other" => Some(Self::Other),
            _ => None,
        }
    }

    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Anniversary => &["anniversary"],
            Self::Other => &["other"],
        }
    }

    fn label(self) -> Option<&'static str> {
        match self {
            Self::Anniversary => Some("Anniversary"),
            Self::Other => Some("Other"),
        }
    }
}

impl Entry for ContactDate {
    const NAMES: &'static [&'static str] = &[
        STANDARD,
        APPLE,
        "X-ANNIVERSARY",
        "X-EVOLUTION-ANNIVERSARY",
        "X-KADDRESSBOOK-X-Anniversary",
        "X-MS-ANNIVERSARY",
        android::NAME,
    ];
    type Kind = DateType;

    fn read(property: &Property) -> Option<Self> {
        Some(Self {
            key: ItemKey::default(),
            value: match property.is(android::NAME) {
                true => date::parse(&android::row(property, android::DATE)?.value)?,
                false => date::of(property)?,
            },
            r#type: None,
            label: None,
        })
    }

    fn value(&self, _: &str, card: &Card, _: Option<&Property>) -> Value {
        date::written(card.version(), self.value)
    }

    fn name(&self, card: &Card) -> &'static str {
        // A card may have it only once.
        let is_free = card.named(STANDARD).next().is_none();
        match self.r#type {
            Some(DateType::Anniversary) if card.version() == Version::V4 && is_free => STANDARD,
            _ => APPLE,
        }
    }

    fn fits(&self, name: &str) -> bool {
        // Other programs would take the year that stands for none for the year.
        let is_whole = self.value.year().is_some();
        let is_told =
            |kind| self.r#type == Some(kind) && (is_whole || name.eq_ignore_ascii_case(STANDARD));
        !is_android(name) && Self::kind_of_name(name).is_none_or(is_told)
    }

    /// What is on one line for all programs and on another for one is shown once.
    fn sameness(&self) -> Option<String> {
        let label = self.label.as_deref().unwrap_or_default();
        Some(format!("{:?}\n{label}\n{}", self.r#type, self.value))
    }

    fn kind_of_name(name: &str) -> Option<DateType> {
        (!is_android(name) && !Self::is_told_by_label(name)).then_some(DateType::Anniversary)
    }

    fn told(property: &Property) -> (Option<DateType>, Option<String>) {
        let row = android::row(property, android::DATE);
        row.map(android::Row::date).unwrap_or_default()
    }

    fn is_told_by_label(name: &str) -> bool {
        name.eq_ignore_ascii_case(APPLE)
    }

    fn tidy(self) -> Self {
        self
    }

    fn is_empty(&self) -> bool {
        false
    }

    fn has_value_of(&self, other: &Self) -> bool {
        self.value == other.value
    }

    fn kind(&self) -> Option<DateType> {
        self.r#type
    }

    fn label(&self) -> Option<&str> {
        self.label.as_deref()
    }

    super::key!();

    fn with(self, kind: Option<DateType>, label: Option<String>, _: bool) -> Self {
        Self {
            r#type: kind,
            label,
            ..self
        }
    }
}

fn is_android(name: &str) -> bool {
    name.eq_ignore_ascii_case(android::NAME)
}
