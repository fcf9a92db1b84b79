//! What speaks against naming an appearance, however likely the evidence together makes it: a picture
//! unlike it, a line that its imprint does not explain, an odd one of two sides, what a person typed.

use super::Facts;
use super::evidence::{Evidence, WORTH_SAYING};
use super::fusion::{nats, probabilities};
use super::imprint::TypedFits;
use super::outcome::{Channel, Typed, TypedFinding};
use crate::catalog::AppearanceId;
use crate::runtime::FusionSettings;

/// Appearances whose imprint fits what was typed within this many nats of the best bear it too.
const NEARLY_AS_TYPED: f32 = 2.0;
/// Pills that bear what was typed contradict the photograph when it makes them this much less likely
/// than an even spread would.
const UNLIKE: f32 = 0.05;

/// Whether something speaks against naming an appearance that nothing said for it outweighs.
pub fn speaks_against(
    evidence: &Evidence,
    settings: &FusionSettings,
    facts: &Facts,
    appearance: usize,
) -> bool {
    is_unlike(evidence, facts, appearance)
        || says_otherwise(evidence, settings, appearance)
        || has_an_odd_side(evidence, settings, facts, appearance)
        || lacks_what_was_typed(evidence, appearance)
        || typed(evidence, settings, facts)
            .is_some_and(|typed| typed.finding == TypedFinding::Contradicts)
}

/// Whether color and shape of one of two sides together, or the picture of one, speak clearly against an
/// appearance, or the sides differ in length: these are photographs of two pills, most likely.
pub(super) fn has_an_odd_side(
    evidence: &Evidence,
    settings: &FusionSettings,
    facts: &Facts,
    appearance: usize,
) -> bool {
    let photographed = facts.is_photographed(AppearanceId(appearance as u32));
    let size = evidence.size.as_ref();
    size.is_some_and(|size| size.are_of_two_pills)
        || evidence.odd_side(appearance) < settings.odd_side
        || photographed && evidence.odd_picture(appearance) < settings.odd_picture
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
pub(super) fn says_otherwise(
    evidence: &Evidence,
    settings: &FusionSettings,
    appearance: usize,
) -> bool {
    evidence.unexplained(appearance) > settings.unexplained && evidence.typed.is_none()
}

/// What the picture says of an appearance, nats more than an even spread over all.
pub(super) fn against_even_spread(evidence: &Evidence, appearance: usize) -> f32 {
    evidence.channels(appearance).picture + (evidence.picture.len() as f32).ln()
}

/// How what was typed goes with everything else: whether appearances that bear it fit the
/// photograph at least as well as appearances in general.
pub(super) fn typed(
    evidence: &Evidence,
    settings: &FusionSettings,
    facts: &Facts,
) -> Option<Typed> {
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
