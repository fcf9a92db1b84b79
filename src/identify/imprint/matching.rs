//! How well what was read on a pill agrees with each listed imprint: a log-likelihood ratio
//! P(read | imprint) / P(read | no imprint we know), so that common and rare imprints, long and
//! short ones, and pills without any are weighed on one scale.
//!
//! The model: of each token of the imprint it is uncertain whether the photograph shows it and the
//! detector finds it. A token that is found comes out as one line, alone or run together with
//! another token, through a channel that swaps look-alike glyphs, loses some and adds some; lines
//! that no token explains are chance marks. The pill lies in one of several turns; the lines of the
//! other turns are then chance marks too.

use std::collections::HashMap;

use super::glyphs::{self, Doubt, GLYPHS};
use crate::catalog::Catalog;
use crate::identify::facts::all_appearances;

/// One line of characters on one side of a pill, as the recogniser saw it.
#[derive(Clone, Debug)]
pub struct Reading {
    /// For each place where there may be a character, in order, how likely it is each glyph; what is
    /// missing to 1 is how likely nothing is there.
    pub glyphs: Vec<Doubt>,
    /// By how many degrees the pill's picture was turned to read it.
    pub turn: u16,
    /// Middle of the line in the turned picture, and its height, in any one unit: readings of one
    /// turn that lie on each other are the same line.
    pub place: [f32; 2],
    pub height: f32,
}

impl Reading {
    fn same_line(&self, other: &Self) -> bool {
        let apart = (self.place[0] - other.place[0]).hypot(self.place[1] - other.place[1]);
        self.turn == other.turn && apart < 0.5 * self.height.max(other.height)
    }
}

/// How a reading and a token fit: the log-ratio of one glyph lost, added where something surely is, or
/// lost at an end (where a line is cut short by the pill's curve).
const LOST: f32 = -2.5;
const ADDED: f32 = -3.0;
const LOST_AT_END: f32 = -1.6;
/// Log-odds that a line is this token rather than a chance mark, before its characters are looked at.
const FOUND: f32 = -0.7;
/// Log-probability that a token of the imprint is not found, by the number of sides photographed.
const NOT_FOUND: [f32; 3] = [0.0, -0.35, -0.7];
/// Less than this many nats for a token is no match.
const LEAST: f32 = 0.0;
/// Longer run-together tokens are not tried.
const LONGEST_JOINT: usize = 14;
/// Glyphs that a reading may be, at each place, when candidates are looked for.
const PLAUSIBLE: f32 = 0.03;

/// One text that a line may be: a token, or two run together.
struct Text {
    glyphs: Vec<u8>,
    /// Bit g: glyph g occurs.
    mask: u64,
}

/// One way in which a line may come from an imprint.
struct Way {
    text: u32,
    /// Bit n: uses the n-th distinct token of the imprint.
    uses: u32,
}

/// The imprint of one appearance.
#[derive(Default)]
struct Imprint {
    ways: Vec<Way>,
    /// How often each distinct token is listed.
    counts: Vec<u8>,
}

/// All listed imprints, prepared.
pub struct Matcher {
    texts: Vec<Text>,
    /// By appearance number.
    imprints: Vec<Imprint>,
    confusion: [Doubt; GLYPHS],
    /// How common each glyph is among chance marks.
    chance: Doubt,
}

/// What was read, for and against one appearance.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Fit {
    /// Log-likelihood ratio, nats.
    pub nats: f32,
    /// The turn of each side in which the reading fits best.
    pub turns: Vec<Option<u16>>,
}

impl Matcher {
    /// Prepares the imprints of a catalogue, one for each appearance.
    pub fn new(catalog: &Catalog) -> Self {
        let mut matcher = Self {
            texts: Vec::new(),
            imprints: Vec::new(),
            confusion: glyphs::confusion(),
            chance: [1.0; GLYPHS],
        };
        let mut numbers = HashMap::new();
        for products in all_appearances(catalog) {
            let listed = products.first().and_then(|&id| catalog.get(id));
            let tokens = listed
                .map(|product| product.imprint.as_slice())
                .unwrap_or_default();
            let imprint = matcher.prepare(tokens, &mut numbers);
            matcher.imprints.push(imprint);
        }
        let total: f32 = matcher.chance.iter().sum();
        matcher.chance = matcher
            .chance
            .map(|count| 0.5 * count / total + 0.5 / GLYPHS as f32);
        matcher
    }

