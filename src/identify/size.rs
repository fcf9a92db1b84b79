//! What a length measured on the tray says about the length a product is listed with.
//!
//! The catalogue lists whole millimetres. On the rulers in the reference photographs
//! (`training/fit_size.py`) the true length lies anywhere within half a millimetre of the listed
//! one, and a few entries in a hundred are simply wrong; so the listed length is a flat millimetre,
//! blurred by the error of the measurement, over a floor that no disagreement goes below.

use std::collections::BTreeMap;

use super::by_appearance::ByAppearance;
use crate::catalog::Catalog;

/// Lengths are listed rounded to whole millimetres.
const ROUNDING_MM: f64 = 0.5;
/// Error of the outline at its two ends together, standard deviation, millimetres.
const OUTLINE_MM: f64 = 0.3;
/// Error of the scale, height of the pill over the tray included: share of the length.
const SCALE_SHARE: f64 = 0.03;
/// Two lengths further apart than so many standard deviations of their difference are of two pills: far out,
/// since a pill that leans a little looks shorter.
const TWO_PILLS: f64 = 5.0;
/// Share of catalogue lengths that say nothing about the pill.
const MISLISTED: f64 = 0.02;
/// How densely lengths that nothing is listed with lie, per millimetre; only keeps the ratio finite.
const ELSEWHERE: f64 = 1e-6;
/// A logistic distribution of scale s has the standard deviation s * pi / sqrt(3).
const SCALE_OF_DEVIATION: f64 = 0.551_328_9;

/// The listed lengths of every appearance.
pub struct Sizes {
    /// Each listed length and its share of all appearances.
    shares: Vec<(f64, f64)>,
    /// The distinct lengths that its products are listed with.
    listed: ByAppearance<Vec<f64>>,
}

impl Sizes {
    pub fn of(catalog: &Catalog) -> Self {
        let listed = ByAppearance::of(catalog, |group| {
            let products = group.iter().filter_map(|&id| catalog.get(id));
            let mut lengths: Vec<f64> = products
                .filter_map(|product| product.size_mm.map(f64::from))
                .collect();
            lengths.sort_by(f64::total_cmp);
            lengths.dedup();
            lengths
        });
        let mut counts: BTreeMap<u64, (f64, f64)> = BTreeMap::new();
        for lengths in listed.values() {
            for &length in lengths {
                counts.entry(length.to_bits()).or_insert((length, 0.0)).1 +=
                    1.0 / lengths.len() as f64;
            }
        }
        let all: f64 = counts.values().map(|(_, count)| count).sum();
        Self {
            shares: counts
                .into_values()
                .map(|(length, count)| (length, count / all))
                .collect(),
            listed,
        }
    }

    /// How well each appearance's listed length explains the measured one, relative to all pills:
    /// 0 says nothing, never below ln [`MISLISTED`]. Look-alikes listed with
    /// different lengths share the mean; a product without a length has 0.
    pub fn log_likelihoods(&self, measured_mm: f32) -> ByAppearance<f32> {
        let measured = f64::from(measured_mm);
        let all: f64 = ELSEWHERE
            + self
                .shares
                .iter()
                .map(|(length, share)| share * density(measured, *length))
                .sum::<f64>();
        self.listed.map(|_, lengths| {
            if lengths.is_empty() {
                return 0.0;
            }
            let sum: f64 = lengths
                .iter()
                .map(|length| density(measured, *length))
                .sum();
            let explained = sum / lengths.len() as f64 / all;
            ((1.0 - MISLISTED) * explained + MISLISTED).ln() as f32
        })
    }
}

/// Whether lengths measured on the sides of one pill lie further apart than the error of measuring explains.
pub fn are_of_two_pills(measured_mm: &[f32]) -> bool {
    let measured = || measured_mm.iter().copied().map(f64::from);
    let (shortest, longest) = (measured().reduce(f64::min), measured().reduce(f64::max));
    shortest.zip(longest).is_some_and(|(shortest, longest)| {
        longest - shortest > TWO_PILLS * deviation(shortest).hypot(deviation(longest))
    })
}

/// Standard deviation of what is measured on a pill of this length, millimetres.
fn deviation(length: f64) -> f64 {
    OUTLINE_MM.hypot(SCALE_SHARE * length)
}

/// Of measuring `measured` on a pill listed with `listed`, per millimetre. The error is taken to be
/// logistic, whose tails are longer than a normal one's.
fn density(measured: f64, listed: f64) -> f64 {
    let deviation = deviation(listed);
    let below =
        |edge: f64| 1.0 / (1.0 + (-(edge - measured) / (SCALE_OF_DEVIATION * deviation)).exp());
    (below(listed + ROUNDING_MM) - below(listed - ROUNDING_MM)) / (2.0 * ROUNDING_MM)
}
