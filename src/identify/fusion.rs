//! One probability for each appearance out of all channels, and what it means: identified or not,
//! hazardous or not, what to do next, and what spoke for and against each candidate.

use std::collections::HashMap;

use super::against::{against_even_spread, has_an_odd_side, says_otherwise, speaks_against, typed};
use super::evidence::{Channels, Evidence, WORTH_SAYING};
use super::imprint::Reading;
use super::outcome::{Advice, Candidate, Channel, HazardEstimate, Identification, Outcome, Remark};
use super::{Facts, classes::log_softmax};
use crate::catalog::{AppearanceId, Product};
use crate::hazard::{Assessment, Reason, Schedule, Verdict};
use crate::runtime::{FusionSettings, HazardSettings, Weights};

const SHOWN: usize = 5;
/// An imprint that fits the best candidate within this many nats fits it as well.
const AS_WELL: f32 = 0.5;
/// This many appearances with an imprint that fits as well share it.
const SHARED_BY: usize = 4;
/// From this share of the probability a controlled substance is named although not first.
const WORTH_A_SCHEDULE: f32 = 0.1;

/// Probability of every appearance, by its number.
pub fn posterior(evidence: &Evidence, settings: &FusionSettings) -> Vec<f32> {
    probabilities(&nats(evidence, settings, |_| true))
}

pub(super) fn probabilities(nats: &[f32]) -> Vec<f32> {
    log_softmax(nats).into_iter().map(f32::exp).collect()
}

/// What those channels that `heard` lets through say of every appearance together, by its number.
pub fn nats(
    evidence: &Evidence,
    settings: &FusionSettings,
    heard: impl Fn(Channel) -> bool,
) -> Vec<f32> {
    let weights = weights(evidence, settings);
    (0..evidence.picture.len())
        .map(|appearance| {
            weighed(evidence.channels(appearance), weights)
                .into_iter()
                .filter(|(channel, _)| heard(*channel))
                .map(|(_, nats)| nats)
                .sum()
        })
        .collect()
}

fn weights(evidence: &Evidence, settings: &FusionSettings) -> Weights {
    if evidence.imprint.is_some() {
        settings.with_imprint
    } else {
        settings.without_imprint
    }
}

fn identify_at(evidence: &Evidence, settings: &FusionSettings) -> f32 {
    let at = weights(evidence, settings).identify_at;
    if evidence.size.is_some() {
        at.measured.of(evidence.sides)
    } else {
        at.bare.of(evidence.sides)
    }
}

fn weighed(channels: Channels, weights: Weights) -> [(Channel, f32); 6] {
    [
        (Channel::Picture, weights.picture * channels.picture),
        (Channel::Imprint, weights.imprint * channels.imprint),
        (Channel::Color, weights.color * channels.color),
        (Channel::Shape, weights.shape * channels.shape),
        (Channel::Typed, channels.typed),
        (Channel::Size, weights.size * channels.size),
    ]
}

/// The whole answer.
pub fn decide(evidence: &Evidence, settings: &FusionSettings, facts: &Facts) -> Identification {
    let posterior = posterior(evidence, settings);
    let mut order: Vec<usize> = (0..posterior.len()).collect();
    let probability = |appearance: usize| posterior.get(appearance).copied().unwrap_or_default();
    order.sort_by(|&a, &b| probability(b).total_cmp(&probability(a)));
    order.truncate(SHOWN);
    let candidates: Vec<Candidate> = order
        .iter()
        .zip(1..)
        .map(|(&appearance, rank)| Candidate {
            rank,
            confidence: probability(appearance),
            appearance: AppearanceId(appearance as u32),
            products: facts
                .catalog
                .appearance(AppearanceId(appearance as u32))
                .to_vec(),
            remarks: remarks(evidence, settings, facts, appearance),
        })
        .collect();
    let confidence = candidates.first().map_or(0.0, |first| first.confidence);
    let first = order.first().copied();
    let standing = standing(evidence, settings, facts, first, confidence);
    let outcome = if standing >= identify_at(evidence, settings) {
        Outcome::Identified
    } else {
        Outcome::Unidentified
    };
    let advice = advice(evidence, settings, facts, first, standing);
    Identification {
        outcome,
        hazard: hazard(
            evidence,
            settings.hazard,
            facts,
            &posterior,
            &candidates,
            outcome,
        ),
        schedule: schedule(facts, &posterior, &candidates),
        imprint_read: imprint_read(evidence, first),
        length: evidence
            .size
            .as_ref()
            .map(|size| Box::new(size.length.clone())),
        asks_other_side: advice.is_some_and(Advice::asks_other_side),
        advice,
        typed: typed(evidence, settings, facts).map(Box::new),
        standing,
        candidates,
        flaws: evidence.flaws.clone(),
    }
}

/// How far the first candidate stands: its confidence, the doubt doubled where the pill shows badly, and
/// nothing where something speaks against it, since what the photograph contradicts is no surer for being likely.
fn standing(
    evidence: &Evidence,
    settings: &FusionSettings,
    facts: &Facts,
    first: Option<usize>,
    confidence: f32,
) -> f32 {
    if first.is_some_and(|first| speaks_against(evidence, settings, facts, first)) {
        0.0
    } else if evidence.flaws.is_empty() {
        confidence
    } else {
        2.0 * confidence - 1.0
    }
}

