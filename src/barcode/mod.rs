//! Barcodes on packages and numbered bags: what is printed in them, read and understood, and nothing
//! beyond that. A package is not a pill: its label says what it is, and no identification is claimed.

mod cover;
mod gs1;
mod gtin;
mod label;
mod read;

pub use gs1::{GS, Gs1Error, typed_gtin};
pub use gtin::{Gtin, GtinError};
pub use label::{Drug, Label, PackageLabel};
pub use read::{Barcode, Symbology, read, read_all};
