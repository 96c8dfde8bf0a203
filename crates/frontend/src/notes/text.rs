//! The text of a note, with links where it names pages of the web, e-mail addresses and telephone numbers.

use std::ops::Range;

use leptos::prelude::*;

use crate::person;
use crate::widgets::Erase;

/// How many digits a number in a text has at least: shorter ones are counts and years.
const FEWEST_DIGITS: usize = 7;
const MOST_DIGITS: usize = 15;

/// The text as it is shown. What is no address is text and nothing else.
pub fn linked(text: &str) -> AnyView {
    let mut shown: Vec<AnyView> = Vec::new();
    let mut rest = text;
    while let Some((place, href)) = next_link(rest) {
        let away = href.starts_with("http");
        let (rel, target) = (
            away.then_some("noopener noreferrer nofollow"),
            away.then_some("_blank"),
        );
        shown.push(rest[..place.start].to_owned().erase());
        let text = rest[place.clone()].to_owned();
        shown.push(view! { <a href=href rel=rel target=target>{text}</a> }.erase());
        rest = &rest[place.end..];
    }
    shown.push(rest.to_owned().erase());
    shown.erase()
}

/// The first link in a text, and where it leads.
fn next_link(text: &str) -> Option<(Range<usize>, String)> {
    text.char_indices()
        .filter_map(|(at, sign)| match sign {
            'h' => page(text, at),
            '@' => mail(text, at),
            '+' => number(text, at),
            _ => None,
        })
        .next()
}

/// A page begins with `http://` or `https://` at the start of a word; the sign that ends the sentence is not its own.
fn page(text: &str, at: usize) -> Option<(Range<usize>, String)> {
    let word = &text[at..];
    let is_page = ["https://", "http://"]
        .iter()
        .any(|scheme| word.starts_with(scheme));
    if !is_page || is_word_before(text, at) {
        return None;
    }
    let end = word.find(char::is_whitespace).unwrap_or(word.len());
    let page =
        word[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '"', '\'', '»', '”']);
    Some((at..at + page.len(), person::web(page)?))
}

/// An e-mail address around the sign at `at`.
fn mail(text: &str, at: usize) -> Option<(Range<usize>, String)> {
    let is_local = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    let is_host = |c: char| c.is_alphanumeric() || ".-".contains(c);
    let local = &text[..at];
    let local = &local[local.trim_end_matches(is_local).len()..];
    let host = &text[at + 1..];
    let host = &host[..host.len() - host.trim_start_matches(is_host).len()];
    let (local, host) = (
        local.trim_start_matches('.'),
        host.trim_end_matches(['.', '-']),
    );
    let begin = at - local.len();
    let is_one = host.contains('.') && !host.starts_with('.') && !host.contains("..");
    if local.is_empty() || !is_one || text[..begin].ends_with(['@', '/', ':']) {
        return None;
    }
    let end = at + 1 + host.len();
    Some((begin..end, person::mailto(&text[begin..end])?))
}

/// A number in its international form: others look like too much else.
fn number(text: &str, at: usize) -> Option<(Range<usize>, String)> {
    let rest = &text[at + 1..];
    let length = rest.len()
        - rest
            .trim_start_matches(|c: char| c.is_ascii_digit() || " ()-./\u{a0}".contains(c))
            .len();
    let number = rest[..length].trim_end_matches(|c: char| !c.is_ascii_digit());
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let is_one = number.starts_with(|c: char| c.is_ascii_digit() && c != '0')
        && (FEWEST_DIGITS..=MOST_DIGITS).contains(&digits)
        && !rest[number.len()..].starts_with(char::is_alphanumeric);
    if !is_one || is_word_before(text, at) {
        return None;
    }
    let end = at + 1 + number.len();
    Some((at..end, person::tel(&text[at..end])?))
}

fn is_word_before(text: &str, at: usize) -> bool {
    text[..at]
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(mut text: &str) -> Vec<(&str, String)> {
        let mut links = Vec::new();
        while let Some((place, href)) = next_link(text) {
            links.push((&text[place.clone()], href));
            text = &text[place.end..];
        }
        links
    }

    #[test]
    fn what_leads_somewhere_is_a_link() {
        for (text, found) in [
            (
                "see (https://example.org/a?b=c), or http://x.y.",
                vec![
                    ("https://example.org/a?b=c", "https://example.org/a?b=c"),
                    ("http://x.y", "http://x.y"),
                ],
            ),
            (
                "<ann.lee+x@example.org>, zoë@bücher.example.",
                vec![
                    ("ann.lee+x@example.org", "mailto:ann.lee%2Bx@example.org"),
                    ("zoë@bücher.example", "mailto:zo%C3%AB@b%C3%BCcher.example"),
                ],
            ),
            (
                "call +49 (0) 30 901-820, or +1 555 0100 200.",
                vec![
                    ("+49 (0) 30 901-820", "tel:+4930901820"),
                    ("+1 555 0100 200", "tel:+15550100200"),
                ],
            ),
            (
                "https://ann@example.org:8080/+491234567",
                vec![(
                    "https://ann@example.org:8080/+491234567",
                    "https://ann@example.org:8080/+491234567",
                )],
            ),
        ] {
            let found: Vec<(&str, String)> = found
                .into_iter()
                .map(|(text, href)| (text, href.to_owned()))
                .collect();
            assert_eq!(links(text), found, "{text}");
        }
    }

    #[test]
    fn all_else_is_text() {
        for text in [
            "",
            "javascript:alert(1)",
            "xhttp://a",
            "https://",
            "<b>",
            "@ann",
            "ann@home",
            "a@b..c",
            "1+2 = 3, 4+5000000",
            "+0123456789",
            "+12",
            "+1234567890123456",
            "ssh:git@example.org",
        ] {
            assert_eq!(links(text), Vec::new(), "{text}");
        }
    }
}
