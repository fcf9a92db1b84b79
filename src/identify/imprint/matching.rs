//! How well what was read on a pill agrees with each listed imprint: a log-likelihood ratio
//! P(read | imprint) / P(read | no imprint we know), so that common and rare imprints, long and
//! short ones, and pills without any are weighed on one scale.
//!
//! The model: of each token of the imprint it is uncertain whether the photograph shows it and the
//! detector finds it. A token that is found comes out as one line, alone or run together with
//! another token, through a channel that swaps look-alike glyphs, loses some and adds some; lines
//! that no token explains are chance marks. The pill lies in one of several turns; the lines of the
//! other turns are then chance marks too.

use std::collections::{BTreeSet, HashMap};

use super::alignment::{Line, Text};
use super::glyphs::{self, Doubt, GLYPHS};
use super::reading::Reading;
use crate::catalog::Catalog;
use crate::identify::by_appearance::ByAppearance;

/// Log-odds that a line is this token rather than a chance mark, before its characters are looked at.
const FOUND: f32 = -0.7;
/// Less than this many nats for a token is no match.
const LEAST: f32 = 0.0;
/// Longer run-together tokens are not tried.
const LONGEST_JOINT: usize = 14;

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
    /// The listed one, and those that reference photographs show instead.
    imprints: ByAppearance<Vec<Imprint>>,
    confusion: [Doubt; GLYPHS],
    /// How common each glyph is among chance marks.
    chance: Doubt,
}

/// What was read, for and against one appearance.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Fit {
    /// Log-likelihood ratio, nats.
    pub nats: f32,
    /// How many nats more the worst-explained line would bring to an imprint that says exactly that line, less all
    /// that this imprint explains on that line's side: agreement on one side does not excuse disagreement on the other.
    pub unexplained: f32,
    /// The turn of each side in which the reading fits best.
    pub turns: Vec<Option<u16>>,
}

impl Matcher {
    /// Prepares the imprints of a catalogue, by appearance.
    pub fn new(catalog: &Catalog) -> Self {
        let mut prepared = Prepared {
            texts: Vec::new(),
            numbers: HashMap::new(),
            counts: [1.0; GLYPHS],
        };
        let imprints = ByAppearance::of(catalog, |products| {
            let products = || products.iter().filter_map(|&id| catalog.get(id));
            let listed = products().next().map(|product| &product.imprint);
            let seen = products().map(|product| &product.seen_imprint);
            let seen: BTreeSet<_> = seen.filter(|tokens| !tokens.is_empty()).collect();
            let all = listed.into_iter().chain(seen);
            all.map(|tokens| prepared.imprint(tokens)).collect()
        });
        let total: f32 = prepared.counts.iter().sum();
        let common = |count: f32| 0.5 * count / total + 0.5 / GLYPHS as f32;
        Self {
            texts: prepared.texts,
            imprints,
            confusion: glyphs::confusion(),
            chance: prepared.counts.map(common),
        }
    }

    /// The fit of every appearance to the readings of each side photographed.
    pub fn fits(&self, sides: &[Vec<Reading>]) -> ByAppearance<Fit> {
        let scored: Vec<Vec<Turn>> = sides.iter().map(|readings| self.score(readings)).collect();
        self.imprints.map(|_, imprints| {
            let fits = imprints.iter().map(|imprint| fit(imprint, &scored));
            fits.max_by(|a, b| a.nats.total_cmp(&b.nats))
                .unwrap_or_default()
        })
    }

    /// The lines of one side by turn, each with its log-ratio against every text; a line that was
    /// read several times counts by its best reading.
    fn score<'a>(&self, readings: &'a [Reading]) -> Vec<Turn<'a>> {
        let mut turns: Vec<Turn> = Vec::new();
        for reading in readings.iter().filter(|reading| !reading.glyphs.is_empty()) {
            let line = Line::new(reading, &self.confusion, &self.chance);
            let scores: Vec<f32> = self.texts.iter().map(|text| line.score(text)).collect();
            let read = Scored {
                reading,
                scores,
                most: line.most(),
            };
            let place = turns.iter().position(|turn| turn.degrees == reading.turn);
            let Some(turn) = place.and_then(|place| turns.get_mut(place)) else {
                turns.push(Turn {
                    degrees: reading.turn,
                    lines: vec![read],
                });
                continue;
            };
            match turn
                .lines
                .iter_mut()
                .find(|known| known.reading.same_line(reading))
            {
                Some(known) => known.better_of(&read),
                None => turn.lines.push(read),
            }
        }
        turns
    }
}

/// The texts that lines may say, as far as imprints are prepared.
struct Prepared {
    texts: Vec<Text>,
    numbers: HashMap<Vec<u8>, u32>,
    /// How often each glyph is listed, and once more.
    counts: Doubt,
}

