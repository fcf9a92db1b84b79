//! Damaged, truncated, huge, mislabelled and empty files: each gives a picture or a clear error.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a helper of a test fails it the same way"
)]

#[allow(dead_code, reason = "the other suites use the rest")]
mod support;

use std::fs;
use std::io::Cursor;
use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, RgbaImage};
use takeback::vision::{Photo, PhotoProblem};

/// Numbers that are the same in every run (Marsaglia's xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    fn byte(&mut self) -> u8 {
        self.below(256) as u8
    }
}

fn originals() -> Vec<Vec<u8>> {
    let color = RgbImage::from_fn(48, 32, |x, y| {
        Rgb([(x * 5) as u8, (y * 7) as u8, (x * y) as u8])
    });
    let clear = RgbaImage::from_fn(33, 17, |x, y| {
        image::Rgba([9, x as u8, y as u8, (x * 7) as u8])
    });
    let (color, clear) = (DynamicImage::from(color), DynamicImage::from(clear));
    let files = [
        (&color, ImageFormat::Jpeg),
        (&color, ImageFormat::Png),
        (&color, ImageFormat::WebP),
        (&color, ImageFormat::Bmp),
        (&clear, ImageFormat::Png),
        (&clear, ImageFormat::WebP),
    ];
    let mut originals: Vec<Vec<u8>> = files
        .iter()
        .map(|(picture, format)| {
            let mut bytes = Vec::new();
            picture
                .write_to(&mut Cursor::new(&mut bytes), *format)
                .unwrap();
            bytes
        })
        .collect();
    originals.push(include_bytes!("data/cmyk.jpg").to_vec());
    if let Some(data) = support::data_dir() {
        let mut studio: Vec<_> = fs::read_dir(data.join("rximage/images"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        studio.sort();
        originals.push(fs::read(&studio[0]).unwrap());
    }
    originals
}

fn damage(dice: &mut Dice, original: &[u8]) -> Vec<u8> {
    let mut bytes = original.to_vec();
    match dice.below(6) {
        0 => bytes.truncate(dice.below(original.len())),
        1 => {
            for _ in 0..=dice.below(30) {
                let at = dice.below(bytes.len());
                bytes[at] = dice.byte();
            }
        }
        // The header, where sizes and tables are.
        2 => {
            for _ in 0..=dice.below(4) {
                let at = dice.below(bytes.len().min(64));
                bytes[at] = if dice.below(2) == 0 {
                    0xFF
                } else {
                    dice.byte()
                };
            }
        }
        3 => {
            let at = dice.below(bytes.len());
            let count = dice.below(200).min(bytes.len() - at);
            bytes.drain(at..at + count);
        }
        4 => {
            let at = dice.below(bytes.len());
            let more: Vec<u8> = (0..dice.below(200)).map(|_| dice.byte()).collect();
            bytes.splice(at..at, more);
        }
        _ => {
            let at = dice.below(bytes.len());
            bytes[at..].fill(0);
        }
    }
    bytes
}

/// The size fields of each format, overwritten with sizes up to the largest that they can hold.
fn huge(dice: &mut Dice, original: &[u8]) -> Vec<u8> {
    let mut bytes = original.to_vec();
    let (width, height) = (dice.below(1 << 16) as u16, dice.below(1 << 16) as u16);
    match image::guess_format(original).unwrap() {
        ImageFormat::Jpeg => {
            let frame = bytes
                .windows(2)
                .position(|pair| pair == [0xFF, 0xC0])
                .unwrap();
            bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
            bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
        }
        ImageFormat::Png => {
            bytes[18..20].copy_from_slice(&width.to_be_bytes());
            bytes[22..24].copy_from_slice(&height.to_be_bytes());
            let check = crc32(&bytes[12..29]).to_be_bytes();
            bytes[29..33].copy_from_slice(&check);
        }
        ImageFormat::Bmp => {
            bytes[18..20].copy_from_slice(&width.to_le_bytes());
            bytes[22..24].copy_from_slice(&height.to_le_bytes());
        }
        _ => {
            let at = 21.min(bytes.len() - 4);
            bytes[at..at + 4].copy_from_slice(&[width as u8, 0xFF, 0xFF, dice.byte()]);
        }
    }
    bytes
}

/// The checksum of PNG chunks (ISO 3309).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc: u32, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ if crc & 1 == 1 { 0xEDB8_8320 } else { 0 }
        })
    })
}

/// Most memory this process has asked for so far, KiB.
#[cfg(target_os = "linux")]
fn most_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmPeak:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[cfg(not(target_os = "linux"))]
fn most_memory() -> u64 {
    0
}

#[test]
fn hostile_files_give_a_picture_or_a_clear_error() {
    static PANICS: AtomicUsize = AtomicUsize::new(0);
    panic::set_hook(Box::new(|_| {
        PANICS.fetch_add(1, Ordering::Relaxed);
    }));
    let originals = originals();
    for original in &originals {
        Photo::decode(original).unwrap();
    }
    let mut dice = Dice(0x7A6B_1C3D);
    let mut files: Vec<Vec<u8>> = vec![vec![], vec![0], vec![0; 5000], b"just text".to_vec()];
    for _ in 0..160 {
        files.extend(originals.iter().map(|original| damage(&mut dice, original)));
    }
    for _ in 0..20 {
        files.extend(originals.iter().map(|original| huge(&mut dice, original)));
    }
    for magic in [
        &b"\xFF\xD8\xFF"[..],
        b"\x89PNG\r\n\x1a\n",
        b"BM",
        b"RIFF\0\0\0\0WEBP",
        b"GIF89a",
        b"II*\0",
    ] {
        for _ in 0..10 {
            let noise = (0..dice.below(3000))
                .map(|_| dice.byte())
                .collect::<Vec<u8>>();
            files.push([magic, &noise].concat());
        }
    }
    assert!(files.len() >= 1000, "{}", files.len());

    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("hostile.jpg");
    let before = most_memory();
    let mut refused = 0;
    for bytes in &files {
        fs::write(&path, bytes).unwrap();
        match Photo::read(&path) {
            Ok(photo) => assert!(photo.pixels.width() > 0 && photo.pixels.height() > 0),
            Err(error) => {
                refused += 1;
                let text = error.to_string();
                assert!(text.starts_with(&path.display().to_string()), "{text}");
                assert!(text.len() > 40 && !text.contains('\n'), "{text}");
            }
        }
    }
    let grown = most_memory() - before;
    let panics = PANICS.load(Ordering::Relaxed);
    let _ = panic::take_hook();
    assert_eq!(panics, 0, "a decoder panicked");
    assert!(grown < 700 * 1024, "{grown} KiB were asked for");
    assert!(
        refused > files.len() / 3,
        "only {refused} of {} were refused",
        files.len()
    );
}

#[test]
fn a_file_without_end_is_not_read_to_its_end() {
    if cfg!(target_os = "linux") {
        let error = Photo::read("/dev/zero".as_ref()).unwrap_err();
        assert!(
            matches!(error.problem, PhotoProblem::TooManyBytes),
            "{error}"
        );
    }
}
