//! The same card in the other version: what programs really write, line by line.

use domain::card;
use vcard::{Card, Version};

fn card(version: &str, lines: &[&str]) -> Card {
    let lines = lines.join("\r\n");
    let text =
        format!("BEGIN:VCARD\r\nVERSION:{version}\r\nFN:x\r\nN:x;;;;\r\n{lines}\r\nEND:VCARD\r\n");
    Card::parse(text.as_bytes()).unwrap()
}

/// The lines behind the name, unfolded.
fn lines(card: &Card) -> Vec<String> {
    let text = card.to_string().replace("\r\n ", "");
    let lines = text.lines().skip(4).filter(|line| *line != "END:VCARD");
    lines.map(str::to_owned).collect()
}

/// The lines of a 3.0 card are these in 4.0, and those again in 3.0.
fn both_ways(three: &[&str], four: &[&str]) {
    becomes(three, four);
    let back = card::convert(&card("4.0", four), Version::V3);
    assert_eq!(lines(&back), three);
}

/// The lines of a 3.0 card are these in 4.0.
fn becomes(three: &[&str], four: &[&str]) {
    same(&card("3.0", three), Version::V4, four);
}

/// The lines of a 4.0 card are these in 3.0.
fn came_from(four: &[&str], three: &[&str]) {
    same(&card("4.0", four), Version::V3, three);
}

fn same(card: &Card, to: Version, expected: &[&str]) {
    let new = card::convert(card, to);
    assert_eq!(lines(&new), expected);
    assert_eq!(card::read(&new), card::read(card), "{new}");
    assert_eq!(card::convert(&new, to).to_string(), new.to_string());
    let back = card::convert(&new, card.version());
    assert_eq!(card::read(&back), card::read(card), "{back}");
}

#[test]
fn a_card_of_the_version_stays_byte_for_byte() {
    let text = "begin:vcard\nVERSION:3.0\nTEL;CELL;pref:1\nFN:a\n b\n\nend:vcard";
    let card = Card::parse(text.as_bytes()).unwrap();
    assert_eq!(card::convert(&card, Version::V3).to_string(), text);
    assert_eq!(
        card::convert(&card, Version::V4).to_string(),
        "BEGIN:VCARD\r\nVERSION:4.0\r\nTEL;TYPE=cell;PREF=1:1\r\nFN:ab\r\nEND:VCARD\r\n"
    );
}

#[test]
fn what_a_version_demands_is_added_and_says_nothing_new() {
    let text = "BEGIN:VCARD\r\nVERSION:4.0\r\nORG:Acme\\, Inc.\r\nEND:VCARD\r\n";
    let card = Card::parse(text.as_bytes()).unwrap();
    let three = card::convert(&card, Version::V3).to_string();
    assert_eq!(
        three,
        "BEGIN:VCARD\r\nVERSION:3.0\r\nORG:Acme\\, Inc.\r\nFN:Acme\\, Inc.\r\nN:;;;;\r\nEND:VCARD\r\n"
    );
}

#[test]
fn types_and_the_preferred_one() {
    both_ways(
        &[
            "TEL;TYPE=CELL,PREF:1",
            "EMAIL;TYPE=INTERNET,WORK:a@example.org",
            "ADR;TYPE=HOME:;;1 Main St;Town;;;",
            "item1.URL:https://example.org",
            "item1.X-ABLabel:boat",
        ],
        &[
            "TEL;TYPE=cell;PREF=1:1",
            "EMAIL;TYPE=work:a@example.org",
            "ADR;TYPE=home:;;1 Main St;Town;;;",
            "item1.URL:https://example.org",
            "item1.X-ABLabel:boat",
        ],
    );
    // As Apple, old programs, and those have it that quote.
    becomes(
        &[
            "item2.TEL;type=CELL;type=VOICE;type=pref:1",
            "TEL;WORK;FAX:2",
            "TEL;TYPE=\"home,x-dacha\";X-A=\"b;c\":3",
            "EMAIL;CHARSET=UTF-8;INTERNET;PREF:a@example.org",
            "EMAIL;type=X400:c=de\\;a=x",
        ],
        &[
            "item2.TEL;TYPE=cell,voice;PREF=1:1",
            "TEL;TYPE=work,fax:2",
            "TEL;TYPE=home,x-dacha;X-A=\"b;c\":3",
            "EMAIL;PREF=1:a@example.org",
            "EMAIL;TYPE=X400:c=de\\;a=x",
        ],
    );
    came_from(
        &[
            "TEL;PREF=2;TYPE=cell:1",
            "TEL;PREF=1:2",
            "TEL;VALUE=uri;TYPE=\"voice,home\":tel:+1-555;ext=5",
        ],
        &[
            "TEL;PREF=2;TYPE=CELL:1",
            "TEL;TYPE=PREF:2",
            "TEL;TYPE=VOICE,HOME:+1-555\\;ext=5",
        ],
    );
}

