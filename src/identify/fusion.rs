//! One probability for each appearance out of all channels, and what it means: identified or not,
//! hazardous or not, what to do next, and what spoke for and against each candidate.

use std::collections::HashMap;

use super::by_appearance::ByAppearance;
use super::evidence::WORTH_SAYING;
use super::imprint::Reading;
use super::judge::{Judge, weighed};
use super::outcome::{Advice, Candidate, Channel, HazardEstimate, Identification, Outcome, Remark};
use crate::catalog::{AppearanceId, Product};
use crate::hazard::{Assessment, Reason, Schedule, Verdict};
use crate::runtime::HazardSettings;

const SHOWN: usize = 5;
/// An imprint that fits the best candidate within this many nats fits it as well.
const AS_WELL: f32 = 0.5;
/// This many appearances with an imprint that fits as well share it.
const SHARED_BY: usize = 4;
/// From this share of the probability a controlled substance is named although not first.
const WORTH_A_SCHEDULE: f32 = 0.1;

impl Judge<'_> {
    /// The whole answer.
    pub fn decide(&self) -> Identification {
        let posterior = self.nats.softmax();
        let mut order: Vec<(AppearanceId, &f32)> = posterior.numbered().collect();
        order.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        order.truncate(SHOWN);
        let candidates: Vec<Candidate> = order
            .into_iter()
            .zip(1..)
            .map(|((appearance, &confidence), rank)| Candidate {
                rank,
                confidence,
                appearance,
                products: self.facts.catalog.appearance(appearance).to_vec(),
                remarks: self.remarks(appearance),
            })
            .collect();
        let first = candidates.first();
        let standing = first.map_or(0.0, |first| self.discount(first));
        let outcome = if standing >= self.identify_at() {
            Outcome::Identified
        } else {
            Outcome::Unidentified
        };
        let best = first.map(|first| first.appearance);
        let size = self.evidence.size.as_ref();
        Identification {
            outcome,
            hazard: self.hazard(&posterior, &candidates, outcome),
            schedule: self.schedule(&posterior, &candidates),
            imprint_read: self.imprint_read(best),
            length: size.map(|size| Box::new(size.length.clone())),
            advice: self.advice(best, standing),
            typed: self.typed.clone().map(Box::new),
            standing,
            candidates,
            flaws: self.evidence.flaws.clone(),
        }
    }

    /// The standing of the first candidate: its confidence, the doubt doubled where the pill shows badly, and
    /// nothing where something speaks against it, since what the photograph contradicts is no surer for being likely.
    fn discount(&self, first: &Candidate) -> f32 {
        if self.speaks_against(first.appearance) {
            0.0
        } else if self.evidence.flaws.is_empty() {
            first.confidence
        } else {
            2.0 * first.confidence - 1.0
        }
    }

    fn advice(&self, best: Option<AppearanceId>, standing: f32) -> Option<Advice> {
        if best.is_some_and(|best| self.has_an_odd_side(best)) {
            return Some(Advice::SidesDiffer);
        }
        // What bars naming is said with what to do about it, and no other side helps.
        if self.shows_too_badly() || standing >= self.identify_at() {
            return None;
        }
        if self.evidence.sides > 1 {
            return Some(Advice::LookItUp);
        }
        let Some(imprint) = &self.evidence.imprint else {
            return Some(Advice::OtherSideUnsure);
        };
        if imprint.sides.iter().all(Vec::is_empty) {
            return Some(Advice::OtherSideBlank);
        }
        let best = best.map_or(0.0, |best| imprint.fits[best].nats);
        let fits = imprint.fits.values().iter();
        let as_well = fits.filter(|fit| fit.nats >= best - AS_WELL).count();
        let shared = best > WORTH_SAYING && as_well >= SHARED_BY;
        Some(if shared {
            Advice::OtherSideShared
        } else {
            Advice::OtherSideUnsure
        })
    }

    /// The lines in the turn that fits the appearance best; where none fits, all that was read.
    fn imprint_read(&self, best: Option<AppearanceId>) -> Vec<String> {
        let Some(imprint) = &self.evidence.imprint else {
            return Vec::new();
        };
        let turns = best.map(|best| imprint.fits[best].turns.as_slice());
        let turns = turns.unwrap_or_default();
        let mut read = Vec::new();
        for (side, readings) in imprint.sides.iter().enumerate() {
            let turn = turns.get(side).copied().flatten();
            let wanted = |reading: &&Reading| turn.is_none_or(|turn| turn == reading.turn);
            for text in readings.iter().filter(wanted).map(Reading::text) {
                if !read.contains(&text) {
                    read.push(text);
                }
            }
        }
        read
    }

    fn remarks(&self, appearance: AppearanceId) -> Vec<Remark> {
        let catalog = &self.facts.catalog;
        let products = catalog.appearance(appearance);
        let product = products.first().and_then(|&id| catalog.get(id));
        let evidence = self.evidence;
        let mut channels = evidence.channels(appearance);
        channels.picture = self.against_even_spread(appearance);
        if self.says_otherwise(appearance) {
            channels.imprint = -evidence.unexplained(appearance);
        }
        let listed = |channel, product: &Product| match channel {
            Channel::Picture => Vec::new(),
            Channel::Imprint | Channel::Typed => product.borne().cloned().collect(),
            Channel::Color => product.colors.clone(),
            Channel::Shape => product.shape.iter().cloned().collect(),
            Channel::Size => product.size_mm.iter().map(f32::to_string).collect(),
        };
        let seen = |channel| match channel {
            Channel::Picture => Vec::new(),
            Channel::Imprint => self.imprint_read(Some(appearance)),
            Channel::Color => evidence.colors_seen.clone(),
            Channel::Shape => evidence.shapes_seen.clone(),
            Channel::Typed => evidence
                .typed
                .iter()
                .map(|typed| typed.text.clone())
                .collect(),
            Channel::Size => evidence
                .size
                .iter()
                .map(|size| format!("{:.1}", size.length.mm))
                .collect(),
        };
        weighed(channels, self.weights)
            .into_iter()
            .filter(|(_, nats)| nats.abs() >= WORTH_SAYING)
            .map(|(channel, nats)| Remark {
                channel,
                favors: nats > 0.0,
                nats,
                seen: seen(channel),
                listed: product
                    .map(|product| listed(channel, product))
                    .unwrap_or_default(),
            })
            .collect()
    }

    fn hazard(
        &self,
        posterior: &ByAppearance<f32>,
        candidates: &[Candidate],
        outcome: Outcome,
    ) -> HazardEstimate {
        let settings = self.settings.hazard;
        let probability = hazard_probability(
            settings,
            self.facts.hazardous_mass(posterior),
            self.evidence.hazard_logit,
        );
        let threshold = if self.evidence.size.is_some() {
            settings.threshold_measured
        } else {
            settings.threshold
        };
        let verdict = match (probability >= threshold, outcome) {
            (true, _) => Verdict::Hazardous,
            (false, Outcome::Identified) => Verdict::NoListingFound,
            (false, Outcome::Unidentified) => Verdict::Unknown,
        };
        let reasons = match verdict {
            Verdict::Hazardous => self.hazard_reasons(candidates, outcome),
            Verdict::NoListingFound => Vec::new(),
            Verdict::Unknown => Assessment::unknown(&self.facts.rules).reasons,
        };
        HazardEstimate {
            verdict,
            probability,
            reasons,
        }
    }

    /// The reasons of the first hazardous candidate; where the hazard comes from further down or from
    /// the model alone, those of an unidentified pill. So it is where an identified pill counts as
    /// hazardous because nobody knows what is in it: the listings of others are not its own.
    fn hazard_reasons(&self, candidates: &[Candidate], outcome: Outcome) -> Vec<Reason> {
        let counts = |first: &Candidate| self.facts.hazardous()[first.appearance];
        let its_own = outcome == Outcome::Identified && candidates.first().is_some_and(counts);
        candidates
            .iter()
            .take(if its_own { 1 } else { SHOWN })
            .flat_map(|candidate| &candidate.products)
            .filter_map(|id| self.facts.assessments.get(id))
            .find(|assessment| assessment.verdict == Verdict::Hazardous)
            .map_or_else(
                || Assessment::unknown(&self.facts.rules).reasons,
                |assessment| assessment.reasons.clone(),
            )
    }

    /// The likeliest schedule, when the candidates that bear it are together likely enough.
    fn schedule(
        &self,
        posterior: &ByAppearance<f32>,
        candidates: &[Candidate],
    ) -> Option<Schedule> {
        let of = |appearance: AppearanceId| {
            let products = self.facts.catalog.appearance(appearance).iter();
            products
                .filter_map(|id| self.facts.assessments.get(id))
                .find_map(|assessment| assessment.schedule.as_ref())
        };
        if let Some(first) = candidates.first().and_then(|first| of(first.appearance)) {
            return Some(first.clone());
        }
        let mut masses: HashMap<&str, (f32, &Schedule)> = HashMap::new();
        for (appearance, probability) in posterior.numbered() {
            if let Some(schedule) = of(appearance) {
                masses
                    .entry(schedule.substance.as_str())
                    .or_insert((0.0, schedule))
                    .0 += probability;
            }
        }
        let likeliest = masses.into_values().max_by(|a, b| a.0.total_cmp(&b.0))?;
        (likeliest.0 >= WORTH_A_SCHEDULE).then(|| likeliest.1.clone())
    }
}

/// `logit = bias + mass * logit(mass) + head * model's logit`, as a probability.
fn hazard_probability(settings: HazardSettings, mass: f32, logit: f32) -> f32 {
    let mass = mass.clamp(1e-4, 1.0 - 1e-4);
    let sum = settings.bias + settings.mass * (mass / (1.0 - mass)).ln() + settings.head * logit;
    1.0 / (1.0 + (-sum).exp())
}
