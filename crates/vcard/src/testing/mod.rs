//! Generators of cards and texts for property tests, shared by the crates that build on this one.
//!
//! The cards are what programs really write, and worse: every spelling this crate promises to keep turns up in them.

mod pieces;

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;

use pieces::{AFTER, HOSTILE, NAMES, PARAMS, RAW, UNREADABLE, WORDS};

/// Text in many scripts, with the characters that escaping is about. It has no control character but LF and tab, so
/// written as a text value it must read back unchanged.
pub fn text() -> impl Strategy<Value = String> {
    vec(select(WORDS), 0..8).prop_map(|words| words.concat())
}

/// Text that tries to break out of the line it is put into: line breaks, frames, quotes, control characters.
pub fn hostile_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => select(HOSTILE).prop_map(str::to_owned),
        1 => select(WORDS).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// One unfolded property line as a program might have written it, without a line ending.
pub fn property_line() -> impl Strategy<Value = String> {
    let group = weighted(
        0.3,
        select(&["item1.", "item2.", "ITEM2.", "WORK.", "davdroid1.", "a.b."][..]),
    );
    (group, select(NAMES), vec(select(PARAMS), 0..4), raw_value()).prop_map(
        |(group, name, params, value)| {
            [
                group.unwrap_or_default(),
                name,
                &params.concat(),
                ":",
                &value,
            ]
            .concat()
        },
    )
}

/// The text of one acceptable card: 3.0 or 4.0, any mixture of line endings, folding, case, junk and blank lines.
pub fn card() -> impl Strategy<Value = String> {
    let frame = (
        select(&["BEGIN:VCARD", "begin:vcard", "Begin:vCard", "BEGIN:VCARD "][..]),
        select(
            &[
                "VERSION:3.0",
                "VERSION:4.0",
                "version:3.0",
                "VERSION;X=1:4.0",
            ][..],
        ),
        select(&["END:VCARD", "end:vcard", "END:VCARD\t"][..]),
    );
    let around = (
        select(&["", "\u{feff}", "\r\n", "\u{feff}\n\n"][..]),
        select(AFTER),
        any::<bool>(),
    );
    (frame, around, endings(), vec(written_line(), 0..10)).prop_map(
        |((begin, version, end), (before, after, version_first), endings, lines)| {
            let mut written = Vec::from([(begin.to_owned(), Folding::NONE)]);
            written.extend(lines);
            let place = if version_first { 1 } else { written.len() };
            written.insert(place, (version.to_owned(), Folding::NONE));
            let mut card = before.to_owned();
            for (number, (line, folding)) in written.iter().enumerate() {
                folding.write(&mut card, line, endings[number % endings.len()]);
            }
            card + end + after
        },
    )
}

/// The value side of [`property_line`]: plain, escaped, structured, URIs, base64, and text full of escapes.
fn raw_value() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => text().prop_map(|plain| crate::escape::text(&plain)),
        2 => vec(select(RAW), 0..6).prop_map(|pieces| pieces.concat()),
        1 => vec(text(), 1..7).prop_map(|parts| crate::escape::components_flat(&parts)),
        1 => vec(text(), 1..4).prop_map(|items| crate::escape::list(&items)),
        1 => (0_usize..400).prop_map(|count| "iVBORw0KGgo+/A".repeat(count / 10)),
    ]
}

fn written_line() -> impl Strategy<Value = (String, Folding)> {
    let line = prop_oneof![
        12 => property_line(),
        1 => select(UNREADABLE).prop_map(str::to_owned),
        1 => Just(String::new()),
    ];
    (line, folding())
}

fn endings() -> impl Strategy<Value = Vec<&'static str>> {
    prop_oneof![
        4 => Just(vec!["\r\n"]),
        2 => Just(vec!["\n"]),
        1 => vec(select(&["\r\n", "\n", "\r\r\n"][..]), 1..5),
    ]
}

fn folding() -> impl Strategy<Value = Folding> {
    prop_oneof![
        2 => Just(Folding::NONE),
        2 => Just(Folding { octets: 75, with: " " }),
        1 => (1_usize..90, select(&[" ", "\t"][..])).prop_map(|(octets, with)| Folding { octets, with }),
    ]
}

#[derive(Clone, Copy, Debug)]
struct Folding {
    octets: usize,
    with: &'static str,
}

impl Folding {
    const NONE: Folding = Folding {
        octets: usize::MAX,
        with: " ",
    };

    fn write(self, card: &mut String, line: &str, ending: &str) {
        let mut room = self.octets;
        for char in line.chars() {
            if room == 0 {
                card.extend([ending, self.with]);
                room = self.octets;
            }
            card.push(char);
            room = room.saturating_sub(char.len_utf8());
        }
        card.push_str(ending);
    }
}
