//! Which item of a list is meant is told by its key.

mod edited;

use domain::*;
use edited::edited;

const PHONES: [&str; 4] = [
    "FN:Ann",
    "TEL;TYPE=CELL;X-SIM=2:1",
    "item1.TEL;TYPE=CELL;X-SIM=1:2",
    "item1.X-ABLabel:boat",
];

fn phones(edit: impl FnOnce(Vec<Phone>) -> Vec<Phone>) -> Vec<String> {
    edited("3.0", &PHONES, |fields| ContactEdit {
        phones: Change::Set(edit(fields.phones.clone())),
        ..ContactEdit::default()
    })
}

#[test]
fn an_item_with_its_key_is_changed_in_place() {
    let lines = phones(|mut phones| {
        phones[1].value = "3".into();
        phones
    });
    assert_eq!(
        lines[1..],
        [
            "TEL;TYPE=CELL;X-SIM=2:1",
            "item1.TEL;TYPE=CELL;X-SIM=1:3",
            "item1.X-ABLabel:boat"
        ]
    );
}

#[test]
fn the_one_that_is_left_out_goes_and_not_the_one_that_is_changed() {
    let lines = phones(|mut phones| {
        let mut second = phones.remove(1);
        second.value = "3".into();
        vec![second]
    });
    assert_eq!(
        lines[1..],
        ["item1.TEL;TYPE=CELL;X-SIM=1:3", "item1.X-ABLabel:boat"]
    );
}

#[test]
fn values_may_change_places() {
    let lines = phones(|mut phones| {
        phones[0].value = "2".into();
        phones[1].value = "1".into();
        phones
    });
    assert_eq!(
        lines[1..],
        [
            "TEL;TYPE=CELL;X-SIM=2:2",
            "item1.TEL;TYPE=CELL;X-SIM=1:1",
            "item1.X-ABLabel:boat"
        ]
    );
}

#[test]
fn an_item_without_a_key_is_another_one() {
    let lines = phones(|phones| {
        let new = Phone {
            value: "3".into(),
            ..Phone {
                key: ItemKey::default(),
                ..phones[0].clone()
            }
        };
        vec![new, phones[1].clone()]
    });
    assert_eq!(
        lines[1..],
        [
            "TEL;TYPE=CELL:3",
            "item1.X-ABLabel:boat",
            "item1.TEL;TYPE=CELL;X-SIM=1:2",
        ]
    );
}

#[test]
fn without_keys_what_says_the_same_stays_as_it_is() {
    let lines = phones(|phones| {
        let bare = |phone: &Phone| Phone {
            key: ItemKey::default(),
            ..phone.clone()
        };
        phones.iter().map(bare).collect()
    });
    assert_eq!(lines, PHONES);
}

#[test]
fn a_key_of_what_is_gone_loses_nothing_of_what_is_sent() {
    let stale: ItemKey = serde_json::from_str("\"of another time\"").unwrap();
    let lines = phones(|mut phones| {
        phones[1].key = stale;
        phones[1].value = "3".into();
        phones
    });
    assert_eq!(lines[1..2], ["TEL;TYPE=CELL;X-SIM=2:1"]);
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert!(lines[2].ends_with(":3"));
}

#[test]
fn keys_of_equal_lines_differ() {
    let fields = edited::read(&["TEL:1", "TEL:1", "TEL:2"]);
    let keys: Vec<String> = fields
        .phones
        .iter()
        .map(|phone| serde_json::to_string(&phone.key).unwrap())
        .collect();
    assert!(
        keys[0] != keys[1] && keys[1] != keys[2] && keys[0] != keys[2],
        "{keys:?}"
    );
}

#[test]
fn entries_stand_in_the_order_that_is_asked_for() {
    let lines = phones(|mut phones| {
        phones.swap(0, 1);
        let new = Phone {
            value: "3".into(),
            ..Phone::default()
        };
        phones.insert(1, new);
        phones
    });
    assert_eq!(
        lines,
        [
            "FN:Ann",
            "item1.TEL;TYPE=CELL;X-SIM=1:2",
            "TEL:3",
            "item1.X-ABLabel:boat",
            "TEL;TYPE=CELL;X-SIM=2:1",
        ]
    );
}

#[test]
fn entries_of_different_properties_have_one_order() {
    let im = |value: &str, service: &str| Im {
        value: value.into(),
        service: Some(service.into()),
        ..Im::default()
    };
    let mut asked = vec![
        im("ann.1", "skype"),
        im("ann2", "mastodon"),
        im("ann@3.example", "xmpp"),
        im("ann4", "x"),
    ];
    let edit = |ims: &[Im]| ContactEdit {
        ims: Change::Set(ims.to_vec()),
        ..ContactEdit::default()
    };
    let mut card = card::create(&edit(&asked), Uuid::nil());
    assert_eq!(card::read(&card).ims, asked);
    let before = lines_of(&card);
    asked.reverse();
    card::apply(&mut card, &edit(&asked));
    assert_eq!(card::read(&card).ims, asked);
    let mut after = lines_of(&card);
    assert_ne!(after, before);
    after.sort();
    let mut same = before;
    same.sort();
    assert_eq!(after, same);
}

fn lines_of(card: &vcard::Card) -> Vec<String> {
    card.to_string().lines().map(str::to_owned).collect()
}