#[test]
fn dates_keep_what_they_leave_out_and_their_time() {
    both_ways(&["BDAY:1985-04-12"], &["BDAY:19850412"]);
    both_ways(
        &["BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12"],
        &["BDAY:--0412"],
    );
    both_ways(
        &["BDAY;VALUE=date-time:1985-04-12T23:10:00Z"],
        &["BDAY:19850412T231000Z"],
    );
    both_ways(
        &["REV:2008-04-24T19:52:43.5-05:00"],
        &["REV:20080424T195243.5-0500"],
    );
    for strange in [
        "BDAY;VALUE=text:circa 1800",
        "BDAY;CALSCALE=islamic:14050101",
        "BDAY:1985-04-12 at noon",
    ] {
        both_ways(&[strange], &[strange]);
    }
    becomes(&["BDAY;VALUE=date:1985-04-12"], &["BDAY:19850412"]);
    came_from(&["BDAY:1985"], &["BDAY:1985"]);
}

#[test]
fn days_and_people_go_by_the_names_that_others_read() {
    both_ways(
        &[
            "item1.X-ABDATE:2011-06-18",
            "item1.X-ABLabel:_$!<Anniversary>!$_",
            "item2.X-ABDATE:2012-06-18",
            "item2.X-ABLabel:moved in",
            "item3.X-ABRELATEDNAMES:Bert\\, Jr.",
            "item3.X-ABLabel:cousin",
        ],
        &[
            "item1.ANNIVERSARY:20110618",
            "item2.X-ABDATE:20120618",
            "item2.X-ABLabel:moved in",
            "item3.RELATED;VALUE=text:Bert\\, Jr.",
            "item3.X-ABLabel:cousin",
        ],
    );
    becomes(
        &[
            "item1.X-ABRELATEDNAMES;type=pref:Ann",
            "item1.X-ABLabel:_$!<Spouse>!$_",
        ],
        &["item1.RELATED;TYPE=spouse;VALUE=text;PREF=1:Ann"],
    );
    let ann = "4fbe8971-0000-4000-8000-000000000007";
    came_from(
        &[
            &format!("RELATED;TYPE=friend;X-FN=Ann:urn:uuid:{ann}"),
            "RELATED;TYPE=emergency;VALUE=text:Bert",
            "RELATED;TYPE=agent:mailto:c@example.org",
            &format!("RELATED:urn:uuid:{ann}"),
            "item1.NOTE:taken",
        ],
        &[
            &format!("item2.X-ABRELATEDNAMES;TYPE=friend;X-UID={ann}:Ann"),
            "item2.X-ABLabel:_$!<Friend>!$_",
            "X-ABRELATEDNAMES;TYPE=emergency:Bert",
            "RELATED;TYPE=agent:mailto:c@example.org",
            &format!("RELATED:urn:uuid:{ann}"),
            "item1.NOTE:taken",
        ],
    );
    // A label that belongs to others, too, stays with them; a second anniversary stays Apple's.
    becomes(
        &[
            "item1.X-ABDATE:2011-06-18",
            "item1.X-ABDATE:2012",
            "item1.X-ABLabel:_$!<Anniversary>!$_",
        ],
        &[
            "item1.ANNIVERSARY:20110618",
            "item1.X-ABDATE:2012",
            "item1.X-ABLabel:_$!<Anniversary>!$_",
        ],
    );
    came_from(
        &["item1.ANNIVERSARY:20110618", "item1.X-ABLabel:wedding"],
        &[
            "item1.X-ABDATE;TYPE=ANNIVERSARY:2011-06-18",
            "item1.X-ABLabel:wedding",
        ],
    );
}

#[test]
fn messengers_and_profiles() {
    both_ways(
        &["IMPP;TYPE=HOME;X-SERVICE-TYPE=Skype:skype:ann"],
        &["IMPP;TYPE=home;SERVICE-TYPE=Skype:skype:ann"],
    );
    both_ways(
        &["X-SOCIALPROFILE;X-USER=ann;TYPE=twitter:https://twitter.com/ann"],
        &["SOCIALPROFILE;USERNAME=ann;SERVICE-TYPE=twitter:https://twitter.com/ann"],
    );
    becomes(
        &[
            "X-SOCIALPROFILE;type=Dachanet;type=pref;x-user=ann:x-apple:ann",
            "X-JABBER:ann@example.org",
        ],
        &[
            "SOCIALPROFILE;VALUE=text;SERVICE-TYPE=Dachanet;PREF=1:ann",
            "X-JABBER:ann@example.org",
        ],
    );
    came_from(
        &[
            "SOCIALPROFILE;SERVICE-TYPE=Mastodon;VALUE=text:@ann@example.org",
            "IMPP:xmpp:ann@example.org",
        ],
        &[
            "X-SOCIALPROFILE;X-USER=@ann@example.org;TYPE=Mastodon:x-apple:@ann@example.org",
            "IMPP:xmpp:ann@example.org",
        ],
    );
    // For old programs and for new ones: there is nothing left to do.
    let both = [
        "SOCIALPROFILE;SERVICE-TYPE=twitter;VALUE=text:ann",
        "X-SOCIALPROFILE;TYPE=twitter:https://twitter.com/bea",
        "X-SOCIALPROFILE;TYPE=twitter;x-user=ann:x-apple:ann",
    ];
    came_from(&both, &both);
}

