//! Products by what is in them.

use takeback::catalog::ProductId;
use takeback::station::Station;

/// The first product whose only ingredient is `base`.
pub fn only(station: &Station, base: &str) -> ProductId {
    let catalog = station.catalog();
    let mut products = catalog.products().iter();
    products
        .find(|product| product.ingredients.len() == 1 && product.ingredients[0].base == base)
        .unwrap_or_else(|| panic!("no {base}"))
        .id
}
