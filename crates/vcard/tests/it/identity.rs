//! Reading and writing back gives the same bytes, whatever the card looks like.

use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use vcard::{Card, testing};

use crate::common::content_lines;

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_accepted_card_is_written_as_it_was_read(text in testing::card()) {
        let card = Card::parse(text.as_bytes()).map_err(|error| format!("{error}\n{text}")).unwrap();
        prop_assert_eq!(card.to_string(), text);
    }

    #[test]
    fn properties_are_the_lines_in_order(text in testing::card()) {
        let card = Card::parse(text.as_bytes()).unwrap();
        let written: Vec<_> = card.properties().map(|property| property.as_written()).collect();
        let mut lines = content_lines(&text).into_iter();
        for property in written {
            prop_assert_eq!(lines.by_ref().find(|line| *line == property), Some(property));
        }
    }

    #[test]
    fn reading_accessors_never_panic(text in testing::card()) {
        let card = Card::parse(text.as_bytes()).unwrap();
        for property in card.properties() {
            let _ = (property.group(), property.types(), property.pref(), property.text(), property.text_list());
            prop_assert_eq!(property.components().len(), property.components_flat().len());
            prop_assert_eq!(property.params().count() > 0, property.params().next().is_some());
        }
    }

    #[test]
    fn any_bytes_are_accepted_unchanged_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let framed = [&b"BEGIN:VCARD\nVERSION:3.0\n"[..], &bytes, b"\nEND:VCARD\n"].concat();
        for bytes in [&bytes, &framed] {
            if let Ok(card) = Card::parse(bytes) {
                prop_assert_eq!(card.to_string().into_bytes(), bytes.as_slice());
            }
        }
    }
}
