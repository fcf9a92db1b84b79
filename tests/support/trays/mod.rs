//! Trays composed of real pills, cut out of studio photographs, on drawn grounds: how many pills lie
//! there and which of them touch is known. Nothing here is shared with the composer that the
//! locator is trained on (`training/`).

pub mod grounds;

use std::f32::consts::TAU;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, Luma, RgbImage};
use imageproc::region_labelling::{Connectivity, connected_components};

pub use grounds::GROUNDS;
use grounds::{Dice, painted};

/// One side of a pill, cut out of its studio photograph.
pub struct CutOut {
    pixels: RgbImage,
    mask: GrayImage,
    middle: [f32; 2],
    /// Longest distance within it, pixels.
    long: f32,
}

/// Remainder of the division by the CRC-32 polynomial, as zlib has it.
fn crc32(text: &str) -> u32 {
    !text.bytes().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

/// Whether this photograph is of a product that the locator is not trained on (`training/layout.py`).
pub fn is_held_out(name: &str) -> bool {
    crc32(&name[..10]).is_multiple_of(10)
}

/// Cut-outs of `most` of the products that the locator is not trained on.
pub fn cut_outs(images: &Path, most: usize) -> Vec<CutOut> {
    let mut names: Vec<String> = fs::read_dir(images)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| is_held_out(name))
        .collect();
    names.sort();
    let step = (names.len() / most).max(1);
    names
        .iter()
        .step_by(step)
        .flat_map(|name| pair(&image::open(images.join(name)).unwrap().into_rgb8()))
        .collect()
}

/// Both sides in a studio photograph: the two largest things that are not of the ground's grey. None
/// where these do not look like the two sides of one pill.
pub fn pair(photo: &RgbImage) -> Vec<CutOut> {
    let ground = *photo.get_pixel(photo.width() - 4, photo.height() - 4);
    let far = GrayImage::from_fn(photo.width(), photo.height(), |x, y| {
        let pixel = photo.get_pixel(x, y);
        let most = (0..3).map(|c| pixel.0[c].abs_diff(ground.0[c])).max();
        Luma([if most > Some(26) { 255 } else { 0 }])
    });
    let labels = connected_components(&far, Connectivity::Four, Luma([0]));
    let mut regions: Vec<Vec<[f32; 2]>> = Vec::new();
    for (x, y, Luma([label])) in labels.enumerate_pixels().filter(|(_, _, p)| p.0 != [0]) {
        regions.resize(regions.len().max(*label as usize), Vec::new());
        regions[*label as usize - 1].push([x as f32, y as f32]);
    }
    regions.sort_by_key(|region| std::cmp::Reverse(region.len()));
    let mut sides: Vec<CutOut> = Vec::new();
    for region in regions.iter().take(2).filter(|region| region.len() > 900) {
        let points: Vec<_> = region
            .iter()
            .map(|[x, y]| imageproc::point::Point::new(*x as i32, *y as i32))
            .collect();
        let hull = imageproc::geometry::convex_hull(points);
        let mut mask = GrayImage::new(photo.width(), photo.height());
        imageproc::drawing::draw_polygon_mut(&mut mask, &hull, Luma([255]));
        let filled = mask.pixels().filter(|p| p.0 == [255]).count();
        let along = |turn: f32| {
            let reach = region.iter().map(|[x, y]| x * turn.cos() + y * turn.sin());
            let (least, most) = reach.fold((f32::MAX, f32::MIN), |(a, b), v| (a.min(v), b.max(v)));
            (most - least, f32::midpoint(least, most))
        };
        let long = (0..36)
            .map(|k| along(k as f32 * TAU / 72.0).0)
            .fold(0.0, f32::max);
        if region.len() * 100 > filled * 88 {
            sides.push(CutOut {
                pixels: photo.clone(),
                mask,
                middle: [along(0.0).1, along(TAU / 4.0).1],
                long: long + 1.0,
            });
        }
    }
    let alike = matches!(sides.as_slice(), [a, b] if (a.long / b.long - 1.0).abs() < 0.1);
    if alike { sides } else { Vec::new() }
}

