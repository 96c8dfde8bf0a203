//! How the value of each kind of entry stands in its property.

use vcard::{Card, Property};

use super::super::field::Value;
use super::super::{parts, tidy};
use super::Entry;
use crate::{Address, AddressType, Email, EmailType, Phone, PhoneType, Url};

/// The parts of an [`Entry`] that say what its value is for.
macro_rules! purpose {
    ($kind:ty) => {
        type Kind = $kind;

        fn kind(&self) -> Option<$kind> {
            self.r#type
        }

        fn label(&self) -> Option<&str> {
            self.label.as_deref()
        }

        fn is_preferred(&self) -> bool {
            self.pref
        }

        $crate::card::entries::key!();

        fn with(self, kind: Option<$kind>, label: Option<String>, is_preferred: bool) -> Self {
            Self {
                r#type: kind,
                label,
                pref: is_preferred,
                ..self
            }
        }
    };
}

pub(super) use purpose;

/// The parts of an [`Entry`] whose value is one text of one line.
macro_rules! one_line {
    () => {
        fn tidy(self) -> Self {
            Self {
                value: tidy::line(&self.value),
                ..self
            }
        }

        fn is_empty(&self) -> bool {
            self.value.is_empty()
        }

        fn has_value_of(&self, other: &Self) -> bool {
            self.value == other.value
        }
    };
}

impl Entry for Phone {
    const NAMES: &'static [&'static str] = &["TEL"];
    const IS_LABELLED_BY_TYPE: bool = true;

    purpose!(PhoneType);
    one_line!();

    fn read(property: &Property) -> Option<Self> {
        let text = tidy::line(&property.text());
        let is_uri = property
            .param("VALUE")
            .is_some_and(|value| value.eq_ignore_ascii_case("uri"));
        let number = match text.split_at_checked(4) {
            Some((scheme, number)) if is_uri && scheme.eq_ignore_ascii_case("tel:") => number,
            _ => &text,
        };
        Some(Self {
            value: number.trim().to_owned(),
            ..Self::default()
        })
    }

    fn value(&self, _: &str, _: &Card, _: Option<&Property>) -> Value {
        Value::text(&self.value)
    }
}

impl Entry for Email {
    const NAMES: &'static [&'static str] = &["EMAIL"];
    const ALWAYS: &'static [&'static str] = &["internet"];
    const IS_LABELLED_BY_TYPE: bool = true;

    purpose!(EmailType);
    one_line!();

    fn read(property: &Property) -> Option<Self> {
        Some(Self {
            value: tidy::line(&property.text()),
            ..Self::default()
        })
    }

    fn value(&self, _: &str, _: &Card, _: Option<&Property>) -> Value {
        Value::text(&self.value)
    }
}

impl Entry for Url {
    const NAMES: &'static [&'static str] = &["URL"];

    purpose!(EmailType);
    one_line!();

    fn read(property: &Property) -> Option<Self> {
        Some(Self {
            value: tidy::line(&resolved(property.raw_value())),
            ..Self::default()
        })
    }

    fn value(&self, _: &str, _: &Card, _: Option<&Property>) -> Value {
        Value::uri(&self.value)
    }
}

/// A URI is not escaped, but many programs escape it all the same.
pub(super) fn resolved(raw: &str) -> String {
    let mut uri = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = (c == '\\')
            .then(|| chars.next_if(|next| matches!(next, ':' | ',' | ';' | '\\')))
            .flatten();
        uri.push(escaped.unwrap_or(c));
    }
    uri
}

impl Entry for Address {
    const NAMES: &'static [&'static str] = &["ADR"];
    const IS_LABELLED_BY_TYPE: bool = true;

    purpose!(AddressType);

    fn read(property: &Property) -> Option<Self> {
        let mut parts = property.components_flat().into_iter();
        let mut next = || parts.next().unwrap_or_default();
        let address = Self {
            po_box: next(),
            extended: next(),
            street: next(),
            locality: next(),
            region: next(),
            postal_code: next(),
            country: next(),
            ..Self::default()
        };
        Some(Entry::tidy(address))
    }

    fn value(&self, _: &str, _: &Card, old: Option<&Property>) -> Value {
        let before = old.and_then(Self::read).unwrap_or_default();
        let changes: Vec<(Option<String>, String)> = self
            .parts()
            .into_iter()
            .zip(before.parts())
            .map(|(new, old)| (Some(new.clone()), old.clone()))
            .collect();
        let raw = old.map(Property::raw_value).unwrap_or_default();
        Value::raw(parts::changed(raw, &changes).unwrap_or_else(|| raw.to_owned()))
    }

    fn tidy(mut self) -> Self {
        for part in self.parts_mut() {
            *part = tidy::block(part).trim().to_owned();
        }
        self
    }

    fn is_empty(&self) -> bool {
        self.parts().iter().all(|part| part.is_empty())
    }

    fn has_value_of(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Address {
    /// The parts in the order of `ADR`.
    fn parts(&self) -> [&String; 7] {
        [
            &self.po_box,
            &self.extended,
            &self.street,
            &self.locality,
            &self.region,
            &self.postal_code,
            &self.country,
        ]
    }

    fn parts_mut(&mut self) -> [&mut String; 7] {
        [
            &mut self.po_box,
            &mut self.extended,
            &mut self.street,
            &mut self.locality,
            &mut self.region,
            &mut self.postal_code,
            &mut self.country,
        ]
    }
}
