//! The card that one phone shows and another photographs: small, and with nothing in it but what one passes on.

use vcard::{Card, NewProperty, Version};

use super::apply;
use crate::{
    Address, Change, ContactEdit, ContactFields, Email, Name, NameEdit, OrgEdit, Phone, Url,
};

/// A card to be passed on, and what there was no room for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOn {
    /// The card, in lines of any length: not every camera program joins folded ones.
    pub vcard: String,
    /// The fields of which something had to be left out, as the API calls them.
    pub left_out: Vec<&'static str>,
}

/// So many letters of a name fit into every card.
const LONGEST_NAME: usize = 100;

/// A card with the name, and as much of telephone numbers, e-mail addresses, organisation, one postal address and web
/// pages as fits, in this order. Photo and notes stay at home, and so does the id that the card is known by here.
pub fn pass_on(fields: &ContactFields, max_bytes: usize) -> PassedOn {
    let mut kept = ContactEdit {
        name: Change::Set(named(&fields.name)),
        ..ContactEdit::default()
    };
    let mut left_out = Vec::new();
    // A name is there to go with a number, and leaves room for it.
    if written(&kept).len() > max_bytes / 2 {
        let short: String = fields.name.full.chars().take(LONGEST_NAME).collect();
        kept.name = Change::Set(NameEdit {
            full: set(&short),
            ..NameEdit::default()
        });
        left_out.push("name");
    }
    for (field, change) in parts(fields) {
        let mut more = kept.clone();
        match change {
            Part::Phone(phone) => push(&mut more.phones, phone),
            Part::Email(email) => push(&mut more.emails, email),
            Part::Org(org) => more.org = Change::Set(org),
            Part::Address(address) => push(&mut more.addresses, address),
            Part::Url(url) => push(&mut more.urls, url),
        }
        let fits = written(&more).len() <= max_bytes;
        // A second address would fit as a rule, but phones show the last of several as the only one.
        let is_one_too_many = matches!(&more.addresses, Change::Set(all) if all.len() > 1);
        if fits && !is_one_too_many {
            kept = more;
        } else if !left_out.contains(&field) {
            left_out.push(field);
        }
    }
    PassedOn {
        vcard: written(&kept),
        left_out,
    }
}

enum Part {
    Phone(Phone),
    Email(Email),
    Org(OrgEdit),
    Address(Address),
    Url(Url),
}

/// All that may be passed on with the name, the most wanted first. Labels of one's own are nobody else's business.
fn parts(fields: &ContactFields) -> Vec<(&'static str, Part)> {
    let org = &fields.org;
    let mut parts = Vec::new();
    parts.extend(fields.phones.iter().cloned().map(|phone| {
        let label = None;
        ("phones", Part::Phone(Phone { label, ..phone }))
    }));
    parts.extend(fields.emails.iter().cloned().map(|email| {
        let label = None;
        ("emails", Part::Email(Email { label, ..email }))
    }));
    if !org.name.is_empty() || !org.title.is_empty() {
        let place = OrgEdit {
            name: set(&org.name),
            title: set(&org.title),
            ..OrgEdit::default()
        };
        parts.push(("org", Part::Org(place)));
    }
    let mut addresses = fields.addresses.clone();
    addresses.sort_by_key(|address| !address.pref);
    parts.extend(addresses.into_iter().map(|address| {
        let label = None;
        ("addresses", Part::Address(Address { label, ..address }))
    }));
    parts.extend(fields.urls.iter().cloned().map(|url| {
        let label = None;
        ("urls", Part::Url(Url { label, ..url }))
    }));
    parts
}

fn named(name: &Name) -> NameEdit {
    NameEdit {
        full: set(&name.full),
        prefix: set(&name.prefix),
        given: set(&name.given),
        additional: set(&name.additional),
        family: set(&name.family),
        suffix: set(&name.suffix),
        ..NameEdit::default()
    }
}

fn set(text: &str) -> Change<String> {
    Change::Set(text.to_owned())
}

fn push<T>(list: &mut Change<Vec<T>>, entry: T) {
    match list {
        Change::Set(entries) => entries.push(entry),
        _ => *list = Change::Set(vec![entry]),
    }
}

fn written(edit: &ContactEdit) -> String {
    let mut card = Card::new(Version::V3);
    card.insert(NewProperty::text("FN", ""));
    card.insert(NewProperty::components_flat("N", &["", "", "", "", ""]));
    apply(&mut card, edit);
    card.to_string().replace("\r\n ", "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::read;

    fn ann() -> ContactFields {
        let text = "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:secret\r\nFN:Ann Lee\r\nN:Lee;Ann;;;\r\n\
            item1.TEL:+49 30 1\r\nitem1.X-ABLabel:Boat\r\nTEL;TYPE=cell:+49 171 2\r\nEMAIL:ann@example.org\r\n\
            ORG:Acme;Sales\r\nTITLE:Head\r\nADR;TYPE=work:;;1 Side St;Town;;;\r\nADR;TYPE=home;PREF=1:;;2 Main St;Town;;;\r\n\
            URL:https://example.org\r\nNOTE:nobody must see this\r\nBDAY:1985-04-12\r\nEND:VCARD\r\n";
        read(&Card::parse(text.as_bytes()).unwrap())
    }

    #[test]
    fn what_one_passes_on_is_in_it_and_nothing_else() {
        let passed = pass_on(&ann(), 1000);
        assert_eq!(passed.left_out, ["addresses"]);
        let card = read(&Card::parse(passed.vcard.as_bytes()).unwrap());
        let expected = ann();
        assert_eq!(
            (&card.name, &card.org.name),
            (&expected.name, &expected.org.name)
        );
        let numbers: Vec<&str> = card
            .phones
            .iter()
            .map(|phone| phone.value.as_str())
            .collect();
        assert_eq!(numbers, ["+49 30 1", "+49 171 2"]);
        assert_eq!(card.addresses.len(), 1);
        assert_eq!(card.addresses[0].street, "2 Main St");
        for secret in ["secret", "nobody", "Boat", "1985", "Sales"] {
            assert!(!passed.vcard.contains(secret), "{}", passed.vcard);
        }
    }

    #[test]
    fn what_does_not_fit_is_left_out_and_named() {
        let mut fields = ann();
        fields.urls[0].value = format!("https://example.org/{}", "x".repeat(1000));
        fields.emails[0].value = format!("{}@example.org", "ё".repeat(500));
        let passed = pass_on(&fields, 900);
        assert_eq!(passed.left_out, ["emails", "addresses", "urls"]);
        assert!(passed.vcard.len() <= 900);
        fields.name.full = "漢".repeat(1000);
        let passed = pass_on(&fields, 900);
        assert_eq!(passed.left_out[0], "name");
        assert!(
            passed.vcard.contains(&"漢".repeat(100)) && passed.vcard.len() <= 900,
            "{}",
            passed.vcard.len()
        );
        assert!(Card::parse(passed.vcard.as_bytes()).is_ok());
    }
}