/// A composed photograph and its truth.
pub struct Tray {
    pub ground: &'static str,
    pub jpeg: Vec<u8>,
    pub pills: usize,
    pub touching: usize,
}

/// A pill laid on a tray: which pixels it covers, by how much, in which color.
struct Laid {
    pixels: Vec<([i32; 2], f32, [f32; 3])>,
    /// Those of its pixels that lie at its edge.
    rim: Vec<[i32; 2]>,
}

/// The cut-out turned and shrunk to `long` pixels around the origin; each pixel is the mean of four
/// samples.
fn lay(cut_out: &CutOut, long: f32, turn: f32) -> Laid {
    let scale = cut_out.long / long;
    let reach = (long / 2.0).ceil() as i32 + 1;
    let (sin, cos) = turn.sin_cos();
    let mut pixels = Vec::new();
    let mut rim = Vec::new();
    for y in -reach..=reach {
        for x in -reach..=reach {
            let (mut cover, mut sum) = (0.0, [0.0; 3]);
            for [dx, dy] in [[-0.25, -0.25], [0.25, -0.25], [-0.25, 0.25], [0.25, 0.25]] {
                let (u, v) = ((x as f32 + dx) * scale, (y as f32 + dy) * scale);
                let column = (u * cos + v * sin + cut_out.middle[0]).round();
                let row = (v * cos - u * sin + cut_out.middle[1]).round();
                // Beside the photograph there is no pill, also where one lies at its border.
                if column < 0.0 || row < 0.0 {
                    continue;
                }
                let (column, row) = (column as u32, row as u32);
                if cut_out.mask.get_pixel_checked(column, row) == Some(&Luma([255])) {
                    cover += 0.25;
                    let pixel = cut_out.pixels.get_pixel(column, row);
                    sum = [0, 1, 2].map(|c| sum[c] + f32::from(pixel.0[c]) / 4.0);
                }
            }
            if cover > 0.0 {
                pixels.push(([x, y], cover, sum.map(|v| v / cover)));
            }
            if (0.25..1.0).contains(&cover) {
                rim.push([x, y]);
            }
        }
    }
    Laid { pixels, rim }
}

/// Which pill covers each pixel of a tray.
struct Floor {
    owner: Vec<u8>,
    size: [i32; 2],
}

impl Floor {
    /// The pills (from 1) within `gap` pixels of one that is laid there; `None` where it would leave
    /// the picture.
    fn met(&self, pill: &Laid, [x, y]: [i32; 2], gap: i32) -> Option<Vec<u8>> {
        let mut met = Vec::new();
        let around = [[0, 0], [gap, 0], [-gap, 0], [0, gap], [0, -gap]];
        for [dx, dy] in &pill.rim {
            let at = [x + dx, y + dy];
            if at
                .iter()
                .zip(self.size)
                .any(|(v, size)| *v < 3 || *v >= size - 3)
            {
                return None;
            }
            for [sx, sy] in &around[..if gap > 0 { 5 } else { 1 }] {
                let [x, y] = [at[0] + sx, at[1] + sy];
                if x >= 0 && y >= 0 && x < self.size[0] && y < self.size[1] {
                    met.push(self.owner[(y * self.size[0] + x) as usize]);
                }
            }
        }
        met.sort_unstable();
        met.dedup();
        met.retain(|owner| *owner != 0);
        Some(met)
    }
}

