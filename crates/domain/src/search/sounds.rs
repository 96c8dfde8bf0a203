//! Names across scripts: `ivanov` finds Иванов, `reza` finds رضا, and the other way round.
//!
//! Latin spellings of one Russian name differ (Alexey, Aleksei), so both sides are brought to a form in which they do
//! not. Arabic script leaves vowels out, so there only the consonants are compared, and only whole words.

use super::expression::Expression;
use super::place::{ARABIC_CONSONANTS, CYRILLIC_SOUND, LATIN_CONSONANTS, LATIN_SOUND};

/// Fewer consonants say too little.
const MIN_CONSONANTS: usize = 2;

/// The terms that a word of a stored name brings along.
pub(super) fn terms(word: &str) -> Vec<String> {
    match script(word) {
        Some(Script::Latin) => {
            let consonants = consonants_of_latin(word);
            let mut terms = vec![format!("{LATIN_SOUND}{}", sound(word))];
            if consonants.chars().count() >= MIN_CONSONANTS {
                terms.push(format!("{LATIN_CONSONANTS}{consonants}"));
            }
            terms
        }
        Some(Script::Cyrillic) => vec![format!("{CYRILLIC_SOUND}{}", sound(&latin(word)))],
        Some(Script::Arabic) => vec![format!("{ARABIC_CONSONANTS}{}", consonants_of_arabic(word))],
        None => Vec::new(),
    }
}

/// Words of names in another script that sound so.
pub(super) fn expression(word: &str) -> Option<Expression> {
    if word.chars().count() < 2 {
        return None;
    }
    let (prefix, whole) = match script(word)? {
        Script::Latin => (
            Some((CYRILLIC_SOUND, sound(word))),
            Some((ARABIC_CONSONANTS, consonants_of_latin(word))),
        ),
        Script::Cyrillic => (Some((LATIN_SOUND, sound(&latin(word)))), None),
        Script::Arabic => (None, Some((LATIN_CONSONANTS, consonants_of_arabic(word)))),
    };
    let mut any = Vec::new();
    any.extend(prefix.map(|(place, text)| Expression::Prefix(format!("{place}{text}"))));
    any.extend(
        whole
            .filter(|(_, text)| text.chars().count() >= MIN_CONSONANTS)
            .map(|(place, text)| Expression::Term(format!("{place}{text}"))),
    );
    (!any.is_empty()).then_some(Expression::Any(any))
}

enum Script {
    Latin,
    Cyrillic,
    Arabic,
}

/// The script of a word that has no letter of another one.
fn script(word: &str) -> Option<Script> {
    let all = |is: fn(char) -> bool| word.chars().all(is) && !word.is_empty();
    if all(|c| c.is_ascii_lowercase()) {
        Some(Script::Latin)
    } else if all(|c| {
        matches!(
            c,
            'а'..='я' | 'ґ' | 'є' | 'і' | 'ї' | 'ј' | 'љ' | 'њ' | 'ћ' | 'ђ' | 'џ'
        )
    }) {
        Some(Script::Cyrillic)
    } else if all(|c| matches!(c, '\u{620}'..='\u{6d3}')) {
        Some(Script::Arabic)
    } else {
        None
    }
}

/// Cyrillic in one of its Latin spellings; [`sound`] takes the differences away.
fn latin(word: &str) -> String {
    let mut out = String::with_capacity(word.len() * 2);
    for c in word.chars() {
        out.push_str(match c {
            'а' => "a",
            'б' => "b",
            'в' => "v",
            'г' | 'ґ' => "g",
            'д' => "d",
            'е' | 'э' | 'є' => "e",
            'ж' => "zh",
            'з' => "z",
            'и' | 'й' | 'ы' | 'і' | 'ї' | 'ј' => "i",
            'к' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'о' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' => "u",
            'ф' => "f",
            'х' => "kh",
            'ц' => "ts",
            'ч' | 'ћ' => "ch",
            'ш' => "sh",
            'щ' => "shch",
            'ю' => "yu",
            'я' => "ya",
            'љ' => "l",
            'њ' => "n",
            'ђ' | 'џ' => "dj",
            _ => "",
        });
    }
    out
}

