//! From pixels to what is kept.

use domain::PhotoSize;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::metadata::Orientation;
use image::{DynamicImage, GenericImageView, Rgb, RgbImage};
use persistence::photos::Photo;

use super::crop::{Crop, Rect};
use super::{Refusal, name_of, turn};

const QUALITY: u8 = 85;

/// All sizes of a photo. Without a crop the picture is kept whole, and the squares are of its middle.
pub fn render(
    picture: DynamicImage,
    orientation: Orientation,
    crop: Option<Crop>,
) -> Result<Photo, Refusal> {
    let (width, height) = picture.dimensions();
    let upright = match turn::is_across(orientation) {
        true => (height, width),
        false => (width, height),
    };
    let part = match crop {
        Some(crop) => crop.within(upright.0, upright.1)?,
        None => Rect {
            x: 0,
            y: 0,
            width: upright.0,
            height: upright.1,
        },
    };
    let lying = turn::lying(part, orientation, width, height);
    let side = PhotoSize::Full.pixels();
    let smaller = reduced(&picture, lying, side);
    // Scaling with care takes memory, too.
    drop(picture);
    let mut full = DynamicImage::from(scaled(&smaller, side));
    full.apply_orientation(orientation);
    let square = middle(&full).to_rgb8();
    let bytes = jpeg(&full.into_rgb8())?;
    Ok(Photo {
        name: name_of(&bytes),
        full: bytes,
        large: jpeg(&scaled(&square, PhotoSize::Large.pixels()))?,
        small: jpeg(&scaled(&square, PhotoSize::Small.pixels()))?,
    })
}

/// The largest square in the middle of a picture.
fn middle(picture: &DynamicImage) -> DynamicImage {
    let (width, height) = picture.dimensions();
    let side = width.min(height);
    picture.crop_imm((width - side) / 2, (height - side) / 2, side, side)
}

/// A part of a picture on white, made smaller by a whole factor: what remains is at least twice as large as it will be,
/// and small enough to be scaled with care.
fn reduced(picture: &DynamicImage, part: Rect, side: u32) -> RgbImage {
    let factor = (part.width.max(part.height) / (side * 2)).max(1);
    let width = (part.width / factor).max(1);
    let height = (part.height / factor).max(1);
    RgbImage::from_fn(width, height, |x, y| {
        let end_x = (x * factor + factor).min(part.width);
        let end_y = (y * factor + factor).min(part.height);
        let mut sum = [0_u32; 3];
        let mut count = 0;
        for y in y * factor..end_y {
            for x in x * factor..end_x {
                let [r, g, b, a] = picture.get_pixel(part.x + x, part.y + y).0.map(u32::from);
                for (sum, channel) in sum.iter_mut().zip([r, g, b]) {
                    *sum += (channel * a + 255 * (255 - a)) / 255;
                }
                count += 1;
            }
        }
        Rgb(sum.map(|sum| (sum / count.max(1)) as u8))
    })
}

/// A picture that is at most so long on its longer side. A small one is not blown up.
fn scaled(picture: &RgbImage, side: u32) -> RgbImage {
    let (width, height) = picture.dimensions();
    let longer = width.max(height);
    if longer <= side {
        return picture.clone();
    }
    let fit = |length: u32| (u64::from(length) * u64::from(side) / u64::from(longer)).max(1) as u32;
    imageops::resize(picture, fit(width), fit(height), FilterType::Lanczos3)
}

fn jpeg(picture: &RgbImage) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .encode_image(picture)
        .map_err(|_| Refusal::Unreadable)?;
    Ok(bytes)
}
