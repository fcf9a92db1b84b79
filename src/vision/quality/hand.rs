//! A hand that reaches into the picture: a patch of skin color that comes in from the border.

use image::imageops::{FilterType, resize};
use image::{GrayImage, Luma, Rgb};
use imageproc::region_labelling::{Connectivity, connected_components};

use super::small::Small;

/// Pixels across; a finger is several of them.
const ACROSS: u32 = 80;
/// Skin of every tone has its colors in this part of the Cb-Cr plane (after Chai and Ngan 1999, with
/// the near greys left out).
const CB: std::ops::RangeInclusive<f32> = 85.0..=125.0;
const CR: std::ops::RangeInclusive<f32> = 136.0..=173.0;
/// Darker than this no color can be told.
const LEAST_LUMA: f32 = 40.0;
/// A patch of more of the border or of the picture than this is the ground.
const MOST_BORDER: f32 = 0.25;
const MOST_PICTURE: f32 = 0.5;
/// Where the rest of the picture has more of it than this, too.
const MOST_ELSEWHERE: f32 = 0.2;

/// Part of the picture that the largest such patch takes; 0 where the ground itself has its color.
pub fn share(small: &Small) -> f32 {
    let (width, height) = small.color.dimensions();
    let down = (height * ACROSS / width.max(1)).max(1);
    let picture = resize(&small.color, ACROSS, down, FilterType::Triangle);
    let mut skin = GrayImage::new(ACROSS, down);
    for (to, from) in skin.pixels_mut().zip(picture.pixels()) {
        *to = Luma([u8::from(is_skin(*from))]);
    }
    let labels = connected_components(&skin, Connectivity::Four, Luma([0]));
    let is_border = |x: u32, y: u32| x == 0 || y == 0 || x + 1 == ACROSS || y + 1 == down;
    let mut patches: Vec<[f32; 2]> = Vec::new();
    let mut all = 0.0;
    for (x, y, Luma([label])) in labels.enumerate_pixels() {
        let Some(place) = (*label as usize).checked_sub(1) else {
            continue;
        };
        all += 1.0;
        if place >= patches.len() {
            patches.resize(place + 1, [0.0; 2]);
        }
        if let Some([pixels, border]) = patches.get_mut(place) {
            *pixels += 1.0;
            *border += f32::from(u8::from(is_border(x, y)));
        }
    }
    let area = (ACROSS * down) as f32;
    let rim = (2 * (ACROSS + down)) as f32;
    let largest = patches
        .into_iter()
        .filter(|[_, border]| *border > 0.0)
        .max_by(|a, b| a[0].total_cmp(&b[0]));
    let [pixels, border] = largest.unwrap_or_default();
    let elsewhere = (all - pixels) / (area - pixels).max(1.0);
    let is_ground =
        border > MOST_BORDER * rim || pixels > MOST_PICTURE * area || elsewhere > MOST_ELSEWHERE;
    if is_ground { 0.0 } else { pixels / area }
}

fn is_skin(Rgb(pixel): Rgb<u8>) -> bool {
    let [red, green, blue] = pixel.map(f32::from);
    let luma = 0.299 * red + 0.587 * green + 0.114 * blue;
    let cb = 128.0 + 0.564 * (blue - luma);
    let cr = 128.0 + 0.713 * (red - luma);
    luma >= LEAST_LUMA && CB.contains(&cb) && CR.contains(&cr)
}
