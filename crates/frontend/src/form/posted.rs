//! A form as it comes from a browser without a script, or before the script is there: the server reads it, and where it
//! cannot be saved yet, shows it again with all that was typed.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::{Contact, ContactEdit, ContactFields, ErrorCode, Language, Uuid};

use super::diff::edit;
use super::draft;
use super::errors::{InputErrors, local};
use super::place::BOOK;
use super::refused::{refused, saved_before};
use super::slots::{List, Slot, Slots, TYPED};
use super::state::Outcome;
use crate::api::{Api, ApiError, paths};
use crate::host::Transport;
use crate::messages::texts_in;

/// The names and values of a form, in the order in which they stand in it.
pub type Pairs = Vec<(String, String)>;

/// The buttons beside "save": they say what they ask for by these names. (None of them may be that of a method of a form:
/// in a browser it would take its place.)
const ADD: &str = "more";
/// Takes an entry away: `phones.3`.
const REMOVE: &str = "less";
/// Saves over the version that it names.
const OVERWRITE: &str = "overwrite";
/// Shows the contact as it is now.
const RELOAD: &str = "reload";

/// What the form was filled with, as JSON.
const WAS: &str = "was";
/// What keeps a contact from being made twice.
const ONCE: &str = "once";

/// A form that is shown again; in context while it is.
#[derive(Clone)]
pub struct Posted(Arc<Again>);

struct Again {
    typed: Typed,
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
    /// It is to be shown again, with this status.
    Again(u16, Posted),
}

/// What stands in the inputs.
struct Typed {
    pairs: Pairs,
    by_name: HashMap<String, String>,
}

impl Typed {
    fn new(pairs: Pairs) -> Self {
        let mut by_name = HashMap::new();
        for (name, text) in &pairs {
            by_name.entry(name.clone()).or_insert_with(|| text.clone());
        }
        Self { pairs, by_name }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.by_name.get(name).map(String::as_str)
    }

    fn text(&self, name: &str) -> String {
        self.get(name).unwrap_or_default().to_owned()
    }

    /// The entries that the form has. The first keys are those of the entries that were there.
    fn slots(&self, was: &ContactFields) -> Slots {
        let (initial, mut slots) = (Slots::of(was), Slots::default());
        let mut seen = HashSet::new();
        for (name, _) in &self.pairs {
            let Some((list, key)) = name.rsplit_once('.').and_then(|(entry, _)| place(entry))
            else {
                continue;
            };
            if key != TYPED && seen.insert((list as usize, key)) {
                let origin = initial.find(list, key).and_then(|slot| slot.origin);
                slots.list_mut(list).push(Slot { key, origin });
            }
        }
        slots
    }
}

impl Posted {
    /// What was typed into an input; nothing where the form had none of this name.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.typed.get(name)
    }

    /// What is wrong with what was typed.
    pub fn errors(&self) -> &InputErrors {
        &self.0.errors
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
        let mut slots = self.0.typed.slots(&self.0.was);
        if let Some(list) = self.text(ADD).and_then(List::named) {
            let keys = slots.list(list).iter().map(|slot| slot.key);
            let key = keys.max().map_or(0, |key| key.saturating_add(1)).max(ADDED);
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
    let (api, t) = (Api::new(transport), texts_in(language));
    let typed = Typed::new(pairs);
    // Who wrote a form by hand and left this out changes what a new contact would have.
    let was: ContactFields = serde_json::from_str(&typed.text(WAS)).unwrap_or_default();
    if typed.get(RELOAD).is_some() {
        return Received::Dropped;
    }
    // Nobody else is worth the work.
    let visitor = api.ask(paths::ME.to_owned()).await.check().err();
    if visitor.is_some_and(|error| error.wants_sign_in()) {
        let outcome = Outcome::Failed(t.state.signed_out.to_owned());
        return again(401, typed, was, Vec::new(), outcome);
    }
    if typed.get(ADD).is_some() || typed.get(REMOVE).is_some() {
        return again(200, typed, was, Vec::new(), Outcome::Open);
    }
    let draft = draft::read(&|name| typed.text(name), &was, &typed.slots(&was));
    if !draft.wrong.is_empty() {
        let errors = local(&draft.wrong, t);
        return again(422, typed, was, errors, Outcome::Invalid(Vec::new()));
    }
    let change = edit(&was, &draft.fields);
    let etag = typed
        .get(OVERWRITE)
        .or(typed.get("etag"))
        .unwrap_or_default();
    let book = typed.text(BOOK).parse().ok().or(book);
    match send(&api, id, book, change, etag, &typed.text(ONCE)).await {
        Ok(contact) => Received::Saved(contact.id),
        Err(error) => {
            if let Some(saved) = saved_before(&error, &draft.fields) {
                return Received::Saved(saved.id);
            }
            let mut typed = typed;
            if error.code() == Some(ErrorCode::IdempotencyKeyReused) {
                // The form was saved, come back to and changed: the next time it is about another contact.
                typed.by_name.remove(ONCE);
            }
            let status = error.status();
            let (errors, outcome) = refused(error, t, &draft.kept);
            again(status, typed, was, errors, outcome)
        }
    }
}

fn again(
    status: u16,
    typed: Typed,
    was: ContactFields,
    errors: InputErrors,
    outcome: Outcome,
) -> Received {
    let again = Again {
        typed,
        was,
        errors,
        outcome,
    };
    Received::Again(status, Posted(Arc::new(again)))
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

/// `phones.3`
fn place(entry: &str) -> Option<(List, u32)> {
    let (list, key) = entry.split_once('.')?;
    Some((List::named(list)?, key.parse().ok()?))
}
