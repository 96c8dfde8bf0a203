//! What people send as photos, and what others do.

use std::io::{Cursor, Write};

use axum::http::StatusCode;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use serde_json::json;
use testkit::{Answer, Client, TestApp};

const RED: Rgb<u8> = Rgb([220, 20, 20]);
const BLUE: Rgb<u8> = Rgb([20, 20, 220]);

/// A picture of which the left half is red and the right half blue.
pub fn picture(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { RED } else { BLUE }).into()
}

pub fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// Somebody with one contact, and the path of its photo.
pub async fn ann(app: &TestApp) -> (Client, String) {
    let ann = app.member("ann").await;
    let path = contact(&ann).await;
    (ann, format!("{path}/photo"))
}

pub async fn contact(client: &Client) -> String {
    let made = client
        .post("/api/v1/contacts", json!({"name": {"given": "Grace"}}))
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    format!("/api/v1/contacts/{}", made.body["id"].as_str().unwrap())
}

pub fn decoded(answer: &Answer) -> RgbImage {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(answer.header("content-type"), "image/jpeg");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    let picture = image::load_from_memory_with_format(&answer.bytes, ImageFormat::Jpeg);
    picture.unwrap().to_rgb8()
}

fn is_near(a: &Rgb<u8>, b: &Rgb<u8>) -> bool {
    a.0.iter().zip(b.0).all(|(a, b)| a.abs_diff(b) < 25)
}

/// A JPEG with an EXIF segment that says how the camera was held, and where it was.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"52.5200N 13.4050E");
    let mut file = vec![0xff, 0xd8, 0xff, 0xe1];
    file.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    file.extend(exif);
    file.extend(&jpeg[2..]);
    file
}

/// A PNG that says it is so large, with so many bytes of zeros as its pixels.
fn png(width: u32, height: u32, zeros: usize) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&vec![0; zeros]).unwrap();
    let packed = packed.finish().unwrap();
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    // One bit a pixel, shades of grey.
    header.extend([1, 0, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [(b"IHDR", &header[..]), (b"IDAT", &packed), (b"IEND", &[])] {
        let chunk = [&kind[..], data].concat();
        let mut crc = Crc::new();
        crc.update(&chunk);
        file.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        file.extend(chunk);
        file.extend(crc.sum().to_be_bytes());
    }
    file
}

#[tokio::test]
async fn every_kind_that_is_taken_becomes_a_jpeg_whatever_it_is_called() {
    let app = TestApp::start();
    let (ann, path) = ann(&app).await;
    for format in [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Gif,
    ] {
        let file = file(&picture(60, 30), format);
        // Named like another kind: nobody is asked what it is.
        let named = ann.clone().with("content-type", "text/html");
        let put = named.put(&path, file).await;
        assert_eq!(put.status, StatusCode::OK, "{format:?} {}", put.text);
        let shown = decoded(&ann.get(&path).await);
        assert_eq!(shown.dimensions(), (60, 30), "{format:?}");
        assert!(is_near(shown.get_pixel(10, 10), &RED), "{format:?}");
        assert!(is_near(shown.get_pixel(50, 10), &BLUE), "{format:?}");
    }
}

#[tokio::test]
async fn what_shines_through_is_on_white() {
    let app = TestApp::start();
    let (ann, path) = ann(&app).await;
    let clear = RgbaImage::from_pixel(30, 30, Rgba([0, 0, 0, 0]));
    let put = ann.put(&path, file(&clear.into(), ImageFormat::Png)).await;
    assert_eq!(put.status, StatusCode::OK, "{}", put.text);
    let shown = decoded(&ann.get(&path).await);
    assert!(is_near(shown.get_pixel(15, 15), &Rgb([255, 255, 255])));
}

#[tokio::test]
async fn pictures_are_kept_upright_and_tell_nothing_but_what_is_seen() {
    let app = TestApp::start();
    let (ann, path) = ann(&app).await;
    let jpeg = file(&picture(40, 20), ImageFormat::Jpeg);
    let put = ann.put(&path, with_exif(&jpeg, 6)).await;
    assert_eq!(put.status, StatusCode::OK, "{}", put.text);
    for size in ["small", "large", "full"] {
        let answer = ann.get(&format!("{path}?size={size}")).await;
        assert!(
            !answer.text.contains("Exif") && !answer.text.contains("52.52"),
            "{size}"
        );
        let shown = decoded(&answer);
        let expected = if size == "full" { (20, 40) } else { (20, 20) };
        assert_eq!(shown.dimensions(), expected, "{size}");
        let (width, height) = shown.dimensions();
        assert!(
            is_near(shown.get_pixel(width / 2, 2), &RED),
            "{size}: a quarter turn"
        );
        assert!(
            is_near(shown.get_pixel(width / 2, height - 3), &BLUE),
            "{size}"
        );
    }
    // The crop is told in the picture as it is seen: the upper half is red.
    let put = ann
        .put(&format!("{path}?crop=0,0,20"), with_exif(&jpeg, 6))
        .await;
    assert_eq!(put.status, StatusCode::OK, "{}", put.text);
    let shown = decoded(&ann.get(&path).await);
    assert_eq!(shown.dimensions(), (20, 20));
    assert!(is_near(shown.get_pixel(10, 17), &RED));
}

#[tokio::test]
async fn a_large_picture_is_kept_small() {
    let app = TestApp::start();
    let (ann, path) = ann(&app).await;
    let large = file(&picture(3000, 1500), ImageFormat::Jpeg);
    for (query, full) in [
        ("", (720, 360)),
        ("?crop=10,20,1400", (720, 720)),
        ("?crop=0,0,100", (100, 100)),
    ] {
        let put = ann.put(&format!("{path}{query}"), large.clone()).await;
        assert_eq!(put.status, StatusCode::OK, "{}", put.text);
        assert_eq!(decoded(&ann.get(&path).await).dimensions(), full, "{query}");
    }
    let _ = ann.put(&path, large).await;
    for (size, side) in [("small", 96), ("large", 320)] {
        let shown = decoded(&ann.get(&format!("{path}?size={size}")).await);
        assert_eq!(shown.dimensions(), (side, side));
        assert!(is_near(shown.get_pixel(3, 3), &RED), "the middle of it");
        assert!(
            is_near(shown.get_pixel(side - 3, 3), &BLUE),
            "the middle of it"
        );
    }
}

#[tokio::test]
async fn what_is_no_picture_of_ours_is_refused_by_name() {
    let app = TestApp::start();
    let (ann, path) = ann(&app).await;
    for (file, word) in [
        (b"\0\0\0\x18ftypheic\0\0\0\0heicmif1".to_vec(), "HEIC"),
        (b"\0\0\0\x18ftypavif\0\0\0\0avif".to_vec(), "AVIF"),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec(),
            "SVG",
        ),
        (
            b"<!doctype html><script>alert(1)</script>".to_vec(),
            "known kinds",
        ),
        (b"BM\x1e\0\0\0".to_vec(), "known kinds"),
        (Vec::new(), "empty"),
    ] {
        let named = ann.clone().with("content-type", "image/jpeg");
        let answer = named.put(&path, file).await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{word}");
        assert_eq!(answer.code(), "picture_format");
        let detail = answer.body["detail"].as_str().unwrap();
        assert!(detail.contains(word) && detail.contains("JPEG"), "{detail}");
    }
    assert_eq!(
        ann.get(&path).await.status,
        StatusCode::NOT_FOUND,
        "nothing is kept"
    );
}

