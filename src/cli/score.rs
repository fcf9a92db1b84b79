//! Counts of right and wrong with what they can honestly be said to show.

use std::io::{self, Write};

use serde::Serialize;

use crate::hazard::Verdict;

/// One answered question.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// How many pills were found, of two sides in the one with more; each photograph shows one.
    pub pills: usize,
    /// Place, from 0, of the first candidate that looks like the true product.
    pub look_alike_rank: Option<usize>,
    /// Place of the first candidate with the true drug, strength and form (`RxCUI`).
    pub drug_rank: Option<usize>,
    /// Of the first candidate.
    pub confidence: f32,
    pub identified: bool,
    /// How far the first candidate stands, as [`crate::identify::Identification::standing`] has it.
    pub standing: f32,
    /// By the rules, of the true product, or its composition is not known.
    pub hazardous: bool,
    /// Of the whole answer, before anybody confirmed it.
    pub verdict: Verdict,
    /// That it is hazardous, by the whole answer; 0 where no pill was found, which calls nothing hazardous and
    /// leaves it to a person.
    pub hazard_probability: f32,
}

/// A proportion with its 95 % Wilson score interval (Wilson 1927).
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Rate {
    pub value: f64,
    pub low: f64,
    pub high: f64,
    pub hits: usize,
    pub of: usize,
}

impl Rate {
    /// `None` where there was nothing to count.
    fn of(hits: usize, of: usize) -> Option<Self> {
        if of == 0 {
            return None;
        }
        let (n, z) = (of as f64, 1.959_964);
        let value = hits as f64 / n;
        let center = value + z * z / (2.0 * n);
        let spread = z * (value * (1.0 - value) / n + z * z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + z * z / n;
        Some(Self {
            value,
            low: ((center - spread) / scale).max(0.0),
            high: ((center + spread) / scale).min(1.0),
            hits,
            of,
        })
    }

    /// Of the cases that `among` lets through, those that are `hit`.
    pub fn count(
        cases: &[Case],
        among: impl Fn(&Case) -> bool,
        hit: impl Fn(&Case) -> bool,
    ) -> Option<Self> {
        let counted: Vec<_> = cases.iter().filter(|case| among(case)).collect();
        Self::of(
            counted.iter().filter(|case| hit(case)).count(),
            counted.len(),
        )
    }
}

/// Everything measured on one set of questions.
#[derive(Serialize)]
pub struct Score {
    pub found: Option<Rate>,
    /// Found more than one pill where there is one.
    pub split: Option<Rate>,
    pub top1: Option<Rate>,
    pub top5: Option<Rate>,
    pub top1_rxcui: Option<Rate>,
    pub top5_rxcui: Option<Rate>,
    /// Hazardous by the rules, or of unknown composition, and said to be hazardous.
    pub hazard_sensitivity: Option<Rate>,
    /// The same and not said to be without listing: what "treat as hazardous" saves
    /// counts as kept safe.
    pub hazard_handled: Option<Rate>,
    pub hazard_specificity: Option<Rate>,
    /// How often it commits itself, and how often it is right then.
    pub identified: Option<Rate>,
    pub precision_identified: Option<Rate>,
    pub calibration: Option<Calibration>,
}

/// Expected calibration error of the first candidate over ten bins of confidence, with a 95 %
/// bootstrap interval (percentiles of 1,000 resamples).
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Calibration {
    pub ece: f64,
    pub low: f64,
    pub high: f64,
}

impl Score {
    pub fn of(cases: &[Case]) -> Self {
        let any = |_: &Case| true;
        let right = |case: &Case| case.look_alike_rank == Some(0);
        Self {
            found: Rate::count(cases, any, |case| case.pills > 0),
            split: Rate::count(cases, any, |case| case.pills > 1),
            top1: Rate::count(cases, any, right),
            top5: Rate::count(cases, any, |case| case.look_alike_rank.is_some()),
            top1_rxcui: Rate::count(cases, any, |case| case.drug_rank == Some(0)),
            top5_rxcui: Rate::count(cases, any, |case| case.drug_rank.is_some()),
            hazard_sensitivity: Rate::count(
                cases,
                |case| case.hazardous,
                |case| case.verdict == Verdict::Hazardous,
            ),
            hazard_handled: Rate::count(
                cases,
                |case| case.hazardous,
                |case| case.verdict != Verdict::NoListingFound,
            ),
            hazard_specificity: Rate::count(
                cases,
                |case| !case.hazardous,
                |case| case.verdict != Verdict::Hazardous,
            ),
            identified: Rate::count(cases, any, |case| case.identified),
            precision_identified: Rate::count(cases, |case| case.identified, right),
            calibration: Calibration::of(cases),
        }
    }

