//! The text of a note, with links where it names addresses of the web.

use leptos::prelude::*;

use crate::person;
use crate::widgets::Erase;

/// A piece of a text.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    Text(&'a str),
    Address(&'a str),
}

/// The text as it is shown. What is no address is text and nothing else.
pub fn linked(text: &str) -> AnyView {
    let pieces: Vec<AnyView> = pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.to_owned().erase(),
            Piece::Address(address) => match person::web(address) {
                Some(href) => {
                    let text = address.to_owned();
                    view! { <a href=href rel="noopener noreferrer nofollow" target="_blank">{text}</a> }
                        .erase()
                }
                None => address.to_owned().erase(),
            },
        })
        .collect();
    pieces.erase()
}

/// Addresses begin with `http://` or `https://` at the start of a word; the sign that ends the sentence is not theirs.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = next_address(rest) {
        let word = &rest[at..];
        let end = word.find(char::is_whitespace).unwrap_or(word.len());
        let address = word[..end]
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '"', '\'', '»', '”']);
        if at > 0 {
            pieces.push(Piece::Text(&rest[..at]));
        }
        pieces.push(Piece::Address(address));
        rest = &word[address.len()..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

fn next_address(text: &str) -> Option<usize> {
    let begins = |(at, _): &(usize, &str)| {
        text[..*at]
            .chars()
            .next_back()
            .is_none_or(|before| !before.is_alphanumeric())
    };
    ["https://", "http://"]
        .into_iter()
        .filter_map(|scheme| text.match_indices(scheme).find(begins).map(|(at, _)| at))
        .min()
}

#[cfg(test)]
mod tests {
    use super::Piece::{Address, Text};
    use super::*;

    #[test]
    fn addresses_are_found_and_the_rest_is_text() {
        assert_eq!(
            pieces("see (https://example.org/a?b=c), or http://x.y."),
            [
                Text("see ("),
                Address("https://example.org/a?b=c"),
                Text("), or "),
                Address("http://x.y"),
                Text("."),
            ]
        );
        for text in [
            "",
            "javascript:alert(1)",
            "xhttp://a",
            "<b>",
            "mail@example.org",
        ] {
            let expected: Vec<Piece<'_>> = Some(Text(text))
                .filter(|_| !text.is_empty())
                .into_iter()
                .collect();
            assert_eq!(pieces(text), expected, "{text}");
        }
    }
}
