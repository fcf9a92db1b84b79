//! The corners of a mark to a fraction of a pixel: a straight line through each edge, where light
//! lies half way between ink and paper, and where the lines cross.

use image::RgbImage;

use super::card::CELLS;

/// Places along an edge at which it is looked for, away from the rounding of the corners.
const PLACES: usize = 24;
const FROM_CORNER: f64 = 0.12;
/// How far it is looked for on either side, cells; and at least so many pixels.
const REACH_CELLS: f64 = 0.75;
const LEAST_REACH: f64 = 2.0;
/// Pixels between two looks.
const STEP: f64 = 0.5;
/// Places that an edge must be seen at.
const LEAST_SEEN: usize = PLACES / 2;
/// Ink and paper differ at least by this share of full light.
const LEAST_CONTRAST: f64 = 0.02;
/// A corner that moves further than this many cells was no corner.
const FARTHEST_CELLS: f64 = 0.75;

/// Linear light of a photograph.
pub struct Light<'a> {
    photo: &'a RgbImage,
    /// sRGB to linear light (IEC 61966-2-1).
    linear: [f64; 256],
}

impl<'a> Light<'a> {
    pub fn of(photo: &'a RgbImage) -> Self {
        let mut linear = [0.0; 256];
        for (level, light) in linear.iter_mut().enumerate() {
            let value = level as f64 / 255.0;
            *light = if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            };
        }
        Self { photo, linear }
    }

    /// Red, green and blue of one pixel.
    pub fn pixel(&self, x: u32, y: u32) -> Option<[f64; 3]> {
        let levels = self.photo.get_pixel_checked(x, y)?.0;
        Some(levels.map(|level| self.linear.get(usize::from(level)).copied().unwrap_or(1.0)))
    }

    /// Mean of the three colors between pixels; pixel i covers [i, i + 1).
    fn at(&self, [x, y]: [f64; 2]) -> Option<f64> {
        let (x, y) = (x - 0.5, y - 0.5);
        if x < 0.0 || y < 0.0 {
            return None;
        }
        let (left, top) = (x.floor(), y.floor());
        let (right_share, low_share) = (x - left, y - top);
        let gray = |dx: u32, dy: u32| {
            let [red, green, blue] = self.pixel(left as u32 + dx, top as u32 + dy)?;
            Some((red + green + blue) / 3.0)
        };
        let upper = gray(0, 0)? * (1.0 - right_share) + gray(1, 0)? * right_share;
        let lower = gray(0, 1)? * (1.0 - right_share) + gray(1, 1)? * right_share;
        Some(upper * (1.0 - low_share) + lower * low_share)
    }
}

/// A line: a point on it and its direction, of length one.
#[derive(Clone, Copy)]
struct Line {
    through: [f64; 2],
    along: [f64; 2],
}

/// The corners measured anew; `None` where an edge cannot be seen or a corner runs away.
pub fn refined(light: &Light, corners: &[[f64; 2]; 4]) -> Option<[[f64; 2]; 4]> {
    let [a, b, c, d] = *corners;
    let middle = [
        (a[0] + b[0] + c[0] + d[0]) / 4.0,
        (a[1] + b[1] + c[1] + d[1]) / 4.0,
    ];
    let edge = |from, to| edge(light, from, to, middle);
    let [top, right, bottom, left] = [edge(a, b)?, edge(b, c)?, edge(c, d)?, edge(d, a)?];
    let found = [
        crossing(left, top)?,
        crossing(top, right)?,
        crossing(right, bottom)?,
        crossing(bottom, left)?,
    ];
    let side = (a[0] - b[0])
        .hypot(a[1] - b[1])
        .min((b[0] - c[0]).hypot(b[1] - c[1]));
    let near = found.iter().zip(corners).all(|(new, old)| {
        let moved = (new[0] - old[0]).hypot(new[1] - old[1]);
        moved <= (FARTHEST_CELLS * side / CELLS as f64).max(LEAST_REACH)
    });
    near.then_some(found)
}

