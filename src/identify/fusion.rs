//! One probability for each appearance out of all channels, and what it means: identified or not,
//! hazardous or not, what to do next, and what spoke for and against each candidate.

use std::collections::HashMap;

use super::evidence::{Channels, Evidence};
use super::imprint::{Reading, TypedFits};
use super::outcome::{
    Advice, Candidate, Channel, HazardEstimate, Identification, Outcome, Remark, Typed,
    TypedFinding,
};
use super::{Facts, classes::log_softmax};
use crate::catalog::{AppearanceId, Product};
use crate::hazard::{Assessment, Reason, Schedule, Verdict};
use crate::runtime::{FusionSettings, HazardSettings, Weights};

const SHOWN: usize = 5;
/// A channel that says less than this about a candidate is not worth a remark, nats.
const WORTH_SAYING: f32 = 0.7;
/// An imprint that fits the best candidate within this many nats fits it as well.
const AS_WELL: f32 = 0.5;
/// This many appearances with an imprint that fits as well share it.
const SHARED_BY: usize = 4;
/// From this share of the probability a controlled substance is named although not first.
const WORTH_A_SCHEDULE: f32 = 0.1;
/// Appearances whose imprint fits what was typed within this many nats of the best bear it too.
const NEARLY_AS_TYPED: f32 = 2.0;
/// Pills that bear what was typed contradict the photograph when it makes them this much less likely
/// than an even spread would.
const UNLIKE: f32 = 0.05;

/// Probability of every appearance, by its number.
pub fn posterior(evidence: &Evidence, settings: &FusionSettings) -> Vec<f32> {
    probabilities(&nats(evidence, settings, |_| true))
}

fn probabilities(nats: &[f32]) -> Vec<f32> {
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
    let typed = typed(evidence, settings, facts);
    let contradicted = typed
        .as_ref()
        .is_some_and(|typed| typed.finding == TypedFinding::Contradicts);
    let first = order.first().copied();
    let contradicted =
        contradicted || first.is_some_and(|first| speaks_against(evidence, settings, facts, first));
    let outcome = if confidence >= identify_at(evidence, settings) && !contradicted {
        Outcome::Identified
    } else {
        Outcome::Unidentified
    };
    // What the photograph contradicts is no surer for being likely.
    let sure = if contradicted { 0.0 } else { confidence };
    let advice = advice(evidence, settings, first, sure);
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
        typed: typed.map(Box::new),
        candidates,
        flaws: evidence.flaws.clone(),
    }
}

/// The confidence from which an answer stands: half the doubt where the pill shows badly.
fn identify_at(evidence: &Evidence, settings: &FusionSettings) -> f32 {
    let usual = weights(evidence, settings).identify_at;
    if evidence.flaws.is_empty() {
        usual
    } else {
        f32::midpoint(1.0, usual)
    }
}

/// Whether something speaks against naming an appearance that nothing said for it outweighs.
pub fn speaks_against(
    evidence: &Evidence,
    settings: &FusionSettings,
    facts: &Facts,
    appearance: usize,
) -> bool {
    is_unlike(evidence, facts, appearance)
        || says_otherwise(evidence, settings, appearance)
        || has_an_odd_side(evidence, settings, appearance)
        || lacks_what_was_typed(evidence, appearance)
}

/// Whether color and shape of one of two sides together speak clearly against an appearance: these are
/// photographs of two pills, most likely.
fn has_an_odd_side(evidence: &Evidence, settings: &FusionSettings, appearance: usize) -> bool {
    evidence.odd_side(appearance) < settings.odd_side
}

/// Whether an appearance does not bear what a person typed, or bears it clearly worse than another.
fn lacks_what_was_typed(evidence: &Evidence, appearance: usize) -> bool {
    evidence
        .typed
        .as_ref()
        .is_some_and(|typed| !bears(&typed.fits, most(&typed.fits), appearance))
}

