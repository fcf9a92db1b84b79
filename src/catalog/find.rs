//! Looking products up by what a person typed: one search for every place that asks for words.

use super::{Catalog, Ndc11, NdcError, ProductId, Query, SearchResult};

/// What a person typed or chose; what is blank is not looked for.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct SearchWords {
    pub imprint: String,
    pub name: String,
    pub ndc: String,
    pub color: Option<String>,
    pub shape: Option<String>,
}

/// Products found, in labelled groups.
#[derive(Default, Debug)]
pub struct Found {
    pub by_ndc: Vec<ProductId>,
    pub by_name: Vec<ProductId>,
    pub by_look: SearchResult,
    /// What was typed as an NDC is none.
    pub ndc_problem: Option<NdcError>,
}

impl SearchWords {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// One line that may be an NDC or part of a name.
    pub fn ndc_or_name(line: &str) -> Self {
        Self {
            ndc: line.to_owned(),
            name: line.to_owned(),
            ..Self::default()
        }
    }
}

impl Catalog {
    /// The products of this package; else those of another package of the same labeler and product,
    /// which hold the same drug.
    pub fn in_package(&self, ndc: Ndc11) -> Vec<ProductId> {
        let ids = |ndc| self.by_ndc(ndc).map(|product| product.id).collect();
        let exact: Vec<ProductId> = ids(ndc);
        if !exact.is_empty() {
            return exact;
        }
        self.by_ndc9(ndc)
            .next()
            .map_or_else(Vec::new, |product| ids(product.id.ndc11))
    }

    /// Every product that the words do not contradict, of those with such a name so many at most.
    pub fn find(&self, words: &SearchWords, most: usize) -> Found {
        let mut found = Found::default();
        let (imprint, name, ndc) = (words.imprint.trim(), words.name.trim(), words.ndc.trim());
        if !ndc.is_empty() {
            match ndc.parse::<Ndc11>() {
                Ok(ndc) => found.by_ndc = self.in_package(ndc),
                Err(error) => found.ndc_problem = Some(error),
            }
        }
        if !name.is_empty() {
            let products = self.search_name(name, most).into_iter();
            found.by_name = products.map(|product| product.id).collect();
        }
        if !imprint.is_empty() || words.color.is_some() || words.shape.is_some() {
            found.by_look = self.search(&Query {
                imprint: (!imprint.is_empty()).then(|| imprint.to_owned()),
                colors: words.color.iter().cloned().collect(),
                shape: words.shape.clone(),
                ..Query::default()
            });
        }
        found
    }
}
