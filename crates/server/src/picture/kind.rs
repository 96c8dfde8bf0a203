//! What a file is, by its bytes alone.

use image::ImageFormat;

/// What a file is that is not taken, so that the answer can say more than no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    Empty,
    Heic,
    Avif,
    Svg,
    Unknown,
}

/// The kind of a picture.
pub fn of(file: &[u8]) -> Result<ImageFormat, Other> {
    match file {
        [] => Err(Other::Empty),
        [0xff, 0xd8, 0xff, ..] => Ok(ImageFormat::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Ok(ImageFormat::Png),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Ok(ImageFormat::Gif),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Ok(ImageFormat::WebP),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => Err(match brand.get(..4) {
            Some(b"avif" | b"avis") => Other::Avif,
            Some(b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1") => {
                Other::Heic
            }
            _ => Other::Unknown,
        }),
        text => Err(if is_svg(text) {
            Other::Svg
        } else {
            Other::Unknown
        }),
    }
}

fn is_svg(text: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&text[..text.len().min(1024)]);
    head.trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('<')
        && head.contains("<svg")
}

/// Whether a file can hold what its header promises. The decoder of JPEGs is patient: what is missing it paints grey.
pub fn is_whole(kind: ImageFormat, file: &[u8]) -> bool {
    kind != ImageFormat::Jpeg || jpeg(file).is_some_and(|jpeg| jpeg.is_whole(file.len()))
}

/// A JPEG, as far as its markers tell.
pub struct Jpeg {
    pixels: u64,
    /// All of it must be held as coefficients before there is a pixel.
    pub is_progressive: bool,
    has_end: bool,
}

impl Jpeg {
    /// Even a single colour takes a bit for every block of 64 pixels.
    fn is_whole(&self, length: usize) -> bool {
        self.has_end && self.pixels <= length as u64 * 1000
    }
}

/// Walks along the markers of a JPEG.
pub fn jpeg(file: &[u8]) -> Option<Jpeg> {
    let mut found = Jpeg {
        pixels: 0,
        is_progressive: false,
        has_end: false,
    };
    let mut rest = file.get(2..)?;
    loop {
        let marker = match rest {
            [0xff, 0xff, ..] => {
                rest = &rest[1..];
                continue;
            }
            [0xff, marker, ..] => *marker,
            _ => return None,
        };
        let length = usize::from(u16::from_be_bytes([*rest.get(2)?, *rest.get(3)?]));
        let segment = rest.get(4..2 + length)?;
        match marker {
            // The frame, of whatever coding; between its kinds stand three tables.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let side = |at: usize| {
                    Some(u64::from(u16::from_be_bytes([
                        *segment.get(at)?,
                        *segment.get(at + 1)?,
                    ])))
                };
                found.pixels = side(1)? * side(3)?;
                found.is_progressive = marker == 0xc2;
            }
            // In what is coded an end can only be the end.
            0xda => {
                let coded = &rest[2 + length..];
                found.has_end = coded.windows(2).any(|pair| pair == [0xff, 0xd9]);
                return Some(found);
            }
            _ => {}
        }
        rest = &rest[2 + length..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_first_bytes() {
        for (file, kind) in [
            (&b"\xff\xd8\xff\xe0"[..], Ok(ImageFormat::Jpeg)),
            (b"\x89PNG\r\n\x1a\n", Ok(ImageFormat::Png)),
            (b"GIF89a", Ok(ImageFormat::Gif)),
            (b"RIFF\0\0\0\0WEBPVP8 ", Ok(ImageFormat::WebP)),
            (b"RIFF\0\0\0\0WAVE", Err(Other::Unknown)),
            (b"\0\0\0\x18ftypheic", Err(Other::Heic)),
            (b"\0\0\0\x18ftypmif1", Err(Other::Heic)),
            (b"\0\0\0\x18ftypavif", Err(Other::Avif)),
            (b"\0\0\0\x18ftypmp42", Err(Other::Unknown)),
            (b"\0\0\0\x18ftyp", Err(Other::Unknown)),
            (b"<?xml version=\"1.0\"?><svg>", Err(Other::Svg)),
            (b" <svg onload=alert(1)>", Err(Other::Svg)),
            (b"<!doctype html>", Err(Other::Unknown)),
            (b"%PDF-1.7", Err(Other::Unknown)),
            (b"", Err(Other::Empty)),
            (b"\xff", Err(Other::Unknown)),
        ] {
            assert_eq!(of(file), kind, "{file:?}");
        }
    }

    #[test]
    fn markers_that_lead_nowhere_are_no_jpeg() {
        for file in [
            &b"\xff\xd8\xff"[..],
            b"\xff\xd8\xff\xe0",
            b"\xff\xd8\xff\xe0\0\0",
            b"\xff\xd8\xff\xe0\0\x01",
            b"\xff\xd8\xff\xe0\xff\xff",
            b"\xff\xd8\xff\xc0\0\x04\x08\x01",
            b"\xff\xd8\xff\xff\xff\xff",
        ] {
            assert!(jpeg(file).is_none(), "{file:?}");
        }
        let cut = b"\xff\xd8\xff\xc0\0\x09\x08\0\x10\0\x10\x01\0\xff\xda\0\x02abc";
        assert!(jpeg(cut).is_some_and(|jpeg| !jpeg.is_whole(cut.len())));
        let whole = [&cut[..], b"\xff\xd9"].concat();
        assert!(jpeg(&whole).is_some_and(|jpeg| jpeg.is_whole(whole.len())));
    }
}
