//! Cards as programs write them (with made-up people): kept byte for byte, and read for what they mean.

use vcard::{Card, Property, Version};

fn read(name: &str) -> (String, Card) {
    let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(&path).unwrap();
    let card = Card::parse(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    (String::from_utf8(bytes).unwrap(), card)
}

fn card(name: &str) -> Card {
    read(name).1
}

fn first<'a>(card: &'a Card, name: &str) -> &'a Property {
    card.named(name)
        .next()
        .unwrap_or_else(|| panic!("no {name}"))
}

fn each<T>(card: &Card, name: &str, get: impl Fn(&Property) -> T) -> Vec<T> {
    card.named(name).map(get).collect()
}

#[test]
fn all_are_identical_after_reading_and_after_every_edit_elsewhere() {
    let names = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures")).unwrap();
    let mut count = 0;
    for name in names {
        let (text, card) = read(name.unwrap().file_name().to_str().unwrap());
        assert_eq!(card.to_string(), text);
        for property in card.properties() {
            let mut edited = card.clone();
            edited.replace_value(property.id(), "changed");
            let written = edited.get(property.id()).unwrap().as_written().to_owned();
            assert_eq!(
                edited
                    .to_string()
                    .replacen(&written, property.as_written(), 1),
                text
            );
        }
        count += 1;
    }
    assert!(count >= 19, "only {count} fixtures found");
}

#[test]
fn apple() {
    let card = card("apple-3.vcf");
    assert_eq!(
        each(&card, "TEL", Property::types)[0],
        ["cell", "voice", "pref"]
    );
    assert_eq!(each(&card, "TEL", Property::pref), [Some(1), None, None]);
    assert_eq!(
        each(&card, "x-ablabel", |label| label.group().map(str::to_owned))[0].as_deref(),
        Some("item1")
    );
    assert_eq!(
        first(&card, "BDAY").param("x-apple-omit-year").as_deref(),
        Some("1604")
    );
    assert_eq!(
        first(&card, "ORG").components_flat(),
        ["Example Works, Ltd.", "Boats", ""]
    );
    assert_eq!(
        first(&card, "ADR").components()[2],
        ["1 Sample Street\nFloor 2"]
    );
    assert!(
        first(&card, "NOTE")
            .text()
            .contains("\nEND:VCARD is a funny")
    );
    assert!(first(&card, "PHOTO").raw_value().starts_with("/9j/4"));
    assert_eq!(first(&card, "URL").text(), "https://example.org/anna");
    assert_eq!(card.unused_group(), "item7");
}

#[test]
fn google() {
    let card = card("google-3.vcf");
    assert_eq!(
        first(&card, "CATEGORIES").text_list(),
        ["Arbeit", "myContacts", "starred"]
    );
    assert_eq!(
        first(&card, "ADR").components_flat()[2],
        "Beispielstraße 1, Hinterhaus"
    );
    assert_eq!(
        first(&card, "ADR").components()[2],
        ["Beispielstraße 1", " Hinterhaus"]
    );
    assert_eq!(
        each(&card, "TEL", Property::types),
        [vec!["cell"], vec!["work"], vec![]]
    );
}

#[test]
fn nextcloud() {
    let card = card("nextcloud-3.vcf");
    assert_eq!(
        each(&card, "TEL", Property::types),
        [["home", "voice"], ["home", "cell"]]
    );
    assert_eq!(
        first(&card, "CATEGORIES").text_list(),
        ["Коллеги", "Друзья, близкие"]
    );
    assert_eq!(
        first(&card, "N").components_flat()[..3],
        ["Образцова", "Клара", "Петровна"]
    );
    assert!(first(&card, "NOTE").text().ends_with("разрезана пополам."));
}

#[test]
fn thunderbird() {
    let card = card("thunderbird-4.vcf");
    assert_eq!(card.version(), Version::V4);
    assert_eq!(each(&card, "EMAIL", Property::pref), [Some(1), None]);
    assert_eq!(first(&card, "BDAY").raw_value(), "--0412");
    assert_eq!(first(&card, "X-CUSTOM2").text(), "");
}

#[test]
fn outlook() {
    let card = card("outlook-3.vcf");
    assert_eq!(each(&card, "TEL", Property::types)[2], ["work", "fax"]);
    assert_eq!(first(&card, "ADR").pref(), Some(1));
    assert_eq!(
        first(&card, "PHOTO").param("ENCODING").as_deref(),
        Some("BASE64")
    );
    assert_eq!(first(&card, "ORG").components_flat(), ["Sample AG", ""]);
}

#[test]
fn android() {
    let card = card("android-3.vcf");
    assert_eq!(first(&card, "N").components_flat()[..2], ["مثال", "زهرا"]);
    assert_eq!(
        each(&card, "TEL", Property::types),
        [vec!["cell", "pref"], vec!["x-dacha"], vec![]]
    );
    assert_eq!(
        each(&card, "TEL", |tel| tel.group().map(str::to_owned))[2].as_deref(),
        Some("davdroid1")
    );
    assert!(first(&card, "NOTE").text().contains("یادداشت\u{200c}های"));
}

