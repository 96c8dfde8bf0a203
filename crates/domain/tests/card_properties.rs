//! What must hold of every card and every edit, tried on generated cards and on those that programs really wrote.

mod asked;

use asked::{Model, hostile_edit, name_edit, saving};
use domain::card;
use domain::*;
use proptest::prelude::*;
use vcard::{Card, Patch, Property, Version, testing};

fn parse(text: &str) -> Card {
    Card::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text:?}"))
}

fn after(text: &str, edit: &ContactEdit) -> String {
    let mut card = parse(text);
    card::apply(&mut card, edit);
    card.to_string()
}

fn fixtures() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../vcard/tests/fixtures");
    let fixtures: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    assert!(fixtures.len() >= 19);
    fixtures
}

/// A generated card, more often than not one that is full of what contacts have fields for.
fn any_card() -> impl Strategy<Value = String> {
    prop_oneof![1 => testing::card(), 2 => asked::dense_card(), 1 => proptest::sample::select(fixtures())]
}

/// The lines of a card that are properties of other names than these, with all their bytes.
fn other_lines(text: &str, names: &[&str]) -> Vec<String> {
    parse(text)
        .properties()
        .filter(|property| !asked::is_one_of(property, names))
        .map(|property| property.as_written().to_owned())
        .collect()
}

/// Everything that is in `these` is in `those` too, in the same order.
fn is_within(these: &[String], those: &[String]) -> bool {
    let mut rest = those.iter();
    these.iter().all(|line| rest.any(|other| other == line))
}

fn check_saving(text: &str) -> Result<(), TestCaseError> {
    let fields = card::read(&parse(text));
    prop_assert_eq!(after(text, &ContactEdit::default()), text);
    let saving = saving(&fields);
    prop_assert_eq!(&after(text, &saving), text, "{:?}", saving);
    Ok(())
}

