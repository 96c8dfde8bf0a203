//! Sending what the form says, and what comes back.

use std::sync::Arc;

use domain::{Contact, ContactEdit, ContactFields, Uuid};
use leptos::prelude::*;

use super::diff::edit;
use super::draft;
use super::errors::local;
use super::photo::{Wish, save_photo};
use super::place::BOOK;
use super::refused::{refused, saved_before};
use super::state::{FormState, Outcome};
use super::values::{FormValues, focus_first_error};
use crate::api::{Api, ApiError};
use crate::messages::texts;

/// What saving does.
#[derive(Clone)]
pub enum Target {
    /// Makes a contact in this book.
    New {
        book: Option<Uuid>,
        /// What was sent to that end, while nobody knows whether it arrived.
        sent: Option<Arc<Sent>>,
    },
    /// Changes this version of this contact.
    Existing { id: Uuid, etag: String },
}

/// A contact that was sent to be made. Repeated as it is, it makes no second one.
pub struct Sent {
    key: String,
    change: ContactEdit,
    fields: ContactFields,
}

/// Saves; answers the contact if that worked. Whatever happens, nothing typed is lost.
pub async fn save(
    api: Api,
    target: StoredValue<Target>,
    state: FormState,
    values: FormValues,
) -> Option<Contact> {
    let t = texts();
    let initial = state.initial.get_value();
    let slots = state.slots.get_untracked();
    // The form may be gone when it is the photo's turn.
    let wish = state.photo.wish.get_untracked();
    let draft = draft::read(&|name| values.text(name), &initial, &slots);
    if !draft.wrong.is_empty() {
        state.errors.set(local(&draft.wrong, t));
        state.outcome.set(Outcome::Invalid(Vec::new()));
        focus_first_error();
        return None;
    }
    state.errors.set(Vec::new());
    state.outcome.set(Outcome::Saving);
    if let (Target::New { sent: None, .. }, Ok(book)) =
        (target.get_value(), values.text(BOOK).parse())
    {
        target.set_value(Target::New {
            book: Some(book),
            sent: None,
        });
    }
    let error = match send(&api, target, state, &draft.fields).await {
        Ok(contact) => return with_photo(&api, target, state, wish, draft.fields, contact).await,
        Err(error) => error,
    };
    if let Some(current) = saved_before(&error, &draft.fields) {
        return with_photo(&api, target, state, wish, draft.fields, current).await;
    }
    let (errors, outcome) = refused(error, t, &draft.kept);
    if !errors.is_empty() {
        state.errors.try_set(errors);
        focus_first_error();
    }
    state.outcome.try_set(outcome);
    None
}

/// Saves the photo of a contact that is saved itself. Where that fails, the form is about the contact as it is now.
async fn with_photo(
    api: &Api,
    target: StoredValue<Target>,
    state: FormState,
    wish: Wish,
    said: ContactFields,
    contact: Contact,
) -> Option<Contact> {
    let now = Target::Existing {
        id: contact.id,
        etag: contact.etag.clone(),
    };
    let saved = save_photo(api, state.photo, wish, contact).await.ok();
    if saved.is_some() {
        state.dirty.try_set_value(false);
    } else {
        target.try_set_value(now);
        state.said.try_set_value(said);
        state.outcome.try_set(Outcome::WithoutPhoto);
    }
    saved
}

/// Makes the server say what the form says.
async fn send(
    api: &Api,
    target: StoredValue<Target>,
    state: FormState,
    fields: &ContactFields,
) -> Result<Contact, ApiError> {
    let mut said = state.said.get_value();
    let mut to = target.get_value();
    loop {
        let (book, sent) = match to {
            Target::Existing { id, etag } => {
                return api.patch(id, &edit(&said, fields), &etag).await;
            }
            Target::New { book, sent } => (book, sent),
        };
        let repeated = sent.is_some();
        let sent = sent.unwrap_or_else(|| {
            Arc::new(Sent {
                key: new_key(),
                change: ContactEdit {
                    book_id: book,
                    ..edit(&said, fields)
                },
                fields: fields.clone(),
            })
        });
        target.try_set_value(Target::New {
            book,
            sent: Some(sent.clone()),
        });
        match api.create(&sent.change, &sent.key).await {
            Ok(contact) => {
                // What was typed since an answer got lost is a change of the contact that there is now.
                said = sent.fields.clone();
                state.said.try_set_value(said.clone());
                to = Target::Existing {
                    id: contact.id,
                    etag: contact.etag.clone(),
                };
                target.try_set_value(to.clone());
                if said == *fields {
                    return Ok(contact);
                }
            }
            Err(error) => {
                if !is_final(&error) {
                    return Err(error);
                }
                to = Target::New { book, sent: None };
                target.try_set_value(to.clone());
                if !repeated {
                    return Err(error);
                }
            }
        }
    }
}

/// Whether nothing was made, and never will be by sending the same once more. A session that has ended says nothing
/// about what was sent before.
pub fn is_final(error: &ApiError) -> bool {
    matches!(error, ApiError::Problem(problem) if problem.status < 500) && !error.wants_sign_in()
}

/// A key that no other form has. `crypto.randomUUID` would be shorter but is missing on plain-HTTP sites.
pub fn new_key() -> String {
    let mut bytes = [0; 16];
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    Uuid::from_bytes(bytes).to_string()
}