#[test]
fn groups_companies_and_their_members() {
    let ann = "urn:uuid:4fbe8971-0000-4000-8000-000000000007";
    both_ways(
        &[
            "X-ADDRESSBOOKSERVER-KIND:group",
            &format!("X-ADDRESSBOOKSERVER-MEMBER:{ann}"),
        ],
        &["KIND:group", &format!("MEMBER:{ann}")],
    );
    both_ways(&["X-ABShowAs:COMPANY"], &["KIND:org"]);
    for other in ["KIND:location", "KIND:individual"] {
        both_ways(&[other], &[other]);
    }
    came_from(
        &["KIND:org", "X-ABShowAs:COMPANY"],
        &["KIND:org", "X-ABShowAs:COMPANY"],
    );
}

#[test]
fn pictures_sounds_and_keys() {
    both_ways(
        &[
            "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ",
            "KEY;ENCODING=b;TYPE=PGP:AAAA",
            "SOUND;VALUE=uri;TYPE=OGG:https://example.org/a",
        ],
        &[
            "PHOTO:data:image/jpeg;base64,/9j/4AAQ",
            "KEY:data:application/pgp-keys;base64,AAAA",
            "SOUND;MEDIATYPE=audio/ogg:https://example.org/a",
        ],
    );
    both_ways(
        &[
            "LOGO;VALUE=uri:https://example.org/a,b.png",
            "KEY;ENCODING=b;MEDIATYPE=text/plain:AAAA",
        ],
        &[
            "LOGO:https://example.org/a,b.png",
            "KEY:data:text/plain;base64,AAAA",
        ],
    );
    becomes(
        &[
            "PHOTO;BASE64:iVBORw0KGgoAAAA",
            "PHOTO;TYPE=home,jpg;ENCODING=BASE64:AA AA",
            "KEY;ENCODING=B:AAAA",
            "KEY:plain text",
        ],
        &[
            "PHOTO:data:image/png;base64,iVBORw0KGgoAAAA",
            "PHOTO;TYPE=home:data:image/jpeg;base64,AAAA",
            "KEY:data:application/octet-stream;base64,AAAA",
            "KEY:plain text",
        ],
    );
    came_from(
        &[
            "PHOTO;PREF=1:data:image/svg+xml;base64,AAAA",
            "PHOTO:data:image/svg+xml,<svg/>",
            "KEY;VALUE=text:PGP",
        ],
        &[
            "PHOTO;ENCODING=b;TYPE=SVG+XML,PREF:AAAA",
            "PHOTO;VALUE=uri:data:image/svg+xml,<svg/>",
            "KEY;VALUE=text:PGP",
        ],
    );
    let name = "a".repeat(64);
    both_ways(
        &[&format!("PHOTO;VALUE=uri:bloknotik-photo:{name}")],
        &[&format!("PHOTO:bloknotik-photo:{name}")],
    );
}

#[test]
fn places_zones_and_sorting() {
    both_ways(
        &["GEO:48.2;16.37", "TZ:-05:00"],
        &["GEO:geo:48.2,16.37", "TZ;VALUE=utc-offset:-0500"],
    );
    both_ways(&["TZ;VALUE=text:Europe/Berlin"], &["TZ:Europe/Berlin"]);
    came_from(&["GEO:geo:48.2,16.37;u=5"], &["GEO:geo:48.2,16.37;u=5"]);
    let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Rene van der Harten\r\nN:van der Harten;Rene,J.;Sir;R.D.O.N.\r\n\
        SORT-STRING:Harten\\, Rene\r\nEND:VCARD\r\n";
    let three = Card::parse(text.as_bytes()).unwrap();
    let four = card::convert(&three, Version::V4);
    assert_eq!(four.named("SORT-STRING").count(), 0);
    let sorting = four.named("N").next().unwrap().param("SORT-AS");
    assert_eq!(sorting.as_deref(), Some("Harten, Rene"));
    assert_eq!(card::convert(&four, Version::V3).to_string(), text);
}

#[test]
fn what_nobody_understands_stays_as_it_is() {
    let strange = [
        "X-EVOLUTION-BLOG-URL;TYPE=pref;CHARSET=utf-8:a\\,b",
        "X-KADDRESSBOOK-X-IMAddress;BARE:c",
        "X-CUSTOM1:d",
        "X-BLOKNOTIK-FIELD;X-A=\"^n\":e",
        "GENDER:F;she",
        "AGENT:BEGIN:VCARD\\nEND:VCARD\\n",
        "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=latin1;bare:=E4",
        "no colon here",
    ];
    both_ways(&strange, &strange);
}

#[test]
fn a_card_of_very_many_lines_takes_a_moment() {
    let lines: Vec<String> = (0..4_000)
        .map(|n| format!("RELATED;TYPE=friend;VALUE=text:no {n}\r\nSOCIALPROFILE;SERVICE-TYPE=github;VALUE=text:{n}"))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let many = card("4.0", &lines);
    let new = card::convert(&many, Version::V3);
    assert_eq!(new.named("X-ABLabel").count(), 4_000);
    assert_eq!(card::read(&new), card::read(&many));
}
