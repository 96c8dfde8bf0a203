//! What a client would rather have (RFC 9110, `Accept`).

use axum::http::{HeaderMap, header};

/// How much a client wants a type that it names: the greatest weight that it gives it in any form, and 0 where it names it not
/// at all. Ranges like `*/*` name nothing.
pub fn weight(headers: &HeaderMap, of: &str) -> f32 {
    let accepts = headers.get_all(header::ACCEPT).iter();
    accepts
        .filter_map(|value| value.to_str().ok())
        .flat_map(|accept| accept.split(','))
        .filter_map(|kind| {
            let mut parts = kind.split(';').map(str::trim);
            let is_meant = parts.next()?.eq_ignore_ascii_case(of);
            let weight = parts.find_map(|part| {
                let (name, value) = part.split_once('=')?;
                let is_weight = name.trim().eq_ignore_ascii_case("q");
                is_weight.then(|| value.trim().parse().unwrap_or(1.0))
            });
            is_meant.then_some(weight.unwrap_or(1.0))
        })
        .fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_weighs_what_is_said_of_it() {
        for (accept, expected) in [
            ("text/vcard", 1.0),
            ("Text/vCard; version=4.0; Q=0.5", 0.5),
            ("text/vcard;q=0.2, text/vcard;version=3.0;q=0.7", 0.7),
            ("text/vcard;q=0", 0.0),
            ("text/*, */*", 0.0),
            ("application/json", 0.0),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT, accept.parse().unwrap())]);
            assert_eq!(weight(&headers, "text/vcard"), expected, "{accept}");
        }
    }
}
