//! What a card stands for. 3.0 has no `KIND`; Apple's properties are what address books of that time agreed on.

use vcard::{Card, NewProperty, Property, Version};

use super::convert::{Renamed, is_plain};
use super::field::{Field, Value};
use crate::{Change, Kind};

const KIND: Field = Field::text("KIND");
const APPLE_GROUP: Field = Field::text("X-ADDRESSBOOKSERVER-KIND");
const APPLE_COMPANY: Field = Field::text("X-ABShowAs");
const COMPANY: &str = "COMPANY";

/// Who is in a group, in 3.0 and in 4.0.
const MEMBER: [&str; 2] = ["X-ADDRESSBOOKSERVER-MEMBER", "MEMBER"];

pub(super) fn read(card: &Card) -> Kind {
    let kind = [KIND, APPLE_GROUP]
        .iter()
        .map(|field| field.read(card).to_ascii_lowercase())
        .find(|kind| !kind.is_empty());
    match kind.as_deref() {
        Some("org") => Kind::Org,
        Some("group") => Kind::Group,
        Some("location") => Kind::Location,
        Some(_) => Kind::Individual,
        None if APPLE_COMPANY.read(card).eq_ignore_ascii_case(COMPANY) => Kind::Org,
        None => Kind::Individual,
    }
}

pub(super) fn write(card: &mut Card, edit: &Change<Kind>) {
    let Some(kind) = edit.value() else { return };
    if kind == read(card) {
        return;
    }
    let knows_kind = card.version() == Version::V4 || KIND.line(card).is_some();
    for field in [APPLE_GROUP, APPLE_COMPANY] {
        field.clear(card);
    }
    let (field, word) = match kind {
        Kind::Individual => return KIND.clear(card),
        Kind::Group if !knows_kind => (APPLE_GROUP, "group"),
        Kind::Org if !knows_kind => (APPLE_COMPANY, COMPANY),
        Kind::Group => (KIND, "group"),
        Kind::Org => (KIND, "org"),
        Kind::Location => (KIND, "location"),
    };
    field.set(card, &Value::raw(word));
}

/// The lines that tell kind and members, as a card of the other version has them.
pub(super) fn renamed(card: &Card, to: Version) -> Renamed {
    let [from, into] = match to {
        Version::V3 => [MEMBER[1], MEMBER[0]],
        Version::V4 => MEMBER,
    };
    let line = |old: &Property, new| (old.id(), vec![new]);
    let members = card.named(from).filter(|member| is_plain(member));
    let members = members.map(|member| line(member, NewProperty::from(member).named(into)));
    let kind = match to {
        Version::V3 => for_apple(card),
        Version::V4 => for_all(card),
    };
    let kind = kind.filter(|(old, _)| is_plain(old));
    members
        .chain(kind.map(|(old, new)| line(old, new)))
        .collect()
}

/// `KIND` as 3.0 has it, if it is the only line that tells and there is such a line of Apple.
fn for_apple(card: &Card) -> Option<(&Property, NewProperty)> {
    let mut lines = KIND.lines(card);
    let line = lines.next().filter(|_| lines.next().is_none())?;
    let is_free = |field: Field| field.line(card).is_none();
    let same = NewProperty::from(line);
    let new = match read(card) {
        Kind::Group if is_free(APPLE_GROUP) => same.named("X-ADDRESSBOOKSERVER-KIND"),
        Kind::Org if is_free(APPLE_GROUP) && is_free(APPLE_COMPANY) => {
            same.named("X-ABShowAs").value(COMPANY)
        }
        _ => return None,
    };
    Some((line, new))
}

/// The line of Apple that tells the kind, as `KIND`.
fn for_all(card: &Card) -> Option<(&Property, NewProperty)> {
    if KIND.line(card).is_some() {
        return None;
    }
    if let Some(group) = APPLE_GROUP.line(card) {
        return Some((group, NewProperty::from(group).named("KIND")));
    }
    let company = APPLE_COMPANY
        .line(card)
        .filter(|_| read(card) == Kind::Org)?;
    let org = NewProperty::from(company).named("KIND").value("org");
    Some((company, org))
}
