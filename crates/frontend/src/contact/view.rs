//! How a contact looks.

use domain::{Contact, ContactFields, PhotoSize};
use leptos::prelude::*;
use time::Date;

use super::clock::minutes_behind_utc;
use super::delete::DeleteButton;
use super::entries::{Entries, labels};
use super::menu::menu;
use super::qr;
use super::star::StarButton;
use crate::book::CurrentFilter;
use crate::live::live;
use crate::messages::texts;
use crate::navigation::{LIST, contact as contact_path, edit};
use crate::person;
use crate::session::Common;
use crate::widgets::{Avatar, Erase, Heading, Icon, icon};

/// 1 January 1970 as a Julian day.
const UNIX_EPOCH_DAY: i64 = 2_440_588;

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
    // The server does not know the visitor's zone; the browser must begin with what the server wrote.
    let changed = live(move || {
        let minutes = if alive.get() {
            minutes_behind_utc(updated)
        } else {
            0
        };
        // Counting days is all that is needed, and a fraction of the code for times in zones.
        let day = (updated.unix_timestamp() - minutes * 60).div_euclid(86_400) + UNIX_EPOCH_DAY;
        let day = Date::from_julian_day(day as i32).unwrap_or(updated.date());
        (t.contact.changed_on)(&(t.day)(day))
    });
    let name = contact.fields.photo.as_deref();
    let photo = person::photo(contact.book_id, name, PhotoSize::Large);
    let subtitle = subtitle(&contact.fields, &title);
    let labels = labels(contact.fields.labels.clone());
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
                    <a class="button" data-does="edit" href=live(move || filter.read().on(&edit(id)))>
                        {icon(Icon::Edit)}
                        {t.contact.edit}
                    </a>
                    <DeleteButton id etag name/>
                    {more}
                </div>
            </div>
            <div class="contact-head">
                <Avatar initials tone=person::tone(id) photo/>
                <div class="contact-title">
                    <Heading text=title path=path/>
                    {subtitle}
                </div>
            </div>
            {labels}
            <Entries id fields=contact.fields/>
            <p class="changed">{changed}</p>
            {code}
        </article>
    }
    .erase()
}

/// Nickname, and where the person works; nothing that the heading says already.
fn subtitle(fields: &ContactFields, title: &str) -> Vec<AnyView> {
    let t = texts();
    let org = &fields.org;
    let mut lines = Vec::new();
    let known = |text: &&str| !text.is_empty() && *text != title;
    if let Some(nickname) = fields.nickname.as_deref().filter(known) {
        let nickname = (t.contact.nickname)(nickname);
        lines.push(view! { <p class="subtitle nickname" dir="auto">{nickname}</p> }.erase());
    }
    let joined_by = |between: &str, parts: &[&str]| {
        parts
            .iter()
            .map(|part| part.trim())
            .filter(known)
            .collect::<Vec<_>>()
            .join(between)
    };
    let joined = |parts: &[&str]| joined_by(" · ", parts);
    let name = &fields.name;
    let phonetic = [
        joined_by(
            " ",
            &[
                &name.phonetic_given,
                &name.phonetic_additional,
                &name.phonetic_family,
            ],
        ),
        org.phonetic_name.trim().to_owned(),
    ];
    for said in phonetic {
        if !said.is_empty() {
            let said = (t.contact.phonetic)(&said);
            lines.push(view! { <p class="subtitle phonetic" dir="auto">{said}</p> }.erase());
        }
    }
    let position = joined(&[&org.title, &org.role]);
    let mut place = vec![org.name.as_str()];
    place.extend(org.units.iter().map(String::as_str));
    let place = joined(&place);
    for line in [position, place] {
        if !line.is_empty() {
            lines.push(view! { <p class="subtitle" dir="auto">{line}</p> }.erase());
        }
    }
    lines
}
