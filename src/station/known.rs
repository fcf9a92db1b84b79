//! Photographs whose truth is known, and what the model says of one.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{ModelUpdateError, StationError, labelled::FOR_TRAINING, photos::read_kept};
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
    /// What it is for, in a folder that `export --labelled` wrote.
    #[serde(default)]
    kind: String,
}

/// A photograph and what it shows.
pub(super) struct Known {
    pub path: PathBuf,
    pub product: ProductId,
    /// The SHA-256 under which the station keeps it; none of a file in a folder that a person named.
    pub kept_as: Option<String>,
    /// Later models learn from it.
    pub is_for_training: bool,
}

impl Known {
    /// The photograph; none of one that the station keeps and that is damaged.
    pub fn read(&self) -> Result<Option<Photo>, StationError> {
        match &self.kept_as {
            Some(hash) => Ok(undamaged(&self.path, hash)),
            None => Ok(Some(Photo::read(&self.path)?)),
        }
    }
}

/// Photographs with a known truth that check no model, by why not.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LeftOut {
    /// Models learn from them.
    pub for_training: u32,
    /// They cannot be read, or are not what was recorded any more.
    pub damaged: u32,
    /// Pills are known by them here, so every model is right of them.
    pub taught: u32,
}

impl LeftOut {
    pub(super) fn all(self) -> u32 {
        self.for_training + self.damaged + self.taught
    }
}

/// The photograph that is kept at `path`; none, with a warning, where [`read_kept`] gives an error.
pub(super) fn undamaged(path: &Path, hash: &str) -> Option<Photo> {
    let kept = read_kept(path, hash).inspect_err(|error| tracing::warn!("{error}"));
    kept.ok().map(|(photo, _)| photo)
}

/// The photographs of a folder with `labels.csv`.
pub(super) fn labelled(folder: &Path) -> Result<Vec<Known>, StationError> {
    let path = folder.join("labels.csv");
    let bad = |error: csv::Error| ModelUpdateError::Labels {
        path: path.clone(),
        problem: error.to_string(),
    };
    let mut reader = csv::Reader::from_path(&path).map_err(bad)?;
    let mut known = Vec::new();
    for row in reader.deserialize::<Label>() {
        let Label {
            file,
            ndc11,
            part,
            kind,
        } = row.map_err(bad)?;
        let ndc11: Ndc11 = ndc11.parse()?;
        known.push(Known {
            path: folder.join(file),
            product: ProductId { ndc11, part },
            kept_as: None,
            is_for_training: kind == FOR_TRAINING,
        });
    }
    if known.is_empty() {
        return Err(ModelUpdateError::NothingLabelled(path).into());
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
