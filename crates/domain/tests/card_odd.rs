//! Cards as they should not be, but are: one edit each, and the whole card that must come of it.

mod edited;

use domain::*;
use edited::{edited, read};

fn phones(fields: &ContactFields, change: impl FnOnce(&mut Vec<Phone>)) -> ContactEdit {
    let mut phones = fields.phones.clone();
    change(&mut phones);
    ContactEdit {
        phones: Change::Set(phones),
        ..ContactEdit::default()
    }
}

const SHARED: &[&str] = &["FN:x", "item1.TEL:1", "item1.TEL:2", "item1.X-ABLabel:boat"];

#[test]
fn a_shared_label_stays_with_the_other() {
    let renamed = edited("3.0", SHARED, |f| {
        phones(f, |p| p[0].label = Some("car".into()))
    });
    assert_eq!(
        renamed,
        [
            "FN:x",
            "item2.TEL:1",
            "item2.X-ABLabel:car",
            "item1.TEL:2",
            "item1.X-ABLabel:boat"
        ]
    );
    let cleared = edited("3.0", SHARED, |f| phones(f, |p| p[1].label = None));
    assert_eq!(
        cleared,
        ["FN:x", "item1.TEL:1", "TEL:2", "item1.X-ABLabel:boat"]
    );
    let removed = edited("3.0", SHARED, |f| phones(f, |p| drop(p.remove(0))));
    assert_eq!(removed, ["FN:x", "item1.TEL:2", "item1.X-ABLabel:boat"]);
    let emptied = edited("3.0", SHARED, |f| phones(f, Vec::clear));
    assert_eq!(emptied, ["FN:x"]);
}

#[test]
fn a_label_of_a_date_outlives_the_phone_in_its_group() {
    let lines = [
        "FN:x",
        "item1.TEL:1",
        "item1.X-ABDATE:2011-06-18",
        "item1.X-ABLabel:wedding",
    ];
    assert_eq!(
        edited("3.0", &lines, |f| phones(f, Vec::clear)),
        ["FN:x", lines[2], lines[3]]
    );
}

#[test]
fn a_label_may_join_a_group_of_groups() {
    let lines = ["FN:x", "a.b.TEL:1"];
    let edited = edited("3.0", &lines, |f| {
        phones(f, |p| p[0].label = Some("boat".into()))
    });
    assert_eq!(edited, ["FN:x", "a.b.TEL:1", "a.b.X-ABLabel:boat"]);
}

