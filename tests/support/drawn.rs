//! Drawn pills whose truth is known, and a stand-in for the model that answers with the maps that the
//! drawing means.

use std::sync::Arc;

use image::{Rgb, RgbImage};
use ndarray::{Array4, ArrayD, Axis, Ix4};
use takeback::runtime::{Model, ModelError, ModelInfo};
use takeback::vision::{Locator, Photo, PillView};

pub const GROUND: Rgb<u8> = Rgb([120, 120, 120]);
pub const WHITE: [u8; 3] = [235, 235, 235];
/// The core of a touching pill is drawn in a color of its own, so that the stand-in can tell it.
const CORE: [u8; 3] = [20, 20, 240];
/// So is the place at which a pill is seen to touch another.
const CONTACT: [u8; 3] = [255, 0, 255];

/// Pill is what is not ground or padding, core what is [`CORE`]; where none is drawn, all of a pill. Contact is
/// what is [`CONTACT`].
struct Ideal {
    info: ModelInfo,
    ground: [u8; 3],
}

impl Ideal {
    fn chance(&self, [r, g, b]: [f32; 3]) -> [f32; 3] {
        let far = |[x, y, z]: [u8; 3]| {
            (r - f32::from(x))
                .abs()
                .max((g - f32::from(y)).abs())
                .max((b - f32::from(z)).abs())
        };
        let pill = (far(self.ground).min(far([114; 3])) / 100.0).min(1.0);
        let like = |color| f32::from(u8::from(far(color) < 60.0));
        [pill, like(CORE), like(CONTACT)]
    }
}

impl Model for Ideal {
    fn run(&self, input: ArrayD<u8>) -> Result<Vec<ArrayD<f32>>, ModelError> {
        let input = input.into_dimensionality::<Ix4>().unwrap();
        let (count, height, width, colors) = input.dim();
        assert_eq!((height % 16, width % 16, colors), (0, 0, 3));
        let cores_are_drawn = input
            .lanes(Axis(3))
            .into_iter()
            .any(|pixel| self.chance([0, 1, 2].map(|c| f32::from(pixel[c])))[1] > 0.0);
        let maps = Array4::from_shape_fn((count, 3, height / 2, width / 2), |(n, map, y, x)| {
            let mean = [0, 1, 2].map(|c| {
                let cell = [(0, 0), (0, 1), (1, 0), (1, 1)];
                cell.map(|(dy, dx)| f32::from(input[[n, 2 * y + dy, 2 * x + dx, c]]))
                    .iter()
                    .sum::<f32>()
                    / 4.0
            });
            let [pill, core, contact] = self.chance(mean);
            let core = if cores_are_drawn { core } else { pill };
            [pill, core, contact][map]
        });
        Ok(vec![maps.into_dyn()])
    }

    fn info(&self) -> &ModelInfo {
        &self.info
    }
}

/// A capsule of round ends; a disc when `long` equals `short`.
#[derive(Clone, Copy)]
pub struct Pill {
    pub center: [f32; 2],
    pub long: f32,
    pub short: f32,
    pub degrees: f32,
    pub colors: [[u8; 3]; 2],
    pub core: bool,
    /// Its right end is seen to touch another.
    pub contact: bool,
}

pub fn pill(center: [f32; 2], long: f32, short: f32, degrees: f32) -> Pill {
    Pill {
        center,
        long,
        short,
        degrees,
        colors: [WHITE; 2],
        core: false,
        contact: false,
    }
}

impl Pill {
    /// Draws the pill with smooth edges: left end in the first color, right end in the second.
    fn draw(&self, picture: &mut RgbImage) {
        let (sin, cos) = self.degrees.to_radians().sin_cos();
        for (x, y, pixel) in picture.enumerate_pixels_mut() {
            let (dx, dy) = (
                x as f32 + 0.5 - self.center[0],
                y as f32 + 0.5 - self.center[1],
            );
            let (u, v) = (dx * cos + dy * sin, dy * cos - dx * sin);
            let straight = (self.long - self.short) / 2.0;
            let depth = self.short / 2.0 - (u - u.clamp(-straight, straight)).hypot(v);
            let mut paint = |color: [u8; 3], cover: f32| {
                for (value, new) in pixel.0.iter_mut().zip(color) {
                    *value =
                        (f32::from(*value) + (f32::from(new) - f32::from(*value)) * cover) as u8;
                }
            };
            paint(
                self.colors[usize::from(u > 0.0)],
                (depth + 0.5).clamp(0.0, 1.0),
            );
            if self.core {
                paint(CORE, (depth - 0.2 * self.short + 0.5).clamp(0.0, 1.0));
            }
            if self.contact && u > 0.3 * self.long {
                paint(CONTACT, (depth - 2.5).clamp(0.0, 1.0));
            }
        }
    }
}

pub fn photo_of(width: u32, height: u32, ground: Rgb<u8>, pills: &[Pill]) -> Photo {
    let mut pixels = RgbImage::from_pixel(width, height, ground);
    for pill in pills {
        pill.draw(&mut pixels);
    }
    Photo {
        pixels,
        sha256: String::new(),
        decode_ms: 0.0,
        tray: None,
        setup: None,
    }
}

pub fn find_on(ground: Rgb<u8>, photo: &Photo) -> Vec<PillView> {
    let model = Ideal {
        info: ModelInfo::default(),
        ground: ground.0,
    };
    Locator::new(Arc::new(model)).find(photo).unwrap()
}

pub fn find(photo: &Photo) -> Vec<PillView> {
    find_on(GROUND, photo)
}
