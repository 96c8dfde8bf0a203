//! The form for a contact: what is typed stays in the inputs and is read when it is sent.

mod address;
mod birthday;
mod date;
mod diff;
mod draft;
mod drafted;
mod entries;
mod errors;
mod fields;
mod inputs;
mod kind;
mod labels;
mod listed;
mod more;
mod outcome;
mod photo;
mod place;
#[cfg(feature = "ssr")]
mod posted;
mod pref;
mod refused;
mod relation;
mod save;
mod shown;
mod slots;
mod state;
#[cfg(test)]
mod tests;
mod values;
mod view;

#[cfg(feature = "ssr")]
pub use posted::{Pairs, Posted, Received, receive};
pub use save::{is_final, new_key};
pub use values::{FormValues, focus_first_error};

use domain::{Contact, ContactFields, PhotoSize};
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use crate::book::CurrentFilter;
use crate::contact::{Loaded, asked_contact};
use crate::lazy::{Lazy, LazyPane};
use crate::live::live;
use crate::messages::texts;
use crate::navigation::{LIST, NEW, contact as contact_path, edit};
use crate::person;
use crate::widgets::Erase;
use photo::Portrait;
use save::Target;
use view::{About, ContactForm};

/// The pane at `/contacts/new`.
pub const NEW_PANE: LazyPane = LazyPane {
    chunk: "form",
    load: || Box::pin(load_new()),
    view: || Box::pin(new_pane()),
};

/// The pane at `/contacts/{id}/edit`.
pub const EDIT_PANE: LazyPane = LazyPane {
    chunk: "form",
    load: || Box::pin(load_edit()),
    view: || Box::pin(edit_pane()),
};

#[wasm_split(form, fallible, preload(load_new))]
fn new_pane() -> Lazy<AnyView> {
    Ok(view! { <NewPane/> }.erase())
}

#[wasm_split(form, fallible, preload(load_edit))]
fn edit_pane() -> Lazy<AnyView> {
    Ok(view! { <EditPane/> }.erase())
}

#[component]
fn NewPane() -> impl IntoView {
    let t = texts();
    let filter = expect_context::<CurrentFilter>().get_untracked();
    let about = About {
        title: t.form.new_title.to_owned(),
        path: NEW.to_owned(),
        back: filter.on(LIST),
        portrait: Portrait::default(),
    };
    let target = Target::New {
        book: filter.book,
        sent: None,
    };
    view! { <ContactForm fields=ContactFields::default() target about/> }.erase()
}

#[component]
fn EditPane() -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(form) = shown_again() {
        return form;
    }
    // Whatever else changes: what is typed into a form must not be replaced.
    let contact = asked_contact(|| 0);
    let body = move |contact| view! { <EditForms contact/> }.erase();
    view! { <Loaded contact body/> }.erase()
}

/// The form that somebody has sent without a script: as it was, whatever has become of the contact.
#[cfg(feature = "ssr")]
fn shown_again() -> Option<AnyView> {
    let fields = use_context::<Posted>()?.was();
    let id =
        leptos_router::hooks::use_params_map().with(|params| params.get_str("id")?.parse().ok())?;
    let contact = Contact {
        id,
        book_id: domain::Uuid::nil(),
        etag: String::new(),
        fields,
        starred: false,
        created_at: time::OffsetDateTime::UNIX_EPOCH,
        updated_at: time::OffsetDateTime::UNIX_EPOCH,
        deleted_at: None,
    };
    let reload = Callback::new(|_| {});
    Some(view! { <EditForm contact reload/> }.erase())
}

/// The form for one version of a contact. Another version gets a form of its own ([`Erase`] replaces): patched
/// in place, the inputs would go on showing what was typed into the old one.
#[component]
fn EditForms(contact: Contact) -> impl IntoView {
    let version = RwSignal::new(contact);
    let reload = Callback::new(move |contact| version.set(contact));
    let form = live(move || view! { <EditForm contact=version.get() reload/> }.erase());
    form.erase()
}

#[component]
fn EditForm(contact: Contact, reload: Callback<Contact>) -> impl IntoView {
    let t = texts();
    let filter = expect_context::<CurrentFilter>().get_untracked();
    let name = person::title(&contact.fields).unwrap_or(t.list.no_name);
    let about = About {
        title: (t.form.edit_title)(name),
        path: edit(contact.id),
        back: filter.on(&contact_path(contact.id)),
        portrait: Portrait {
            initials: person::initials(&contact.fields.name, name),
            tone: person::tone(contact.id),
            photo: person::photo(
                contact.book_id,
                contact.fields.photo.as_deref(),
                PhotoSize::Large,
            ),
        },
    };
    let target = Target::Existing {
        id: contact.id,
        etag: contact.etag,
    };
    view! { <ContactForm fields=contact.fields target about reload/> }.erase()
}
