/// How much a single card may cost before it is refused.
///
/// Cards come from outside, so reading one is bounded. The defaults leave room for a large photo inside the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of the whole card, folding and line endings included.
    pub card_bytes: usize,
    /// Size of one content line after unfolding.
    pub line_bytes: usize,
    /// Number of content lines after unfolding: a photo folded over many thousand physical lines is one.
    pub lines: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            card_bytes: 4 * 1024 * 1024,
            line_bytes: 3 * 1024 * 1024,
            lines: 20_000,
        }
    }
}
