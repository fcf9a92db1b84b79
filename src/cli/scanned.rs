//! The medicine that the labels of one package name.

use std::path::PathBuf;

use anyhow::anyhow;

use super::WrongUse;
use crate::barcode::{Drug, Label, PackageLabel};
use crate::catalog::{Ndc11, ProductId};
use crate::station::Station;
use crate::vision::Photo;

/// What the barcodes in the photographs of a package say, and the product of it that is meant; an error
/// where they are of several packages, or leave a choice that `part` does not settle.
pub fn package(
    photos: &[PathBuf],
    part: Option<u8>,
    station: &Station,
) -> anyhow::Result<(PackageLabel, ProductId)> {
    let mut seen: Option<PackageLabel> = None;
    for path in photos {
        for (_, label) in station.scan(&Photo::read(path)?.pixels) {
            let label = label.map_err(|error| anyhow!("{}: {error}", path.display()))?;
            let Label::Package(label) = label else {
                continue;
            };
            seen = match seen {
                Some(seen) if !seen.is_same_package(&label) => {
                    return Err(anyhow!(
                        "the barcodes are of several packages: record them one by one, each with photographs of its own"
                    ));
                }
                Some(seen) => Some(seen.with(&label)),
                None => Some(label),
            };
        }
    }
    let label = seen.ok_or_else(|| {
        anyhow!(
            "no barcode of a drug's package can be read: fill the picture with it, in good light; `takeback scan` says what is read"
        )
    })?;
    let product = product(&label.drug, part)?;
    Ok((label, product))
}

fn product(drug: &Drug, part: Option<u8>) -> anyhow::Result<ProductId> {
    let listed = |readings: &[Ndc11]| {
        let readings: Vec<String> = readings.iter().map(ToString::to_string).collect();
        readings.join(", ")
    };
    match drug {
        Drug::Known { ndc, products } => match (products.as_slice(), part) {
            ([only], None) => Ok(*only),
            (parts, Some(part)) => {
                let named = parts.iter().find(|id| id.part == part).copied();
                named.ok_or_else(|| WrongUse(format!("{ndc} has no part {part}; see `takeback lookup {ndc}`")).into())
            }
            (parts, None) => Err(WrongUse(format!(
                "{ndc} is a pack of {} parts: say which with --part; `takeback lookup {ndc}` lists them",
                parts.len()
            ))
            .into()),
        },
        Drug::Ambiguous(readings) => Err(anyhow!(
            "the barcode may be {}: compare with the printed NDC and record its pills with --ndc",
            listed(readings)
        )),
        Drug::Unknown(readings) => Err(anyhow!(
            "the catalogue does not list {}: record its pills as --unidentified, or under the NDC of the same drug",
            listed(readings)
        )),
    }
}
