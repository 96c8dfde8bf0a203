//! Where edits put things and what they leave alone, example by example.

use vcard::{Card, NewProperty, Property, PropertyId, Version, escape};

const CARD: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Example\r\nitem1.TEL;type=CELL;type=pref:1\r\n\
                    item1.X-ABLabel:boat\r\nNOTE:a very\r\n  short note\r\nEND:VCARD\r\n";

fn card() -> Card {
    Card::parse(CARD.as_bytes()).unwrap()
}

fn id(card: &Card, name: &str) -> PropertyId {
    card.named(name).next().map(Property::id).unwrap()
}

#[test]
fn a_new_card_is_the_frame() {
    let mut card = Card::new(Version::V4);
    assert_eq!(
        card.to_string(),
        "BEGIN:VCARD\r\nVERSION:4.0\r\nEND:VCARD\r\n"
    );
    card.insert(NewProperty::text("FN", "Anna, the \"first\"\nExample"));
    assert_eq!(
        card.to_string(),
        "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Anna\\, the \"first\"\\nExample\r\nEND:VCARD\r\n"
    );
    assert_eq!(
        Card::parse(card.to_string().as_bytes()).unwrap().version(),
        Version::V4
    );
}

#[test]
fn insert_goes_behind_its_likes_and_their_group_else_before_the_end() {
    let mut card = card();
    card.insert(NewProperty::new("tel").value("2"));
    card.insert(NewProperty::new("EMAIL").value("a@example.org"));
    let expected = CARD
        .replace("boat\r\n", "boat\r\ntel:2\r\n")
        .replace("END", "EMAIL:a@example.org\r\nEND");
    assert_eq!(card.to_string(), expected);
}

#[test]
fn insert_after_stays_close_and_works_without_its_neighbour() {
    let mut card = card();
    let fn_id = id(&card, "FN");
    let title = card.insert_after(fn_id, NewProperty::text("TITLE", "Dr"));
    assert_eq!(
        card.to_string(),
        CARD.replace("Example\r\n", "Example\r\nTITLE:Dr\r\n")
    );
    card.remove(fn_id);
    assert_eq!(
        card.to_string(),
        CARD.replace("FN:Anna Example", "TITLE:Dr")
    );
    card.remove(title);
    card.insert_after(title, NewProperty::text("NOTE", "second"));
    assert!(card.to_string().ends_with("NOTE:second\r\nEND:VCARD\r\n"));
}

#[test]
fn what_is_of_the_same_sort_stands_together() {
    let mut card = card();
    card.insert_among(&["tel"], NewProperty::new("X-PAGER").value("2"));
    let expected = CARD.replace("boat\r\n", "boat\r\nX-PAGER:2\r\n");
    assert_eq!(card.to_string(), expected);
}

#[test]
fn arranged_lines_change_places_with_each_other_and_with_no_other() {
    let mut card = card();
    let [name, tel, note] = ["FN", "TEL", "NOTE"].map(|name| id(&card, name));
    let gone = card.insert(NewProperty::new("TEL").value("2"));
    card.remove(gone);
    card.arrange(&[note, gone, name, tel]);
    assert_eq!(
        card.to_string(),
        "BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:a very\r\n  short note\r\nFN:Anna Example\r\n\
         item1.X-ABLabel:boat\r\nitem1.TEL;type=CELL;type=pref:1\r\nEND:VCARD\r\n"
    );
    card.arrange(&[name, tel, note]);
    assert_eq!(card.to_string(), CARD);
}

#[test]
fn new_lines_end_as_the_card_does_and_edited_lines_as_they_did() {
    let mut card =
        Card::parse(b"\xef\xbb\xbf\r\nBEGIN:VCARD\nVERSION:3.0\r\nFN:x\r\nEND:VCARD").unwrap();
    let name = id(&card, "FN");
    card.replace_value(name, &"y".repeat(80));
    card.insert(NewProperty::new("TEL").value("1"));
    let text = card.to_string();
    assert!(
        text.contains(&format!(
            "FN:{}\r\n {}\r\nTEL:1\nEND:VCARD",
            "y".repeat(72),
            "y".repeat(8)
        )),
        "{text:?}"
    );
}

#[test]
fn the_same_again_changes_nothing_not_even_the_folding() {
    let mut card = card();
    let (tel, note) = (id(&card, "TEL"), id(&card, "NOTE"));
    card.replace_value(note, "a very short note");
    card.replace(note, NewProperty::text("NOTE", "a very short note"));
    card.set_param(note, "LANGUAGE", None);
    let copy = NewProperty::from(card.get(tel).unwrap());
    card.replace(tel, copy);
    assert_eq!(card.to_string(), CARD);
}

