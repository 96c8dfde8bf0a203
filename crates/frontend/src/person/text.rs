//! A text that somebody wrote, with links where it names pages of the web, e-mail addresses and telephone numbers.

use std::ops::{Range, RangeInclusive};

use leptos::prelude::*;

use super::{mailto, tel, web};
use crate::widgets::Erase;

/// How many digits a number in a text has: fewer are counts and years.
const DIGITS: RangeInclusive<usize> = 7..=15;

/// After so many digits, a group of so many behind a blank is something else: a postal code, say.
const ENOUGH: usize = 10;
const MUCH_MORE: usize = 5;

/// Signs that e-mail addresses may have and those here do not: what stands beside one of them is a piece of a longer one.
const RARE: &str = "!#$&'*=/?^`{|}~@_";

/// The text as it is shown. What is no address is text and nothing else.
pub fn with_links(text: &str) -> AnyView {
    let mut shown: Vec<AnyView> = Vec::new();
    let mut rest = text;
    while let Some((place, href)) = next_link(rest) {
        let (before, link) = (&rest[..place.start], &rest[place.clone()]);
        shown.extend(plain(before));
        let away = begins(&href, "http");
        let rel = away.then_some("noopener noreferrer nofollow");
        let target = away.then_some("_blank");
        let text = link.to_owned();
        // It is read from left to right in every script, with the plus of a number in front.
        shown.push(view! { <a href=href rel=rel target=target dir="ltr">{text}</a> }.erase());
        rest = &rest[place.end..];
    }
    shown.extend(plain(rest));
    shown.erase()
}

/// An empty text would be shown as a blank.
fn plain(text: &str) -> Option<AnyView> {
    (!text.is_empty()).then(|| text.to_owned().erase())
}

/// The first link in a text, and where it leads.
fn next_link(text: &str) -> Option<(Range<usize>, String)> {
    let mut from = 0;
    for (at, sign) in text.char_indices() {
        if at < from {
            continue;
        }
        let (place, href) = match sign {
            'h' | 'H' => match page(text, at) {
                Some(place) => (place.clone(), web(&text[place])),
                None => continue,
            },
            '@' => match mail(text, at) {
                Some(place) => (place.clone(), mailto(&text[place])),
                None => continue,
            },
            '+' => match number(text, at) {
                Some(place) => (place.clone(), tel(&text[place])),
                None => continue,
            },
            _ => continue,
        };
        match href {
            Some(href) => return Some((place, href)),
            // What looks like one and is none is not looked at again, piece by piece.
            None => from = place.end,
        }
    }
    None
}

/// A page begins with `http://` or `https://` at the start of a word; the sign that ends the sentence is not its own.
fn page(text: &str, at: usize) -> Option<Range<usize>> {
    let word = &text[at..];
    let is_page = ["https://", "http://"]
        .iter()
        .any(|scheme| begins(word, scheme));
    // There are scripts without blanks between words.
    if !is_page || before(text, at).is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let end = word.find(ends_page).unwrap_or(word.len());
    let mut page = &word[..end];
    // A bracket that is opened in it is its own; those that are not are so many.
    let count = |bracket| page.matches(bracket).count();
    let mut strange = count(')').saturating_sub(count('('));
    loop {
        let shorter =
            page.trim_end_matches(['.', ',', ';', ':', '!', '?', ']', '"', '\'', '»', '”']);
        match shorter.strip_suffix(')') {
            Some(without) if strange > 0 => page = without,
            _ => return Some(at..at + shorter.len()),
        }
        strange -= 1;
    }
}

/// What no address has in it: blanks, what is put around one, and the signs of sentences that have no blanks.
fn ends_page(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '<' | '>' | '\u{3001}'..='\u{303f}' | '，' | '；' | '：' | '！' | '？' | '（' | '）'
        )
}

/// Whether a text begins so, in small letters or capitals: keyboards of phones put one at the beginning of a line.
fn begins(text: &str, beginning: &str) -> bool {
    let start = text.get(..beginning.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(beginning))
}

/// An e-mail address around the sign at `at`.
fn mail(text: &str, at: usize) -> Option<Range<usize>> {
    let is_local = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    let is_host = |c: char| c.is_alphanumeric() || ".-".contains(c);
    let local = text[..at].trim_end_matches(is_local).len();
    let local = &text[local..at];
    let local = local.trim_start_matches('.');
    let host = &text[at + 1..];
    let host = &host[..host.len() - host.trim_start_matches(is_host).len()];
    let host = host.trim_end_matches(['.', '-']);
    let (first, last) = host.rsplit_once('.')?;
    let is_host =
        is_name(last) && !first.is_empty() && first.split('.').all(|part| !part.is_empty());
    let (begin, end) = (at - local.len(), at + 1 + host.len());
    let is_rare = |c: Option<char>| c.is_some_and(|c| RARE.contains(c));
    let is_piece = is_rare(before(text, begin)) || is_rare(text[end..].chars().next());
    let is_one = !local.is_empty() && is_host && !is_piece && !is_password(&text[..begin]);
    is_one.then_some(begin..end)
}

