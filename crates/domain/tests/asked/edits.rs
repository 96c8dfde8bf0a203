//! Generated edits.

use domain::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use vcard::testing;

/// Text that people, programs and enemies send.
fn any_text() -> BoxedStrategy<String> {
    prop_oneof![
        2 => testing::text(),
        2 => testing::hostile_text(),
        2 => select(&[
            "", " ", "0", "\\", "Ann", " Ann ", "Ann Doe", "a, b,,c", "\r\n", "boat", "_$!<Mobile>!$_", "_$!<_$!<x>!$_>!$_",
            "tel:+1", "+1 555", "https://example.org/?a,b;c", "a\\,b\\\\;\\:", "skype:ann", "xmpp:xmpp:a%2520b", "matrix:u/ann:x", "https://x.com/ann", "urn:uuid:urn:uuid:1",
            "4fbe8971-0000-4000-8000-000000000007", "friends", "Friends",
            "\u{202e}abc", "👩🏽‍🚀", "علی\u{200c}رضا",
        ][..]).prop_map(str::to_owned),
    ]
    .boxed()
}

fn change<T: std::fmt::Debug + Clone + 'static>(
    value: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Change<T>> {
    prop_oneof![2 => Just(Change::Keep), 1 => Just(Change::Clear), 4 => value.prop_map(Change::Set)]
        .boxed()
}

pub fn name_edit() -> BoxedStrategy<NameEdit> {
    vec(change(any_text()), 9)
        .prop_map(|parts| {
            let mut parts = parts.into_iter();
            let mut next = || parts.next().unwrap_or_default();
            NameEdit {
                full: next(),
                prefix: next(),
                given: next(),
                additional: next(),
                family: next(),
                suffix: next(),
                phonetic_given: next(),
                phonetic_additional: next(),
                phonetic_family: next(),
            }
        })
        .boxed()
}

fn org_edit() -> BoxedStrategy<OrgEdit> {
    (
        change(any_text()),
        change(vec(any_text(), 0..3)),
        change(any_text()),
        change(any_text()),
        change(any_text()),
    )
        .prop_map(|(name, units, title, role, phonetic_name)| OrgEdit {
            name,
            units,
            title,
            role,
            phonetic_name,
        })
        .boxed()
}

fn any_label() -> impl Strategy<Value = Option<String>> {
    option::of(any_text())
}

fn any_phone() -> BoxedStrategy<Phone> {
    (
        any_text(),
        option::of(select(&PhoneType::ALL[..])),
        any_label(),
        any::<bool>(),
    )
        .prop_map(|(value, r#type, label, pref)| Phone {
            key: Default::default(),
            value,
            r#type,
            label,
            pref,
        })
        .boxed()
}

fn any_email() -> BoxedStrategy<Email> {
    (
        any_text(),
        option::of(select(&EmailType::ALL[..])),
        any_label(),
        any::<bool>(),
    )
        .prop_map(|(value, r#type, label, pref)| Email {
            key: Default::default(),
            value,
            r#type,
            label,
            pref,
        })
        .boxed()
}

fn any_url() -> BoxedStrategy<Url> {
    any_email()
        .prop_map(|email| Url {
            key: Default::default(),
            value: email.value,
            r#type: email.r#type,
            label: email.label,
            pref: email.pref,
        })
        .boxed()
}

fn any_address() -> BoxedStrategy<Address> {
    (any_email(), vec(any_text(), 7))
        .prop_map(|(email, parts)| {
            let mut parts = parts.into_iter();
            let mut next = || parts.next().unwrap_or_default();
            Address {
                key: Default::default(),
                r#type: email.r#type,
                label: email.label,
                po_box: next(),
                extended: next(),
                street: next(),
                locality: next(),
                region: next(),
                postal_code: next(),
                country: next(),
                pref: email.pref,
            }
        })
        .boxed()
}

fn any_im() -> BoxedStrategy<Im> {
    let service = prop_oneof![
        Just(String::new()),
        select(
            &[
                "Telegram",
                "skype",
                "x",
                "Mastodon",
                "Home",
                "Dacha, Net",
                "Dachanet",
                "matrix"
            ][..]
        )
        .prop_map(str::to_owned),
        any_text(),
    ];
    (any_email(), option::of(service))
        .prop_map(|(email, service)| Im {
            key: Default::default(),
            value: email.value,
            service,
            r#type: email.r#type,
            label: email.label,
            pref: email.pref,
        })
        .boxed()
}

fn any_contact_date() -> BoxedStrategy<ContactDate> {
    let kind = option::of(select(&DateType::ALL[..]));
    (any_date(), kind, any_label())
        .prop_map(|(value, r#type, label)| ContactDate {
            key: Default::default(),
            value,
            r#type,
            label,
        })
        .boxed()
}

fn any_relation() -> BoxedStrategy<Relation> {
    let kind = option::of(select(&RelationType::ALL[..]));
    (any_text(), option::of(any_text()), kind, any_label())
        .prop_map(|(value, uid, r#type, label)| Relation {
            key: Default::default(),
            value,
            uid,
            r#type,
            label,
        })
        .boxed()
}

