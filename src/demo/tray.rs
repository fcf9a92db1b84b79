//! A tray of pills under one lamp, as a camera above it would see it.

use image::{Rgb, RgbImage};

use super::Random;
use super::lettering::{Lettering, Line};
use super::pill::{Light, Pill, size_mm};
use crate::catalog::{Product, ProductId};

/// Printed on every tray.
pub const LABEL: &str = "drawing from catalogue facts, not a photograph";

/// A drawn tray and what lies on it.
pub struct Tray {
    pub picture: RgbImage,
    pub pills: Vec<DrawnPill>,
}

/// One pill of a drawn tray.
pub struct DrawnPill {
    pub product: ProductId,
    /// Center, pixels.
    pub center: [f32; 2],
    /// Longest side, pixels.
    pub long_px: f32,
}

const WIDTH: u32 = 1280;
const HEIGHT: u32 = 960;
/// Each pill has a square to lie in, so that none touch: the longest pill and this room.
const ROOM_MM: f32 = 4.0;
/// Largest magnification, so that a single pill is not a poster.
const MAX_PX_PER_MM: f32 = 24.0;

struct Placed {
    pill: Pill,
    center: [f32; 2],
    angle: f32,
}

/// Draws one pill of each product, all to one scale, none touching; 1280x960 pixels.
pub fn draw_tray(products: &[&Product], seed: u64) -> Tray {
    let mut random = Random(seed);
    let (columns, rows) = grid(products.len());
    let cell = [
        WIDTH as f32 / columns as f32,
        (HEIGHT as f32 - LABEL_PX) / rows as f32,
    ];
    let longest = products
        .iter()
        .map(|product| size_mm(product))
        .fold(0.0, f32::max);
    let px_per_mm = (cell[0].min(cell[1]) / (longest + ROOM_MM)).min(MAX_PX_PER_MM);
    let mut placed = Vec::with_capacity(products.len());
    for (place, product) in products.iter().enumerate() {
        let pill = Pill::of(product, px_per_mm);
        let play = cell.map(|side| (side - 2.15 * pill.half()[0] * px_per_mm).max(0.0) * 0.5);
        let (column, row) = (place % columns, place / columns);
        let center = [
            (column as f32 + 0.5) * cell[0] + random.between(-0.5, 0.5) * play[0],
            (row as f32 + 0.5) * cell[1] + random.between(-0.5, 0.5) * play[1],
        ];
        placed.push(Placed {
            pill,
            center,
            angle: random.between(-0.9, 0.9),
        });
    }
    let label = Line {
        text: LABEL.to_owned(),
        center: [0.0, 0.0],
        room: [WIDTH as f32, 0.6 * LABEL_PX],
    };
    let label = Lettering::draw(&[label], [WIDTH as f32 / 2.0, LABEL_PX / 2.0], 1.0);
    let mut picture = RgbImage::new(WIDTH, HEIGHT);
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let at = [x as f32 + 0.5, y as f32 + 0.5];
        let mut light = ground(at, &mut random);
        let written = label.cover([
            at[0] - WIDTH as f32 / 2.0,
            at[1] - HEIGHT as f32 + LABEL_PX / 2.0,
        ]);
        light = light.map(|value| value * (1.0 - 0.16 * written));
        for item in &placed {
            light = item.over(light, at, px_per_mm);
        }
        *pixel = Rgb(light.map(|value| encode(value + random.between(-0.004, 0.004))));
    }
    let pills = placed
        .iter()
        .zip(products)
        .map(|(item, product)| DrawnPill {
            product: product.id,
            center: item.center,
            long_px: 2.0 * item.pill.half()[0] * px_per_mm,
        });
    let pills = pills.collect();
    Tray {
        picture: image::imageops::blur(&picture, 0.6),
        pills,
    }
}

/// Height of the strip that carries the label.
const LABEL_PX: f32 = 44.0;

impl Placed {
    /// This pill and its shadow over what lies beneath.
    fn over(&self, beneath: Light, at: [f32; 2], px_per_mm: f32) -> Light {
        let offset = [
            (at[0] - self.center[0]) / px_per_mm,
            (at[1] - self.center[1]) / px_per_mm,
        ];
        let reach = self.pill.half()[0] + SHADOW_MM * 2.0;
        if offset[0].abs() > reach || offset[1].abs() > reach {
            return beneath;
        }
        // Away from the lamp a soft shadow falls; under the rim no light comes at all.
        let thrown = self
            .pill
            .distance(self.turned([offset[0] - 0.7, offset[1] - 0.85]));
        let soft = smooth((SHADOW_MM - thrown) / (2.0 * SHADOW_MM)) * 0.45;
        let contact = smooth(1.0 - self.pill.distance(self.turned(offset)) / 0.9) * 0.35;
        let shadowed = beneath.map(|value| value * (1.0 - soft) * (1.0 - contact));
        let (color, cover) = self
            .pill
            .look(self.turned(offset), self.angle, 1.0 / px_per_mm);
        mix(shadowed, color, cover)
    }

    fn turned(&self, [x, y]: [f32; 2]) -> [f32; 2] {
        let (sin, cos) = self.angle.sin_cos();
        [x * cos + y * sin, -x * sin + y * cos]
    }
}

/// Half the width of a shadow's soft edge, millimetres.
const SHADOW_MM: f32 = 1.6;

/// Matt blue-gray plastic, a little brighter towards the lamp.
fn ground(at: [f32; 2], random: &mut Random) -> Light {
    let off = [at[0] / WIDTH as f32 - 0.4, at[1] / HEIGHT as f32 - 0.35];
    let glow = 1.08 - 0.35 * (off[0] * off[0] + off[1] * off[1]);
    let grain = random.between(-0.006, 0.006);
    [0.150, 0.190, 0.225].map(|value| value * glow + grain)
}

pub fn mix(mut under: Light, over: Light, share: f32) -> Light {
    for (value, over) in under.iter_mut().zip(over) {
        *value += (over - *value) * share;
    }
    under
}

fn smooth(share: f32) -> f32 {
    let share = share.clamp(0.0, 1.0);
    share * share * (3.0 - 2.0 * share)
}

/// Linear light to one sRGB byte.
fn encode(light: f32) -> u8 {
    (light.clamp(0.0, 1.0).powf(1.0 / 2.2) * 255.0).round() as u8
}

/// Columns and rows that hold `count` pills on a 4:3 picture.
fn grid(count: usize) -> (usize, usize) {
    let mut columns = 1_usize;
    while columns * (columns * 3).div_ceil(4) < count {
        columns += 1;
    }
    (columns, count.div_ceil(columns).max(1))
}
