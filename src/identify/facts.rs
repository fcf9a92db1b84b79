//! The facts about products that every decision consults, worked out once.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::catalog::{AppearanceId, Catalog, ProductId};
use crate::hazard::{Assessment, Rules, Verdict};

/// Every group of look-alikes by its number, from 0 and without gaps; a number that the table does
/// not use has an empty group.
pub(super) fn all_appearances(catalog: &Catalog) -> impl Iterator<Item = &[ProductId]> {
    let count = catalog
        .appearances()
        .last()
        .map_or(0, |(number, _)| number.0 + 1);
    (0..count).map(|number| catalog.appearance(AppearanceId(number)))
}

/// Catalogue, rules, and what the rules say of every product.
pub struct Facts {
    pub(super) catalog: Arc<Catalog>,
    pub(super) rules: Arc<Rules>,
    pub(super) assessments: HashMap<ProductId, Assessment>,
    /// By appearance number: some product that looks like this is hazardous, or its composition is
    /// not known. Look-alikes cannot be told apart, so the worst of them counts.
    hazardous: Vec<bool>,
    /// Appearances of which the site took photographs.
    taught: HashSet<AppearanceId>,
    /// Those of them that are known by nothing else, and of one side for all that anybody said.
    one_taught_side: HashSet<AppearanceId>,
}

impl Facts {
    /// Assesses every product.
    pub fn new(catalog: Arc<Catalog>, rules: Arc<Rules>) -> Self {
        let assessments: HashMap<ProductId, Assessment> = catalog
            .products()
            .iter()
            .map(|product| (product.id, rules.assess(product)))
            .collect();
        let listed = |id: &ProductId| {
            assessments
                .get(id)
                .is_none_or(|found| found.verdict != Verdict::NoListingFound)
        };
        let hazardous = all_appearances(&catalog)
            .map(|group| group.iter().any(listed))
            .collect();
        Self {
            catalog,
            rules,
            assessments,
            hazardous,
            taught: HashSet::new(),
            one_taught_side: HashSet::new(),
        }
    }

    /// By appearance number, whether it counts as hazardous.
    pub fn hazardous(&self) -> &[bool] {
        &self.hazardous
    }

    /// From now on there is a photograph of what looks like this.
    pub(super) fn teach(&mut self, appearance: AppearanceId) {
        self.taught.insert(appearance);
    }

    /// Nobody showed both sides of what looks like this.
    pub(super) fn teach_one_side(&mut self, appearance: AppearanceId) {
        self.one_taught_side.insert(appearance);
    }

    /// Whether the other side of what looks like this looks as it likes: only one was taught.
    pub(super) fn has_one_taught_side(&self, appearance: AppearanceId) -> bool {
        self.one_taught_side.contains(&appearance)
    }

    /// Whether there is a photograph of some product that looks like this, of the reference or taken here.
    pub(super) fn is_photographed(&self, appearance: AppearanceId) -> bool {
        let mut products = self.catalog.appearance(appearance).iter();
        self.taught.contains(&appearance)
            || products.any(|&id| {
                let product = self.catalog.get(id);
                product.is_some_and(|product| product.has_reference_photo)
            })
    }

    /// The probability that lies on hazardous appearances.
    pub(super) fn hazardous_mass(&self, posterior: &[f32]) -> f32 {
        posterior
            .iter()
            .zip(&self.hazardous)
            .filter(|(_, hazardous)| **hazardous)
            .map(|(p, _)| p)
            .sum()
    }
}
