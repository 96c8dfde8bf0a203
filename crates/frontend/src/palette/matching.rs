//! How a command is found by its name.

#[cfg(not(feature = "hydrate"))]
use domain::search::normalise;

use crate::book::Marks;

/// The words that are looked for.
pub fn words(asked: &str) -> Vec<String> {
    let asked = normalise(asked);
    let words = asked.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Where in a name the words are that are looked for. Each must begin one of its words, or the name is another one.
pub fn marks(name: &str, asked: &[String]) -> Option<Marks> {
    let letters: Vec<char> = name.chars().collect();
    let mut marks = Marks::new();
    for word in asked {
        marks.push(beginning(&letters, word)?);
    }
    Some(marks)
}

fn beginning(letters: &[char], asked: &str) -> Option<(u32, u32)> {
    let mut begins = true;
    for (at, letter) in letters.iter().enumerate() {
        if begins && let Some(length) = length(&letters[at..], asked) {
            return Some((at as u32, (at + length) as u32));
        }
        begins = !letter.is_alphanumeric() && !is_nothing(*letter);
    }
    None
}

/// How many letters it takes to write a word, if they begin with it.
fn length(letters: &[char], asked: &str) -> Option<usize> {
    let mut written = String::new();
    for (at, letter) in letters.iter().enumerate() {
        written.push(*letter);
        let normal = normalise(&written);
        if normal.starts_with(asked) {
            return Some(at + 1);
        }
        if normal.chars().count() > asked.chars().count() {
            break;
        }
    }
    None
}

/// As the domain compares texts, with the browser's own tables.
#[cfg(feature = "hydrate")]
fn normalise(text: &str) -> String {
    domain::search::normalise_by(text, |text| {
        js_sys::JsString::from(text).normalize("NFKD").into()
    })
}

/// What is written into a word without being a part of it.
fn is_nothing(letter: char) -> bool {
    normalise(&letter.to_string()).is_empty() && !letter.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, asked: &str) -> Option<Vec<String>> {
        let letters: Vec<char> = name.chars().collect();
        let marks = marks(name, &words(asked))?;
        let marked =
            |(from, to): &(u32, u32)| letters[*from as usize..*to as usize].iter().collect();
        Some(marks.iter().map(marked).collect())
    }

    #[test]
    fn commands_are_found_by_the_beginnings_of_their_words() {
        for (name, asked, marked) in [
            ("New contact", "n", vec!["N"]),
            ("New contact", "CONT new", vec!["cont", "New"]),
            ("Все контакты", "конт", vec!["конт"]),
            ("Добавить в избранное", "избр", vec!["избр"]),
            ("Configurações", "configuracoes", vec!["Configurações"]),
            ("Aniversários", "aniversá", vec!["Aniversá"]),
            ("برگزیده‌ها", "برگزیدهها", vec!["برگزیده‌ها"]),
            ("یادداشت‌ها", "يادداشت", vec!["یادداشت"]),
            ("Go (home)", "home", vec!["home"]),
            ("Straße", "strass", vec!["Straß"]),
        ] {
            let marked = marked.into_iter().map(str::to_owned).collect();
            assert_eq!(found(name, asked), Some(marked), "{asked} in {name}");
        }
    }

    #[test]
    fn what_is_asked_for_must_all_be_there() {
        assert_eq!(found("New contact", "new label"), None);
        assert_eq!(found("New contact", "ontact"), None);
        assert_eq!(found("New", "news"), None);
        assert_eq!(found("Notes", " ?! "), Some(Vec::new()));
    }
}
