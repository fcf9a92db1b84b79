//! Small marks on the ground: letters where they stand in lines, specks where they do not.

use image::{GrayImage, Luma};
use imageproc::filter::box_filter;
use imageproc::region_labelling::{Connectivity, connected_components};

use super::small::Small;

/// Ink is darker, and specks differ, from the mean of this many pixels around by so many levels.
const AROUND: u32 = 10;
const DIFFERS: i16 = 22;
/// Heights of letters, pixels of the small picture.
const LETTER: std::ops::RangeInclusive<f32> = 4.0..=30.0;
/// A word whose letters run together is at most so many heights long.
const LONGEST_WORD: f32 = 9.0;
/// Breadth of a letter in heights, by which such words are counted.
const LETTER_BREADTH: f32 = 0.75;
/// Next in line: within so many heights, overlapping by so much of the lower one's height.
const NEXT: f32 = 1.3;
const OVERLAP: f32 = 0.5;
/// Marks and letters that make a line.
const LEAST_MARKS: usize = 4;
const LEAST_LETTERS: f32 = 6.0;
/// Specks are at most so many pixels. They show on a smooth ground only: half of its pixels differ
/// from the mean around by no more than so many levels.
const SPECK: std::ops::RangeInclusive<u32> = 3..=60;
const SMOOTH: i16 = 2;

pub struct Marks {
    dark: Vec<Mark>,
    light: Vec<Mark>,
    is_smooth: bool,
}

/// The upright box of one mark, and how many pixels it has.
#[derive(Clone, Copy)]
struct Mark {
    from: [f32; 2],
    to: [f32; 2],
    pixels: u32,
}

impl Mark {
    fn size(&self, axis: usize) -> f32 {
        self.to(axis) - self.from(axis)
    }

    fn from(&self, axis: usize) -> f32 {
        self.from.get(axis).copied().unwrap_or_default()
    }

    fn to(&self, axis: usize) -> f32 {
        self.to.get(axis).copied().unwrap_or_default()
    }
}

impl Marks {
    /// Those outside `pills`, boxes in pixels of `small`.
    pub fn of(small: &Small, pills: &[[f32; 4]]) -> Self {
        let around = box_filter(&small.grey, AROUND, AROUND);
        let mut dark = GrayImage::new(small.grey.width(), small.grey.height());
        let mut light = dark.clone();
        let mut smooth = 0;
        let pixels = small.grey.pixels().zip(around.pixels());
        for ((here, mean), (dark, light)) in pixels.zip(dark.pixels_mut().zip(light.pixels_mut())) {
            let step = i16::from(here.0[0]) - i16::from(mean.0[0]);
            smooth += u32::from(step.abs() <= SMOOTH);
            *dark = Luma([u8::from(step < -DIFFERS)]);
            *light = Luma([u8::from(step > DIFFERS)]);
        }
        let outside = |mark: &Mark| {
            let [x, y] = [0, 1].map(|axis| f32::midpoint(mark.from(axis), mark.to(axis)));
            !pills
                .iter()
                .any(|[x0, y0, x1, y1]| (*x0..*x1).contains(&x) && (*y0..*y1).contains(&y))
        };
        let kept = |mask: &GrayImage| marks(mask).into_iter().filter(outside).collect();
        Self {
            dark: kept(&dark),
            light: kept(&light),
            is_smooth: 2 * smooth as usize >= small.grey.len(),
        }
    }

    /// Letters that stand in lines, along or across the picture.
    pub fn letters(&self) -> f32 {
        lines(&self.dark, 0)
            .max(lines(&self.dark, 1))
            .max(lines(&self.light, 0))
            .max(lines(&self.light, 1))
    }

    /// Small marks on a ground that is smooth otherwise.
    pub fn specks(&self) -> f32 {
        if !self.is_smooth {
            return 0.0;
        }
        let all = self.dark.iter().chain(&self.light);
        all.filter(|mark| SPECK.contains(&mark.pixels)).count() as f32
    }
}

fn marks(mask: &GrayImage) -> Vec<Mark> {
    let labels = connected_components(mask, Connectivity::Eight, Luma([0]));
    let mut marks: Vec<Mark> = Vec::new();
    for (x, y, Luma([label])) in labels.enumerate_pixels() {
        let Some(place) = (*label as usize).checked_sub(1) else {
            continue;
        };
        if place >= marks.len() {
            marks.resize(
                place + 1,
                Mark {
                    from: [f32::MAX; 2],
                    to: [0.0; 2],
                    pixels: 0,
                },
            );
        }
        if let Some(mark) = marks.get_mut(place) {
            let at = [x as f32, y as f32];
            for (from, at) in mark.from.iter_mut().zip(at) {
                *from = from.min(at);
            }
            for (to, at) in mark.to.iter_mut().zip(at) {
                *to = to.max(at + 1.0);
            }
            mark.pixels += 1;
        }
    }
    marks
}

/// Letters in lines that run along `axis`.
fn lines(marks: &[Mark], axis: usize) -> f32 {
    let across = 1 - axis;
    let mut letters: Vec<Mark> = marks
        .iter()
        .filter(|mark| {
            let (long, high) = (mark.size(axis), mark.size(across));
            LETTER.contains(&high) && long <= LONGEST_WORD * high && mark.pixels >= 5
        })
        .copied()
        .collect();
    letters.sort_by(|a, b| a.from(axis).total_cmp(&b.from(axis)));
    let mut total = 0.0;
    let mut taken = vec![false; letters.len()];
    for first in 0..letters.len() {
        let (mut count, mut sum) = (0, 0.0);
        let mut last: Option<Mark> = None;
        for (mark, taken) in letters.iter().zip(&mut taken).skip(first) {
            let follows = match &last {
                None => !*taken,
                Some(last) => !*taken && is_next(last, mark, axis),
            };
            if last.is_none() && !follows {
                break;
            }
            if follows {
                *taken = true;
                count += 1;
                let breadth = LETTER_BREADTH * mark.size(across);
                sum += (mark.size(axis) / breadth).round().max(1.0);
                last = Some(*mark);
            } else if last
                .is_some_and(|last| mark.from(axis) > last.to(axis) + NEXT * last.size(across))
            {
                break;
            }
        }
        if count >= LEAST_MARKS && sum >= LEAST_LETTERS {
            total += sum;
        }
    }
    total
}

fn is_next(last: &Mark, mark: &Mark, axis: usize) -> bool {
    let across = 1 - axis;
    let (one, other) = (last.size(across), mark.size(across));
    let gap = mark.from(axis) - last.to(axis);
    let shared = last.to(across).min(mark.to(across)) - last.from(across).max(mark.from(across));
    (-0.3 * one..=NEXT * one.max(other)).contains(&gap)
        && shared >= OVERLAP * one.min(other)
        && (0.4..=2.5).contains(&(one / other.max(1.0)))
}
