//! Symbols on packages, photographed.

mod barcodes;
mod scanned_package;