    /// A block of lines under `title`.
    pub fn write(&self, title: &str, out: &mut impl Write) -> io::Result<()> {
        let rates = [
            ("pill found", self.found),
            ("found more than one", self.split),
            ("top-1, product or look-alike", self.top1),
            ("top-5, product or look-alike", self.top5),
            ("top-1, RxCUI", self.top1_rxcui),
            ("top-5, RxCUI", self.top5_rxcui),
            ("hazard sensitivity", self.hazard_sensitivity),
            ("hazardous, not said free of listings", self.hazard_handled),
            ("hazard specificity", self.hazard_specificity),
            ("commits itself", self.identified),
            ("right when it commits itself", self.precision_identified),
        ];
        writeln!(out, "{title}")?;
        for (name, rate) in rates {
            match rate {
                Some(Rate {
                    value,
                    low,
                    high,
                    hits,
                    of,
                }) => {
                    writeln!(
                        out,
                        "  {name:<37} {value:.3}  [{low:.3}, {high:.3}]  {hits}/{of}"
                    )?;
                }
                None => writeln!(out, "  {name:<37} none to count")?,
            }
        }
        if let Some(Calibration { ece, low, high }) = self.calibration {
            writeln!(
                out,
                "  {:<37} {ece:.3}  [{low:.3}, {high:.3}]",
                "calibration error (ECE)"
            )?;
        }
        writeln!(out)
    }
}

impl Calibration {
    fn of(cases: &[Case]) -> Option<Self> {
        if cases.is_empty() {
            return None;
        }
        let mut state = 1_u64;
        let mut resampled: Vec<f64> = (0..1000)
            .map(|_| {
                let draw = |_| {
                    // SplitMix64 (Steele et al. 2014): the same interval every time.
                    state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                    let mut z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                    ((z ^ (z >> 31)) % cases.len() as u64) as usize
                };
                ece((0..cases.len())
                    .map(draw)
                    .filter_map(|place| cases.get(place)))
            })
            .collect();
        resampled.sort_by(f64::total_cmp);
        let at = |place: usize| resampled.get(place).copied().unwrap_or_default();
        Some(Self {
            ece: ece(cases.iter()),
            low: at(24),
            high: at(974),
        })
    }
}

/// Mean gap between confidence and accuracy over ten bins of equal width (Naeini et al. 2015).
fn ece<'a>(cases: impl Iterator<Item = &'a Case>) -> f64 {
    let mut bins = [(0.0_f64, 0.0_f64); 10];
    let mut count = 0.0;
    for case in cases {
        let bin = (case.confidence * 10.0).clamp(0.0, 9.0) as usize;
        if let Some((confidence, right)) = bins.get_mut(bin) {
            *confidence += f64::from(case.confidence);
            *right += f64::from(u8::from(case.look_alike_rank == Some(0)));
        }
        count += 1.0;
    }
    bins.iter()
        .map(|(confidence, right)| (confidence - right).abs())
        .sum::<f64>()
        / count
}

/// The middle value; 0 where there is none.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(confidence: f32, right: bool) -> Case {
        Case {
            pills: 1,
            look_alike_rank: right.then_some(0),
            drug_rank: None,
            confidence,
            identified: confidence > 0.5,
            standing: confidence,
            hazardous: right,
            verdict: Verdict::Unknown,
            hazard_probability: if right { 0.8 } else { 0.2 },
        }
    }

    #[test]
    fn wilson_intervals_are_those_of_the_textbook() {
        // Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662; 0 of 20 gives 0 to 0.1611.
        let Rate { low, high, .. } = Rate::of(81, 263).unwrap();
        assert!(
            (low - 0.2553).abs() < 1e-4 && (high - 0.3662).abs() < 1e-4,
            "{low} {high}"
        );
        let Rate { low, high, .. } = Rate::of(0, 20).unwrap();
        assert!(low.abs() < 1e-9 && (high - 0.1611).abs() < 1e-4, "{high}");
        assert_eq!(Rate::of(0, 0), None);
    }

    #[test]
    fn calibration_error_is_the_gap_between_confidence_and_accuracy() {
        let honest: Vec<_> = (0..100).map(|i| case(0.8, i < 80)).collect();
        assert!(Calibration::of(&honest).unwrap().ece < 1e-6);
        let boasting: Vec<_> = (0..100).map(|i| case(0.9, i < 40)).collect();
        let Calibration { ece, low, high } = Calibration::of(&boasting).unwrap();
        assert!(
            (ece - 0.5).abs() < 1e-6 && low < ece && ece < high,
            "{ece} [{low}, {high}]"
        );
    }

    #[test]
    fn precision_counts_only_the_committed() {
        let cases = [
            case(0.9, true),
            case(0.9, false),
            case(0.2, true),
            case(0.2, false),
        ];
        let score = Score::of(&cases);
        assert_eq!(
            score.identified.map(|rate| (rate.hits, rate.of)),
            Some((2, 4))
        );
        assert_eq!(
            score.precision_identified.map(|rate| (rate.hits, rate.of)),
            Some((1, 2))
        );
        assert_eq!(
            score.hazard_sensitivity.map(|rate| (rate.hits, rate.of)),
            Some((0, 2))
        );
        assert_eq!(
            score.hazard_handled.map(|rate| (rate.hits, rate.of)),
            Some((2, 2))
        );
    }
}
