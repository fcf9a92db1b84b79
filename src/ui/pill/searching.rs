//! What the search screen offers of the catalogue.

use std::collections::BTreeSet;

use crate::catalog::{Catalog, Product};

/// Every value that `values` finds in the catalogue, once and in order.
pub fn listed(catalog: &Catalog, values: impl Fn(&Product) -> Vec<String>) -> Vec<String> {
    let all: BTreeSet<String> = catalog.products().iter().flat_map(values).collect();
    all.into_iter().collect()
}

/// Names found at most; a longer list helps nobody.
pub const NAMES: usize = 60;
