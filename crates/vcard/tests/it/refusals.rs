//! What is refused, with the line and the reason a person can act on.

use vcard::{Card, Limits, ParseErrorKind};

fn refused(text: impl AsRef<[u8]>) -> (usize, ParseErrorKind) {
    let error = Card::parse(text.as_ref()).expect_err("the card is not acceptable");
    (error.line, error.kind)
}

#[test]
fn bounds_must_be_clear() {
    use ParseErrorKind::*;
    assert_eq!(refused(""), (1, MissingBegin));
    assert_eq!(refused("\n\nFN:x\n"), (3, MissingBegin));
    assert_eq!(refused("BEGIN:VEVENT\nEND:VEVENT\n"), (1, MissingBegin));
    assert_eq!(refused("BEGIN:VCARD\nVERSION:3.0\nFN:x\n"), (3, MissingEnd));
    assert_eq!(
        refused("BEGIN:VCARD\nVERSION:3.0\nNOTE:x\n END:VCARD\n"),
        (4, MissingEnd)
    );
    assert_eq!(
        refused("BEGIN:VCARD\nFN:x\nEND:VCARD\n"),
        (3, MissingVersion)
    );
    assert_eq!(
        refused("BEGIN:VCARD\nVERSION:3.0\nBEGIN:VCARD\n"),
        (3, NestedBegin)
    );
    assert_eq!(
        refused("BEGIN:VCARD\nVERSION:3.0\nX:\n \n a.begin:x\n"),
        (5, MissingEnd)
    );
    assert_eq!(
        refused("BEGIN:VCARD\nVERSION:3.0\na.begin;x=1:y\nEND:VCARD"),
        (3, NestedBegin)
    );
    assert_eq!(
        refused("BEGIN:VCARD\nVERSION:3.0\nEND:VCARDBEGIN:VCARD\n"),
        (3, MalformedEnd)
    );
    assert_eq!(
        refused("BEGIN:VCARD\nVERSION:3.0\nx.END:VCARD\n"),
        (3, MalformedEnd)
    );
    assert_eq!(
        refused("BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n\nBEGIN:VCARD\n"),
        (5, TrailingContent)
    );
}

#[test]
fn what_is_odd_and_harmless_is_kept() {
    for text in [
        // A property before VERSION, which 3.0 allows and 4.0 does not.
        "BEGIN:VCARD\r\nFN:Ann\r\nVERSION:4.0\r\nEND:VCARD\r\n",
        // A CR that is no line end, inside a value and before one.
        "BEGIN:VCARD\nVERSION:3.0\nFN:A\rnn\nEND:VCARD\n",
        "BEGIN:VCARD\r\r\nVERSION:3.0\r\r\nFN:Ann\r\r\nEND:VCARD\r\r\n",
        // Twice what there should be once.
        "BEGIN:VCARD\nVERSION:3.0\nUID:1\nUID:2\nREV:1\nREV:2\nFN:Ann\nEND:VCARD\n",
        // Neither name nor id.
        "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n",
        // Parameters and quotes that are none.
        "BEGIN:VCARD\nVERSION:3.0\nTEL;;=x;A=\"b:1\nTEL;TYPE=a\"b\":2\nEND:VCARD\n",
    ] {
        assert_eq!(Card::parse(text.as_bytes()).unwrap().to_string(), text);
    }
    // Line ends of long ago: one line, which is no beginning.
    let old = "BEGIN:VCARD\rVERSION:3.0\rEND:VCARD\r";
    assert_eq!(refused(old), (1, ParseErrorKind::MissingBegin));
}

#[test]
fn versions() {
    use ParseErrorKind::*;
    let with = |version: &str| format!("BEGIN:VCARD\r\n{version}\r\nEND:VCARD\r\n");
    assert_eq!(
        refused(with("VERSION:2.1")),
        (2, UnsupportedVersion("2.1".into()))
    );
    assert_eq!(
        refused(with("VERSION:")),
        (2, UnsupportedVersion(String::new()))
    );
    assert_eq!(
        refused(with(&format!("VERSION:\u{1b}{}", "9".repeat(99)))),
        (2, UnsupportedVersion("9".repeat(20)))
    );
    assert_eq!(
        refused(with("VERSION:3.0\nVERSION:4.0")),
        (3, ConflictingVersions)
    );
    assert!(Card::parse(with("VERSION:3.0\nversion: 3.0").as_bytes()).is_ok());
}

