//! Finds barcodes in a picture.

use std::borrow::Cow;
use std::panic::catch_unwind;

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::{GrayImage, RgbImage, imageops};
use rxing::helpers::detect_in_luma_with_hints;
use rxing::{
    BarcodeFormat, DecodeHints, RXingResult, RXingResultMetadataType, RXingResultMetadataValue,
};

use super::cover::Place;
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

impl Symbology {
    fn is_striped(self) -> bool {
        matches!(self, Self::UpcEan | Self::Code128)
    }
}

/// A barcode as it was read. Nothing of it has been understood yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Barcode {
    pub symbology: Symbology,
    pub text: String,
}

/// A barcode and where it was read.
struct Found {
    barcode: Barcode,
    place: Place,
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

/// Looks that find something, for each kind, in a picture that no other follows.
const LOOKS: usize = 4;

/// Every barcode that can be read in a frame of a live camera: at most one of each kind.
///
/// Each look is for the kinds that the looks before it missed: a package often bears a large UPC beside a small Data
/// Matrix, which alone says lot and serial number. So a picture takes longest where nothing is in it, and a live
/// camera, whose frames are looked at one after the other, waits for no look longer than for that one.
pub fn read(photo: &RgbImage) -> Vec<Barcode> {
    read_up_to(1, photo)
}

/// The same in a picture that was taken once, and more of each kind: those of several packages, or of a label in
/// several lines. What was found is painted over, and the picture looked at again.
pub fn read_all(photo: &RgbImage) -> Vec<Barcode> {
    read_up_to(LOOKS, photo)
}

fn read_up_to(looks: usize, photo: &RgbImage) -> Vec<Barcode> {
    let gray = imageops::grayscale(photo);
    let longest = gray.width().max(gray.height());
    let mut found = Vec::new();
    if longest > FIRST_LOOK {
        let shrunk = |side: u32| {
            (u64::from(side) * u64::from(FIRST_LOOK) / u64::from(longest)).max(1) as u32
        };
        let small = imageops::thumbnail(&gray, shrunk(gray.width()), shrunk(gray.height()));
        look(&small, looks, &mut found);
    }
    look(&gray, looks, &mut found);
    if longest <= DOUBLED
        && found.len() < looks * KINDS.len()
        && let Some(large) = doubled(&gray)
    {
        look(&large, looks, &mut found);
    }
    let mut barcodes = Vec::new();
    for Found { barcode, .. } in found {
        // What was not painted over wholly is found again.
        if !barcodes.contains(&barcode) {
            barcodes.push(barcode);
        }
    }
    barcodes
}

/// The picture at twice its size.
fn doubled(gray: &GrayImage) -> Option<GrayImage> {
    let mut large = GrayImage::new(2 * gray.width(), 2 * gray.height());
    let sharp = ResizeAlg::Convolution(FilterType::CatmullRom);
    let options = ResizeOptions::new().resize_alg(sharp);
    Resizer::new().resize(gray, &mut large, &options).ok()?;
    Some(large)
}

/// Looks for each kind until nothing more is found, or so many `looks` found something.
fn look(gray: &GrayImage, looks: usize, found: &mut Vec<Found>) {
    for (symbology, formats) in KINDS {
        loop {
            let known = found.iter();
            let known = known.filter(|known| known.barcode.symbology == symbology);
            let known: Vec<Place> = known.map(|known| known.place).collect();
            if known.len() >= looks {
                break;
            }
            let picture = without(gray, &known);
            let Some(next) = first(&picture, symbology, formats) else {
                break;
            };
            found.push(next);
        }
    }
}

/// The picture with these places painted over.
fn without<'a>(gray: &'a GrayImage, places: &[Place]) -> Cow<'a, GrayImage> {
    let mut picture = Cow::Borrowed(gray);
    for place in places {
        place.cover(picture.to_mut());
    }
    picture
}

/// The first barcode of this kind that the reader finds.
fn first(gray: &GrayImage, symbology: Symbology, formats: &[BarcodeFormat]) -> Option<Found> {
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
    let is_text = !text.trim().is_empty() && text.len() <= LONGEST;
    is_text.then(|| Found {
        barcode: Barcode { symbology, text },
        place: Place::of(found.getPoints(), symbology.is_striped(), [width, height]),
    })
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
