//! Protection against requests that another site's page makes in a visitor's name.
//!
//! Browsers say where a request comes from (`Sec-Fetch-Site`, `Origin`); programs that are no browsers say
//! nothing, and nobody can make them send somebody else's cookie.

use axum::http::{HeaderMap, Method, Uri, header};

use crate::error::ApiError;

/// Refuses what changes something and comes from another site.
pub fn check(
    method: &Method,
    headers: &HeaderMap,
    public_origin: Option<&str>,
) -> Result<(), ApiError> {
    if method.is_safe() {
        return Ok(());
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let origin = text("origin");
    let is_public =
        origin.is_some() && origin.map(str::to_ascii_lowercase).as_deref() == public_origin;
    let is_ours = match (text("sec-fetch-site"), origin) {
        (_, Some(_)) if is_public => true,
        (Some("same-origin" | "none"), _) => true,
        (Some(_), _) => false,
        (None, None) => !headers.contains_key(header::ORIGIN),
        (None, Some(origin)) => {
            host_of(origin).is_some_and(|host| text("host") == Some(host.as_str()))
        }
    };
    if is_ours {
        Ok(())
    } else {
        Err(ApiError::foreign_origin())
    }
}

fn host_of(origin: &str) -> Option<String> {
    let uri: Uri = origin.parse().ok()?;
    uri.authority().map(ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(headers: &[(&'static str, &str)], public: Option<&str>) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect();
        check(&Method::POST, &headers, public).is_ok()
    }

    #[test]
    fn our_own_page_and_programs_may() {
        assert!(verdict(&[], None));
        assert!(verdict(
            &[
                ("sec-fetch-site", "same-origin"),
                ("origin", "http://a:1"),
                ("host", "a:1")
            ],
            None
        ));
        assert!(verdict(&[("origin", "http://a:1"), ("host", "a:1")], None));
        // Behind a proxy that changes Host, PUBLIC_URL tells who we are.
        assert!(verdict(
            &[("origin", "https://Book.example.org"), ("host", "10.0.0.1")],
            Some("https://book.example.org")
        ));
    }

    #[test]
    fn other_sites_may_not() {
        assert!(!verdict(
            &[("origin", "http://evil.example"), ("host", "a:1")],
            None
        ));
        assert!(!verdict(&[("origin", "null"), ("host", "a:1")], None));
        assert!(!verdict(
            &[("sec-fetch-site", "cross-site"), ("host", "a:1")],
            None
        ));
        assert!(!verdict(
            &[
                ("sec-fetch-site", "same-site"),
                ("origin", "http://b.a:1"),
                ("host", "a:1")
            ],
            None
        ));
    }
}
