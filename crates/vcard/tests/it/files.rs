//! A file of many cards: every card by itself, whatever its neighbours are.

use proptest::collection::vec;
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use vcard::{Limits, ParseErrorKind, pieces, testing};

const ANN: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\r\nEND:VCARD\r\n";

/// Line and name of each card, or why it was refused.
fn read(file: impl AsRef<[u8]>) -> Vec<(usize, Result<String, ParseErrorKind>)> {
    let cards = pieces(file.as_ref()).filter(|piece| piece.is_card);
    cards
        .map(|piece| match piece.parse(&Limits::default()) {
            Ok(card) => (piece.line, Ok(card.named("FN").next().unwrap().text())),
            Err(error) => (error.line, Err(error.kind)),
        })
        .collect()
}

fn ann(line: usize) -> (usize, Result<String, ParseErrorKind>) {
    (line, Ok("Ann".to_owned()))
}

#[test]
fn a_bad_card_leaves_its_neighbours_alone() {
    let bad: [(&[u8], usize, ParseErrorKind); 6] = [
        (
            b"BEGIN:VCARD\nVERSION:3.0\nFN:\xff\nEND:VCARD\n",
            7,
            ParseErrorKind::NotUtf8,
        ),
        (
            b"BEGIN:VCARD\nVERSION:3.0\nFN:\0\nEND:VCARD\n",
            7,
            ParseErrorKind::Nul,
        ),
        (
            b"BEGIN:VCARD\nFN:x\nEND:VCARD\n",
            7,
            ParseErrorKind::MissingVersion,
        ),
        (
            b"BEGIN:VCARD\nVERSION:9\nEND:VCARD\n",
            6,
            ParseErrorKind::UnsupportedVersion("9".into()),
        ),
        (
            b"BEGIN:VCARD\nVERSION:3.0\nFN:x\n",
            7,
            ParseErrorKind::MissingEnd,
        ),
        (b"BEGIN:VCARD\n", 5, ParseErrorKind::MissingEnd),
    ];
    for (card, line, kind) in bad {
        let next = 5 + card.iter().filter(|byte| **byte == b'\n').count();
        let file = [ANN.as_bytes(), card, ANN.as_bytes()].concat();
        assert_eq!(read(file), [ann(1), (line, Err(kind)), ann(next)]);
    }
}

#[test]
fn cards_that_were_joined_without_a_line_break() {
    let file = [ANN.trim_end(), ANN.trim_end(), ANN].concat();
    assert_eq!(read(&file), [ann(1), ann(4), ann(7)]);
    assert_eq!(pieces(file.as_bytes()).count(), 3);
}

#[test]
fn a_file_that_was_cut_off_says_so() {
    let file = [ANN, ANN.strip_suffix("END:VCARD\r\n").unwrap()].concat();
    assert_eq!(read(file), [ann(1), (7, Err(ParseErrorKind::MissingEnd))]);
}

#[test]
fn text_between_cards_is_told_and_blank_lines_are_not() {
    let file = format!("\u{feff}{ANN}\r\n\r\nFrom: somebody\r\n\r\n{ANN}");
    let found: Vec<_> = pieces(file.as_bytes())
        .map(|piece| (piece.line, piece.is_card))
        .collect();
    assert_eq!(found, [(1, true), (7, false), (9, true)]);
    assert_eq!(read(file), [ann(1), ann(9)]);
}

#[test]
fn a_note_may_contain_frames() {
    let note = ANN.replace(
        "FN:Ann",
        "FN:Ann\r\nNOTE:one\\nEND:VCARD\r\n END:VCARD\r\n BEGIN:VCARD",
    );
    assert_eq!(read([&note, ANN].concat()), [ann(1), ann(8)]);
}

#[test]
fn files_that_hold_no_card() {
    assert_eq!(pieces(b"").count(), 0);
    assert_eq!(read("hello\nworld"), []);
    assert_eq!(pieces(b"hello\nworld").count(), 1);
}

/// Quadratic work would take hours.
#[test]
fn hundred_megabytes_are_gone_through_once() {
    let line = vec![b'x'; 100_000_000];
    let file = [
        ANN.as_bytes(),
        b"BEGIN:VCARD\nVERSION:3.0\nNOTE:",
        &line,
        b"\nEND:VCARD\n",
        ANN.as_bytes(),
    ]
    .concat();
    let cards = read(&file);
    assert_eq!((&cards[0], &cards[2]), (&ann(1), &ann(9)));
    assert!(matches!(
        cards[1],
        (5, Err(ParseErrorKind::TooLarge { .. }))
    ));

    let lines = "BEGIN:VCARD\n".repeat(1_000_000);
    assert_eq!(pieces(lines.as_bytes()).count(), 1_000_000);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_are_the_whole_file(parts in vec(part(), 0..6)) {
        let file = parts.concat();
        let mut line = 1;
        let mut whole = Vec::new();
        for piece in pieces(&file) {
            prop_assert_eq!(piece.line, line);
            prop_assert!(!piece.bytes.is_empty());
            line += piece.bytes.iter().filter(|byte| **byte == b'\n').count();
            whole.extend_from_slice(piece.bytes);
        }
        prop_assert_eq!(whole, file);
    }

    #[test]
    fn cards_of_a_file_are_the_cards_put_into_it(cards in vec(testing::card(), 0..5)) {
        // What stands before a card belongs to the file, and a card without a last line break would join the next.
        let cards: Vec<String> = cards.iter().map(|card| card.trim_start_matches(['\u{feff}', '\r', '\n']).to_owned() + "\n").collect();
        let file = cards.concat();
        let found: Vec<_> = pieces(file.as_bytes()).map(|piece| piece.bytes).collect();
        prop_assert_eq!(&found, &cards.iter().map(String::as_bytes).collect::<Vec<_>>());
        for piece in pieces(file.as_bytes()) {
            let written = piece.parse(&Limits::default()).unwrap().to_string();
            prop_assert_eq!(written.as_bytes(), piece.bytes);
        }
    }
}

fn part() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        testing::card().prop_map(String::into_bytes),
        testing::hostile_text().prop_map(String::into_bytes),
        vec(any::<u8>(), 0..20),
        Just(b"END:VCARDBEGIN:VCARD\n".to_vec()),
    ]
}
