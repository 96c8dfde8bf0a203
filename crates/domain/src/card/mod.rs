//! The bridge between a card and a contact: [`read`] projects, [`apply`] patches. [`convert`] spells a card that leaves as
//! the other version does.
//!
//! Invariant: an edit touches only the lines of the fields it changes, and of those only the parts that change.
//! Nothing here rebuilds a card from the fields it knows, so what it does not know cannot get lost.
//!
//! Every field follows one rule: what is asked for is first tidied (`tidy`) into what a card would give back, then
//! compared with what the card gives now, and only a difference is written. That is why saving what is there changes
//! nothing, however oddly it is spelled.

mod android;
mod birthday;
mod categories;
mod convert;
mod date;
mod entries;
mod field;
mod kind;
mod name;
mod nickname;
mod note;
mod org;
mod parts;
mod passed_on;
mod photo;
mod revised;
pub(crate) mod tidy;
mod words;

use uuid::Uuid;
use vcard::{Card, NewProperty, Version};

use crate::{ContactEdit, ContactFields};
pub use categories::relabel;
pub use convert::convert;
pub(crate) use entries::{Entry, is_blank};
use field::{Field, Value};
pub use passed_on::{PassedOn, pass_on};
pub use photo::{PHOTO_SCHEME, embed, extract, set_photo};
pub use revised::{revise, stamp};

/// Version of [`read`]: it grows when the same card would give other fields than before.
pub const PROJECTION: i16 = 5;

const UID: Field = Field::text("UID");

/// What a card says, as far as contacts have fields for it.
///
/// Texts come without control characters and without blanks around them, so that [`crate::validate`] accepts them
/// when a client sends them back; the card keeps its own spelling until a field is really changed.
pub fn read(card: &Card) -> ContactFields {
    let mut fields = ContactFields {
        uid: UID.read(card),
        kind: kind::read(card),
        name: name::read(card),
        nickname: Some(nickname::read(card)).filter(|nickname| !nickname.is_empty()),
        org: org::read(card),
        phones: entries::read(card),
        emails: entries::read(card),
        addresses: entries::read(card),
        urls: entries::read(card),
        ims: entries::read(card),
        birthday: birthday::read(card),
        dates: entries::read(card),
        relations: entries::read(card),
        note: Some(note::read(card)).filter(|note| !note.is_empty()),
        labels: categories::read(card),
        custom: entries::read(card),
        photo: photo::read(card),
    };
    if fields.name.full.is_empty() {
        fields.name.full = name::made_of(&fields);
    }
    fields
}

/// A new card with what `edit` says in it.
///
/// It is a 3.0 card, which every phone and address book reads; some fail a whole book on a single 4.0 card.
pub fn create(edit: &ContactEdit, uid: Uuid) -> Card {
    let mut card = Card::new(Version::V3);
    card.insert(NewProperty::text("UID", &uid.to_string()));
    // 3.0 demands both, even where nothing is known of the name.
    card.insert(NewProperty::text("FN", ""));
    card.insert(NewProperty::components_flat("N", &["", "", "", "", ""]));
    apply(&mut card, edit);
    name::complete(&mut card);
    card
}

/// Makes a card that of another contact, which begins as a copy: all of it stays but the id. Of several ids none is left.
pub fn set_uid(card: &mut Card, uid: Uuid) {
    UID.set_all(card, &Value::text(&uid.to_string()));
}

/// Patches a card: what `edit` asks for is read back afterwards, and nothing else changes.
pub fn apply(card: &mut Card, edit: &ContactEdit) {
    let before = read(card);
    kind::write(card, &edit.kind);
    let full = name::write_parts(card, &edit.name);
    nickname::write(card, &edit.nickname);
    org::write(card, &edit.org);
    entries::write(card, &edit.phones);
    entries::write(card, &edit.emails);
    entries::write(card, &edit.addresses);
    entries::write(card, &edit.urls);
    entries::write(card, &edit.ims);
    birthday::write(card, &edit.birthday);
    entries::write(card, &edit.dates);
    entries::write(card, &edit.relations);
    note::write(card, &edit.note);
    categories::write(card, &edit.labels);
    entries::write(card, &edit.custom);
    // Last, when everything that the full name may be made of is in place.
    name::write_full(card, &full, &before);
}
