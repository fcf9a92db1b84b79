//! Real pills of the studio photographs laid on a grey tray, where a test wants them.

use std::path::{Path, PathBuf};

use image::imageops::{FilterType, crop_imm, resize};
use image::{Rgb, RgbImage};

use super::data;

/// A studio photograph and the boxes of its two sides: left, top, width, height.
#[derive(Clone, Copy)]
pub struct Product {
    file: &'static str,
    sides: [[u32; 4]; 2],
}

/// Atomoxetine 40 MG, blue, printed on one side.
pub const STRATTERA_40: Product = Product {
    file: "00002-3229-30_NLMIMAGE10_3E1E1F50.jpg",
    sides: [[22, 4, 267, 99], [22, 111, 267, 98]],
};
/// Atomoxetine 100 MG, brown, printed on one side.
pub const STRATTERA_100: Product = Product {
    file: "00002-3251-30_NLMIMAGE10_451E2281.jpg",
    sides: [[18, 3, 278, 104], [18, 109, 278, 104]],
};
/// Piroxicam 10 MG, green and yellow, printed on one side; another labeler's looks the same and is listed
/// as another drug.
pub const PIROXICAM: Product = Product {
    file: "51079-0742-20_NLMIMAGE10_273513F8.jpg",
    sides: [[18, 3, 277, 99], [18, 110, 276, 99]],
};

/// The folder of the studio photographs; `None`, with the reason printed, where there is none.
pub fn studio() -> Option<PathBuf> {
    data("rximage/images")
}

/// A grey tray as a camera of 1280x720 sees it.
pub fn tray() -> RgbImage {
    RgbImage::from_pixel(1280, 720, Rgb([112, 113, 116]))
}

/// Lays a side of a product down with its middle at `at`, lying level.
pub fn lay(tray: &mut RgbImage, studio: &Path, product: Product, side: usize, at: [u32; 2]) {
    let photo = image::open(studio.join(product.file)).unwrap().into_rgb8();
    let [x, y, width, height] = product.sides[side];
    let pill = crop_imm(&photo, x, y, width, height).to_image();
    let pill = resize(&pill, 2 * width / 3, 2 * height / 3, FilterType::Triangle);
    let [long, high] = [pill.width() as f32, pill.height() as f32];
    let radius = high / 2.0 - 2.5;
    for (column, row, pixel) in pill.enumerate_pixels() {
        let [dx, dy] = [
            column as f32 + 0.5 - long / 2.0,
            row as f32 + 0.5 - high / 2.0,
        ];
        let beyond = (dx.abs() - (long / 2.0 - 4.0 - radius)).max(0.0);
        if beyond.hypot(dy) < radius {
            let to = [
                at[0] + column - pill.width() / 2,
                at[1] + row - pill.height() / 2,
            ];
            tray.put_pixel(to[0], to[1], *pixel);
        }
    }
}

/// A sheet with lines of print, as letters of bars.
pub fn print(tray: &mut RgbImage, at: [u32; 2]) {
    for y in 0..150 {
        for x in 0..400 {
            let (column, row) = (x % 16, y % 30);
            let inked = (10..400 - 10).contains(&x)
                && (6..24).contains(&row)
                && (column < 3
                    || (8..11).contains(&column)
                    || ((14..17).contains(&row) && column < 11));
            let level = if inked { 30 } else { 240 };
            tray.put_pixel(at[0] + x, at[1] + y, Rgb([level; 3]));
        }
    }
}
