//! From the network's maps to one mask per pill. The same steps as `training/chain.py`, which is the
//! reference.

use std::collections::HashSet;

use image::{GrayImage, Luma};
use imageproc::region_labelling::{Connectivity, connected_components};
use ndarray::ArrayView2;

use super::geometry::{Point, area, convex_hull};

/// One map pixel is [`CELL`] x [`CELL`] pixels of the look.
pub const CELL: u32 = 2;
const PILL_THRESHOLD: f32 = 0.5;
const CORE_THRESHOLD: f32 = 0.5;
/// Far below a half: no contact is surer than 0.4, and none is seen where pills lie apart.
const CONTACT_THRESHOLD: f32 = 0.1;
/// Map pixels; what may be a small pill.
pub const LEAST_SPECK: usize = 6;
/// A finer look that sees this much of a pill is worth a window, which is surer.
const FAINT: f32 = 0.15;
/// Map pixels.
const LEAST_FAINT: usize = 4;
/// More of them in one photograph are a pattern of the ground.
pub const MOST_FAINT: usize = 8;
/// Map pixels.
const LEAST_CORE: f64 = 2.0;
/// Of the largest core in the same component.
const LEAST_CORE_SHARE: f64 = 0.12;
/// Map pixels.
const LEAST_CONTACT: usize = 4;
/// Two pieces that fill this share of the hull around both are one pill.
const CONVEX: f64 = 0.95;
/// What fills less of its hull is no pill.
const SOLID: f64 = 0.85;

const INSIDE: Luma<u8> = Luma([255]);
const OUTSIDE: Luma<u8> = Luma([0]);

/// The maps of one look: probabilities of pill, of the core of a pill, and that pills touch there.
pub struct Maps<'a> {
    pub pill: ArrayView2<'a, f32>,
    pub core: ArrayView2<'a, f32>,
    pub contact: ArrayView2<'a, f32>,
}

/// Some pixels of the maps, and a rectangle around them.
pub struct Patch {
    /// Upper left corner of the rectangle, map pixels.
    pub at: [u32; 2],
    /// The rectangle, 255 where the pixels are.
    pub mask: GrayImage,
}

impl Patch {
    /// Coordinates in the maps, in raster order.
    fn pixels(&self) -> impl Iterator<Item = (u32, u32)> {
        inside(&self.mask).map(|(x, y)| (x + self.at[0], y + self.at[1]))
    }

    fn size(&self) -> usize {
        inside(&self.mask).count()
    }

    /// Whether it reaches the border of its look: that was laid around a part of the pill.
    pub fn is_cut_off(&self, maps: &Maps) -> bool {
        let (rows, columns) = maps.pill.dim();
        let last = [columns, rows].map(|cells| cells.saturating_sub(1) as u32);
        self.pixels()
            .any(|(x, y)| x == 0 || y == 0 || x == last[0] || y == last[1])
    }

    /// Of the upright box, in the look's pixels.
    pub fn longer_side(&self) -> f64 {
        let [mut x0, mut y0, mut x1, mut y1] = [u32::MAX, u32::MAX, 0, 0];
        for (x, y) in inside(&self.mask) {
            (x0, y0, x1, y1) = (x0.min(x), y0.min(y), x1.max(x + 1), y1.max(y + 1));
        }
        f64::from(x1.saturating_sub(x0).max(y1.saturating_sub(y0)) * CELL)
    }
}

/// One pill in the maps.
pub struct Part {
    pub patch: Patch,
    /// Another pill lies against it.
    pub touching: bool,
}

/// Coordinates of the pixels that are set, in raster order.
fn inside(mask: &GrayImage) -> impl Iterator<Item = (u32, u32)> {
    mask.enumerate_pixels()
        .filter(|(_, _, p)| **p != OUTSIDE)
        .map(|(x, y, _)| (x, y))
}

fn mask_of(size: (u32, u32), mut test: impl FnMut(u32, u32) -> bool) -> GrayImage {
    GrayImage::from_fn(
        size.0,
        size.1,
        |x, y| {
            if test(x, y) { INSIDE } else { OUTSIDE }
        },
    )
}

fn value(map: &ArrayView2<f32>, x: u32, y: u32) -> f32 {
    map.get((y as usize, x as usize)).copied().unwrap_or(0.0)
}

