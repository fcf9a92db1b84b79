//! From the marks in one photograph of the card to the map of the tray, and how far it is off.

use image::RgbImage;

use super::card::{GRID, RULER_MM, pairs};
use super::find::{FoundMark, find_marks};
use super::white::{White, white};
use crate::vision::{Lens, Pair, Photo, Plane, enclosed_area};

/// Marks that must be seen: fewer do not tell how far the map is off.
const LEAST_MARKS: usize = 6;
/// From this many marks the bend of the lens is measured too.
const MARKS_FOR_BEND: usize = 9;
/// Lenses bend by less than this.
const MOST_BEND: f64 = 0.35;
/// From this many marks a third of them is held out at a time; below it one by one.
const MARKS_FOR_THIRDS: usize = 12;
/// A mark further away than so many times the usual, and than so many millimetres, was misread.
const STRAY_TIMES: f64 = 6.0;
const STRAY_MM: f64 = 2.0;
/// Above this typical error the card was not flat, or not sharp.
const MOST_TYPICAL_MM: f64 = 0.5;
/// What a person may measure on the ruler: more is not a printer's scaling.
const RULER_RANGE_MM: std::ops::RangeInclusive<f64> = 80.0..=120.0;

/// Why the photograph gives no calibration, and what to do.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum MeasureError {
    #[error(
        "{found} of the card's marks can be read, and it takes at least {LEAST_MARKS}: lay the card flat under the camera, whole and well lit, and take it again"
    )]
    TooFew { found: usize },
    #[error(
        "the marks that can be read lie almost in one line: lay the card so that it fills the picture, and take it again"
    )]
    InOneLine,
    #[error(
        "the camera looks along the tray rather than down on it: mount it above the tray and take it again"
    )]
    TooOblique,
    #[error(
        "the marks are {median_mm:.2} mm away from where they are printed: lay the card flat and still, sharp in the picture, and take it again"
    )]
    TooRough { median_mm: f64 },
    #[error(
        "the line on the card cannot be {0} mm long: measure the line that should be 100 mm, or print the card again at actual size"
    )]
    Ruler(f64),
}

/// How errors are spread, millimetres.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Spread {
    pub median_mm: f64,
    pub worst_mm: f64,
}

/// What one photograph of the card says.
#[derive(Clone, PartialEq, Debug)]
pub struct Measured {
    /// Of the photograph, pixels; the map holds for pictures of this size alone.
    pub width: u32,
    pub height: u32,
    /// Where the corners of the picture lie on the tray, micrometres, clockwise from its top left.
    /// With `bend_ppm` they are the whole map.
    pub corners_um: [[i64; 2]; 4],
    /// Bend of the lens, millionths.
    pub bend_ppm: i64,
    /// Marks that were read.
    pub marks: usize,
    /// Part of the picture that the marks enclose, 0 to 1; beyond it the map is a guess.
    pub covered: f64,
    /// How far a mark that was held out of the fit lies from where it is printed.
    pub place: Spread,
    /// How wrong the sides of such a mark come out, each 14 mm long.
    pub length: Spread,
    /// Millimetres a pixel in the middle of the picture.
    pub mm_per_px: f64,
    pub white: White,
}

impl Measured {
    /// The map of the tray.
    pub fn plane(&self) -> Option<Plane> {
        plane(self.width, self.height, self.corners_um, self.bend_ppm)
    }
}

/// The map that [`Measured`] keeps in whole numbers.
pub fn plane(width: u32, height: u32, corners_um: [[i64; 2]; 4], bend_ppm: i64) -> Option<Plane> {
    let lens = Lens::new(width, height, bend_ppm as f64 / 1e6);
    let pairs: Vec<Pair> = picture_corners(width, height)
        .into_iter()
        .zip(corners_um)
        .map(|(pixel, place)| Pair {
            pixel,
            place: place.map(|um| um as f64 / 1e3),
        })
        .collect();
    Plane::fit(lens, &pairs)
}

fn picture_corners(width: u32, height: u32) -> [[f64; 2]; 4] {
    let (right, bottom) = (f64::from(width), f64::from(height));
    [[0.0, 0.0], [right, 0.0], [right, bottom], [0.0, bottom]]
}

/// Measures the tray by a photograph of the card on it. `ruler_mm` is what a person measured on the
/// printed line of [`RULER_MM`].
pub fn measure(photo: &Photo, ruler_mm: f64) -> Result<Measured, MeasureError> {
    measure_marks(&photo.pixels, find_marks(&photo.pixels), ruler_mm)
}

/// As [`measure`], by the marks that were found in the picture.
pub fn measure_marks(
    pixels: &RgbImage,
    mut marks: Vec<FoundMark>,
    ruler_mm: f64,
) -> Result<Measured, MeasureError> {
    if !RULER_RANGE_MM.contains(&ruler_mm) {
        return Err(MeasureError::Ruler(ruler_mm));
    }
    let (width, height) = pixels.dimensions();
    let size = [width, height];
    let scale = ruler_mm / RULER_MM;
    let plane = loop {
        if marks.len() < LEAST_MARKS {
            return Err(MeasureError::TooFew { found: marks.len() });
        }
        let plane = fitted(size, &marks, scale).ok_or(MeasureError::InOneLine)?;
        let before = marks.len();
        drop_strays(&mut marks, &plane, scale);
        if marks.len() == before {
            break plane;
        }
    };
    let held_out = held_out(size, &marks, scale).ok_or(MeasureError::InOneLine)?;
    if held_out.place.median_mm > MOST_TYPICAL_MM {
        let median_mm = held_out.place.median_mm;
        return Err(MeasureError::TooRough { median_mm });
    }
    let corners = picture_corners(width, height).map(|corner| plane.to_tray(corner));
    let [Some(a), Some(b), Some(c), Some(d)] = corners else {
        return Err(MeasureError::TooOblique);
    };
    let middle = [f64::from(width) / 2.0, f64::from(height) / 2.0];
    let all: Vec<[f64; 2]> = marks.iter().flat_map(|mark| mark.corners).collect();
    Ok(Measured {
        width,
        height,
        corners_um: [a, b, c, d].map(|place| place.map(|mm| (mm * 1e3).round() as i64)),
        bend_ppm: (plane.lens().bend * 1e6).round() as i64,
        marks: marks.len(),
        covered: enclosed_area(all) / (f64::from(width) * f64::from(height)),
        place: held_out.place,
        length: held_out.length,
        mm_per_px: plane.mm_per_px(middle).ok_or(MeasureError::TooOblique)?,
        white: white(pixels, &marks),
    })
}

