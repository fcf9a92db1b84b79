//! What kinds of photograph files are taken in, and what each becomes.

use std::error::Error;
use std::io::Cursor;
use std::path::Path;

use image::{
    DynamicImage, GrayImage, ImageBuffer, ImageFormat, Luma, LumaA, Rgb, RgbImage, Rgba, RgbaImage,
};
use takeback::vision::{Photo, PhotoError, PhotoProblem};

fn encode(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture
        .write_to(&mut Cursor::new(&mut bytes), format)
        .unwrap();
    bytes
}

fn near(found: Rgb<u8>, wanted: [u8; 3]) -> bool {
    found.0.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) < 14)
}

/// Red top left, green top right, grey below.
fn corners() -> RgbImage {
    RgbImage::from_fn(32, 24, |x, y| match (x < 16, y < 12) {
        (true, true) => Rgb([220, 20, 20]),
        (false, true) => Rgb([20, 200, 20]),
        _ => Rgb([90, 90, 90]),
    })
}

/// A JPEG whose EXIF orientation is set.
fn with_orientation(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length, &exif, &jpeg[2..]].concat()
}

#[test]
fn all_eight_orientations_come_out_upright() {
    const TOP_LEFT: [f32; 2] = [0.25, 0.25];
    const TOP_RIGHT: [f32; 2] = [0.75, 0.25];
    const LOW_LEFT: [f32; 2] = [0.25, 0.75];
    const LOW_RIGHT: [f32; 2] = [0.75, 0.75];
    // Where the stored top left and top right corners belong (EXIF 2.32, tag 0x0112).
    let table = [
        (1, TOP_LEFT, TOP_RIGHT),
        (2, TOP_RIGHT, TOP_LEFT),
        (3, LOW_RIGHT, LOW_LEFT),
        (4, LOW_LEFT, LOW_RIGHT),
        (5, TOP_LEFT, LOW_LEFT),
        (6, TOP_RIGHT, LOW_RIGHT),
        (7, LOW_RIGHT, TOP_RIGHT),
        (8, LOW_LEFT, TOP_LEFT),
    ];
    let jpeg = encode(&corners().into(), ImageFormat::Jpeg);
    for (orientation, red, green) in table {
        let photo = Photo::decode(&with_orientation(&jpeg, orientation)).unwrap();
        let (width, height) = photo.pixels.dimensions();
        assert_eq!(
            (width, height),
            if orientation < 5 { (32, 24) } else { (24, 32) }
        );
        let at = |[x, y]: [f32; 2]| {
            *photo
                .pixels
                .get_pixel((x * width as f32) as u32, (y * height as f32) as u32)
        };
        assert!(near(at(red), [220, 20, 20]), "{orientation}: {:?}", at(red));
        assert!(
            near(at(green), [20, 200, 20]),
            "{orientation}: {:?}",
            at(green)
        );
    }
}

#[test]
fn every_format_and_depth_becomes_8_bit_rgb() {
    let color = DynamicImage::from(corners());
    let grey = DynamicImage::from(GrayImage::from_pixel(20, 10, Luma([77])));
    let deep = DynamicImage::from(ImageBuffer::from_pixel(
        20,
        10,
        Rgb([0x1234u16, 0xABCD, 0xFFFF]),
    ));
    let deep_grey = DynamicImage::from(ImageBuffer::from_pixel(20, 10, Luma([0x8080u16])));
    for (picture, format, at, wanted) in [
        (&color, ImageFormat::Jpeg, 4, [220, 20, 20]),
        (&color, ImageFormat::Png, 4, [220, 20, 20]),
        (&color, ImageFormat::WebP, 20, [20, 200, 20]),
        (&color, ImageFormat::Bmp, 20, [20, 200, 20]),
        (&grey, ImageFormat::Jpeg, 4, [77; 3]),
        (&grey, ImageFormat::Png, 4, [77; 3]),
        (&deep, ImageFormat::Png, 4, [0x12, 0xAB, 0xFF]),
        (&deep_grey, ImageFormat::Png, 4, [0x80; 3]),
    ] {
        let photo = Photo::decode(&encode(picture, format)).unwrap();
        let found = *photo.pixels.get_pixel(at, 4);
        assert!(
            near(found, wanted),
            "{format:?} {:?}: {found:?}",
            picture.color()
        );
    }
}

