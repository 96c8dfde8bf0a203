//! Text as it is compared: case, accents, width and digit scripts do not matter; Arabic and Persian letter forms
//! are one.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Text as it is compared: lower case, no accents, single spaces.
pub fn normalise(text: &str) -> String {
    normalise_by(text, |text| text.nfkd().collect())
}

/// The same by another decomposition (NFKD): browsers have one, and need not load the tables of ours.
pub fn normalise_by(text: &str, decompose: impl FnOnce(String) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    // Before it and after it: the decomposition makes blanks of some apostrophes, and apostrophes of other signs.
    let letters = decompose(text.chars().filter(|c| !is_apostrophe(*c)).collect());
    let is_letter = |c: &char| !is_accent(*c) && !is_invisible(*c) && !is_apostrophe(*c);
    for c in letters.chars().filter(is_letter) {
        if c.is_whitespace() || c.is_control() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if let Some(digit) = digit(c) {
            out.push(digit);
        } else {
            fold(c, &mut out);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Apostrophes in all the forms that keyboards have.
fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '\u{2018}'..='\u{201b}' | '\u{2bb}'..='\u{2bd}' | '`' | '´' | '\u{2032}'
    )
}

/// Marks that one may leave out and still be read: accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic, the
/// nukta. The vowels of Indic scripts and the voicing of kana are marks too, but without them it is another word.
fn is_accent(c: char) -> bool {
    matches!(canonical_combining_class(c), 7 | 10..=36 | 200..=240)
}

/// The line that draws Arabic letters apart.
const TATWEEL: char = '\u{640}';

/// Joiners, direction marks, variants of emoji and the tatweel shape text without being part of it.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | TATWEEL | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

/// Whether nobody would see it: blanks, and what shapes the text around it.
pub fn is_blank(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || (is_invisible(c) && c != TATWEEL))
}

/// Letters that no Unicode decomposition brings together.
fn fold(c: char, out: &mut String) {
    match c {
        'ي' | 'ى' => out.push('ی'),
        'ك' => out.push('ک'),
        'ڪ' => out.push('ک'),
        'ة' | 'ە' | 'ہ' | 'ھ' => out.push('ه'),
        'ٱ' => out.push('ا'),
        'ħ' | 'Ħ' => out.push('h'),
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        'þ' | 'Þ' => out.push_str("th"),
        'ı' => out.push('i'),
        'ς' => out.push('σ'),
        c => out.extend(c.to_lowercase()),
    }
}

/// The zeros of all scripts that have decimal digits (Unicode's general category Nd), each followed by its nine others.
const ZEROS: [u32; 68] = [
    0x0030, 0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6,
    0x0d66, 0x0de6, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80,
    0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
    0xff10, 0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0,
    0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x11f50, 0x16a60,
    0x16ac0, 0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0,
    0x1e950, 0x1fbf0,
];

/// The digit that a character is, in whatever script.
fn digit(c: char) -> Option<char> {
    let code = u32::from(c);
    let next = ZEROS.partition_point(|zero| *zero <= code);
    let zero = ZEROS.get(next.checked_sub(1)?)?;
    char::from_digit(code - zero, 10)
}

/// Only the digits of a telephone number.
pub fn phone_digits(value: &str) -> String {
    value.chars().filter_map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_letter_forms_do_not_matter() {
        for (a, b) in [
            ("Álvaro", "alvaro"),
            ("Елкин", "ёлкин"),
            ("علي كريم", "على کریم"),
            ("STRASSE", "Straße"),
            ("O’Brien", "obrien"),
            ("ＡＢＣ", "abc"),
            ("Łódź", "lodz"),
            ("İstanbul", "istanbul"),
            ("a \t\u{a0} b\n", "A B"),
            ("IŞIK", "ışık"),
            ("ΟΔΥΣΣΕΥΣ", "Οδυσσεύς"),
            ("Андрей", "андреи\u{306}"),
            ("آمنه", "امنه"),
            ("أحمد", "احمد"),
            ("إبراهيم", "ابراهیم"),
            ("ٱلله", "الله"),
            ("مؤمن", "مومن"),
            ("فاطمة", "فاطمه"),
            ("مُحَمَّد", "محمد"),
            ("علی\u{200c}رضا", "علیرضا"),
            ("محمـــد", "محمد"),
            ("१२३", "123"),
            ("０９", "09"),
            ("한글", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}"),
            ("ｶﾞ", "ガ"),
            ("O´Brien", "o‘brien"),
            ("5″", "5′′"),
            ("❤\u{fe0f}", "❤"),
            ("שָׁלוֹם", "שלום"),
        ] {
            assert_eq!(normalise(a), normalise(b), "{a} and {b}");
        }
    }

    #[test]
    fn other_letters_are_other_letters() {
        for (a, b) in [
            ("राम", "रमा"),
            ("たか", "たが"),
            ("Ы", "И"),
            ("한", "하"),
            ("ก่", "ก้"),
        ] {
            assert_ne!(normalise(a), normalise(b), "{a} and {b}");
        }
    }

    #[test]
    fn the_beginning_of_a_syllable_finds_it() {
        assert!(normalise("김한글").contains(&normalise("김하")));
    }

    #[test]
    fn digits_of_all_scripts_count() {
        assert_eq!(phone_digits("０３-१२"), "0312");
        for written in [
            "۰۱۲۳۴۵۶۷۸۹",
            "๐๑๒๓๔๕๖๗๘๙",
            "௦௧௨௩௪௫௬௭௮௯",
            "០១២៣៤៥៦៧៨៩",
            "၀၁၂၃၄၅၆၇၈၉",
            "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
        ] {
            assert_eq!(phone_digits(written), "0123456789", "{written}");
            assert_eq!(normalise(written), "0123456789", "{written}");
        }
        // Numbers that are no decimal digits, and neighbours of those that are.
        assert_eq!(phone_digits("Ⅷ½²௰/:\u{a5a}"), "");
    }

    proptest::proptest! {
        #[test]
        fn what_is_normal_stays(text in ".{0,40}") {
            let once = normalise(&text);
            proptest::prop_assert_eq!(normalise(&once), once);
        }
    }
}