/// The edge between two corners of a dark square.
fn edge(light: &Light, from: [f64; 2], to: [f64; 2], middle: [f64; 2]) -> Option<Line> {
    let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    let length = dx.hypot(dy);
    let mut out = [dy / length, -dx / length];
    if (from[0] - middle[0]) * out[0] + (from[1] - middle[1]) * out[1] < 0.0 {
        out = out.map(|v| -v);
    }
    let reach = (REACH_CELLS * length / CELLS as f64).max(LEAST_REACH);
    let mut seen = Vec::with_capacity(PLACES);
    for place in 0..PLACES {
        let share = FROM_CORNER + (1.0 - 2.0 * FROM_CORNER) * (place as f64 + 0.5) / PLACES as f64;
        let at = [from[0] + dx * share, from[1] + dy * share];
        if let Some(off) = half_way(light, at, out, reach) {
            seen.push([at[0] + out[0] * off, at[1] + out[1] * off]);
        }
    }
    if seen.len() < LEAST_SEEN {
        return None;
    }
    let rough = line_through(&seen)?;
    let mut apart: Vec<f64> = seen.iter().map(|point| away(rough, *point)).collect();
    apart.sort_by(f64::total_cmp);
    let usual = apart.get(apart.len() / 2).copied()?.max(0.05);
    seen.retain(|point| away(rough, *point) <= 3.0 * usual);
    line_through(&seen)
}

/// How far outwards of `at` light lies half way between the ink inside and the paper outside.
fn half_way(light: &Light, at: [f64; 2], out: [f64; 2], reach: f64) -> Option<f64> {
    let steps = (2.0 * reach / STEP).round() as usize;
    let mut levels = Vec::with_capacity(steps + 1);
    for step in 0..=steps {
        let off = step as f64 * STEP - reach;
        levels.push(light.at([at[0] + out[0] * off, at[1] + out[1] * off])?);
    }
    let end = (levels.len() / 4).max(1);
    let mean = |part: &[f64]| part.iter().sum::<f64>() / part.len().max(1) as f64;
    let ink = mean(levels.get(..end)?);
    let paper = mean(levels.get(levels.len() - end..)?);
    if paper - ink < LEAST_CONTRAST {
        return None;
    }
    let half = f64::midpoint(ink, paper);
    let (step, pair) = levels
        .windows(2)
        .enumerate()
        .find(|(_, pair)| matches!(pair, [below, above] if *below <= half && *above > half))?;
    let [below, above] = pair else { return None };
    Some((step as f64 + (half - below) / (above - below)) * STEP - reach)
}

/// The line with the least squares of distances.
fn line_through(points: &[[f64; 2]]) -> Option<Line> {
    if points.len() < 2 {
        return None;
    }
    let count = points.len() as f64;
    let (sum_x, sum_y) = points
        .iter()
        .fold((0.0, 0.0), |(x, y), point| (x + point[0], y + point[1]));
    let through = [sum_x / count, sum_y / count];
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for [x, y] in points {
        let (x, y) = (x - through[0], y - through[1]);
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    let turn = (2.0 * xy).atan2(xx - yy) / 2.0;
    Some(Line {
        through,
        along: [turn.cos(), turn.sin()],
    })
}

fn away(line: Line, [x, y]: [f64; 2]) -> f64 {
    (line.along[0] * (y - line.through[1]) - line.along[1] * (x - line.through[0])).abs()
}

fn crossing(a: Line, b: Line) -> Option<[f64; 2]> {
    let turn = a.along[0] * b.along[1] - a.along[1] * b.along[0];
    if turn.abs() < 0.1 {
        return None;
    }
    let [gap_x, gap_y] = [b.through[0] - a.through[0], b.through[1] - a.through[1]];
    let far = (gap_x * b.along[1] - gap_y * b.along[0]) / turn;
    Some([
        a.through[0] + far * a.along[0],
        a.through[1] + far * a.along[1],
    ])
}
