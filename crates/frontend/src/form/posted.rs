//! A form as it comes from a browser without a script, or before the script is there: the server reads it, and where it
//! cannot be saved yet, shows it again with all that was typed.

use std::sync::Arc;

use domain::{Contact, ContactEdit, ContactFields, Language, Uuid};

use super::diff::edit;
use super::draft;
use super::errors::{InputErrors, local};
use super::refused::{refused, saved_before};
use super::slots::{List, Slot, Slots, TYPED};
use super::state::Outcome;
use crate::api::{Api, ApiError};
use crate::host::Transport;
use crate::messages::texts_in;

/// The names and values of a form, in the order in which they stand in it.
pub type Pairs = Vec<(String, String)>;

/// The buttons beside "save": they say what they ask for by these names. (None of them may be that of a method of a form:
/// in a browser it would take its place.)
pub const ADD: &str = "more";
/// Takes an entry away: `phones.3`.
pub const REMOVE: &str = "less";
/// Saves over the version that it names.
pub const OVERWRITE: &str = "overwrite";
/// Shows the contact as it is now.
pub const RELOAD: &str = "reload";

/// What the form was filled with, as JSON.
pub const WAS: &str = "was";

/// A form that is shown again; in context while it is.
#[derive(Clone)]
pub struct Posted(Arc<Again>);

struct Again {
    pairs: Pairs,
    was: ContactFields,
    errors: InputErrors,
    outcome: Outcome,
}

/// What became of a form.
pub enum Received {
    /// The contact says what the form says.
    Saved(Uuid),
    /// Somebody wants to see the contact as it is.
    Dropped,
    /// Nobody is signed in any more.
    SignedOut,
    /// It is to be shown again, with this status.
    Again(u16, Posted),
}

impl Posted {
    /// What was typed into an input.
    pub fn text(&self, name: &str) -> Option<&str> {
        let pair = self.0.pairs.iter().find(|(one, _)| one == name);
        pair.map(|(_, text)| text.as_str())
    }

    /// What is wrong with what was typed.
    pub fn errors(&self) -> InputErrors {
        self.0.errors.clone()
    }

    /// What became of saving.
    pub fn outcome(&self) -> Outcome {
        self.0.outcome.clone()
    }

    /// What the form was filled with when somebody began to type.
    pub fn was(&self) -> ContactFields {
        self.0.was.clone()
    }

    /// The entries of the form, with the one that was asked for and without the one that is to go.
    pub fn slots(&self) -> Slots {
        let mut slots = slots(&self.0.pairs, &self.0.was);
        if let Some(list) = self.text(ADD).and_then(List::named) {
            let keys = slots.list(list).iter().map(|slot| slot.key);
            let key = keys.max().map_or(0, |key| key + 1).max(ADDED);
            slots.list_mut(list).push(Slot { key, origin: None });
        }
        if let Some((list, key)) = self.text(REMOVE).and_then(place) {
            slots.list_mut(list).retain(|slot| slot.key != key);
        }
        slots
    }
}

/// Keys above those of all entries that a contact may have.
const ADDED: u32 = 1_000_000;

/// Saves what a form says: of this contact, or of a new one in this book.
pub async fn receive(
    transport: Arc<dyn Transport>,
    language: Language,
    id: Option<Uuid>,
    book: Option<Uuid>,
    pairs: Pairs,
) -> Received {
    let text = |name: &str| {
        let pair = pairs.iter().find(|(one, _)| one == name);
        pair.map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let asks = |name: &str| pairs.iter().any(|(one, _)| one == name);
    if asks(RELOAD) {
        return Received::Dropped;
    }
    // Who wrote a form by hand and left this out changes what a new contact would have.
    let was: ContactFields = serde_json::from_str(&text(WAS)).unwrap_or_default();
    let again = |status, errors, outcome| {
        let (pairs, was) = (pairs.clone(), was.clone());
        let again = Again {
            pairs,
            was,
            errors,
            outcome,
        };
        Received::Again(status, Posted(Arc::new(again)))
    };
    if asks(ADD) || asks(REMOVE) {
        return again(200, Vec::new(), Outcome::Open);
    }
    let draft = draft::read(&text, &was, &slots(&pairs, &was));
    if !draft.wrong.is_empty() {
        let errors = local(&draft.wrong, texts_in(language));
        return again(422, errors, Outcome::Invalid(Vec::new()));
    }
    let change = edit(&was, &draft.fields);
    let overwrite = text(OVERWRITE);
    let etag = if overwrite.is_empty() {
        text("etag")
    } else {
        overwrite
    };
    let api = Api::new(transport);
    match send(&api, id, book, change, &etag, &text("once")).await {
        Ok(contact) => Received::Saved(contact.id),
        Err(error) if error.wants_sign_in() => Received::SignedOut,
        Err(error) => {
            if let Some(saved) = saved_before(&error, &draft.fields) {
                return Received::Saved(saved.id);
            }
            let (status, texts) = (error.status(), texts_in(language));
            let (errors, outcome) = refused(error, texts, &draft.kept);
            again(status, errors, outcome)
        }
    }
}

async fn send(
    api: &Api,
    id: Option<Uuid>,
    book: Option<Uuid>,
    change: ContactEdit,
    etag: &str,
    once: &str,
) -> Result<Contact, ApiError> {
    match id {
        Some(id) => api.patch(id, &change, etag).await,
        None => {
            let change = ContactEdit {
                book_id: book,
                ..change
            };
            api.create(&change, once).await
        }
    }
}

/// The entries that a form has. The first keys are those of the entries that were there.
fn slots(pairs: &Pairs, was: &ContactFields) -> Slots {
    let (initial, mut slots) = (Slots::of(was), Slots::default());
    for (name, _) in pairs {
        let Some((list, key)) = name.rsplit_once('.').and_then(|(entry, _)| place(entry)) else {
            continue;
        };
        if key != TYPED && slots.find(list, key).is_none() {
            let origin = initial.find(list, key).and_then(|slot| slot.origin);
            slots.list_mut(list).push(Slot { key, origin });
        }
    }
    slots
}

/// `phones.3`
fn place(entry: &str) -> Option<(List, u32)> {
    let (list, key) = entry.split_once('.')?;
    Some((List::named(list)?, key.parse().ok()?))
}
