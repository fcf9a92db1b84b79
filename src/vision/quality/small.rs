//! The photograph small enough to be gone over several times in a few milliseconds.

use std::borrow::Borrow;

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::{GrayImage, Luma, RgbImage};

use super::super::view::{Bounds, PillView};

/// Part of a pill's box around it that belongs to its shadow and rim.
const RIM: f32 = 0.15;
/// Longest side, pixels.
const SIDE: u32 = 640;

pub struct Small {
    pub color: RgbImage,
    pub grey: GrayImage,
    /// Photograph pixels a pixel.
    pub scale: f32,
}

impl Small {
    pub fn of(photo: &RgbImage) -> Self {
        let (width, height) = photo.dimensions();
        let longest = width.max(height);
        let scale = (longest as f32 / SIDE as f32).max(1.0);
        let fit = |side: u32| ((side as f32 / scale).round() as u32).max(1);
        let mut color = RgbImage::new(fit(width), fit(height));
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear));
        if Resizer::new().resize(photo, &mut color, &options).is_err() {
            color = RgbImage::new(1, 1);
        }
        let mut grey = GrayImage::new(color.width(), color.height());
        for (to, from) in grey.pixels_mut().zip(color.pixels()) {
            let [red, green, blue] = from.0.map(u32::from);
            *to = Luma([((77 * red + 150 * green + 29 * blue) >> 8) as u8]);
        }
        Self { color, grey, scale }
    }

    /// The box around each pill with its shadow and rim: left, top, right and bottom, pixels here.
    pub fn boxes<V: Borrow<PillView>>(&self, pills: &[V]) -> Vec<[f32; 4]> {
        let around = |pill: &V| {
            let Bounds {
                x,
                y,
                width,
                height,
            } = pill.borrow().bounds;
            let [x, y, width, height] = [x, y, width, height].map(|v| v as f32);
            let rim = RIM * width.max(height);
            [x - rim, y - rim, x + width + rim, y + height + rim].map(|v| v / self.scale)
        };
        pills.iter().map(around).collect()
    }

    /// The level that a fiftieth of the pixels reach or pass, or of those in the boxes where that is more: what
    /// is in good light on a black tray may be less than a fiftieth of all.
    pub fn bright(&self, boxes: &[[f32; 4]]) -> f32 {
        let inside = boxes.iter().flat_map(|sides| {
            let [left, top, right, bottom] = sides.map(|at| at as u32);
            let row = move |y| (left..right).filter_map(move |x| self.grey.get_pixel_checked(x, y));
            (top..bottom).flat_map(row)
        });
        reached(self.grey.pixels()).max(reached(inside))
    }
}

/// The level that a fiftieth of these reach or pass; 0 of none.
fn reached<'a>(pixels: impl Iterator<Item = &'a Luma<u8>>) -> f32 {
    let mut counts = [0_u32; 256];
    let mut all = 0;
    for Luma([level]) in pixels {
        all += 1;
        if let Some(count) = counts.get_mut(usize::from(*level)) {
            *count += 1;
        }
    }
    let wanted = all / 50;
    let mut seen = 0;
    let level = counts.iter().rposition(|count| {
        seen += count;
        seen > wanted
    });
    level.unwrap_or(0) as f32
}
