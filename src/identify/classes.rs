//! What the classifier's scores are of and how far they are believed: which class is which side of which product.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::catalog::{Ndc11, ProductId};
use crate::files::sha256_hex;

/// Share of photographs that mislead the classifier (a worn pill, odd light), and by how much flatter its
/// scores are to be taken then. Chosen on composed photographs: `training/EXPERIMENTS.md`.
const MISLEADING: f32 = 0.1;
const FLATTER: f32 = 3.0;

/// Why a class table cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ClassTableError {
    #[error(
        "the class table {path} cannot be read: {source}. Restore the models directory from the release"
    )]
    Missing {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error(
        "{path} is not the class table the manifest names (SHA-256 {found}, expected {expected}): restore it from the release"
    )]
    WrongHash {
        path: PathBuf,
        expected: String,
        found: String,
    },
    #[error(
        "the class table, row {row}: {message}. Restore it from the release, or run `make train`"
    )]
    Row { row: usize, message: String },
}

#[derive(Deserialize)]
struct Row {
    class_index: usize,
    ndc11: String,
    part: u8,
    side: u8,
}

/// The classes of both sides of one pill.
pub(super) type Sides = [usize; 2];

/// Which classes a classifier was trained to tell.
#[derive(Clone)]
pub struct ClassTable {
    /// Of each photographed product; a single class stands for both sides.
    sides: HashMap<ProductId, Sides>,
    classes: usize,
}

impl ClassTable {
    /// Reads `class_index,ndc11,part,side,look` and checks its hash and that every class exists.
    pub fn open(path: &Path, sha256: &str, classes: usize) -> Result<Self, ClassTableError> {
        let text = std::fs::read(path).map_err(|source| ClassTableError::Missing {
            path: path.to_path_buf(),
            source,
        })?;
        let found = sha256_hex(&text);
        if !found.eq_ignore_ascii_case(sha256) {
            return Err(ClassTableError::WrongHash {
                path: path.to_path_buf(),
                expected: sha256.to_owned(),
                found,
            });
        }
        Self::parse(&text, classes)
    }

    /// The same from the bytes of the table. A catalogue need not know each of its products, since it may be newer
    /// than the model.
    pub fn parse(text: &[u8], classes: usize) -> Result<Self, ClassTableError> {
        let mut products: HashMap<ProductId, [Option<usize>; 2]> = HashMap::new();
        for (row, record) in csv::Reader::from_reader(text)
            .deserialize::<Row>()
            .enumerate()
        {
            let error = |message: String| ClassTableError::Row {
                row: row + 2,
                message,
            };
            let record = record.map_err(|problem| error(problem.to_string()))?;
            if record.class_index >= classes {
                return Err(error(format!("class {} of {classes}", record.class_index)));
            }
            let ndc11: Ndc11 = record
                .ndc11
                .parse()
                .map_err(|problem: crate::catalog::NdcError| error(problem.to_string()))?;
            let sides = products
                .entry(ProductId {
                    ndc11,
                    part: record.part,
                })
                .or_default();
            let side = sides
                .get_mut(usize::from(record.side))
                .ok_or_else(|| error(format!("side {}", record.side)))?;
            *side = Some(record.class_index);
        }
        let both = |(id, [front, back]): (ProductId, [Option<usize>; 2])| {
            Some((id, [front.or(back)?, back.or(front)?]))
        };
        Ok(Self {
            sides: products.into_iter().filter_map(both).collect(),
            classes,
        })
    }

    pub fn classes(&self) -> usize {
        self.classes
    }

    /// The sides of each photographed product of these, which look alike; those that share their classes count once.
    pub(super) fn of(&self, group: &[ProductId]) -> Vec<Sides> {
        let known = group.iter().filter_map(|id| self.sides.get(id));
        let mut sides: Vec<Sides> = known.copied().collect();
        sides.sort_unstable();
        sides.dedup();
        sides
    }
}

/// Log-probabilities of scores.
pub(super) fn log_softmax(scores: &[f32]) -> Vec<f32> {
    let total = log_total(scores);
    scores.iter().map(|score| score - total).collect()
}

/// What is taken off scores to make them log-probabilities.
pub(super) fn log_total(scores: &[f32]) -> f32 {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let sum: f32 = scores.iter().map(|score| (score - most).exp()).sum();
    most + sum.ln()
}

/// A classifier's log-probabilities, given that a share of photographs mislead it.
pub(super) fn doubted(logs: &[f32]) -> Vec<f32> {
    let flat: Vec<f32> = logs.iter().map(|log| log / FLATTER).collect();
    let (right, wrong) = ((1.0 - MISLEADING).ln(), MISLEADING.ln());
    let doubt = |(log, flat): (&f32, f32)| {
        let (sure, unsure) = (right + log, wrong + flat);
        sure.max(unsure) + (-(sure - unsure).abs()).exp().ln_1p()
    };
    logs.iter().zip(log_softmax(&flat)).map(doubt).collect()
}
