//! Pills that were shown to the classifier after it was trained.
//!
//! Each photograph becomes one class more, whose vector is the photograph's own embedding. Its score
//! is what a trained class gets, the manifest's scale times the cosine; whether that keeps the balance
//! is measured by `training/measure_enrolment.py`.

use super::classifier::Look;
use crate::catalog::ProductId;

/// One pill by the embeddings of one side or both.
#[derive(Clone, PartialEq, Debug)]
pub struct EnrolledPill {
    pub product: ProductId,
    /// At least one, at most two.
    pub sides: Vec<Embedding>,
}

/// A vector of unit length.
#[derive(Clone, PartialEq, Debug)]
pub struct Embedding(Vec<f32>);

impl Embedding {
    /// What the classifier says of a crop; `None` when it is no direction.
    pub fn of(look: &Look) -> Option<Self> {
        Self::new(&look.embedding)
    }

    fn new(values: &[f32]) -> Option<Self> {
        let length = values.iter().map(|value| value * value).sum::<f32>().sqrt();
        let unit = || values.iter().map(|value| value / length).collect();
        (length.is_finite() && length > 1e-3).then(|| Self(unit()))
    }

    /// Little-endian 32-bit floats in hexadecimal, as the record keeps it.
    pub fn to_hex(&self) -> String {
        let bytes: Vec<u8> = self
            .0
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .collect();
        hex::encode(bytes)
    }

    /// `None` where the text is no embedding of `width` numbers.
    pub fn from_hex(text: &str, width: usize) -> Option<Self> {
        let bytes = hex::decode(text).ok()?;
        let (values, rest) = bytes.as_chunks();
        let values: Vec<f32> = values.iter().copied().map(f32::from_le_bytes).collect();
        (rest.is_empty() && values.len() == width).then(|| Self::new(&values))?
    }

    /// The class score of a pill with the embedding `seen`.
    pub(super) fn score(&self, seen: &[f32], scale: f32) -> f32 {
        let cosine: f32 = self.0.iter().zip(seen).map(|(a, b)| a * b).sum();
        scale * cosine
    }
}