    fn prepare(&mut self, tokens: &[String], numbers: &mut HashMap<Vec<u8>, u32>) -> Imprint {
        let mut distinct: Vec<Vec<u8>> = Vec::new();
        let mut counts: Vec<u8> = Vec::new();
        let pieces = tokens
            .iter()
            .flat_map(|token| token.split(|c: char| !c.is_alphanumeric()));
        for spelled in pieces
            .map(glyphs::spell)
            .filter(|spelled| !spelled.is_empty())
        {
            for &glyph in &spelled {
                if let Some(count) = self.chance.get_mut(usize::from(glyph)) {
                    *count += 1.0;
                }
            }
            if let Some(known) = distinct.iter().position(|known| *known == spelled) {
                counts
                    .iter_mut()
                    .skip(known)
                    .take(1)
                    .for_each(|count| *count += 1);
            } else {
                distinct.push(spelled);
                counts.push(1);
            }
        }
        distinct.truncate(u32::BITS as usize);
        counts.truncate(distinct.len());
        let mut ways = Vec::new();
        for (first, token) in distinct.iter().enumerate() {
            ways.push(Way {
                text: self.number(token.clone(), numbers),
                uses: 1 << first,
            });
            for (second, other) in distinct
                .iter()
                .enumerate()
                .filter(|(second, _)| *second != first)
            {
                let joint = [token.as_slice(), other].concat();
                if joint.len() <= LONGEST_JOINT {
                    let uses = 1 << first | 1 << second;
                    ways.push(Way {
                        text: self.number(joint, numbers),
                        uses,
                    });
                }
            }
        }
        Imprint { ways, counts }
    }

    fn number(&mut self, text: Vec<u8>, numbers: &mut HashMap<Vec<u8>, u32>) -> u32 {
        *numbers.entry(text).or_insert_with_key(|text| {
            let mask = text.iter().fold(0, |mask, &glyph| mask | 1 << glyph);
            self.texts.push(Text {
                glyphs: text.clone(),
                mask,
            });
            self.texts.len() as u32 - 1
        })
    }

    /// The fit of every appearance, by its number, to the readings of each side photographed.
    pub fn fits(&self, sides: &[Vec<Reading>]) -> Vec<Fit> {
        let scored: Vec<Vec<Turn>> = sides.iter().map(|readings| self.score(readings)).collect();
        self.imprints
            .iter()
            .map(|imprint| fit(imprint, &scored))
            .collect()
    }

    /// The lines of one side by turn, each with its log-ratio against every text; a line that was
    /// read several times counts by its best reading.
    fn score<'a>(&self, readings: &'a [Reading]) -> Vec<Turn<'a>> {
        let mut turns: Vec<Turn> = Vec::new();
        for reading in readings.iter().filter(|reading| !reading.glyphs.is_empty()) {
            let line = self.line(reading);
            let scores: Vec<f32> = self.texts.iter().map(|text| line.score(text)).collect();
            let place = turns.iter().position(|turn| turn.degrees == reading.turn);
            let Some(turn) = place.and_then(|place| turns.get_mut(place)) else {
                turns.push(Turn {
                    degrees: reading.turn,
                    lines: vec![(reading, scores)],
                });
                continue;
            };
            match turn
                .lines
                .iter_mut()
                .find(|(known, _)| known.same_line(reading))
            {
                Some((_, known)) => {
                    known
                        .iter_mut()
                        .zip(scores)
                        .for_each(|(best, score)| *best = best.max(score));
                }
                None => turn.lines.push((reading, scores)),
            }
        }
        turns
    }

    fn line(&self, reading: &Reading) -> Line {
        let mut mask = 0;
        let places = reading.glyphs.iter().map(|seen| {
            let there = presence(seen).clamp(1e-3, 1.0);
            let seen_by_chance = dot(seen, &self.chance).max(1e-4);
            let mut ratios = [0.0; GLYPHS];
            for (glyph, (ratio, named)) in ratios.iter_mut().zip(&self.confusion).enumerate() {
                let likely = dot(seen, named);
                *ratio = (likely.max(1e-4) / seen_by_chance).ln() + there.ln();
                mask |= u64::from(likely > PLAUSIBLE) << glyph;
            }
            let added = (1.0 - there + there * ADDED.exp()).ln();
            Place { ratios, added }
        });
        let places = places.collect();
        Line { places, mask }
    }
}

