//! Photographs whose truth is known, and what the model says of one.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{ModelError, StationError};
use crate::{
    catalog::{Ndc11, ProductId},
    identify::{Identification, Identifier, Side},
    vision::Photo,
};

/// What is read of a row of labels.
#[derive(Deserialize)]
struct Label {
    file: String,
    ndc11: String,
    part: u8,
}

/// A photograph and what it shows.
pub(super) struct Known {
    pub path: PathBuf,
    pub product: ProductId,
}

/// The photographs of a folder with `labels.csv`.
pub(super) fn labelled(folder: &Path) -> Result<Vec<Known>, StationError> {
    let path = folder.join("labels.csv");
    let bad = |error: csv::Error| ModelError::Labels {
        path: path.clone(),
        problem: error.to_string(),
    };
    let mut reader = csv::Reader::from_path(&path).map_err(bad)?;
    let mut known = Vec::new();
    for row in reader.deserialize::<Label>() {
        let Label { file, ndc11, part } = row.map_err(bad)?;
        let ndc11: Ndc11 = ndc11.parse()?;
        let product = ProductId { ndc11, part };
        let path = folder.join(file);
        known.push(Known { path, product });
    }
    if known.is_empty() {
        return Err(ModelError::NothingLabelled(path).into());
    }
    Ok(known)
}

/// What the whole chain says of the pill in a photograph; none where it shows none or several, of which
/// nothing says which is meant.
pub(super) fn said_of(
    identifier: &Identifier,
    photo: &Photo,
) -> Result<Option<Identification>, StationError> {
    let pills = identifier.locate(photo)?;
    let [pill] = pills.as_slice() else {
        return Ok(None);
    };
    let sides = [Side { photo, pill }];
    let evidence = identifier.imprint(identifier.picture(&sides)?, &sides)?;
    Ok(Some(identifier.decide(&evidence)))
}
