//! The facts about products that every decision consults, worked out once.

use std::collections::HashMap;
use std::sync::Arc;

use super::by_appearance::ByAppearance;
use crate::catalog::{Catalog, ProductId};
use crate::hazard::{Assessment, Rules, Verdict};

/// Catalogue, rules, and what the rules say of every product.
pub struct Facts {
    pub(super) catalog: Arc<Catalog>,
    pub(super) rules: Arc<Rules>,
    pub(super) assessments: HashMap<ProductId, Assessment>,
    /// Some product that looks like this is hazardous, or its composition is not known. Look-alikes cannot be told
    /// apart, so the worst of them counts.
    hazardous: ByAppearance<bool>,
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
        let hazardous = ByAppearance::of(&catalog, |group| group.iter().any(listed));
        Self {
            catalog,
            rules,
            assessments,
            hazardous,
        }
    }

    /// Whether each appearance counts as hazardous.
    pub fn hazardous(&self) -> &ByAppearance<bool> {
        &self.hazardous
    }

    /// The probability that lies on hazardous appearances.
    pub(super) fn hazardous_mass(&self, posterior: &ByAppearance<f32>) -> f32 {
        posterior
            .numbered()
            .filter(|(appearance, _)| self.hazardous[*appearance])
            .map(|(_, probability)| probability)
            .sum()
    }
}
