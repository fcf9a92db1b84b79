//! Photographs whose truth is known, and what the model says of one.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{ModelError, StationError};
use crate::{
    catalog::{Ndc11, ProductId},
    identify::{Identification, Identifier, Side},
    vision::{Photo, PillView},
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
    let bad = || StationError::from(ModelError::NotUnderstood(path.clone()));
    let mut reader = csv::Reader::from_path(&path).map_err(|_| bad())?;
    let mut known = Vec::new();
    for row in reader.deserialize::<Label>() {
        let Label { file, ndc11, part } = row.map_err(|_| bad())?;
        let ndc11: Ndc11 = ndc11.parse()?;
        let product = ProductId { ndc11, part };
        let path = folder.join(file);
        known.push(Known { path, product });
    }
    Ok(known)
}

/// What the whole chain says of the largest pill in a photograph; none where it shows no pill.
pub(super) fn said_of(
    identifier: &Identifier,
    path: &Path,
) -> Result<Option<Identification>, StationError> {
    let photo = Photo::read(path)?;
    let area = |pill: &PillView| pill.long_px * pill.short_px;
    let pills = identifier.locate(&photo)?;
    let Some(pill) = pills.iter().max_by(|a, b| area(a).total_cmp(&area(b))) else {
        return Ok(None);
    };
    let sides = [Side {
        photo: &photo,
        pill,
    }];
    let evidence = identifier.imprint(identifier.picture(&sides)?, &sides)?;
    Ok(Some(identifier.decide(&evidence)))
}
