//! From the network's two maps to one mask per pill. The same steps as `training/chain.py`, which
//! is the reference.

use image::{GrayImage, Luma};
use imageproc::definitions::Image;
use imageproc::region_labelling::{Connectivity, connected_components};
use ndarray::ArrayView2;

use super::geometry::Point;
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
    fn whole(mask: GrayImage) -> Self {
        Self {
            mask,
            touching: false,
        }
    }

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
        if cores.len() < 2 {
            parts.push(Part::whole(patch));
        } else {
            parts.extend(split(&patch, &cores));
        }
    }
    parts
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

/// One part per core: every pixel goes to the core whose nearest pixel is nearest, of equals to the
/// earlier core.
fn split(patch: &GrayImage, cores: &[Vec<(u32, u32)>]) -> Vec<Part> {
    let mut parts: Vec<Part> = cores
        .iter()
        .map(|_| Part {
            mask: GrayImage::new(MAP, MAP),
            touching: true,
        })
        .collect();
    for (x, y) in inside(patch) {
        let distance = |core: &Vec<(u32, u32)>| {
            core.iter()
                .map(|(cx, cy)| cx.abs_diff(x).pow(2) + cy.abs_diff(y).pow(2))
                .min()
        };
        let nearest = parts
            .iter_mut()
            .zip(cores)
            .min_by_key(|(_, core)| distance(core));
        if let Some((part, _)) = nearest {
            part.mask.put_pixel(x, y, INSIDE);
        }
    }
    // An empty part would have no outline; a core owns at least its own pixels.
    parts.retain(|part| part.mask.pixels().any(|p| *p != OUTSIDE));
    parts
}

/// Number of the part nearest the middle of the map by its nearest pixel; of equals the larger.
pub fn central(parts: &[Part]) -> Option<usize> {
    let key = |part: &Part| {
        let twice = |v: u32| (2 * v).abs_diff(MAP - 1).pow(2);
        let nearest = inside(&part.mask).map(|(x, y)| twice(x) + twice(y)).min();
        (nearest, std::cmp::Reverse(inside(&part.mask).count()))
    };
    (0..parts.len()).min_by_key(|number| parts.get(*number).map(key))
}

/// A part at the size of the look: the enlarged pill map over the threshold, where the part or its
/// direct neighbourhood is and no other part; 255 inside.
pub fn outline_mask(maps: &Maps, parts: &[Part], number: usize) -> GrayImage {
    let Some(part) = parts.get(number) else {
        return GrayImage::new(LOOK, LOOK);
    };
    let others: Vec<&Part> = parts
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != number)
        .map(|(_, p)| p)
        .collect();
    let allowed = mask_of(MAP, |x, y| {
        let mut around = (y.saturating_sub(1)..=(y + 1).min(MAP - 1))
            .flat_map(|ny| (x.saturating_sub(1)..=(x + 1).min(MAP - 1)).map(move |nx| (nx, ny)));
        around.any(|(nx, ny)| *part.mask.get_pixel(nx, ny) != OUTSIDE)
            && others
                .iter()
                .all(|other| *other.mask.get_pixel(x, y) == OUTSIDE)
    });
    let fine = mask_of(LOOK, |x, y| {
        *allowed.get_pixel(x / CELL, y / CELL) != OUTSIDE
            && enlarged(&maps.pill, x, y) >= f64::from(PILL_THRESHOLD)
    });
    if fine.pixels().any(|p| *p != OUTSIDE) {
        fine
    } else {
        mask_of(LOOK, |x, y| {
            *part.mask.get_pixel(x / CELL, y / CELL) != OUTSIDE
        })
    }
}

/// The map enlarged by two, bilinear with clamped edges, at a pixel of the look.
fn enlarged(map: &ArrayView2<f32>, x: u32, y: u32) -> f64 {
    let pair = |v: u32| {
        let (cell, odd) = (v / 2, v % 2 == 1);
        let other = if odd {
            (cell + 1).min(MAP - 1)
        } else {
            cell.saturating_sub(1)
        };
        (cell, other)
    };
    let ((x0, x1), (y0, y1)) = (pair(x), pair(y));
    let column = |cx| 0.75 * f64::from(value(map, cx, y0)) + 0.25 * f64::from(value(map, cx, y1));
    0.75 * column(x0) + 0.25 * column(x1)
}

/// Middles of the outer pixel edges at both ends of every row of a mask.
pub fn outline_points(mask: &GrayImage) -> Vec<Point> {
    let mut points = Vec::new();
    for (y, row) in mask.enumerate_rows() {
        let y = f64::from(y);
        let mut set = row
            .filter(|(_, _, p)| **p != OUTSIDE)
            .map(|(x, _, _)| f64::from(x));
        let Some(first) = set.next() else { continue };
        let last = set.last().unwrap_or(first);
        points.extend([[first, y + 0.5], [first + 0.5, y], [first + 0.5, y + 1.0]]);
        points.extend([
            [last + 1.0, y + 0.5],
            [last + 0.5, y],
            [last + 0.5, y + 1.0],
        ]);
    }
    points
}
