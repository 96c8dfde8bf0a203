//! `N`, the parts of a name, how they are said, and `FN`, the name as it is shown.

use vcard::{Card, Property};

use super::field::{Field, Value};
use super::{parts, tidy};
use crate::{Change, ContactFields, Name, NameEdit};

const PARTS: Field = Field::structured("N");
const FULL: Field = Field::text("FN");
const PHONETIC_GIVEN: Field = Field::text("X-PHONETIC-FIRST-NAME");
const PHONETIC_ADDITIONAL: Field = Field::text("X-PHONETIC-MIDDLE-NAME");
const PHONETIC_FAMILY: Field = Field::text("X-PHONETIC-LAST-NAME");

/// The name as the card has it; `full` is empty where the card has none.
pub(super) fn read(card: &Card) -> Name {
    let parts = PARTS
        .line(card)
        .map(Property::components)
        .unwrap_or_default();
    let part = |index: usize, between: &str| {
        let words: Vec<String> = parts
            .get(index)
            .into_iter()
            .flatten()
            .map(|word| tidy::line(word))
            .filter(|word| !word.is_empty())
            .collect();
        words.join(between)
    };
    Name {
        full: FULL.read(card),
        family: part(0, " "),
        given: part(1, " "),
        additional: part(2, " "),
        prefix: part(3, ", "),
        suffix: part(4, ", "),
        phonetic_given: PHONETIC_GIVEN.read(card),
        phonetic_additional: PHONETIC_ADDITIONAL.read(card),
        phonetic_family: PHONETIC_FAMILY.read(card),
    }
}

/// The name to show where nobody wrote one: made of the parts, else of what else tells contacts apart.
pub(super) fn made_of(fields: &ContactFields) -> String {
    let email = fields.emails.first().map(|email| email.value.clone());
    let phone = fields.phones.first().map(|phone| phone.value.clone());
    let im = fields.ims.first().map(|im| im.value.clone());
    let candidates = [
        Some(fields.name.joined()),
        Some(fields.org.name.clone()),
        fields.nickname.clone(),
        email,
        phone,
        im,
    ];
    candidates
        .into_iter()
        .flatten()
        .find(|name| !name.is_empty())
        .unwrap_or_default()
}

/// Changes the parts; answers what is asked of the full name, and whether the parts have changed.
pub(super) fn write_parts(card: &mut Card, edit: &Change<NameEdit>) -> (Change<String>, bool) {
    let edit = match edit {
        Change::Keep => return (Change::Keep, false),
        Change::Clear => NameEdit {
            full: Change::Clear,
            prefix: Change::Clear,
            given: Change::Clear,
            additional: Change::Clear,
            family: Change::Clear,
            suffix: Change::Clear,
            phonetic_given: Change::Clear,
            phonetic_additional: Change::Clear,
            phonetic_family: Change::Clear,
        },
        Change::Set(edit) => edit.clone(),
    };
    let name = read(card);
    let asked = |part: Change<String>| part.value().map(|text| tidy::line(&text));
    let changes = [
        (asked(edit.family), name.family),
        (asked(edit.given), name.given),
        (asked(edit.additional), name.additional),
        (asked(edit.prefix), name.prefix),
        (asked(edit.suffix), name.suffix),
    ];
    let raw = PARTS.line(card).map(Property::raw_value);
    let changed = parts::changed(raw.unwrap_or_default(), &changes);
    let parts_changed = changed.is_some();
    if let Some(raw) = changed {
        PARTS.set(card, &Value::raw(raw));
    }
    PHONETIC_GIVEN.write(card, &edit.phonetic_given);
    PHONETIC_ADDITIONAL.write(card, &edit.phonetic_additional);
    PHONETIC_FAMILY.write(card, &edit.phonetic_family);
    (edit.full, parts_changed)
}

/// Writes the full name that is asked for. One that nobody asked for follows the parts, if it was made of them before: what was
/// written by hand is never overwritten, and a change of anything but the name leaves it alone.
pub(super) fn write_full(
    card: &mut Card,
    (asked, parts_changed): &(Change<String>, bool),
    before: &ContactFields,
) {
    let asked = asked.value().map(|full| tidy::line(&full));
    let follows = *parts_changed && before.name.full == made_of(before);
    if asked.is_none() && !follows {
        return;
    }
    let now = super::read(card);
    let asked = asked.filter(|full| !full.is_empty());
    // A card without a full name does not get one as long as what it shows stays the same, nor one that is made of something
    // else than a name: it is made anew whenever the card is read.
    let has_name = *parts_changed && !now.name.joined().is_empty();
    let is_wanted = FULL.line(card).is_some() || asked.is_some() || has_name;
    let full = asked.unwrap_or_else(|| made_of(&now));
    let is_changed = full != before.name.full || full != now.name.full;
    if is_changed && is_wanted && (!full.is_empty() || FULL.line(card).is_some()) {
        FULL.set(card, &Value::text(&full));
    }
}

/// Writes the full name of a new card, which must have one, if nothing did so far.
pub(super) fn complete(card: &mut Card) {
    if FULL.read(card).is_empty() {
        let made = made_of(&super::read(card));
        FULL.set(card, &Value::text(&made));
    }
}