/// Whether an appearance bears what was typed nearly as well as that which bears it best, by `most` nats.
fn bears(typed: &TypedFits, most: f32, appearance: usize) -> bool {
    let at = |values: &[f32]| values.get(appearance).copied().unwrap_or_default();
    let nats = at(&typed.nats);
    nats >= WORTH_SAYING && nats >= most - NEARLY_AS_TYPED && at(&typed.unexplained) <= 0.0
}

fn most(typed: &TypedFits) -> f32 {
    typed.nats.iter().copied().fold(f32::MIN, f32::max)
}

/// Whether the picture speaks against an appearance: less for it than an even spread would. Its imprint
/// does not name it then, since a pill that no catalogue lists often shares its characters with one that
/// is listed. What a person typed is held against the photograph by [`typed`] instead.
fn is_unlike(evidence: &Evidence, facts: &Facts, appearance: usize) -> bool {
    against_even_spread(evidence, appearance) < 0.0
        && evidence.typed.is_none()
        && facts.is_photographed(AppearanceId(appearance as u32))
}

/// Whether a line was clearly read that an appearance's imprint does not explain. The picture does not
/// name it then: pills that no catalogue lists look like those that are. What a person typed stands
/// for what is on the pill.
fn says_otherwise(evidence: &Evidence, settings: &FusionSettings, appearance: usize) -> bool {
    evidence.unexplained(appearance) > settings.unexplained && evidence.typed.is_none()
}

/// What the picture says of an appearance, nats more than an even spread over all.
fn against_even_spread(evidence: &Evidence, appearance: usize) -> f32 {
    evidence.channels(appearance).picture + (evidence.picture.len() as f32).ln()
}

/// How what was typed goes with everything else: whether appearances that bear it fit the
/// photograph at least as well as appearances in general.
fn typed(evidence: &Evidence, settings: &FusionSettings, facts: &Facts) -> Option<Typed> {
    let typed = evidence.typed.as_ref()?;
    let most = most(&typed.fits);
    let seen = probabilities(&nats(evidence, settings, |channel| {
        channel != Channel::Typed
    }));
    let bearing: Vec<(AppearanceId, f32)> = (0..)
        .map(AppearanceId)
        .zip(seen.iter().copied())
        .filter(|(look, _)| bears(&typed.fits, most, look.0 as usize))
        .collect();
    let finding = if bearing.is_empty() {
        TypedFinding::NotListed
    } else {
        let even = bearing.len() as f32 / seen.len() as f32;
        let together: f32 = bearing.iter().map(|(_, probability)| probability).sum();
        if together >= UNLIKE * even {
            TypedFinding::Agrees
        } else if bearing.iter().all(|(look, _)| facts.is_photographed(*look)) {
            TypedFinding::Contradicts
        } else {
            TypedFinding::NoReference
        }
    };
    Some(Typed {
        text: typed.text.clone(),
        finding,
    })
}

fn advice(
    evidence: &Evidence,
    settings: &FusionSettings,
    best: Option<usize>,
    confidence: f32,
) -> Option<Advice> {
    if best.is_some_and(|best| has_an_odd_side(evidence, settings, best)) {
        return Some(Advice::SidesDiffer);
    }
    if evidence.sides > 1 {
        return (confidence < identify_at(evidence, settings)).then_some(Advice::LookItUp);
    }
    if confidence >= weights(evidence, settings).ask_other_side_below {
        return None;
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
        Channel::Imprint | Channel::Typed => product.imprint.clone(),
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
    let verdict = match (probability >= settings.threshold, outcome) {
        (true, _) => Verdict::Hazardous,
        (false, Outcome::Identified) => Verdict::NoListingFound,
        (false, Outcome::Unidentified) => Verdict::Unknown,
    };
    let reasons = match verdict {
        Verdict::Hazardous => hazard_reasons(facts, candidates),
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
/// the model alone, those of an unidentified pill.
fn hazard_reasons(facts: &Facts, candidates: &[Candidate]) -> Vec<Reason> {
    candidates
        .iter()
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
