mod filled;

use domain::{
    Change, ContactEdit, ContactFields, FieldErrors, FieldRule, NameEdit, Phone, PhoneType,
};

use self::filled::{changed, sample};
use super::diff::touched;
use super::draft::baseline;
use super::errors::by_input;
use super::slots::{List, Slot, Slots, TYPED};
use crate::messages::texts;

#[test]
fn an_untouched_form_changes_nothing() {
    for fields in [ContactFields::default(), sample()] {
        let (draft, edit) = changed(&fields, &[]);
        assert_eq!(edit, ContactEdit::default());
        assert_eq!(draft.fields, baseline(&fields));
        assert_eq!(serde_json::to_string(&edit).unwrap(), "{}");
    }
}

#[test]
fn only_what_was_typed_is_sent() {
    let (_, edit) = changed(&sample(), &[("name.given", " Anna ")]);
    let name = NameEdit {
        given: Change::Set("Anna".into()),
        ..NameEdit::default()
    };
    assert_eq!(
        edit,
        ContactEdit {
            name: Change::Set(name),
            ..ContactEdit::default()
        }
    );

    let (_, edit) = changed(&sample(), &[("phones.0.value", "+1")]);
    let Change::Set(phones) = &edit.phones else {
        panic!("{edit:?}")
    };
    assert_eq!(
        phones[0],
        Phone {
            value: "+1".into(),
            ..sample().phones[0].clone()
        }
    );
    assert_eq!(phones[1], sample().phones[1]);
    assert_eq!(touched(&edit, texts()), ["Phone"]);
}

#[test]
fn the_one_to_take_first_and_the_kind_are_chosen() {
    let (draft, edit) = changed(&sample(), &[("phones.0.pref", "0"), ("phones.1.pref", "1")]);
    assert!(!draft.fields.phones[0].pref && draft.fields.phones[1].pref);
    assert_eq!(touched(&edit, texts()), ["Phone"]);
    let (_, edit) = changed(&sample(), &[("phones.0.pref", "")]);
    assert_eq!(edit, ContactEdit::default(), "there was no box");
    let (_, edit) = changed(&sample(), &[("kind", "1")]);
    assert_eq!(
        edit,
        ContactEdit {
            kind: Change::Set(domain::Kind::Org),
            ..ContactEdit::default()
        }
    );
    // What no form asks for changes nothing.
    for kind in ["", "9", "Org"] {
        let (_, edit) = changed(&sample(), &[("kind", kind)]);
        assert_eq!(edit, ContactEdit::default());
    }
}

#[test]
fn emptied_fields_are_cleared_and_empty_entries_dropped() {
    let (draft, edit) = changed(
        &sample(),
        &[
            ("note", " \n"),
            ("birthday.day", ""),
            ("birthday.month", ""),
            ("emails.0.value", ""),
            ("phones.0.value", ""),
        ],
    );
    assert_eq!(
        (edit.note, edit.birthday, edit.emails),
        (Change::Clear, Change::Clear, Change::Clear)
    );
    assert_eq!(edit.phones, Change::Set(vec![sample().phones[1].clone()]));
    assert_eq!(
        *draft.kept.list(List::Phones),
        [Slot {
            key: 1,
            origin: Some(1)
        }]
    );
}

