use std::borrow::Cow;

/// Moves folds that cut a letter in half to before that letter, and changes nothing else.
///
/// Some programs fold by counting octets and split multi-byte letters. Such a file is not UTF-8 until it is unfolded,
/// so [`Card::parse`](crate::Card::parse), which keeps every byte as text, has to refuse it. An importer calls this
/// first; text that is valid already comes back as it is, at the cost of one check.
pub fn mend_folds(bytes: &[u8]) -> Cow<'_, [u8]> {
    if std::str::from_utf8(bytes).is_ok() {
        return Cow::Borrowed(bytes);
    }
    let mut mended = Vec::with_capacity(bytes.len());
    let mut carried: Vec<u8> = Vec::new();
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n').peekable();
    while let Some(line) = lines.next() {
        let (content, ending) = line.split_at(content_length(line));
        let (fold, content) = content.split_at(usize::from(!carried.is_empty()));
        mended.extend_from_slice(fold);
        mended.append(&mut carried);
        mended.extend_from_slice(content);
        if lines
            .peek()
            .is_some_and(|next| matches!(next[0], b' ' | b'\t'))
        {
            carried = mended.split_off(mended.len() - unfinished_letter(&mended));
        }
        mended.extend_from_slice(ending);
    }
    Cow::Owned(mended)
}

fn content_length(line: &[u8]) -> usize {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.iter()
        .rposition(|byte| *byte != b'\r')
        .map_or(0, |last| last + 1)
}

/// How many bytes at the end are the start of a letter that lacks its rest.
fn unfinished_letter(bytes: &[u8]) -> usize {
    for (present, byte) in bytes.iter().rev().take(3).enumerate() {
        let present = present + 1;
        let needed = match byte {
            0x80..=0xbf => continue,
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => 1,
        };
        return if needed > present { present } else { 0 };
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Card;

    fn folded_every(octets: usize, line: &str) -> Vec<u8> {
        line.as_bytes()
            .chunks(octets)
            .collect::<Vec<_>>()
            .join(&b"\r\n "[..])
    }

    #[test]
    fn letters_come_together_and_the_value_is_the_same() {
        let note = "NOTE:Привет, 世界 🦊! — سلام";
        for octets in 1..12 {
            let body = folded_every(octets, note);
            let bytes = [
                &b"BEGIN:VCARD\r\nVERSION:3.0\r\n"[..],
                &body,
                b"\r\nEND:VCARD\r\n",
            ]
            .concat();
            let mended = mend_folds(&bytes);
            assert_eq!(mended.len(), bytes.len());
            let card = Card::parse(&mended).unwrap();
            assert_eq!(
                card.named("NOTE").next().unwrap().raw_value(),
                &note[5..],
                "{octets}"
            );
        }
    }

    #[test]
    fn valid_text_is_untouched_and_hopeless_text_stays_invalid() {
        assert!(matches!(
            mend_folds("NOTE:я\r\n я".as_bytes()),
            Cow::Borrowed(_)
        ));
        for bytes in [
            &b"A:\xff\r\n \xd0"[..],
            b"\xd0\r\n",
            b"\xd0\r\n x",
            b"\xe2\n \x82\n\xac",
        ] {
            assert!(std::str::from_utf8(&mend_folds(bytes)).is_err());
        }
    }
}