#[test]
fn messages_say_what_where_and_what_to_do() {
    let error = Card::parse(b"BEGIN:VCARD\r\nVERSION:2.1\r\nEND:VCARD\r\n").unwrap_err();
    let message =
        "line 2: vCard version \"2.1\" is not supported; export the card as vCard 3.0 or 4.0";
    assert_eq!(error.to_string(), message);
}

#[test]
fn bytes_that_are_not_text() {
    assert_eq!(
        refused(b"BEGIN:VCARD\nVERSION:3.0\nFN:\xff\nEND:VCARD\n"),
        (3, ParseErrorKind::NotUtf8)
    );
    assert_eq!(refused("BEGIN:VCARD\nFN:\0\n"), (2, ParseErrorKind::Nul));
}

#[test]
fn limits_hold() {
    let text = "BEGIN:VCARD\nVERSION:3.0\nNOTE:0123456789\n 0123456789\nEND:VCARD\n";
    let limits = Limits {
        card_bytes: text.len(),
        line_bytes: 25,
        lines: 4,
    };
    let kind = |limits| {
        Card::parse_with(text.as_bytes(), &limits)
            .map_err(|error| error.kind)
            .err()
    };
    assert_eq!(kind(limits), None);
    assert_eq!(
        kind(Limits { lines: 3, ..limits }),
        Some(ParseErrorKind::TooManyLines { limit: 3 })
    );
    assert_eq!(
        kind(Limits {
            line_bytes: 24,
            ..limits
        }),
        Some(ParseErrorKind::LineTooLong { limit: 24 })
    );
    let (size, limit) = (text.len(), text.len() - 1);
    assert_eq!(
        kind(Limits {
            card_bytes: limit,
            ..limits
        }),
        Some(ParseErrorKind::TooLarge { size, limit })
    );
}

/// Each shape is as large as the limits allow; anything quadratic would take minutes. `cargo bench -p vcard` has the figures.
#[test]
fn the_worst_cards_are_gone_through_once() {
    let body = |unit: &str, count: usize| {
        format!(
            "BEGIN:VCARD\nVERSION:3.0\n{}\nEND:VCARD\n",
            unit.repeat(count)
        )
    };
    let million_lines = body("A:1\n", 1_000_000);
    let generous = Limits {
        card_bytes: usize::MAX,
        ..Limits::default()
    };
    let error = Card::parse_with(million_lines.as_bytes(), &generous).unwrap_err();
    assert_eq!(error.kind, ParseErrorKind::TooManyLines { limit: 20_000 });
    for unit in [
        "\n ",
        "\n \\",
        ";",
        "\"",
        "A;X=\",",
        "A:1\n",
        "item1.A:1\n",
        "A;X=\"",
        "\\",
        "A;B=^",
        ".",
        "\r",
    ] {
        for start in ["", "N:", "N;X:", "N;X=", "N;TYPE=\"\",", "a.N:\\"] {
            let text = body(unit, 1_000_000 / unit.len()).replacen(
                "VERSION:3.0\n",
                &format!("VERSION:3.0\n{start}"),
                1,
            );
            let Ok(mut card) = Card::parse(text.as_bytes()) else {
                continue;
            };
            let ids: Vec<_> = card
                .properties()
                .map(|property| property.id())
                .take(3)
                .collect();
            for id in ids {
                card.set_param(id, "TYPE", Some(&["home"]));
                card.replace_value(id, unit);
            }
            assert!(
                card.properties()
                    .take(3)
                    .all(|p| p.types().len() + p.text().len() + p.components().len() > 0)
            );
        }
    }
}
