//! A photograph file, taken in safely: a file is untrusted until its pixels stand here upright.

use std::fmt;
use std::fs::File;
use std::io::{Cursor, Read};
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};

use super::Tray;
use crate::files::sha256_hex;

/// Largest file that is read at all.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;
/// Most pixels a photograph may have; the largest phone sensors in common modes give 50 million.
pub const MAX_PIXELS: u64 = 50_000_000;
/// Most bytes of decoded pixels: [`MAX_PIXELS`] of four 8-bit channels.
const MAX_DECODED_BYTES: u64 = 4 * MAX_PIXELS;
/// A JPEG of one flat color still spends a byte on 250 pixels. A header that promises more than this
/// is a trap or the head of a lost file, so nothing is allocated for it.
const MAX_PIXELS_PER_BYTE: u64 = 1000;
/// Below this size a promise costs nothing, so flat drawings of any compression pass.
const ALWAYS_AFFORDABLE_PIXELS: u64 = 1_000_000;
const FORMATS: [ImageFormat; 4] = [
    ImageFormat::Jpeg,
    ImageFormat::Png,
    ImageFormat::WebP,
    ImageFormat::Bmp,
];
/// How the names of such files end, in lower case.
pub const ENDINGS: [&str; 5] = ["jpg", "jpeg", "png", "webp", "bmp"];

/// A decoded photograph, upright as its EXIF orientation says, 8-bit sRGB.
#[derive(Clone)]
pub struct Photo {
    pub pixels: RgbImage,
    /// Of the file's bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Time to hash and decode, milliseconds.
    pub decode_ms: f64,
    /// Where it was taken, when that has been measured.
    pub tray: Option<Arc<Tray>>,
    /// How the camera that took it was set up, where that is known.
    pub setup: Option<Arc<str>>,
}

impl fmt::Debug for Photo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (width, height) = self.pixels.dimensions();
        write!(f, "Photo({width}x{height}, {})", self.sha256)
    }
}

/// A photograph that could not be taken in.
#[derive(Debug)]
pub struct PhotoError {
    /// The file, when there is one.
    pub path: Option<PathBuf>,
    pub problem: PhotoProblem,
}

impl fmt::Display for PhotoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(f, "{}: {}", path.display(), self.problem),
            None => write!(f, "the picture: {}", self.problem),
        }
    }
}

impl std::error::Error for PhotoError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.problem)
    }
}

