//! Finds the marks of the card in a photograph, whatever way it lies.

use std::collections::BTreeMap;

use image::{GrayImage, RgbImage, imageops};
use imageproc::contours::{BorderType, find_contours};
use imageproc::contrast::adaptive_threshold;

use super::card::CELLS;
use super::code::{SIDE, recognize};
use super::refine::{Light, refined};
use crate::vision::{Lens, Pair, Plane};

/// A photograph is searched no larger than this, longer side in pixels; corners are then measured
/// in all its pixels.
const SEARCHED: u32 = 1600;
/// Neighbourhoods by which ink is told from paper: these parts of the longer side.
const NEIGHBOURHOODS: [u32; 2] = [30, 10];
/// Grey levels by which ink is darker than its neighbourhood.
const DARKER: i32 = 8;
/// A mark's side at least, pixels of the searched picture: two a cell.
const LEAST_SIDE: f64 = 12.0;
/// Ink and paper differ at least by this many levels.
const LEAST_CONTRAST: f64 = 30.0;
/// An outline may leave the straight line by this share of the side, and by so many pixels.
const BULGE: f64 = 0.06;
const RAGGED: f64 = 1.5;

/// A mark of the card in a photograph.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct FoundMark {
    pub number: usize,
    /// Photograph pixels, in the order of the card: from its top left clockwise.
    pub corners: [[f64; 2]; 4],
}

/// Every mark that can be read, by its number; each once.
pub fn find_marks(photo: &RgbImage) -> Vec<FoundMark> {
    let longest = photo.width().max(photo.height());
    let shrink = (f64::from(longest) / f64::from(SEARCHED)).max(1.0);
    let small = if shrink > 1.0 {
        let size = |side: u32| (f64::from(side) / shrink).round().max(1.0) as u32;
        imageops::thumbnail(photo, size(photo.width()), size(photo.height()))
    } else {
        photo.clone()
    };
    let gray = imageops::grayscale(&small);
    let scale = [
        f64::from(photo.width()) / f64::from(gray.width().max(1)),
        f64::from(photo.height()) / f64::from(gray.height().max(1)),
    ];
    let light = Light::of(photo);
    let mut found: BTreeMap<usize, FoundMark> = BTreeMap::new();
    for part in NEIGHBOURHOODS {
        let radius = (gray.width().max(gray.height()) / part).max(2);
        let mut ink = adaptive_threshold(&gray, radius, DARKER);
        imageops::invert(&mut ink);
        for corners in squares(&ink) {
            let Some(mark) = read(&gray, &corners) else {
                continue;
            };
            let whole = mark.corners.map(|[x, y]| [x * scale[0], y * scale[1]]);
            if let Some(corners) = refined(&light, &whole) {
                found
                    .entry(mark.number)
                    .or_insert(FoundMark { corners, ..mark });
            }
        }
    }
    found.into_values().collect()
}

/// Corners, clockwise on the screen, of every dark patch with four straight sides.
fn squares(ink: &GrayImage) -> Vec<[[f64; 2]; 4]> {
    let longest = ink.width().max(ink.height()) as usize;
    find_contours::<i32>(ink)
        .into_iter()
        .filter(|contour| contour.border_type == BorderType::Outer)
        .filter(|contour| (4 * LEAST_SIDE as usize..2 * longest).contains(&contour.points.len()))
        .filter_map(|contour| {
            let outline: Vec<[f64; 2]> = contour
                .points
                .iter()
                .map(|point| [f64::from(point.x) + 0.5, f64::from(point.y) + 0.5])
                .collect();
            four_corners(&outline)
        })
        .collect()
}