/// Spellings of one sound, the longest first. What they become is read as one sign, whatever letter it is.
const SPELLINGS: [(&str, &str); 38] = [
    ("shch", "S"),
    ("tsch", "C"),
    ("sch", "S"),
    ("tch", "C"),
    ("iya", "a"),
    ("ija", "a"),
    ("iia", "a"),
    ("iyu", "u"),
    ("sh", "S"),
    ("ch", "C"),
    ("zh", "Z"),
    ("kh", "h"),
    ("ts", "T"),
    ("tz", "T"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("ya", "a"),
    ("ia", "a"),
    ("ja", "a"),
    ("yu", "u"),
    ("iu", "u"),
    ("ju", "u"),
    ("yo", "e"),
    ("io", "e"),
    ("jo", "e"),
    ("ye", "e"),
    ("ie", "e"),
    ("je", "e"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("x", "ks"),
    ("c", "k"),
    ("q", "k"),
    ("w", "v"),
    ("y", "i"),
    ("j", "i"),
];

/// How a word in Latin letters sounds, near enough.
fn sound(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let (taken, sign) = SPELLINGS
            .iter()
            .find(|(spelling, _)| rest.starts_with(spelling))
            .map_or(
                (first.len_utf8(), &rest[..first.len_utf8()]),
                |(spelling, sign)| (spelling.len(), *sign),
            );
        for c in sign.chars() {
            if !out.ends_with(c) {
                out.push(c);
            }
        }
        rest = &rest[taken..];
    }
    out
}

fn consonants_of_latin(word: &str) -> String {
    let sound = sound(word);
    let mut out = String::new();
    for (at, c) in sound.char_indices() {
        let c = match c {
            'a' | 'e' | 'i' | 'o' | 'u' => continue,
            // Silent at the end: Fatemeh, Sarah.
            'h' if at > 0 && at + 1 == sound.len() => continue,
            // Written with the letter of o and u.
            'v' if at > 0 => continue,
            // As j, which stands for a vowel here: see below.
            'Z' => continue,
            'T' => 's',
            c => c,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    // Persian gh is one letter.
    out.replace("gh", "g")
}

fn consonants_of_arabic(word: &str) -> String {
    let mut out = String::new();
    let last = word.chars().count().saturating_sub(1);
    for (at, c) in word.chars().enumerate() {
        let c = match c {
            'ب' => 'b',
            'پ' => 'p',
            'ت' | 'ط' => 't',
            'ث' | 'س' | 'ص' => 's',
            'چ' => 'C',
            'ح' | 'خ' => 'h',
            'ه' if at < last => 'h',
            'د' => 'd',
            'ذ' | 'ز' | 'ض' | 'ظ' => 'z',
            'ر' => 'r',
            'ش' => 'S',
            'غ' | 'گ' => 'g',
            'ف' => 'f',
            'ق' | 'ک' => 'k',
            'ل' => 'l',
            'م' => 'm',
            'ن' => 'n',
            'و' if at == 0 => 'v',
            // Vowels; and ج and ژ, because j is one of the spellings of i.
            _ => continue,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::normalise::normalise;
    use super::*;

    fn finds(asked: &str, stored: &str) -> bool {
        let all = terms(&normalise(stored)).into_iter().collect();
        expression(&normalise(asked)).is_some_and(|expression| expression.matches(&all))
    }

    #[test]
    fn cyrillic_and_latin_find_each_other_in_the_usual_spellings() {
        for (latin, cyrillic) in [
            ("ivanov", "Иванов"),
            ("Alexey", "Алексей"),
            ("Aleksei", "Алексей"),
            ("Yulia", "Юлия"),
            ("Julia", "Юлия"),
            ("Yuliya", "Юлия"),
            ("Natalia", "Наталья"),
            ("Evgeny", "Евгений"),
            ("Yevgeniy", "Евгений"),
            ("Shcherbakov", "Щербаков"),
            ("Dmitry", "Дмитрий"),
            ("Mikhail", "Михаил"),
            ("Fyodor", "Фёдор"),
            ("Chekhov", "Чехов"),
            ("Zhukov", "Жуков"),
            ("Schmidt", "Шмидт"),
            ("Sergei", "Сергей"),
        ] {
            assert!(finds(latin, cyrillic), "{latin} {cyrillic}");
            assert!(finds(cyrillic, latin), "{cyrillic} {latin}");
        }
        assert!(finds("iva", "Иванов"), "while typing");
    }

    #[test]
    fn persian_and_latin_find_each_other_by_their_consonants() {
        for (latin, persian) in [
            ("Reza", "رضا"),
            ("Mohammad", "محمد"),
            ("Fatemeh", "فاطمه"),
            ("Hossein", "حسین"),
            ("Shirin", "شیرین"),
            ("Maryam", "مریم"),
            ("Parviz", "پرویز"),
            ("Karim", "کریم"),
        ] {
            assert!(finds(latin, persian), "{latin} {persian}");
            assert!(finds(persian, latin), "{persian} {latin}");
        }
    }

    #[test]
    fn others_do_not() {
        assert!(!finds("petrov", "Иванов"));
        assert!(!finds("Ivanov", "Ivanov"), "the same script needs no help");
        assert!(!finds("a", "Анна"));
        assert!(!finds("12", "رضا"));
    }
}
