//! The words that cards use for the types of their entries.

use crate::{EmailType, PhoneType};

/// A type as the words of a `TYPE` parameter, and as Apple's built-in labels.
pub(crate) trait TypeWords: Sized + Copy + PartialEq + 'static {
    /// Every word that [`TypeWords::words`] may write and that therefore goes when the type changes.
    const KNOWN: &'static [&'static str];

    /// The type that these words (in lower case) mean.
    fn from_words(words: &[String]) -> Option<Self>;

    /// The type that a built-in label such as `_$!<Mobile>!$_` means; its name comes in lower case.
    fn from_label(name: &str) -> Option<Self>;

    fn words(self) -> &'static [&'static str];

    /// The name of Apple's built-in label for it, where it is told by the label.
    fn label(self) -> Option<&'static str> {
        None
    }
}

impl TypeWords for PhoneType {
    const KNOWN: &'static [&'static str] = &[
        "cell", "mobile", "iphone", "home", "work", "main", "fax", "pager", "other",
    ];

    fn from_words(words: &[String]) -> Option<Self> {
        let has = |word: &str| words.iter().any(|other| other == word);
        Some(if has("fax") {
            match (has("work"), has("home")) {
                (true, _) => Self::WorkFax,
                (_, true) => Self::HomeFax,
                _ => Self::Fax,
            }
        } else if has("pager") {
            Self::Pager
        } else if has("cell") || has("mobile") || has("iphone") {
            Self::Mobile
        } else if has("main") {
            Self::Main
        } else if has("work") {
            Self::Work
        } else if has("home") {
            Self::Home
        } else if has("other") {
            Self::Other
        } else {
            return None;
        })
    }

    fn from_label(name: &str) -> Option<Self> {
        Some(match name {
            "mobile" | "iphone" => Self::Mobile,
            "home" => Self::Home,
            "work" => Self::Work,
            "main" => Self::Main,
            "homefax" => Self::HomeFax,
            "workfax" => Self::WorkFax,
            "otherfax" => Self::Fax,
            "pager" => Self::Pager,
            "other" => Self::Other,
            _ => return None,
        })
    }

    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Mobile => &["cell"],
            Self::Home => &["home"],
            Self::Work => &["work"],
            Self::Main => &["main"],
            Self::HomeFax => &["home", "fax"],
            Self::WorkFax => &["work", "fax"],
            Self::Fax => &["fax"],
            Self::Pager => &["pager"],
            Self::Other => &["other"],
        }
    }
}

impl TypeWords for EmailType {
    const KNOWN: &'static [&'static str] = &["home", "work", "other"];

    fn from_words(words: &[String]) -> Option<Self> {
        let has = |word: &str| words.iter().any(|other| other == word);
        [
            (Self::Work, "work"),
            (Self::Home, "home"),
            (Self::Other, "other"),
        ]
        .into_iter()
        .find(|(_, word)| has(word))
        .map(|(kind, _)| kind)
    }

    fn from_label(name: &str) -> Option<Self> {
        Some(match name {
            "home" => Self::Home,
            "work" => Self::Work,
            "other" => Self::Other,
            _ => return None,
        })
    }

    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Home => &["home"],
            Self::Work => &["work"],
            Self::Other => &["other"],
        }
    }
}
