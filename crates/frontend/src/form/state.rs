//! What a form knows while it is open.

use domain::{Contact, ContactFields};
use leptos::prelude::*;

use super::draft::baseline;
use super::errors::InputErrors;
use super::photo::PhotoState;
use super::slots::{List, Slot, Slots};

/// Where saving stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Outcome {
    /// Nothing was sent yet.
    #[default]
    Open,
    /// On its way.
    Saving,
    /// Some inputs were refused; texts that belong to no input.
    Invalid(Vec<String>),
    /// No answer came.
    Offline,
    /// Refused as a whole, for this reason.
    Failed(String),
    /// Somebody else saved first: this is what they saved.
    Stale(Box<Contact>),
    /// The contact is not there any more.
    Gone,
    /// The contact was saved, and its photo was not.
    WithoutPhoto,
}

/// What an input shows at first: what stands in the contact, or what was typed into a form that is shown again.
pub fn typed(name: &str, text: String) -> String {
    #[cfg(feature = "ssr")]
    if let Some(posted) = use_context::<super::Posted>() {
        return posted.text(name).map_or(text, str::to_owned);
    }
    let _ = name;
    text
}

/// Whether a box is ticked at first.
pub fn ticked(name: &str, is_set: bool) -> bool {
    #[cfg(feature = "ssr")]
    if let Some(posted) = use_context::<super::Posted>() {
        return posted.text(name).map_or(is_set, |text| text == "1");
    }
    let _ = name;
    is_set
}

/// Whether something was typed into one of these inputs of a form that is shown again, or is wrong there: it is not to be
/// folded away.
pub fn is_typed(names: &[&str]) -> bool {
    #[cfg(feature = "ssr")]
    if let Some(posted) = use_context::<super::Posted>() {
        let is_wrong = |name: &str| posted.errors().iter().any(|(one, _)| one == name);
        let is_typed = |name: &str| posted.text(name).is_some_and(|text| !text.is_empty());
        return names.iter().any(|name| is_typed(name) || is_wrong(name));
    }
    let _ = names;
    false
}

/// The state of a form; in context inside it.
#[derive(Clone, Copy)]
pub struct FormState {
    /// What the inputs were filled with.
    pub initial: StoredValue<ContactFields>,
    /// What the server knows of that, to which saving adds the rest.
    pub said: StoredValue<ContactFields>,
    /// The entries of the lists.
    pub slots: RwSignal<Slots>,
    /// What was refused, by input.
    pub errors: RwSignal<InputErrors>,
    /// Where saving stands.
    pub outcome: RwSignal<Outcome>,
    /// The photo.
    pub photo: PhotoState,
    /// Whether anything was typed that is not saved.
    pub dirty: StoredValue<bool>,
    /// Labels that were added here, by their keys.
    pub added: StoredValue<Vec<(u32, String)>>,
    next_key: StoredValue<u32>,
}

impl FormState {
    /// A form filled with these fields.
    pub fn new(fields: &ContactFields) -> Self {
        let initial = baseline(fields);
        let mut slots = Slots::of(&initial);
        if *fields == ContactFields::default() {
            // A new contact: what people write down first is open already. Left empty it is not sent.
            for list in [List::Phones, List::Emails] {
                slots.list_mut(list).push(Slot {
                    key: 0,
                    origin: None,
                });
            }
        }
        let state = Self {
            initial: StoredValue::new(initial.clone()),
            said: StoredValue::new(initial),
            slots: RwSignal::new(slots),
            errors: RwSignal::new(Vec::new()),
            outcome: RwSignal::new(Outcome::Open),
            photo: PhotoState::new(),
            dirty: StoredValue::new(false),
            added: StoredValue::new(Vec::new()),
            // Above all keys of the entries that were there.
            next_key: StoredValue::new(1_000_000),
        };
        #[cfg(feature = "ssr")]
        if let Some(posted) = use_context::<super::Posted>() {
            state.initial.set_value(posted.was());
            state.said.set_value(posted.was());
            state.slots.set(posted.slots());
            state.errors.set(posted.errors().clone());
            state.outcome.set(posted.outcome());
        }
        state
    }

    /// The one in context.
    pub fn get() -> Self {
        expect_context()
    }

    /// Another entry, empty; answers its key.
    pub fn add(self, list: List) -> u32 {
        let key = self.next_key.get_value();
        self.next_key.set_value(key + 1);
        self.slots
            .update(|slots| slots.list_mut(list).push(Slot { key, origin: None }));
        self.dirty.set_value(true);
        key
    }

    /// Another label.
    pub fn add_label(self, label: &str) {
        let key = self.next_key.get_value();
        self.added
            .update_value(|added| added.push((key, label.to_owned())));
        self.add(List::Labels);
    }

    /// One entry less.
    pub fn remove(self, list: List, key: u32) {
        self.slots
            .update(|slots| slots.list_mut(list).retain(|slot| slot.key != key));
        self.dirty.set_value(true);
    }

    /// How many entries there are in a list.
    pub fn count(self, list: List) -> usize {
        self.slots.with(|slots| slots.list(list).len())
    }

    /// What is wrong with one input.
    pub fn error(self, input: String) -> Memo<Option<String>> {
        Memo::new(move |_| {
            self.errors.with(|errors| {
                errors
                    .iter()
                    .find(|(name, _)| *name == input)
                    .map(|(_, text)| text.clone())
            })
        })
    }
}
