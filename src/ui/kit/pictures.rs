//! Photographs as the window shows them: made small and converted on the worker, not while drawing.

use eframe::egui::ColorImage;
use image::RgbImage;
use image::imageops::{FilterType, resize, thumbnail};

use crate::vision::{Photo, PillView, cut};

/// Longest side of a photograph on the screen; a larger texture would show no more.
const SHOWN_SIDE: u32 = 1600;
/// Longest side of a live picture: a frame of video is shown as it is, a photograph that a better camera
/// dropped may be larger than a texture can be.
const LIVE_SIDE: u32 = 2048;
/// Side of the upright crop on the result screen.
const CROP_SIDE: u32 = 480;

/// The whole photograph, at most [`SHOWN_SIDE`] pixels long.
pub fn overview(photo: &Photo) -> ColorImage {
    match fitted(&photo.pixels, SHOWN_SIDE) {
        None => converted(&photo.pixels),
        Some([width, height]) => {
            converted(&resize(&photo.pixels, width, height, FilterType::Triangle))
        }
    }
}

/// What a camera shows, small enough for any graphics card.
pub fn live(pixels: &RgbImage) -> ColorImage {
    match fitted(pixels, LIVE_SIDE) {
        None => converted(pixels),
        Some([width, height]) => converted(&thumbnail(pixels, width, height)),
    }
}

/// Width and height at which the longest side is that long; nothing where none is longer.
fn fitted(pixels: &RgbImage, longest: u32) -> Option<[u32; 2]> {
    let sides = [pixels.width(), pixels.height()];
    let now = sides.into_iter().max().filter(|side| *side > longest)?;
    let fit = |side: u32| (u64::from(side) * u64::from(longest) / u64::from(now)).max(1) as u32;
    Some(sides.map(fit))
}

/// One pill, upright and large.
pub fn crop(photo: &Photo, pill: &PillView) -> ColorImage {
    converted(&cut(photo, pill, CROP_SIDE, 0.0))
}

/// Pixels as a texture takes them.
pub fn converted(pixels: &RgbImage) -> ColorImage {
    let size = [pixels.width() as usize, pixels.height() as usize];
    ColorImage::from_rgb(size, pixels.as_raw())
}
