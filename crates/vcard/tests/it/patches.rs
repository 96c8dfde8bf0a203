//! What an edit did can be taken back, and done again.

use proptest::prelude::{ProptestConfig, prop_assert_eq, proptest};
use vcard::{Card, NewProperty, Patch, testing};

fn parse(text: &str) -> Card {
    Card::parse(text.as_bytes()).unwrap()
}

const ANN: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\r\nitem1.TEL:1\r\nitem1.X-ABLabel:boat\r\nNOTE:a long\r\n  story\r\nEND:VCARD\r\n";

#[test]
fn an_edit_is_taken_back_and_done_again() {
    let before = parse(ANN);
    let mut after = before.clone();
    let phone = after.named("TEL").next().unwrap().id();
    after.replace_value(phone, "2");
    after.insert(NewProperty::text("TITLE", "Captain"));
    let patch = Patch::between(&before, &after);
    assert_eq!(patch.apply(&before).unwrap(), after.to_string());
    assert_eq!(patch.inverse().apply(&after).unwrap(), ANN);
    assert_eq!(patch.inverse().inverse(), patch);
}

#[test]
fn what_was_changed_elsewhere_meanwhile_stays() {
    let before = parse(ANN);
    let after = parse(&ANN.replace("TEL:1", "TEL:2"));
    let patch = Patch::between(&before, &after);
    let later = parse(&ANN.replace("TEL:1", "TEL:2").replace("story", "tale"));
    assert_eq!(
        patch.inverse().apply(&later).unwrap(),
        ANN.replace("story", "tale")
    );
}

#[test]
fn what_was_changed_in_the_same_place_is_not_overwritten() {
    let before = parse(ANN);
    let patch = Patch::between(&before, &parse(&ANN.replace("TEL:1", "TEL:2")));
    let error = patch
        .inverse()
        .apply(&parse(&ANN.replace("TEL:1", "TEL:3")))
        .unwrap_err();
    assert_eq!(error.line, 4);
    let short = parse("BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n");
    assert_eq!(patch.apply(&short).unwrap_err().line, 4);
}

#[test]
fn the_same_card_needs_no_patch() {
    assert!(Patch::between(&parse(ANN), &parse(ANN)).is_empty());
}

/// Lines that are all different: nothing is compared pair by pair.
#[test]
fn large_cards() {
    let card = |word: &str| {
        let lines: String = (0..15_000)
            .map(|number| format!("X-{word}-{number}:1\n"))
            .collect();
        parse(&format!("BEGIN:VCARD\nVERSION:3.0\n{lines}END:VCARD\n"))
    };
    let (before, after) = (card("A"), card("B"));
    let patch = Patch::between(&before, &after);
    assert_eq!(patch.inverse().apply(&after).unwrap(), before.to_string());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_two_cards_are_led_to_each_other(before in testing::card(), after in testing::card()) {
        let (before, after) = (parse(&before), parse(&after));
        let patch = Patch::between(&before, &after);
        prop_assert_eq!(patch.apply(&before).unwrap(), after.to_string());
        prop_assert_eq!(patch.inverse().apply(&after).unwrap(), before.to_string());
    }
}
