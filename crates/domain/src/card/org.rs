//! `ORG`, the organisation and its units, and what a person is there: `TITLE` and `ROLE`.

use vcard::{Card, Property, escape};

use super::field::{Field, Value};
use super::{parts, tidy};
use crate::{Change, Org, OrgEdit};

/// A comma is part of a name here: many are written that way without being escaped.
const BETWEEN: &[char] = &[';'];
const ORG: Field = Field::new("ORG", |property| {
    !parts::are_blank(property.raw_value(), BETWEEN)
});
const TITLE: Field = Field::text("TITLE");
const ROLE: Field = Field::text("ROLE");
const PHONETIC: Field = Field::text("X-PHONETIC-ORG");

pub(super) fn read(card: &Card) -> Org {
    let parts = ORG
        .line(card)
        .map(Property::components_flat)
        .unwrap_or_default();
    let mut parts = parts.iter().map(|part| tidy::line(part));
    Org {
        name: parts.next().unwrap_or_default(),
        units: parts.filter(|unit| !unit.is_empty()).collect(),
        title: TITLE.read(card),
        role: ROLE.read(card),
        phonetic_name: PHONETIC.read(card),
    }
}

pub(super) fn write(card: &mut Card, edit: &Change<OrgEdit>) {
    let edit = match edit {
        Change::Keep => return,
        Change::Clear => OrgEdit {
            name: Change::Clear,
            units: Change::Clear,
            title: Change::Clear,
            role: Change::Clear,
            phonetic_name: Change::Clear,
        },
        Change::Set(edit) => edit.clone(),
    };
    write_org(card, &edit);
    TITLE.write(card, &edit.title);
    ROLE.write(card, &edit.role);
    PHONETIC.write(card, &edit.phonetic_name);
}

/// The name and the list of units are written apart: `Acme;;Paper` with another name keeps its empty unit.
fn write_org(card: &mut Card, edit: &OrgEdit) {
    let before = read(card);
    let raw = ORG.line(card).map(Property::raw_value).unwrap_or_default();
    let name = edit.name.value().map(|name| tidy::line(&name));
    let mut new = parts::changed(raw, &[(name, before.name.clone())]);
    if let Some(units) = edit.units.value().map(tidy_units)
        && units != before.units
    {
        let raw = new.as_deref().unwrap_or(raw);
        let name = parts::split(raw, ';')
            .into_iter()
            .next()
            .unwrap_or_default();
        let units = units.iter().map(|unit| escape::component(unit));
        new = Some(
            std::iter::once(name)
                .chain(units)
                .collect::<Vec<_>>()
                .join(";"),
        );
    }
    match new {
        Some(raw) if parts::are_blank(&raw, BETWEEN) => ORG.clear(card),
        Some(raw) => {
            ORG.set(card, &Value::raw(raw));
        }
        None => {}
    }
}

fn tidy_units(units: Vec<String>) -> Vec<String> {
    units
        .iter()
        .map(|unit| tidy::line(unit))
        .filter(|unit| !unit.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_of_punctuation_stays_when_the_name_goes() {
        let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:x\r\nORG:Acme;,\r\nEND:VCARD\r\n";
        let mut card = Card::parse(text.as_bytes()).unwrap();
        let edit = OrgEdit {
            name: Change::Clear,
            ..OrgEdit::default()
        };
        write(&mut card, &Change::Set(edit));
        assert_eq!(
            (read(&card).name.as_str(), read(&card).units),
            ("", vec![",".to_owned()])
        );
    }
}
