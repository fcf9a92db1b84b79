//! Photographs of the calibration card, drawn from its table through a known map.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};
use takeback::calibration::{
    CELLS, CODE_SIDE, GRID, Ink, MARK_MM, PATCH_MM, code_is_white, mark_corners, patches,
};
use takeback::vision::Photo;

/// How the camera sees the card.
#[derive(Clone, Copy)]
pub struct View {
    pub size: [u32; 2],
    /// From pixels to millimetres on the card, row by row.
    pub matrix: [[f64; 3]; 3],
    /// Light on red, green and blue.
    pub light: [f64; 3],
    /// Levels of noise.
    pub noise: f64,
}

impl View {
    /// Straight down on the middle of the card, `mm_per_px`, turned by degrees.
    pub fn above(size: [u32; 2], mm_per_px: f64, degrees: f64) -> Self {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let [a, b] = [cos * mm_per_px, -sin * mm_per_px];
        let middle = size.map(|side| f64::from(side) / 2.0);
        let x = 105.0 - a * middle[0] - b * middle[1];
        let y = 147.0 + b * middle[0] - a * middle[1];
        Self {
            size,
            matrix: [[a, b, x], [-b, a, y], [0.0, 0.0, 1.0]],
            light: [0.8, 0.8, 0.8],
            noise: 2.0,
        }
    }

    /// The same camera, tilted: nearer to what it shows on the right and below.
    pub fn tilted(mut self, per_px: [f64; 2]) -> Self {
        let middle = self.size.map(|side| f64::from(side) / 2.0);
        let [right, down] = per_px;
        let off = right * middle[0] + down * middle[1];
        // What is in the middle of the picture stays there.
        let center = self.to_card(middle);
        for (row, place) in self.matrix.iter_mut().zip(center) {
            row[0] += place * right;
            row[1] += place * down;
            row[2] -= place * off;
        }
        self.matrix[2] = [right, down, 1.0 - off];
        self
    }

    pub fn to_card(self, [x, y]: [f64; 2]) -> [f64; 2] {
        let [along, across, depth] = self.matrix.map(|row| row[0] * x + row[1] * y + row[2]);
        [along / depth, across / depth]
    }

    /// The photograph as a camera saves it.
    pub fn photo(&self) -> Photo {
        let mut noise = 1_u32;
        let mut random = || {
            // Numerical Recipes' generator; four of its bytes make about a normal deviate.
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            noise
                .to_be_bytes()
                .map(|byte| f64::from(byte) / 255.0 - 0.5)
                .iter()
                .sum::<f64>()
        };
        let looks = [0.25, 0.75];
        let mut picture = RgbImage::new(self.size[0], self.size[1]);
        for (x, y, pixel) in picture.enumerate_pixels_mut() {
            let mut sum = [0.0; 3];
            for dy in looks {
                for dx in looks {
                    let at = self.to_card([f64::from(x) + dx, f64::from(y) + dy]);
                    for (sum, part) in sum.iter_mut().zip(reflected(at)) {
                        *sum += part / 4.0;
                    }
                }
            }
            let shown = [0, 1, 2].map(|color: usize| {
                let light = (sum[color] * self.light[color]).clamp(0.0, 1.0);
                let level = 255.0 * light.powf(1.0 / 2.2) + self.noise * random();
                level.round().clamp(0.0, 255.0) as u8
            });
            *pixel = Rgb(shown);
        }
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, ImageFormat::Jpeg).unwrap();
        Photo::decode(file.get_ref()).unwrap()
    }
}

/// From one mark to the next, millimetres.
fn pitch() -> f64 {
    mark_corners(1)[0][0] - mark_corners(0)[0][0]
}

/// Share of the light that the card, or the desk around it, gives back.
fn reflected([x, y]: [f64; 2]) -> [f64; 3] {
    const PAPER: [f64; 3] = [0.9; 3];
    const BLACK: [f64; 3] = [0.03; 3];
    const DESK: [f64; 3] = [0.25, 0.2, 0.15];
    if !(0.0..210.0).contains(&x) || !(0.0..279.4).contains(&y) {
        return DESK;
    }
    // The nearest mark, and the patch in whose square of four marks the point lies.
    let first = mark_corners(0)[0];
    let step = |at: f64, from: f64| ((at - from) / pitch()).floor();
    let (column, row) = (step(x, first[0]), step(y, first[1]));
    if !(0.0..GRID as f64).contains(&column) || !(0.0..GRID as f64).contains(&row) {
        return PAPER;
    }
    let number = row as usize * GRID + column as usize;
    let [[left, top], ..] = mark_corners(number);
    let cell = |at: f64, from: f64| ((at - from) / (MARK_MM / CELLS as f64)).floor();
    let (column, row) = (cell(x, left), cell(y, top));
    if column < CELLS as f64 && row < CELLS as f64 {
        let code = 1.0..=CODE_SIDE as f64;
        let white = code.contains(&column)
            && code.contains(&row)
            && code_is_white(number, row as usize - 1, column as usize - 1);
        return if white { PAPER } else { BLACK };
    }
    if number % GRID == GRID - 1 || number / GRID == GRID - 1 {
        return PAPER;
    }
    let patch = number / GRID * (GRID - 1) + number % GRID;
    let ([middle_x, middle_y], ink) = patches().nth(patch).unwrap();
    if (x - middle_x).abs().max((y - middle_y).abs()) <= PATCH_MM / 2.0 {
        return match ink {
            Ink::White => PAPER,
            Ink::Gray => [0.2; 3],
            Ink::Color(levels) => levels.map(|level| 0.9 * (f64::from(level) / 255.0).powf(2.2)),
        };
    }
    PAPER
}
