//! Profiles of networks and messengers as either version has them: Apple's property with the service in TYPE, or that of
//! RFC 9554 with the service in a parameter.

use vcard::{Card, NewProperty, Property, PropertyId, Version};

use super::super::convert::{edited, is_plain};
use super::ims::{
    APPLE_PROFILE, MESSENGER, NO_SERVICE, PROFILE, SERVICE_PARAMS, USER_PARAMS, param, service_of,
    text,
};
use super::{Entry, types};
use crate::Im;

/// What Apple puts before a handle that has no address.
const NO_ADDRESS: &str = "x-apple:";

/// What a profile is called in the other version, and in this one.
pub(super) fn names(to: Version) -> (&'static str, &'static str) {
    match to {
        Version::V3 => (PROFILE, APPLE_PROFILE),
        Version::V4 => (APPLE_PROFILE, PROFILE),
    }
}

/// A messenger names its service by a parameter that is called otherwise.
pub(in super::super) fn spell(card: &mut Card, id: PropertyId) {
    let Some(property) = card.get(id).filter(|line| line.is(MESSENGER)) else {
        return;
    };
    rename(property.clone(), card, id, SERVICE_PARAMS);
}

/// The profile as a card of this version has it, if it can say all of it.
pub(super) fn renamed(property: &Property, to: Version) -> Option<NewProperty> {
    let (_, name) = names(to);
    let im = Im::read(property).filter(|im| is_plain(property) && im.fits(name))?;
    let has_two =
        |[one, other]: [&str; 2]| property.param(one).is_some() && property.param(other).is_some();
    if has_two(SERVICE_PARAMS) || has_two(USER_PARAMS) {
        return None;
    }
    // There are phones that read nothing but addresses, and programs that follow whatever looks like one.
    let kind = property.param("VALUE");
    let is_other_form = match to {
        Version::V3 => kind.is_some_and(|kind| kind.eq_ignore_ascii_case("text")),
        Version::V4 => text(property).starts_with(NO_ADDRESS) && is_said(property, &im),
    };
    let service = service_of(property).filter(|service| !service.trim().is_empty());
    let words = types::as_written(property);
    let is_service = |word: &String| service.as_ref() == Some(word);
    let is_other =
        |word: &String| NO_SERVICE.contains(&word.to_lowercase().as_str()) || is_service(word);
    // There the first word that is none of these would be taken for the service.
    if to == Version::V3 && !words.iter().all(is_other) {
        return None;
    }
    let others = words.iter().filter(|word| !is_service(word));
    let new = NewProperty::from(property).named(name);
    let new = edited(new, to, |card, id| {
        if is_other_form {
            im.value(name, card, None).put(card, id);
        } else {
            rename(property.clone(), card, id, USER_PARAMS);
        }
        for param in SERVICE_PARAMS {
            card.set_param(id, param, None);
        }
        let words: Vec<&str> = match to {
            Version::V3 => service.iter().chain(others).map(String::as_str).collect(),
            Version::V4 => {
                let service = service.as_deref();
                let service = service.as_ref().map(std::slice::from_ref);
                card.set_param(id, SERVICE_PARAMS[0], service);
                others.map(String::as_str).collect()
            }
        };
        card.set_param(id, "TYPE", Some(&words));
    });
    reads_as(&new, &im, to).then_some(new)
}

/// Whether the parameter beside the address tells no more than the handle.
fn is_said(property: &Property, im: &Im) -> bool {
    param(property, USER_PARAMS).is_none_or(|user| user == im.value)
}

fn reads_as(new: &NewProperty, im: &Im, to: Version) -> bool {
    let mut card = Card::new(to);
    let id = card.insert(new.clone());
    let read = card.get(id).and_then(Im::read);
    read.is_some_and(|read| read.has_value_of(im))
}

/// Gives a parameter the name of the card's version, unless there is such a one already.
fn rename(old: Property, card: &mut Card, id: PropertyId, [standard, apple]: [&str; 2]) {
    let (from, into) = match card.version() {
        Version::V3 => (standard, apple),
        Version::V4 => (apple, standard),
    };
    let mut params = old.params().filter(|param| param.is(from));
    if let Some(found) = params.next().filter(|_| old.param(into).is_none()) {
        let values: Vec<&str> = found.values.iter().map(String::as_str).collect();
        card.set_param(id, into, Some(&values));
        card.set_param(id, from, None);
    }
}
