//! How well one pill shows.

use std::f64::consts::TAU;

use image::RgbImage;

use super::super::geometry::{centroid, clip, extent, reach};
use super::super::view::PillView;

/// Samples along each side of the pill's box.
const SAMPLES: u32 = 48;
/// Directions from the middle of an outline in which it is measured.
const DIRECTIONS: usize = 64;
/// As bright as a camera can say, in every channel.
const CLIPPED: u8 = 250;
/// Below this contrast, in levels, what looks like an edge is noise.
const LEAST_CONTRAST: f32 = 30.0;

/// The steepest hundredth of the brightness steps from one pixel of the crop to the next but one,
/// in parts of the crop's contrast: the edge of a sharp pill takes a few pixels of the crop.
pub fn sharp(crop: &RgbImage) -> f32 {
    let luma = |pixel: &image::Rgb<u8>| {
        let [red, green, blue] = pixel.0.map(f32::from);
        0.299 * red + 0.587 * green + 0.114 * blue
    };
    let rows: Vec<Vec<f32>> = crop.rows().map(|row| row.map(luma).collect()).collect();
    let mut levels: Vec<f32> = rows.iter().flatten().copied().collect();
    let mut steps: Vec<f32> = rows
        .iter()
        .zip(rows.iter().skip(1).zip(rows.iter().skip(2)))
        .flat_map(|(above, (here, below))| {
            let beside = here.windows(3).map(|three| match three {
                [left, _, right] => right - left,
                _ => 0.0,
            });
            let over = above
                .iter()
                .zip(below)
                .skip(1)
                .map(|(above, below)| below - above);
            beside.zip(over).map(|(along, down)| along.hypot(down))
        })
        .collect();
    let contrast = at_share(&mut levels, 0.99) - at_share(&mut levels, 0.01);
    at_share(&mut steps, 0.99) / 2.0 / contrast.max(LEAST_CONTRAST)
}

/// The value that this share of the others does not pass.
fn at_share(values: &mut [f32], share: f32) -> f32 {
    let place = (values.len().saturating_sub(1) as f32 * share) as usize;
    if place >= values.len() {
        return 0.0;
    }
    *values.select_nth_unstable_by(place, f32::total_cmp).1
}

/// Part of the pill where every channel is clipped.
pub fn glare(photo: &RgbImage, pill: &PillView) -> f32 {
    let bounds = pill.bounds;
    let (mut inside, mut clipped) = (0.0_f32, 0.0);
    for row in 0..SAMPLES {
        for column in 0..SAMPLES {
            let [x, y] = [
                bounds.x + column * bounds.width / SAMPLES,
                bounds.y + row * bounds.height / SAMPLES,
            ];
            if !pill.mask.contains([x as f32 + 0.5, y as f32 + 0.5]) {
                continue;
            }
            if let Some(pixel) = photo.get_pixel_checked(x, y) {
                inside += 1.0;
                clipped += f32::from(u8::from(pixel.0.iter().all(|level| *level >= CLIPPED)));
            }
        }
    }
    clipped / inside.max(1.0)
}

/// How long the pill is within a map pixel of one side of the photograph, in parts of its own shorter side: the
/// outline of a pill that the border cuts may end so far from it.
pub fn along_border(photo: &RgbImage, pill: &PillView) -> f32 {
    let outline = pill.hull();
    let [width, height] = [photo.width(), photo.height()].map(f64::from);
    let [wide, tall] = pill.mask.cell.map(f64::from);
    let beyond = f64::from(pill.long_px);
    let [left, top, right, bottom] = [-beyond, -beyond, width + beyond, height + beyond];
    // Each side's own, with the way it runs.
    let strips = [
        ([left, top, wide, bottom], [0.0, 1.0]),
        ([width - wide, top, right, bottom], [0.0, 1.0]),
        ([left, top, right, tall], [1.0, 0.0]),
        ([left, height - tall, right, bottom], [1.0, 0.0]),
    ];
    let long = strips.map(|([left, top, right, bottom], way)| {
        let strip = [[left, top], [right, top], [right, bottom], [left, bottom]];
        let (from, to) = extent(&clip(&outline, &strip), way);
        to - from
    });
    let longest = long.into_iter().fold(0.0, f64::max);
    (longest / f64::from(pill.short_px.max(1.0))) as f32
}

/// How much of the outline covers itself, turned by half about its middle and mirrored in the line
/// that suits it best: the mean of the two. A whole pill of nearly every shape covers itself, even
/// seen from the side; one with a piece missing does not.
pub fn whole(pill: &PillView) -> f32 {
    let hull = pill.hull();
    let Some(middle) = centroid(&hull) else {
        return 1.0;
    };
    let radii: Vec<f64> = (0..DIRECTIONS)
        .map(|step| {
            let (sin, cos) = (TAU * step as f64 / DIRECTIONS as f64).sin_cos();
            reach(&hull, middle, [cos, sin])
        })
        .collect();
    let all: f64 = radii.iter().map(|radius| radius * radius).sum();
    // Of the fan of triangles from the middle, the part that is under the other's too.
    let covered = |other: &dyn Fn(usize) -> usize| {
        let lower = radii.iter().enumerate().map(|(step, radius)| {
            let there = radii.get(other(step) % DIRECTIONS).copied();
            radius.min(there.unwrap_or(0.0)).powi(2)
        });
        lower.sum::<f64>() / all
    };
    let turned = covered(&|step| step + DIRECTIONS / 2);
    let mirrored = (0..DIRECTIONS)
        .map(|line| covered(&|step| line + DIRECTIONS - step))
        .fold(0.0, f64::max);
    f64::midpoint(turned, mirrored) as f32
}
