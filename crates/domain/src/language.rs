//! The languages that the page speaks, and which of them a browser prefers.

use serde::{Deserialize, Serialize};

/// A language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Russian.
    #[serde(rename = "ru")]
    Russian,
    /// Persian.
    #[serde(rename = "fa")]
    Persian,
    /// Portuguese as it is written in Brazil.
    #[serde(rename = "pt-BR")]
    Portuguese,
}

/// What is chosen for one browser.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LanguageChoice {
    /// The language; `null` leaves it to the settings of the browser.
    pub language: Option<Language>,
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [
        Self::English,
        Self::Portuguese,
        Self::Russian,
        Self::Persian,
    ];

    /// The language tag, as in JSON and in the document.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Russian => "ru",
            Self::Persian => "fa",
            Self::Portuguese => "pt-BR",
        }
    }

    /// What it calls itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Russian => "Русский",
            Self::Persian => "فارسی",
            Self::Portuguese => "Português (Brasil)",
        }
    }

    /// The language of exactly this tag.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.tag() == tag)
    }

    /// The language that somebody reads who asks for this tag, wherever they live: `fa-IR` is Persian, and whoever
    /// reads European Portuguese also reads that of Brazil.
    pub fn for_reader_of(tag: &str) -> Option<Self> {
        let primary = |tag: &str| tag.split(['-', '_']).next().map(str::to_ascii_lowercase);
        let wanted = primary(tag.trim())?;
        Self::ALL
            .into_iter()
            .find(|one| primary(one.tag()).is_some_and(|own| own == wanted))
    }

    /// What the header `Accept-Language` prefers of them; `None` if it names none.
    pub fn accepted(header: &str) -> Option<Self> {
        let mut wishes: Vec<(&str, f32)> = header.split(',').filter_map(wish).collect();
        // Stable: of equal weights the first one counts.
        wishes.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        let is_named = |language: Self| {
            wishes
                .iter()
                .any(|(tag, _)| Self::for_reader_of(tag) == Some(language))
        };
        let mut found = wishes.iter().filter(|(_, weight)| *weight > 0.0);
        found.find_map(|(tag, _)| match *tag {
            // Anything else: what the header says nothing about.
            "*" => Self::ALL.into_iter().find(|one| !is_named(*one)),
            tag => Self::for_reader_of(tag),
        })
    }
}

/// `fa-IR;q=0.8`: a tag and its weight. What is no weight makes no wish.
fn wish(item: &str) -> Option<(&str, f32)> {
    let mut parts = item.split(';').map(str::trim);
    let tag = parts.next().filter(|tag| !tag.is_empty())?;
    let weight = match parts.next() {
        None => 1.0,
        Some(weight) => weight
            .strip_prefix("q=")
            .or_else(|| weight.strip_prefix("Q="))?
            .trim()
            .parse()
            .ok()
            .filter(|weight| (0.0..=1.0).contains(weight))?,
    };
    Some((tag, weight))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_weighed() {
        use Language::{English, Persian, Portuguese, Russian};
        for (header, expected) in [
            ("", None),
            ("de", None),
            ("de-AT, de;q=0.9", None),
            ("en-GB", Some(English)),
            ("fa-IR,fa;q=0.9,en-US;q=0.8", Some(Persian)),
            ("FA", Some(Persian)),
            ("pt", Some(Portuguese)),
            ("pt-PT, en;q=0.5", Some(Portuguese)),
            ("pt_BR", Some(Portuguese)),
            ("en;q=0.5, ru;q=0.7", Some(Russian)),
            ("de, ru;q=0.2, en;q=0.1", Some(Russian)),
            ("ru;q=0.5, en;q=0.5", Some(Russian)),
            ("ru;q=0, en;q=0.1", Some(English)),
            ("ru;q=0", None),
            ("ru ; q=0.3 , fa ; q=0.30001", Some(Persian)),
            ("*", Some(English)),
            ("de, *;q=0.1", Some(English)),
            ("en;q=0, *;q=0.1", Some(Portuguese)),
            ("ru;q=nonsense, fa;q=0.1", Some(Persian)),
            ("ru;q=7, fa;q=0.1", Some(Persian)),
            ("ru;q=NaN", None),
            ("ru;level=1", None),
            (",,;q=1,", None),
            ("fast, rune, enough, ptolemy", None),
        ] {
            assert_eq!(Language::accepted(header), expected, "{header}");
        }
    }

    #[test]
    fn a_tag_is_what_json_says() {
        for language in Language::ALL {
            let json = serde_json::to_value(language).unwrap();
            assert_eq!(json, language.tag());
            assert_eq!(Language::from_tag(language.tag()), Some(language));
        }
        assert_eq!(Language::from_tag("pt"), None);
    }
}
