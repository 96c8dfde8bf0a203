//! One contact, to be read.

mod actions;
pub mod clock;
mod delete;
mod entries;
mod head;
mod menu;
mod qr;
mod relations;
mod star;
mod transfer;
mod view;

use domain::{ChangeKind, Contact, Uuid};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};
use wasm_split_helpers::wasm_split;

use crate::api::{Answer, ApiError, paths};
use crate::asked::{Asked, asked};
use crate::book::CurrentFilter;
use crate::events::heed;
use crate::lazy::{Lazy, LazyPane};
use crate::live::part;
use crate::messages::texts;
use crate::navigation::LIST;
use crate::notes::Notes;
use crate::session::Common;
use crate::widgets::{Blank, Erase, ErrorView, Icon, Loading, icon};
use view::ContactView;

/// The pane at `/contacts/{id}`.
pub const PANE: LazyPane = LazyPane {
    chunk: "contact",
    load: || Box::pin(load_contact()),
    view: || Box::pin(contact_pane()),
};

#[wasm_split(contact, fallible, preload(load_contact))]
fn contact_pane() -> Lazy<AnyView> {
    Ok(view! { <ContactPane/> }.erase())
}

#[component]
fn ContactPane() -> impl IntoView {
    let changes = Common::get().contact_changes;
    let contact = asked_contact(move || changes.get());
    heed(contact, &[ChangeKind::Contacts, ChangeKind::Stars]);
    let body = move |contact| view! { <ContactView contact/> }.erase();
    view! {
        <div class="contact">
            <Loaded contact body below=timeline/>
        </div>
    }
    .erase()
}

/// The notes about the contact. Apart from the rest, which is shown anew whenever the contact has changed: what is being
/// written here stays.
fn timeline(id: Uuid) -> AnyView {
    let t = texts();
    view! {
        <section class="timeline" aria-labelledby="timeline">
            <h2 class="section-title" id="timeline">{icon(Icon::Note)}<span>{t.notes.heading}</span></h2>
            <Notes contact=Some(id) query=String::new()/>
        </section>
    }
    .erase()
}

/// Asks for the contact of the address, and again when the count changes.
pub fn asked_contact(changes: impl Fn() -> u32 + Send + Sync + 'static) -> Asked {
    let params = use_params_map();
    let id = move || params.with(|params| params.get_str("id")?.parse::<Uuid>().ok());
    // What is no id is no contact, and nobody needs to be asked about it.
    let path = move || id().map(paths::contact).unwrap_or_default();
    asked(
        Common::get().api,
        Signal::derive(move || (path(), changes())),
    )
}

/// Shows a contact once it is there, or why it cannot be shown.
#[component]
pub fn Loaded(
    /// What was asked for.
    contact: Asked,
    /// How it is shown.
    body: fn(Contact) -> AnyView,
    /// What stands below, and stays when another answer comes about the same contact.
    #[prop(optional)]
    below: Option<fn(Uuid) -> AnyView>,
) -> impl IntoView {
    let retry = Callback::new(move |()| contact.refetch());
    let view = part(move || {
        Some(match kept(&contact.get()?) {
            Ok(contact) => body(contact),
            Err(None) => view! { <Missing/> }.erase(),
            Err(Some(error)) => {
                let path = use_location().pathname.get_untracked();
                view! { <ErrorView error retry path=path/> }.erase()
            }
        })
    });
    let common = Common::get();
    // What is being written about a contact that has just been deleted elsewhere is not taken out of somebody's hands.
    // Not as a resource: that is for what is shown.
    let id = Memo::new(move |before: Option<&Option<Uuid>>| {
        let answer = (*contact).get()?;
        let is_same = |id: &Uuid| paths::contact(*id) == answer.path;
        let before = before.copied().flatten().filter(is_same);
        let now = kept(&answer).ok().map(|contact| contact.id);
        now.or_else(|| before.filter(|_| common.is_writing()))
    });
    let below = part(move || Some(below?(id.get()?)));
    view! { <Transition fallback=|| view! { <Loading/> }>{view}{below}</Transition> }.erase()
}

/// The contact, if there is one and it is not deleted.
fn kept(answer: &Answer) -> Result<Contact, Option<ApiError>> {
    match answer.contact() {
        Ok(contact) if contact.deleted_at.is_some() => Err(None),
        Ok(contact) => Ok(contact),
        Err(error) if error.is_missing() => Err(None),
        Err(error) => Err(Some(error)),
    }
}

/// In the place of a contact that is not there: a true 404.
#[component]
fn Missing() -> impl IntoView {
    let t = texts();
    Common::get().set_status(404);
    let path = use_location().pathname.get_untracked();
    let list = expect_context::<CurrentFilter>().get_untracked().on(LIST);
    view! {
        <Blank
            icon=Icon::Search
            title=t.state.contact_missing_title
            text=t.state.contact_missing_text
            path=path
        >
            <a class="button" href=list>{t.state.to_list}</a>
        </Blank>
    }
    .erase()
}