#[tokio::test]
async fn files_that_lie_about_themselves_are_refused() {
    let app = TestApp::start();
    let (ann, path) = ann(&app).await;
    let jpeg = file(&picture(400, 300), ImageFormat::Jpeg);
    let webp = file(&picture(400, 300), ImageFormat::WebP);
    let gif = file(&picture(400, 300), ImageFormat::Gif);
    // The height and width in the frame of the JPEG.
    let frame = jpeg
        .windows(2)
        .position(|pair| pair == [0xff, 0xc0])
        .unwrap()
        + 5;
    let claiming = |height: u16, width: u16| {
        let mut jpeg = jpeg.clone();
        jpeg[frame..frame + 2].copy_from_slice(&height.to_be_bytes());
        jpeg[frame + 2..frame + 4].copy_from_slice(&width.to_be_bytes());
        jpeg
    };
    for (file, code, why) in [
        (
            png(20_000, 20_000, 2501 * 20_000),
            "picture_too_large",
            "a bomb",
        ),
        (
            png(20_000, 20_000, 10),
            "picture_too_large",
            "an empty bomb",
        ),
        (
            png(u32::MAX >> 1, u32::MAX >> 1, 10),
            "picture_unreadable",
            "beyond all bounds",
        ),
        (
            png(6000, 6000, 1000),
            "picture_unreadable",
            "a PNG with too little in it",
        ),
        (png(0, 10, 10), "picture_unreadable", "nothing wide"),
        (
            claiming(6000, 6000),
            "picture_unreadable",
            "a JPEG with too little in it",
        ),
        (
            claiming(60_000, 60_000),
            "picture_unreadable",
            "a JPEG with far too little in it",
        ),
        (claiming(0, 400), "picture_unreadable", "nothing high"),
        (
            jpeg[..jpeg.len() / 2].to_vec(),
            "picture_unreadable",
            "half a JPEG",
        ),
        (
            jpeg[..20].to_vec(),
            "picture_unreadable",
            "the head of a JPEG",
        ),
        (
            webp[..webp.len() / 2].to_vec(),
            "picture_unreadable",
            "half a WebP",
        ),
        (
            gif[..gif.len() / 2].to_vec(),
            "picture_unreadable",
            "half a GIF",
        ),
        (
            b"\x89PNG\r\n\x1a\n".to_vec(),
            "picture_unreadable",
            "a mark and nothing more",
        ),
    ] {
        let answer = ann.put(&path, file).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert_eq!(answer.code(), code, "{why}");
    }
    let mut long = jpeg;
    long.resize(20 * 1024 * 1024 + 1, 0);
    let answer = ann.put(&path, long).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(answer.code(), "body_too_large");
    assert_eq!(
        ann.get(&path).await.status,
        StatusCode::NOT_FOUND,
        "nothing is kept"
    );
}

#[tokio::test]
async fn a_crop_that_makes_no_sense_is_refused() {
    let app = TestApp::start();
    let (ann, path) = ann(&app).await;
    let file = file(&picture(40, 20), ImageFormat::Png);
    for crop in [
        "",
        "1,2",
        "0,0,0",
        "a,b,c",
        "0,0,21",
        "40,0,1",
        "4294967295,0,4294967295",
    ] {
        let answer = ann.put(&format!("{path}?crop={crop}"), file.clone()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{crop}");
        assert_eq!(answer.code(), "malformed_parameter", "{crop}");
    }
    let answer = ann.put(&format!("{path}?rotate=90"), file).await;
    assert_eq!(answer.code(), "malformed_parameter");
}
