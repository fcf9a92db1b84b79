//! From the classifier's scores to appearances: which class is which side of which product.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::facts::all_appearances;
use crate::catalog::{AppearanceId, Catalog, Ndc11, ProductId};
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
type Sides = [usize; 2];

/// Which classes belong to each appearance.
#[derive(Clone)]
pub struct ClassTable {
    /// By appearance number: the sides of each photographed product that looks like this; empty
    /// where no reference photograph exists.
    sides: Vec<Vec<Sides>>,
    classes: usize,
}

impl ClassTable {
    /// Reads `class_index,ndc11,part,side,look` and checks its hash and that every class exists.
    pub fn open(
        path: &Path,
        sha256: &str,
        classes: usize,
        catalog: &Catalog,
    ) -> Result<Self, ClassTableError> {
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
        Self::parse(&text, classes, catalog)
    }

    /// The same from the bytes of the table. Products that the catalogue does not know are left out:
    /// the catalogue may be newer than the model.
    pub fn parse(text: &[u8], classes: usize, catalog: &Catalog) -> Result<Self, ClassTableError> {
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
        let sides = all_appearances(catalog)
            .map(|group| {
                let both = |id| match products.get(id)? {
                    [Some(a), Some(b)] => Some([*a, *b]),
                    [Some(only), None] | [None, Some(only)] => Some([*only, *only]),
                    [None, None] => None,
                };
                let mut sides: Vec<Sides> = group.iter().filter_map(both).collect();
                sides.sort_unstable();
                sides.dedup();
                sides
            })
            .collect();
        Ok(Self { sides, classes })
    }

    pub fn classes(&self) -> usize {
        self.classes
    }

    /// One more pill of an appearance, by one class a side; a single class stands for both.
    /// Classes from [`ClassTable::classes`] on are those of enrolled photographs.
    pub fn add(&mut self, appearance: AppearanceId, classes: &[usize]) {
        let place = appearance.0 as usize;
        if self.sides.len() <= place {
            self.sides.resize(place + 1, Vec::new());
        }
        if let (Some(group), [one, rest @ ..]) = (self.sides.get_mut(place), classes) {
            group.push([*one, *rest.first().unwrap_or(one)]);
        }
    }

    /// Whether single enrolled photographs, each for both sides, are all there is of this appearance.
    pub fn has_one_taught_side(&self, appearance: AppearanceId) -> bool {
        let group = self.sides.get(appearance.0 as usize);
        let is_one = |[front, back]: &Sides| front == back && *front >= self.classes;
        group.is_some_and(|pills| !pills.is_empty() && pills.iter().all(is_one))
    }

    /// Forgets what was added, of appearances that `catalog` has and of others.
    pub fn keep_trained(&mut self, catalog: &Catalog) {
        let appearances = all_appearances(catalog).count();
        self.sides.resize(appearances, Vec::new());
        for group in &mut self.sides {
            group.retain(|sides| sides.iter().all(|class| *class < self.classes));
        }
    }

    /// Normalised log-probability of each appearance, by its number, given the class scores of each
    /// photograph of one pill; `no_reference` nats where there is no reference.
    ///
    /// Two photographs are taken to be the two different sides: the better of the two ways to say
    /// which is which. Any other number: each photograph may be either side.
    pub fn log_probabilities(&self, photographs: &[Vec<f32>], no_reference: f32) -> Vec<f32> {
        let logs: Vec<Vec<f32>> = photographs
            .iter()
            .map(|scores| doubted(&log_softmax(scores)))
            .collect();
        let at = |photograph: &Vec<f32>, class: usize| {
            photograph.get(class).copied().unwrap_or(f32::MIN)
        };
        let score = |[front, back]: Sides| match logs.as_slice() {
            [one, two] => (at(one, front) + at(two, back)).max(at(one, back) + at(two, front)),
            any => any
                .iter()
                .map(|one| at(one, front).max(at(one, back)))
                .sum(),
        };
        let best = |group: &Vec<Sides>| {
            group
                .iter()
                .map(|&sides| score(sides))
                .reduce(f32::max)
                .unwrap_or(no_reference)
        };
        log_softmax(&self.sides.iter().map(best).collect::<Vec<_>>())
    }
}

/// Log-probabilities of scores.
pub fn log_softmax(scores: &[f32]) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let sum: f32 = scores.iter().map(|score| (score - most).exp()).sum();
    let total = most + sum.ln();
    scores.iter().map(|score| score - total).collect()
}

/// A classifier's log-probabilities, given that a share of photographs mislead it.
fn doubted(logs: &[f32]) -> Vec<f32> {
    let flat: Vec<f32> = logs.iter().map(|log| log / FLATTER).collect();
    let (right, wrong) = ((1.0 - MISLEADING).ln(), MISLEADING.ln());
    let doubt = |(log, flat): (&f32, f32)| {
        let (sure, unsure) = (right + log, wrong + flat);
        sure.max(unsure) + (-(sure - unsure).abs()).exp().ln_1p()
    };
    logs.iter().zip(log_softmax(&flat)).map(doubt).collect()
}
