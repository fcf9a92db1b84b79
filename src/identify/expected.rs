//! "Is this what the label says?": a pill against a short list of products it should be one of.
//!
//! Two hypotheses, equally likely before the photograph: the pill is on the list, each appearance
//! there as likely as another; or it is none of them. What is put into a vial by mistake is as a rule
//! a pill that looks much like the right one, so "none of these" is one of the [`RIVALS`] appearances
//! off the list that fit the photograph best, not any of the catalogue. A blank side that many pills
//! share then stays undecided, as it must.

use serde::Serialize;

use super::by_appearance::ByAppearance;
use super::judge::{Judge, weigh};
use super::outcome::Channel;
use crate::catalog::{AppearanceId, Catalog, ProductId};

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

impl Judge<'_> {
    /// Compares; products that the catalogue does not know have no say. An empty list is one that the
    /// pill cannot be on.
    pub fn compare(&self, listed: &[ProductId]) -> Expected {
        let catalog = &self.facts.catalog;
        let known: Vec<(ProductId, AppearanceId)> = listed
            .iter()
            .filter_map(|&id| Some((id, catalog.get(id)?.appearance)))
            .collect();
        let mut appearances: Vec<AppearanceId> = known.iter().map(|(_, look)| *look).collect();
        appearances.sort_unstable();
        appearances.dedup();
        let nats = &self.nats;
        let (on, none) = none_of(nats, &appearances, catalog);
        let total: f32 = on.map_or(1.0, |on| {
            let looks = appearances.iter();
            looks.map(|look| (nats[*look] - on).exp()).sum()
        });
        let mut products: Vec<ExpectedProduct> = known
            .iter()
            .map(|&(product, look)| ExpectedProduct {
                product,
                probability: on.map_or(0.0, |on| (1.0 - none) * (nats[look] - on).exp() / total),
                look_alikes: catalog
                    .appearance(look)
                    .iter()
                    .filter(|alike| !listed.contains(alike))
                    .count(),
            })
            .collect();
        products.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        let sure = if self.evidence.flaws.is_empty() {
            SURE
        } else {
            f32::midpoint(1.0, SURE)
        };
        let likeliest = appearances
            .iter()
            .max_by(|a, b| nats[**a].total_cmp(&nats[**b]));
        // The picture speaks for those that have a reference photograph, whatever the pill is; of which one
        // side was taught, not where it lies on the other.
        let sure_without_picture = || {
            let heard = |channel: Channel| channel != Channel::Picture;
            let nats = weigh(self.evidence, self.weights, heard);
            none_of(&nats, &appearances, catalog).1 >= sure
        };
        let is_photographed = |look: &AppearanceId| {
            self.references.is_photographed(*look) && !self.references.has_one_taught_side(*look)
        };
        let all_photographed = || appearances.iter().all(is_photographed);
        let finding = if self.shows_too_badly() {
            LabelFinding::CannotTell
        } else if none >= sure && (all_photographed() || sure_without_picture()) {
            LabelFinding::Differs
        } else if none <= 1.0 - sure && !likeliest.is_some_and(|look| self.speaks_against(*look)) {
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
}

/// What speaks for the appearances on the list, `None` of an empty one, and the probability that it is none of them.
fn none_of(
    nats: &ByAppearance<f32>,
    appearances: &[AppearanceId],
    catalog: &Catalog,
) -> (Option<f32>, f32) {
    let on = log_mean_exp(appearances.iter().map(|look| nats[*look]));
    let mut rivals: Vec<f32> = nats
        .numbered()
        .filter(|(look, _)| !appearances.contains(look) && !catalog.appearance(*look).is_empty())
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
