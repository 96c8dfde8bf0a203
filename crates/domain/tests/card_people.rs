//! Phonetic names, dates, relations, labels and made-up fields as programs write them, and what an edit makes of them.

mod edited;

use domain::*;
use edited::{edited, read};

fn dates(change: impl FnOnce(&mut Vec<ContactDate>)) -> impl FnOnce(&ContactFields) -> ContactEdit {
    move |fields| {
        let mut dates = fields.dates.clone();
        change(&mut dates);
        ContactEdit {
            dates: Change::Set(dates),
            ..ContactEdit::default()
        }
    }
}

fn relations(
    change: impl FnOnce(&mut Vec<Relation>),
) -> impl FnOnce(&ContactFields) -> ContactEdit {
    move |fields| {
        let mut relations = fields.relations.clone();
        change(&mut relations);
        ContactEdit {
            relations: Change::Set(relations),
            ..ContactEdit::default()
        }
    }
}

fn labelled(labels: &[&str]) -> impl FnOnce(&ContactFields) -> ContactEdit {
    let labels = labels.iter().map(|label| (*label).to_owned()).collect();
    move |_| ContactEdit {
        labels: Change::Set(labels),
        ..ContactEdit::default()
    }
}

#[test]
fn phonetic_names_come_and_go() {
    let said = |given: Change<String>| {
        move |_: &ContactFields| ContactEdit {
            name: Change::Set(NameEdit {
                phonetic_given: given,
                ..NameEdit::default()
            }),
            org: Change::Set(OrgEdit {
                phonetic_name: Change::Set("アクメ".into()),
                ..OrgEdit::default()
            }),
            ..ContactEdit::default()
        }
    };
    let lines = ["FN:花子", "X-PHONETIC-FIRST-NAME:Hanako"];
    assert_eq!(read(&lines).name.phonetic_given, "Hanako");
    assert_eq!(
        edited("3.0", &lines, said(Change::Set("ハナコ".into()))),
        [
            "FN:花子",
            "X-PHONETIC-FIRST-NAME:ハナコ",
            "X-PHONETIC-ORG:アクメ"
        ]
    );
    assert_eq!(
        edited("4.0", &lines, said(Change::Set(String::new()))),
        ["FN:花子", "X-PHONETIC-ORG:アクメ"]
    );
}

