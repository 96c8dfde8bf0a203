//! Handles as people say them, and the addresses that cards make of them: `ann` and `skype:ann`.

use super::{are_same, canonical, known};
use crate::card::tidy;

/// What iPhones put where an address is wanted and the service has none, so it is what they read back.
const NO_SCHEME: &str = "x-apple";

/// The handle in a text from a card or a person, and its service: the one that is told, else that of the address.
///
/// What is an address in the web (`https://...`, `tg://...`) is left whole. Nothing happens to a handle that has
/// been through here before.
pub(crate) fn read(text: &str, service: Option<&str>) -> (String, Option<String>) {
    let mut service = service
        .map(tidy::line)
        .filter(|name| !name.is_empty())
        .map(|name| canonical(&name));
    let mut value = tidy::line(text);
    // In a loop, because what is behind a scheme may look like one again.
    while let Some((scheme, rest)) = split(&value) {
        let of_scheme = known(scheme).map(|service| service.name);
        let is_of_service = service
            .as_deref()
            .is_some_and(|name| are_same(name, scheme));
        let is_ours = scheme.eq_ignore_ascii_case(NO_SCHEME);
        if of_scheme.is_none() && !is_of_service && !is_ours {
            break;
        }
        service = service.or(of_scheme.map(str::to_owned));
        if rest.starts_with("//") {
            break;
        }
        value = tidy::line(&handle(scheme, rest));
    }
    (value, service)
}

/// The address of a handle; what is one already is taken as it is.
pub(crate) fn address(value: &str, service: Option<&str>) -> String {
    if is_address(value) {
        return value.to_owned();
    }
    let scheme = service.and_then(known).and_then(|service| service.scheme);
    match (scheme, value.strip_prefix('@')) {
        (Some("matrix"), Some(user)) => format!("matrix:u/{}", encoded(user)),
        // A slash would tell what kind of address it is.
        (Some("matrix"), None) => format!("matrix:{}", encoded(value).replace('/', "%2F")),
        (scheme, _) => format!("{}:{}", scheme.unwrap_or(NO_SCHEME), encoded(value)),
    }
}

/// Whether it is an address in the web rather than a handle.
pub(crate) fn is_address(value: &str) -> bool {
    split(value).is_some_and(|(_, rest)| rest.starts_with("//"))
}

/// Whether it begins as an address does.
pub(crate) fn has_scheme(value: &str) -> bool {
    split(value).is_some()
}

fn handle(scheme: &str, rest: &str) -> String {
    match rest.strip_prefix("u/") {
        Some(user) if scheme.eq_ignore_ascii_case("matrix") => format!("@{}", decoded(user)),
        _ => decoded(rest),
    }
}

fn split(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then_some((scheme, rest))
}

/// Encodes what has a meaning of its own in an address or no place in it. Letters of all scripts stay readable.
fn encoded(handle: &str) -> String {
    let mut address = String::with_capacity(handle.len());
    for (place, c) in handle.char_indices() {
        let is_special = matches!(
            c,
            '%' | '?'
                | '#'
                | ' '
                | '"'
                | '<'
                | '>'
                | '\\'
                | '^'
                | '`'
                | '{'
                | '|'
                | '}'
                | '['
                | ']'
        );
        if is_special || (place == 0 && c == '/') {
            address.push_str(&format!("%{:02X}", u32::from(c)));
        } else {
            address.push(c);
        }
    }
    address
}

/// A percent sign that encodes nothing is text.
fn decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .filter(|code| code.iter().all(u8::is_ascii_hexdigit))
            .and_then(|code| std::str::from_utf8(code).ok())
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        match code {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_handles() {
        for (text, told, value, service) in [
            (
                "xmpp:ann@example.org",
                None,
                "ann@example.org",
                Some("xmpp"),
            ),
            ("skype:live:ann", None, "live:ann", Some("skype")),
            (
                "xmpp:ann@x",
                Some("GoogleTalk"),
                "ann@x",
                Some("google talk"),
            ),
            ("aim:12345", Some("ICQ"), "12345", Some("icq")),
            (
                "x-apple:%2B49%2030",
                Some("WhatsApp"),
                "+49 30",
                Some("whatsapp"),
            ),
            (
                "matrix:u/ann:example.org",
                None,
                "@ann:example.org",
                Some("matrix"),
            ),
            ("dachanet:ann", Some("Dacha Net"), "ann", Some("Dacha Net")),
            (
                "https://t.me/ann?a=%20",
                Some("Telegram"),
                "https://t.me/ann?a=%20",
                Some("telegram"),
            ),
            (
                "tg://resolve?domain=ann",
                None,
                "tg://resolve?domain=ann",
                Some("telegram"),
            ),
            ("javascript:alert(1)", None, "javascript:alert(1)", None),
            ("xmpp:skype:a%2525", None, "a%", Some("xmpp")),
            ("100%", None, "100%", None),
            ("x-apple:%ff", None, "%ff", None),
            ("x-apple:", None, "", None),
        ] {
            let read = read(text, told);
            assert_eq!(
                (read.0.as_str(), read.1.as_deref()),
                (value, service),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for value in [
            "ann",
            "@ann:example.org",
            "u/ann",
            "//x",
            "/x",
            "a%20b",
            "a?b#c",
            "\\",
            "foo:bar",
            "Анна 1",
            "@",
            "https://example.org/@ann",
            "tg://x",
            "100%",
            "@/x",
        ] {
            for service in [
                None,
                Some("xmpp"),
                Some("Matrix"),
                Some("instagram"),
                Some("Foo Bar"),
            ] {
                let (value, service) = read(value, service);
                assert_eq!(
                    read(&value, service.as_deref()),
                    (value.clone(), service.clone())
                );
                let address = address(&value, service.as_deref());
                assert_eq!(
                    read(&address, service.as_deref()),
                    (value, service),
                    "{address}"
                );
            }
        }
    }
}
