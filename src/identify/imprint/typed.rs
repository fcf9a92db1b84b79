//! What a person reads off the pill and types, compared with the listed imprints.
//!
//! The error model of typing, beside that of the characters ([`super::Matcher`]'s own: `O` for `0`
//! and the like; pieces that are not typed, as logos never are, cost little): the text was typed as
//! it stands, run together, or off a pill that lay upside down; and once in [`ELSEWHERE`] it stands
//! on another pill. The last bounds how much typing can say: about the logarithm of the number of
//! appearances for, `ln ELSEWHERE` against.

use super::glyphs;
use super::matching::{Fit, Matcher};
use super::reading::Reading;
use crate::catalog::turned;
use crate::identify::by_appearance::ByAppearance;

/// How often what was typed stands on another pill: assumed, since nobody has measured it.
const ELSEWHERE: f32 = 0.02;
/// How often pieces are typed as they stand, run together, and upside down: assumed.
const AS_IT_STANDS: f32 = 0.88;
const RUN_TOGETHER: f32 = 0.05;
const UPSIDE_DOWN: f32 = 0.07;

/// A typed imprint.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TypedImprint {
    text: String,
    /// Letters and digits of each piece.
    pieces: Vec<String>,
}

/// How what was typed goes with one appearance.
#[derive(Clone, PartialEq, Debug)]
pub struct TypedFit {
    /// Log-likelihood ratio against a pill that nothing is known of, nats.
    pub nats: f32,
    /// By how many nats a piece that the imprint does not say says more than all that it says; 0 where it
    /// says what was typed.
    pub unexplained: f32,
}

impl TypedImprint {
    /// `None` when the text has no letter or digit.
    pub fn new(text: &str) -> Option<Self> {
        let pieces: Vec<String> = text
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|piece| !piece.is_empty())
            .map(str::to_ascii_uppercase)
            .collect();
        (!pieces.is_empty()).then(|| Self {
            text: text.trim().to_owned(),
            pieces,
        })
    }

    /// As it was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How every appearance goes with what was typed.
    pub fn fits(&self, matcher: &Matcher) -> ByAppearance<TypedFit> {
        let fits = |pieces: &[String]| matcher.fits(&[readings(pieces)]);
        let as_it_stands = fits(&self.pieces);
        let mut other_ways = Vec::new();
        if self.pieces.len() > 1 {
            other_ways.push((RUN_TOGETHER, fits(&[self.pieces.concat()])));
        }
        if let Some(turned) = self.upside_down() {
            other_ways.push((UPSIDE_DOWN, fits(&turned)));
        }
        let likely = |share: f32, fit: &Fit| f64::from(share) * f64::from(fit.nats).exp();
        let likelihoods = as_it_stands.map(|appearance, fit| {
            let others = other_ways.iter();
            others.fold(likely(AS_IT_STANDS, fit), |sum, (share, fits)| {
                sum + likely(*share, &fits[appearance])
            })
        });
        let all = likelihoods.values();
        let mean = all.iter().sum::<f64>() / all.len().max(1) as f64;
        let elsewhere = f64::from(ELSEWHERE);
        likelihoods.map(|appearance, here| {
            let others = other_ways.iter();
            let others = others.map(|(_, fits)| fits[appearance].unexplained);
            TypedFit {
                nats: ((1.0 - elsewhere) * here / mean + elsewhere).ln() as f32,
                unexplained: others.fold(as_it_stands[appearance].unexplained, f32::min),
            }
        })
    }

    /// `None` when a character does not read upside down.
    fn upside_down(&self) -> Option<Vec<String>> {
        let pieces = self.pieces.iter().rev();
        let turn = |piece: &String| piece.chars().rev().map(turned).collect();
        let turned: Vec<String> = pieces.map(turn).collect::<Option<_>>()?;
        (turned != self.pieces).then_some(turned)
    }
}

/// Each piece as a line that is seen without doubt.
fn readings(pieces: &[String]) -> Vec<Reading> {
    let line = |(place, piece): (u16, &String)| Reading {
        glyphs: glyphs::spell(piece)
            .into_iter()
            .map(|glyph| {
                let mut seen = [0.0; glyphs::GLYPHS];
                if let Some(value) = seen.get_mut(usize::from(glyph)) {
                    *value = 1.0;
                }
                seen
            })
            .collect(),
        turn: 0,
        place: [0.0, f32::from(place)],
        height: 1.0,
    };
    (0..).zip(pieces).map(line).collect()
}
