//! `takeback scan`: what the barcodes in a photograph say.

use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;

use super::Outcome;
use crate::barcode::{Drug, Label, PackageLabel, Symbology};
use crate::catalog::Catalog;
use crate::station::{Scanned, Station};
use crate::vision::Photo;

/// Read the barcodes of packages, liners and mail-back packages; keeps nothing of the picture
#[derive(clap::Args)]
pub struct Args {
    /// One JSON object a barcode
    #[arg(long)]
    json: bool,
    #[arg(required = true, value_name = "PHOTO")]
    photos: Vec<PathBuf>,
}

/// One barcode, as `--json` prints it.
#[derive(Serialize)]
struct Answer {
    photo: String,
    symbology: &'static str,
    /// `package`, `other goods`, `text` or `damaged`.
    says: &'static str,
    /// The text of a number; the number of goods; why it is damaged.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// Where the catalogue knows exactly one reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    ndc11: Option<String>,
    /// The readings between which nobody chose, or which the catalogue does not know.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ndc11_may_be: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    products: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lot: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    serial: Option<String>,
}

pub fn run(args: &Args, station: &Station, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Fine;
    for path in &args.photos {
        let photo = match Photo::read(path) {
            Ok(photo) => photo,
            Err(error) => {
                eprintln!("takeback: {error}");
                outcome = Outcome::SomeFailed;
                continue;
            }
        };
        let found = station.scan(&photo.pixels);
        if found.is_empty() {
            eprintln!(
                "takeback: {}: no barcode can be read; fill the picture with it, in good light",
                path.display()
            );
            outcome = Outcome::SomeFailed;
        }
        for scanned in found {
            let answer = answer(
                path.to_string_lossy().into_owned(),
                scanned,
                &station.catalog(),
            );
            if args.json {
                serde_json::to_writer(&mut *out, &answer)?;
                writeln!(out)?;
            } else {
                answer.write(out)?;
            }
        }
    }
    Ok(outcome)
}

fn answer(photo: String, (barcode, label): Scanned, catalog: &Catalog) -> Answer {
    let mut answer = Answer {
        photo,
        symbology: match barcode.symbology {
            Symbology::UpcEan => "UPC/EAN",
            Symbology::Code128 => "Code 128",
            Symbology::DataMatrix => "Data Matrix",
            Symbology::QrCode => "QR code",
        },
        says: "text",
        text: None,
        ndc11: None,
        ndc11_may_be: Vec::new(),
        products: Vec::new(),
        lot: None,
        expires: None,
        serial: None,
    };
    match label {
        Err(error) => {
            answer.says = "damaged";
            answer.text = Some(error.to_string());
        }
        Ok(Label::Text(text)) => answer.text = Some(text),
        Ok(Label::OtherGoods(gtin)) => {
            answer.says = "other goods";
            answer.text = Some(gtin.to_string());
        }
        Ok(Label::Package(PackageLabel {
            drug,
            lot,
            expires,
            serial,
        })) => {
            answer.says = "package";
            (answer.lot, answer.serial) = (lot, serial);
            answer.expires = expires.map(|day| day.to_string());
            match drug {
                Drug::Known { ndc, products } => {
                    answer.ndc11 = Some(ndc.to_string());
                    answer.products = products
                        .iter()
                        .filter_map(|id| catalog.get(*id))
                        .map(|product| format!("{}, {}", product.name, product.labeler))
                        .collect();
                }
                Drug::Ambiguous(readings) | Drug::Unknown(readings) => {
                    answer.ndc11_may_be = readings.iter().map(ToString::to_string).collect();
                }
            }
        }
    }
    answer
}

impl Answer {
    fn write(&self, out: &mut impl Write) -> std::io::Result<()> {
        writeln!(out, "{}: {}, {}", self.photo, self.symbology, self.says)?;
        let mut field = |name: &str, value: Option<&str>| match value {
            Some(value) => writeln!(out, "  {name}: {}", value.escape_debug()),
            None => Ok(()),
        };
        field("says", self.text.as_deref())?;
        field("NDC", self.ndc11.as_deref())?;
        for product in &self.products {
            field("product", Some(product))?;
        }
        if !self.ndc11_may_be.is_empty() {
            let readings = self.ndc11_may_be.join(", ");
            field("NDC may be", Some(&readings))?;
            let next = "the catalogue does not settle it: compare with the printed NDC, then `takeback lookup`";
            field("next", Some(next))?;
        }
        field("lot", self.lot.as_deref())?;
        field("expires", self.expires.as_deref())?;
        field("serial", self.serial.as_deref())
    }
}
