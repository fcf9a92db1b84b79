//! The short list that a pill is compared with: what the label says it should be.

use super::{Station, StationError};
use crate::catalog::{Ndc11, ProductId};

impl Station {
    /// The products that a list of NDCs means, typed or scanned: separated by commas, spaces or lines;
    /// what follows a `#` is a remark. Packages of one product look alike, so the package does not
    /// count.
    ///
    /// An NDC that the catalogue does not know is an error: the pill could not be compared with it.
    pub fn expected(&self, text: &str) -> Result<Vec<ProductId>, StationError> {
        let mut listed = Vec::new();
        let words = text
            .lines()
            .filter_map(|line| line.split('#').next())
            .flat_map(|line| line.split([',', ';', ' ', '\t']))
            .map(str::trim)
            .filter(|word| !word.is_empty());
        for word in words {
            let named: Vec<String> = Ndc11::readings(word).into_iter().map(Ndc11::ndc9).collect();
            if named.is_empty() {
                return Err(word
                    .parse::<Ndc11>()
                    .map_or_else(StationError::from, |ndc| {
                        StationError::NdcNotListed(ndc.to_string())
                    }));
            }
            let before = listed.len();
            let catalog = self.catalog();
            let found = catalog.products().iter().map(|product| product.id);
            listed.extend(found.filter(|id| named.contains(&id.ndc11.ndc9())));
            if listed.len() == before {
                return Err(StationError::NdcNotListed(word.to_owned()));
            }
        }
        listed.sort_unstable();
        listed.dedup();
        if listed.is_empty() {
            return Err(StationError::NothingExpected);
        }
        Ok(listed)
    }
}
