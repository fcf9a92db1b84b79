//! Finds barcodes in a picture.

use std::panic::catch_unwind;

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::{GrayImage, RgbImage, imageops};
use rxing::helpers::detect_in_luma_with_hints;
use rxing::{
    BarcodeFormat, DecodeHints, RXingResult, RXingResultMetadataType, RXingResultMetadataValue,
};

use super::gs1::MARKS;

/// How a barcode is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Symbology {
    /// UPC-A, EAN-13.
    UpcEan,
    Code128,
    DataMatrix,
    QrCode,
}

/// A barcode as it was read. Nothing of it has been understood yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Barcode {
    pub symbology: Symbology,
    pub text: String,
}

/// One look at the picture for each: the reader gives one barcode a look.
const KINDS: [(Symbology, &[BarcodeFormat]); 4] = [
    (Symbology::DataMatrix, &[BarcodeFormat::DATA_MATRIX]),
    (Symbology::QrCode, &[BarcodeFormat::QR_CODE]),
    (Symbology::Code128, &[BarcodeFormat::CODE_128]),
    (
        Symbology::UpcEan,
        // The short ones (UPC-E, EAN-8) hold no NDC, and are seen in the stripes of longer codes.
        &[BarcodeFormat::UPC_A, BarcodeFormat::EAN_13],
    ),
];
/// Longer side, pixels, at which a picture is looked at first: what a label fills is large enough.
const FIRST_LOOK: u32 = 1280;
/// Up to this longer side it is looked at once more, doubled: codes of two pixels a module, as small ones
/// on a package are for a camera over a tray, are found that way alone.
const DOUBLED: u32 = 1920;
/// Longest text that is taken from a barcode.
const LONGEST: usize = 500;

/// Every barcode that can be read: at most one of each kind.
///
/// Each look is for the kinds that the looks before it missed: a package often bears a large UPC beside a small Data
/// Matrix, which alone says lot and serial number. So a picture takes longest where nothing is in it, and a live
/// camera, whose frames are looked at one after the other, waits for no look longer than for that one.
pub fn read(photo: &RgbImage) -> Vec<Barcode> {
    let gray = imageops::grayscale(photo);
    let longest = gray.width().max(gray.height());
    let mut found = Vec::new();
    if longest > FIRST_LOOK {
        let shrunk = |side: u32| {
            (u64::from(side) * u64::from(FIRST_LOOK) / u64::from(longest)).max(1) as u32
        };
        let small = imageops::thumbnail(&gray, shrunk(gray.width()), shrunk(gray.height()));
        look(&small, &mut found);
    }
    look(&gray, &mut found);
    if longest <= DOUBLED
        && found.len() < KINDS.len()
        && let Some(large) = doubled(&gray)
    {
        look(&large, &mut found);
    }
    found
}

/// The picture at twice its size.
fn doubled(gray: &GrayImage) -> Option<GrayImage> {
    let mut large = GrayImage::new(2 * gray.width(), 2 * gray.height());
    let sharp = ResizeAlg::Convolution(FilterType::CatmullRom);
    let options = ResizeOptions::new().resize_alg(sharp);
    Resizer::new().resize(gray, &mut large, &options).ok()?;
    Some(large)
}

/// Looks for the kinds that were not found yet.
fn look(gray: &GrayImage, found: &mut Vec<Barcode>) {
    for (symbology, formats) in KINDS {
        let is_missing = found.iter().all(|barcode| barcode.symbology != symbology);
        if is_missing && let Some(text) = text(gray, formats) {
            found.push(Barcode { symbology, text });
        }
    }
}

fn text(gray: &GrayImage, formats: &[BarcodeFormat]) -> Option<String> {
    let (width, height) = gray.dimensions();
    // A reader that trips over a hostile picture must not take the program with it.
    let read = catch_unwind(|| {
        let mut hints = DecodeHints {
            PossibleFormats: Some(formats.iter().copied().collect()),
            TryHarder: Some(true),
            AssumeGs1: Some(true),
            ..DecodeHints::default()
        };
        detect_in_luma_with_hints(gray.as_raw().clone(), width, height, None, &mut hints)
    });
    let found = read.ok()?.ok()?;
    let text = marked(&found);
    (!text.trim().is_empty() && text.len() <= LONGEST).then_some(text)
}

/// The text, with the reader's word in front where that says that it is a GS1 element string.
fn marked(found: &RXingResult) -> String {
    let text = found.getText();
    let metadata = found.getRXingResultMetadata();
    match metadata.get(&RXingResultMetadataType::SYMBOLOGY_IDENTIFIER) {
        Some(RXingResultMetadataValue::SymbologyIdentifier(mark))
            if MARKS.contains(&mark.as_str()) && !text.starts_with(mark.as_str()) =>
        {
            format!("{mark}{text}")
        }
        _ => text.to_owned(),
    }
}
