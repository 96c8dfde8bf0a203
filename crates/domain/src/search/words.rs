//! From text to words.

use super::normalise::normalise;

/// Longer words are told apart by so much of them.
const MAX_LETTERS: usize = 40;
/// Where every letter begins one, so much is enough, and all of a long text finds room.
const MAX_LETTERS_WITHOUT_BLANKS: usize = 8;

/// The words of a text, without accents and in lower case.
pub(super) fn words(text: &str) -> Vec<String> {
    normalise(text)
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What counts of a word, or of the rest of one, when it is compared.
pub(super) fn clipped(word: &str) -> &str {
    let max = match word.chars().next() {
        Some(first) if is_written_without_blanks(first) => MAX_LETTERS_WITHOUT_BLANKS,
        _ => MAX_LETTERS,
    };
    let end = word.char_indices().nth(max);
    end.map_or(word, |(end, _)| &word[..end])
}

/// All places in a word that people may begin to type it from: its start, before and after the signs in it, and, where
/// words are written without blanks between them, at every letter.
pub(super) fn beginnings(word: &str) -> impl Iterator<Item = &str> {
    let mut before: Option<char> = None;
    word.char_indices().filter_map(move |(at, c)| {
        let begins = match before {
            None => true,
            Some(before) => {
                c.is_alphanumeric() != before.is_alphanumeric() || is_written_without_blanks(c)
            }
        };
        before = Some(c);
        begins.then(|| &word[at..])
    })
}

/// Thai, Lao, Khmer, Myanmar, Chinese, Japanese, and the first letters of Korean syllables.
fn is_written_without_blanks(c: char) -> bool {
    matches!(
        c,
        '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1100}'..='\u{1112}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{323af}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(word: &str) -> Vec<&str> {
        beginnings(word).collect()
    }

    #[test]
    fn a_word_begins_at_its_start_and_around_signs() {
        assert_eq!(all("jean-luc"), ["jean-luc", "-luc", "luc"]);
        assert_eq!(all("(old)"), ["(old)", "old)", ")"]);
        assert_eq!(all("b@x.eu"), ["b@x.eu", "@x.eu", "x.eu", ".eu", "eu"]);
        assert_eq!(all("100%"), ["100%", "%"]);
    }

    #[test]
    fn where_no_blanks_are_written_it_begins_everywhere() {
        assert_eq!(all("李小龍"), ["李小龍", "小龍", "龍"]);
        let korean = words("김한글").remove(0);
        let asked = words("한글").remove(0);
        assert!(all(&korean).contains(&&*asked));
    }

    #[test]
    fn of_long_words_the_beginning_counts() {
        assert_eq!(clipped(&"я".repeat(5000)), "я".repeat(40));
        assert_eq!(clipped("short"), "short");
        assert_eq!(clipped("一二三四五六七八九十"), "一二三四五六七八");
        assert_eq!(words(" \t "), Vec::<String>::new());
    }
}
