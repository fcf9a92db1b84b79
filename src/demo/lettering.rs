//! Imprint text as a mask: where the die or the ink touches the pill.

use ab_glyph::{Font, FontRef, Glyph, PxScale, ScaleFont, point};
use image::{GrayImage, Luma};

/// One line of text and the box it must fit, millimetres from the center of the pill.
pub struct Line {
    pub text: String,
    pub center: [f32; 2],
    pub room: [f32; 2],
}

/// Coverage of the imprint over a pill, 0 to 1, centered on it.
pub struct Lettering {
    mask: GrayImage,
    px_per_mm: f32,
}

impl Lettering {
    /// Draws `lines` over a pill of `half` extents; all lines share the size that fits the
    /// tightest of them.
    pub fn draw(lines: &[Line], half: [f32; 2], px_per_mm: f32) -> Self {
        let extent = half.map(|side| (2.0 * side * px_per_mm).ceil() as u32 + 2);
        let mut lettering = Self {
            mask: GrayImage::new(extent[0], extent[1]),
            px_per_mm,
        };
        // The face is part of the program: if it could not be read, pills would have no imprint.
        let Ok(font) = FontRef::try_from_slice(epaint_default_fonts::UBUNTU_LIGHT) else {
            return lettering;
        };
        let size = lines
            .iter()
            .map(|line| fitting(&font, line))
            .fold(f32::MAX, f32::min)
            * px_per_mm;
        for line in lines {
            lettering.write(&font, line, size);
        }
        lettering
    }

    /// Coverage at `at`, millimetres from the center.
    pub fn cover(&self, at: [f32; 2]) -> f32 {
        let (width, height) = self.mask.dimensions();
        let x = at[0] * self.px_per_mm + width as f32 / 2.0 - 0.5;
        let y = at[1] * self.px_per_mm + height as f32 / 2.0 - 0.5;
        let read = |dx: f32, dy: f32| {
            let (x, y) = (x.floor() + dx, y.floor() + dy);
            if x < 0.0 || y < 0.0 {
                return 0.0;
            }
            self.mask
                .get_pixel_checked(x as u32, y as u32)
                .map_or(0.0, |pixel| f32::from(pixel.0[0]) / 255.0)
        };
        let (right, down) = (x - x.floor(), y - y.floor());
        let above = read(0.0, 0.0) * (1.0 - right) + read(1.0, 0.0) * right;
        let below = read(0.0, 1.0) * (1.0 - right) + read(1.0, 1.0) * right;
        above * (1.0 - down) + below * down
    }

    fn write(&mut self, font: &FontRef<'_>, line: &Line, size: f32) {
        let (width, height) = self.mask.dimensions();
        let scaled = font.as_scaled(PxScale::from(size));
        let left = line.center[0] * self.px_per_mm + width as f32 / 2.0
            - length(font, &line.text, size) / 2.0;
        // Capitals and figures reach from the base line up to about 0.7 of the size.
        let base = line.center[1] * self.px_per_mm + height as f32 / 2.0 + CAPITAL * size / 2.0;
        let stroke = STROKE * size;
        let mut x = left;
        for letter in line.text.chars() {
            let id = font.glyph_id(letter);
            // The face is a light one: pressing it in a small circle gives the even, heavier
            // stroke of a tablet die.
            for press in 0..8 {
                let angle = press as f32 * std::f32::consts::FRAC_PI_4;
                let shift = point(x + stroke * angle.cos(), base + stroke * angle.sin());
                let glyph: Glyph = id.with_scale_and_position(PxScale::from(size), shift);
                self.press(font, glyph);
            }
            x += scaled.h_advance(id) + SPACING * size;
        }
    }

    fn press(&mut self, font: &FontRef<'_>, glyph: Glyph) {
        let Some(outlined) = font.outline_glyph(glyph) else {
            return;
        };
        let corner = outlined.px_bounds().min;
        outlined.draw(|x, y, cover| {
            let (x, y) = (corner.x + x as f32, corner.y + y as f32);
            if x >= 0.0
                && y >= 0.0
                && let Some(Luma([value])) = self.mask.get_pixel_mut_checked(x as u32, y as u32)
            {
                *value = (*value).max((cover * 255.0) as u8);
            }
        });
    }
}

/// Height of a capital, spacing of letters and half the added stroke, of the text size.
const CAPITAL: f32 = 0.62;
const SPACING: f32 = 0.07;
const STROKE: f32 = 0.03;

fn length(font: &FontRef<'_>, text: &str, size: f32) -> f32 {
    let scaled = font.as_scaled(PxScale::from(size));
    text.chars()
        .map(|letter| scaled.h_advance(font.glyph_id(letter)) + SPACING * size)
        .sum::<f32>()
        - SPACING * size
}

/// The largest text size, millimetres, at which the line fits its room.
fn fitting(font: &FontRef<'_>, line: &Line) -> f32 {
    let length = length(font, &line.text, 100.0).max(1.0) / 100.0;
    (line.room[0] / length).min(line.room[1] / CAPITAL)
}
