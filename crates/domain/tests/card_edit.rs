//! Edits of cards: what is asked for happens, everything else stays as it was.

use domain::card;
use domain::*;
use vcard::Card;

fn parse(text: &str) -> Card {
    Card::parse(text.as_bytes()).unwrap()
}

fn crlf(text: &str) -> String {
    text.replace('\n', "\r\n")
}

/// The lines that an edit took away and the lines that it brought.
fn difference(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let lines = |text: &str| {
        text.split_inclusive('\n')
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (before, after) = (lines(before), lines(after));
    let only = |these: &[String], those: &[String]| {
        let mut rest = those.to_vec();
        these
            .iter()
            .filter(|line| match rest.iter().position(|other| other == *line) {
                Some(at) => {
                    rest.remove(at);
                    false
                }
                None => true,
            })
            .map(|line| line.trim_end().to_owned())
            .collect::<Vec<_>>()
    };
    (only(&before, &after), only(&after, &before))
}

const APPLE: &str = "BEGIN:VCARD
VERSION:3.0
PRODID:-//Example//Phone 1.0//EN
N:Doe;Ann;;;
FN:Ann Doe
ORG:Acme\\, Inc.;
TEL;type=CELL;type=VOICE;type=pref:+1 555 0100
item1.TEL:+1 555 0101
item1.X-ABLabel:_$!<Work>!$_
item2.EMAIL;type=INTERNET:ann@example.org
item2.X-ABLabel:Cottage
item3.ADR;type=HOME:;;1 Main St\\nFlat 2;Springfield;;12345;
item3.X-ABADR:us
GEO:1.5;2.5
X-UNKNOWN;P=\"a;b\":what,ever
BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12
END:VCARD
";

fn apply(text: &str, edit: &ContactEdit) -> (Vec<String>, Vec<String>) {
    let mut card = parse(text);
    card::apply(&mut card, edit);
    difference(text, &card.to_string())
}

fn named(edit: NameEdit) -> ContactEdit {
    ContactEdit {
        name: Change::Set(edit),
        ..ContactEdit::default()
    }
}

#[test]
fn a_card_is_read_into_fields() {
    let fields = card::read(&parse(&crlf(APPLE)));
    assert_eq!(fields.name.full, "Ann Doe");
    assert_eq!(
        (fields.name.given.as_str(), fields.name.family.as_str()),
        ("Ann", "Doe")
    );
    assert_eq!(fields.org.name, "Acme, Inc.");
    assert_eq!(fields.phones.len(), 2);
    assert_eq!(fields.phones[0].r#type, Some(PhoneType::Mobile));
    assert!(fields.phones[0].pref);
    assert_eq!(
        (fields.phones[1].r#type, &fields.phones[1].label),
        (Some(PhoneType::Work), &None)
    );
    assert_eq!(fields.emails[0].label.as_deref(), Some("Cottage"));
    assert_eq!(fields.addresses[0].street, "1 Main St\nFlat 2");
    assert_eq!(fields.birthday.unwrap().to_string(), "--04-12");
}

#[test]
fn saving_what_is_there_changes_nothing() {
    let text = crlf(APPLE);
    let fields = card::read(&parse(&text));
    let same = ContactEdit {
        kind: Change::Set(fields.kind),
        name: Change::Set(NameEdit {
            full: Change::Set(fields.name.full.clone()),
            given: Change::Set(fields.name.given.clone()),
            family: Change::Set(fields.name.family.clone()),
            ..NameEdit::default()
        }),
        nickname: Change::Clear,
        org: Change::Set(OrgEdit {
            name: Change::Set(fields.org.name.clone()),
            units: Change::Set(fields.org.units.clone()),
            ..OrgEdit::default()
        }),
        phones: Change::Set(fields.phones.clone()),
        emails: Change::Set(fields.emails.clone()),
        addresses: Change::Set(fields.addresses.clone()),
        urls: Change::Set(fields.urls.clone()),
        birthday: fields.birthday.map_or(Change::Clear, Change::Set),
        note: Change::Clear,
        ..ContactEdit::default()
    };
    assert_eq!(apply(&text, &same), (vec![], vec![]));
}

#[test]
fn a_new_given_name_changes_two_lines() {
    let edit = named(NameEdit {
        given: Change::Set("Bea".into()),
        ..NameEdit::default()
    });
    let (gone, come) = apply(&crlf(APPLE), &edit);
    assert_eq!(gone, ["N:Doe;Ann;;;", "FN:Ann Doe"]);
    assert_eq!(come, ["N:Doe;Bea;;;", "FN:Bea Doe"]);
}

#[test]
fn a_full_name_written_by_hand_stays() {
    let text = crlf(APPLE).replace("FN:Ann Doe", "FN:Dr. Ann \\\"Annie\\\" Doe");
    let edit = named(NameEdit {
        family: Change::Set("Roe".into()),
        ..NameEdit::default()
    });
    let (gone, come) = apply(&text, &edit);
    assert_eq!(
        (gone, come),
        (vec!["N:Doe;Ann;;;".into()], vec!["N:Roe;Ann;;;".into()])
    );
}

#[test]
fn a_phone_changed_keeps_its_preference_and_its_parameters() {
    let text = crlf(APPLE);
    let mut phones = card::read(&parse(&text)).phones;
    phones[0].value = "+1 555 0199".into();
    let (gone, come) = apply(
        &text,
        &ContactEdit {
            phones: Change::Set(phones),
            ..ContactEdit::default()
        },
    );
    assert_eq!(gone, ["TEL;type=CELL;type=VOICE;type=pref:+1 555 0100"]);
    assert_eq!(come, ["TEL;type=CELL;type=VOICE;type=pref:+1 555 0199"]);
}

#[test]
fn a_removed_phone_takes_its_label_along_and_nothing_else() {
    let text = crlf(APPLE);
    let mut phones = card::read(&parse(&text)).phones;
    phones.remove(1);
    let (gone, come) = apply(
        &text,
        &ContactEdit {
            phones: Change::Set(phones),
            ..ContactEdit::default()
        },
    );
    assert_eq!(
        gone,
        ["item1.TEL:+1 555 0101", "item1.X-ABLabel:_$!<Work>!$_"]
    );
    assert!(come.is_empty());
}

#[test]
fn a_label_comes_with_a_group_of_its_own() {
    let text = crlf(APPLE);
    let mut phones = card::read(&parse(&text)).phones;
    phones[0].label = Some("boat".into());
    let (_, come) = apply(
        &text,
        &ContactEdit {
            phones: Change::Set(phones),
            ..ContactEdit::default()
        },
    );
    assert_eq!(
        come,
        [
            "item4.TEL;type=CELL;type=VOICE;type=pref:+1 555 0100",
            "item4.X-ABLabel:boat"
        ]
    );
}

#[test]
fn a_town_changed_keeps_the_rest_of_the_address() {
    let text = crlf(APPLE);
    let mut addresses = card::read(&parse(&text)).addresses;
    addresses[0].locality = "Shelby; Ville".into();
    let (_, come) = apply(
        &text,
        &ContactEdit {
            addresses: Change::Set(addresses),
            ..ContactEdit::default()
        },
    );
    assert_eq!(
        come,
        ["item3.ADR;type=HOME:;;1 Main St\\nFlat 2;Shelby\\; Ville;;12345;"]
    );
}

#[test]
fn what_is_created_reads_back_the_same() {
    let edit = ContactEdit {
        name: Change::Set(NameEdit {
            given: Change::Set("Жанна".into()),
            family: Change::Set("O’Neil; x, y\\z".into()),
            ..NameEdit::default()
        }),
        phones: Change::Set(vec![
            Phone {
                value: "+7 900".into(),
                r#type: Some(PhoneType::WorkFax),
                pref: true,
                ..Phone::default()
            },
            Phone {
                value: "112".into(),
                label: Some("boat; <b>".into()),
                ..Phone::default()
            },
        ]),
        emails: Change::Set(vec![Email {
            value: "j@example.org".into(),
            r#type: Some(EmailType::Work),
            ..Email::default()
        }]),
        urls: Change::Set(vec![Url {
            value: "https://example.org/?a,b;c".into(),
            ..Url::default()
        }]),
        birthday: Change::Set("1985-04".parse().unwrap()),
        note: Change::Set("line 1\nEND:VCARD\n  line 3".into()),
        kind: Change::Set(Kind::Org),
        ..ContactEdit::default()
    };
    let uid = Uuid::from_u128(7);
    let fields = card::read(&parse(&card::create(&edit, uid).to_string()));
    assert_eq!(fields.uid, uid.to_string());
    assert_eq!(fields.kind, Kind::Org);
    assert_eq!(fields.name.full, "Жанна O’Neil; x, y\\z");
    assert_eq!(fields.name.family, "O’Neil; x, y\\z");
    assert_eq!(Change::Set(fields.phones), edit.phones);
    assert_eq!(Change::Set(fields.emails), edit.emails);
    assert_eq!(Change::Set(fields.urls), edit.urls);
    assert_eq!(fields.birthday.unwrap().to_string(), "1985-04");
    assert_eq!(Change::Set(fields.note.unwrap()), edit.note);
}

#[test]
fn a_contact_without_a_name_is_shown_by_what_it_has() {
    let edit = ContactEdit {
        emails: Change::Set(vec![Email {
            value: "j@example.org".into(),
            ..Email::default()
        }]),
        ..ContactEdit::default()
    };
    let mut card = card::create(&edit, Uuid::nil());
    assert_eq!(card::read(&card).name.full, "j@example.org");
    // And once it gets a name, that is what is shown.
    card::apply(
        &mut card,
        &named(NameEdit {
            given: Change::Set("Jo".into()),
            ..NameEdit::default()
        }),
    );
    assert_eq!(card::read(&card).name.full, "Jo");
}

#[test]
fn a_full_name_follows_the_name_and_nothing_else() {
    let company = crlf("BEGIN:VCARD\nVERSION:3.0\nFN:Acme\nN:;;;;\nORG:Acme\nTEL:1\nEND:VCARD\n");
    let org = OrgEdit {
        name: Change::Set("Acme Ltd".into()),
        ..OrgEdit::default()
    };
    let edit = ContactEdit {
        org: Change::Set(org),
        ..ContactEdit::default()
    };
    let (gone, come) = apply(&company, &edit);
    assert_eq!(
        (gone, come),
        (vec!["ORG:Acme".to_owned()], vec!["ORG:Acme Ltd".to_owned()])
    );
    // Asked for anew, it is made of what there is now.
    let anew = NameEdit {
        full: Change::Clear,
        ..NameEdit::default()
    };
    let (gone, come) = apply(
        &company,
        &ContactEdit {
            name: Change::Set(anew),
            ..edit
        },
    );
    assert_eq!(gone, ["FN:Acme", "ORG:Acme"]);
    assert_eq!(come, ["FN:Acme Ltd", "ORG:Acme Ltd"]);
    // One that was written by hand stays, whatever the name becomes.
    let by_hand = crlf("BEGIN:VCARD\nVERSION:3.0\nFN:Auntie\nN:Doe;Ann;;;\nEND:VCARD\n");
    let given = NameEdit {
        given: Change::Set("Anna".into()),
        ..NameEdit::default()
    };
    let (gone, come) = apply(&by_hand, &named(given));
    assert_eq!(
        (gone, come),
        (
            vec!["N:Doe;Ann;;;".to_owned()],
            vec!["N:Doe;Anna;;;".to_owned()]
        )
    );
}

#[test]
fn old_spellings_of_types_are_understood_and_kept() {
    let text = crlf(
        "BEGIN:VCARD\nVERSION:3.0\nFN:x\nTEL;CELL;VOICE:1\nTEL;TYPE=\"work,fax\":2\nEND:VCARD\n",
    );
    let mut phones = card::read(&parse(&text)).phones;
    assert_eq!(phones[0].r#type, Some(PhoneType::Mobile));
    assert_eq!(phones[1].r#type, Some(PhoneType::WorkFax));
    phones[0].r#type = Some(PhoneType::Home);
    let (gone, come) = apply(
        &text,
        &ContactEdit {
            phones: Change::Set(phones),
            ..ContactEdit::default()
        },
    );
    assert_eq!(
        (gone, come),
        (
            vec!["TEL;CELL;VOICE:1".into()],
            vec!["TEL;TYPE=VOICE,HOME:1".into()]
        )
    );
}
