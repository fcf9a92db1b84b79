//! A hand that reaches into the picture: a patch that comes in from the border, unlike the ground and
//! with an edge all around. Its color is not asked for: skin and gloves come in every one.

use image::imageops::{FilterType, resize};
use image::{GrayImage, Luma, Rgb, RgbImage};
use imageproc::distance_transform::Norm;
use imageproc::filter::median_filter;
use imageproc::morphology::{dilate, erode};
use imageproc::region_labelling::{Connectivity, connected_components};

use super::small::Small;

/// Pixels across; a finger is several of them.
const ACROSS: u32 = 160;
/// A longer strip than so many to one is no picture of a tray.
const MOST_UNEVEN: u32 = 4;
/// Least difference, levels in any channel, between what crosses the border and the border's middle color.
const UNLIKE: u8 = 12;
/// Most difference, levels, between the pixels of what crosses and their mean.
const STEADY: u8 = 40;
/// Part of half the way around the border that it crosses, from a finger to a hand.
const CROSSED: std::ops::Range<f32> = 0.0125..0.3;
/// Pixels of it are nearer to its color than to the ground's and differ from it by less.
const ALIKE: u8 = 35;
/// Ground has its color at more of the border elsewhere (tiles, planks), within so many levels.
const MOST_BORDER: f32 = 0.1;
const SAME_COLOR: u8 = 14;
/// Part of the picture that it takes.
const AREA: std::ops::Range<f32> = 0.012..0.35;
/// A finger is thick: at least this part of it is left when so much is taken off all around. Of the edges
/// between tiles nothing is.
const INNER: f32 = 0.2;
const THICK: u8 = 2;
/// It comes in where it was seen to, and nowhere else: more border than that by this part of it.
const MOST_ELSEWHERE: f32 = 0.15;
/// Three quarters of what lies just outside differ from what lies just inside by so many levels.
const EDGE: u8 = 16;
/// A pill that the border cuts is no hand: more than this part of it lies in pills, and it is no longer
/// than so many of the middle one. A finger is, even where it was taken for a pill.
const MOST_PILL: f32 = 0.5;
const LONGEST_PILL: f32 = 2.0;

/// How far the farthest such patch comes from every border, in parts of the shorter side; 0 where
/// there is none. `pills` are boxes around the pills, in pixels of `small`.
pub fn reach(small: &Small, pills: &[[f32; 4]]) -> f32 {
    let (width, height) = small.color.dimensions();
    if width.max(height) > MOST_UNEVEN * width.min(height) {
        return 0.0;
    }
    let down = (height * ACROSS / width.max(1)).max(1);
    let picture = resize(&small.color, ACROSS, down, FilterType::Triangle);
    let picture = median_filter(&picture, 2, 2);
    let scale = width as f32 / ACROSS as f32;
    let border = border(&picture);
    let ground = middle(border.iter().map(|(_, color)| *color));
    crossings(&border, ground)
        .iter()
        .filter_map(|crossing| {
            let color = middle(crossing.iter().map(|(_, color)| *color));
            let elsewhere = border.iter().filter(|at| !crossing.contains(at));
            let same = elsewhere.filter(|(_, other)| step(color, *other) < SAME_COLOR);
            let is_ground = same.count() as f32 > MOST_BORDER * border.len() as f32;
            let patch = (!is_ground).then(|| patch(&picture, crossing, color, ground))??;
            is_reaching(&picture, &patch, crossing.len(), pills, scale).then(|| depth(&patch))
        })
        .fold(0.0, f32::max)
}

/// A pixel, x and y, and its color.
type Place = ([u32; 2], [u8; 3]);

fn place(picture: &RgbImage, at: [u32; 2]) -> Option<Place> {
    let Rgb(color) = picture.get_pixel_checked(at[0], at[1])?;
    Some((at, *color))
}

