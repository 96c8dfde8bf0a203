//! Messengers and social networks as programs write them, and what an edit makes of them.

mod edited;

use domain::*;
use edited::{edited, read};

fn ims(change: impl FnOnce(&mut Vec<Im>)) -> impl FnOnce(&ContactFields) -> ContactEdit {
    move |fields| {
        let mut ims = fields.ims.clone();
        change(&mut ims);
        ContactEdit {
            ims: Change::Set(ims),
            ..ContactEdit::default()
        }
    }
}

fn im(value: &str, service: &str) -> Im {
    Im {
        value: value.into(),
        service: Some(service.into()),
        ..Im::default()
    }
}

#[test]
fn every_way_to_write_them_is_read() {
    for (line, value, service) in [
        (
            "IMPP;X-SERVICE-TYPE=Jabber;type=HOME:xmpp:ann@example.org",
            "ann@example.org",
            Some("xmpp"),
        ),
        ("IMPP;X-SERVICE-TYPE=ICQ:aim:12345", "12345", Some("icq")),
        (
            "IMPP;X-SERVICE-TYPE=DachaNet:x-apple:ann%40dacha",
            "ann@dacha",
            Some("DachaNet"),
        ),
        ("IMPP;VALUE=URI:xmpp:ann", "ann", Some("xmpp")),
        (
            "IMPP;SERVICE-TYPE=Telegram:https://t.me/ann",
            "https://t.me/ann",
            Some("telegram"),
        ),
        (
            "IMPP:matrix:u/ann:example.org",
            "@ann:example.org",
            Some("matrix"),
        ),
        ("IMPP:gg:12", "12", Some("gadu-gadu")),
        ("IMPP:twitter:ann", "ann", Some("x")),
        ("IMPP;TYPE=SIGNAL:+1 555", "+1 555", Some("signal")),
        ("IMPP:ann", "ann", None),
        ("IMPP:im:ann@example.org", "im:ann@example.org", None),
        (
            "IMPP;TYPE=home:javascript:alert(1)",
            "javascript:alert(1)",
            None,
        ),
        (
            "X-SOCIALPROFILE;type=twitter;x-user=ann:https\\://twitter.com/ann",
            "https://twitter.com/ann",
            Some("x"),
        ),
        (
            "X-SOCIALPROFILE;type=DachaNet;x-user=ann:x-apple:",
            "ann",
            Some("DachaNet"),
        ),
        ("X-SOCIALPROFILE;TYPE=home;TYPE=pref:ann", "ann", None),
        (
            "SOCIALPROFILE;SERVICE-TYPE=Mastodon:https://social.example/@ann",
            "https://social.example/@ann",
            Some("mastodon"),
        ),
        (
            "SOCIALPROFILE;SERVICE-TYPE=VK;VALUE=text:a\\,b",
            "a,b",
            Some("vk"),
        ),
        ("X-ICQ;type=pref:12345", "12345", Some("icq")),
        ("X-SKYPE-USERNAME:ann", "ann", Some("skype")),
        (
            "X-GOOGLE-TALK:ann@example.org",
            "ann@example.org",
            Some("google talk"),
        ),
        ("X-TWITTER:ann", "ann", Some("x")),
        ("x-telegram:@ann", "@ann", Some("telegram")),
        ("X-MS-IMADDRESS:ann@example.org", "ann@example.org", None),
    ] {
        let ims = read(&[line]).ims;
        assert_eq!(ims.len(), 1, "{line}");
        let found = (ims[0].value.as_str(), ims[0].service.as_deref());
        assert_eq!(found, (value, service), "{line}");
    }
    for line in ["IMPP:", "IMPP:xmpp:", "X-AIM: ", "X-MS-IMADDRESS:"] {
        assert_eq!(read(&[line]).ims, [], "{line}");
    }
}

#[test]
fn new_ones_are_written_as_phones_read_them() {
    let new = || {
        ims(|ims| {
            let home = Im {
                r#type: Some(EmailType::Home),
                pref: true,
                ..im("xmpp:ann@example.org", "")
            };
            ims.push(home);
            ims.push(im("+49 30 1", "WhatsApp"));
            ims.push(im("ann", "DachaNet"));
            ims.push(im("https://social.example/@ann", "Mastodon"));
            ims.push(Im {
                label: Some("boat".into()),
                ..im("ann", "Twitter")
            });
        })
    };
    assert_eq!(
        edited("3.0", &["FN:x"], new()),
        [
            "FN:x",
            "IMPP;X-SERVICE-TYPE=Jabber;TYPE=HOME,PREF:xmpp:ann@example.org",
            "IMPP;X-SERVICE-TYPE=WhatsApp:x-apple:+49%2030%201",
            "IMPP;X-SERVICE-TYPE=DachaNet:x-apple:ann",
            "X-SOCIALPROFILE;TYPE=mastodon:https://social.example/@ann",
            "item1.X-SOCIALPROFILE;X-USER=ann;TYPE=twitter:x-apple:ann",
            "item1.X-ABLabel:boat",
        ]
    );
    assert_eq!(
        edited("4.0", &["FN:x"], new()),
        [
            "FN:x",
            "IMPP;SERVICE-TYPE=Jabber;TYPE=home;PREF=1:xmpp:ann@example.org",
            "IMPP;SERVICE-TYPE=WhatsApp:x-apple:+49%2030%201",
            "IMPP;SERVICE-TYPE=DachaNet:x-apple:ann",
            "SOCIALPROFILE;SERVICE-TYPE=mastodon:https://social.example/@ann",
            "item1.SOCIALPROFILE;VALUE=text;SERVICE-TYPE=twitter:ann",
            "item1.X-ABLabel:boat",
        ]
    );
}