#[test]
fn a_type_told_by_a_label_outlives_the_label() {
    let lines = ["FN:x", "item1.TEL:1", "item1.X-ABLabel:_$!<Work>!$_"];
    let labelled = edited("3.0", &lines, |f| {
        phones(f, |p| p[0].label = Some("boat".into()))
    });
    assert_eq!(
        labelled,
        ["FN:x", "item1.TEL;TYPE=WORK:1", "item1.X-ABLabel:boat"]
    );
    let retyped = edited("3.0", &lines, |f| {
        phones(f, |p| p[0].r#type = Some(PhoneType::Home))
    });
    assert_eq!(retyped, ["FN:x", "item1.TEL;TYPE=HOME:1"]);
    let untyped = edited("3.0", &lines, |f| phones(f, |p| p[0].r#type = None));
    assert_eq!(untyped, ["FN:x", "item1.TEL:1"]);
}

#[test]
fn a_built_in_label_that_is_no_type_is_shown_beside_the_type() {
    let lines = ["item1.TEL;TYPE=CELL:1", "item1.X-ABLabel:_$!<School>!$_"];
    let phone = &read(&lines).phones[0];
    assert_eq!(
        (phone.r#type, phone.label.as_deref()),
        (Some(PhoneType::Mobile), Some("school"))
    );
    let retyped = edited("3.0", &lines, |f| {
        phones(f, |p| p[0].r#type = Some(PhoneType::Home))
    });
    assert_eq!(retyped, ["item1.TEL;TYPE=HOME:1", lines[1]]);
}

#[test]
fn a_label_without_its_property_is_nobodys() {
    let lines = ["FN:x", "item1.X-ABLabel:lost", "X-ABLabel:more", "TEL:1"];
    let labelled = edited("3.0", &lines, |f| {
        phones(f, |p| p[0].label = Some("boat".into()))
    });
    assert_eq!(
        labelled,
        [
            "FN:x",
            lines[1],
            lines[2],
            "item2.TEL:1",
            "item2.X-ABLabel:boat"
        ]
    );
}

#[test]
fn preference_goes_however_it_is_said() {
    for (version, line, without) in [
        ("3.0", "TEL;TYPE=pref:1", "TEL:1"),
        ("3.0", "TEL;PREF=1:1", "TEL:1"),
        ("4.0", "TEL;type=CELL;type=pref:1", "TEL;TYPE=CELL:1"),
        (
            "4.0",
            "TEL;PREF=1;TYPE=\"pref,voice\":1",
            "TEL;TYPE=voice:1",
        ),
        ("4.0", "TEL;PREF=7:1", "TEL;PREF=7:1"),
    ] {
        assert_eq!(
            edited(version, &[line], |f| phones(f, |p| p[0].pref = false)),
            [without],
            "{line}"
        );
    }
    for (version, line, with) in [
        ("3.0", "TEL;TYPE=X-Dacha:1", "TEL;TYPE=X-Dacha,PREF:1"),
        ("3.0", "TEL;PREF=7:1", "TEL;PREF=1:1"),
        ("4.0", "TEL;PREF=7;PID=1.1:1", "TEL;PREF=1;PID=1.1:1"),
    ] {
        assert_eq!(
            edited(version, &[line], |f| phones(f, |p| p[0].pref = true)),
            [with],
            "{line}"
        );
    }
}

#[test]
fn a_number_as_a_uri_is_shown_without_its_scheme() {
    let line = "TEL;VALUE=uri;TYPE=cell:tel:+1-555;ext=5";
    assert_eq!(read(&[line]).phones[0].value, "+1-555;ext=5");
    let changed = edited("4.0", &["FN:x", line], |f| {
        phones(f, |p| p[0].value = "+1 556".into())
    });
    assert_eq!(changed, ["FN:x", "TEL;TYPE=cell:+1 556"]);
    let retyped = edited("4.0", &["FN:x", line], |f| {
        phones(f, |p| p[0].r#type = Some(PhoneType::Work))
    });
    assert_eq!(
        retyped,
        ["FN:x", "TEL;VALUE=uri;TYPE=work:tel:+1-555;ext=5"]
    );
}

#[test]
fn a_new_value_is_not_encoded_as_the_old_one_was() {
    let lines = ["NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=latin1;LANGUAGE=de:=E4"];
    let noted = edited("3.0", &lines, |_| ContactEdit {
        note: Change::Set("a=b".into()),
        ..ContactEdit::default()
    });
    assert_eq!(noted, ["NOTE;LANGUAGE=de:a=b"]);
}

#[test]
fn empty_lines_stay_where_they_are() {
    let lines = [
        "TEL:",
        "EMAIL;TYPE=HOME:",
        "item1.TEL: ",
        "item1.X-ABLabel:none yet",
        "TEL:0",
        "ADR:;;;;;;",
    ];
    assert_eq!(read(&lines).phones.len(), 1);
    let emptied = edited("3.0", &lines, |f| ContactEdit {
        emails: Change::Clear,
        addresses: Change::Clear,
        ..phones(f, Vec::clear)
    });
    assert_eq!(emptied, [lines[0], lines[1], lines[2], lines[3], lines[5]]);
}

#[test]
fn an_address_keeps_the_components_that_have_no_field() {
    for (line, changed) in [
        ("ADR:;;a;b;c;d;e;room 8", "ADR:;;a;Town;c;d;e;room 8"),
        ("ADR:;;a", "ADR:;;a;Town;;;"),
        ("ADR:;;a, 1;b\\", "ADR:;;a, 1;Town;;;"),
        ("ADR:;;a\\", "ADR:;;a\\\\;Town;;;"),
    ] {
        let edit = |fields: &ContactFields| {
            let mut addresses = fields.addresses.clone();
            addresses[0].locality = "Town".into();
            ContactEdit {
                addresses: Change::Set(addresses),
                ..ContactEdit::default()
            }
        };
        assert_eq!(edited("3.0", &[line], edit), [changed]);
    }
}

#[test]
fn an_organisation_keeps_its_empty_parts() {
    let named = |name: &str| {
        let name = Change::Set(name.to_owned());
        move |_: &ContactFields| ContactEdit {
            org: Change::Set(OrgEdit {
                name,
                ..OrgEdit::default()
            }),
            ..ContactEdit::default()
        }
    };
    assert_eq!(
        edited("3.0", &["FN:x", "ORG:Acme;"], named("Bcme")),
        ["FN:x", "ORG:Bcme;"]
    );
    assert_eq!(
        edited("3.0", &["FN:x", "ORG:Acme;;Paper"], named("0")),
        ["FN:x", "ORG:0;;Paper"]
    );
    assert_eq!(
        edited("3.0", &["FN:x", "ORG:;Paper"], named("")),
        ["FN:x", "ORG:;Paper"]
    );
    assert_eq!(edited("3.0", &["FN:x", "ORG:Acme;"], named("")), ["FN:x"]);
}

#[test]
fn the_same_in_another_language_stays_until_all_is_cleared() {
    let lines = [
        "FN:x",
        "TITLE;ALTID=1;LANGUAGE=ja:部長",
        "TITLE;ALTID=1;LANGUAGE=en:Head",
        "TITLE:",
    ];
    let titled = |title: Change<String>| {
        move |_: &ContactFields| ContactEdit {
            org: Change::Set(OrgEdit {
                title,
                ..OrgEdit::default()
            }),
            ..ContactEdit::default()
        }
    };
    let changed = edited("4.0", &lines, titled(Change::Set("課長".into())));
    assert_eq!(
        changed,
        ["FN:x", "TITLE;ALTID=1;LANGUAGE=ja:課長", lines[2], lines[3]]
    );
    assert_eq!(
        edited("4.0", &lines, titled(Change::Clear)),
        ["FN:x", "TITLE:"]
    );
}

#[test]
fn several_notes_are_one_text() {
    let lines = ["FN:x", "NOTE:one", "TEL:1", "NOTE:", "NOTE:two"];
    assert_eq!(read(&lines).note.as_deref(), Some("one\ntwo"));
    let noted = |note: &str| {
        let note = Change::Set(note.to_owned());
        move |_: &ContactFields| ContactEdit {
            note,
            ..ContactEdit::default()
        }
    };
    assert_eq!(edited("3.0", &lines, noted("one\r\ntwo")), lines);
    assert_eq!(
        edited("3.0", &lines, noted("one, two")),
        ["FN:x", "NOTE:one\\, two", "TEL:1", "NOTE:"]
    );
}

#[test]
fn an_unreadable_birthday_outlives_other_edits() {
    let lines = ["FN:x", "BDAY;VALUE=text:circa 1800"];
    let born = |birthday: Change<PartialDate>| {
        move |_: &ContactFields| ContactEdit {
            birthday,
            note: Change::Clear,
            ..ContactEdit::default()
        }
    };
    assert_eq!(edited("4.0", &lines, born(Change::Clear)), lines);
    let date = "--04-12".parse().unwrap();
    assert_eq!(
        edited("4.0", &lines, born(Change::Set(date))),
        ["FN:x", "BDAY:--0412"]
    );
    let known = ["FN:x", "item1.BDAY;X-A=b;VALUE=date:1985-04-11"];
    assert_eq!(
        edited("3.0", &known, born(Change::Set(date))),
        ["FN:x", "item1.BDAY;X-A=b;X-APPLE-OMIT-YEAR=1604:1604-04-12"]
    );
}

#[test]
fn a_missing_full_name_is_not_invented_but_by_a_change() {
    let lines = ["N:Doe;Ann", "TEL:1"];
    assert_eq!(read(&lines).name.full, "Ann Doe");
    assert_eq!(
        edited("3.0", &lines, |f| phones(f, |p| p[0].value = "2".into())),
        ["N:Doe;Ann", "TEL:2"]
    );
    let named = edited("3.0", &lines, |_| ContactEdit {
        name: Change::Set(NameEdit {
            given: Change::Set("Bea".into()),
            ..NameEdit::default()
        }),
        ..ContactEdit::default()
    });
    assert_eq!(named, ["N:Doe;Bea;;;", "TEL:1", "FN:Bea Doe"]);
}

#[test]
fn the_kind_is_told_in_the_words_of_the_card() {
    let kind = |kind: Kind| {
        move |_: &ContactFields| ContactEdit {
            kind: Change::Set(kind),
            ..ContactEdit::default()
        }
    };
    assert_eq!(
        edited("3.0", &["FN:x"], kind(Kind::Group)),
        ["FN:x", "X-ADDRESSBOOKSERVER-KIND:group"]
    );
    assert_eq!(
        edited("3.0", &["FN:x"], kind(Kind::Org)),
        ["FN:x", "X-ABShowAs:COMPANY"]
    );
    assert_eq!(
        edited("4.0", &["FN:x"], kind(Kind::Org)),
        ["FN:x", "KIND:org"]
    );
    assert_eq!(
        edited("3.0", &["KIND:group", "FN:x"], kind(Kind::Org)),
        ["KIND:org", "FN:x"]
    );
    assert_eq!(
        edited(
            "3.0",
            &["X-ABShowAs:COMPANY", "FN:x"],
            kind(Kind::Individual)
        ),
        ["FN:x"]
    );
    let odd = ["KIND:x-robot", "FN:x"];
    assert_eq!(edited("4.0", &odd, kind(Kind::Individual)), odd);
}

#[test]
fn what_is_written_on_several_lines_comes_as_one() {
    let fields = read(&[
        "FN: Ann\\nDoe ",
        "TITLE: Boss\t",
        "TEL:+1\\n555",
        "EMAIL:Ann <a@example.org>",
        "URL:http\\://a/\\,b",
    ]);
    assert_eq!(fields.name.full, "Ann Doe");
    assert_eq!(fields.org.title, "Boss");
    assert_eq!(fields.phones[0].value, "+1 555");
    assert_eq!(fields.emails[0].value, "Ann <a@example.org>");
    assert_eq!(fields.urls[0].value, "http://a/,b");
}