#[test]
fn set_param_replaces_adds_and_removes() {
    let mut card = card();
    let tel = id(&card, "TEL");
    card.set_param(tel, "TYPE", Some(&["home", "a,b"]));
    card.set_param(tel, "X-NEW", Some(&["c\"d"]));
    assert_eq!(
        card.get(tel).unwrap().as_written(),
        "item1.TEL;TYPE=home,\"a,b\";X-NEW=c^'d:1\r\n"
    );
    card.set_param(tel, "type", None);
    card.set_param(tel, "x-new", Some(&[]));
    assert_eq!(card.get(tel).unwrap().as_written(), "item1.TEL:1\r\n");
}

#[test]
fn set_param_knows_bare_words_for_what_they_are() {
    let mut card = Card::new(Version::V3);
    let photo = card.insert(NewProperty::new("PHOTO").value("AAAA"));
    let text = card
        .to_string()
        .replace("PHOTO:", "PHOTO;JPEG;BASE64;;X=\"é:\":");
    let mut card = Card::parse(text.as_bytes()).unwrap();
    card.set_param(photo, "TYPE", Some(&["png"]));
    assert_eq!(
        card.get(photo).unwrap().as_written(),
        "PHOTO;TYPE=png;BASE64;;X=\"é:\":AAAA\r\n"
    );
    card.set_param(photo, "ENCODING", Some(&["b"]));
    assert_eq!(
        card.get(photo).unwrap().as_written(),
        "PHOTO;TYPE=png;ENCODING=b;;X=\"é:\":AAAA\r\n"
    );
}

#[test]
fn ids_that_are_gone_change_nothing() {
    let mut card = card();
    let tel = id(&card, "TEL");
    card.remove(tel);
    let text = card.to_string();
    card.remove(tel);
    card.replace_value(tel, "2");
    card.replace(tel, NewProperty::new("TEL"));
    card.set_param(tel, "TYPE", None);
    assert_eq!(card.to_string(), text);
    assert!(card.get(tel).is_none());
    assert_eq!(
        text,
        CARD.replace("item1.TEL;type=CELL;type=pref:1\r\n", "")
    );
}

#[test]
fn copies_keep_every_spelling() {
    let mut target = Card::new(Version::V3);
    for property in card().properties() {
        target.insert(property.into());
    }
    let unfolded = CARD.replace("a very\r\n  short", "a very short");
    assert_eq!(target.to_string(), unfolded);
}

#[test]
fn unused_groups_are_unused() {
    let mut card = card();
    assert_eq!(card.unused_group(), "item2");
    card.insert(NewProperty::new("X").group("ITEM2"));
    card.insert(NewProperty::new("X").group("item99999999999999999999"));
    card.insert(NewProperty::new("X").group("itém"));
    assert_eq!(card.unused_group(), "item3");
}

#[test]
fn no_value_makes_a_line_of_its_own() {
    let mut card = card();
    let evil = "x\r\nEND:VCARD\r\nBEGIN:VCARD\nTEL:2\r";
    let note = id(&card, "NOTE");
    card.replace_value(note, evil);
    card.set_param(note, evil, Some(&[evil]));
    card.insert(
        NewProperty::new(evil)
            .group(evil)
            .param(evil, &[evil])
            .value(evil),
    );
    card.insert(NewProperty::new("END").value("VCARD"));
    card.insert(NewProperty::uri("URL", evil));
    assert_eq!(
        card.get(note).unwrap().text(),
        evil.replace("\r\n", "\n").replace('\r', "\n")
    );
    let again = Card::parse(card.to_string().as_bytes()).unwrap();
    assert_eq!(again.properties().count(), 7);
    assert_eq!(escape::uri(evil), "xEND:VCARDBEGIN:VCARDTEL:2");
}

#[test]
fn many_go_at_once() {
    let mut card = card();
    let gone = [id(&card, "TEL"), id(&card, "NOTE")].into();
    card.remove_all(&gone);
    card.remove_all(&gone);
    let expected = CARD
        .replace("item1.TEL;type=CELL;type=pref:1\r\n", "")
        .replace("NOTE:a very\r\n  short note\r\n", "");
    assert_eq!(card.to_string(), expected);
}
