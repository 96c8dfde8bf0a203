//! What a contact is found by.

use std::collections::BTreeSet;

use super::place::{self, ADDRESS, EMAIL, FIRST, LABEL, NAME, ORG, TEXT};
use super::query::Has;
use super::{phone, sounds, typo, words};
use crate::ContactFields;

/// A card with more is not a contact any more; what comes first counts.
const MAX_TERMS: usize = 20_000;

/// All terms together may have so many bytes, with those that the database adds to each. It takes a megabyte.
const MAX_BYTES: usize = 700 * 1024;
const BYTES_BESIDE: usize = 24;

/// All terms of a contact.
pub fn terms(fields: &ContactFields) -> BTreeSet<String> {
    let mut terms = Terms::default();
    terms.names(fields);
    terms.has(fields);
    for label in &fields.labels {
        terms.add(place::whole_label(label));
        terms.text(LABEL, label);
    }
    for phone in &fields.phones {
        terms.extend(phone::terms(&phone.value));
    }
    for email in &fields.emails {
        terms.text(EMAIL, &email.value);
    }
    for address in &fields.addresses {
        for part in [
            &address.street,
            &address.extended,
            &address.po_box,
            &address.locality,
            &address.region,
            &address.postal_code,
            &address.country,
        ] {
            terms.text(ADDRESS, part);
        }
    }
    for url in &fields.urls {
        terms.text(TEXT, &url.value);
    }
    for im in &fields.ims {
        terms.text(TEXT, &im.value);
        terms.text(TEXT, im.service.as_deref().unwrap_or_default());
    }
    for relation in &fields.relations {
        terms.text(TEXT, &relation.value);
    }
    for custom in &fields.custom {
        terms.text(TEXT, &custom.label);
        terms.text(TEXT, &custom.value);
    }
    if let Some(note) = &fields.note {
        terms.text(TEXT, note);
    }
    terms.all
}

/// All terms of a note.
pub fn note_terms(title: &str, body: &str) -> BTreeSet<String> {
    let mut terms = Terms::default();
    terms.text(TEXT, title);
    terms.text(TEXT, body);
    terms.all
}

#[derive(Default)]
struct Terms {
    all: BTreeSet<String>,
    bytes: usize,
}

impl Terms {
    fn add(&mut self, term: String) {
        let bytes = term.len() + BYTES_BESIDE;
        let fits = self.all.len() < MAX_TERMS && self.bytes + bytes <= MAX_BYTES;
        if fits && self.all.insert(term) {
            self.bytes += bytes;
        }
    }

    fn extend(&mut self, terms: impl IntoIterator<Item = String>) {
        terms.into_iter().for_each(|term| self.add(term));
    }

    fn names(&mut self, fields: &ContactFields) {
        let name = &fields.name;
        for text in [&name.full, &name.given, &name.family] {
            self.name(text, FIRST);
        }
        for text in [
            &name.prefix,
            &name.additional,
            &name.suffix,
            &name.phonetic_given,
            &name.phonetic_additional,
            &name.phonetic_family,
        ] {
            self.name(text, NAME);
        }
        if let Some(text) = &fields.nickname {
            self.name(text, NAME);
        }
        let org = &fields.org;
        for text in [&org.name, &org.phonetic_name, &org.title, &org.role]
            .into_iter()
            .chain(&org.units)
        {
            self.text(ORG, text);
            for word in words::words(text) {
                self.forgiving(&word);
            }
        }
    }

    /// A name: its first word stands at `first`, and all are found in spite of a typo or from another script.
    fn name(&mut self, text: &str, first: char) {
        for (at, word) in words::words(text).iter().enumerate() {
            let place = if at == 0 { first } else { NAME };
            self.word(place, word);
            for part in word.split(|c: char| !c.is_alphabetic()) {
                self.forgiving(part);
                self.extend(sounds::terms(words::clipped(part)));
            }
        }
    }

    fn text(&mut self, place: char, text: &str) {
        for word in words::words(text) {
            self.word(place, &word);
        }
    }

    fn word(&mut self, place: char, word: &str) {
        for beginning in words::beginnings(word) {
            self.add(format!("{place}{}", words::clipped(beginning)));
            self.extend(place::shorts(place, beginning));
        }
    }

    fn forgiving(&mut self, word: &str) {
        if typo::is_forgiving(word) {
            self.extend(typo::terms(word));
        }
    }

    fn has(&mut self, fields: &ContactFields) {
        let present = Has::ALL.into_iter().filter(|has| has.holds(fields));
        self.extend(present.map(|has| format!("{}{}", place::HAS, has.as_str())));
    }
}
