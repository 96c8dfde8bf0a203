//! Which rows of a long list are in view. All rows have one height, so that the place of each is known without the ones
//! before it.

use std::ops::Range;

/// So many rows are kept ready above and below what is seen.
pub const SPARE: f64 = 10.0;
/// The window moves in such steps, and not with every pixel.
const STEP: f64 = 6.0;

/// Where the list stands on the screen, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// How much of the rows lies above the upper edge of what is seen; negative while something stands above the rows.
    pub above: f64,
    /// How high what is seen is.
    pub height: f64,
    /// How high a row is.
    pub row: f64,
}

impl View {
    /// The rows to keep on the page, of so many: those that are seen, and spare ones above and below.
    pub fn window(&self, count: u32, spare: f64) -> Range<u32> {
        let first = (self.above / self.row - spare).max(0.0);
        let end = (self.above + self.height) / self.row + spare;
        let first = (first / STEP).floor() * STEP;
        let end = ((end / STEP).ceil() * STEP).max(0.0);
        let end = (end as u32).min(count);
        (first as u32).min(end)..end
    }

    /// The first row that is seen as a whole.
    pub fn first(&self) -> u32 {
        (self.above / self.row).ceil().max(0.0) as u32
    }

    /// How many rows are seen at once.
    pub fn fit(&self) -> u32 {
        (self.height / self.row).floor().max(1.0) as u32
    }

    /// The place in the list, in rows from its beginning.
    pub fn place(&self) -> f64 {
        (self.above / self.row).max(0.0)
    }

    /// How far to scroll to bring a row to the upper edge.
    pub fn to(&self, place: f64) -> f64 {
        place * self.row - self.above
    }

    /// How far to scroll to bring a row in view, if it is not.
    pub fn into_view(self, index: u32) -> f64 {
        let top = self.to(f64::from(index));
        let below = top + self.row - self.height;
        if top < 0.0 { top } else { below.max(0.0) }
    }

    /// The same, but with others around it, where the list was elsewhere.
    pub fn into_middle(self, index: u32) -> f64 {
        match self.into_view(index) {
            0.0 => 0.0,
            _ => self.to(f64::from(index)) - (self.height - self.row) / 2.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(above: f64) -> View {
        View {
            above,
            height: 520.0,
            row: 52.0,
        }
    }

    #[test]
    fn the_window_holds_what_is_seen_and_some_more_and_never_much() {
        for count in [0, 1, 9, 50, 100_000] {
            for above in [-90.0, 0.0, 51.0, 700.0, 99_000.0, 5_199_480.0, 9_999_999.0] {
                let window = at(above).window(count, SPARE);
                assert!(window.end <= count && window.len() <= 45, "{window:?}");
                let seen = at(above).window(count, 0.0);
                assert!(seen.len() <= 24 && seen.end <= window.end, "{seen:?}");
                assert!(seen.is_empty() || seen.start >= window.start, "{seen:?}");
                for index in 0..count {
                    let top = f64::from(index) * 52.0;
                    let seen = top + 52.0 > above && top < above + 520.0;
                    assert!(
                        !seen || window.contains(&index),
                        "{index} of {count} at {above}"
                    );
                }
            }
        }
        assert_eq!(at(0.0).window(100_000, SPARE), 0..24);
        assert_eq!(at(5_199_480.0).window(100_000, SPARE).end, 100_000);
    }

    #[test]
    fn rows_come_into_view_by_the_shortest_way() {
        let view = at(5_200.0);
        assert_eq!(view.into_view(100), 0.0);
        assert_eq!(view.into_view(109), 0.0);
        assert_eq!(view.into_view(99), -52.0);
        assert_eq!(view.into_view(110), 52.0);
        assert_eq!(view.into_view(0), -5_200.0);
        assert_eq!(view.into_middle(105), 0.0);
        assert_eq!(view.into_middle(200), 5_200.0 - 234.0);
    }

    #[test]
    fn a_place_is_found_again_with_rows_of_another_height() {
        let place = at(5_226.0).place();
        let larger = View {
            above: 0.0,
            height: 520.0,
            row: 64.0,
        };
        assert_eq!(place, 100.5);
        assert_eq!(larger.to(place), 6_432.0);
        assert_eq!((at(-40.0).place(), at(-40.0).first()), (0.0, 0));
        assert_eq!((at(53.0).first(), at(53.0).fit()), (2, 10));
    }
}
