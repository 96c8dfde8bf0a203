//! Cameras do not turn pictures, they note how they were held. Only what is kept is turned, when it is small already, so
//! a part of the upright picture must first be found in the picture as it lies.

use image::metadata::Orientation;

use super::crop::Rect;

/// Whether upright is across.
pub fn is_across(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

/// Where a part of the upright picture is in the picture as it lies, whose size is given.
pub fn lying(upright: Rect, orientation: Orientation, width: u32, height: u32) -> Rect {
    let Rect {
        x,
        y,
        width: w,
        height: h,
    } = upright;
    let at = |x, y| Rect {
        x,
        y,
        width: w,
        height: h,
    };
    let across = |x, y| Rect {
        x,
        y,
        width: h,
        height: w,
    };
    // As seen from the far side.
    let (far_x, far_y) = (|x, w| width - x - w, |y, h| height - y - h);
    match orientation {
        Orientation::NoTransforms => upright,
        Orientation::FlipHorizontal => at(far_x(x, w), y),
        Orientation::FlipVertical => at(x, far_y(y, h)),
        Orientation::Rotate180 => at(far_x(x, w), far_y(y, h)),
        Orientation::Rotate90 => across(y, far_y(x, w)),
        Orientation::Rotate270 => across(far_x(y, h), x),
        Orientation::Rotate90FlipH => across(y, x),
        Orientation::Rotate270FlipH => across(far_x(y, h), far_y(x, w)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, Rgb, RgbImage};

    #[test]
    fn a_part_is_found_however_the_camera_was_held() {
        let picture = RgbImage::from_fn(7, 5, |x, y| Rgb([x as u8, y as u8, 0]));
        let picture = DynamicImage::from(picture);
        for exif in 1..=8 {
            let orientation = Orientation::from_exif(exif).unwrap();
            let mut upright = picture.clone();
            upright.apply_orientation(orientation);
            assert_eq!(is_across(orientation), upright.width() == 5, "{exif}");
            let wanted = Rect {
                x: 1,
                y: 2,
                width: 3,
                height: 2,
            };
            let part = lying(wanted, orientation, 7, 5);
            let mut found = picture.crop_imm(part.x, part.y, part.width, part.height);
            found.apply_orientation(orientation);
            let expected = upright.crop_imm(wanted.x, wanted.y, wanted.width, wanted.height);
            assert_eq!(found.to_rgb8(), expected.to_rgb8(), "{exif}");
        }
    }
}
