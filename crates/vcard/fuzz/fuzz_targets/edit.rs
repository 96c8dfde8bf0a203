//! After any edits with any strings the card reads back as the same properties, no line more, no line less.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use vcard::{Card, NewProperty, Property, escape};

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    body: &'a str,
    edits: Vec<(u8, u8, &'a str, &'a str)>,
}

fuzz_target!(|input: Input<'_>| {
    let text = format!(
        "BEGIN:VCARD\r\nVERSION:3.0\r\n{}\nEND:VCARD\r\n",
        input.body
    );
    let Ok(mut card) = Card::parse(text.as_bytes()) else {
        return;
    };
    for (edit, place, name, value) in input.edits.into_iter().take(16) {
        let count = card.properties().count();
        let Some(id) = card
            .properties()
            .nth(usize::from(place) % count.max(1))
            .map(Property::id)
        else {
            card.insert(NewProperty::text(name, value));
            continue;
        };
        let property = NewProperty::new(name)
            .group(value)
            .param(value, &[value, name])
            .value(value);
        let more = match edit % 7 {
            0 => {
                card.replace_value(id, &escape::text(value));
                let kept = value.replace("\r\n", "\n").replace('\r', "\n");
                let kept = kept.replace(
                    |char: char| char.is_control() && !matches!(char, '\n' | '\t'),
                    "",
                );
                assert_eq!(
                    card.get(id).expect("it was edited, not removed").text(),
                    kept
                );
                0
            }
            1 => {
                card.replace_value(id, value);
                0
            }
            2 => {
                card.replace(id, property);
                0
            }
            3 => {
                card.set_param(id, name, Some(&[value, name]));
                0
            }
            4 => {
                card.insert(property);
                1
            }
            5 => {
                card.insert_after(id, property);
                1
            }
            _ => {
                card.remove(id);
                -1
            }
        };
        assert_eq!(card.properties().count() as isize, count as isize + more);
    }
    let written = card.to_string();
    let again = Card::parse(written.as_bytes()).expect("an edited card is acceptable");
    assert_eq!(again.to_string(), written);
    assert!(
        again
            .properties()
            .map(heads_and_values)
            .eq(card.properties().map(heads_and_values))
    );
});

fn heads_and_values(property: &Property) -> (Option<&str>, &str, Vec<String>, &str) {
    let params = property.params().flat_map(|param| param.values).collect();
    (
        property.group(),
        property.name(),
        params,
        property.raw_value(),
    )
}