#[test]
fn everything_of_version_4() {
    let card = card("everything-4.vcf");
    assert_eq!(first(&card, "N").components()[2], ["Anne", "Marie"]);
    assert_eq!(
        first(&card, "N").param("SORT-AS").as_deref(),
        Some("Mihon,Hanako")
    );
    let address = first(&card, "ADR");
    assert_eq!(
        address.param("label").as_deref(),
        Some("1-1 Mihon-cho\nChiyoda: \"Tokyo\"")
    );
    assert_eq!(address.param("GEO").as_deref(), Some("geo:35.68,139.76"));
    assert_eq!(first(&card, "TEL").types(), ["voice", "home"]);
    assert_eq!(
        first(&card, "TEL").raw_value(),
        "tel:+81-3-5550-0100;ext=12"
    );
    let pids = first(&card, "EMAIL")
        .params()
        .find(|param| param.is("pid"))
        .map(|param| param.values);
    assert_eq!(pids.unwrap(), ["4.1", "5.2"]);
    assert_eq!(first(&card, "EMAIL").pref(), Some(100));
    assert_eq!(
        first(&card, "X-NOTHING-KNOWS-THIS").param("X-P").as_deref(),
        Some("a;b:c,d")
    );
    assert_eq!(
        each(&card, "FN", |name| name.param("LANGUAGE")),
        [Some("ja".to_owned()), Some("en".to_owned())]
    );
}

#[test]
fn odd_ones() {
    let lower = card("odd-lower-case.vcf");
    assert_eq!(
        (first(&lower, "TEL").types(), first(&lower, "EMAIL").types()),
        (vec!["cell".into()], vec!["internet".into()])
    );
    assert_eq!(first(&card("odd-no-final-newline.vcf"), "NOTE").text(), "0");
    assert_eq!(
        first(&card("odd-mixed-endings.vcf"), "FN").text(),
        "Mixed Endings"
    );
    assert_eq!(
        first(&card("odd-mixed-endings.vcf"), "NOTE").text(),
        "one\ttwo"
    );
    assert!(
        first(&card("odd-tab-folds.vcf"), "NOTE")
            .text()
            .contains("tabs and  double blanks and trailing backslashes \\ f")
    );
}

#[test]
fn junk_is_kept_and_reported() {
    let card = card("odd-junk-and-empties.vcf");
    let unreadable: Vec<_> = card.unreadable_lines().collect();
    assert_eq!(
        unreadable,
        [
            "this line lost its name",
            "and its second line",
            "X-OPEN;A=\"never closed:v"
        ]
    );
    assert_eq!(first(&card, "N").components_flat(), [""; 5]);
    assert_eq!(first(&card, "CATEGORIES").text_list(), [""; 0]);
    assert_eq!(
        first(&card, "AGENT").text(),
        "BEGIN:VCARD\nVERSION:3.0\nFN:Inner\nEND:VCARD"
    );
    assert_eq!(each(&card, "NOTE", Property::text)[1], "xEND:VCARD");
    let params: Vec<_> = first(&card, "TEL")
        .params()
        .map(|param| (param.name, param.values))
        .collect();
    assert_eq!(
        params,
        [("TYPE", vec![String::new()]), ("X", vec![String::new()])]
    );
    assert_eq!(first(&card, "X-QUOTES").param("B").as_deref(), Some("x"));
    assert_eq!(first(&card, "X-MID").param("A").as_deref(), Some("b\"c"));
}

#[test]
fn what_stands_there_twice_is_kept_twice() {
    let card = card("odd-doubled-3.vcf");
    assert_eq!(
        each(&card, "UID", Property::text),
        ["doubled-1", "doubled-2"]
    );
    assert_eq!(card.named("REV").count(), 2);
    assert_eq!(
        each(&card, "TEL", Property::types),
        [["cell", "voice"], ["cell", "voice"]]
    );
    assert_eq!(first(&card, "NOTE").text(), "first\nsecond\nthird");
}

#[test]
fn groups_of_any_name_hold_their_lines_together() {
    let card = card("odd-foreign-groups-3.vcf");
    let label = each(&card, "X-ABLabel", |label| label.group().map(str::to_owned));
    let label: Vec<_> = label.into_iter().flatten().collect();
    assert_eq!(label, ["work", "davdroid1", "item1"]);
    assert_eq!(first(&card, "TEL").group(), Some("WORK"));
    assert_eq!(first(&card, "URL").group(), Some("a-b-9"));
}

#[test]
fn carets_in_parameters_are_understood() {
    let card = card("odd-caret-4.vcf");
    assert_eq!(
        first(&card, "FN").param("X-SPOKEN").as_deref(),
        Some("say \"Ann\" ^ twice\nslowly")
    );
    assert_eq!(
        first(&card, "ADR").param("LABEL").as_deref(),
        Some("1 Main St\nExampleton")
    );
}

#[test]
fn nothing_but_a_phone_is_a_card() {
    let card = card("odd-nothing-but-a-phone.vcf");
    assert_eq!(each(&card, "TEL", Property::text), ["0"]);
}
