//! Photos: how one is named, in which sizes there is one, and where it is got.
//!
//! A photo is named by the hash of its bytes. The name never stands for another picture, so whoever has fetched an
//! address made from it need not ask again.

use uuid::Uuid;

/// The largest file that is taken.
pub const MAX_FILE: usize = 20 * 1024 * 1024;

/// The most pixels that a picture may have.
pub const MAX_PIXELS: u64 = 40_000_000;

/// The letters of a SHA-256 in the alphabet of Base64 for addresses.
const NAME_LENGTH: usize = 43;

/// A size in which every photo is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoSize {
    /// A square for rows of a list.
    Small,
    /// A square for the page of a contact.
    Large,
    /// All of it, as it stands in the card.
    Full,
}

impl PhotoSize {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Small, Self::Large, Self::Full];

    /// The word for it, in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Large => "large",
            Self::Full => "full",
        }
    }

    /// What the word means.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.as_str() == word)
    }

    /// The longest side, in pixels. It suits screens with two or three for each that the style sheet counts.
    pub fn pixels(self) -> u32 {
        match self {
            Self::Small => 96,
            Self::Large => 320,
            Self::Full => 720,
        }
    }
}

/// Whether a text can be the name of a photo.
pub fn is_name(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    text.len() == NAME_LENGTH && text.bytes().all(is_letter)
}

/// Where a photo is got, for ever.
pub fn path(book: Uuid, name: &str, size: PhotoSize) -> String {
    format!("/api/v1/books/{book}/photos/{name}/{}", size.as_str())
}
