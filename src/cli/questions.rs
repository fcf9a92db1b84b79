//! Labelled photographs: files whose truth the catalogue knows.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow};
use serde::Deserialize;

use super::chain::Shot;
use super::in_words;
use super::scale::MmPerPx;
use crate::catalog::{Catalog, Ndc11, Product, ProductId};

/// Where photographs lie, and what is known of them.
#[derive(clap::Args)]
pub struct Labelled {
    /// Folder of the photographs
    #[arg(long, value_name = "DIR")]
    images: PathBuf,
    /// CSV with the columns file, ndc11, part and, if known, kind and `mm_per_px` (the scale)
    #[arg(long, value_name = "CSV")]
    labels: PathBuf,
    /// CSV with the columns `side_a`, `side_b`, ndc11 and part: the two sides of one pill
    #[arg(long, value_name = "CSV")]
    pairs: Option<PathBuf>,
    /// Millimetres that a pixel covers in every photograph whose label does not say
    #[arg(long, value_name = "MM")]
    mm_per_px: Option<MmPerPx>,
}

/// One question with its known answer.
pub struct Question<'a> {
    pub shots: Vec<Shot>,
    pub kind: String,
    pub truth: &'a Product,
}

/// Everything that can be asked.
pub struct Questions<'a> {
    /// One a photograph.
    pub singles: Vec<Question<'a>>,
    /// One a pair; none where no table of pairs was given.
    pub pairs: Option<Vec<Question<'a>>>,
    /// Labels whose truth the catalogue does not know.
    pub failed: Vec<String>,
}

#[derive(Deserialize)]
struct Label {
    file: String,
    ndc11: Ndc11Text,
    #[serde(default = "first_part")]
    part: u8,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    mm_per_px: Option<MmPerPx>,
}

#[derive(Deserialize)]
struct Pair {
    side_a: String,
    side_b: String,
    ndc11: Ndc11Text,
    #[serde(default = "first_part")]
    part: u8,
}

/// An NDC as the labels spell it.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Ndc11Text(Ndc11);

impl TryFrom<String> for Ndc11Text {
    type Error = crate::catalog::NdcError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Self)
    }
}

fn first_part() -> u8 {
    1
}

impl Labelled {
    pub fn questions<'a>(&self, catalog: &'a Catalog) -> anyhow::Result<Questions<'a>> {
        let labels: Vec<Label> = rows(&self.labels)?;
        let stated: HashMap<&str, MmPerPx> = labels
            .iter()
            .filter_map(|label| Some((label.file.as_str(), label.mm_per_px?)))
            .collect();
        // A photograph of a pair needs no label of its own.
        let shot = |file: &str| Shot {
            path: self.images.join(file),
            tray: stated
                .get(file)
                .copied()
                .or(self.mm_per_px)
                .map(|scale| Arc::new(scale.into())),
        };
        let mut failed = Vec::new();
        let mut singles = Vec::with_capacity(labels.len());
        for label in &labels {
            match truth(catalog, label.ndc11.0, label.part) {
                Ok(truth) => singles.push(Question {
                    shots: vec![shot(&label.file)],
                    kind: label.kind.clone(),
                    truth,
                }),
                Err(error) => failed.push(in_words(&error)),
            }
        }
        let mut pairs = None;
        if let Some(path) = &self.pairs {
            let pairs = pairs.get_or_insert_with(Vec::new);
            for pair in rows::<Pair>(path)? {
                match truth(catalog, pair.ndc11.0, pair.part) {
                    Ok(truth) => pairs.push(Question {
                        shots: vec![shot(&pair.side_a), shot(&pair.side_b)],
                        kind: "pair".to_owned(),
                        truth,
                    }),
                    Err(error) => failed.push(in_words(&error)),
                }
            }
        }
        if labels.is_empty() && pairs.as_ref().is_none_or(Vec::is_empty) && failed.is_empty() {
            return Err(anyhow!(
                "{} names no photograph; each row of it names one, and what it shows",
                self.labels.display()
            ));
        }
        Ok(Questions {
            singles,
            pairs,
            failed,
        })
    }
}

fn rows<T: serde::de::DeserializeOwned>(path: &Path) -> anyhow::Result<Vec<T>> {
    let cannot_read = || format!("cannot read {}", path.display());
    let mut reader = csv::Reader::from_path(path).with_context(cannot_read)?;
    // A folder can be opened, and is empty to whoever goes on after the first failure.
    reader.headers().with_context(cannot_read)?;
    reader
        .into_deserialize()
        .collect::<Result<_, _>>()
        .with_context(|| format!("{} is not a table of labels", path.display()))
}

fn truth(catalog: &Catalog, ndc11: Ndc11, part: u8) -> anyhow::Result<&Product> {
    let found = catalog.get(ProductId { ndc11, part });
    found.ok_or_else(|| {
        anyhow!("the catalogue has no product {ndc11} part {part}, which a label names")
    })
}
