//! The pill turned level and centred in a square, as every reader of pictures expects it.

use image::{Rgb, RgbImage};

use super::geometry::ROUND_BELOW_ASPECT;
use super::photo::Photo;
use super::view::PillView;

/// Part of the square's side that the long axis spans.
const LONG_AXIS_SHARE: f64 = 0.91;
/// Most samples along a side that are averaged into one pixel.
const MOST_SAMPLES: f64 = 8.0;

/// The pill's square, `side_px` pixels a side: long axis level (round pills as they lie), turned
/// further by `angle_offset_deg` clockwise in the photograph. The ground around it stays; beyond the
/// photograph its edge is repeated.
pub fn cut(photo: &Photo, view: &PillView, side_px: u32, angle_offset_deg: f32) -> RgbImage {
    let round = f64::from(view.long_px) < ROUND_BELOW_ASPECT * f64::from(view.short_px);
    let level = if round { 0.0 } else { view.angle_deg };
    let square = Square {
        center: view.center.map(f64::from),
        side: f64::from(view.long_px) / LONG_AXIS_SHARE,
        turn: f64::from(level + angle_offset_deg).to_radians(),
    };
    square.cut(&photo.pixels, side_px)
}

/// A turned square of the photograph.
pub struct Square {
    pub center: [f64; 2],
    pub side: f64,
    /// Radians, clockwise on the screen.
    pub turn: f64,
}

impl Square {
    /// The square at another size; each pixel is the mean of several bilinear samples, so that
    /// shrinking does not alias.
    pub fn cut(&self, photo: &RgbImage, size: u32) -> RgbImage {
        let scale = self.side / f64::from(size);
        let samples = scale.ceil().clamp(1.0, MOST_SAMPLES) as u32;
        let (sin, cos) = self.turn.sin_cos();
        let reach = |pixel: u32, sample: u32| {
            let middle = f64::from(pixel) + (f64::from(sample) + 0.5) / f64::from(samples);
            (middle - f64::from(size) / 2.0) * scale
        };
        let count = (samples * samples) as f32;
        RgbImage::from_fn(size, size, |column, row| {
            let mut sum = [0.0f32; 3];
            for down in (0..samples).map(|sample| reach(row, sample)) {
                for along in (0..samples).map(|sample| reach(column, sample)) {
                    let x = self.center[0] + along * cos - down * sin;
                    let y = self.center[1] + along * sin + down * cos;
                    for (total, value) in sum.iter_mut().zip(bilinear(photo, x, y)) {
                        *total += value;
                    }
                }
            }
            Rgb(sum.map(|total| (total / count + 0.5).floor() as u8))
        })
    }
}

/// The photograph at continuous coordinates, its edge repeated beyond.
fn bilinear(photo: &RgbImage, x: f64, y: f64) -> [f32; 3] {
    let (x0, x1, fx) = neighbors(x, photo.width());
    let (y0, y1, fy) = neighbors(y, photo.height());
    let at = |x, y| photo.get_pixel(x, y).0.map(f32::from);
    let mix = |a: [f32; 3], b: [f32; 3], share: f32| {
        let mut mixed = a;
        for (value, other) in mixed.iter_mut().zip(b) {
            *value += (other - *value) * share;
        }
        mixed
    };
    mix(
        mix(at(x0, y0), at(x1, y0), fx),
        mix(at(x0, y1), at(x1, y1), fx),
        fy,
    )
}

/// The two pixels around a coordinate and the share of the second. A photograph has a pixel.
fn neighbors(at: f64, length: u32) -> (u32, u32, f32) {
    let last = length.saturating_sub(1);
    let at = (at - 0.5).clamp(0.0, f64::from(last));
    let first = at.floor();
    (
        first as u32,
        (first as u32 + 1).min(last),
        (at - first) as f32,
    )
}