/// The name of a country or the like: not the end of a version or a price.
fn is_name(last: &str) -> bool {
    last.starts_with("xn--") || (last.chars().count() > 1 && last.chars().all(char::is_alphabetic))
}

/// Whether what follows is the second half of `scheme://user:password`.
fn is_password(before: &str) -> bool {
    let user = before.strip_suffix(':');
    user.is_some_and(|user| {
        let user = user.trim_end_matches(|c: char| c.is_alphanumeric() || "._-".contains(c));
        user.ends_with(['/', '@'])
    })
}

/// A number in its international form: others look like too much else. One sign between groups of digits belongs to it, and
/// brackets around one.
fn number(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = &text[at + 1..];
    let (mut length, mut digits) = (run(rest), 0);
    digits += count(&rest[..length]);
    if digits == 0 || rest.starts_with(['0', '۰', '٠']) {
        return None;
    }
    while let Some(more) = group(&rest[length..]) {
        let so_many = count(&rest[length..length + more]);
        let is_apart = rest[length..].starts_with([' ', '\u{a0}']);
        if is_apart && digits >= ENOUGH && so_many >= MUCH_MORE {
            break;
        }
        length += more;
        digits += so_many;
    }
    let end = at + 1 + length;
    let next = text[end..].chars().next();
    let is_piece = next.is_some_and(|c| c.is_alphanumeric() || c == '@')
        || before(text, at).is_some_and(char::is_alphanumeric);
    (DIGITS.contains(&digits) && !is_piece).then_some(at..end)
}

/// How long the next group of digits is, with what stands before it.
fn group(rest: &str) -> Option<usize> {
    let blank = rest.strip_prefix([' ', '\u{a0}']).unwrap_or(rest);
    if let Some(inside) = blank.strip_prefix('(') {
        let length = run(inside);
        let after = inside[length..].strip_prefix(')').filter(|_| length > 0)?;
        return Some(rest.len() - after.len());
    }
    let after = rest
        .strip_prefix([' ', '\u{a0}', '-', '.', '/'])
        .unwrap_or(rest);
    let length = run(after);
    (length > 0).then(|| rest.len() - after.len() + length)
}

/// How long the digits are that it begins with.
fn run(text: &str) -> usize {
    text.len() - text.trim_start_matches(is_digit).len()
}

fn count(text: &str) -> usize {
    text.chars().filter(|c| is_digit(*c)).count()
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '٠'..='٩' | '۰'..='۹')
}

fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
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
                "<https://example.org> (https://en.example.org/Rust_(language)). (见https://例.example/a，谢谢)",
                vec![
                    ("https://example.org", "https://example.org"),
                    (
                        "https://en.example.org/Rust_(language)",
                        "https://en.example.org/Rust_(language)",
                    ),
                    ("https://例.example/a", "https://例.example/a"),
                ],
            ),
            (
                "see (https://example.org/a?b=c), or http://x.y.",
                vec![
                    ("https://example.org/a?b=c", "https://example.org/a?b=c"),
                    ("http://x.y", "http://x.y"),
                ],
            ),
            (
                "Https://example.org HTTP://b.example",
                vec![
                    ("Https://example.org", "Https://example.org"),
                    ("HTTP://b.example", "HTTP://b.example"),
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
                "+49 30 901820. 2 o'clock; +49 30 901820 (10-12), +49 30 901820 10117 Berlin",
                vec![("+49 30 901820", "tel:+4930901820"); 3],
            ),
            (
                "+۹۸ ۹۱۲ ۳۴۵ ۶۷۸۹",
                vec![("+۹۸ ۹۱۲ ۳۴۵ ۶۷۸۹", "tel:+989123456789")],
            ),
            (
                "mailto:ann@example.org, Mail:bea@example.org",
                vec![
                    ("ann@example.org", "mailto:ann@example.org"),
                    ("bea@example.org", "mailto:bea@example.org"),
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
    fn the_longest_text_takes_no_time() {
        // Where each piece were looked at again to the end of the text, this would not end in a minute.
        for piece in ["http:///", "http://\\", "a@", "+1 ", "+(", "a.b@c.d_"] {
            assert_eq!(
                links(&piece.repeat(100_000 / piece.len())),
                Vec::new(),
                "{piece}"
            );
        }
    }

    #[test]
    fn the_longest_page_takes_no_time() {
        let text = format!("https://example.org/{}", ").".repeat(1_000_000));
        assert_eq!(links(&text)[0].0, "https://example.org/");
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
            "ftp://ann:secret@example.org",
            "jim.o'brien@example.org",
            "a&b@example.org",
            "foo@bar.baz_qux.org",
            "react@18.2.0",
            "3@1.50",
        ] {
            assert_eq!(links(text), Vec::new(), "{text}");
        }
    }
}
