//! Where a term is from: its first character.

use crate::label::label_key;

/// The word that a name begins with: of the given and the family name, of the name as a whole.
pub const FIRST: char = '^';
/// Any other word of a name, or the nickname.
pub const NAME: char = 'n';
/// Organisation, department, position.
pub const ORG: char = 'o';
/// E-mail address.
pub const EMAIL: char = 'e';
/// Every end of a telephone number, so that any run of its digits is the beginning of a term.
pub const PHONE: char = 'p';
/// A word of a label.
pub const LABEL: char = 'l';
/// Postal address.
pub const ADDRESS: char = 'a';
/// Note, web pages, and everything else.
pub const TEXT: char = 't';

/// All places that a word of a query without an operator is looked for in.
pub const WORDS: [char; 8] = [FIRST, NAME, ORG, EMAIL, PHONE, LABEL, ADDRESS, TEXT];
/// Those that a name is in.
pub const NAMES: [char; 2] = [FIRST, NAME];

/// A whole label, for the filter by label.
pub const WHOLE_LABEL: char = 'L';
/// What the contact has at all: a phone, a photo, ...
pub const HAS: char = 'h';
/// A word with one letter left out: see `typo.rs`.
pub const TYPO: char = '~';
/// How a word of a name in Latin letters sounds, for queries in Cyrillic; and the other way round.
pub const LATIN_SOUND: char = 's';
/// How a word of a name in Cyrillic letters sounds.
pub const CYRILLIC_SOUND: char = 'c';
/// The consonants of a word of a name in Latin letters, for queries in Arabic script; and the other way round.
pub const LATIN_CONSONANTS: char = 'k';
/// The consonants of a word of a name in Arabic script.
pub const ARABIC_CONSONANTS: char = 'r';

/// So few letters begin very many words.
const SHORT: usize = 2;

/// The term that says that some word from a place begins with so few letters, each of its own number. Asking the index for
/// one term is quick, however many have it; asking it for a beginning is to gather all words that begin so.
pub fn short(place: char, text: &str) -> Option<String> {
    let letters = text.chars().count();
    (1..=SHORT)
        .contains(&letters)
        .then(|| format!("{letters}{place}{text}"))
}

/// All such terms of a word.
pub fn shorts(place: char, word: &str) -> impl Iterator<Item = String> {
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.take(SHORT)
        .filter_map(move |end| short(place, &word[..end]))
}

/// The database takes no term of two thousand bytes. Some signs stand for twenty letters.
const MAX_LABEL_BYTES: usize = 1000;

/// The term of a whole label.
pub fn whole_label(label: &str) -> String {
    let mut term = format!("{WHOLE_LABEL}{}", label_key(label));
    term.truncate(term.floor_char_boundary(MAX_LABEL_BYTES));
    term
}
