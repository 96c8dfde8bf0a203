//! What Android and Outlook write and no standard has: it is shown, stays as it is, and is written for everybody once it is changed.

mod edited;

use domain::*;
use edited::{edited, read};

const LINES: [&str; 7] = [
    "FN:Zahra",
    "TEL;TYPE=X-dacha,PREF:1",
    "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Zari\\, Z;1;;;;",
    "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;2023-05-01;0;Moved in;",
    "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;--05-02;1;;",
    "X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Ann\\; B;14;;",
    "X-ANDROID-CUSTOM:vnd.android.cursor.item/something;else;14;;",
];

#[test]
fn rows_of_android_are_read() {
    let fields = read(&LINES);
    assert_eq!(fields.nickname.as_deref(), Some("Zari, Z"));
    let date = |value: &str, kind, label: Option<&str>| ContactDate {
        value: value.parse().unwrap(),
        r#type: kind,
        label: label.map(str::to_owned),
        ..read(&["X-ABDATE:2000-01-01"]).dates[0].clone()
    };
    assert_eq!(
        fields.dates,
        [
            date("2023-05-01", None, Some("Moved in")),
            date("--05-02", Some(DateType::Anniversary), None)
        ]
    );
    let spouse = Relation {
        value: "Ann; B".into(),
        r#type: Some(RelationType::Spouse),
        ..Relation::default()
    };
    assert_eq!(fields.relations, [spouse]);
    let phone = &fields.phones[0];
    assert_eq!(phone.label.as_deref(), Some("dacha"));
    assert!(phone.pref && phone.r#type.is_none());
}

#[test]
fn what_is_changed_is_written_for_everybody() {
    let lines = edited("3.0", &LINES, |fields| {
        let mut dates = fields.dates.clone();
        dates[0].value = "2023-05-03".parse().unwrap();
        let mut relations = fields.relations.clone();
        relations[0].r#type = Some(RelationType::Partner);
        let mut phones = fields.phones.clone();
        phones[0].label = Some("Shed".into());
        ContactEdit {
            dates: Change::Set(dates),
            relations: Change::Set(relations),
            phones: Change::Set(phones),
            nickname: Change::Set("Zuzu".into()),
            ..ContactEdit::default()
        }
    });
    assert_eq!(
        lines,
        [
            "FN:Zahra",
            "item1.TEL;TYPE=PREF:1",
            "item1.X-ABLabel:Shed",
            "item2.X-ABDATE:2023-05-03",
            "item2.X-ABLabel:Moved in",
            LINES[4],
            "item3.X-ABRELATEDNAMES:Ann\\; B",
            "item3.X-ABLabel:_$!<Partner>!$_",
            LINES[6],
            "NICKNAME:Zuzu",
        ]
    );
}

#[test]
fn a_nickname_of_everybody_comes_before_one_of_android() {
    let lines = ["NICKNAME:Nan", LINES[2]];
    assert_eq!(read(&lines).nickname.as_deref(), Some("Nan"));
    let cleared = edited("3.0", &lines, |_| ContactEdit {
        nickname: Change::Clear,
        ..ContactEdit::default()
    });
    assert_eq!(cleared, Vec::<String>::new());
}

#[test]
fn what_outlook_writes_is_read() {
    let fields = read(&[
        "X-MS-ANNIVERSARY;VALUE=DATE:20110113",
        "X-MS-SPOUSE;N:Ann",
        "X-MS-MANAGER;N:Bert",
        "X-MS-ASSISTANT;N:Carla",
        "X-MS-CHILD;N:Dora",
    ]);
    assert_eq!(fields.dates[0].r#type, Some(DateType::Anniversary));
    let relations: Vec<_> = fields
        .relations
        .iter()
        .map(|relation| (relation.value.as_str(), relation.r#type))
        .collect();
    assert_eq!(
        relations,
        [
            ("Ann", Some(RelationType::Spouse)),
            ("Bert", Some(RelationType::Manager)),
            ("Carla", Some(RelationType::Assistant)),
            ("Dora", Some(RelationType::Child)),
        ]
    );
}

#[test]
fn what_is_on_two_lines_is_shown_once_and_changed_on_both() {
    let lines = [
        "X-ABRELATEDNAMES;TYPE=spouse:Ann",
        "X-MS-SPOUSE;N:Ann",
        "X-MS-ANNIVERSARY:20110618",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;2011-06-18;1",
    ];
    let fields = read(&lines);
    assert_eq!((fields.relations.len(), fields.dates.len()), (1, 1));
    let changed = edited("3.0", &lines, |fields| {
        let mut relations = fields.relations.clone();
        relations[0].r#type = Some(RelationType::Friend);
        ContactEdit {
            relations: Change::Set(relations),
            dates: Change::Set(Vec::new()),
            ..ContactEdit::default()
        }
    });
    assert_eq!(
        changed,
        [
            "item1.X-ABRELATEDNAMES:Ann",
            "item1.X-ABLabel:_$!<Friend>!$_"
        ]
    );
}

#[test]
fn words_that_were_no_label_stay() {
    let label = |label: &'static str| {
        move |fields: &ContactFields| {
            let mut phones = fields.phones.clone();
            phones[0].label = Some(label.to_owned());
            ContactEdit {
                phones: Change::Set(phones),
                ..ContactEdit::default()
            }
        }
    };
    let boat = ["item1.TEL;TYPE=X-foo:1", "item1.X-ABLabel:Boat"];
    assert_eq!(
        edited("3.0", &boat, label("Yacht")),
        ["item1.TEL;TYPE=X-foo:1", "item1.X-ABLabel:Yacht"]
    );
    let evolution = ["TEL;TYPE=X-EVOLUTION-CALLBACK,X-boat:1"];
    assert_eq!(read(&evolution).phones[0].label.as_deref(), Some("boat"));
    assert_eq!(
        edited("3.0", &evolution, label("Yacht")),
        [
            "item1.TEL;TYPE=X-EVOLUTION-CALLBACK:1",
            "item1.X-ABLabel:Yacht"
        ]
    );
}

#[test]
fn what_cannot_be_told_for_sure_is_left_alone() {
    for line in [
        "X-ANDROID-CUSTOM;ENCODING=QUOTED-PRINTABLE:vnd.android.cursor.item/relation;=D0=90;14",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;2011-06-18;1;;;;;;;;;;;;;1",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;some day;1",
    ] {
        let fields = read(&[line]);
        assert!(
            fields.relations.is_empty() && fields.dates.is_empty(),
            "{line}"
        );
    }
}

#[test]
fn a_nickname_that_was_not_shown_stays() {
    let lines = ["NICKNAME:Nan", LINES[2]];
    let changed = edited("3.0", &lines, |_| ContactEdit {
        nickname: Change::Set("Nanny".into()),
        ..ContactEdit::default()
    });
    assert_eq!(changed, ["NICKNAME:Nanny", LINES[2]]);
}

#[test]
fn a_day_without_a_year_is_written_where_that_can_be_said() {
    let changed = edited("3.0", &["X-MS-ANNIVERSARY:20110113"], |fields| {
        let mut dates = fields.dates.clone();
        dates[0].value = "--05-02".parse().unwrap();
        ContactEdit {
            dates: Change::Set(dates),
            ..ContactEdit::default()
        }
    });
    assert_eq!(
        changed,
        [
            "item1.X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-05-02",
            "item1.X-ABLabel:_$!<Anniversary>!$_"
        ]
    );
}
