//! Cards in the version that is asked for.

use axum::http::{HeaderMap, header};
use domain::card;
use tokio::task::spawn_blocking;
use vcard::{Card, Version};

use crate::error::ApiError;

/// The cards, in their order, all of this version; those that are so already byte for byte.
///
/// A card may have thousands of lines, so others need not wait for it.
pub async fn in_version(cards: Vec<String>, to: Version) -> Result<Vec<String>, ApiError> {
    let convert = move || cards.into_iter().map(|card| converted(card, to)).collect();
    Ok(spawn_blocking(convert).await?)
}

/// Only cards that can be read are ever stored; one that cannot be had better leave as it is than not at all.
fn converted(vcard: String, to: Version) -> String {
    match Card::parse(vcard.as_bytes()) {
        Ok(card) if card.version() != to => card::convert(&card, to).to_string(),
        _ => vcard,
    }
}

/// What a card of this version is as media; without one it is of that which it is kept in.
pub fn media_type(version: Option<Version>) -> &'static str {
    match version {
        None => "text/vcard; charset=utf-8",
        Some(Version::V3) => "text/vcard; charset=utf-8; version=3.0",
        Some(Version::V4) => "text/vcard; charset=utf-8; version=4.0",
    }
}

/// The version that a client would rather have of those that there are: the one with the greatest weight, of equal ones
/// the first. Without a word about it, or one that it could mean, none.
pub(super) fn asked_version(headers: &HeaderMap) -> Option<Version> {
    let kinds = headers.get_all(header::ACCEPT).iter();
    let kinds = kinds
        .filter_map(|value| value.to_str().ok())
        .flat_map(|accept| accept.split(','));
    let mut best: Option<(f32, Option<Version>)> = None;
    for kind in kinds {
        let Some((weight, version)) = wish(kind) else {
            continue;
        };
        if weight > best.map_or(0.0, |(best, _)| best) {
            best = Some((weight, version));
        }
    }
    best?.1
}

/// Weight and version of one wish for a card, if it is one that can be met.
fn wish(kind: &str) -> Option<(f32, Option<Version>)> {
    let mut parts = kind.split(';').map(str::trim);
    let is_card = parts.next()?.eq_ignore_ascii_case("text/vcard");
    let (mut weight, mut version) = (1.0, None);
    for part in parts {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let value = value.trim().trim_matches('"');
        match name.trim().to_ascii_lowercase().as_str() {
            "version" => {
                let versions = [Version::V3, Version::V4];
                let known = versions.into_iter().find(|known| known.as_str() == value);
                version = Some(known?);
            }
            "q" => weight = value.parse().unwrap_or(1.0),
            _ => {}
        }
    }
    is_card.then_some((weight, version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_one_that_is_rather_wanted() {
        let four = Some(Version::V4);
        for (accept, version) in [
            ("text/vcard", None),
            ("text/vcard; version=4.0", four),
            ("Text/vCard;charset=utf-8;Version=\"4.0\"", four),
            ("application/json;version=4.0, text/vcard", None),
            ("text/vcard;version=3.0;q=0.5, text/vcard;version=4.0", four),
            ("text/vcard;version=4.0, text/vcard;version=3.0", four),
            ("text/vcard;version=2.1, text/vcard;version=4.0;q=0.1", four),
            ("text/vcard;version=4.0;q=0.9, text/vcard", None),
            ("text/vcard;version=2.1", None),
            ("text/vcard;version=4.0;q=0", None),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT, accept.parse().unwrap())]);
            assert_eq!(asked_version(&headers), version, "{accept}");
        }
    }
}