/// The four corners that the whole outline runs between in straight lines.
fn four_corners(outline: &[[f64; 2]]) -> Option<[[f64; 2]; 4]> {
    let count = outline.len() as f64;
    let middle = [0, 1].map(|axis: usize| {
        outline
            .iter()
            .filter_map(|point| point.get(axis))
            .sum::<f64>()
            / count
    });
    let farthest = |from: [f64; 2]| {
        outline
            .iter()
            .copied()
            .max_by(|a, b| distance(*a, from).total_cmp(&distance(*b, from)))
    };
    let first = farthest(middle)?;
    let third = farthest(first)?;
    let aside = |point: &[f64; 2]| from_line(*point, first, third);
    let (left, right) = (
        outline
            .iter()
            .copied()
            .min_by(|a, b| aside(a).total_cmp(&aside(b)))?,
        outline
            .iter()
            .copied()
            .max_by(|a, b| aside(a).total_cmp(&aside(b)))?,
    );
    // With y downwards a positive distance lies clockwise of the direction.
    let corners = [first, left, third, right];
    let sides = [0, 1, 2, 3].map(|side: usize| {
        let at = |place: usize| corners.get(place % 4).copied().unwrap_or_default();
        (at(side), at(side + 1))
    });
    if sides.iter().any(|(a, b)| distance(*a, *b) < LEAST_SIDE) {
        return None;
    }
    let straight = outline.iter().all(|point| {
        sides
            .iter()
            .any(|(a, b)| from_line(*point, *a, *b).abs() <= RAGGED.max(BULGE * distance(*a, *b)))
    });
    straight.then_some(corners)
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// Distance of a point from the line through `a` and `b`, with its side.
fn from_line([x, y]: [f64; 2], a: [f64; 2], b: [f64; 2]) -> f64 {
    let [along_x, along_y] = [b[0] - a[0], b[1] - a[1]];
    (along_x * (y - a[1]) - along_y * (x - a[0])) / distance(a, b).max(f64::MIN_POSITIVE)
}

/// The mark whose black square has these corners, where its code can be read.
fn read(gray: &GrayImage, corners: &[[f64; 2]; 4]) -> Option<FoundMark> {
    let side = CELLS as f64;
    let of_square = [[0.0, 0.0], [side, 0.0], [side, side], [0.0, side]];
    let pairs: Vec<Pair> = of_square
        .into_iter()
        .zip(corners)
        .map(|(pixel, &place)| Pair { pixel, place })
        .collect();
    // From cells of the mark to pixels, the same kind of map as from pixels to the tray.
    let cells = Plane::fit(Lens::new(CELLS as u32, CELLS as u32, 0.0), &pairs)?;
    let level = |column: f64, row: f64| level_at(gray, &cells, [column + 0.5, row + 0.5]);
    let (mut border, mut paper) = (Vec::new(), Vec::new());
    for step in 0..CELLS {
        let step = step as f64;
        let last = side - 1.0;
        for [column, row] in [[step, 0.0], [step, last], [0.0, step], [last, step]] {
            border.push(level(column, row)?);
        }
        for [column, row] in [
            [step, -0.9],
            [step, side - 0.1],
            [-0.9, step],
            [side - 0.1, step],
        ] {
            paper.extend(level(column, row));
        }
    }
    let mean = |levels: &[f64]| levels.iter().sum::<f64>() / levels.len().max(1) as f64;
    let (black, white) = (mean(&border), mean(&paper));
    let middle = f64::midpoint(black, white);
    if white - black < LEAST_CONTRAST || border.iter().any(|level| *level > middle) {
        return None;
    }
    let mut code = 0;
    for row in 0..SIDE {
        for column in 0..SIDE {
            let white = level(column as f64 + 1.0, row as f64 + 1.0)? > middle;
            code = code << 1 | u16::from(white);
        }
    }
    let (number, turns) = recognize(code)?;
    let mut upright = *corners;
    upright.rotate_left(turns);
    Some(FoundMark {
        number,
        corners: upright,
    })
}

/// Mean grey of the middle of a cell; `None` outside the picture.
fn level_at(gray: &GrayImage, cells: &Plane, [column, row]: [f64; 2]) -> Option<f64> {
    let mut sum = 0.0;
    for off in [
        [-0.2, -0.2],
        [0.2, -0.2],
        [0.0, 0.0],
        [-0.2, 0.2],
        [0.2, 0.2],
    ] {
        let [x, y] = cells.to_tray([column + off[0], row + off[1]])?;
        if x < 0.0 || y < 0.0 {
            return None;
        }
        sum += f64::from(gray.get_pixel_checked(x as u32, y as u32)?.0[0]);
    }
    Some(sum / 5.0)
}
