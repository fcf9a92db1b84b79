//! Photographs as the window shows them: made small and converted on the worker, not while drawing.

use eframe::egui::ColorImage;
use image::RgbImage;
use image::imageops::{FilterType, resize};

use crate::vision::{Photo, PillView, cut};

/// Longest side of a photograph on the screen; a larger texture would show no more.
const SHOWN_SIDE: u32 = 1600;
/// Side of the upright crop on the result screen.
const CROP_SIDE: u32 = 480;

/// The whole photograph, at most [`SHOWN_SIDE`] pixels long.
pub fn overview(photo: &Photo) -> ColorImage {
    let (width, height) = photo.pixels.dimensions();
    let longest = width.max(height);
    if longest <= SHOWN_SIDE {
        return converted(&photo.pixels);
    }
    let fit =
        |side: u32| (u64::from(side) * u64::from(SHOWN_SIDE) / u64::from(longest)).max(1) as u32;
    converted(&resize(
        &photo.pixels,
        fit(width),
        fit(height),
        FilterType::Triangle,
    ))
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
