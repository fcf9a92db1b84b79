//! The colors of a pill as they would look in even white light, and how well they fit the SPL
//! colors a product is listed with.
//!
//! The light is taken from the calibration if there is one. Otherwise it is estimated from the ground around
//! the pill, which is often grey, white or black; if that ground is colored, nothing is corrected. Exposure
//! cannot be known. The likelihoods in `assets/vision/colors.csv`, fitted by `training/fit_color.py` on studio
//! photographs under simulated light, are as wide as that makes them.

use std::sync::LazyLock;

use image::RgbImage;

use super::geometry::{Point, ROUND_BELOW_ASPECT, TurnedRect};
use super::likelihood::Classes;
use super::view::{Mask, MeasuredColor, PillView};

static COLORS: LazyLock<Classes<3>> =
    LazyLock::new(|| Classes::parse(include_str!("../../assets/vision/colors.csv")));

/// CIE L*a*b*.
type Lab = [f64; 3];

/// The face is sampled inside this share of the outline, where no ground shines through.
const INNER: f64 = 0.78;
/// Samples along each side of the pill's rectangle.
const SAMPLES: u32 = 40;
/// Ground is looked at within this many times the pill's axes, outside [`GROUND_FROM`] times.
const GROUND_TO: f64 = 1.7;
const GROUND_FROM: f64 = 1.15;
/// Padding and clipped white say nothing about the light.
const DARKEST_GROUND: u8 = 30;
const LIGHTEST_GROUND: u8 = 248;
/// A pixel with (max - min) / max above this has a color of its own.
const MOST_GROUND_CHROMA: f64 = 0.3;
/// At least this part of the ground must be usable.
const LEAST_GROUND: f64 = 0.4;
/// How far the guess is followed: the ground may well be slightly colored itself.
const TRUST: f64 = 0.7;
/// Halves of a long pill that differ more than this (CIE 1976 color difference) are two colors.
const TWO_TONE: f64 = 14.0;

/// How well the colors listed for a product explain the measured ones, relative to all pills: 0
/// says nothing, between -6 and 4. A listed color that is not seen counts little, since it may be on
/// the other side or in the imprint.
pub fn color_log_likelihood(view: &PillView, spl_colors: &[String]) -> f32 {
    let explained = |color: &MeasuredColor| {
        COLORS
            .log_ratios(&color.lab.map(f64::from))
            .into_iter()
            .filter(|(name, _)| {
                spl_colors
                    .iter()
                    .any(|listed| listed.eq_ignore_ascii_case(name))
            })
            .map(|(_, ratio)| ratio)
            .reduce(f32::max)
    };
    view.colors
        .iter()
        .filter_map(|color| Some(color.share * explained(color)?))
        .sum()
}

/// One or two colors of a pill, the larger share first; none when no pixel of it is in the
/// photograph. `gains` are the light's, where it was measured; else it is guessed.
pub fn measure(
    photo: &RgbImage,
    mask: &Mask,
    rect: &TurnedRect,
    gains: Option<[f64; 3]>,
) -> Vec<MeasuredColor> {
    let gains = gains.unwrap_or_else(|| illuminant(photo, mask, rect));
    let face: Vec<(f64, Lab)> = grid(INNER)
        .filter(|at| mask.contains(at_photo(rect, at.map(|v| v / INNER)).map(|v| v as f32)))
        .filter_map(|at| Some((at[0], lab(pixel(photo, at_photo(rect, at))?, gains))))
        .collect();
    let side = |keep: fn(f64) -> bool| -> Vec<Lab> {
        face.iter()
            .filter(|(u, _)| keep(*u))
            .map(|(_, lab)| *lab)
            .collect()
    };
    let (left, right) = (typical(&side(|u| u < -0.08)), typical(&side(|u| u > 0.08)));
    let tones = match (left, right) {
        (Some(left), Some(right))
            if rect.long > ROUND_BELOW_ASPECT * rect.short
                && difference(left, right) > TWO_TONE =>
        {
            let of_left = face
                .iter()
                .filter(|(_, lab)| difference(*lab, left) < difference(*lab, right))
                .count();
            let share = of_left as f64 / face.len() as f64;
            vec![(left, share), (right, 1.0 - share)]
        }
        _ => typical(&side(|_| true))
            .map(|lab| (lab, 1.0))
            .into_iter()
            .collect(),
    };
    let mut colors: Vec<MeasuredColor> = tones
        .into_iter()
        .filter_map(|(lab, share)| {
            let name = COLORS.likeliest(&lab)?;
            Some(MeasuredColor {
                name,
                lab: lab.map(|v| v as f32),
                share: share as f32,
            })
        })
        .collect();
    colors.sort_by(|a, b| b.share.total_cmp(&a.share));
    colors
}