impl Prepared {
    fn imprint(&mut self, tokens: &[String]) -> Imprint {
        // With how often each is listed.
        let mut distinct: Vec<(Vec<u8>, u8)> = Vec::new();
        let pieces = tokens
            .iter()
            .flat_map(|token| token.split(|c: char| !c.is_alphanumeric()));
        for spelled in pieces
            .map(glyphs::spell)
            .filter(|spelled| !spelled.is_empty())
        {
            for &glyph in &spelled {
                if let Some(count) = self.counts.get_mut(usize::from(glyph)) {
                    *count += 1.0;
                }
            }
            match distinct.iter_mut().find(|(known, _)| *known == spelled) {
                Some((_, count)) => *count = count.saturating_add(1),
                None => distinct.push((spelled, 1)),
            }
        }
        distinct.truncate(u32::BITS as usize);
        let mut ways = Vec::new();
        for (first, (token, _)) in distinct.iter().enumerate() {
            ways.push(Way {
                text: self.number(token.clone()),
                uses: 1 << first,
            });
            for (second, (other, _)) in distinct
                .iter()
                .enumerate()
                .filter(|(second, _)| *second != first)
            {
                let joint = [token.as_slice(), other].concat();
                if joint.len() <= LONGEST_JOINT {
                    let uses = 1 << first | 1 << second;
                    ways.push(Way {
                        text: self.number(joint),
                        uses,
                    });
                }
            }
        }
        let counts = distinct.into_iter().map(|(_, count)| count).collect();
        Imprint { ways, counts }
    }

    fn number(&mut self, text: Vec<u8>) -> u32 {
        *self.numbers.entry(text).or_insert_with_key(|text| {
            let mask = text.iter().fold(0, |mask, &glyph| mask | 1 << glyph);
            self.texts.push(Text {
                glyphs: text.clone(),
                mask,
            });
            self.texts.len() as u32 - 1
        })
    }
}

/// The lines of one side that were read with the picture turned one way.
struct Turn<'a> {
    degrees: u16,
    lines: Vec<Scored<'a>>,
}

/// A line and its log-ratio against each text.
struct Scored<'a> {
    reading: &'a Reading,
    scores: Vec<f32>,
    /// Against a text that says what was read.
    most: f32,
}

impl Scored<'_> {
    fn better_of(&mut self, again: &Self) {
        self.most = self.most.max(again.most);
        self.scores
            .iter_mut()
            .zip(&again.scores)
            .for_each(|(best, score)| *best = best.max(*score));
    }
}

/// The fit of one imprint: in each side the turns are equally likely, in each turn every line goes
/// to the way that explains it best and every token serves as often as it is listed.
fn fit(imprint: &Imprint, sides: &[Vec<Turn>]) -> Fit {
    let mut found = 0u32;
    let mut nats = 0.0;
    let mut unexplained = 0.0_f32;
    let mut turns = Vec::with_capacity(sides.len());
    for side in sides {
        let explained: Vec<(Explained, u16)> = side
            .iter()
            .map(|turn| (explain(imprint, turn), turn.degrees))
            .collect();
        // Of turns in which it explains as much, that which leaves more unexplained.
        let best = explained.iter().max_by(|(a, _), (b, _)| {
            let most = a.nats.total_cmp(&b.nats);
            most.then(a.unexplained.total_cmp(&b.unexplained))
        });
        if let Some((best, degrees)) = best {
            let most = best.nats;
            let sum: f32 = explained
                .iter()
                .map(|(one, _)| (one.nats - most).exp())
                .sum();
            let here = most + (sum / side.len() as f32).ln();
            nats += here;
            found |= best.uses;
            unexplained = unexplained.max(best.unexplained - here);
            turns.push((best.uses != 0).then_some(*degrees));
        } else {
            turns.push(None);
        }
    }
    let missing = imprint.counts.len() as u32 - found.count_ones();
    Fit {
        nats: nats + missing as f32 * not_found(sides.len()),
        unexplained,
        turns,
    }
}

/// Log-probability that a token of the imprint is not found on so many photographed sides.
fn not_found(sides: usize) -> f32 {
    match sides {
        0 => 0.0,
        1 => -0.35,
        _ => -0.7,
    }
}

/// How an imprint explains the lines of one turn.
#[derive(Default)]
struct Explained {
    nats: f32,
    /// Bit n: the n-th distinct token was found.
    uses: u32,
    /// How many nats more the worst-explained line would bring to an imprint that says exactly that line.
    unexplained: f32,
}

/// Gives each line of a turn to the way that explains it best, best lines first.
fn explain(imprint: &Imprint, turn: &Turn) -> Explained {
    let mut left = imprint.counts.clone();
    let mut open: Vec<&Scored> = turn.lines.iter().collect();
    let mut explained = Explained::default();
    loop {
        let free = |uses: u32| {
            left.iter()
                .enumerate()
                .all(|(token, count)| uses & 1 << token == 0 || *count > 0)
        };
        let mut best = (LEAST, 0, 0);
        for (number, line) in open.iter().enumerate() {
            for way in imprint.ways.iter().filter(|way| free(way.uses)) {
                let score = line
                    .scores
                    .get(way.text as usize)
                    .copied()
                    .unwrap_or(f32::MIN)
                    + FOUND;
                if score > best.0 {
                    best = (score, way.uses, number);
                }
            }
        }
        let (gain, uses, place) = best;
        if uses == 0 {
            for line in open {
                explained.unexplained = explained.unexplained.max(line.most + FOUND);
            }
            return explained;
        }
        let line = open.swap_remove(place);
        explained.nats += gain;
        explained.uses |= uses;
        explained.unexplained = explained.unexplained.max(line.most + FOUND - gain);
        for (token, count) in left.iter_mut().enumerate() {
            *count -= u8::from(uses & 1 << token != 0);
        }
    }
}
