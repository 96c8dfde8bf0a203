use std::fmt;

/// The version a card declares, which decides how a few properties are spelled.
///
/// Version 2.1 is a different syntax (quoted-printable, other folding) and is refused until it has its own reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Version {
    /// vCard 3.0 (RFC 2426): what most address books exchange.
    V3,
    /// vCard 4.0 (RFC 6350).
    V4,
}

impl Version {
    /// The text of the `VERSION` property.
    pub fn as_str(self) -> &'static str {
        match self {
            Version::V3 => "3.0",
            Version::V4 => "4.0",
        }
    }

    pub(crate) fn from_value(value: &str) -> Option<Version> {
        match value.trim_ascii() {
            "3.0" => Some(Version::V3),
            "4.0" => Some(Version::V4),
            _ => None,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
