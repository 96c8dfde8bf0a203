//! An edit changes its own line and nothing else, and writes nothing but that one line.

use crate::common::{as_the_format_keeps_it, content_lines};
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use proptest::sample::{Index, select};
use proptest::test_runner::TestCaseError;
use vcard::{Card, NewProperty, PropertyId, escape, testing};

#[derive(Clone, Debug)]
enum Edit {
    Insert,
    InsertAfter,
    ReplaceValue,
    Replace,
    SetParam,
    RemoveParam,
    Remove,
}

fn edit() -> impl Strategy<Value = Edit> {
    use Edit::*;
    let edits = [
        Insert,
        InsertAfter,
        ReplaceValue,
        Replace,
        SetParam,
        RemoveParam,
        Remove,
    ];
    prop_oneof![2 => select(Vec::from(edits)), 1 => Just(ReplaceValue)]
}

fn apply(card: &mut Card, edit: &Edit, id: PropertyId, name: &str, value: &str) -> PropertyId {
    let property = || {
        NewProperty::new(name)
            .group(value)
            .param(value, &[value, name])
            .param("X-A", &[value])
            .value(value)
    };
    match edit {
        Edit::Insert => return card.insert(property()),
        Edit::InsertAfter => return card.insert_after(id, property()),
        Edit::ReplaceValue => card.replace_value(id, value),
        Edit::Replace => card.replace(id, property()),
        Edit::SetParam => card.set_param(id, name, Some(&[value, "home"])),
        Edit::RemoveParam => card.set_param(id, "type", None),
        Edit::Remove => card.remove(id),
    }
    id
}

/// The lines before and after differ in at most one place, by the number of lines the edit stands for.
fn assert_one_line_changed(before: &str, after: &str, edit: &Edit) -> Result<(), TestCaseError> {
    let (before, after) = (content_lines(before), content_lines(after));
    let (old, new) = match edit {
        Edit::Insert | Edit::InsertAfter => (0, 1),
        Edit::Remove => (1, 0),
        _ => (1, 1),
    };
    prop_assert_eq!(before.len() + new, after.len() + old);
    let same = before
        .iter()
        .zip(&after)
        .take_while(|(old, new)| old == new)
        .count();
    if same < before.len() {
        prop_assert_eq!(&before[same + old..], &after[same + new..]);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_the_edited_line_changes(
        text in testing::card(), edit in edit(), at in any::<Index>(),
        name in prop_oneof![select(vec!["TEL", "NOTE", "END", "type", "X-A"]).prop_map(str::to_owned), testing::hostile_text()],
        value in testing::hostile_text(),
    ) {
        let mut card = Card::parse(text.as_bytes()).unwrap();
        let ids: Vec<_> = card.properties().map(|property| property.id()).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let id = apply(&mut card, &edit, ids[at.index(ids.len())], &name, &value);
        let after = card.to_string();
        assert_one_line_changed(&text, &after, &edit)?;

        let again = Card::parse(after.as_bytes()).unwrap();
        let layout = |card: &Card| {
            card.properties().map(|p| (p.group().map(str::to_owned), p.name().to_owned(), p.raw_value().to_owned())).collect::<Vec<_>>()
        };
        prop_assert_eq!(layout(&again), layout(&card));
        prop_assert_eq!(again.version(), card.version());
        prop_assert_eq!(card.get(id).is_none(), matches!(edit, Edit::Remove));
        if let Some(property) = card.get(id) {
            prop_assert!(property.as_written().split('\n').all(|line| line.len() <= 76 || text.contains(line)));
        }
        for other in ids.into_iter().filter(|other| *other != id) {
            prop_assert!(card.get(other).is_some());
        }
    }

    #[test]
    fn values_read_back(text in testing::card(), at in any::<Index>(), plain in prop_oneof![testing::text(), testing::hostile_text()]) {
        let mut card = Card::parse(text.as_bytes()).unwrap();
        let ids: Vec<_> = card.properties().map(|property| property.id()).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let id = ids[at.index(ids.len())];
        let head = |card: &Card| card.get(id).map(|p| (p.group().map(str::to_owned), p.name().to_owned(), p.types())).unwrap();
        let before = head(&card);
        card.replace_value(id, &escape::text(&plain));
        prop_assert_eq!(head(&card), before);
        let read = Card::parse(card.to_string().as_bytes()).unwrap();
        let at = card.properties().position(|property| property.id() == id).unwrap();
        prop_assert_eq!(read.properties().nth(at).unwrap().text(), as_the_format_keeps_it(&plain));
    }

    #[test]
    fn parts_and_parameters_read_back(
        parts in proptest::collection::vec(proptest::collection::vec(testing::hostile_text(), 1..3), 1..5),
        values in proptest::collection::vec(testing::hostile_text(), 1..4),
    ) {
        let mut card = Card::new(vcard::Version::V4);
        let kept = |texts: &Vec<String>| texts.iter().map(|text| as_the_format_keeps_it(text)).collect::<Vec<_>>();
        card.insert(NewProperty::components("N", &parts));
        let id = card.insert(NewProperty::list("CATEGORIES", &values).param("X-A", &["old"]).param("x-a", &["older"]));
        card.set_param(id, "X-A", Some(&values.iter().map(String::as_str).collect::<Vec<_>>()));
        let card = Card::parse(card.to_string().as_bytes()).unwrap();
        prop_assert_eq!(card.named("N").next().unwrap().components(), parts.iter().map(kept).collect::<Vec<_>>());
        let list = card.named("CATEGORIES").next().unwrap();
        let read = list.text_list();
        prop_assert_eq!(if read.is_empty() { vec![String::new()] } else { read }, kept(&values));
        prop_assert_eq!(list.params().map(|param| param.values).collect::<Vec<_>>(), [kept(&values)]);
    }
}
