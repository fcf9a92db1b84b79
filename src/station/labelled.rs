//! Photographs whose truth a pharmacist stated, for the makers of the model.
//!
//! Nothing is trained here: the folder goes to whoever trains, signed like every export. A part of it is kept
//! for checks: a new model is not trained on those photographs, and the site checks it on them. It names no
//! person and no reference.

use std::{
    collections::HashMap,
    fs::File,
    path::{Path, PathBuf},
};

use super::{
    Station, StationError,
    keeping::at,
    known::{Known, undamaged},
};
use crate::{
    catalog::ProductId,
    ledger::{Bundled, Identity, LogFilter, LogRow, Outcome, ReviewState, Suggestion},
    people::Action,
    report::ReportError,
    vision::Photo,
};

/// One row a photograph; the columns that `takeback evaluate` reads come first.
const LABELS: &str = "labels.csv";
/// One row an item with a photograph of each side.
const PAIRS: &str = "pairs.csv";
/// Quality of the photographs as they are written anew, of 100.
const QUALITY: u8 = 95;

/// What an export of labelled photographs held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Labelled {
    pub photographs: u64,
    /// Kept ones that could not be read, or are not what was recorded any more.
    pub damaged: u64,
    /// SHA-256 of the manifest.
    pub manifest: String,
}

/// An item with its truth and its kept photographs.
struct Item {
    row: LogRow,
    /// Hash and place of each photograph.
    photos: Vec<(String, PathBuf)>,
    /// Who may say so approved it as it stands, or corrected it and nobody reviewed that.
    by: &'static str,
}

/// What an item's photographs are for, as `kind` in [`LABELS`] has it.
pub(super) const FOR_TRAINING: &str = "site";
const FOR_CHECKS: &str = "check";
/// Of the 256 values of a hash's first byte those whose items are kept for checks: one in four.
const KEPT_FOR_CHECKS: u8 = 64;

impl Item {
    /// By the first photograph that it was recorded with, whether that one goes out or not, so that an item
    /// stays what it was in every export.
    fn kind(&self) -> &'static str {
        let first = self.row.disposal.photos.first();
        let first = first.and_then(|hash| hash.get(..2));
        let byte = first.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if byte.is_some_and(|byte| byte < KEPT_FOR_CHECKS) {
            FOR_CHECKS
        } else {
            FOR_TRAINING
        }
    }
}

impl Station {
    /// Writes the kept photographs of items that somebody who may review approved or corrected into
    /// the new folder `folder`, with what the pill is and what the model said, and signs it.
    ///
    /// A photograph that several items name, or that does not show exactly one pill, is left out: it does not say
    /// which pill is which. So is one that is damaged. One item in four is marked `check`. The photographs are
    /// written anew, so that nothing a camera wrote beside the pixels leaves.
    pub fn export_labelled(
        &self,
        folder: &Path,
        filter: &LogFilter,
    ) -> Result<Labelled, StationError> {
        self.permit(Action::Export)?;
        let known = self.known_items(filter)?;
        if known.is_empty() {
            return Err(StationError::NothingLabelled);
        }
        let identifier = self.identifier()?;
        let (mut photographs, mut damaged) = (0, 0);
        let manifest = self.bundle(folder, filter.period, |part, _| {
            let mut files = Vec::new();
            let mut labels = table(part, LABELS)?;
            let mut pairs = table(part, PAIRS)?;
            write(&mut labels, LABEL_COLUMNS)?;
            write(&mut pairs, ["side_a", "side_b", "ndc11", "part"])?;
            let mut couples = 0;
            for item in &known {
                let Identity::Identified { drug, .. } = &item.row.decided.identity else {
                    continue;
                };
                let part_number = drug.part.to_string();
                let mut names = Vec::with_capacity(item.photos.len());
                for (hash, path) in &item.photos {
                    let Some(photo) = undamaged(path, hash) else {
                        damaged += 1;
                        continue;
                    };
                    if identifier.locate(&photo)?.len() != 1 {
                        continue;
                    }
                    let name = format!("{hash}.jpg");
                    write_anew(&photo, &part.join(&name))?;
                    let said = said(item.row.disposal.suggestion.as_ref());
                    let [outcome, first, confidence, model] = said.each_ref().map(String::as_str);
                    let truth = [name.as_str(), &drug.ndc11, &part_number, item.kind()];
                    let rest = [hash, item.by, outcome, first, confidence, model];
                    let item_number = item.row.seq.to_string();
                    let cells = truth.into_iter().chain([item_number.as_str()]).chain(rest);
                    write(&mut labels, cells)?;
                    files.push(Bundled {
                        name: name.clone(),
                        rows: None,
                    });
                    names.push(name);
                }
                photographs += names.len() as u64;
                if let [a, b] = names.as_slice() {
                    write(&mut pairs, [a.as_str(), b, &drug.ndc11, &part_number])?;
                    couples += 1;
                }
            }
            if photographs == 0 {
                return Err(StationError::NothingLabelled);
            }
            for (writer, name, rows) in [(labels, LABELS, photographs), (pairs, PAIRS, couples)] {
                let path = part.join(name);
                let file = writer.into_inner().map_err(csv::IntoInnerError::into_error);
                file.and_then(|file| file.sync_all()).map_err(at(&path))?;
                files.push(Bundled {
                    name: name.to_owned(),
                    rows: Some(rows),
                });
            }
            Ok(files)
        })?;
        Ok(Labelled {
            photographs,
            damaged,
            manifest,
        })
    }

