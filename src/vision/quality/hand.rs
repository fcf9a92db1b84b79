//! A hand that reaches into the picture: a patch that comes in from the border and is unlike the
//! ground. Its color is not asked for: skin and gloves come in every one.

use std::collections::HashSet;

use image::imageops::{FilterType, resize};
use image::{Rgb, RgbImage};
use imageproc::filter::median_filter;

use super::small::Small;

/// Pixels across; a finger is several of them.
const ACROSS: u32 = 160;
/// Neighbours of one patch differ by less than so many levels in each channel.
const ALIKE: u8 = 6;
/// Part of the picture that such a patch takes, from a finger to a hand.
const AREA: std::ops::Range<f32> = 0.012..0.35;
/// Ground runs along more of the border than this, in one patch or in several of one color (tiles,
/// planks), which differ by less than so many levels.
const MOST_BORDER: f32 = 0.1;
const SAME_COLOR: u8 = 12;
/// A finger is thick: of its pixels at least this part has the patch on all sides at this distance. The
/// edges between tiles have not.
const INNER: f32 = 0.25;
const THICK: u32 = 2;
/// It differs from the middle of the rest of the border by more than so many levels in a channel.
const UNLIKE: u8 = 30;
/// Of which no more than this part lies in pills: one that the border cuts is no hand.
const MOST_PILL: f32 = 0.5;

/// Pixels of one color, joined by pixels that hardly differ from the next.
#[derive(Default)]
struct Patch {
    /// x and y.
    pixels: Vec<[u32; 2]>,
    /// On the border of the picture.
    border: u32,
    sum: [u32; 3],
}

impl Patch {
    fn mean(&self) -> [u8; 3] {
        let pixels = self.pixels.len().max(1) as u32;
        self.sum.map(|sum| (sum / pixels) as u8)
    }
}

/// How far the farthest such patch comes from every border, in parts of the shorter side; 0 where
/// there is none. `pills` are boxes around the pills, in pixels of `small`.
pub fn reach(small: &Small, pills: &[[f32; 4]]) -> f32 {
    let (width, height) = small.color.dimensions();
    let down = (height * ACROSS / width.max(1)).max(1);
    let picture = resize(&small.color, ACROSS, down, FilterType::Triangle);
    let picture = median_filter(&picture, 1, 1);
    let scale = width as f32 / ACROSS as f32;
    let rim: Vec<[u32; 2]> = (0..down)
        .flat_map(|y| (0..ACROSS).map(move |x| [x, y]))
        .filter(|at| from_border(*at, down) == 0)
        .collect();
    let area = (ACROSS * down) as f32;
    let most_border = MOST_BORDER * rim.len() as f32;
    let depth = |patch: &Patch| {
        let places = patch.pixels.iter();
        places.map(|at| from_border(*at, down)).max().unwrap_or(0)
    };
    patches(&picture)
        .iter()
        .filter(|patch| patch.border > 0 && AREA.contains(&(patch.pixels.len() as f32 / area)))
        .filter(|patch| (patch.border as f32) < most_border)
        .filter(|patch| (like(patch, &picture, &rim) as f32) < most_border)
        .filter(|patch| is_thick(patch))
        .filter(|patch| !is_pill(patch, pills, scale) && is_unlike(patch, &picture, &rim))
        .map(|patch| depth(patch) as f32 / ACROSS.min(down) as f32)
        .fold(0.0, f32::max)
}

/// Pixels between this one and the nearest border.
fn from_border([x, y]: [u32; 2], down: u32) -> u32 {
    x.min(y).min(ACROSS - 1 - x).min(down - 1 - y)
}

fn patches(picture: &RgbImage) -> Vec<Patch> {
    let (width, height) = picture.dimensions();
    let mut seen = vec![false; (width * height) as usize];
    let mut first_sight = |x: u32, y: u32| {
        let slot = seen.get_mut((y * width + x) as usize);
        slot.is_some_and(|seen| !std::mem::replace(seen, true))
    };
    let mut patches = Vec::new();
    for (x, y, _) in picture.enumerate_pixels() {
        if !first_sight(x, y) {
            continue;
        }
        let (mut patch, mut open) = (Patch::default(), vec![[x, y]]);
        while let Some([x, y]) = open.pop() {
            let Some(Rgb(here)) = picture.get_pixel_checked(x, y) else {
                continue;
            };
            patch.pixels.push([x, y]);
            patch.border += u32::from(from_border([x, y], height) == 0);
            for (sum, level) in patch.sum.iter_mut().zip(here) {
                *sum += u32::from(*level);
            }
            let beside = [
                [x.wrapping_sub(1), y],
                [x + 1, y],
                [x, y.wrapping_sub(1)],
                [x, y + 1],
            ];
            for [x, y] in beside {
                let next = picture.get_pixel_checked(x, y);
                if next.is_some_and(|Rgb(next)| step(*here, *next) < ALIKE) && first_sight(x, y) {
                    open.push([x, y]);
                }
            }
        }
        patches.push(patch);
    }
    patches
}

/// The largest difference of any channel.
fn step(one: [u8; 3], other: [u8; 3]) -> u8 {
    let channels = one.into_iter().zip(other);
    let steps = channels.map(|(one, other)| one.abs_diff(other));
    steps.max().unwrap_or(0)
}

fn is_thick(patch: &Patch) -> bool {
    let all: HashSet<&[u32; 2]> = patch.pixels.iter().collect();
    let inner = patch.pixels.iter().filter(|[x, y]| {
        let beside = [
            [x.wrapping_sub(THICK), *y],
            [x + THICK, *y],
            [*x, y.wrapping_sub(THICK)],
            [*x, y + THICK],
        ];
        beside.iter().all(|at| all.contains(at))
    });
    inner.count() as f32 >= INNER * patch.pixels.len() as f32
}

fn is_pill(patch: &Patch, pills: &[[f32; 4]], scale: f32) -> bool {
    let in_one = |at: &&[u32; 2]| {
        let [x, y] = at.map(|v| (v as f32 + 0.5) * scale);
        pills
            .iter()
            .any(|[x0, y0, x1, y1]| (*x0..*x1).contains(&x) && (*y0..*y1).contains(&y))
    };
    let inside = patch.pixels.iter().filter(in_one).count();
    inside as f32 > MOST_PILL * patch.pixels.len() as f32
}

/// How many pixels of the border have its mean color.
fn like(patch: &Patch, picture: &RgbImage, rim: &[[u32; 2]]) -> usize {
    let mean = patch.mean();
    let border = rim.iter();
    border
        .filter_map(|[x, y]| picture.get_pixel_checked(*x, *y))
        .filter(|Rgb(pixel)| step(mean, *pixel) < SAME_COLOR)
        .count()
}

/// Whether its mean color is unlike the middle one of the border beside it.
fn is_unlike(patch: &Patch, picture: &RgbImage, rim: &[[u32; 2]]) -> bool {
    let beside: Vec<[u8; 3]> = rim
        .iter()
        .filter(|at| !patch.pixels.contains(at))
        .filter_map(|[x, y]| Some(picture.get_pixel_checked(*x, *y)?.0))
        .collect();
    let middle = [0, 1, 2].map(|channel: usize| {
        let levels = beside.iter().filter_map(|pixel| pixel.get(channel));
        let mut levels: Vec<u8> = levels.copied().collect();
        levels.sort_unstable();
        levels.get(levels.len() / 2).copied().unwrap_or(0)
    });
    step(patch.mean(), middle) > UNLIKE
}
