//! What the light makes of white: from the bare paper and the grey patches of the card.

use image::RgbImage;

use super::card::{GRID, Ink, pairs, patches};
use super::find::FoundMark;
use super::refine::Light;
use crate::vision::{Lens, Pair, Plane};

/// Half the side of the square that is looked at within a patch, millimetres.
const HALF_MM: f64 = 3.0;
/// Looks along a side of it.
const LOOKS: i32 = 7;
/// Linear light outside of this says nothing: sRGB 30 and 250.
const USABLE: std::ops::RangeInclusive<f64> = 0.013..=0.956;
/// Corners of marks around a patch that must be seen, so that it is in view and where it should be.
const LEAST_AROUND: usize = 3;
/// Where paper and grey differ by more than this share, the printer's grey has a color: paper alone.
const MOST_APART: f64 = 0.08;

/// The light on the tray.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct White {
    /// Factors of linear red, green and blue that make the card neutral; none where paper and grey
    /// were too bright, too dark or out of view.
    pub gains: Option<[f64; 3]>,
    /// Largest difference between what the paper and what the grey says, where both can be seen.
    pub apart: Option<f64>,
    /// Largest turn in hue of a printed color after the gains, degrees: large where the light is poor
    /// in some color, or the printer in some ink.
    pub hue_off_deg: Option<f64>,
}

/// Looks at the patches between the marks.
pub fn white(photo: &RgbImage, marks: &[FoundMark]) -> White {
    let light = Light::of(photo);
    let Some(to_photo) = card_to_photo(marks) else {
        return White::default();
    };
    let seen: Vec<(Ink, [f64; 3])> = patches()
        .enumerate()
        .filter(|(place, _)| around(marks, *place) >= LEAST_AROUND)
        .filter_map(|(_, (middle, ink))| Some((ink, typical(&light, &to_photo, middle)?)))
        .collect();
    let paper = neutral(&seen, Ink::White);
    let gray = neutral(&seen, Ink::Gray);
    let apart = paper.zip(gray).map(|(paper, gray)| {
        let each = paper.iter().zip(gray).map(|(a, b)| (a / b - 1.0).abs());
        each.fold(0.0, f64::max)
    });
    let cast = match (paper, gray) {
        (Some(paper), Some(gray)) if apart.is_some_and(|apart| apart <= MOST_APART) => {
            Some([0, 1, 2].map(|color: usize| {
                let of = |cast: [f64; 3]| cast.get(color).copied().unwrap_or(1.0);
                f64::midpoint(of(paper), of(gray))
            }))
        }
        (paper, gray) => paper.or(gray),
    };
    let gains = cast.map(|cast| cast.map(|share| 1.0 / share));
    White {
        gains,
        apart,
        hue_off_deg: gains.and_then(|gains| hue_off(&seen, gains)),
    }
}

/// From millimetres on the card to pixels. Bends of the lens are left out: patches are wide.
fn card_to_photo(marks: &[FoundMark]) -> Option<Plane> {
    let turned: Vec<Pair> = marks
        .iter()
        .flat_map(|mark| pairs(mark.number, &mark.corners))
        .map(|Pair { pixel, place }| Pair {
            pixel: place,
            place: pixel,
        })
        .collect();
    Plane::fit(Lens::new(200, 200, 0.0), &turned)
}

/// How many of the four marks around a patch were found.
fn around(marks: &[FoundMark], patch: usize) -> usize {
    let first = patch / (GRID - 1) * GRID + patch % (GRID - 1);
    let neighbours = [first, first + 1, first + GRID, first + GRID + 1];
    marks
        .iter()
        .filter(|mark| neighbours.contains(&mark.number))
        .count()
}

/// Median of each color in the middle of a patch, linear light.
fn typical(light: &Light, to_photo: &Plane, [x, y]: [f64; 2]) -> Option<[f64; 3]> {
    let mut colors: [Vec<f64>; 3] = Default::default();
    let line = |step: i32| HALF_MM * (2.0 * f64::from(step) / f64::from(LOOKS - 1) - 1.0);
    for row in 0..LOOKS {
        for column in 0..LOOKS {
            let [px, py] = to_photo.to_tray([x + line(column), y + line(row)])?;
            if px < 0.0 || py < 0.0 {
                return None;
            }
            let pixel = light.pixel(px as u32, py as u32)?;
            for (values, value) in colors.iter_mut().zip(pixel) {
                values.push(value);
            }
        }
    }
    let [red, green, blue] = colors.map(middle_of);
    Some([red?, green?, blue?])
}

fn middle_of(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// The share of each color in the light that comes from the patches of this ink, 1 where neutral.
fn neutral(seen: &[(Ink, [f64; 3])], ink: Ink) -> Option<[f64; 3]> {
    let usable: Vec<[f64; 3]> = seen
        .iter()
        .filter(|(of, color)| *of == ink && color.iter().all(|light| USABLE.contains(light)))
        .map(|(_, color)| {
            let mean = color.iter().sum::<f64>() / 3.0;
            color.map(|light| light / mean)
        })
        .collect();
    let share = |color: usize| {
        let of_color = usable.iter().filter_map(|light| light.get(color).copied());
        middle_of(of_color.collect())
    };
    Some([share(0)?, share(1)?, share(2)?])
}

fn hue_off(seen: &[(Ink, [f64; 3])], gains: [f64; 3]) -> Option<f64> {
    let turns = seen.iter().filter_map(|(ink, color)| {
        let Ink::Color(printed) = ink else {
            return None;
        };
        let lit = [
            color[0] * gains[0],
            color[1] * gains[1],
            color[2] * gains[2],
        ];
        let wanted = hue(printed.map(|level| (f64::from(level) / 255.0).powf(2.2)));
        let off = (hue(lit) - wanted + 540.0).rem_euclid(360.0) - 180.0;
        Some(off.abs())
    });
    turns.reduce(f64::max)
}

/// Degrees on the wheel of red, green and blue.
fn hue([red, green, blue]: [f64; 3]) -> f64 {
    (3.0_f64.sqrt() * (green - blue))
        .atan2(2.0 * red - green - blue)
        .to_degrees()
}
