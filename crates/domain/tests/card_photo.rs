//! Photos in cards: one that comes in is taken out, one that leaves is put in, and nothing else changes.

use domain::card::{self, embed, extract, set_photo};
use vcard::Card;

const NAME: &str = "abcdefghijklmnopqrstuvwxyz0123456789-_ABCDE";
const PICTURE: &[u8] = &[0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4, 5, 6];
const BASE64: &str = "/9j/4AECAwQFBg==";

/// Around the photo stands what a writer who rebuilds cards would lose.
fn with(version: &str, photo: &str) -> Card {
    let text = format!(
        "BEGIN:VCARD\r\nVERSION:{version}\r\nN:Doe;Ann;;;\r\nFN:Ann Doe\r\nX-ODD;P=\"a;b\":what,ever\r\n{photo}\
         item1.TEL;type=CELL;type=pref:+1 555 0\r\n 100\r\nitem1.X-ABLabel:boat\r\nEND:VCARD\r\n"
    );
    Card::parse(text.as_bytes()).unwrap()
}

fn line_of(card: &Card) -> String {
    let lines: Vec<&str> = card.named("PHOTO").map(|line| line.as_written()).collect();
    lines.concat().replace("\r\n ", "").trim_end().to_owned()
}

/// The bytes that were taken out, if any.
fn taken(card: &mut Card) -> Option<Vec<u8>> {
    let mut taken = None;
    extract(card, |bytes| {
        taken = Some(bytes.to_vec());
        Some(NAME.to_owned())
    });
    taken
}

#[test]
fn a_picture_leaves_the_card_and_comes_back() {
    for (version, inside, named, outside) in [
        (
            "3.0",
            format!("PHOTO;ENCODING=b;TYPE=JPEG:{BASE64}"),
            format!("PHOTO;VALUE=uri:bloknotik-photo:{NAME}"),
            format!("PHOTO;ENCODING=b;TYPE=JPEG:{BASE64}"),
        ),
        (
            "4.0",
            format!("PHOTO:data:image/jpeg;base64,{BASE64}"),
            format!("PHOTO:bloknotik-photo:{NAME}"),
            format!("PHOTO:data:image/jpeg;base64,{BASE64}"),
        ),
    ] {
        let mut card = with(version, &format!("{inside}\r\n"));
        let before = card.to_string();
        assert_eq!(card::read(&card).photo, None);
        assert_eq!(taken(&mut card).as_deref(), Some(PICTURE));
        assert_eq!(line_of(&card), named);
        assert_eq!(card::read(&card).photo.as_deref(), Some(NAME));
        embed(&mut card, NAME, PICTURE);
        assert_eq!(line_of(&card), outside);
        assert_eq!(card.to_string(), before, "no other line has changed");
        assert_eq!(taken(&mut card).as_deref(), Some(PICTURE), "and again");
    }
}

#[test]
fn pictures_are_found_however_they_are_written() {
    for (version, line) in [
        (
            "3.0",
            "PHOTO;TYPE=JPEG;ENCODING=BASE64:/9j/4AEC\r\n  AwQFBg==\r\n",
        ),
        ("3.0", "photo;encoding=B;type=jpeg:/9j/4AECAwQFBg\r\n"),
        (
            "3.0",
            "item2.PHOTO;X-ABCROP-RECTANGLE=ABClipRect_1&0&0&9&9&x==;ENCODING=b:/9j/4AECAwQFBg==\r\n",
        ),
        (
            "3.0",
            "PHOTO;VALUE=URI:data:image/jpeg;base64,/9j/4AECAwQFBg==\r\n",
        ),
        (
            "4.0",
            "PHOTO;MEDIATYPE=image/jpeg;PREF=1:DATA:image/jpeg;base64\\,/9j/4AECAwQFBg==\r\n",
        ),
    ] {
        let mut card = with(version, line);
        assert_eq!(taken(&mut card).as_deref(), Some(PICTURE), "{line}");
        assert_eq!(card::read(&card).photo.as_deref(), Some(NAME), "{line}");
        embed(&mut card, NAME, PICTURE);
        assert_eq!(taken(&mut card).as_deref(), Some(PICTURE), "{line}");
    }
    let mut grouped = with(
        "3.0",
        "item2.PHOTO;X-A=b;ENCODING=b;TYPE=PNG:/9j/4AECAwQFBg==\r\n",
    );
    taken(&mut grouped);
    embed(&mut grouped, NAME, PICTURE);
    assert_eq!(
        line_of(&grouped),
        format!("item2.PHOTO;X-A=b;ENCODING=b;TYPE=JPEG:{BASE64}")
    );
}