/// Once around, one pixel in from the outermost.
fn border(picture: &RgbImage) -> Vec<Place> {
    let (width, height) = picture.dimensions();
    let (right, low) = (width.saturating_sub(2), height.saturating_sub(2));
    let above = (1..right).map(|x| [x, 1]);
    let beside = (1..low).map(|y| [right, y]);
    let below = (2..=right).rev().map(|x| [x, low]);
    let back = (2..=low).rev().map(|y| [1, y]);
    let around = above.chain(beside).chain(below).chain(back);
    around.filter_map(|at| place(picture, at)).collect()
}

/// Stretches of the border that are unlike the ground and of one color each.
fn crossings(border: &[Place], ground: [u8; 3]) -> Vec<Vec<Place>> {
    let is_far = |(_, color): &Place| step(*color, ground) > UNLIKE;
    let Some(first) = border.iter().position(|place| !is_far(place)) else {
        return Vec::new();
    };
    let mut crossings: Vec<Vec<Place>> = vec![Vec::new()];
    for place in border.iter().cycle().skip(first).take(border.len()) {
        match crossings.last_mut() {
            Some(crossing)
                if is_far(place)
                    && mean(crossing).is_none_or(|mean| step(mean, place.1) < STEADY) =>
            {
                crossing.push(*place);
            }
            _ if is_far(place) => crossings.push(vec![*place]),
            _ => crossings.push(Vec::new()),
        }
    }
    let half = border.len() as f32 / 2.0;
    crossings.retain(|crossing| CROSSED.contains(&(crossing.len() as f32 / half)));
    crossings
}

/// The mean color; none of no places.
fn mean(places: &[Place]) -> Option<[u8; 3]> {
    let colors = places.iter().map(|(_, color)| color.map(u32::from));
    let sum = colors.reduce(|[a, b, c], [d, e, f]| [a + d, b + e, c + f])?;
    Some(sum.map(|sum| (sum / places.len() as u32) as u8))
}

/// The middle level of each channel.
fn middle(colors: impl Iterator<Item = [u8; 3]>) -> [u8; 3] {
    let colors: Vec<_> = colors.collect();
    [0, 1, 2].map(|channel: usize| {
        let levels = colors.iter().filter_map(|color| color.get(channel));
        let mut levels: Vec<u8> = levels.copied().collect();
        levels.sort_unstable();
        levels.get(levels.len() / 2).copied().unwrap_or(0)
    })
}

/// What has the color of the crossing and hangs together with most of it, white on black.
fn patch(
    picture: &RgbImage,
    crossing: &[Place],
    color: [u8; 3],
    ground: [u8; 3],
) -> Option<GrayImage> {
    let mut alike = GrayImage::new(picture.width(), picture.height());
    for (to, Rgb(from)) in alike.pixels_mut().zip(picture.pixels()) {
        let away = step(*from, color);
        *to = Luma([255 * u8::from(away < ALIKE && away < step(*from, ground))]);
    }
    let labels = connected_components(&alike, Connectivity::Four, Luma([0]));
    let label = |([x, y], _): &Place| labels.get_pixel_checked(*x, *y).map(|label| label[0]);
    let crossed: Vec<u32> = crossing
        .iter()
        .filter_map(label)
        .filter(|l| *l > 0)
        .collect();
    let times = |wanted: u32| crossed.iter().filter(|label| **label == wanted).count();
    let most = crossed.iter().copied().max_by_key(|label| times(*label))?;
    for (to, from) in alike.pixels_mut().zip(labels.pixels()) {
        *to = Luma([255 * u8::from(from[0] == most)]);
    }
    Some(alike)
}

/// Whether a patch is as large, as thick and as sharply bounded as what reaches in.
fn is_reaching(
    picture: &RgbImage,
    patch: &GrayImage,
    crossed: usize,
    pills: &[[f32; 4]],
    scale: f32,
) -> bool {
    let area = white(patch).count() as f32;
    let on_border = white(patch).filter(|at| from_border(*at, patch) == 1);
    let inner = erode(patch, Norm::L1, THICK);
    AREA.contains(&(area / patch.len() as f32))
        && on_border.count() as f32 <= (1.0 + MOST_ELSEWHERE) * crossed as f32
        && white(&inner).count() as f32 >= INNER * area
        && !is_pill(patch, pills, scale)
        && edge(picture, patch) >= EDGE
}