#[test]
fn transparent_parts_become_white_whatever_lies_under_them() {
    let cut_out = RgbaImage::from_fn(12, 4, |x, _| match x / 4 {
        0 => Rgba([200, 0, 0, 0]),
        1 => Rgba([200, 0, 0, 128]),
        _ => Rgba([200, 0, 0, 255]),
    });
    let photo = Photo::decode(&encode(&cut_out.into(), ImageFormat::Png)).unwrap();
    let row = [1, 5, 9].map(|x| photo.pixels.get_pixel(x, 1).0);
    assert_eq!(row, [[255; 3], [227, 127, 127], [200, 0, 0]]);
    let grey = ImageBuffer::from_pixel(4, 4, LumaA([10u8, 0]));
    let photo = Photo::decode(&encode(&grey.into(), ImageFormat::Png)).unwrap();
    assert_eq!(photo.pixels.get_pixel(0, 0).0, [255; 3]);
}

#[test]
fn a_cmyk_jpeg_has_its_colors() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cmyk.jpg");
    let photo = Photo::read(&path).unwrap();
    for (x, wanted) in [
        (8, [255; 3]),
        (24, [255, 0, 0]),
        (40, [0, 0, 255]),
        (56, [0; 3]),
    ] {
        let found = *photo.pixels.get_pixel(x, 8);
        assert!(near(found, wanted), "at {x}: {found:?}");
    }
}

#[test]
fn the_content_decides_not_the_name() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("really-a-png.jpg");
    let bytes = encode(&corners().into(), ImageFormat::Png);
    std::fs::write(&path, &bytes).unwrap();
    let photo = Photo::read(&path).unwrap();
    assert_eq!(photo.pixels, corners());
    assert_eq!(photo.sha256, takeback::files::sha256_hex(&bytes));
    let notes = dir.path().join("notes.jpg");
    std::fs::write(&notes, "two white tablets").unwrap();
    let error = Photo::read(&notes).unwrap_err();
    assert!(matches!(error.problem, PhotoProblem::UnknownFormat));
    assert!(error.to_string().starts_with(&notes.display().to_string()));
}

#[test]
fn what_a_photograph_failed_of_can_be_asked_of_the_error() {
    let dir = tempfile::tempdir().unwrap();
    let missing = Photo::read(&dir.path().join("missing.jpg")).unwrap_err();
    let cause = |error: PhotoError| error.source().unwrap().source().unwrap().to_string();
    let words = missing.to_string();
    assert!(words.contains(&cause(missing)), "{words}");
    let png = encode(&corners().into(), ImageFormat::Png);
    let damaged = Photo::decode(&png[..png.len() / 2]).unwrap_err();
    let source = damaged.source().and_then(Error::source);
    assert!(source.unwrap().is::<image::ImageError>());
}

#[test]
fn each_failure_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let missing = Photo::read(&dir.path().join("missing.jpg")).unwrap_err();
    assert!(matches!(missing.problem, PhotoProblem::Unreadable(_)));
    assert!(matches!(
        Photo::read(dir.path()).unwrap_err().problem,
        PhotoProblem::Unreadable(_)
    ));
    let of = |bytes: &[u8]| Photo::decode(bytes).unwrap_err();
    assert!(matches!(of(b"").problem, PhotoProblem::Empty));
    assert!(matches!(
        of(b"\0\0\0\x18ftypheic\0\0\0\0").problem,
        PhotoProblem::Heif
    ));
    let jpeg = encode(&corners().into(), ImageFormat::Jpeg);
    for keep in [3, 100, jpeg.len() / 2, jpeg.len() - 2] {
        assert!(
            matches!(of(&jpeg[..keep]).problem, PhotoProblem::CutOff),
            "{keep} bytes"
        );
    }
    for error in [missing, of(b""), of(b"GIF89a"), of(&jpeg[..50])] {
        let text = error.to_string();
        let advice = ["check", "again", "save it as"];
        assert!(advice.iter().any(|word| text.contains(word)), "{text}");
    }
}

#[test]
fn a_small_file_that_promises_much_is_refused_before_any_pixel() {
    let bmp_header = |width: u32, height: u32| {
        let mut bytes = b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec();
        bytes.extend(width.to_le_bytes());
        bytes.extend(height.to_le_bytes());
        bytes.extend([1, 0, 24, 0]);
        bytes.extend([0; 24]);
        bytes
    };
    let problem = |w, h| Photo::decode(&bmp_header(w, h)).unwrap_err().problem;
    assert!(matches!(
        problem(30_000, 30_000),
        PhotoProblem::TooManyPixels { .. }
    ));
    assert!(matches!(
        problem(5000, 5000),
        PhotoProblem::Implausible { .. }
    ));
}
