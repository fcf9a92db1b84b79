//! One line that was read against one text that it may say: a channel that swaps look-alike glyphs,
//! loses some and adds some.

use super::glyphs::{Doubt, GLYPHS};
use super::reading::{Reading, presence};

/// How a reading and a token fit: the log-ratio of one glyph lost, added where something surely is, or
/// lost at an end (where a line is cut short by the pill's curve).
const LOST: f32 = -2.5;
const ADDED: f32 = -3.0;
const LOST_AT_END: f32 = -1.6;
/// Glyphs that a reading may be, at each place, when candidates are looked for.
const PLAUSIBLE: f32 = 0.03;

/// One text that a line may be: a token, or two run together.
pub struct Text {
    pub glyphs: Vec<u8>,
    /// Bit g: glyph g occurs.
    pub mask: u64,
}

/// One reading ready to be compared.
pub struct Line {
    places: Vec<Place>,
    /// Bit g: glyph g may be somewhere.
    mask: u64,
}

/// What was seen at one place.
struct Place {
    /// For each glyph the log-ratio between "it is there" and chance.
    ratios: Doubt,
    /// Log-ratio of the text having no character here.
    added: f32,
}

impl Line {
    /// `confusion` is how likely each glyph is named as which, `chance` how common each is among chance
    /// marks.
    pub fn new(reading: &Reading, confusion: &[Doubt; GLYPHS], chance: &Doubt) -> Self {
        let mut mask = 0;
        let places = reading.glyphs.iter().map(|seen| {
            let there = presence(seen).clamp(1e-3, 1.0);
            let seen_by_chance = dot(seen, chance).max(1e-4);
            let mut ratios = [0.0; GLYPHS];
            for (glyph, (ratio, named)) in ratios.iter_mut().zip(confusion).enumerate() {
                let likely = dot(seen, named);
                *ratio = (likely.max(1e-4) / seen_by_chance).ln() + there.ln();
                mask |= u64::from(likely > PLAUSIBLE) << glyph;
            }
            let added = (1.0 - there + there * ADDED.exp()).ln();
            Place { ratios, added }
        });
        let places = places.collect();
        Self { places, mask }
    }

    /// Log-ratio of a text that says what was read.
    pub fn most(&self) -> f32 {
        let best = |place: &Place| place.ratios.iter().copied().fold(place.added, f32::max);
        self.places.iter().map(best).sum()
    }

    /// Log-ratio of the best alignment with a text; `f32::MIN` for texts that share too little.
    pub fn score(&self, text: &Text) -> f32 {
        let shared = (self.mask & text.mask).count_ones();
        if 2 * shared < text.mask.count_ones() {
            return f32::MIN;
        }
        // row[i]: best score with the first i places of the reading aligned
        let mut row = vec![0.0; self.places.len() + 1];
        let mut all_added = 0.0;
        for (cell, place) in row.iter_mut().skip(1).zip(&self.places) {
            all_added += place.added;
            *cell = all_added;
        }
        let last = text.glyphs.len().saturating_sub(1);
        for (n, &glyph) in text.glyphs.iter().enumerate() {
            let edge = if n == 0 || n == last {
                LOST_AT_END
            } else {
                LOST
            };
            let mut diagonal = row.first().copied().unwrap_or_default();
            let mut before = f32::MIN;
            for (i, cell) in row.iter_mut().enumerate() {
                let above = *cell;
                *cell = above + edge;
                if let Some(place) = i.checked_sub(1).and_then(|place| self.places.get(place)) {
                    let ratio = place.ratios.get(usize::from(glyph)).copied();
                    *cell = cell
                        .max(diagonal + ratio.unwrap_or(f32::MIN))
                        .max(before + place.added);
                }
                diagonal = above;
                before = *cell;
            }
        }
        row.last().copied().unwrap_or(f32::MIN)
    }
}

fn dot(a: &Doubt, b: &Doubt) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
