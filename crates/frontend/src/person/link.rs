//! Links made from what a card says. Text from a card must never become markup, a script or a mail header,
//! so every link is built here and from scratch.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::navigation::encode;

/// What may stand in a mail address as it is; all else, `?` and `&` first, is escaped.
const MAIL: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'@')
    .remove(b'.')
    .remove(b'-')
    .remove(b'_')
    .remove(b'~');

/// Writes a mail to this address, and can do nothing but that. `None` when it is no address at all.
pub fn mailto(address: &str) -> Option<String> {
    let address = address.trim();
    let (local, host) = address.rsplit_once('@')?;
    if local.is_empty() || host.is_empty() || address.chars().any(|c| c.is_control()) {
        return None;
    }
    Some(format!("mailto:{}", utf8_percent_encode(address, MAIL)))
}

/// Calls this number: its digits, a leading plus, and the keys `*` and `#`. `None` when it is not plainly a
/// number, because dialling a wrong one is worse than dialling none.
pub fn tel(number: &str) -> Option<String> {
    let number = number.trim().to_ascii_lowercase();
    // What follows "ext" or a comma is dialled by hand, later.
    let end = number.find([',', ';', 'x', 'e']).unwrap_or(number.len());
    let mut number = number[..end].to_owned();
    if number.contains(char::is_alphabetic) {
        return None;
    }
    let mut link = String::from("tel:");
    if number.starts_with('+') {
        link.push('+');
        // "+49 (0) 30": the zero is for those who leave out the plus.
        number = number.replace("(0)", "");
    }
    for c in number.chars() {
        match c {
            '*' => link.push('*'),
            '#' => link.push_str("%23"),
            _ => link.extend(ascii_digit(c)),
        }
    }
    link.contains(|c: char| c.is_ascii_digit()).then_some(link)
}

/// A text with its Arabic and Persian digits as those that a computer counts with.
pub fn ascii_digits(text: &str) -> String {
    text.chars().map(|c| ascii_digit(c).unwrap_or(c)).collect()
}

fn ascii_digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => return Some(c),
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        _ => return None,
    };
    char::from_digit(c as u32 - zero, 10)
}

/// Shows a place on a map that asks nothing of its visitors. `None` where there is no place.
pub fn map(lines: &[String]) -> Option<String> {
    let place = lines
        .iter()
        .flat_map(|line| line.lines())
        .collect::<Vec<_>>()
        .join(", ");
    (!place.is_empty()).then(|| {
        format!(
            "https://www.openstreetmap.org/search?query={}",
            encode(&place)
        )
    })
}

/// The address of a web page if it may be a link: http and https only, and nothing that a browser would read
/// in another way than a person does.
pub fn web(address: &str) -> Option<String> {
    let address = address.trim();
    let (scheme, rest) = address.split_once("://")?;
    let known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let clean = !address
        .chars()
        .any(|c| c.is_control() || c.is_whitespace() || c == '\\');
    (known && clean && !rest.is_empty() && !rest.starts_with('/')).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_link_has_one_recipient_and_no_headers() {
        assert_eq!(
            mailto("ann@example.org").as_deref(),
            Some("mailto:ann@example.org")
        );
        assert_eq!(
            mailto("a@b?bcc=x@y&body=hi").as_deref(),
            Some("mailto:a@b%3Fbcc%3Dx@y%26body%3Dhi"),
        );
        assert_eq!(
            mailto("a,b@c\"<>").as_deref(),
            Some("mailto:a%2Cb@c%22%3C%3E")
        );
        for none in ["", "ann", "@", "a@", "a@b\r\nBcc: x@y"] {
            assert_eq!(mailto(none), None, "{none}");
        }
    }

    #[test]
    fn a_phone_link_is_digits() {
        assert_eq!(tel("+49 (0) 30-12").as_deref(), Some("tel:+493012"));
        assert_eq!(tel("*100#").as_deref(), Some("tel:*100%23"));
        assert_eq!(tel("۰۹۱۲").as_deref(), Some("tel:0912"));
        assert_eq!(tel("030 12 ext. 5").as_deref(), Some("tel:03012"));
        assert_eq!(tel("1-800-FLOWERS"), None);
        assert_eq!(tel("ask Ann"), None);
        assert_eq!(tel("\"><script>"), None);
    }

    #[test]
    fn a_map_is_asked_for_the_place_and_nothing_else() {
        assert_eq!(
            map(&["1 Main St\nFlat 2".into(), "Zürich&x=y".into()]).as_deref(),
            Some(
                "https://www.openstreetmap.org/search?query=1%20Main%20St%2C%20Flat%202%2C%20Z%C3%BCrich%26x%3Dy"
            )
        );
        assert_eq!(map(&[]), None);
    }

    #[test]
    fn only_web_pages_become_links() {
        for good in [
            "https://example.org/a?b=c#d",
            "HTTP://example.org",
            " https://пример.рф ",
        ] {
            assert_eq!(web(good).as_deref(), Some(good.trim()));
        }
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt://%0aalert(1)",
            "data:text/html,x",
            "java\nscript:x",
            "https:///x",
            "https://",
            "example.org",
            "ftp://example.org",
            "https://a\\@b",
            "//example.org",
        ] {
            assert_eq!(web(bad), None, "{bad}");
        }
    }
}
