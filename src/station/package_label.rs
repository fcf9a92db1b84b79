//! Barcodes in a picture: read, understood by the catalogue, and the picture is let go.

use image::RgbImage;

use super::Station;
use crate::barcode::{Barcode, Gs1Error, Label, read};

/// A barcode and what it says, or why it cannot be right.
pub type Scanned = (Barcode, Result<Label, Gs1Error>);

impl Station {
    /// Every barcode in the picture. Labels of vials name patients, so neither the picture nor a
    /// hash of it is kept.
    pub fn scan(&self, picture: &RgbImage) -> Vec<Scanned> {
        let catalog = self.catalog();
        let this_year = self.now().date().year();
        read(picture)
            .into_iter()
            .map(|barcode| {
                let label = Label::of(&barcode, &catalog, this_year);
                (barcode, label)
            })
            .collect()
    }
}
