//! How well one pill shows.

use image::RgbImage;

use super::super::geometry::area;
use super::super::view::PillView;

/// Samples along each side of the pill's box.
const SAMPLES: u32 = 48;
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

/// How much of the pill is still there when it is turned by half about the middle of its outline, or
/// how much of its hull it fills, whichever is less. A whole pill of nearly every shape covers
/// itself.
pub fn whole(pill: &PillView) -> f32 {
    let cells = &pill.mask.cells;
    let set: Vec<[f32; 2]> = cells
        .enumerate_pixels()
        .filter(|(_, _, cell)| cell.0 != [0])
        .map(|(x, y, _)| {
            let [width, height] = pill.mask.cell;
            [
                pill.mask.origin[0] + (x as f32 + 0.5) * width,
                pill.mask.origin[1] + (y as f32 + 0.5) * height,
            ]
        })
        .collect();
    if set.is_empty() {
        return 1.0;
    }
    let covered = set.iter().filter(|[x, y]| {
        let turned = [2.0 * pill.center[0] - x, 2.0 * pill.center[1] - y];
        pill.mask.contains(turned)
    });
    let covered = covered.count() as f32 / set.len() as f32;
    let hull: Vec<[f64; 2]> = pill.outline.iter().map(|p| p.map(f64::from)).collect();
    let cell = pill.mask.cell[0] * pill.mask.cell[1];
    let fills = set.len() as f32 * cell / (area(&hull) as f32).max(1.0);
    covered.min(fills)
}
