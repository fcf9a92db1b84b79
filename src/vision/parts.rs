//! From the network's two maps to one mask per pill. The same steps as `training/chain.py`, which
//! is the reference.

use image::{GrayImage, Luma};
use imageproc::definitions::Image;
use imageproc::region_labelling::{Connectivity, connected_components};
use ndarray::ArrayView2;

use super::geometry::{Point, area, convex_hull};
use super::look::LOOK;

/// Side of the maps; one map pixel is [`CELL`] x [`CELL`] pixels of the look.
pub const MAP: u32 = 96;
pub const CELL: u32 = LOOK / MAP;
const PILL_THRESHOLD: f32 = 0.5;
const CORE_THRESHOLD: f32 = 0.5;
/// Map pixels; smaller components are dropped unless nothing else is there.
const LEAST_PILL: usize = 12;
/// Map pixels.
const LEAST_CORE: f64 = 2.0;
/// Of the largest core in the same component.
const LEAST_CORE_SHARE: f64 = 0.12;

/// Two pieces that fill this share of the hull around both are one pill.
const CONVEX: f64 = 0.95;

const INSIDE: Luma<u8> = Luma([255]);
const OUTSIDE: Luma<u8> = Luma([0]);

/// The maps of one look: probabilities `[MAP, MAP]` of pill and of the core of a pill.
pub struct Maps<'a> {
    pub pill: ArrayView2<'a, f32>,
    pub core: ArrayView2<'a, f32>,
}

/// One pill in the maps.
pub struct Part {
    /// `MAP` x `MAP`, 255 inside.
    pub mask: GrayImage,
    /// It is one of several in a connected patch.
    pub touching: bool,
}

impl Part {
    /// (x0, y0, x1, y1) in the look's pixels.
    pub fn bounds(&self) -> [f64; 4] {
        let mut bounds = [u32::MAX, u32::MAX, 0, 0];
        for (x, y) in inside(&self.mask) {
            let [x0, y0, x1, y1] = bounds;
            bounds = [x0.min(x), y0.min(y), x1.max(x + 1), y1.max(y + 1)];
        }
        bounds.map(|v| f64::from(v) * f64::from(CELL))
    }
}

/// Coordinates of the pixels that are set, in raster order.
fn inside(mask: &GrayImage) -> impl Iterator<Item = (u32, u32)> {
    mask.enumerate_pixels()
        .filter(|(_, _, p)| **p != OUTSIDE)
        .map(|(x, y, _)| (x, y))
}

fn mask_of(side: u32, mut test: impl FnMut(u32, u32) -> bool) -> GrayImage {
    GrayImage::from_fn(side, side, |x, y| if test(x, y) { INSIDE } else { OUTSIDE })
}

fn at_least(map: &ArrayView2<f32>, threshold: f32) -> GrayImage {
    mask_of(MAP, |x, y| value(map, x, y) >= threshold)
}

fn value(map: &ArrayView2<f32>, x: u32, y: u32) -> f32 {
    map.get((y as usize, x as usize)).copied().unwrap_or(0.0)
}

/// 8-connected components: labels, 0 for none, and (label, size) in raster order.
fn components(mask: &GrayImage) -> (Image<Luma<u32>>, Vec<(u32, usize)>) {
    let labels = connected_components(mask, Connectivity::Eight, OUTSIDE);
    let mut sizes: Vec<(u32, usize)> = Vec::new();
    for Luma([label]) in labels.pixels().filter(|p| p.0 != [0]) {
        match sizes.iter_mut().find(|(known, _)| known == label) {
            Some((_, size)) => *size += 1,
            None => sizes.push((*label, 1)),
        }
    }
    (labels, sizes)
}

fn component(labels: &Image<Luma<u32>>, number: u32) -> GrayImage {
    mask_of(labels.width(), |x, y| labels.get_pixel(x, y).0 == [number])
}

/// The pills in a pair of maps, in raster order of their patches.
pub fn parts_of(maps: &Maps) -> Vec<Part> {
    let (labels, sizes) = components(&at_least(&maps.pill, PILL_THRESHOLD));
    let mut kept: Vec<u32> = sizes
        .iter()
        .filter(|(_, size)| *size >= LEAST_PILL)
        .map(|(label, _)| *label)
        .collect();
    if kept.is_empty() {
        // `max_by_key` would take the last of equals.
        kept.extend(
            sizes
                .iter()
                .rev()
                .max_by_key(|(_, size)| size)
                .map(|(label, _)| *label),
        );
    }
    let core = at_least(&maps.core, CORE_THRESHOLD);
    let mut parts = Vec::new();
    for patch in kept.into_iter().map(|label| component(&labels, label)) {
        let cores = cores_in(&core, &patch);
        let pieces = if cores.len() < 2 {
            vec![patch]
        } else {
            rejoined(maps, split(&patch, &cores))
        };
        let touching = pieces.len() > 1;
        parts.extend(pieces.into_iter().map(|mask| Part { mask, touching }));
    }
    parts
}

