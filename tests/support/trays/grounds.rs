//! Drawn grounds for trays, and the dice they are drawn with.

use std::f32::consts::TAU;

use image::imageops::{self, FilterType};
use image::{Rgb, RgbImage};

/// The same numbers for the same seed (xorshift64*).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        let mut dice = Self(0x9E37_79B9_7F4A_7C15 ^ (seed + 1).wrapping_mul(0xD129_0C3B_5F1A_77E5));
        for _ in 0..4 {
            dice.unit();
        }
        dice
    }

    /// From 0 to 1.
    pub fn unit(&mut self) -> f32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 40) as f32 / (1u64 << 24) as f32
    }

    pub fn between(&mut self, from: f32, to: f32) -> f32 {
        from + (to - from) * self.unit()
    }

    pub fn below(&mut self, count: usize) -> usize {
        ((self.unit() * count as f32) as usize).min(count - 1)
    }
}

/// The color of a place on a ground, given as shares of the picture's width.
type Ground = fn(&Look, f32, f32) -> [f32; 3];

/// What a ground is drawn with.
pub struct Look {
    color: [f32; 3],
    other: [f32; 3],
    turn: f32,
    fine: f32,
    seed: u32,
}

pub const GROUNDS: [(&str, Ground); 10] = [
    ("plain", |look, _, _| look.color),
    ("gradient", |look, x, y| {
        mix(look.color, look.other, along(look, x, y))
    }),
    ("wood", |look, x, y| {
        let (u, v) = turned(look, x, y);
        let bent = v + 0.02 * noise(look.seed, 3.0 * u, 9.0 * v);
        mix(
            look.color,
            shade(look.color, 0.72),
            noise(look.seed, 2.0 * u, look.fine * bent),
        )
    }),
    ("cloth", |look, x, y| {
        let (u, v) = turned(look, x, y);
        let waves = (TAU * look.fine * u).sin() * (TAU * look.fine * v).sin();
        shade(look.color, 1.0 + 0.09 * waves)
    }),
    ("checks", |look, x, y| {
        let (u, v) = turned(look, x, y);
        let odd = ((u * 12.0).floor() + (v * 12.0).floor()).rem_euclid(2.0);
        mix(look.color, look.other, odd * 0.6)
    }),
    ("stripes", |look, x, y| {
        let (u, _) = turned(look, x, y);
        mix(
            look.color,
            look.other,
            f32::from((u * 17.0).rem_euclid(1.0) < 0.4) * 0.5,
        )
    }),
    ("dots", |look, x, y| {
        let (u, v) = turned(look, x, y);
        let [u, v] = [u, v].map(|w| (w * 30.0).rem_euclid(1.0) - 0.5);
        mix(look.color, look.other, f32::from(u.hypot(v) < 0.17) * 0.5)
    }),
    ("granite", |look, x, y| {
        let grain = noise(look.seed, 170.0 * x, 170.0 * y);
        shade(look.color, 0.8 + 0.4 * grain)
    }),
    ("stains", |look, x, y| {
        let cloud =
            noise(look.seed, 5.0 * x, 5.0 * y) + 0.5 * noise(look.seed + 1, 14.0 * x, 14.0 * y);
        shade(look.color, 0.85 + 0.2 * cloud)
    }),
    ("brushed steel", |look, x, y| {
        let (u, v) = turned(look, x, y);
        let line = noise(look.seed, 4.0 * u, 300.0 * v);
        shade(
            [178.0, 180.0, 184.0],
            0.85 + 0.15 * line + 0.15 * along(look, x, y),
        )
    }),
];

fn mix(a: [f32; 3], b: [f32; 3], share: f32) -> [f32; 3] {
    [0, 1, 2].map(|c| a[c] + (b[c] - a[c]) * share.clamp(0.0, 1.0))
}

fn shade(color: [f32; 3], by: f32) -> [f32; 3] {
    color.map(|v| v * by)
}

fn turned(look: &Look, x: f32, y: f32) -> (f32, f32) {
    let (sin, cos) = look.turn.sin_cos();
    (x * cos + y * sin, y * cos - x * sin)
}

fn along(look: &Look, x: f32, y: f32) -> f32 {
    turned(look, x - 0.5, y - 0.3).0 + 0.5
}

/// Smooth noise from 0 to 1 with a knot at every whole number.
fn noise(seed: u32, x: f32, y: f32) -> f32 {
    let knot = |x: f32, y: f32| {
        let mut hash = seed
            ^ (x as i32 as u32).wrapping_mul(0x9E37_79B1)
            ^ (y as i32 as u32).wrapping_mul(0x85EB_CA77);
        hash = (hash ^ (hash >> 15)).wrapping_mul(0x2C1B_3C6D);
        hash = (hash ^ (hash >> 12)).wrapping_mul(0x297A_2D39);
        (hash >> 8) as f32 / (1u32 << 24) as f32
    };
    let (left, top) = (x.floor(), y.floor());
    let [u, v] = [x - left, y - top].map(|t| t * t * (3.0 - 2.0 * t));
    let above = knot(left, top) * (1.0 - u) + knot(left + 1.0, top) * u;
    let below = knot(left, top + 1.0) * (1.0 - u) + knot(left + 1.0, top + 1.0) * u;
    above * (1.0 - v) + below * v
}

/// A ground at that size, in colors of its own; drawn at half the size, which halves the work twice.
pub fn painted(
    dice: &mut Dice,
    (name, paint): (&str, Ground),
    width: u32,
    height: u32,
) -> RgbImage {
    let level = dice.between(40.0, 235.0);
    let color = match name {
        "wood" => [196.0, 150.0, 104.0].map(|v| v * dice.between(0.5, 1.15)),
        _ => [0; 3].map(|_| level + dice.between(-28.0, 28.0)),
    };
    let look = Look {
        color,
        other: color.map(|v| v + dice.between(-60.0, 60.0)),
        turn: dice.between(0.0, TAU),
        fine: dice.between(45.0, 110.0),
        seed: (dice.unit() * 1e9) as u32,
    };
    let half = RgbImage::from_fn(width / 2, height / 2, |x, y| {
        let at = [x, y].map(|v| 2.0 * v as f32 / width as f32);
        Rgb(paint(&look, at[0], at[1]).map(|v| v.clamp(0.0, 255.0) as u8))
    });
    imageops::resize(&half, width, height, FilterType::Triangle)
}
