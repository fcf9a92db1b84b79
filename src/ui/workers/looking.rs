//! From what the window hands over to a photograph with its pills.

use std::io::Cursor;
use std::sync::Arc;
use std::time::Instant;

use image::ImageFormat;

use crate::camera::{CameraId, Frame};
use crate::demo;
use crate::files::sha256_hex;
use crate::station::Station;
use crate::ui::state::Source;
use crate::ui::words::strings::text;
use crate::ui::words::told::told;
use crate::vision::{Flaw, Photo, PhotoMeasures, PillView};

/// Pills on a drawn tray.
const DRAWN_PILLS: usize = 5;

/// A photograph and every pill in it.
pub struct Located {
    pub photo: Arc<Photo>,
    pub pills: Vec<Arc<PillView>>,
    /// What is wrong with it, though not so much that it is refused.
    pub flaws: Vec<Flaw>,
}

/// Why there is nothing to look at.
pub enum Refusal {
    /// The photograph shows what must not be kept, or nothing.
    Flaw(Flaw),
    /// Anything else, in words.
    Words(String),
}

impl Refusal {
    pub fn of(error: impl std::fmt::Display) -> Self {
        Self::Words(told(&error))
    }

    pub fn words(self) -> String {
        match self {
            Self::Flaw(flaw) => flaw_words(flaw),
            Self::Words(words) => words,
        }
    }
}

/// What is wrong and what to do about it.
pub fn flaw_words(flaw: Flaw) -> String {
    text(match flaw {
        Flaw::TooDark => "flaw-too-dark",
        Flaw::Label => "flaw-label",
        Flaw::Hand => "flaw-hand",
        Flaw::Dust => "flaw-dust",
        Flaw::CutOff => "flaw-cut-off",
        Flaw::TooFar => "flaw-too-far",
        Flaw::Blurred => "flaw-blurred",
        Flaw::Glare => "flaw-glare",
        Flaw::Broken => "flaw-broken",
    })
}

/// Takes in a photograph and finds its pills. One that is refused is not held either.
pub fn find(station: &Station, source: &Source) -> Result<Located, Refusal> {
    let (photo, bytes) = match source {
        Source::File(path) => {
            let read = Photo::read_with_bytes(path).map_err(Refusal::of)?;
            (read.0, read.1.into())
        }
        Source::Bytes(bytes) => (decoded(bytes)?, Arc::clone(bytes)),
        Source::Frame(frame) => of_frame(station, frame)?,
        Source::Drawing(seed) => {
            let bytes = drawing(station, *seed)?;
            (decoded(&bytes)?, bytes)
        }
    };
    let located = locate(station, photo, &[])?;
    station.hold_photo(&bytes);
    Ok(located)
}

fn decoded(bytes: &[u8]) -> Result<Photo, Refusal> {
    Photo::decode(bytes).map_err(Refusal::of)
}

/// The pills of a photograph that was taken in. Those of `known` that lie in it were not touched.
pub fn locate(
    station: &Station,
    photo: Photo,
    known: &[Arc<PillView>],
) -> Result<Located, Refusal> {
    let identifier = station.identifier().map_err(Refusal::of)?;
    let pills = identifier
        .locate_beside(&photo, known)
        .map_err(Refusal::of)?;
    let flaws = PhotoMeasures::of(&photo, &pills).flaws();
    if let Some(flaw) = flaws.iter().find(|flaw| flaw.refuses()) {
        return Err(Refusal::Flaw(*flaw));
    }
    Ok(Located {
        photo: Arc::new(photo),
        pills,
        flaws,
    })
}

/// What the camera showed, as a photograph, and the bytes it would be kept as.
pub fn of_frame(station: &Station, frame: &Frame) -> Result<(Photo, Arc<[u8]>), Refusal> {
    let begun = Instant::now();
    let bytes = frame.file().map_err(Refusal::of)?;
    let photo = Photo {
        pixels: (*frame.pixels).clone(),
        sha256: sha256_hex(&bytes),
        decode_ms: begun.elapsed().as_secs_f64() * 1000.0,
        tray: None,
        setup: frame.setup().cloned(),
    };
    Ok((measured(station, photo, frame.camera()), bytes))
}

/// The photograph with what is known of the tray under its camera. Without it pills are identified all
/// the same, so a record that cannot be read must not stop that.
fn measured(station: &Station, photo: Photo, camera: Option<&CameraId>) -> Photo {
    let (width, height) = photo.pixels.dimensions();
    let scale = camera.map(|camera| station.scale(camera, width, height));
    let tray = match scale {
        Some(Ok(scale)) => scale.tray_under(photo.setup.as_deref()),
        Some(Err(error)) => {
            tracing::warn!("the calibrations cannot be read: {error}");
            None
        }
        None => None,
    };
    Photo { tray, ..photo }
}

/// A drawn tray takes the way of any other picture: encoded, then decoded.
fn drawing(station: &Station, seed: u64) -> Result<Arc<[u8]>, Refusal> {
    let catalog = station.catalog();
    let products = demo::choose(catalog.products(), DRAWN_PILLS, seed);
    let tray = demo::draw_tray(&products, seed);
    let mut png = Cursor::new(Vec::new());
    tray.picture
        .write_to(&mut png, ImageFormat::Png)
        .map_err(Refusal::of)?;
    Ok(png.into_inner().into())
}