/// A component and the corners of its upright box, which is not yet cut out.
struct Region {
    label: u32,
    size: usize,
    from: [u32; 2],
    to: [u32; 2],
}

/// The 8-connected components of at least `least` pixels, in raster order of their first pixels.
fn components(mask: &GrayImage, least: f64) -> Vec<Patch> {
    let labels = connected_components(mask, Connectivity::Eight, OUTSIDE);
    let mut regions: Vec<Region> = Vec::new();
    let mut number_of: Vec<usize> = Vec::new();
    for (x, y, Luma([label])) in labels.enumerate_pixels().filter(|(_, _, p)| p.0 != [0]) {
        let at = *label as usize;
        if number_of.len() <= at {
            number_of.resize(at + 1, usize::MAX);
        }
        let Some(number) = number_of.get_mut(at) else {
            continue;
        };
        if let Some(region) = regions.get_mut(*number) {
            region.size += 1;
            region.from = [region.from[0].min(x), region.from[1].min(y)];
            region.to = [region.to[0].max(x + 1), region.to[1].max(y + 1)];
        } else {
            *number = regions.len();
            regions.push(Region {
                label: *label,
                size: 1,
                from: [x, y],
                to: [x + 1, y + 1],
            });
        }
    }
    regions
        .into_iter()
        .filter(|region| region.size as f64 >= least)
        .map(
            |Region {
                 label, from, to, ..
             }| Patch {
                at: from,
                mask: mask_of((to[0] - from[0], to[1] - from[1]), |x, y| {
                    labels.get_pixel(x + from[0], y + from[1]).0 == [label]
                }),
            },
        )
        .collect()
}

/// The connected patches of the pill map of at least `least` map pixels.
pub fn patches(maps: &Maps, least: usize) -> Vec<Patch> {
    patches_from(maps, PILL_THRESHOLD, least)
}

fn patches_from(maps: &Maps, threshold: f32, least: usize) -> Vec<Patch> {
    let (height, width) = maps.pill.dim();
    let pill = mask_of((width as u32, height as u32), |x, y| {
        value(&maps.pill, x, y) >= threshold
    });
    components(&pill, least as f64)
}

/// Where a finer look saw a pill beside its `parts`, though not surely; none where a pattern is seen.
pub fn faint_in(maps: &Maps, parts: &[Part]) -> Vec<Part> {
    let taken: HashSet<_> = parts.iter().flat_map(|part| part.patch.pixels()).collect();
    let mut faint = patches_from(maps, FAINT, LEAST_FAINT);
    faint.retain(|patch| !patch.pixels().any(|pixel| taken.contains(&pixel)));
    if faint.len() > MOST_FAINT {
        return Vec::new();
    }
    let part = |patch| Part {
        patch,
        touching: false,
    };
    faint.into_iter().map(part).collect()
}

/// The pills in the maps, of at least `least` map pixels, in raster order of their patches.
pub fn parts_of(maps: &Maps, least: usize) -> Vec<Part> {
    let mut parts = Vec::new();
    for patch in patches(maps, least) {
        let cores = cores_in(maps, &patch);
        let pieces = if cores.len() < 2 {
            vec![patch]
        } else {
            rejoined(maps, split(&patch, &cores))
        };
        let several = pieces.len() > 1;
        parts.extend(pieces.into_iter().map(|patch| Part {
            touching: several || touches(maps, &patch),
            patch,
        }));
    }
    parts
}

/// Whether the contact map says that another pill touches this one.
fn touches(maps: &Maps, patch: &Patch) -> bool {
    let contact = patch
        .pixels()
        .filter(|(x, y)| value(&maps.contact, *x, *y) >= CONTACT_THRESHOLD);
    contact.count() >= LEAST_CONTACT
}

/// The pieces, of which any two that are convex together become one, the first such pair first: the
/// halves of a two-colored capsule, or a pill cut along its score.
fn rejoined(maps: &Maps, mut pieces: Vec<Patch>) -> Vec<Patch> {
    while let Some((first, second, both)) = convex_pair(maps, &pieces) {
        pieces.remove(second);
        if let Some(piece) = pieces.get_mut(first) {
            *piece = both;
        }
    }
    pieces
}