fn any_custom() -> BoxedStrategy<CustomField> {
    (any_text(), any_text())
        .prop_map(|(label, value)| CustomField {
            key: Default::default(),
            label,
            value,
        })
        .boxed()
}

/// A step in the change of a list; the entry brings what is to be changed.
#[derive(Clone, Debug)]
enum Step {
    Value,
    Type,
    Label,
    Pref,
    Remove,
    Insert,
    Move,
    Double,
}

fn list<T: std::fmt::Debug + Clone + 'static>(
    before: Vec<T>,
    entry: impl Strategy<Value = T> + 'static,
    change_one: fn(&mut T, T, &Step),
) -> BoxedStrategy<Vec<T>> {
    use Step::*;
    let step = select(vec![Value, Type, Label, Pref, Remove, Insert, Move, Double]);
    vec((step, entry, any::<Index>(), any::<Index>()), 0..5)
        .prop_map(move |steps| {
            let mut list = before.clone();
            for (step, entry, at, to) in steps {
                if list.is_empty() || matches!(step, Insert) {
                    list.insert(to.index(list.len() + 1), entry);
                    continue;
                }
                let at = at.index(list.len());
                match step {
                    Remove => {
                        list.remove(at);
                    }
                    Move => {
                        let moved = list.remove(at);
                        list.insert(to.index(list.len() + 1), moved);
                    }
                    Double => {
                        let double = list[at].clone();
                        list.insert(to.index(list.len() + 1), double);
                    }
                    _ => change_one(&mut list[at], entry, &step),
                }
            }
            list
        })
        .boxed()
}

macro_rules! change_one {
    () => {
        |entry, new, step| match step {
            Step::Value => entry.value = new.value,
            Step::Type => entry.r#type = new.r#type,
            Step::Label => entry.label = new.label,
            _ => entry.pref = new.pref,
        }
    };
}

fn change_address(entry: &mut Address, new: Address, step: &Step) {
    match step {
        Step::Value => entry.locality = new.locality,
        Step::Type => entry.r#type = new.r#type,
        Step::Label => entry.label = new.label,
        _ => entry.pref = new.pref,
    }
}

fn change_im(entry: &mut Im, new: Im, step: &Step) {
    match step {
        Step::Value if new.pref => entry.service = new.service,
        Step::Value => entry.value = new.value,
        Step::Type => entry.r#type = new.r#type,
        Step::Label => entry.label = new.label,
        _ => entry.pref = new.pref,
    }
}

fn change_date(entry: &mut ContactDate, new: ContactDate, step: &Step) {
    match step {
        Step::Value => entry.value = new.value,
        Step::Type => entry.r#type = new.r#type,
        _ => entry.label = new.label,
    }
}

fn change_relation(entry: &mut Relation, new: Relation, step: &Step) {
    match step {
        Step::Value => entry.value = new.value,
        Step::Pref => entry.uid = new.uid,
        Step::Type => entry.r#type = new.r#type,
        _ => entry.label = new.label,
    }
}

fn change_custom(entry: &mut CustomField, new: CustomField, step: &Step) {
    match step {
        Step::Label => entry.label = new.label,
        _ => entry.value = new.value,
    }
}

fn any_date() -> impl Strategy<Value = PartialDate> {
    let parts = (
        option::of(1_u16..10_000),
        option::of(1_u8..13),
        option::of(1_u8..32),
    );
    parts.prop_filter_map("no date", |(year, month, day)| {
        PartialDate::new(year, month, day).ok()
    })
}

/// Any edit at all, with lists that come from those of `before`.
pub fn hostile_edit(before: ContactFields) -> BoxedStrategy<ContactEdit> {
    let kind = select(&[Kind::Individual, Kind::Org, Kind::Group, Kind::Location][..]);
    let texts = (
        change(kind),
        change(name_edit()),
        change(any_text()),
        change(org_edit()),
        change(any_date()),
        change(any_text()),
    );
    let lists = (
        change(list(before.phones, any_phone(), change_one!())),
        change(list(before.emails, any_email(), change_one!())),
        change(list(before.urls, any_url(), change_one!())),
        change(list(before.addresses, any_address(), change_address)),
        change(list(before.ims, any_im(), change_im)),
        change(list(before.dates, any_contact_date(), change_date)),
        change(list(before.relations, any_relation(), change_relation)),
        change(list(before.labels, any_text(), |entry, new, _| {
            *entry = new
        })),
        change(list(before.custom, any_custom(), change_custom)),
    );
    (texts, lists)
        .prop_map(|(texts, lists)| {
            let (kind, name, nickname, org, birthday, note) = texts;
            let (phones, emails, urls, addresses, ims, dates, relations, labels, custom) = lists;
            ContactEdit {
                kind,
                name,
                nickname,
                org,
                phones,
                emails,
                addresses,
                urls,
                ims,
                birthday,
                dates,
                relations,
                note,
                labels,
                custom,
                ..ContactEdit::default()
            }
        })
        .boxed()
}
