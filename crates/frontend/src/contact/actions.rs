//! What one does with a contact most: call, write, go there. Only what the card has something for.

use domain::{ContactFields, Phone, PhoneType};
use leptos::prelude::*;

use super::entries::address_lines;
use crate::messages::texts;
use crate::person;
use crate::widgets::{Erase, Icon, icon};

/// A link for each, to what is preferred or comes first; nothing where there is none.
pub fn actions(fields: &ContactFields) -> Option<AnyView> {
    let t = texts();
    // A fax answers nobody.
    let voices = fields.phones.iter().filter(|phone| !is_machine(phone));
    let voices: Vec<Phone> = voices.cloned().collect();
    let mobiles = voices.iter().filter(|phone| is_mobile(phone)).cloned();
    let mobiles: Vec<Phone> = mobiles.collect();
    let number = |phones: &[Phone]| {
        preferred(
            phones,
            |phone| phone.pref,
            |phone| person::tel(&phone.value),
        )
    };
    let phone = number(&voices);
    let message = number(&mobiles).or_else(|| phone.clone());
    let message = message.map(|tel| tel.replacen("tel:", "sms:", 1));
    let mail = preferred(
        &fields.emails,
        |email| email.pref,
        |email| person::mailto(&email.value),
    );
    let place = preferred(
        &fields.addresses,
        |address| address.pref,
        |address| person::map(&address_lines(address)),
    );
    let links: Vec<AnyView> = [
        (Icon::Phone, t.contact.call, phone, false),
        (Icon::Chat, t.contact.message, message, false),
        (Icon::Mail, t.contact.emails, mail, false),
        (Icon::Pin, t.contact.map, place, true),
    ]
    .into_iter()
    .filter_map(|(symbol, text, href, away)| {
        let rel = away.then_some("noopener noreferrer nofollow");
        let target = away.then_some("_blank");
        let href = href?;
        Some(
            view! {
                <li><a class="button action" href=href rel=rel target=target>{icon(symbol)}{text}</a></li>
            }
            .erase(),
        )
    })
    .collect();
    (!links.is_empty()).then(|| view! { <ul class="actions">{links}</ul> }.erase())
}

fn is_machine(phone: &Phone) -> bool {
    let machines = [
        PhoneType::HomeFax,
        PhoneType::WorkFax,
        PhoneType::Fax,
        PhoneType::Pager,
    ];
    phone.r#type.is_some_and(|kind| machines.contains(&kind))
}

fn is_mobile(phone: &Phone) -> bool {
    phone.r#type == Some(PhoneType::Mobile)
}

/// Where the preferred one leads that leads anywhere, else the first.
fn preferred<T>(
    all: &[T],
    is_preferred: fn(&T) -> bool,
    link: fn(&T) -> Option<String>,
) -> Option<String> {
    let chosen = all.iter().filter(|one| is_preferred(one));
    chosen.chain(all).find_map(link)
}
