//! The short list that a pill is compared with: what the label says it should be.

use super::{Station, StationError};
use crate::barcode::{Gtin, typed_gtin};
use crate::catalog::{Catalog, Ndc11, NdcError, ProductId};

impl Station {
    /// The products that a list of NDCs means, typed or scanned: separated by commas, spaces or lines;
    /// what follows a `#` is a remark. Packages of one product look alike, so the package does not
    /// count. The number of a drug's barcode, as a hand scanner types it, stands for the NDC in it.
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
        let catalog = self.catalog();
        for word in words {
            let not_an_ndc = || NdcError {
                text: word.to_owned(),
            };
            let readings = readings(word);
            if readings.is_empty() {
                return Err(not_an_ndc().into());
            }
            let mut known = listed_as(&catalog, readings);
            if known.is_empty() {
                known = listed_as(&catalog, unchecked_upc(word));
            }
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

/// Every NDC that a word may mean: one that was typed, or that of a drug's barcode.
fn readings(word: &str) -> Vec<Ndc11> {
    let scanned = typed_gtin(word).and_then(Gtin::ndc_digits);
    Ndc11::readings(scanned.as_deref().unwrap_or(word))
}

/// Every NDC that eleven digits may mean which are none themselves: many scanners leave out the check digit of a UPC,
/// and what stays is the 3 of drugs and the ten digits of the NDC.
fn unchecked_upc(word: &str) -> Vec<Ndc11> {
    let upc = word.strip_prefix('3').filter(|ten| ten.len() == 10);
    upc.map_or_else(Vec::new, Ndc11::readings)
}

/// The products of each NDC that the catalogue knows.
fn listed_as(catalog: &Catalog, readings: Vec<Ndc11>) -> Vec<Vec<ProductId>> {
    let products = |ndc| -> Vec<ProductId> {
        let products = catalog.by_ndc9(ndc);
        products.map(|product| product.id).collect()
    };
    let each = readings.into_iter().map(products);
    each.filter(|products| !products.is_empty()).collect()
}
