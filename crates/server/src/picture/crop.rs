//! The part of a picture that is wanted.

use super::Refusal;

/// A square in the upright picture, in pixels from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crop {
    x: u32,
    y: u32,
    side: u32,
}

/// A rectangle in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

impl Crop {
    /// Reads `X,Y,SIDE`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.split(',').map(str::parse);
        let mut next = || numbers.next()?.ok();
        let crop = Self {
            x: next()?,
            y: next()?,
            side: next()?,
        };
        (numbers.next().is_none() && crop.side > 0).then_some(crop)
    }

    /// The same as a rectangle of a picture of this size.
    pub fn within(self, width: u32, height: u32) -> Result<Rect, Refusal> {
        let fits = |at: u32, whole: u32| at.checked_add(self.side).is_some_and(|end| end <= whole);
        if fits(self.x, width) && fits(self.y, height) {
            Ok(Rect {
                x: self.x,
                y: self.y,
                width: self.side,
                height: self.side,
            })
        } else {
            Err(Refusal::Crop(width, height))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crop_is_three_numbers_of_which_the_last_is_a_side() {
        let crop = Crop::parse("1,2,3").unwrap();
        assert_eq!((crop.x, crop.y, crop.side), (1, 2, 3));
        for bad in [
            "",
            "1,2",
            "1,2,0",
            "1,2,3,4",
            "-1,2,3",
            "1.5,2,3",
            "a,b,c",
            "1,2,4294967296",
        ] {
            assert_eq!(Crop::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn it_lies_in_the_picture_as_a_whole() {
        assert!(Crop::parse("2,0,8").unwrap().within(10, 8).is_ok());
        for out in ["3,0,8", "0,1,8", "4294967295,0,2"] {
            assert_eq!(
                Crop::parse(out).unwrap().within(10, 8),
                Err(Refusal::Crop(10, 8)),
                "{out}"
            );
        }
    }
}
