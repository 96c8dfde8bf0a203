//! The colours that books and labels are told apart by. They are names, because each theme has its own shade of them.

use serde::{Deserialize, Serialize};

/// A colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Color {
    Red,
    Orange,
    Amber,
    Green,
    Teal,
    #[default]
    Blue,
    Indigo,
    Purple,
    Pink,
    Grey,
}

impl Color {
    /// All of them, in the order a form offers them.
    pub const ALL: [Self; 10] = [
        Self::Red,
        Self::Orange,
        Self::Amber,
        Self::Green,
        Self::Teal,
        Self::Blue,
        Self::Indigo,
        Self::Purple,
        Self::Pink,
        Self::Grey,
    ];

    /// What something of this name gets that nobody has given a colour: the same everywhere, and none that looks left out.
    pub fn of_name(name: &str) -> Self {
        let sum = name.bytes().fold(7_u32, |sum, byte| {
            sum.wrapping_mul(31).wrapping_add(u32::from(byte))
        });
        let named = Self::ALL.len() - 1;
        Self::ALL[sum as usize % named]
    }

    /// The word for it, as in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Orange => "orange",
            Self::Amber => "amber",
            Self::Green => "green",
            Self::Teal => "teal",
            Self::Blue => "blue",
            Self::Indigo => "indigo",
            Self::Purple => "purple",
            Self::Pink => "pink",
            Self::Grey => "grey",
        }
    }

    /// What the word means.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|color| color.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_name_has_a_colour_of_its_own() {
        let names = [
            "family",
            "friends",
            "work",
            "choir",
            "neighbours",
            "школа",
            "",
        ];
        let colors = names.map(Color::of_name);
        assert_eq!(colors, names.map(Color::of_name));
        assert!(!colors.contains(&Color::Grey));
        assert!(colors.iter().any(|color| *color != colors[0]));
    }
}