#[test]
fn dates_are_read_in_all_their_spellings() {
    let dates = read(&[
        "ANNIVERSARY:20110618",
        "X-ANNIVERSARY:2011-06-19",
        "X-EVOLUTION-ANNIVERSARY:2011-06-20",
        "item1.X-ABDATE;type=pref;X-APPLE-OMIT-YEAR=1604:1604-06-21",
        "item1.X-ABLabel:_$!<Anniversary>!$_",
        "item2.X-ABDATE:2011",
        "item2.X-ABLabel:boat",
        "X-ABDATE:someday",
    ])
    .dates;
    let found: Vec<_> = dates
        .iter()
        .map(|date| (date.value.to_string(), date.r#type, date.label.as_deref()))
        .collect();
    let anniversary = Some(DateType::Anniversary);
    assert_eq!(
        found,
        [
            ("2011-06-18".to_owned(), anniversary, None),
            ("2011-06-19".to_owned(), anniversary, None),
            ("2011-06-20".to_owned(), anniversary, None),
            ("--06-21".to_owned(), anniversary, None),
            ("2011".to_owned(), None, Some("boat")),
        ]
    );
}

#[test]
fn dates_are_written_as_each_version_reads_them() {
    let new = || {
        dates(|dates| {
            let date = |kind, label: Option<&str>| ContactDate {
                key: Default::default(),
                value: "--06-18".parse().unwrap(),
                r#type: kind,
                label: label.map(str::to_owned),
            };
            dates.push(date(Some(DateType::Anniversary), None));
            dates.push(date(Some(DateType::Anniversary), Some("boat")));
            dates.push(date(None, Some("dacha")));
        })
    };
    assert_eq!(
        edited("3.0", &["FN:x"], new()),
        [
            "FN:x",
            "item1.X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-06-18",
            "item1.X-ABLabel:_$!<Anniversary>!$_",
            "item2.X-ABDATE;X-APPLE-OMIT-YEAR=1604;TYPE=ANNIVERSARY:1604-06-18",
            "item2.X-ABLabel:boat",
            "item3.X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-06-18",
            "item3.X-ABLabel:dacha",
        ]
    );
    assert_eq!(
        edited("4.0", &["FN:x"], new()),
        [
            "FN:x",
            "ANNIVERSARY:--0618",
            "item1.X-ABDATE;TYPE=anniversary:--0618",
            "item1.X-ABLabel:boat",
            "item2.X-ABDATE:--0618",
            "item2.X-ABLabel:dacha",
        ]
    );
}

#[test]
fn an_anniversary_that_becomes_something_else_gets_another_name() {
    let line = ["FN:x", "ANNIVERSARY;X-A=b:20110618"];
    let other = dates(|dates| dates[0].r#type = Some(DateType::Other));
    assert_eq!(
        edited("4.0", &line, other),
        [
            "FN:x",
            "item1.X-ABDATE;X-A=b:20110618",
            "item1.X-ABLabel:_$!<Other>!$_"
        ]
    );
    let moved = dates(|dates| dates[0].value = "2011-06-19".parse().unwrap());
    assert_eq!(
        edited("3.0", &["X-EVOLUTION-ANNIVERSARY:2011-06-18"], moved),
        ["X-EVOLUTION-ANNIVERSARY:2011-06-19"]
    );
}

#[test]
fn relations_are_read_in_all_their_spellings() {
    let relations = read(&[
        "item1.X-ABRELATEDNAMES;type=pref:Bert",
        "item1.X-ABLabel:_$!<Mother>!$_",
        "item2.X-ABRELATEDNAMES;X-UID=abc:Clara",
        "item2.X-ABLabel:Godmother",
        "RELATED;TYPE=friend:urn:uuid:4fbe8971-0000-4000-8000-000000000007",
        "RELATED;TYPE=contact;VALUE=text:Ask the desk\\, then her.",
        "RELATED;TYPE=co-worker:mailto:a@example.org",
        "X-SPOUSE:Dan",
        "X-EVOLUTION-MANAGER:Eve",
        "AGENT:Fay",
        "RELATED:",
    ])
    .relations;
    let found: Vec<_> = relations
        .iter()
        .map(|one| {
            (
                one.value.as_str(),
                one.uid.as_deref(),
                one.r#type,
                one.label.as_deref(),
            )
        })
        .collect();
    use RelationType::*;
    assert_eq!(
        found,
        [
            ("Bert", None, Some(Mother), None),
            ("Clara", Some("abc"), None, Some("Godmother")),
            (
                "",
                Some("4fbe8971-0000-4000-8000-000000000007"),
                Some(Friend),
                None
            ),
            ("Ask the desk, then her.", None, None, None),
            ("mailto:a@example.org", None, Some(Colleague), None),
            ("Dan", None, Some(Spouse), None),
            ("Eve", None, Some(Manager), None),
        ]
    );
}

#[test]
fn relations_are_written_with_name_and_link() {
    const UID: &str = "4fbe8971-0000-4000-8000-000000000007";
    let new = || {
        relations(|relations| {
            let to = |value: &str, uid: Option<&str>, kind| Relation {
                key: Default::default(),
                value: value.into(),
                uid: uid.map(str::to_owned),
                r#type: Some(kind),
                label: None,
            };
            relations.push(to(
                "Ann, Jr.",
                Some(&format!("urn:uuid:{UID}")),
                RelationType::Sister,
            ));
            relations.push(to("Bert", Some("abc:1"), RelationType::Emergency));
            relations.push(to("Clara", None, RelationType::Relative));
        })
    };
    assert_eq!(
        edited("3.0", &["FN:x"], new()),
        [
            "FN:x",
            &format!("item1.X-ABRELATEDNAMES;X-UID={UID}:Ann\\, Jr."),
            "item1.X-ABLabel:_$!<Sister>!$_",
            "X-ABRELATEDNAMES;X-UID=\"abc:1\";TYPE=EMERGENCY:Bert",
            "X-ABRELATEDNAMES;TYPE=KIN:Clara",
        ]
    );
    let folded: String = edited("4.0", &["FN:x"], new())
        .join("\n")
        .replace("\n ", "");
    assert_eq!(
        folded.lines().collect::<Vec<_>>(),
        [
            "FN:x",
            &format!("RELATED;X-FN=\"Ann, Jr.\";TYPE=sister:urn:uuid:{UID}"),
            "RELATED;VALUE=text;X-UID=\"abc:1\";TYPE=emergency:Bert",
            "RELATED;VALUE=text;TYPE=kin:Clara",
        ]
    );
}

#[test]
fn a_spouse_who_becomes_a_friend_gets_another_name() {
    let friend = || relations(|relations| relations[0].r#type = Some(RelationType::Friend));
    assert_eq!(
        edited("3.0", &["X-SPOUSE;X-A=b:Dan"], friend()),
        [
            "item1.X-ABRELATEDNAMES;X-A=b:Dan",
            "item1.X-ABLabel:_$!<Friend>!$_"
        ]
    );
    assert_eq!(
        edited("4.0", &["X-SPOUSE:Dan"], friend()),
        ["RELATED;VALUE=text;TYPE=friend:Dan"]
    );
    let labelled = [
        "item1.X-ABRELATEDNAMES:Dan",
        "item1.X-ABLabel:_$!<Spouse>!$_",
    ];
    assert_eq!(
        edited("3.0", &labelled, friend()),
        [labelled[0], "item1.X-ABLabel:_$!<Friend>!$_"]
    );
}

#[test]
fn labels_are_taken_out_and_put_in_one_by_one() {
    let lines = [
        "CATEGORIES: Friends ,Work\\, old",
        "FN:x",
        "categories:Sailing,,Friends",
        "CATEGORIES:",
    ];
    assert_eq!(read(&lines).labels, ["Friends", "Work, old", "Sailing"]);
    assert_eq!(
        edited(
            "3.0",
            &lines,
            labelled(&["friends", "Work, old", "A, B", "a, b"])
        ),
        [
            "CATEGORIES: Friends ,Work\\, old",
            "FN:x",
            "categories:,Friends,A\\, B",
            "CATEGORIES:"
        ]
    );
    assert_eq!(
        edited("3.0", &lines, labelled(&["Sailing"])),
        ["FN:x", "categories:Sailing,", "CATEGORIES:"]
    );
    assert_eq!(
        edited("4.0", &["FN:x"], labelled(&["a", " b "])),
        ["FN:x", "CATEGORIES:a,b"]
    );
    assert_eq!(
        edited("3.0", &["CATEGORIES:a\\"], labelled(&["a\\", "b"])),
        ["CATEGORIES:a\\\\,b"]
    );
}

#[test]
fn made_up_fields_have_a_label() {
    let lines = [
        "X-CUSTOM1;VALUE=TEXT:first",
        "item1.X-CUSTOM2:second",
        "item1.X-ABLabel:Shoe size",
        "X-CUSTOM3:",
        "X-CUSTOM5:not ours",
        "X-BLOKNOTIK-FIELD:nameless",
    ];
    let custom = read(&lines).custom;
    let found: Vec<_> = custom
        .iter()
        .map(|field| (field.label.as_str(), field.value.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("Custom 1", "first"),
            ("Shoe size", "second"),
            ("Custom", "nameless")
        ]
    );
    let changed = edited("4.0", &lines, |fields| {
        let mut custom = fields.custom.clone();
        custom[0].value = "changed".into();
        (custom[2].label, custom[2].value) = ("Hat".into(), "58".into());
        ContactEdit {
            custom: Change::Set(custom),
            ..ContactEdit::default()
        }
    });
    assert_eq!(
        changed,
        [
            "X-CUSTOM1:changed",
            lines[1],
            lines[2],
            lines[3],
            lines[4],
            "item2.X-BLOKNOTIK-FIELD:58",
            "item2.X-ABLabel:Hat",
        ]
    );
}
