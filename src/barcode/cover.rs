//! Painting over a barcode that was read: the reader gives one a look, and then it finds another.

use image::{GrayImage, Luma, imageops};
use rxing::Point;

/// An eighth of their length is painted over beside the stripes too: the reader names the middles of the first and the
/// last ones.
const BESIDE: i64 = 8;
/// Stripes end where more rows than a thirty-second of their length are unlike them; fewer are a scratch or a glint.
const UNLIKE: i64 = 32;
/// Correlation from which a line is of the same stripes.
const ALIKE: f32 = 0.5;

/// Where a barcode was read: left, top, right and bottom, in parts of the picture.
#[derive(Clone, Copy)]
pub enum Place {
    /// The one line across them that was read, from the first stripe to the last one.
    Stripes([f32; 4]),
    /// The box around the points that it was found by.
    Matrix([f32; 4]),
}

impl Place {
    /// By the points that the reader names in a picture of this size.
    pub fn of(points: &[Point], is_striped: bool, [width, height]: [u32; 2]) -> Self {
        let around = |points: &[Point]| {
            points.iter().fold([1.0, 1.0, 0.0, 0.0], |bounds, point| {
                let [left, top, right, bottom]: [f32; 4] = bounds;
                let (x, y) = (point.x / width as f32, point.y / height as f32);
                [left.min(x), top.min(y), right.max(x), bottom.max(y)]
            })
        };
        if is_striped {
            // After the two ends come those of a small code beside it.
            Self::Stripes(around(points.get(..2).unwrap_or(points)))
        } else {
            Self::Matrix(around(points))
        }
    }

    /// Paints over what is there.
    pub fn cover(self, gray: &mut GrayImage) {
        let (width, height) = (gray.width() as f32, gray.height() as f32);
        match self {
            Self::Matrix([left, top, right, bottom]) => {
                // The points may be the middles of marks in its corners.
                let (wide, high) = ((right - left) / 4.0, (bottom - top) / 4.0);
                let ends = [left - wide, right + wide].map(|x| (x * width) as i64);
                let [top, bottom] = [top - high, bottom + high].map(|y| (y * height) as i64);
                for row in top.max(0)..=bottom.min(i64::from(gray.height()) - 1) {
                    paint(gray, ends, row, u8::MAX);
                }
            }
            Self::Stripes([left, top, right, bottom])
                if (right - left) * width < (bottom - top) * height =>
            {
                // Its lines run down the picture.
                let mut turned = imageops::rotate90(gray);
                cover_stripes(&mut turned, [1.0 - bottom, 1.0 - top], left);
                *gray = imageops::rotate270(&turned);
            }
            Self::Stripes([left, top, right, _]) => cover_stripes(gray, [left, right], top),
        }
    }
}

/// Follows the stripes between these ends of a row up and down, and paints over them. Each row is found by the one that
/// was read, shifted where the code lies askew.
fn cover_stripes(gray: &mut GrayImage, ends: [f32; 2], row: f32) {
    let height = i64::from(gray.height());
    let [from, to] = ends.map(|end| (end * gray.width() as f32) as i64);
    let row = ((row * height as f32) as i64).clamp(0, height - 1);
    let read = line(gray, [from, to], row);
    let paper = read.iter().copied().fold(0.0, f32::max) as u8;
    let (beside, unlike_at_most) = ((to - from) / BESIDE, (to - from) / UNLIKE);
    for (mut row, step) in [(row, -1), (row + 1, 1)] {
        let (mut shift, mut unlike) = (0, 0);
        while unlike <= unlike_at_most && (0..height).contains(&row) {
            let shifted = [shift - 1, shift, shift + 1].map(|shift| {
                let here = line(gray, [from + shift, to + shift], row);
                (likeness(&read, &here), shift)
            });
            let likest = shifted.into_iter().max_by(|a, b| a.0.total_cmp(&b.0));
            match likest.filter(|(likeness, _)| *likeness > ALIKE) {
                Some((_, found)) => (shift, unlike) = (found, 0),
                None => unlike += 1,
            }
            let ends = [from + shift - beside, to + shift + beside];
            paint(gray, ends, row, paper);
            row += step;
        }
    }
}

/// The levels of a row from one column to another; beyond the picture those of its border.
fn line(gray: &GrayImage, [from, to]: [i64; 2], row: i64) -> Vec<f32> {
    let last = i64::from(gray.width()) - 1;
    let level = |column: i64| {
        let Luma([level]) = *gray.get_pixel(column.clamp(0, last) as u32, row as u32);
        f32::from(level)
    };
    (from..=to).map(level).collect()
}

/// The correlation of two lines of the same length; none where one is of one level.
fn likeness(one: &[f32], other: &[f32]) -> f32 {
    let mean = |line: &[f32]| line.iter().sum::<f32>() / line.len() as f32;
    let (mean_one, mean_other) = (mean(one), mean(other));
    let [mut both, mut first, mut second] = [0.0_f32; 3];
    for (one, other) in one.iter().zip(other) {
        let (one, other) = (one - mean_one, other - mean_other);
        both += one * other;
        first += one * one;
        second += other * other;
    }
    both / (first * second).sqrt().max(f32::EPSILON)
}

fn paint(gray: &mut GrayImage, [from, to]: [i64; 2], row: i64, level: u8) {
    for column in from.max(0)..=to.min(i64::from(gray.width()) - 1) {
        gray.put_pixel(column as u32, row as u32, Luma([level]));
    }
}
