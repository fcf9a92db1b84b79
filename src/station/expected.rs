//! The short list that a pill is compared with: what the label says it should be.

use super::{Station, StationError};
use crate::catalog::{Ndc11, NdcError, ProductId};

impl Station {
    /// The products that a list of NDCs means, typed or scanned: separated by commas, spaces or lines;
    /// what follows a `#` is a remark. Packages of one product look alike, so the package does not
    /// count.
    ///
    /// An NDC that the catalogue does not know is an error: the pill could not be compared with it. So are
    /// ten digits without hyphens that are the NDC of two products: the other one would be agreed to as well.
    pub fn expected(&self, text: &str) -> Result<Vec<ProductId>, StationError> {
        let mut listed = Vec::new();
        // Spreadsheets begin a text file with this mark.
        let words = text
            .trim_start_matches('\u{feff}')
            .lines()
            .filter_map(|line| line.split('#').next())
            .flat_map(|line| line.split([',', ';', ' ', '\t']))
            .map(str::trim)
            .filter(|word| !word.is_empty());
        for word in words {
            let not_an_ndc = || NdcError {
                text: word.to_owned(),
            };
            let readings = Ndc11::readings(word);
            if readings.is_empty() {
                return Err(not_an_ndc().into());
            }
            let catalog = self.catalog();
            let mut known: Vec<Vec<ProductId>> = readings
                .into_iter()
                .map(|ndc| catalog.by_ndc9(ndc).map(|product| product.id).collect())
                .collect();
            known.retain(|products| !products.is_empty());
            match known.as_mut_slice() {
                [] => return Err(StationError::NdcNotListed(word.to_owned())),
                [products] => listed.append(products),
                _ => return Err(not_an_ndc().into()),
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
