//! `If-Match` and `If-None-Match` (RFC 9110), for ETags that are always strong.

use axum::http::{HeaderMap, HeaderName, header};

/// Whether a change may go ahead: the client names the state it knows, any state, or nothing at all. A change is of the
/// version, in whatever form the client has seen it.
pub fn if_match(headers: &HeaderMap, etag: &str) -> bool {
    !headers.contains_key(header::IF_MATCH)
        || tags(headers, &header::IF_MATCH).any(|tag| tag == "*" || version(tag) == version(etag))
}

/// Whether the client knows this version of a contact as another version of this program reads it: what it leaves out of a list
/// may be what it has never been told of.
pub fn is_read_otherwise(headers: &HeaderMap, etag: &str) -> bool {
    let reading = |tag: &str| {
        let (_, reading) = tag.trim_matches('"').split_once("-p")?;
        reading.parse::<u16>().ok()
    };
    let now = reading(etag);
    tags(headers, &header::IF_MATCH).any(|tag| reading(tag).is_some_and(|then| Some(then) != now))
}

/// Whether the client has this state already.
pub fn if_none_match(headers: &HeaderMap, etag: &str) -> bool {
    tags(headers, &header::IF_NONE_MATCH).any(|tag| {
        let tag = tag.strip_prefix("W/").unwrap_or(tag);
        // Scripts tend to lose the quotes; there is nothing else such a tag could mean.
        tag == "*" || tag.trim_matches('"') == etag.trim_matches('"')
    })
}

/// The version of a contact or a note in its ETag; behind it may stand what else an answer depends on.
pub fn version(etag: &str) -> &str {
    let etag = etag.trim_matches('"');
    etag.split_once('-').map_or(etag, |(version, _)| version)
}

/// The ETag of the contact as a card, in another form of it (`vcard3`) than as it is kept, or not: a strong one names bytes, and
/// these are not those of the JSON.
pub fn of_card(etag: &str, form: &str) -> String {
    format!("\"{}-{form}\"", version(etag))
}

fn tags<'a>(headers: &'a HeaderMap, header: &HeaderName) -> impl Iterator<Item = &'a str> {
    headers
        .get_all(header)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(',').map(str::trim))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn a_change_needs_the_state_it_names() {
        assert!(if_match(&HeaderMap::new(), "\"v1\""));
        for good in [
            "\"v1\"",
            "*",
            "\"v0\", \"v1\"",
            "v1",
            "\"v1-p3\"",
            "\"v1-vcard\"",
        ] {
            assert!(if_match(&with(header::IF_MATCH, good), "\"v1\""), "{good}");
        }
        for bad in ["\"v2\"", "W/\"v1\"", "\"\"", "", "\"v11\"", "\"v2-v1\""] {
            assert!(!if_match(&with(header::IF_MATCH, bad), "\"v1\""), "{bad}");
        }
    }

    #[test]
    fn a_change_of_what_was_read_otherwise_is_told_from_others() {
        let now = "\"v1-p5\"";
        for (tag, is_otherwise) in [
            ("\"v1-p4\"", true),
            (now, false),
            ("v1", false),
            ("*", false),
            ("\"v1-vcard\"", false),
            ("\"v1-vcard4\"", false),
        ] {
            let headers = with(header::IF_MATCH, tag);
            assert_eq!(is_read_otherwise(&headers, now), is_otherwise, "{tag}");
        }
        assert!(!is_read_otherwise(&HeaderMap::new(), now));
    }

    #[test]
    fn a_copy_is_fresh_also_by_a_weak_tag() {
        assert!(!if_none_match(&HeaderMap::new(), "\"v1\""));
        assert!(if_none_match(
            &with(header::IF_NONE_MATCH, "W/\"v1\""),
            "\"v1\""
        ));
        assert!(!if_none_match(
            &with(header::IF_NONE_MATCH, "\"v2\""),
            "\"v1\""
        ));
    }
}
