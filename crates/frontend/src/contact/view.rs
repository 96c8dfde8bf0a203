//! How a contact looks.

use domain::{Contact, PhotoSize, Uuid};
use leptos::prelude::*;

use super::actions::actions;
use super::clock::day_there;
use super::delete::DeleteButton;
use super::entries::Entries;
use super::head::{labels, subtitle};
use super::menu::menu;
use super::qr;
use super::star::StarButton;
use crate::book::{CurrentFilter, Shelf, groups_of};
use crate::live::{live, part};
use crate::messages::texts;
use crate::navigation::{LIST, contact as contact_path, edit};
use crate::person;
use crate::session::Common;
use crate::widgets::{Avatar, Erase, Heading, Icon, icon};

#[component]
pub fn ContactView(
    /// The contact.
    contact: Contact,
) -> impl IntoView {
    let t = texts();
    let filter = expect_context::<CurrentFilter>();
    let (id, path) = (contact.id, contact_path(contact.id));
    let title = person::title(&contact.fields)
        .unwrap_or(t.list.no_name)
        .to_owned();
    let initials = person::initials(&contact.fields.name, &title);
    let (alive, updated) = (Common::get().alive, contact.updated_at);
    let changed = live(move || (t.contact.changed_on)(&(t.day)(day_there(updated, alive))));
    let name = contact.fields.photo.as_deref();
    let photo = person::photo(contact.book_id, name, PhotoSize::Large);
    let subtitle = subtitle(&contact.fields, &title);
    let labels = labels(contact.fields.labels.clone());
    let actions = actions(&contact.fields);
    let book = book(contact.book_id);
    let (etag, starred) = (contact.etag.clone(), contact.starred);
    let (name, star_name) = (title.clone(), title.clone());
    let open_code = RwSignal::new(false);
    let more = menu(&contact, &title, open_code);
    let code = qr::dialog(id, title.clone(), open_code);
    view! {
        <article>
            <div class="bar">
                <a class="back" href=live(move || filter.read().on(LIST))>
                    {icon(Icon::Back)}
                    {t.contact.back}
                </a>
                <div class="bar-actions" role="group" aria-label=t.contact.actions>
                    <StarButton id starred name=star_name/>
                    <DeleteButton id etag name/>
                    {more}
                    <a class="button edit" data-does="edit" href=live(move || filter.read().on(&edit(id)))>
                        {icon(Icon::Edit)}
                        <span>{t.contact.edit}</span>
                    </a>
                </div>
            </div>
            <div class="contact-head">
                <Avatar initials tone=person::tone(id) photo/>
                <div class="contact-title">
                    <Heading text=title path=path/>
                    {subtitle}
                    {labels}
                </div>
            </div>
            {actions}
            <Entries id fields=contact.fields/>
            <p class="changed"><Transition>{book}</Transition>{changed}</p>
            {code}
        </article>
    }
    .erase()
}

/// The book that the contact is in, once there are several to be in.
fn book(id: Uuid) -> crate::live::Live<AnyView> {
    let t = texts();
    let shelf = expect_context::<Shelf>();
    part(move || {
        let books = groups_of(shelf.books);
        let book = books.iter().find(|book| book.id == id)?;
        (books.len() > 1).then(|| format!("{} · ", (t.contact.in_book)(&book.name)).erase())
    })
}
