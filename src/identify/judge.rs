//! The evidence about one pill, weighed for one question that is asked of it.

use super::against;
use super::by_appearance::ByAppearance;
use super::evidence::{Channels, Evidence};
use super::facts::Facts;
use super::outcome::{Channel, Typed};
use super::references::References;
use crate::runtime::{FusionSettings, Weights};

/// What was seen of one pill, weighed, and all that it is held against: [`Judge::decide`] says what the pill is,
/// [`Judge::compare`] whether it is on a list.
pub(super) struct Judge<'a> {
    pub evidence: &'a Evidence,
    pub settings: &'a FusionSettings,
    pub facts: &'a Facts,
    pub references: &'a References,
    pub weights: Weights,
    /// What all channels together say of every appearance.
    pub nats: ByAppearance<f32>,
    /// `None` unless a person typed what stands on the pill.
    pub typed: Option<Typed>,
}

impl<'a> Judge<'a> {
    pub fn new(
        evidence: &'a Evidence,
        settings: &'a FusionSettings,
        facts: &'a Facts,
        references: &'a References,
    ) -> Self {
        let weights = if evidence.imprint.is_some() {
            settings.with_imprint
        } else {
            settings.without_imprint
        };
        Self {
            evidence,
            settings,
            facts,
            references,
            weights,
            nats: weigh(evidence, weights, |_| true),
            typed: against::typed(evidence, weights, references),
        }
    }

    /// The standing from which the first candidate counts as identified.
    pub fn identify_at(&self) -> f32 {
        let at = self.weights.identify_at;
        let by_sides = if self.evidence.size.is_some() {
            at.measured
        } else {
            at.bare
        };
        by_sides.of(self.evidence.sides)
    }
}

/// What those channels that `heard` lets through say of every appearance together.
pub(super) fn weigh(
    evidence: &Evidence,
    weights: Weights,
    heard: impl Fn(Channel) -> bool,
) -> ByAppearance<f32> {
    evidence.picture.map(|appearance, _| {
        weighed(evidence.channels(appearance), weights)
            .into_iter()
            .filter(|(channel, _)| heard(*channel))
            .map(|(_, nats)| nats)
            .sum()
    })
}

pub(super) fn weighed(channels: Channels, weights: Weights) -> [(Channel, f32); 6] {
    [
        (Channel::Picture, weights.picture * channels.picture),
        (Channel::Imprint, weights.imprint * channels.imprint),
        (Channel::Color, weights.color * channels.color),
        (Channel::Shape, weights.shape * channels.shape),
        (Channel::Typed, channels.typed),
        (Channel::Size, weights.size * channels.size),
    ]
}
