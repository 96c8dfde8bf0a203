//! What was wrong with a picture, and how to say it.

use domain::photo::MAX_PIXELS;

use super::kind::Other;
use crate::error::ApiError;

/// Why nothing was made of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is no picture of a kind that is taken.
    Format(Other),
    /// It has more pixels than fit into memory, by its header.
    TooLarge(u32, u32),
    /// It cannot be decoded, or it is not what its header says.
    Unreadable,
    /// The part that was asked for is not in the upright picture, which is as large as this.
    Crop(u32, u32),
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Format(other) => Self::picture_format(format!(
                "{}; send a JPEG, PNG, WebP or GIF",
                match other {
                    Other::Empty => "the body is empty",
                    Other::Heic => "this is a HEIC file, as iPhones make them",
                    Other::Avif => "this is an AVIF file",
                    Other::Svg => "this is an SVG drawing",
                    Other::Unknown => "the file is none of the known kinds",
                }
            )),
            Refusal::TooLarge(width, height) => Self::picture_too_large(format!(
                "it has {width} x {height} pixels; the most is {} megapixels, less for kinds that take more memory",
                MAX_PIXELS / 1_000_000
            )),
            Refusal::Unreadable => Self::picture_unreadable(),
            Refusal::Crop(width, height) => Self::malformed_parameter(format!(
                "`crop` must lie within the upright picture, which has {width} x {height} pixels"
            )),
        }
    }
}
