//! Two ways to make a debossed imprint on a pale pill stand out enough for a reader of documents.

use image::{GrayImage, ImageBuffer, Luma, Rgb, RgbImage};
use imageproc::filter::gaussian_blur_f32;

/// Tiles along each side of the picture.
const TILES: usize = 4;
/// Most pixels of one lightness, in multiples of an even spread.
const CLIP: f32 = 2.0;

/// What counts as slow change of lightness, and how far the rest is spread.
const SLOW_SIGMA: f32 = 0.03;
const SPREAD: f32 = 40.0;

/// Contrast-limited adaptive histogram equalisation (Zuiderveld 1994): spreads the lightness within
/// each tile; the color differences stay.
pub fn equalize(picture: &mut RgbImage) {
    let (width, height) = picture.dimensions();
    let maps = tile_maps(picture);
    let place = |pixel: u32, size: u32| {
        let at = (pixel as f32 + 0.5) / size as f32 * TILES as f32 - 0.5;
        let low = at.floor();
        let clamp = |tile: f32| tile.clamp(0.0, (TILES - 1) as f32) as usize;
        (clamp(low), clamp(low + 1.0), at - low)
    };
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let (left, right, across) = place(x, width);
        let (top, bottom, down) = place(y, height);
        let light = lightness(pixel.0);
        let mapped = |row: usize, column: usize| {
            let map = maps.get(row * TILES + column);
            map.and_then(|map| map.get(usize::from(light)))
                .copied()
                .unwrap_or_default()
        };
        let upper = mapped(top, left) * (1.0 - across) + mapped(top, right) * across;
        let lower = mapped(bottom, left) * (1.0 - across) + mapped(bottom, right) * across;
        let shift = upper * (1.0 - down) + lower * down - f32::from(light);
        pixel.0 = pixel
            .0
            .map(|value| (f32::from(value) + shift).round().clamp(0.0, 255.0) as u8);
    }
}

/// Grey relief: the lightness without its slow changes (form, shadow, two colors), at one contrast
/// for all pictures.
pub fn relief(picture: &RgbImage) -> RgbImage {
    let (width, height) = picture.dimensions();
    let light = GrayImage::from_fn(width, height, |x, y| {
        Luma([picture
            .get_pixel_checked(x, y)
            .map_or(0, |pixel| lightness(pixel.0))])
    });
    let slow = gaussian_blur_f32(&light, SLOW_SIGMA * width.max(height) as f32);
    let pairs = light.as_raw().iter().zip(slow.as_raw());
    let detail: Vec<f32> = pairs
        .map(|(light, slow)| f32::from(*light) - f32::from(*slow))
        .collect();
    let variance =
        detail.iter().map(|value| value * value).sum::<f32>() / detail.len().max(1) as f32;
    let gain = SPREAD / variance.sqrt().max(1.0);
    let pixels = detail
        .iter()
        .flat_map(|value| [(128.0 + gain * value).clamp(0.0, 255.0) as u8; 3]);
    ImageBuffer::<Rgb<u8>, _>::from_raw(width, height, pixels.collect()).unwrap_or_default()
}

/// Rec. 601 luma.
fn lightness([red, green, blue]: [u8; 3]) -> u8 {
    ((299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue) + 500) / 1000) as u8
}

/// For each tile, row by row, what each lightness becomes.
fn tile_maps(picture: &RgbImage) -> Vec<[f32; 256]> {
    let (width, height) = picture.dimensions();
    let mut counts = vec![[0.0f32; 256]; TILES * TILES];
    for (x, y, pixel) in picture.enumerate_pixels() {
        let column = x as usize * TILES / width as usize;
        let row = y as usize * TILES / height as usize;
        let bin = counts.get_mut(row * TILES + column);
        if let Some(bin) = bin.and_then(|tile| tile.get_mut(usize::from(lightness(pixel.0)))) {
            *bin += 1.0;
        }
    }
    counts.iter().map(spread).collect()
}

/// The clipped histogram's cumulative share, times 255; what was clipped is dealt out evenly.
fn spread(counts: &[f32; 256]) -> [f32; 256] {
    let total: f32 = counts.iter().sum();
    let limit = CLIP * total / 256.0;
    let over: f32 = counts.iter().map(|count| (count - limit).max(0.0)).sum();
    let mut sum = 0.0;
    counts.map(|count| {
        sum += count.min(limit) + over / 256.0;
        255.0 * sum / total.max(1.0)
    })
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    #[test]
    fn faint_contrast_grows_and_flat_ground_stays_flat() {
        let mut picture =
            RgbImage::from_fn(64, 64, |x, _| Rgb([if x % 8 < 4 { 120 } else { 130 }; 3]));
        equalize(&mut picture);
        let contrast =
            i32::from(picture.get_pixel(36, 32).0[0]) - i32::from(picture.get_pixel(34, 32).0[0]);
        assert!(contrast.abs() >= 10, "{contrast}");
        let mut flat = RgbImage::from_pixel(64, 64, Rgb([200, 180, 90]));
        equalize(&mut flat);
        assert!(flat.pixels().all(|pixel| pixel == flat.get_pixel(0, 0)));
    }

    #[test]
    fn relief_keeps_strokes_and_drops_slow_shading() {
        let shaded = RgbImage::from_fn(200, 200, |x, y| {
            let stroke = if (95..105).contains(&y) { 20 } else { 0 };
            Rgb([(40 + x / 2 + stroke) as u8; 3])
        });
        let picture = relief(&shaded);
        let at = |x, y| i32::from(picture.get_pixel(x, y).0[0]);
        assert!(
            at(100, 100) - at(100, 60) > 60,
            "{} {}",
            at(100, 100),
            at(100, 60)
        );
        assert!(
            (at(30, 60) - at(170, 60)).abs() < 10,
            "{} {}",
            at(30, 60),
            at(170, 60)
        );
    }
}
