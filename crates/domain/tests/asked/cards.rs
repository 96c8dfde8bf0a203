//! Generated cards that are full of what contacts have fields for.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use vcard::testing;

/// Lines that meet in one card: names, parameters and values.
type Theme = (
    &'static [&'static str],
    &'static [&'static str],
    &'static [&'static str],
);

const LABELS: &[&str] = &[
    "_$!<Mobile>!$_",
    "_$!<School>!$_",
    "_$!<Work>!$_",
    "_$!<Anniversary>!$_",
    "_$!<Other>!$_",
    "_$!<Mother>!$_",
    "_$!<Spouse>!$_",
    "_$!<>!$_",
    "boat",
    "Custom 1",
];

const ANYTHING: &[&str] = &["", " ", "0", "\\", "\\n", ";", ",", "Ann Doe"];

const BASICS: Theme = (
    &[
        "TEL",
        "TEL",
        "TEL",
        "EMAIL",
        "ADR",
        "URL",
        "X-ABLabel",
        "X-ABLabel",
        "X-ABADR",
        "X-ABDATE",
        "IMPP",
        "FN",
        "N",
        "N",
        "ORG",
        "NICKNAME",
        "NOTE",
        "TITLE",
        "BDAY",
        "KIND",
        "X-ABShowAs",
        "X-ADDRESSBOOKSERVER-KIND",
        "X-FOO",
        "X-PHONETIC-FIRST-NAME",
        "X-PHONETIC-LAST-NAME",
        "X-PHONETIC-ORG",
    ],
    &[
        ";TYPE=CELL",
        ";type=HOME;type=pref",
        ";TYPE=\"work,fax\"",
        ";CELL;VOICE",
        ";TYPE=X-Dacha",
        ";PREF=1",
        ";PREF=7",
        ";VALUE=uri",
        ";ENCODING=QUOTED-PRINTABLE;CHARSET=latin1",
        ";ALTID=1;LANGUAGE=ja",
        ";X-APPLE-OMIT-YEAR=1604",
        ";CALSCALE=islamic",
        ";",
    ],
    &[
        " Ann ",
        "Doe;Ann;B,C;Dr.,Prof.;Jr.",
        "Acme;",
        "Acme;;Paper; ",
        ";;1 Main St\\, Flat 2;Town;;1;X;room 8;9",
        ";;Street",
        "tel:+1-555;ext=5",
        "+1 555",
        "Ann <a@example.org>",
        "https\\://example.org/a\\,b",
        "C:\\new\\\\x",
        "1985-04-12",
        "1604-04-12",
        "--0412",
        "circa 1800",
        "group",
        "org",
        "COMPANY",
        "A, B,,C\\,D",
    ],
);

const IMS: Theme = (
    &[
        "IMPP",
        "IMPP",
        "IMPP",
        "X-SOCIALPROFILE",
        "X-SOCIALPROFILE",
        "SOCIALPROFILE",
        "X-JABBER",
        "X-SKYPE",
        "X-SKYPE-USERNAME",
        "X-TWITTER",
        "X-MS-IMADDRESS",
        "X-ABLabel",
        "TEL",
    ],
    &[
        ";X-SERVICE-TYPE=Jabber",
        ";X-SERVICE-TYPE=GoogleTalk",
        ";SERVICE-TYPE=Mastodon",
        ";SERVICE-TYPE=\"Dacha, Net\"",
        ";X-SERVICE-TYPE=",
        ";TYPE=twitter",
        ";type=Dachanet;type=pref",
        ";TYPE=SKYPE,home",
        ";x-user=ann",
        ";USERNAME=\"skype:ann\"",
        ";VALUE=text",
        ";VALUE=uri",
        ";TYPE=work",
        ";PREF=1",
        ";TYPE=X-Foo,bar",
        ";ENCODING=QUOTED-PRINTABLE",
    ],
    &[
        "ann",
        "xmpp:ann",
        "xmpp:",
        "skype:ann",
        "x-apple:ann",
        "x-apple:a%20b%2",
        "xmpp:a%40b",
        "xmpp:%ff",
        "xmpp:xmpp%3Aann",
        "matrix:u/ann:example.org",
        "@ann",
        "Dachanet:ann",
        "https://twitter.com/ann",
        "https\\://x.com/ann",
        "tg://resolve?domain=ann",
        "javascript:alert(1)",
        "a\\,b",
        "aim:goim?screenname=a",
    ],
);