#[test]
fn what_is_no_picture_of_ours_stays_to_the_byte() {
    for line in [
        "",
        "PHOTO;VALUE=uri:https://example.org/a.jpg\r\n",
        "PHOTO:https://example.org/a.jpg\r\n",
        "PHOTO;ENCODING=b;TYPE=JPEG:not base64!\r\n",
        "PHOTO;ENCODING=b;TYPE=JPEG:\r\n",
        "PHOTO;ENCODING=b:/9j/4AEC\r\nPHOTO;ENCODING=b:/9j/4AEC\r\n",
        "PHOTO;ENCODING=b:/9j/4AEC\r\nPHOTO;VALUE=uri:https://example.org/a.jpg\r\n",
        "PHOTO;ENCODING=QUOTED-PRINTABLE:=FF\r\n",
        "PHOTO:data:image/jpeg,%FF\r\n",
        "PHOTO:data:image/jpeg;base64\r\n",
        "PHOTO:bloknotik-photo:../../etc\r\n",
    ] {
        let mut card = with("3.0", line);
        let before = card.to_string();
        assert_eq!(taken(&mut card), None, "{line}");
        embed(&mut card, NAME, PICTURE);
        assert_eq!(card.to_string(), before, "{line}");
        assert_eq!(card::read(&card).photo, None, "{line}");
    }
    // Nor does a card change whose picture nobody can keep, or one that names another photo.
    let mut card = with("3.0", "PHOTO;ENCODING=b;TYPE=X:/9j/4AEC\r\n");
    let before = card.to_string();
    extract(&mut card, |_| None);
    assert_eq!(card.to_string(), before);
    taken(&mut card);
    let named = card.to_string();
    embed(&mut card, &NAME.replace('a', "z"), PICTURE);
    assert_eq!(card.to_string(), named);
}

#[test]
fn a_photo_is_set_and_removed_by_its_line_alone() {
    for version in ["3.0", "4.0"] {
        let mut card = with(version, "");
        let without = card.to_string();
        set_photo(&mut card, Some(NAME));
        assert_eq!(card::read(&card).photo.as_deref(), Some(NAME));
        let line = format!("{}\r\n", line_of(&card));
        assert!(line.len() <= 77, "it needs no folding: {line}");
        assert_eq!(card.to_string().replace(&line, ""), without);
        let other = NAME.replace('a', "z");
        set_photo(&mut card, Some(&other));
        assert_eq!(card::read(&card).photo, Some(other));
        assert_eq!(card.named("PHOTO").count(), 1);
        set_photo(&mut card, None);
        assert_eq!(card.to_string(), without);
        set_photo(&mut card, None);
        assert_eq!(card.to_string(), without);
    }
}

#[test]
fn a_new_photo_takes_the_first_place_and_an_address_outlives_a_removal() {
    let two = "item3.PHOTO;VALUE=uri:https://example.org/a.jpg\r\nPHOTO;VALUE=uri:https://example.org/b.jpg\r\n";
    let mut card = with("3.0", two);
    let before = card.to_string();
    set_photo(&mut card, None);
    assert_eq!(card.to_string(), before);
    set_photo(&mut card, Some(NAME));
    assert_eq!(
        card.to_string(),
        before.replace(
            "item3.PHOTO;VALUE=uri:https://example.org/a.jpg",
            &format!(
                "item3.PHOTO;VALUE=uri:bloknotik-photo:{}\r\n {}",
                &NAME[..37],
                &NAME[37..]
            )
        )
    );
    set_photo(&mut card, None);
    assert_eq!(line_of(&card), "PHOTO;VALUE=uri:https://example.org/b.jpg");
}
