//! The photographs that appearances are known by: those that the classifier was trained on, and those that a site
//! took.

use std::collections::HashMap;

use super::by_appearance::ByAppearance;
use super::classes::{ClassTable, Sides, doubted, log_softmax};
use super::enrolment::{Embedding, EnrolledPill};
use crate::catalog::{AppearanceId, Catalog, ProductId};

/// What every appearance is known by.
pub struct References {
    known: ByAppearance<Known>,
    /// Each is a class of its own, after those of the classifier.
    pub taught: Vec<Embedding>,
}

/// What one appearance is known by.
struct Known {
    /// The sides of each photographed pill that looks like this; empty where there is no photograph.
    pills: Vec<Sides>,
    is_photographed: bool,
    has_one_taught_side: bool,
}

/// What was taught of one product.
#[derive(Default)]
struct Taught {
    pills: Vec<Sides>,
    /// Single photographs two by two: they may be of its two sides.
    couples: Vec<Sides>,
}

impl References {
    /// The trained classes and these pills beside them. Products that the catalogue does not know are left out.
    pub fn new(classes: &ClassTable, catalog: &Catalog, pills: &[EnrolledPill]) -> Self {
        let mut taught = Vec::new();
        let mut products: HashMap<ProductId, Taught> = HashMap::new();
        for pill in pills.iter().filter(|p| catalog.get(p.product).is_some()) {
            let front = classes.classes() + taught.len();
            let sides = match pill.sides.as_slice() {
                [] => continue,
                [_] => [front, front],
                [_, _, ..] => [front, front + 1],
            };
            taught.extend(pill.sides.iter().take(2).cloned());
            let product = products.entry(pill.product).or_default();
            if is_single(&sides) {
                let others = product.pills.iter().filter(|other| is_single(other));
                let couples = others.map(|[other, _]| [*other, front]);
                product.couples.extend(couples);
            }
            product.pills.push(sides);
        }
        let known = ByAppearance::of(catalog, |group| {
            let mut pills = classes.of(group);
            let taught = || group.iter().filter_map(|id| products.get(id));
            let is_taught = taught().next().is_some();
            let mut listed = group.iter().filter_map(|&id| catalog.get(id));
            // A couple may as well be one side twice: it does not count as both.
            let mut singly = taught().flat_map(|product| &product.pills);
            let has_one_taught_side = pills.is_empty() && is_taught && singly.all(is_single);
            pills.extend(taught().flat_map(|product| product.pills.iter().chain(&product.couples)));
            Known {
                pills,
                is_photographed: is_taught || listed.any(|product| product.has_reference_photo),
                has_one_taught_side,
            }
        });
        Self { known, taught }
    }

    /// Whether there is a photograph of some product that looks like this, of the reference or taken here.
    pub fn is_photographed(&self, appearance: AppearanceId) -> bool {
        self.known[appearance].is_photographed
    }

    /// Whether only one side of this appearance is known, taught at the site, so that its other side may look like
    /// anything.
    pub fn has_one_taught_side(&self, appearance: AppearanceId) -> bool {
        self.known[appearance].has_one_taught_side
    }

    /// Normalised log-probability of each appearance, given the class scores of each photograph of one pill;
    /// `no_reference` nats where there is no reference.
    ///
    /// Two photographs are taken to be the two different sides: the better of the two ways to say
    /// which is which. Any other number: each photograph may be either side.
    pub fn log_probabilities(
        &self,
        photographs: &[Vec<f32>],
        no_reference: f32,
    ) -> ByAppearance<f32> {
        let logs: Vec<Vec<f32>> = photographs.iter().map(|scores| believed(scores)).collect();
        let score = |[front, back]: Sides| match logs.as_slice() {
            [one, two] => as_both(one, two, [front, back]),
            any => any
                .iter()
                .map(|one| at(one, front).max(at(one, back)))
                .sum(),
        };
        let scores = self.known.map(|_, known| {
            let scores = known.pills.iter().map(|&sides| score(sides));
            scores.reduce(f32::max).unwrap_or(no_reference)
        });
        scores.log_softmax()
    }

    /// By how many nats two photographs, given the class scores of each, are rather of one side of an appearance
    /// than of both; about 0 where its sides look alike, or one photograph stands for both.
    pub fn one_side(&self, appearance: AppearanceId, photographs: &[Vec<f32>; 2]) -> f32 {
        let [one, two] = photographs.each_ref().map(|scores| believed(scores));
        let twice = |class: usize| at(&one, class) + at(&two, class);
        let pills = || self.known[appearance].pills.iter();
        let same = pills().map(|&[front, back]| twice(front).max(twice(back)));
        let other = pills().map(|&sides| as_both(&one, &two, sides));
        let most = same.reduce(f32::max).zip(other.reduce(f32::max));
        most.map_or(0.0, |(same, other)| same - other)
    }
}

/// What the class scores of one photograph say.
fn believed(scores: &[f32]) -> Vec<f32> {
    doubted(&log_softmax(scores))
}

fn at(logs: &[f32], class: usize) -> f32 {
    logs.get(class).copied().unwrap_or(f32::MIN)
}

/// Two photographs as the two sides: the better of the two ways to say which is which.
fn as_both(one: &[f32], two: &[f32], [front, back]: Sides) -> f32 {
    (at(one, front) + at(two, back)).max(at(one, back) + at(two, front))
}

/// Whether one photograph stands for both sides.
fn is_single([front, back]: &Sides) -> bool {
    front == back
}
