//! "Is this what the label says?": a pill against a short list of products it should be one of.
//!
//! Two hypotheses, equally likely before the photograph: the pill is on the list, each appearance
//! there as likely as another; or it is none of them. What is put into a vial by mistake is as a rule
//! a pill that looks much like the right one, so "none of these" is one of the [`RIVALS`] appearances
//! off the list that fit the photograph best, not any of the catalogue. A blank side that many pills
//! share then stays undecided, as it must.

use serde::Serialize;

use super::against::speaks_against;
use super::evidence::Evidence;
use super::facts::Facts;
use super::fusion;
use super::outcome::Channel;
use crate::catalog::{AppearanceId, ProductId};
use crate::runtime::FusionSettings;

/// Appearances off the list that "none of these" is spread over.
const RIVALS: usize = 20;
/// Neither agreement nor disagreement is said below this probability: a wrong word is taken to cost
/// nineteen times as much as "cannot tell", and of a pill that shows badly twice that.
const SURE: f32 = 0.95;

/// Whether the pill is what the label says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LabelFinding {
    /// It looks like a product on the list.
    Agrees,
    /// It looks like none of them.
    Differs,
    CannotTell,
}

/// A pill against the list.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Expected {
    pub finding: LabelFinding,
    /// Each product of the list, likeliest first. Products that look alike share one probability.
    pub products: Vec<ExpectedProduct>,
    /// Probability that it is none of them, 0 to 1.
    pub none: f32,
}

/// One product of the list.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ExpectedProduct {
    pub product: ProductId,
    /// That the pill looks like this product, 0 to 1.
    pub probability: f32,
    /// Products off the list that look the same: no photograph tells them from it.
    pub look_alikes: usize,
}

/// Compares; products that the catalogue does not know have no say. An empty list is one that the
/// pill cannot be on.
pub fn compare(
    evidence: &Evidence,
    settings: &FusionSettings,
    facts: &Facts,
    listed: &[ProductId],
) -> Expected {
    let known: Vec<(ProductId, AppearanceId)> = listed
        .iter()
        .filter_map(|&id| Some((id, facts.catalog.get(id)?.appearance)))
        .collect();
    let mut appearances: Vec<AppearanceId> = known.iter().map(|(_, look)| *look).collect();
    appearances.sort_unstable();
    appearances.dedup();
    let nats = fusion::nats(evidence, settings, |_| true);
    let at = |look: AppearanceId| nats.get(look.0 as usize).copied().unwrap_or(f32::MIN);
    let (on, none) = none_of(&nats, &appearances, facts);
    let total: f32 = on.map_or(1.0, |on| {
        appearances.iter().map(|look| (at(*look) - on).exp()).sum()
    });
    let mut products: Vec<ExpectedProduct> = known
        .iter()
        .map(|&(product, look)| ExpectedProduct {
            product,
            probability: on.map_or(0.0, |on| (1.0 - none) * (at(look) - on).exp() / total),
            look_alikes: facts
                .catalog
                .appearance(look)
                .iter()
                .filter(|alike| !listed.contains(alike))
                .count(),
        })
        .collect();
    products.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    let sure = if evidence.flaws.is_empty() {
        SURE
    } else {
        f32::midpoint(1.0, SURE)
    };
    let likeliest = appearances
        .iter()
        .max_by(|a, b| at(**a).total_cmp(&at(**b)))
        .map(|look| look.0 as usize);
    let against = |look: usize| speaks_against(evidence, settings, facts, look);
    // The picture speaks for those that have a reference photograph, whatever the pill is; of which one
    // side was taught, not where it lies on the other.
    let sure_without_picture = || {
        let nats = fusion::nats(evidence, settings, |channel| channel != Channel::Picture);
        none_of(&nats, &appearances, facts).1 >= sure
    };
    let is_photographed =
        |look: &AppearanceId| facts.is_photographed(*look) && !facts.has_one_taught_side(*look);
    let all_photographed = || appearances.iter().all(is_photographed);
    let finding = if none >= sure && (all_photographed() || sure_without_picture()) {
        LabelFinding::Differs
    } else if none <= 1.0 - sure && !likeliest.is_some_and(against) {
        LabelFinding::Agrees
    } else {
        LabelFinding::CannotTell
    };
    Expected {
        finding,
        products,
        none,
    }
}

/// What speaks for the appearances on the list, `None` of an empty one, and the probability that it is none of them.
fn none_of(nats: &[f32], appearances: &[AppearanceId], facts: &Facts) -> (Option<f32>, f32) {
    let listed = |look: &AppearanceId| nats.get(look.0 as usize).copied().unwrap_or(f32::MIN);
    let on = log_mean_exp(appearances.iter().map(listed));
    let mut rivals: Vec<f32> = (0..)
        .map(AppearanceId)
        .zip(nats)
        .filter(|(look, _)| {
            !appearances.contains(look) && !facts.catalog.appearance(*look).is_empty()
        })
        .map(|(_, nats)| *nats)
        .collect();
    rivals.sort_by(|a, b| b.total_cmp(a));
    let none = match (on, log_mean_exp(rivals.into_iter().take(RIVALS))) {
        (Some(on), Some(off)) => 1.0 / (1.0 + (on - off).exp()),
        (None, _) => 1.0,
        (_, None) => 0.0,
    };
    (on, none)
}

/// `None` of nothing.
fn log_mean_exp(values: impl Iterator<Item = f32>) -> Option<f32> {
    let values: Vec<f32> = values.collect();
    let most = values.iter().copied().reduce(f32::max)?;
    let sum: f32 = values.iter().map(|value| (value - most).exp()).sum();
    Some(most + (sum / values.len() as f32).ln())
}
