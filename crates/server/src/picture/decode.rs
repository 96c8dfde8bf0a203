//! From a file to pixels, within bounds.

use std::io::Cursor;

use domain::photo::MAX_PIXELS;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use super::{Refusal, kind};

/// What a decoder may hold at once.
const MEMORY: u64 = 128 * 1024 * 1024;

/// The pixels of a picture as the file has them, and how to turn them upright. Of several pictures in a file it is the
/// first.
pub fn decode(
    kind: ImageFormat,
    file: Cursor<Vec<u8>>,
) -> Result<(DynamicImage, Orientation), Refusal> {
    let is_progressive = kind == ImageFormat::Jpeg
        && kind::jpeg(file.get_ref()).is_some_and(|jpeg| jpeg.is_progressive);
    let mut reader = ImageReader::with_format(file, kind);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refusal(&error))?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(Refusal::Unreadable);
    }
    let held = decoder.total_bytes() * if is_progressive { 2 } else { 1 };
    if pixels > MAX_PIXELS || held > MEMORY {
        return Err(Refusal::TooLarge(width, height));
    }
    // Metadata that cannot be read says nothing.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| refusal(&error))?;
    Ok((picture, orientation))
}

fn refusal(error: &ImageError) -> Refusal {
    // The cause is in the sender's file, and the sender has no use for a decoder's words.
    tracing::debug!(%error, "a picture was refused");
    Refusal::Unreadable
}
