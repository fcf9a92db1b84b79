//! Looking a product up in the catalogue by the words of the search screen.

use std::collections::BTreeSet;

use crate::catalog::{Catalog, Ndc11, Product, Query, SearchResult};
use crate::ui::state::{Found, SearchWords};
use crate::ui::words::told::told;

/// Every value that `values` finds in the catalogue, once and in order.
pub fn listed(catalog: &Catalog, values: impl Fn(&Product) -> Vec<String>) -> Vec<String> {
    let all: BTreeSet<String> = catalog.products().iter().flat_map(values).collect();
    all.into_iter().collect()
}

/// Names found at most; a longer list helps nobody.
const NAMES: usize = 60;

/// Every product that the words do not contradict, in groups that say how they fit.
pub fn find(catalog: &Catalog, words: &SearchWords) -> Found {
    let mut found = Found::default();
    let (imprint, name, ndc) = (words.imprint.trim(), words.name.trim(), words.ndc.trim());
    if !ndc.is_empty() {
        match ndc.parse::<Ndc11>() {
            Ok(ndc) => found.by_ndc = catalog.by_ndc(ndc).map(|product| product.id).collect(),
            Err(error) => found.ndc_problem = Some(told(&error)),
        }
    }
    if !name.is_empty() {
        found.by_name = catalog
            .search_name(name, NAMES)
            .into_iter()
            .map(|product| product.id)
            .collect();
    }
    if !imprint.is_empty() || words.color.is_some() || words.shape.is_some() {
        found.by_look = look(catalog, words, imprint);
    }
    found
}

fn look(catalog: &Catalog, words: &SearchWords, imprint: &str) -> SearchResult {
    catalog.search(&Query {
        imprint: (!imprint.is_empty()).then(|| imprint.to_owned()),
        colors: words.color.iter().cloned().collect(),
        shape: words.shape.clone(),
        ..Query::default()
    })
}