/// How likely there is a character.
fn presence(seen: &Doubt) -> f32 {
    seen.iter().sum()
}

fn dot(a: &Doubt, b: &Doubt) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// The lines of one side that were read with the picture turned one way; for each line its
/// log-ratio against each text.
struct Turn<'a> {
    degrees: u16,
    lines: Vec<(&'a Reading, Vec<f32>)>,
}

/// One reading ready to be compared.
struct Line {
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
    /// Log-ratio of the best alignment with a text; `f32::MIN` for texts that share too little.
    fn score(&self, text: &Text) -> f32 {
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

/// The fit of one imprint: in each side the turns are equally likely, in each turn every line goes
/// to the way that explains it best and every token serves as often as it is listed.
fn fit(imprint: &Imprint, sides: &[Vec<Turn>]) -> Fit {
    let mut found = 0u32;
    let mut nats = 0.0;
    let mut turns = Vec::with_capacity(sides.len());
    for side in sides {
        let explained: Vec<(f32, u32, u16)> = side
            .iter()
            .map(|turn| {
                let (nats, used) = explain(imprint, turn);
                (nats, used, turn.degrees)
            })
            .collect();
        let best = explained.iter().copied().max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((most, used, degrees)) = best {
            let sum: f32 = explained.iter().map(|(nats, ..)| (nats - most).exp()).sum();
            nats += most + (sum / side.len() as f32).ln();
            found |= used;
            turns.push((used != 0).then_some(degrees));
        } else {
            turns.push(None);
        }
    }
    let missing = imprint.counts.len() as u32 - found.count_ones();
    let not_found = NOT_FOUND
        .get(sides.len())
        .or(NOT_FOUND.last())
        .copied()
        .unwrap_or_default();
    Fit {
        nats: nats + missing as f32 * not_found,
        turns,
    }
}

/// Gives each line of a turn to the way that explains it best, best lines first.
fn explain(imprint: &Imprint, turn: &Turn) -> (f32, u32) {
    let mut left = imprint.counts.clone();
    let mut open: Vec<&Vec<f32>> = turn.lines.iter().map(|(_, scores)| scores).collect();
    let (mut total, mut explained) = (0.0, 0);
    loop {
        let free = |uses: u32| {
            left.iter()
                .enumerate()
                .all(|(token, count)| uses & 1 << token == 0 || *count > 0)
        };
        let mut best = (LEAST, 0, 0);
        for (number, line) in open.iter().enumerate() {
            for way in imprint.ways.iter().filter(|way| free(way.uses)) {
                let score = line.get(way.text as usize).copied().unwrap_or(f32::MIN) + FOUND;
                if score > best.0 {
                    best = (score, way.uses, number);
                }
            }
        }
        let (gain, uses, place) = best;
        if uses == 0 {
            return (total, explained);
        }
        open.swap_remove(place);
        total += gain;
        explained |= uses;
        for (token, count) in left.iter_mut().enumerate() {
            *count -= u8::from(uses & 1 << token != 0);
        }
    }
}

impl Reading {
    /// The likeliest characters, where there is one rather than none.
    pub fn text(&self) -> String {
        let likeliest = |seen: &Doubt| {
            seen.iter()
                .enumerate()
                .max_by(|a, b| a.1.total_cmp(b.1))
                .map_or(0, |(glyph, _)| glyph)
        };
        self.glyphs
            .iter()
            .filter(|seen| presence(seen) >= 0.5)
            .map(|seen| glyphs::character(likeliest(seen)))
            .collect()
    }
}