fn check_name_edit(text: &str, edit: &ContactEdit) -> Result<(), TestCaseError> {
    let result = after(text, edit);
    let touched = asked::properties_of(edit);
    prop_assert_eq!(other_lines(text, &touched), other_lines(&result, &touched));
    let unreadable = |text: &str| {
        parse(text)
            .unreadable_lines()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    prop_assert_eq!(unreadable(text), unreadable(&result));
    Ok(())
}

fn has_full(card: &Card) -> bool {
    card.named("FN").any(|line| !line.text().trim().is_empty())
}

fn check_edit(text: &str, edit: &ContactEdit) -> Result<(), TestCaseError> {
    let before = parse(text);
    let fields = card::read(&before);
    let result = after(text, edit);
    let card = parse(&result);
    let taken_back = Patch::between(&before, &card).inverse();
    prop_assert_eq!(taken_back.apply(&card).unwrap(), text);
    prop_assert_eq!(
        Model::read_back(card::read(&card)),
        Model::asked(&fields, has_full(&before), edit),
        "{}\n{}",
        text,
        result
    );
    prop_assert_eq!(card.version(), before.version());

    // Whatever no field of the edit is about stands there as before.
    let touched = asked::properties_of(edit);
    prop_assert_eq!(
        other_lines(text, &touched),
        other_lines(&result, &touched),
        "{}\n{}",
        text,
        result
    );
    prop_assert_eq!(
        before.unreadable_lines().collect::<Vec<_>>(),
        card.unreadable_lines().collect::<Vec<_>>()
    );

    // Entries that are asked for as they were have lines as they were, or share a group that was broken up.
    let kept = asked::lines_of_kept_entries(&before, &fields, edit);
    let written = other_lines(&result, &[]);
    for line in kept {
        prop_assert!(written.contains(&line), "{} lost from\n{}", line, result);
    }

    // Labels of what is not an entry of ours stay, and so do empty lines.
    let strangers = asked::lines_of_strangers(&before);
    prop_assert!(
        is_within(&strangers, &written),
        "{:?} lost from\n{}",
        strangers,
        result
    );

    // And then saving it changes nothing any more.
    check_saving(&result)
}

/// Group, name, parameters and value of the lines that only this program and the one that wrote them may understand.
fn strange_lines(card: &Card) -> Vec<String> {
    let is_strange = |property: &&Property| {
        let name = property.name().to_ascii_uppercase();
        STRANGE.contains(&name.as_str())
            || (name.starts_with("X-") && !APPLE.contains(&name.as_str()))
    };
    let line = |property: &Property| {
        let is_own = property.name().to_ascii_uppercase().starts_with("X-");
        let params: Vec<_> = property.params().filter(|_| is_own).collect();
        let (group, name) = (property.group(), property.name());
        format!("{group:?}.{name}{params:?}:{}", property.raw_value())
    };
    card.properties().filter(is_strange).map(line).collect()
}

const STRANGE: &[&str] = &["X_ODD", "AGENT", "CLIENTPIDMAP", "UID", "NICKNAME", "NOTE"];
const APPLE: &[&str] = &[
    "X-ABLABEL",
    "X-ABDATE",
    "X-ABRELATEDNAMES",
    "X-SOCIALPROFILE",
    "X-ABSHOWAS",
    "X-ADDRESSBOOKSERVER-KIND",
    "X-ADDRESSBOOKSERVER-MEMBER",
    "X-ANNIVERSARY",
];

fn check_converted(text: &str) -> Result<(), TestCaseError> {
    let card = parse(text);
    let from = card.version();
    prop_assert_eq!(card::convert(&card, from).to_string(), text);
    let to = match from {
        Version::V3 => Version::V4,
        Version::V4 => Version::V3,
    };
    let there = card::convert(&card, to);
    let back = card::convert(&there, from);
    for (new, version) in [(&there, to), (&back, from)] {
        let written = new.to_string();
        prop_assert_eq!(&parse(&written).to_string(), &written);
        let new = parse(&written);
        prop_assert_eq!(new.version(), version);
        prop_assert_eq!(card::read(&new), card::read(&card), "{}\n{}", text, written);
        prop_assert_eq!(strange_lines(&new), strange_lines(&card));
        let unreadable: Vec<&str> = new.unreadable_lines().collect();
        prop_assert_eq!(unreadable, card.unreadable_lines().collect::<Vec<_>>());
        let lines = |card: &Card, name: &str| card.named(name).count();
        for name in [
            "TEL", "EMAIL", "ADR", "URL", "IMPP", "BDAY", "PHOTO", "KEY", "GEO", "TZ", "REV",
        ] {
            prop_assert_eq!(lines(&new, name), lines(&card, name), "{}", name);
        }
    }
    // It is spelled as it should be before long, and then nothing moves any more. Of lines that say the same one changes at
    // a time.
    let round = |card: &Card| card::convert(&card::convert(card, to), from);
    let mut settled = back;
    for _ in 0..card.properties().count() {
        let next = round(&settled);
        if next.to_string() == settled.to_string() {
            return Ok(());
        }
        settled = next;
    }
    prop_assert_eq!(round(&settled).to_string(), settled.to_string(), "{}", text);
    Ok(())
}

#[test]
fn fixtures_survive_being_saved_and_named() {
    for text in fixtures() {
        check_saving(&text).unwrap();
        check_converted(&text).unwrap();
        let edit = ContactEdit {
            name: Change::Set(NameEdit {
                given: Change::Set("Bea".into()),
                full: Change::Set("Bea".into()),
                ..NameEdit::default()
            }),
            ..ContactEdit::default()
        };
        check_name_edit(&text, &edit).unwrap();
        check_edit(&text, &edit).unwrap();
        assert_eq!(card::read(&parse(&after(&text, &edit))).name.given, "Bea");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(10_000), max_shrink_iters: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn saving_what_is_there_changes_nothing(text in any_card()) {
        check_saving(&text)?;
    }

    #[test]
    fn a_card_of_the_other_version_says_the_same(text in any_card()) {
        check_converted(&text)?;
    }

    #[test]
    fn what_is_read_may_be_sent_back(text in any_card()) {
        let fields = card::read(&parse(&text));
        prop_assert_eq!(validate::edit(&saving(&fields), Some(&fields)), Ok(()));
    }

    #[test]
    fn a_name_concerns_no_other_line(text in any_card(), name in name_edit()) {
        let edit = ContactEdit { name: Change::Set(name), ..ContactEdit::default() };
        check_name_edit(&text, &edit)?;
    }

    #[test]
    fn an_edit_does_what_it_says_and_nothing_else(
        (text, edit) in any_card().prop_flat_map(|text| {
            let edit = hostile_edit(card::read(&parse(&text)));
            (Just(text), edit)
        })
    ) {
        check_edit(&text, &edit)?;
    }

    #[test]
    fn what_is_created_is_what_was_asked_for(edit in hostile_edit(ContactFields::default()), uid in any::<u128>()) {
        let uid = Uuid::from_u128(uid);
        let text = card::create(&edit, uid).to_string();
        let card = parse(&text);
        prop_assert_eq!(card.version(), Version::V3);
        for name in ["FN", "N", "UID"] {
            prop_assert_eq!(card.named(name).count(), 1);
        }
        let fields = card::read(&card);
        prop_assert_eq!(&fields.uid, &uid.to_string());
        let empty = ContactFields { uid: fields.uid.clone(), ..ContactFields::default() };
        prop_assert_eq!(Model::read_back(fields), Model::asked(&empty, false, &edit), "{}", text);
        check_saving(&text)?;
    }
}
