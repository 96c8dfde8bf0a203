//! Pieces of a file are the whole file, each on the line that it says, and what leads from one card to the next leads back.

#![no_main]

use libfuzzer_sys::fuzz_target;
use vcard::{Card, Limits, Patch, pieces};

fuzz_target!(|file: &[u8]| {
    let mut line = 1;
    let mut whole = Vec::new();
    let mut before: Option<Card> = None;
    for piece in pieces(file) {
        assert_eq!(piece.line, line);
        assert!(!piece.bytes.is_empty());
        line += piece.bytes.iter().filter(|byte| **byte == b'\n').count();
        whole.extend_from_slice(piece.bytes);
        let Ok(card) = piece.parse(&Limits::default()) else {
            continue;
        };
        assert_eq!(card.to_string().as_bytes(), piece.bytes);
        if let Some(before) = before.replace(card.clone()) {
            let patch = Patch::between(&before, &card);
            assert_eq!(patch.apply(&before).as_deref(), Ok(&*card.to_string()));
            assert_eq!(patch.inverse().apply(&card).as_deref(), Ok(&*before.to_string()));
        }
    }
    assert_eq!(whole, file);
});