fn is_pill(patch: &GrayImage, pills: &[[f32; 4]], scale: f32) -> bool {
    let in_pill = |at: &[u32; 2]| {
        let [x, y] = at.map(|v| (v as f32 + 0.5) * scale);
        let mut pills = pills.iter();
        pills.any(|[x0, y0, x1, y1]| (*x0..*x1).contains(&x) && (*y0..*y1).contains(&y))
    };
    let mut lengths: Vec<f32> = pills
        .iter()
        .map(|[x0, y0, x1, y1]| (x1 - x0).max(y1 - y0))
        .collect();
    lengths.sort_by(f32::total_cmp);
    let usual = lengths
        .get(lengths.len().saturating_sub(1) / 2)
        .copied()
        .unwrap_or(0.0);
    let extent = |axis: fn([u32; 2]) -> u32| {
        let (least, most) = (white(patch).map(axis).min(), white(patch).map(axis).max());
        scale * (most.unwrap_or(0) - least.unwrap_or(0)) as f32
    };
    extent(|at| at[0]).max(extent(|at| at[1])) <= LONGEST_PILL * usual
        && white(patch).filter(in_pill).count() as f32 > MOST_PILL * white(patch).count() as f32
}

fn white(patch: &GrayImage) -> impl Iterator<Item = [u32; 2]> {
    let pixels = patch.enumerate_pixels();
    pixels.filter_map(|(x, y, level)| (level[0] > 0).then_some([x, y]))
}

/// Pixels between this one and the nearest border.
fn from_border([x, y]: [u32; 2], patch: &GrayImage) -> u32 {
    let (right, low) = (patch.width() - 1, patch.height() - 1);
    x.min(y)
        .min(right.saturating_sub(x))
        .min(low.saturating_sub(y))
}

fn depth(patch: &GrayImage) -> f32 {
    let farthest = white(patch).map(|at| from_border(at, patch)).max();
    farthest.unwrap_or(0) as f32 / patch.width().min(patch.height()) as f32
}

/// By how many levels three quarters of the pixels just outside differ at least from the mean of those
/// inside near them.
fn edge(picture: &RgbImage, patch: &GrayImage) -> u8 {
    const NEAR: u32 = 4;
    let (inside, beside) = (erode(patch, Norm::LInf, 1), dilate(patch, Norm::LInf, 1));
    let around = dilate(patch, Norm::LInf, 3);
    let is_white = |of: &GrayImage, [x, y]: [u32; 2]| {
        of.get_pixel_checked(x, y).is_some_and(|level| level[0] > 0)
    };
    let outside =
        white(&around).filter(|at| !is_white(&beside, *at) && from_border(*at, patch) > 2);
    let mut steps: Vec<u8> = outside
        .filter_map(|[x, y]| {
            let rows = y.saturating_sub(NEAR)..=y + NEAR;
            let near =
                rows.flat_map(|row| (x.saturating_sub(NEAR)..=x + NEAR).map(move |x| [x, row]));
            let near = near.filter(|at| is_white(&inside, *at));
            let near: Vec<Place> = near.filter_map(|at| place(picture, at)).collect();
            let (_, here) = place(picture, [x, y])?;
            Some(step(mean(&near)?, here))
        })
        .collect();
    steps.sort_unstable();
    steps.get(steps.len() / 4).copied().unwrap_or(0)
}

/// The largest difference of any channel.
fn step(one: [u8; 3], other: [u8; 3]) -> u8 {
    let channels = one.into_iter().zip(other);
    let steps = channels.map(|(one, other)| one.abs_diff(other));
    steps.max().unwrap_or(0)
}