const DATES: Theme = (
    &[
        "X-ABDATE",
        "X-ABDATE",
        "X-ABDATE",
        "ANNIVERSARY",
        "ANNIVERSARY",
        "X-ANNIVERSARY",
        "X-EVOLUTION-ANNIVERSARY",
        "X-MS-ANNIVERSARY",
        "X-ANDROID-CUSTOM",
        "X-ANDROID-CUSTOM",
        "X-ABLabel",
        "X-ABLabel",
        "BDAY",
    ],
    &[
        ";type=pref",
        ";TYPE=anniversary",
        ";TYPE=other,x",
        ";X-APPLE-OMIT-YEAR=1604",
        ";CALSCALE=islamic",
        ";CALSCALE=gregorian",
        ";VALUE=date",
    ],
    &[
        "1985-04-12",
        "1604-04-12",
        "--0412",
        "20110618T120000Z",
        "1985",
        "1985-04",
        "circa 1800",
        "2011-02-30",
        "vnd.android.cursor.item/contact_event;2011-06-18;1;;;",
        "vnd.android.cursor.item/contact_event;--06-18;0;Moved in;",
        "vnd.android.cursor.item/contact_event;2011-06-18;2",
        "vnd.android.cursor.item/contact_event;soon;0;x",
    ],
);

const RELATIONS: Theme = (
    &[
        "X-ABRELATEDNAMES",
        "X-ABRELATEDNAMES",
        "RELATED",
        "RELATED",
        "RELATED",
        "X-SPOUSE",
        "X-EVOLUTION-MANAGER",
        "X-MS-CHILD",
        "X-ANDROID-CUSTOM",
        "X-ANDROID-CUSTOM",
        "NICKNAME",
        "AGENT",
        "X-ABLabel",
        "X-ABLabel",
    ],
    &[
        ";type=pref",
        ";TYPE=friend",
        ";TYPE=\"parent,mother\"",
        ";TYPE=contact",
        ";TYPE=co-worker;VALUE=uri",
        ";VALUE=text",
        ";VALUE=TEXT",
        ";X-UID=abc",
        ";X-UID=\"urn:uuid: x\"",
        ";X-FN=\"Ann, Doe\"",
        ";X-FN=",
    ],
    &[
        "Ann",
        "Bert\\, Jr.",
        "urn:uuid:4fbe8971-0000-4000-8000-000000000007",
        "URN:UUID:",
        "urn:uuid:x y",
        "urn:uuid:urn:uuid:1",
        "mailto:a@example.org",
        "https://example.org/a\\,b",
        "BEGIN:VCARD\\nEND:VCARD",
        "vnd.android.cursor.item/relation;Ann\\; B;14;;;",
        "vnd.android.cursor.item/relation;Ann;0;neighbour;;",
        "vnd.android.cursor.item/relation;;14",
        "vnd.android.cursor.item/nickname;Nan\\, the old;1;;",
        "VND.android.cursor.item/nickname;Nan",
        "vnd.android.cursor.item/nickname; ;1",
    ],
);

const REST: Theme = (
    &[
        "CATEGORIES",
        "CATEGORIES",
        "CATEGORIES",
        "X-BLOKNOTIK-FIELD",
        "X-BLOKNOTIK-FIELD",
        "X-CUSTOM1",
        "X-CUSTOM4",
        "X-ABLabel",
        "X-ABLabel",
        "X-CUSTOM5",
    ],
    &[
        ";VALUE=TEXT",
        ";ENCODING=QUOTED-PRINTABLE",
        ";LANGUAGE=de",
        ";TYPE=home",
        ";PREF=1",
    ],
    &[
        "Friends",
        "Friends,Sailing",
        "friends , Work\\, old",
        "A,,B,",
        "\\,",
        "A\\",
        "Друзья,друзья",
        ",",
        "shoe size 42",
    ],
);