/// Two pieces of one patch that are convex together, and their union.
fn convex_pair(maps: &Maps, pieces: &[Patch]) -> Option<(usize, usize, Patch)> {
    for (first, one) in pieces.iter().enumerate() {
        for (second, other) in pieces.iter().enumerate().skip(first + 1) {
            let both = Patch {
                at: one.at,
                mask: mask_of(one.mask.dimensions(), |x, y| {
                    *one.mask.get_pixel(x, y) != OUTSIDE || *other.mask.get_pixel(x, y) != OUTSIDE
                }),
            };
            if is_convex(maps, &both, CONVEX) {
                return Some((first, second, both));
            }
        }
    }
    None
}

/// Whether a patch fills that share of its hull: no pill has a waist, two that touch nearly always
/// do.
fn is_convex(maps: &Maps, patch: &Patch, share: f64) -> bool {
    let hull = convex_hull(outline_points(maps, patch));
    patch.size() as f64 * f64::from(CELL * CELL) >= share * area(&hull)
}

/// Whether a part of a second look is a pill: it has a core, and no great dents but those that a pill
/// beside it may have left.
pub fn is_sound(maps: &Maps, part: &Part) -> bool {
    let core = part
        .patch
        .pixels()
        .filter(|(x, y)| value(&maps.core, *x, *y) >= CORE_THRESHOLD);
    core.count() as f64 >= LEAST_CORE && (part.touching || is_convex(maps, &part.patch, SOLID))
}

/// The pixels of each core inside a patch, without specks.
fn cores_in(maps: &Maps, patch: &Patch) -> Vec<Vec<(u32, u32)>> {
    let core = mask_of(patch.mask.dimensions(), |x, y| {
        *patch.mask.get_pixel(x, y) != OUTSIDE
            && value(&maps.core, x + patch.at[0], y + patch.at[1]) >= CORE_THRESHOLD
    });
    let cores = components(&core, 0.0);
    let largest = cores.iter().map(Patch::size).max().unwrap_or(0);
    let least = LEAST_CORE.max(LEAST_CORE_SHARE * largest as f64);
    cores
        .into_iter()
        .filter(|core| core.size() as f64 >= least)
        .map(|core| core.pixels().collect())
        .collect()
}

/// One piece per core: every pixel goes to the core whose nearest pixel is nearest, of equals to the
/// earlier core. All have the rectangle of the patch.
fn split(patch: &Patch, cores: &[Vec<(u32, u32)>]) -> Vec<Patch> {
    let (width, height) = patch.mask.dimensions();
    let mut masks = vec![GrayImage::new(width, height); cores.len()];
    for (x, y) in inside(&patch.mask) {
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
        .into_iter()
        .map(|mask| Patch { at: patch.at, mask })
        .collect()
}

/// Where a patch ends, in the look's coordinates: on the way from each of its pixels to each of the
/// four beside it that is not its own, where the pill map falls through the threshold, or half-way
/// when that pixel is another patch's or the map is below it here already.
pub fn outline_points(maps: &Maps, patch: &Patch) -> Vec<Point> {
    let set = |x: i64, y: i64| {
        let pixel = u32::try_from(x).ok().zip(u32::try_from(y).ok());
        pixel.is_some_and(|(x, y)| {
            let pixel = patch.mask.get_pixel_checked(x, y);
            pixel.is_some_and(|pixel| *pixel != OUTSIDE)
        })
    };
    let [left, top] = patch.at.map(i64::from);
    let pill = |x: i64, y: i64| {
        let pixel = usize::try_from(y + top)
            .ok()
            .zip(usize::try_from(x + left).ok());
        let value = pixel.and_then(|pixel| maps.pill.get(pixel));
        f64::from(value.copied().unwrap_or(0.0))
    };
    let threshold = f64::from(PILL_THRESHOLD);
    let mut points = Vec::new();
    for (x, y) in inside(&patch.mask).map(|(x, y)| (i64::from(x), i64::from(y))) {
        for (dx, dy) in [(-1, 0), (1, 0), (0, -1), (0, 1)] {
            if set(x + dx, y + dy) {
                continue;
            }
            let (here, there) = (pill(x, y), pill(x + dx, y + dy));
            let way = if there < threshold && here >= threshold {
                (here - threshold) / (here - there)
            } else {
                0.5
            };
            let along =
                |at: i64, step: i64| (at as f64 + 0.5 + way * step as f64) * f64::from(CELL);
            points.push([along(x + left, dx), along(y + top, dy)]);
        }
    }
    points
}
