//! What a barcode says: a drug's package, or the number of a liner, a package or a box.

use jiff::civil::Date;

use super::gs1::{Elements, is_marked, read_elements, unmarked};
use super::{Barcode, Gs1Error, Gtin, Symbology};
use crate::catalog::{Catalog, Ndc11, ProductId};

/// What one barcode says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Label {
    /// A drug's package.
    Package(PackageLabel),
    /// Something else that is sold: its number says nothing about a drug.
    OtherGoods(Gtin),
    /// A text that means something to whoever printed it: the number of a liner, a package, a box.
    Text(String),
}

/// What the label of a drug's package says of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PackageLabel {
    pub drug: Drug,
    /// The manufacturer's batch number. It, the day and the serial number are the maker's own: without
    /// the maker's item number beside them they are not taken.
    pub lot: Option<String>,
    /// The last day on which it may be used.
    pub expires: Option<Date>,
    pub serial: Option<String>,
}

impl PackageLabel {
    /// Whether both may be labels of one package: they name one drug, and nothing that both state differs.
    pub fn is_same_package(&self, other: &Self) -> bool {
        fn agree<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
            one.is_none() || other.is_none() || one == other
        }
        self.drug == other.drug
            && agree(self.lot.as_ref(), other.lot.as_ref())
            && agree(self.expires.as_ref(), other.expires.as_ref())
            && agree(self.serial.as_ref(), other.serial.as_ref())
    }

    /// What this label and another one of the same package state together.
    #[must_use]
    pub fn with(self, other: &Self) -> Self {
        Self {
            drug: self.drug,
            lot: self.lot.or_else(|| other.lot.clone()),
            expires: self.expires.or(other.expires),
            serial: self.serial.or_else(|| other.serial.clone()),
        }
    }
}

/// Which drug a label names. Its ten digits do not say where the labeler's number ends (4-4-2,
/// 5-3-2 or 5-4-1); the catalogue decides where it can, and nobody guesses where it cannot.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Drug {
    /// The one reading that the catalogue knows, and its products: one, or the parts of a pack.
    Known {
        ndc: Ndc11,
        products: Vec<ProductId>,
    },
    /// Several readings that the catalogue knows; the printed NDC has the hyphens.
    Ambiguous(Vec<Ndc11>),
    /// None of these is in the catalogue.
    Unknown(Vec<Ndc11>),
}

impl Label {
    /// What `barcode` says; an error where it is a drug's code that cannot be right.
    pub fn of(barcode: &Barcode, catalog: &Catalog, this_year: i16) -> Result<Self, Gs1Error> {
        let text = barcode.text.as_str();
        match barcode.symbology {
            Symbology::UpcEan => Ok(goods(text.parse()?, catalog)),
            Symbology::Code128 | Symbology::DataMatrix | Symbology::QrCode if is_marked(text) => {
                Ok(elements(read_elements(text, this_year)?, text, catalog))
            }
            Symbology::Code128 | Symbology::DataMatrix | Symbology::QrCode => {
                Ok(Self::Text(text.trim().to_owned()))
            }
        }
    }
}

fn elements(found: Elements, text: &str, catalog: &Catalog) -> Label {
    let Elements {
        gtin,
        lot,
        expires,
        serial,
        ndc,
    } = found;
    let makers = gtin.and_then(Gtin::ndc_digits);
    let readings = match (&ndc, makers.clone()) {
        (Some(printed), _) => Ndc11::readings(printed),
        (None, Some(digits)) => Ndc11::readings(&digits),
        (None, None) => {
            return gtin.map_or_else(|| Label::Text(unmarked(text).to_owned()), Label::OtherGoods);
        }
    };
    // Without a drug maker's item number it is somebody else's label: what calls itself a lot or a
    // serial number may be that of a prescription.
    let is_makers = makers.is_some();
    Label::Package(PackageLabel {
        drug: drug(readings, catalog),
        lot: lot.filter(|_| is_makers),
        expires: expires.filter(|_| is_makers),
        serial: serial.filter(|_| is_makers),
    })
}

fn goods(gtin: Gtin, catalog: &Catalog) -> Label {
    match gtin.ndc_digits() {
        None => Label::OtherGoods(gtin),
        Some(digits) => Label::Package(PackageLabel {
            drug: drug(Ndc11::readings(&digits), catalog),
            lot: None,
            expires: None,
            serial: None,
        }),
    }
}

fn drug(readings: Vec<Ndc11>, catalog: &Catalog) -> Drug {
    let mut known: Vec<(Ndc11, Vec<ProductId>)> = readings
        .iter()
        .map(|&ndc| (ndc, catalog.in_package(ndc)))
        .filter(|(_, products)| !products.is_empty())
        .collect();
    match (known.pop(), known.is_empty()) {
        (Some((ndc, products)), true) => Drug::Known { ndc, products },
        (Some((last, _)), false) => {
            let mut each: Vec<Ndc11> = known.into_iter().map(|(ndc, _)| ndc).collect();
            each.push(last);
            Drug::Ambiguous(each)
        }
        (None, _) => Drug::Unknown(readings),
    }
}