/// Points of a square grid from -reach to reach along the long and the short axis; 1 is the edge
/// of the rectangle.
fn grid(reach: f64) -> impl Iterator<Item = Point> {
    let line = move |i: u32| ((f64::from(i) + 0.5) / f64::from(SAMPLES) * 2.0 - 1.0) * reach;
    (0..SAMPLES).flat_map(move |j| (0..SAMPLES).map(move |i| [line(i), line(j)]))
}

/// From the pill's own axes to the photograph.
fn at_photo(rect: &TurnedRect, [u, v]: Point) -> Point {
    let (sin, cos) = rect.angle_deg.to_radians().sin_cos();
    let (along, across) = (u * rect.long / 2.0, v * rect.short / 2.0);
    [
        rect.center[0] + along * cos - across * sin,
        rect.center[1] + along * sin + across * cos,
    ]
}

fn pixel(photo: &RgbImage, [x, y]: Point) -> Option<[u8; 3]> {
    let inside = x >= 0.0 && y >= 0.0;
    inside
        .then(|| photo.get_pixel_checked(x as u32, y as u32).map(|p| p.0))
        .flatten()
}

/// Gains of linear red, green and blue that make the ground neutral; ones where it cannot be told
/// (grey-world over near-neutral ground; Buchsbaum 1980).
fn illuminant(photo: &RgbImage, mask: &Mask, rect: &TurnedRect) -> [f64; 3] {
    let seen: Vec<[u8; 3]> = grid(GROUND_TO)
        .filter(|[u, v]| u.abs().max(v.abs()) > GROUND_FROM)
        .map(|at| at_photo(rect, at))
        .filter(|at| !mask.contains(at.map(|v| v as f32)))
        .filter_map(|at| pixel(photo, at))
        .collect();
    let usable: Vec<[u8; 3]> = seen
        .iter()
        .copied()
        .filter(|pixel| tells_light(*pixel))
        .collect();
    if usable.is_empty() || (usable.len() as f64) < LEAST_GROUND * seen.len() as f64 {
        return [1.0; 3];
    }
    let middle = [0, 1, 2].map(|axis: usize| {
        let channel = usable
            .iter()
            .filter_map(|p| p.get(axis).copied())
            .map(linear);
        median(channel.collect()).unwrap_or(1.0)
    });
    let grey = middle.iter().sum::<f64>() / 3.0;
    middle.map(|value| (grey / value).powf(TRUST))
}

fn tells_light([red, green, blue]: [u8; 3]) -> bool {
    let (least, most) = (red.min(green).min(blue), red.max(green).max(blue));
    least >= DARKEST_GROUND
        && most <= LIGHTEST_GROUND
        && f64::from(most - least) <= MOST_GROUND_CHROMA * f64::from(most)
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    let middle = values.len() / 2;
    values.sort_by(f64::total_cmp);
    values.get(middle).copied()
}

/// Mean of the pixels near the median: without glare, ink and score lines.
fn typical(pixels: &[Lab]) -> Option<Lab> {
    let mut middle = [0.0; 3];
    for (axis, value) in middle.iter_mut().enumerate() {
        *value = median(pixels.iter().filter_map(|p| p.get(axis).copied()).collect())?;
    }
    let near = pixels
        .iter()
        .filter(|lab| (lab[0] - middle[0]).abs() < 18.0 && difference(**lab, middle) < 30.0);
    let (sum, count) = near.fold(([0.0; 3], 0.0), |([l, a, b], count), lab| {
        ([l + lab[0], a + lab[1], b + lab[2]], count + 1.0)
    });
    Some(if count > 0.0 {
        sum.map(|v| v / count)
    } else {
        middle
    })
}

fn difference(a: Lab, b: Lab) -> f64 {
    ((a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2) + (a[2] - b[2]).powi(2)).sqrt()
}

/// sRGB to linear light (IEC 61966-2-1).
fn linear(value: u8) -> f64 {
    let value = f64::from(value) / 255.0;
    if value <= 0.04045 {
        value / 12.92
    } else {
        ((value + 0.055) / 1.055).powf(2.4)
    }
}

/// sRGB under gains of its linear channels to CIE L*a*b*, D65.
fn lab(pixel: [u8; 3], gains: [f64; 3]) -> Lab {
    let [red, green, blue] = pixel.map(linear);
    let [red, green, blue] =
        [red * gains[0], green * gains[1], blue * gains[2]].map(|light: f64| light.clamp(0.0, 1.0));
    let xyz = [
        (0.412_456_4 * red + 0.357_576_1 * green + 0.180_437_5 * blue) / 0.950_47,
        0.212_672_9 * red + 0.715_152_2 * green + 0.072_175_0 * blue,
        (0.019_333_9 * red + 0.119_192_0 * green + 0.950_304_1 * blue) / 1.088_83,
    ];
    let [fx, fy, fz] = xyz.map(|t| {
        if t > 216.0 / 24389.0 {
            t.cbrt()
        } else {
            (24389.0 / 27.0 * t + 16.0) / 116.0
        }
    });
    [116.0 * fy - 16.0, 500.0 * (fx - fy), 200.0 * (fy - fz)]
}
