//! The classifier behind the model seam: upright crops in, class scores and a hazard logit out.

use std::sync::Arc;

use image::RgbImage;
use ndarray::{Array4, ArrayD, Ix1, Ix2};

use super::enrolment::Embedding;
use crate::runtime::{ClassifierEntry, Model, ModelError};
use crate::vision::CROP_SIDE;

/// What the classifier says of one crop.
#[derive(Clone, Debug)]
pub struct Look {
    /// Of unit length; what enrolment compares.
    pub embedding: Vec<f32>,
    /// One score a class, before any softmax.
    pub scores: Vec<f32>,
    /// Log-odds that the pill is hazardous.
    pub hazard_logit: f32,
}

/// Runs the classifier.
#[derive(Clone)]
pub struct Classifier {
    model: Arc<dyn Model>,
    width: usize,
    scale: f32,
}

impl Classifier {
    /// Over a model with outputs `embedding` `[N, D]`, `identity` `[N, C]` and `hazard` `[N]` in this
    /// order; refuses one whose sizes differ from the manifest's, or that looks at crops of another size
    /// than this program cuts.
    pub fn new(model: Arc<dyn Model>, entry: &ClassifierEntry) -> Result<Self, ModelError> {
        let expected = [Some(entry.embedding), Some(entry.classes)];
        let info = model.info();
        if entry.input_px != CROP_SIDE {
            return Err(info.refuse(format!(
                "made for crops of {} pixels, this program cuts {CROP_SIDE}",
                entry.input_px
            )));
        }
        let sizes: Vec<Option<usize>> = info
            .outputs
            .iter()
            .map(|output| output.shape.get(1).copied().flatten())
            .collect();
        match sizes.as_slice() {
            [embedding, identity, None] if [*embedding, *identity] == expected => {}
            other => {
                return Err(info.refuse(format!(
                    "output sizes {other:?}, the manifest says {expected:?} and none"
                )));
            }
        }
        Ok(Self {
            model,
            width: entry.embedding,
            scale: entry.scale,
        })
    }

    /// Reads an embedding as the record keeps it.
    pub fn embedding(&self, hex: &str) -> Option<Embedding> {
        Embedding::from_hex(hex, self.width)
    }

    /// The class scores of a look, then those of taught photographs, each of which is one class more.
    pub(super) fn scores(&self, look: &Look, taught: &[Embedding]) -> Vec<f32> {
        let taught = taught.iter();
        let more = taught.map(|taught| taught.score(&look.embedding, self.scale));
        look.scores.iter().copied().chain(more).collect()
    }

    pub fn model(&self) -> &dyn Model {
        &*self.model
    }

    /// Looks at crops of [`CROP_SIDE`], all in one batch. Others are refused.
    pub fn look(&self, crops: &[&RgbImage]) -> Result<Vec<Look>, ModelError> {
        let side = CROP_SIDE as usize;
        let info = self.model.info();
        if let Some(odd) = crops
            .iter()
            .find(|crop| crop.dimensions() != (CROP_SIDE, CROP_SIDE))
        {
            return Err(info.refuse(format!(
                "a crop of {:?}, not {side} x {side}",
                odd.dimensions()
            )));
        }
        let pixels: Vec<u8> = crops
            .iter()
            .flat_map(|crop| crop.as_raw())
            .copied()
            .collect();
        let batch = Array4::from_shape_vec((crops.len(), side, side, 3), pixels)
            .map_err(|error| info.refuse(error.to_string()))?;
        let outputs: [ArrayD<f32>; 3] = self
            .model
            .run(batch.into_dyn())?
            .try_into()
            .map_err(|other: Vec<_>| info.refuse(format!("{} outputs", other.len())))?;
        let shape = |error: ndarray::ShapeError| info.refuse(error.to_string());
        let [embedding, identity, hazard] = outputs;
        let embedding = embedding.into_dimensionality::<Ix2>().map_err(shape)?;
        let identity = identity.into_dimensionality::<Ix2>().map_err(shape)?;
        let hazard = hazard.into_dimensionality::<Ix1>().map_err(shape)?;
        if [embedding.nrows(), identity.nrows(), hazard.len()] != [crops.len(); 3] {
            return Err(info.refuse(format!(
                "{} answers to {} crops",
                identity.nrows(),
                crops.len()
            )));
        }
        let looks = embedding
            .rows()
            .into_iter()
            .zip(identity.rows())
            .zip(&hazard);
        Ok(looks
            .map(|((embedding, scores), &hazard_logit)| Look {
                embedding: embedding.to_vec(),
                scores: scores.to_vec(),
                hazard_logit,
            })
            .collect())
    }
}
