//! Facts about products: what the C3PI photographs and RxNorm say a pill is and looks like.

mod ndc;
mod product;

pub use ndc::{Ndc11, NdcError};
pub use product::{AppearanceId, Catalog, ImprintType, Ingredient, Product, ProductId, Strength};
