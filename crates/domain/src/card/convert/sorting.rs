//! What a name is sorted by: `SORT-STRING` in 3.0, in 4.0 a parameter of `N`.

use vcard::{Card, NewProperty, Property, Version};

use super::{Renamed, edited, is_plain};

const PROPERTY: &str = "SORT-STRING";
const PARAM: &str = "SORT-AS";

pub(super) fn renamed(card: &Card, to: Version) -> Renamed {
    match to {
        Version::V3 => as_property(card),
        Version::V4 => as_param(card),
    }
    .unwrap_or_default()
}

fn as_param(card: &Card) -> Option<Renamed> {
    let name = only(card, "N").filter(|name| name.param(PARAM).is_none())?;
    let sorting = only(card, PROPERTY).filter(|sorting| sorting.params().next().is_none())?;
    let line = NewProperty::from(name).param(PARAM, &[sorting.text()]);
    Some(Renamed::from([
        (name.id(), vec![line]),
        (sorting.id(), Vec::new()),
    ]))
}

fn as_property(card: &Card) -> Option<Renamed> {
    let name = only(card, "N").filter(|_| card.named(PROPERTY).next().is_none())?;
    let params: Vec<Vec<String>> = name
        .params()
        .filter(|param| param.is(PARAM))
        .map(|param| param.values)
        .collect();
    let [words] = &params[..] else { return None };
    let line = edited(NewProperty::from(name), Version::V3, |card, id| {
        card.set_param(id, PARAM, None);
    });
    let sorting = NewProperty::text(PROPERTY, &words.join(","));
    Some(Renamed::from([(name.id(), vec![line, sorting])]))
}

/// The line of this name, if there is but one: of several nobody could tell what is sorted by what.
fn only<'a>(card: &'a Card, name: &str) -> Option<&'a Property> {
    let mut lines = card.named(name);
    let line = lines.next().filter(|line| is_plain(line))?;
    lines.next().is_none().then_some(line)
}