    /// The photographs that every export keeps for checks, and what each shows; how many others were taught here,
    /// which every model finds to look like themselves.
    pub(super) fn kept_for_checks(&self) -> Result<(Vec<Known>, u32), StationError> {
        let (taught_here, mut kept, mut taught) = (self.taught_photos()?, Vec::new(), 0);
        for item in self.known_items(&LogFilter::default())? {
            let Identity::Identified { drug, .. } = &item.row.decided.identity else {
                continue;
            };
            if item.kind() != FOR_CHECKS {
                continue;
            }
            let (ndc11, part) = (drug.ndc11.parse()?, drug.part);
            let product = ProductId { ndc11, part };
            for (hash, path) in item.photos {
                if taught_here.contains(&hash) {
                    taught += 1;
                    continue;
                }
                kept.push(Known {
                    path,
                    product,
                    kept_as: Some(hash),
                    is_for_training: false,
                });
            }
        }
        Ok((kept, taught))
    }

    fn known_items(&self, filter: &LogFilter) -> Result<Vec<Item>, StationError> {
        let mut uses: HashMap<String, u32> = HashMap::new();
        self.ledger
            .for_each::<StationError>(&LogFilter::default(), |row| {
                for photo in row.disposal.photos {
                    *uses.entry(photo).or_default() += 1;
                }
                Ok(())
            })?;
        // What was sent back since its correction is no truth.
        let passes = [
            (ReviewState::Unreviewed, "corrected"),
            (ReviewState::Approved, "approved"),
        ];
        let mut by_seq: HashMap<i64, Item> = HashMap::new();
        for (state, by) in passes {
            let filter = LogFilter {
                review: Some(state),
                ..filter.clone()
            };
            self.ledger.for_each::<StationError>(&filter, |row| {
                let stated = by == "approved" || self.corrected_by_reviewer(&row);
                let identified = matches!(row.decided.identity, Identity::Identified { .. });
                if !stated || !identified || row.outcome() == Outcome::Withdrawn {
                    return Ok(());
                }
                let mut photos = Vec::new();
                for hash in &row.disposal.photos {
                    let alone = uses.get(hash) == Some(&1);
                    if let Some(path) = self.kept_photo(hash)?.filter(|_| alone) {
                        photos.push((hash.clone(), path));
                    }
                }
                if !photos.is_empty() {
                    by_seq.insert(row.seq, Item { row, photos, by });
                }
                Ok(())
            })?;
        }
        let mut known: Vec<Item> = by_seq.into_values().collect();
        known.sort_by_key(|item| item.row.seq);
        Ok(known)
    }

    fn corrected_by_reviewer(&self, row: &LogRow) -> bool {
        let account = row.correction.as_ref().and_then(|note| note.account);
        let desk = self.desk();
        account
            .and_then(|id| desk.people.get(id))
            .is_some_and(|account| account.role.may(Action::Review))
    }
}

const LABEL_COLUMNS: [&str; 11] = [
    "file",
    "ndc11",
    "part",
    "kind",
    "item",
    "photo_sha256",
    "stated",
    "model_outcome",
    "model_first_ndc11",
    "model_first_confidence",
    "model",
];

/// Outcome, first product, its confidence and the model; empty where none was asked.
fn said(suggestion: Option<&Suggestion>) -> [String; 4] {
    let Some(said) = suggestion else {
        return Default::default();
    };
    let first = said.candidates.first();
    let product = first.and_then(|candidate| candidate.products.first());
    let outcome = if said.identified {
        "identified"
    } else {
        "unidentified"
    };
    [
        outcome.to_owned(),
        product
            .map(|product| product.ndc11.clone())
            .unwrap_or_default(),
        first
            .map(|candidate| format!("{:.6}", f64::from(candidate.confidence_ppm) / 1e6))
            .unwrap_or_default(),
        said.versions.model.clone(),
    ]
}

fn write_anew(photo: &Photo, to: &Path) -> Result<(), StationError> {
    let file = File::create(to).map_err(at(to))?;
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&file, QUALITY);
    let written = photo.pixels.write_with_encoder(encoder);
    let written = written.map_err(std::io::Error::other);
    written.and_then(|()| file.sync_all()).map_err(at(to))
}

fn table(folder: &Path, name: &str) -> Result<csv::Writer<File>, StationError> {
    let path = folder.join(name);
    Ok(csv::Writer::from_writer(
        File::create(&path).map_err(at(&path))?,
    ))
}

fn write<'a>(
    out: &mut csv::Writer<File>,
    cells: impl IntoIterator<Item = &'a str>,
) -> Result<(), StationError> {
    Ok(out.write_record(cells).map_err(ReportError::from)?)
}