#[test]
fn a_type_replaces_a_label_and_a_label_keeps_the_type() {
    let (draft, _) = changed(
        &sample(),
        &[
            ("phones.1.type", "0"),
            ("phones.0.type", "own"),
            ("phones.0.label", "Car"),
        ],
    );
    let phones = draft.fields.phones;
    assert_eq!(
        (phones[1].r#type, phones[1].label.as_deref()),
        (Some(PhoneType::Mobile), None)
    );
    assert_eq!(
        (phones[0].r#type, phones[0].label.as_deref()),
        (Some(PhoneType::Mobile), Some("Car"))
    );
}

#[test]
fn a_name_by_hand_is_kept_and_a_made_one_is_not_sent() {
    let mut fields = sample();
    // " Lee" has a space too many; the name that is made from it has not.
    assert_eq!(fields.name.full, "Ann Lee");
    assert_eq!(baseline(&fields).name.full, "");
    fields.name.full = "Auntie".into();
    assert_eq!(baseline(&fields).name.full, "Auntie");
    let (_, edit) = changed(&fields, &[("name.full", "")]);
    let name = NameEdit {
        full: Change::Clear,
        ..NameEdit::default()
    };
    assert_eq!(edit.name, Change::Set(name));
}

#[test]
fn a_name_made_of_something_else_follows_it() {
    let mut fields = ContactFields::default();
    fields.org.name = "Acme".into();
    fields.name.full = "Acme".into();
    let (_, edit) = changed(&fields, &[("org.name", "Acme Ltd")]);
    let anew = NameEdit {
        full: Change::Clear,
        ..NameEdit::default()
    };
    assert_eq!(edit.name, Change::Set(anew));
    // A name is followed unasked.
    let (_, edit) = changed(&fields, &[("name.given", "Ann")]);
    let given = NameEdit {
        given: Change::Set("Ann".into()),
        ..NameEdit::default()
    };
    assert_eq!(edit.name, Change::Set(given));
    let (_, edit) = changed(&sample(), &[("org.name", "Acme Ltd")]);
    assert_eq!(edit.name, Change::Keep);
    let (_, edit) = changed(&ContactFields::default(), &[("org.name", "Acme")]);
    assert_eq!(edit.name, Change::Keep);
}

#[test]
fn dates_that_do_not_exist_are_refused_here() {
    for (day, month, year, good) in [
        ("29", "2", "", true),
        ("29", "2", "2023", false),
        ("", "", "1985", true),
        ("۲۹", "2", "۲۰۲۴", true),
        ("٢٩", "2", "۲۰۲۳", false),
        ("1", "", "", false),
        ("x", "1", "", false),
        ("999", "1", "", false),
    ] {
        let typed = [
            ("birthday.day", day),
            ("birthday.month", month),
            ("birthday.year", year),
        ];
        let (draft, _) = changed(&ContactFields::default(), &typed);
        assert_eq!(draft.wrong.is_empty(), good, "{day}.{month}.{year}");
    }
}

#[test]
fn errors_find_their_inputs() {
    let mut errors = FieldErrors::new();
    for path in [
        "phones[0].value",
        "addresses[9].street",
        "name",
        "org.units[3]",
        "note",
        "book_id",
        "phones",
        "labels[0]",
        "dates[0].label",
        "dates[1].value",
    ] {
        errors.insert(path.into(), vec![FieldRule::Required.into()]);
    }
    let mut sent = Slots::default();
    sent.list_mut(List::Phones).push(Slot {
        key: 7,
        origin: None,
    });
    sent.list_mut(List::Labels).push(Slot {
        key: TYPED,
        origin: None,
    });
    sent.list_mut(List::Dates).push(Slot {
        key: 3,
        origin: Some(3),
    });
    let inputs: Vec<_> = by_input(&errors, &sent, texts())
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(
        inputs,
        [
            "",
            "book_id",
            "dates.3.label",
            "",
            "labels.4294967295.value",
            "name.given",
            "note",
            "org.units",
            "",
            "phones.7.value"
        ]
    );
}

#[test]
fn a_service_is_said_in_the_words_of_contacts() {
    for (typed, expected) in [
        ("Telegram", Some("telegram")),
        ("whatsapp", Some("whatsapp")),
        ("X", Some("x")),
        (" Our own 2 ", Some("Our own 2")),
        ("", None),
    ] {
        let (draft, _) = changed(&sample(), &[("ims.1.service", typed)]);
        assert_eq!(draft.fields.ims[1].service.as_deref(), expected);
        assert_eq!(draft.fields.ims[0], sample().ims[0]);
    }
}

#[test]
fn labels_are_added_once_and_what_is_being_typed_counts() {
    let (draft, edit) = changed(
        &sample(),
        &[("labels.4294967295.value", " Work,, FRIENDS , Новые ")],
    );
    let labels = ["Friends", "a\nb", "Work", "Новые"].map(str::to_owned);
    assert_eq!(edit.labels, Change::Set(labels.to_vec()));
    let kept = draft.kept.list(List::Labels);
    let keys: Vec<u32> = kept.iter().map(|slot| slot.key).collect();
    assert_eq!(keys, [0, 1, TYPED, TYPED]);
    assert_eq!(touched(&edit, texts()), ["Labels"]);
}

#[test]
fn another_name_is_another_person() {
    let (_, edit) = changed(
        &sample(),
        &[("relations.0.value", "Cleo"), ("relations.1.value", "Dora")],
    );
    let Change::Set(relations) = edit.relations else {
        panic!("{:?}", edit.relations)
    };
    let told: Vec<_> = relations
        .iter()
        .map(|relation| (&*relation.value, relation.uid.as_deref()))
        .collect();
    assert_eq!(told, [("Cleo", None), ("Dora", Some("c"))]);
}

#[test]
fn dates_say_what_is_wrong_with_them() {
    for (changes, wrong) in [
        (&[("dates.0.day", "31")][..], Some(FieldRule::BadValue)),
        (&[("dates.1.day", "x")], Some(FieldRule::BadValue)),
        (
            &[("dates.1.day", ""), ("dates.1.month", "")],
            Some(FieldRule::Required),
        ),
        (&[("dates.0.year", ""), ("dates.0.month", "")], None),
    ] {
        let (draft, edit) = changed(&sample(), changes);
        let rules: Vec<_> = draft.wrong.iter().map(|(_, rule)| rule.clone()).collect();
        assert_eq!(rules, Vec::from_iter(wrong), "{changes:?}");
        assert!(!edit.dates.is_keep());
        for (name, _) in draft.wrong {
            assert!(name.starts_with("dates.") && name.ends_with(".value"));
        }
    }
}

#[test]
fn a_relation_is_linked_by_choice_and_unlinked_with_its_name_kept() {
    let (_, edit) = changed(
        &sample(),
        &[
            ("relations.0.uid", "="),
            ("relations.1.value", "Dora"),
            ("relations.1.uid", "=urn-of-dora"),
        ],
    );
    let Change::Set(relations) = edit.relations else {
        panic!("{:?}", edit.relations)
    };
    let told: Vec<_> = relations
        .iter()
        .map(|relation| (&*relation.value, relation.uid.as_deref()))
        .collect();
    assert_eq!(told, [("Bea", None), ("Dora", Some("urn-of-dora"))]);
}