/// What is wrong with a photograph, and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum PhotoProblem {
    #[error("cannot be opened ({0}); check the name and that you may read it")]
    Unreadable(#[from] std::io::Error),
    #[error("is empty; copy it again or take the photograph again")]
    Empty,
    #[error("is larger than 64 MiB; save it as an ordinary JPEG")]
    TooManyBytes,
    #[error(
        "is a HEIC or AVIF picture, which cannot be read; save it as JPEG (on iPhone: Settings, Camera, Formats, Most Compatible)"
    )]
    Heif,
    #[error("is not a JPEG, PNG, WebP or BMP picture, whatever its name says; save it as JPEG")]
    UnknownFormat,
    #[error(
        "has {width} x {height} pixels, more than are read (50 million of 8 bits a color); save it smaller"
    )]
    TooManyPixels { width: u32, height: u32 },
    #[error(
        "promises {width} x {height} pixels but holds only {bytes} bytes; copy it again or take the photograph again"
    )]
    Implausible {
        width: u32,
        height: u32,
        bytes: usize,
    },
    #[error("is cut off before its end; copy it again or take the photograph again")]
    CutOff,
    #[error(
        "is damaged or of a rare kind ({0}); take the photograph again or save it as an ordinary JPEG"
    )]
    Damaged(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Photo {
    /// Reads a photograph file: JPEG (grey, color, CMYK), PNG, WebP or BMP, told by its content.
    pub fn read(path: &Path) -> Result<Self, PhotoError> {
        Ok(Self::read_with_bytes(path)?.0)
    }

    /// The same with the file's bytes, for whoever keeps them.
    pub fn read_with_bytes(path: &Path) -> Result<(Self, Vec<u8>), PhotoError> {
        let bytes = Self::file_bytes(path)?;
        let photo = decode(&bytes).map_err(in_file(path))?;
        Ok((photo, bytes))
    }

    /// The bytes of such a file, whatever they are.
    ///
    /// # Errors
    /// A file that cannot be read or is larger than a photograph may be.
    pub fn file_bytes(path: &Path) -> Result<Vec<u8>, PhotoError> {
        read_bytes(path).map_err(in_file(path))
    }

    /// The same for the bytes of such a file.
    pub fn decode(bytes: &[u8]) -> Result<Self, PhotoError> {
        decode(bytes).map_err(|problem| PhotoError {
            path: None,
            problem,
        })
    }
}

fn in_file(path: &Path) -> impl FnOnce(PhotoProblem) -> PhotoError {
    |problem| PhotoError {
        path: Some(path.to_owned()),
        problem,
    }
}

/// The file's bytes; never more than the limit, even from a pipe or a device.
fn read_bytes(path: &Path) -> Result<Vec<u8>, PhotoProblem> {
    let file = File::open(path)?;
    if file.metadata()?.len() > MAX_FILE_BYTES {
        return Err(PhotoProblem::TooManyBytes);
    }
    let mut bytes = Vec::new();
    file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn decode(bytes: &[u8]) -> Result<Photo, PhotoProblem> {
    let start = Instant::now();
    if bytes.is_empty() {
        return Err(PhotoProblem::Empty);
    }
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(PhotoProblem::TooManyBytes);
    }
    let format = sniff(bytes)?;
    if format == ImageFormat::Jpeg && !jpeg_has_end(bytes) {
        return Err(PhotoProblem::CutOff);
    }
    // A decoder that trips over a hostile file must not take the program with it.
    let pixels = catch_unwind(|| pixels(bytes, format))
        .unwrap_or_else(|_| Err(PhotoProblem::Damaged("its decoder gave up".into())))?;
    Ok(Photo {
        pixels,
        sha256: sha256_hex(bytes),
        decode_ms: start.elapsed().as_secs_f64() * 1000.0,
        tray: None,
        setup: None,
    })
}

fn sniff(bytes: &[u8]) -> Result<ImageFormat, PhotoProblem> {
    match image::guess_format(bytes) {
        Ok(format) if FORMATS.contains(&format) => Ok(format),
        _ if bytes.get(4..8) == Some(b"ftyp") => Err(PhotoProblem::Heif),
        _ => Err(PhotoProblem::UnknownFormat),
    }
}

fn pixels(bytes: &[u8], format: ImageFormat) -> Result<RgbImage, PhotoProblem> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(2 * MAX_DECODED_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    let promised = u64::from(width) * u64::from(height);
    if promised > MAX_PIXELS || decoder.total_bytes() > MAX_DECODED_BYTES {
        return Err(PhotoProblem::TooManyPixels { width, height });
    }
    if promised > ALWAYS_AFFORDABLE_PIXELS.max(MAX_PIXELS_PER_BYTE * bytes.len() as u64) {
        return Err(PhotoProblem::Implausible {
            width,
            height,
            bytes: bytes.len(),
        });
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    picture.apply_orientation(orientation);
    Ok(if picture.color().has_alpha() {
        on_white(picture)
    } else {
        picture.into_rgb8()
    })
}

fn damaged(error: image::ImageError) -> PhotoProblem {
    PhotoProblem::Damaged(error.into())
}

/// Transparent pictures are cut-outs, and cut-outs are shown on white: what lies under the
/// transparent part is left over from editing and must not be seen.
fn on_white(picture: DynamicImage) -> RgbImage {
    let picture = picture.into_rgba8();
    let (width, height) = picture.dimensions();
    let mut flat = RgbImage::new(width, height);
    for (to, from) in flat.pixels_mut().zip(picture.pixels()) {
        let [red, green, blue, alpha] = from.0.map(u32::from);
        to.0 = [red, green, blue].map(|c| ((c * alpha + 255 * (255 - alpha) + 127) / 255) as u8);
    }
    flat
}

/// Whether an end-of-image marker follows the first scan. The decoder fills a missing rest with
/// grey and says nothing; thumbnails with an end of their own lie before the scan and are skipped.
fn jpeg_has_end(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    loop {
        rest = match rest {
            [0xFF, 0xDA, after @ ..] => {
                return after.windows(2).rev().any(|pair| pair == [0xFF, 0xD9]);
            }
            // Markers that stand alone, and filling.
            [0xFF, 0x00 | 0x01 | 0xD0..=0xD9 | 0xFF, ..] => rest.get(1..).unwrap_or_default(),
            [0xFF, _, high, low, ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                rest.get(2 + length..).unwrap_or_default()
            }
            [_, after @ ..] => after,
            [] => return false,
        };
    }
}
