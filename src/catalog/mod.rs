//! Facts about products: what the C3PI photographs and `RxNorm` say a pill is and looks like.

mod find;
mod imprint;
mod name;
mod ndc;
mod product;
mod search;
mod table;
mod vocabulary;

pub use find::{Found, SearchWords};
pub use imprint::{ImprintMatch, turned};
pub use ndc::{Ndc11, NdcError};
pub use product::{AppearanceId, ImprintType, Ingredient, Product, ProductId, Strength};
pub use search::{Query, SearchResult, spl_name};
pub use table::{Catalog, CatalogError};
pub use vocabulary::{Color, Shape, Vocabulary, VocabularyError};
