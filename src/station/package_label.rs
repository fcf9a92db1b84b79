//! Barcodes in a picture: read, understood by the catalogue, and the picture is let go. And what a hand scanner types
//! of one.

use image::RgbImage;

use super::Station;
use crate::barcode::{
    Barcode, Drug, Gs1Error, Gtin, Label, PackageLabel, Symbology, read, read_all, typed_gtin,
};

/// A barcode and what it says, or why it cannot be right.
pub type Scanned = (Barcode, Result<Label, Gs1Error>);

impl Station {
    /// Every barcode in the picture, also several of one kind, so that packages whose labels differ are not taken for
    /// one. Labels of vials name patients, so neither the picture nor a hash of it is kept.
    pub fn scan(&self, picture: &RgbImage) -> Vec<Scanned> {
        let understood = |barcode| self.understood(barcode);
        read_all(picture).into_iter().map(understood).collect()
    }

    /// The same in a frame of a live camera, which another one follows: at most one of each kind.
    pub fn scan_frame(&self, frame: &RgbImage) -> Vec<Scanned> {
        let understood = |barcode| self.understood(barcode);
        read(frame).into_iter().map(understood).collect()
    }

    /// What a hand scanner typed. Of a drug's item number, and of an element string that begins with one, it says which
    /// drug that is and no more: keyboards lose the separators of what follows. Everything else is somebody's own
    /// text, as the number of a liner is.
    pub fn scan_typed(&self, text: &str) -> Scanned {
        let text = text.trim();
        let of_item = |gtin: Gtin| {
            self.understood(Barcode {
                symbology: Symbology::UpcEan,
                text: gtin.to_string(),
            })
        };
        let of_drug = typed_gtin(text).filter(|gtin| gtin.ndc_digits().is_some());
        let is_known = |(_, label): &Scanned| {
            let known = |package: &PackageLabel| matches!(package.drug, Drug::Known { .. });
            matches!(label, Ok(Label::Package(package)) if known(package))
        };
        let item = of_drug.map(of_item);
        let item = item.or_else(|| unchecked_upc(text).map(of_item).filter(is_known));
        item.unwrap_or_else(|| {
            self.understood(Barcode {
                symbology: Symbology::Code128,
                text: text.to_owned(),
            })
        })
    }

    fn understood(&self, barcode: Barcode) -> Scanned {
        let this_year = self.now().date().year();
        let label = Label::of(&barcode, &self.catalog(), this_year);
        (barcode, label)
    }
}

/// Of eleven digits the item number that they may be: many scanners leave out the check digit of a UPC, which begins
/// with 3 where it is a drug's.
fn unchecked_upc(text: &str) -> Option<Gtin> {
    if text.len() != 11 || !text.starts_with('3') {
        return None;
    }
    (0..10).find_map(|digit| format!("{text}{digit}").parse().ok())
}