fn advice(
    evidence: &Evidence,
    settings: &FusionSettings,
    facts: &Facts,
    best: Option<usize>,
    standing: f32,
) -> Option<Advice> {
    if best.is_some_and(|best| has_an_odd_side(evidence, settings, facts, best)) {
        return Some(Advice::SidesDiffer);
    }
    if standing >= identify_at(evidence, settings) {
        return None;
    }
    if evidence.sides > 1 {
        return Some(Advice::LookItUp);
    }
    let Some(imprint) = &evidence.imprint else {
        return Some(Advice::OtherSideUnsure);
    };
    if imprint.sides.iter().all(Vec::is_empty) {
        return Some(Advice::OtherSideBlank);
    }
    let nats = |appearance: usize| imprint.fits.get(appearance).map_or(0.0, |fit| fit.nats);
    let best = best.map_or(0.0, nats);
    let as_well = imprint
        .fits
        .iter()
        .filter(|fit| fit.nats >= best - AS_WELL)
        .count();
    let shared = best > WORTH_SAYING && as_well >= SHARED_BY;
    Some(if shared {
        Advice::OtherSideShared
    } else {
        Advice::OtherSideUnsure
    })
}

/// The lines in the turn that fits the appearance best; where none fits, all that was read.
fn imprint_read(evidence: &Evidence, best: Option<usize>) -> Vec<String> {
    let Some(imprint) = &evidence.imprint else {
        return Vec::new();
    };
    let turns = best
        .and_then(|best| imprint.fits.get(best))
        .map(|fit| fit.turns.as_slice())
        .unwrap_or_default();
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

fn remarks(
    evidence: &Evidence,
    settings: &FusionSettings,
    facts: &Facts,
    appearance: usize,
) -> Vec<Remark> {
    let product = facts
        .catalog
        .appearance(AppearanceId(appearance as u32))
        .first()
        .and_then(|&id| facts.catalog.get(id));
    let mut channels = evidence.channels(appearance);
    channels.picture = against_even_spread(evidence, appearance);
    if says_otherwise(evidence, settings, appearance) {
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
        Channel::Imprint => imprint_read(evidence, Some(appearance)),
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
    weighed(channels, weights(evidence, settings))
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
    evidence: &Evidence,
    settings: HazardSettings,
    facts: &Facts,
    posterior: &[f32],
    candidates: &[Candidate],
    outcome: Outcome,
) -> HazardEstimate {
    let probability = hazard_probability(
        settings,
        facts.hazardous_mass(posterior),
        evidence.hazard_logit,
    );
    let threshold = if evidence.size.is_some() {
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
        Verdict::Hazardous => hazard_reasons(facts, candidates, outcome),
        Verdict::NoListingFound => Vec::new(),
        Verdict::Unknown => Assessment::unknown(&facts.rules).reasons,
    };
    HazardEstimate {
        verdict,
        probability,
        reasons,
    }
}

/// `logit = bias + mass * logit(mass) + head * model's logit`, as a probability.
pub fn hazard_probability(settings: HazardSettings, mass: f32, logit: f32) -> f32 {
    let mass = mass.clamp(1e-4, 1.0 - 1e-4);
    let sum = settings.bias + settings.mass * (mass / (1.0 - mass)).ln() + settings.head * logit;
    1.0 / (1.0 + (-sum).exp())
}

/// The reasons of the first hazardous candidate; where the hazard comes from further down or from
/// the model alone, those of an unidentified pill. So it is where an identified pill counts as
/// hazardous because nobody knows what is in it: the listings of others are not its own.
fn hazard_reasons(facts: &Facts, candidates: &[Candidate], outcome: Outcome) -> Vec<Reason> {
    let counts = |candidate: &Candidate| {
        let hazardous = facts.hazardous().get(candidate.appearance.0 as usize);
        hazardous.copied().unwrap_or_default()
    };
    let its_own = outcome == Outcome::Identified && candidates.first().is_some_and(counts);
    candidates
        .iter()
        .take(if its_own { 1 } else { SHOWN })
        .flat_map(|candidate| &candidate.products)
        .filter_map(|id| facts.assessments.get(id))
        .find(|assessment| assessment.verdict == Verdict::Hazardous)
        .map_or_else(
            || Assessment::unknown(&facts.rules).reasons,
            |assessment| assessment.reasons.clone(),
        )
}

/// The likeliest schedule, when the candidates that bear it are together likely enough.
fn schedule(facts: &Facts, posterior: &[f32], candidates: &[Candidate]) -> Option<Schedule> {
    let of = |appearance: AppearanceId| {
        let products = facts.catalog.appearance(appearance).iter();
        products
            .filter_map(|id| facts.assessments.get(id))
            .find_map(|assessment| assessment.schedule.as_ref())
    };
    if let Some(first) = candidates.first().and_then(|first| of(first.appearance)) {
        return Some(first.clone());
    }
    let mut masses: HashMap<&str, (f32, &Schedule)> = HashMap::new();
    for (appearance, probability) in (0..).map(AppearanceId).zip(posterior) {
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
