//! The entries of the lists in a form: any number of each, in the order shown.

use domain::ContactFields;

/// The lists of a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    Phones,
    Emails,
    Addresses,
    Urls,
    Ims,
    Dates,
    Relations,
    Custom,
    Labels,
}

impl List {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Phones,
        Self::Emails,
        Self::Addresses,
        Self::Urls,
        Self::Ims,
        Self::Dates,
        Self::Relations,
        Self::Custom,
        Self::Labels,
    ];

    /// Those that few contacts have: they are on the page only where there is something in them.
    pub const RARE: [Self; 4] = [Self::Ims, Self::Dates, Self::Relations, Self::Custom];

    /// The list's name in the API and in the names of its inputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Phones => "phones",
            Self::Emails => "emails",
            Self::Addresses => "addresses",
            Self::Urls => "urls",
            Self::Ims => "ims",
            Self::Dates => "dates",
            Self::Relations => "relations",
            Self::Custom => "custom",
            Self::Labels => "labels",
        }
    }

    /// The one of this name.
    #[cfg(feature = "ssr")]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.name() == name)
    }

    /// Whether it is one of those that few contacts have.
    pub fn is_rare(self) -> bool {
        Self::RARE.contains(&self)
    }
}

/// The key of the input in which a label is being typed; what stands in it counts, too.
pub const TYPED: u32 = u32::MAX;

/// One entry in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Tells the inputs of this entry from those of the others; never used twice in a form.
    pub key: u32,
    /// Which entry of the contact it was made from; none for an added one.
    pub origin: Option<usize>,
}

impl Slot {
    /// The entry that it was made from.
    pub fn of<T>(self, entries: &[T]) -> Option<&T> {
        self.origin.and_then(|index| entries.get(index))
    }
}

/// The entries of all lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slots([Vec<Slot>; List::ALL.len()]);

impl Slots {
    /// One slot for every entry of a contact.
    pub fn of(fields: &ContactFields) -> Self {
        Self(List::ALL.map(|list| {
            let count = match list {
                List::Phones => fields.phones.len(),
                List::Emails => fields.emails.len(),
                List::Addresses => fields.addresses.len(),
                List::Urls => fields.urls.len(),
                List::Ims => fields.ims.len(),
                List::Dates => fields.dates.len(),
                List::Relations => fields.relations.len(),
                List::Custom => fields.custom.len(),
                List::Labels => fields.labels.len(),
            };
            initial(count)
        }))
    }

    /// The slots of one list.
    pub fn list(&self, list: List) -> &Vec<Slot> {
        &self.0[list as usize]
    }

    /// The slots of one list, to be changed.
    pub fn list_mut(&mut self, list: List) -> &mut Vec<Slot> {
        &mut self.0[list as usize]
    }

    /// One of them by its key.
    pub fn find(&self, list: List, key: u32) -> Option<Slot> {
        self.list(list).iter().find(|slot| slot.key == key).copied()
    }
}

fn initial(count: usize) -> Vec<Slot> {
    (0..count)
        .map(|index| Slot {
            key: index as u32,
            origin: Some(index),
        })
        .collect()
}
