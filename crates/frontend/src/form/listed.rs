//! What the entries of different lists have in common.

use domain::{
    Address, ContactDate, DateType, Email, EmailType, Im, Phone, PhoneType, Relation, RelationType,
    Url,
};

/// What an entry of most lists consists of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The number or address.
    pub value: String,
    /// Which of the known types, by its place in the type's `ALL`.
    pub kind: Option<usize>,
    /// The owner's own word.
    pub label: Option<String>,
    /// Whether it is the one to take first.
    pub pref: bool,
}

/// A list entry that a form shows as one value with a type.
pub trait Listed: Clone + Default {
    /// As the form sees it.
    fn entry(&self) -> Entry;
    /// The same with what the form says. What the form does not show stays.
    #[must_use]
    fn with(self, entry: Entry) -> Self;
}

impl Listed for Phone {
    fn entry(&self) -> Entry {
        entry(
            &self.value,
            index(&PhoneType::ALL, self.r#type),
            &self.label,
            self.pref,
        )
    }

    fn with(self, entry: Entry) -> Self {
        Self {
            value: entry.value,
            r#type: at(&PhoneType::ALL, entry.kind),
            label: entry.label,
            pref: entry.pref,
            ..self
        }
    }
}

impl Listed for Email {
    fn entry(&self) -> Entry {
        entry(
            &self.value,
            place_index(self.r#type),
            &self.label,
            self.pref,
        )
    }

    fn with(self, entry: Entry) -> Self {
        Self {
            value: entry.value,
            r#type: place(entry.kind),
            label: entry.label,
            pref: entry.pref,
            ..self
        }
    }
}

impl Listed for Url {
    fn entry(&self) -> Entry {
        entry(
            &self.value,
            place_index(self.r#type),
            &self.label,
            self.pref,
        )
    }

    fn with(self, entry: Entry) -> Self {
        Self {
            value: entry.value,
            r#type: place(entry.kind),
            label: entry.label,
            pref: entry.pref,
            ..self
        }
    }
}

impl Listed for Im {
    fn entry(&self) -> Entry {
        entry(
            &self.value,
            place_index(self.r#type),
            &self.label,
            self.pref,
        )
    }

    fn with(self, entry: Entry) -> Self {
        Self {
            value: entry.value,
            r#type: place(entry.kind),
            label: entry.label,
            pref: entry.pref,
            ..self
        }
    }
}

impl Listed for Relation {
    fn entry(&self) -> Entry {
        entry(
            &self.value,
            index(&RelationType::ALL, self.r#type),
            &self.label,
            false,
        )
    }

    fn with(self, entry: Entry) -> Self {
        // Another name is another person. A first name says who the card is of.
        let is_same = self.value.is_empty() || self.value == entry.value;
        Self {
            key: self.key,
            uid: self.uid.filter(|_| is_same),
            value: entry.value,
            r#type: at(&RelationType::ALL, entry.kind),
            label: entry.label,
        }
    }
}

fn entry(value: &str, kind: Option<usize>, label: &Option<String>, pref: bool) -> Entry {
    Entry {
        value: value.to_owned(),
        kind,
        label: label.clone(),
        pref,
    }
}

/// The type and label of an address, which its other parts go around.
pub fn address_kind(address: &Address) -> (Option<usize>, Option<String>) {
    (place_index(address.r#type), address.label.clone())
}

/// The type and label of a date.
pub fn date_kind(date: &ContactDate) -> (Option<usize>, Option<String>) {
    (index(&DateType::ALL, date.r#type), date.label.clone())
}

/// The place at this index of `ALL`.
pub fn place(index: Option<usize>) -> Option<EmailType> {
    at(&EmailType::ALL, index)
}

/// The meaning of a date at this index of `ALL`.
pub fn date_type(index: Option<usize>) -> Option<DateType> {
    at(&DateType::ALL, index)
}

fn place_index(kind: Option<EmailType>) -> Option<usize> {
    index(&EmailType::ALL, kind)
}

fn index<T: PartialEq>(all: &[T], kind: Option<T>) -> Option<usize> {
    let kind = kind?;
    all.iter().position(|one| *one == kind)
}

fn at<T: Copy>(all: &[T], index: Option<usize>) -> Option<T> {
    all.get(index?).copied()
}