fn all_pairs(marks: &[FoundMark], scale: f64) -> Vec<Pair> {
    let of_mark = |mark: &FoundMark| {
        pairs(mark.number, &mark.corners)
            .map(|pair| Pair {
                place: pair.place.map(|mm| mm * scale),
                ..pair
            })
            .collect::<Vec<_>>()
    };
    marks.iter().flat_map(of_mark).collect()
}

/// The best map, and the best bend of the lens where there are marks enough to tell.
fn fitted([width, height]: [u32; 2], marks: &[FoundMark], scale: f64) -> Option<Plane> {
    let pairs = all_pairs(marks, scale);
    let with_bend = |bend: f64| Plane::fit(Lens::new(width, height, bend), &pairs);
    if marks.len() < MARKS_FOR_BEND {
        return with_bend(0.0);
    }
    let cost = |bend: f64| {
        with_bend(bend).map_or(f64::INFINITY, |plane| {
            let offs = pairs.iter().map(|pair| off(&plane, pair).powi(2));
            offs.sum()
        })
    };
    // Golden section search (Kiefer 1953): the cost has one valley.
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (-MOST_BEND, MOST_BEND);
    while high - low > 1e-5 {
        let (left, right) = (high - golden * (high - low), low + golden * (high - low));
        if cost(left) < cost(right) {
            high = right;
        } else {
            low = left;
        }
    }
    with_bend(f64::midpoint(low, high))
}

/// Distance of a point from where it should be, millimetres.
fn off(plane: &Plane, pair: &Pair) -> f64 {
    plane.to_tray(pair.pixel).map_or(f64::INFINITY, |[x, y]| {
        (x - pair.place[0]).hypot(y - pair.place[1])
    })
}

fn drop_strays(marks: &mut Vec<FoundMark>, plane: &Plane, scale: f64) {
    let off_of = |mark: &FoundMark| {
        all_pairs(std::slice::from_ref(mark), scale)
            .iter()
            .map(|pair| off(plane, pair))
            .fold(0.0, f64::max)
    };
    let usual = spread(marks.iter().map(off_of).collect()).median_mm;
    let Some((worst, stray)) = marks
        .iter()
        .map(off_of)
        .enumerate()
        .max_by(|(_, a), (_, b)| a.total_cmp(b))
    else {
        return;
    };
    if stray > STRAY_MM.max(STRAY_TIMES * usual) {
        marks.remove(worst);
    }
}

struct HeldOut {
    place: Spread,
    length: Spread,
}

/// How far marks are off that took no part in the fit; every mark is held out once.
fn held_out(size: [u32; 2], marks: &[FoundMark], scale: f64) -> Option<HeldOut> {
    let turn = |place: usize, mark: &FoundMark| {
        if marks.len() < MARKS_FOR_THIRDS {
            place
        } else {
            (mark.number % GRID + 2 * (mark.number / GRID)) % 3
        }
    };
    let turns = marks.len().min(MARKS_FOR_THIRDS);
    let (mut places, mut lengths) = (Vec::new(), Vec::new());
    for this in 0..turns {
        let is_out = |(place, mark): &(usize, &FoundMark)| turn(*place, mark) == this;
        let (out, kept): (Vec<_>, Vec<_>) = marks.iter().enumerate().partition(is_out);
        if out.is_empty() {
            continue;
        }
        let kept: Vec<FoundMark> = kept.into_iter().map(|(_, mark)| *mark).collect();
        let plane = fitted(size, &kept, scale)?;
        for (_, mark) in out {
            let pairs = all_pairs(std::slice::from_ref(mark), scale);
            places.extend(pairs.iter().map(|pair| off(&plane, pair)));
            let next = pairs.iter().cycle().skip(1);
            lengths.extend(
                pairs
                    .iter()
                    .zip(next)
                    .map(|(a, b)| side_error(&plane, a, b)),
            );
        }
    }
    Some(HeldOut {
        place: spread(places),
        length: spread(lengths),
    })
}

fn side_error(plane: &Plane, a: &Pair, b: &Pair) -> f64 {
    let length = |[ax, ay]: [f64; 2], [bx, by]: [f64; 2]| (ax - bx).hypot(ay - by);
    match (plane.to_tray(a.pixel), plane.to_tray(b.pixel)) {
        (Some(from), Some(to)) => (length(from, to) - length(a.place, b.place)).abs(),
        _ => f64::INFINITY,
    }
}

fn spread(mut values: Vec<f64>) -> Spread {
    values.sort_by(f64::total_cmp);
    Spread {
        median_mm: values
            .get(values.len() / 2)
            .copied()
            .unwrap_or(f64::INFINITY),
        worst_mm: values.last().copied().unwrap_or(f64::INFINITY),
    }
}