/// The masks, of which any two that are convex together become one, the first such pair first: the
/// halves of a two-colored capsule, or a pill cut along its score.
fn rejoined(maps: &Maps, mut masks: Vec<GrayImage>) -> Vec<GrayImage> {
    while let Some((first, second, both)) = convex_pair(maps, &masks) {
        masks.remove(second);
        if let Some(mask) = masks.get_mut(first) {
            *mask = both;
        }
    }
    masks
}

fn convex_pair(maps: &Maps, masks: &[GrayImage]) -> Option<(usize, usize, GrayImage)> {
    for (first, one) in masks.iter().enumerate() {
        for (second, other) in masks.iter().enumerate().skip(first + 1) {
            let both = mask_of(MAP, |x, y| {
                *one.get_pixel(x, y) != OUTSIDE || *other.get_pixel(x, y) != OUTSIDE
            });
            if is_convex(maps, &both) {
                return Some((first, second, both));
            }
        }
    }
    None
}

/// Whether a mask fills its hull: no pill has a waist, two that touch nearly always do.
fn is_convex(maps: &Maps, mask: &GrayImage) -> bool {
    let hull = convex_hull(outline_points(maps, mask));
    let cells = inside(mask).count() as f64;
    cells * f64::from(CELL * CELL) >= CONVEX * area(&hull)
}

/// The pixels of each core inside a patch, without specks.
fn cores_in(core: &GrayImage, patch: &GrayImage) -> Vec<Vec<(u32, u32)>> {
    let both = mask_of(MAP, |x, y| {
        *core.get_pixel(x, y) != OUTSIDE && *patch.get_pixel(x, y) != OUTSIDE
    });
    let (labels, sizes) = components(&both);
    let largest = sizes.iter().map(|(_, size)| *size).max().unwrap_or(0);
    let least = LEAST_CORE.max(LEAST_CORE_SHARE * largest as f64);
    sizes
        .into_iter()
        .filter(|(_, size)| *size as f64 >= least)
        .map(|(label, _)| inside(&component(&labels, label)).collect())
        .collect()
}

/// One mask per core: every pixel goes to the core whose nearest pixel is nearest, of equals to the
/// earlier core.
fn split(patch: &GrayImage, cores: &[Vec<(u32, u32)>]) -> Vec<GrayImage> {
    let mut masks = vec![GrayImage::new(MAP, MAP); cores.len()];
    for (x, y) in inside(patch) {
        let distance = |core: &[(u32, u32)]| {
            core.iter()
                .map(|(cx, cy)| cx.abs_diff(x).pow(2) + cy.abs_diff(y).pow(2))
                .min()
        };
        let nearest = masks
            .iter_mut()
            .zip(cores)
            .min_by_key(|(_, core)| distance(core));
        if let Some((mask, _)) = nearest {
            mask.put_pixel(x, y, INSIDE);
        }
    }
    masks
}

/// The part nearest the middle of the map by its nearest pixel; of equals the larger.
pub fn central(parts: &[Part]) -> Option<&Part> {
    parts.iter().min_by_key(|part| {
        let twice = |v: u32| (2 * v).abs_diff(MAP - 1).pow(2);
        let nearest = inside(&part.mask).map(|(x, y)| twice(x) + twice(y)).min();
        (nearest, std::cmp::Reverse(inside(&part.mask).count()))
    })
}

/// Where a mask ends, in the look's coordinates: on the way from each of its cells to each of
/// the four beside it that is not its own, where the pill map falls through the threshold, or
/// half-way when that cell is another part's.
pub fn outline_points(maps: &Maps, mask: &GrayImage) -> Vec<Point> {
    let set = |x: i64, y: i64| {
        let pixel = u32::try_from(x).ok().zip(u32::try_from(y).ok());
        pixel.is_some_and(|(x, y)| mask.get_pixel_checked(x, y).is_some_and(|p| *p != OUTSIDE))
    };
    let pill = |x: i64, y: i64| {
        let cell = usize::try_from(y).ok().zip(usize::try_from(x).ok());
        let value = cell.and_then(|cell| maps.pill.get(cell));
        f64::from(value.copied().unwrap_or(0.0))
    };
    let threshold = f64::from(PILL_THRESHOLD);
    let mut points = Vec::new();
    for (x, y) in inside(mask).map(|(x, y)| (i64::from(x), i64::from(y))) {
        for (dx, dy) in [(-1, 0), (1, 0), (0, -1), (0, 1)] {
            if set(x + dx, y + dy) {
                continue;
            }
            let (here, there) = (pill(x, y), pill(x + dx, y + dy));
            let way = if there < threshold {
                (here - threshold) / (here - there)
            } else {
                0.5
            };
            let along =
                |cell: i64, step: i64| (cell as f64 + 0.5 + way * step as f64) * f64::from(CELL);
            points.push([along(x, dx), along(y, dy)]);
        }
    }
    points
}