#[test]
fn a_new_handle_stands_as_the_old_one_stood() {
    for (line, changed) in [
        (
            "IMPP;X-SERVICE-TYPE=Jabber;X-A=b:xmpp:ann",
            "IMPP;X-SERVICE-TYPE=Jabber;X-A=b:xmpp:bea",
        ),
        ("IMPP:skype:ann", "IMPP:skype:bea"),
        ("IMPP;TYPE=SKYPE,home:ann", "IMPP;TYPE=SKYPE,home:bea"),
        ("IMPP;TYPE=SKYPE:skype:ann", "IMPP;TYPE=SKYPE:skype:bea"),
        (
            "X-SKYPE;X-EVOLUTION-UI-SLOT=1:ann",
            "X-SKYPE;X-EVOLUTION-UI-SLOT=1:bea",
        ),
        (
            "X-SOCIALPROFILE;type=twitter;x-user=ann:https://x.com/ann",
            "X-SOCIALPROFILE;type=twitter;X-USER=bea:x-apple:bea",
        ),
        (
            "SOCIALPROFILE;USERNAME=ann;SERVICE-TYPE=VK:https://vk.com/ann",
            "SOCIALPROFILE;SERVICE-TYPE=VK;VALUE=text:bea",
        ),
    ] {
        let change = ims(|ims| ims[0].value = "bea".into());
        assert_eq!(edited("3.0", &["FN:x", line], change), ["FN:x", changed]);
    }
}

#[test]
fn a_new_service_gets_a_line_that_can_say_it() {
    for (line, service, changed) in [
        (
            "IMPP;X-SERVICE-TYPE=Jabber:xmpp:ann",
            "skype",
            "IMPP;X-SERVICE-TYPE=Skype:skype:ann",
        ),
        (
            "IMPP;TYPE=SKYPE,home:ann",
            "signal",
            "IMPP;TYPE=home;X-SERVICE-TYPE=Signal:x-apple:ann",
        ),
        (
            "X-JABBER;TYPE=WORK:ann",
            "skype",
            "IMPP;TYPE=WORK;X-SERVICE-TYPE=Skype:skype:ann",
        ),
        (
            "X-SOCIALPROFILE;type=twitter;type=pref:x-apple:ann",
            "vk",
            "X-SOCIALPROFILE;TYPE=vk,pref;X-USER=ann:x-apple:ann",
        ),
        (
            "X-SOCIALPROFILE;type=twitter:x-apple:ann",
            "a, b",
            "IMPP;X-SERVICE-TYPE=\"a, b\":x-apple:ann",
        ),
        ("IMPP:skype:ann", "", "IMPP:x-apple:ann"),
    ] {
        let change = ims(|ims| ims[0].service = Some(service.into()));
        assert_eq!(edited("3.0", &["FN:x", line], change), ["FN:x", changed]);
    }
}

#[test]
fn what_is_written_for_old_programs_too_is_shown_once_and_goes_along() {
    let lines = [
        "FN:x",
        "item1.X-ICQ;type=pref:12345",
        "item1.X-ABLabel:_$!<Other>!$_",
        "item2.IMPP;X-SERVICE-TYPE=ICQ:aim:12345",
        "item2.X-ABLabel:_$!<Other>!$_",
    ];
    assert_eq!(read(&lines).ims.len(), 1);
    assert_eq!(edited("3.0", &lines, ims(Vec::clear)), ["FN:x"]);
    assert_eq!(
        edited("3.0", &lines, ims(|ims| ims[0].value = "6".into())),
        ["FN:x", "item2.IMPP;X-SERVICE-TYPE=ICQ:icq:6", lines[4]]
    );
    let labelled = ims(|ims| ims[0].label = Some("boat".into()));
    let labelled = edited("3.0", &lines, labelled);
    assert_eq!(labelled[..3], lines[..3]);
    assert_eq!(
        labelled[3..],
        [
            "item2.IMPP;X-SERVICE-TYPE=ICQ;TYPE=OTHER:aim:12345",
            "item2.X-ABLabel:boat"
        ]
    );
}

/// What is said twice stands where it is said first, though the line that is believed may come later.
#[test]
fn what_is_said_once_now_stays_where_it_was() {
    let lines = [
        "X-ICQ:12345",
        "IMPP;X-SERVICE-TYPE=AIM:aim:ann",
        "IMPP;X-SERVICE-TYPE=ICQ:icq:12345",
    ];
    let shown = |lines: &[&str]| -> Vec<String> {
        let ims = read(lines).ims.into_iter();
        ims.map(|im| im.value).collect()
    };
    assert_eq!(shown(&lines), ["12345", "ann"]);
    let changed = edited("3.0", &lines, ims(|ims| ims[0].value = "6".into()));
    let changed: Vec<&str> = changed.iter().map(String::as_str).collect();
    assert_eq!(shown(&changed), ["6", "ann"]);
    assert_eq!(
        changed,
        [
            "IMPP;X-SERVICE-TYPE=ICQ:icq:6",
            "IMPP;X-SERVICE-TYPE=AIM:aim:ann"
        ]
    );
}