/// A tray of up to `count` pills on one of the [`GROUNDS`]; with `contact`, some are pushed against others until they touch.
pub fn tray(seed: u64, ground: usize, cut_outs: &[CutOut], count: usize, contact: bool) -> Tray {
    let dice = &mut Dice::new(seed);
    let [width, height] = [[640u32, 480], [800, 600], [1280, 720]][dice.below(3)];
    let (name, paint) = GROUNDS[ground % GROUNDS.len()];
    let mut picture = painted(dice, (name, paint), width, height);
    let size = [width as i32, height as i32];
    let mut floor = Floor {
        owner: vec![0; (width * height) as usize],
        size,
    };
    let usual = (dice.between(0.0, 1.0) * (120.0f32 / 24.0).ln()).exp() * 24.0;
    let gap = dice.between(0.06, 0.3) * usual;
    let shadow = dice.between(0.0, 0.5) * f32::from(dice.unit() < 0.6);
    let mut touching = Vec::new();
    let mut laid: Vec<([i32; 2], Laid)> = Vec::new();
    for _ in 0..count * 40 {
        if laid.len() == count {
            break;
        }
        let long = (usual * dice.between(0.7, 1.4)).clamp(20.0, 130.0);
        let pill = lay(
            &cut_outs[dice.below(cut_outs.len())],
            long,
            dice.between(0.0, TAU),
        );
        let mut at = size.map(|side| (dice.unit() * side as f32) as i32);
        let pushed = contact && !laid.is_empty() && (laid.len() == 1 || dice.unit() < 0.4);
        let met = if pushed {
            // From beside another, towards it, until they meet.
            let (goal, turn) = (laid[dice.below(laid.len())].0, dice.between(0.0, TAU));
            let mut met = None;
            for away in (1..=(long * 1.5 + 20.0) as i32).rev() {
                let way = [turn.cos(), turn.sin()].map(|v| (v * away as f32).round() as i32);
                at = [goal[0] + way[0], goal[1] + way[1]];
                met = floor.met(&pill, at, 0);
                if met != Some(Vec::new()) {
                    break;
                }
            }
            met.filter(|met| !met.is_empty())
        } else {
            floor
                .met(&pill, at, gap.max(4.0) as i32)
                .filter(Vec::is_empty)
        };
        let Some(met) = met else { continue };
        laid.push((at, pill));
        let number = laid.len() as u8;
        if !met.is_empty() {
            touching.extend(met);
            touching.push(number);
        }
        for ([dx, dy], cover, _) in &laid[laid.len() - 1].1.pixels {
            if *cover >= 0.5 {
                floor.owner[((at[1] + dy) * size[0] + at[0] + dx) as usize] = number;
            }
        }
    }
    touching.sort_unstable();
    touching.dedup();
    let toward = [dice.between(-0.12, 0.12), dice.between(-0.12, 0.12)].map(|v| v * usual);
    for ([x, y], pill) in &laid {
        for ([dx, dy], cover, _) in &pill.pixels {
            let at = [x + dx + toward[0] as i32, y + dy + toward[1] as i32];
            if at.iter().zip(size).all(|(v, size)| *v >= 0 && *v < size) {
                let pixel = picture.get_pixel_mut(at[0] as u32, at[1] as u32);
                let kept = 1.0 - 0.5 * shadow * cover;
                pixel.0 = pixel.0.map(|v| (f32::from(v) * kept) as u8);
            }
        }
    }
    for ([x, y], pill) in &laid {
        for ([dx, dy], cover, color) in &pill.pixels {
            let pixel = picture.get_pixel_mut((x + dx) as u32, (y + dy) as u32);
            for (value, new) in pixel.0.iter_mut().zip(color) {
                *value = (f32::from(*value) * (1.0 - cover) + new * cover) as u8;
            }
        }
    }
    Tray {
        ground: name,
        jpeg: shoot(dice, picture),
        pills: laid.len(),
        touching: touching.len(),
    }
}

/// Noise and a JPEG file, as a camera makes them.
fn shoot(dice: &mut Dice, mut picture: RgbImage) -> Vec<u8> {
    let noise = dice.between(0.0, 16.0);
    for pixel in picture.pixels_mut() {
        let by = noise * (dice.unit() - 0.5);
        pixel.0 = pixel.0.map(|v| (f32::from(v) + by) as u8);
    }
    let mut jpeg = Cursor::new(Vec::new());
    let quality = dice.between(75.0, 95.0) as u8;
    JpegEncoder::new_with_quality(&mut jpeg, quality)
        .encode_image(&picture)
        .unwrap();
    jpeg.into_inner()
}
