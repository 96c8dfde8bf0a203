//! Any bytes are refused, or written back as they were read; reading what they mean never panics.

#![no_main]

use libfuzzer_sys::fuzz_target;
use vcard::{Card, mend_folds};

fuzz_target!(|bytes: &[u8]| {
    let framed = [b"BEGIN:VCARD\nVERSION:4.0\n", bytes, b"\nEND:VCARD\n"].concat();
    for bytes in [bytes, &framed] {
        let bytes = mend_folds(bytes);
        let Ok(card) = Card::parse(&bytes) else {
            continue;
        };
        assert_eq!(card.to_string().as_bytes(), &*bytes);
        for property in card.properties() {
            let _ = (
                property.params().count(),
                property.types(),
                property.pref(),
                property.group(),
            );
            let _ = (
                property.text(),
                property.text_list(),
                property.components(),
                property.components_flat(),
            );
        }
        let _ = (card.unused_group(), card.unreadable_lines().count());
    }
});
