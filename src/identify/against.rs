//! What speaks against naming an appearance, however likely the evidence together makes it: a picture
//! unlike it, a line that its imprint does not explain, an odd one of two sides, what a person typed; or that
//! the pill is not seen whole.

use super::by_appearance::ByAppearance;
use super::evidence::{Evidence, WORTH_SAYING};
use super::imprint::TypedFit;
use super::judge::{Judge, weigh};
use super::outcome::{Channel, Typed, TypedFinding};
use super::references::References;
use crate::catalog::AppearanceId;
use crate::runtime::Weights;

/// Appearances whose imprint fits what was typed within this many nats of the best bear it too.
const NEARLY_AS_TYPED: f32 = 2.0;
/// Pills that bear what was typed contradict the photograph when it makes them this much less likely
/// than an even spread would.
const UNLIKE: f32 = 0.05;

impl Judge<'_> {
    /// Whether some objection forbids naming this appearance, however much speaks for it.
    pub fn speaks_against(&self, appearance: AppearanceId) -> bool {
        let typed = self.typed.as_ref();
        self.shows_too_badly()
            || self.is_unlike(appearance)
            || self.says_otherwise(appearance)
            || self.has_an_odd_side(appearance)
            || self.lacks_what_was_typed(appearance)
            || typed.is_some_and(|typed| typed.finding == TypedFinding::Contradicts)
    }

    /// Whether the pill shows so that nothing is said of what it is.
    pub fn shows_too_badly(&self) -> bool {
        let mut flaws = self.evidence.flaws.iter();
        flaws.any(|flaw| flaw.bars_naming())
    }

    /// Whether color and shape of one of two sides together, or the picture of one, speak clearly against an
    /// appearance, or the sides differ in length: these are photographs of two pills, most likely.
    pub fn has_an_odd_side(&self, appearance: AppearanceId) -> bool {
        let size = self.evidence.size.as_ref();
        size.is_some_and(|size| size.are_of_two_pills)
            || self.evidence.odd_side(appearance) < self.settings.odd_side
            || self.references.is_photographed(appearance)
                && self.evidence.odd_picture(appearance) < self.settings.odd_picture
    }

    /// Whether an appearance does not bear what a person typed, or bears it clearly worse than another.
    fn lacks_what_was_typed(&self, appearance: AppearanceId) -> bool {
        let typed = self.evidence.typed.as_ref();
        typed.is_some_and(|typed| !bears(&typed.fits[appearance], most(&typed.fits)))
    }

    /// Whether the picture speaks against an appearance: less for it than an even spread would. Its imprint
    /// does not name it then, since a pill that no catalogue lists often shares its characters with one that
    /// is listed. What a person typed is held against the photograph by [`typed`] instead.
    fn is_unlike(&self, appearance: AppearanceId) -> bool {
        self.against_even_spread(appearance) < 0.0
            && self.evidence.typed.is_none()
            && self.references.is_photographed(appearance)
    }

    /// Whether a line was clearly read that an appearance's imprint does not explain. The picture does not
    /// name it then: pills that no catalogue lists look like those that are. What a person typed stands
    /// for what is on the pill.
    pub fn says_otherwise(&self, appearance: AppearanceId) -> bool {
        self.evidence.unexplained(appearance) > self.settings.unexplained
            && self.evidence.typed.is_none()
    }

    /// What the picture says of an appearance, nats more than an even spread over all.
    pub fn against_even_spread(&self, appearance: AppearanceId) -> f32 {
        let picture = &self.evidence.picture;
        picture[appearance] + (picture.values().len() as f32).ln()
    }
}

/// Whether an appearance bears what was typed nearly as well as that which bears it best, by `most` nats.
fn bears(typed: &TypedFit, most: f32) -> bool {
    let nats = typed.nats;
    nats >= WORTH_SAYING && nats >= most - NEARLY_AS_TYPED && typed.unexplained <= 0.0
}

fn most(typed: &ByAppearance<TypedFit>) -> f32 {
    let nats = typed.values().iter().map(|fit| fit.nats);
    nats.fold(f32::MIN, f32::max)
}

/// How what was typed goes with everything else: whether appearances that bear it fit the
/// photograph at least as well as appearances in general.
pub(super) fn typed(
    evidence: &Evidence,
    weights: Weights,
    references: &References,
) -> Option<Typed> {
    let typed = evidence.typed.as_ref()?;
    let most = most(&typed.fits);
    let seen = weigh(evidence, weights, |channel| channel != Channel::Typed).softmax();
    let bearing: Vec<(AppearanceId, &f32)> = seen
        .numbered()
        .filter(|(appearance, _)| bears(&typed.fits[*appearance], most))
        .collect();
    let is_photographed = |(look, _): &(AppearanceId, &f32)| references.is_photographed(*look);
    let finding = if bearing.is_empty() {
        TypedFinding::NotListed
    } else {
        let even = bearing.len() as f32 / seen.values().len() as f32;
        let together: f32 = bearing.iter().map(|(_, probability)| *probability).sum();
        if together >= UNLIKE * even {
            TypedFinding::Agrees
        } else if bearing.iter().all(is_photographed) {
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
