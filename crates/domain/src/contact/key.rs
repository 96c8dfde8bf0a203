use serde::{Deserialize, Serialize};

/// Which item of a list this is, in words that only the server understands.
///
/// Sent back in a change, it says which item is meant, whatever has become of its value: that one is changed in place, with all
/// that other programs know of it. It is no part of what the item says: two items that say the same are equal.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct ItemKey(Option<String>);

impl ItemKey {
    /// The key of what stands in a card in these words, for the `nth` time (from 0).
    pub(crate) fn of(words: &str, nth: usize) -> Self {
        // FNV-1a: small, always the same, and there is nothing to hide or to forge here.
        let hash = words.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self(Some(match nth {
            0 => format!("{hash:x}"),
            nth => format!("{hash:x}.{nth}"),
        }))
    }

    /// Whether it names no item: a new one has no key.
    pub fn is_none(&self) -> bool {
        self.0.is_none()
    }

    /// Whether both name the same item.
    pub fn names(&self, other: &Self) -> bool {
        self.0.is_some() && self.0 == other.0
    }
}

impl PartialEq for ItemKey {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for ItemKey {}