/// What the two versions spell differently.
const SPELLINGS: Theme = (
    &[
        "PHOTO",
        "LOGO",
        "KEY",
        "SOUND",
        "GEO",
        "TZ",
        "REV",
        "N",
        "SORT-STRING",
        "KIND",
        "X-ADDRESSBOOKSERVER-KIND",
        "X-ABShowAs",
        "MEMBER",
        "TEL",
        "BDAY",
    ],
    &[
        ";ENCODING=b;TYPE=JPEG",
        ";BASE64;PNG",
        ";TYPE=work,x-foo",
        ";VALUE=uri",
        ";VALUE=text",
        ";VALUE=utc-offset",
        ";VALUE=date-time",
        ";MEDIATYPE=image/jpeg",
        ";MEDIATYPE=video/mp4",
        ";TYPE=pref",
        ";PREF=1",
        ";PREF=2",
        ";SORT-AS=\"Harten,Rene\"",
        ";SORT-AS=Harten,Rene",
        ";LANGUAGE=nl",
        ";CHARSET=UTF-8",
    ],
    &[
        "/9j/4AAQSkZJRg==",
        "AAAA AAAA",
        "data:image/jpeg;base64,/9j/4AAQ",
        "data:text/plain;base64,AAAA",
        "data:image/png\\;base64\\,AAAA",
        "data:text/plain,hello",
        "https://example.org/a.jpg",
        "48.2;16.37",
        "48.2\\;16.37",
        "geo:48.2,16.37",
        "geo:48.2,16.37;u=5",
        "-05:00",
        "+0530",
        "Europe/Berlin",
        "2008-04-24T19:52:43Z",
        "20080424T195243.5+0200",
        "1985-04-12T10",
        "--0412T1022",
        "1985-04-12 about noon",
        "van der Harten;Rene,J.;Sir;",
        "Harten\\, Rene",
        "group",
        "Org",
        "individual",
        "location",
        "company",
        "urn:uuid:4fbe8971-0000-4000-8000-000000000007",
        "tel:+1-555;ext=5",
        "sip:ann@example.org",
    ],
);

/// A card with nothing in it but what contacts have fields for, in few groups, so that lines meet.
pub fn dense_card() -> BoxedStrategy<String> {
    let lines = prop_oneof![
        2 => lines(BASICS),
        1 => lines(IMS),
        1 => lines(DATES),
        1 => lines(RELATIONS),
        1 => lines(REST),
        2 => lines(SPELLINGS),
    ];
    (select(&["3.0", "4.0"][..]), lines)
        .prop_map(|(version, lines)| {
            format!(
                "BEGIN:VCARD\r\nVERSION:{version}\r\n{}END:VCARD\r\n",
                lines.concat()
            )
        })
        .boxed()
}

fn lines((names, params, values): Theme) -> BoxedStrategy<Vec<String>> {
    let group = option::weighted(
        0.6,
        select(&["item1.", "ITEM1.", "item2.", "a.b.", "w."][..]),
    );
    let value = prop_oneof![
        8 => select(values).prop_map(str::to_owned),
        2 => select(LABELS).prop_map(str::to_owned),
        1 => select(ANYTHING).prop_map(str::to_owned),
        2 => testing::text().prop_map(|plain| vcard::escape::text(&plain)),
    ];
    let line = (group, select(names), vec(select(params), 0..3), value).prop_map(
        |(group, name, params, value)| {
            [
                group.unwrap_or_default(),
                name,
                &params.concat(),
                ":",
                &value,
                "\r\n",
            ]
            .concat()
        },
    );
    vec(line, 0..12).boxed()
}
