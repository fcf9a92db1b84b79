//! The seam between the rooms that use a model and the engine that runs it: a batch in, checked
//! numbers out. Fakes implement it in tests.

use std::path::PathBuf;

use ndarray::ArrayD;

/// What a model says about itself.
#[derive(Clone, Debug, Default)]
pub struct ModelInfo {
    /// File name without its extension.
    pub name: String,
    /// Of the file, lower-case hexadecimal.
    pub sha256: String,
    pub outputs: Vec<OutputInfo>,
}

/// One output: name, and shape with `None` where the graph leaves a size open.
#[derive(Clone, Debug)]
pub struct OutputInfo {
    pub name: String,
    pub shape: Vec<Option<usize>>,
}

/// What the engine said, boxed so that no other room knows its types.
pub(super) type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why a model could not be opened or run.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    #[error(
        "the model file {path} cannot be read: {source}. Install takeback again, or restore the models directory"
    )]
    Missing {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error(
        "{path} is not the file the manifest names (SHA-256 {found}, expected {expected}): restore it from the release"
    )]
    WrongHash {
        path: PathBuf,
        expected: String,
        found: String,
    },
    #[error("{path} is not a model this program can run: {source}. Restore it from the release")]
    Load { path: PathBuf, source: Cause },
    #[error("the model {model} failed: {source}")]
    Run { model: String, source: Cause },
    #[error(
        "the model {model} gave an answer that cannot be used: {message}. Its numbers are not trusted; check the models directory with `takeback doctor`"
    )]
    Output { model: String, message: String },
}

/// Runs batches. Implementations may be called from several threads at once.
pub trait Model: Send + Sync {
    /// The outputs for a batch of pictures, for example `[N, S, S, 3]`, in the graph's order. Count and shape agree with [`Model::info`], the first axis
    /// with the batch where the graph says so, and every number is finite.
    fn run(&self, input: ArrayD<u8>) -> Result<Vec<ArrayD<f32>>, ModelError>;

    fn info(&self) -> &ModelInfo;
}

impl ModelInfo {
    /// An [`ModelError::Output`] of this model.
    pub fn refuse(&self, message: String) -> ModelError {
        ModelError::Output {
            model: self.name.clone(),
            message,
        }
    }

    /// Refuses outputs whose count or shape differs from the declaration, or that hold a NaN or an
    /// infinity.
    pub fn check(&self, outputs: &[ArrayD<f32>]) -> Result<(), ModelError> {
        if outputs.len() != self.outputs.len() {
            return Err(self.refuse(format!(
                "{} outputs, not {}",
                outputs.len(),
                self.outputs.len()
            )));
        }
        for (declared, output) in self.outputs.iter().zip(outputs) {
            let fits = declared.shape.len() == output.ndim()
                && declared
                    .shape
                    .iter()
                    .zip(output.shape())
                    .all(|(want, have)| want.is_none_or(|want| want == *have));
            if !fits {
                let (name, have, want) = (&declared.name, output.shape(), &declared.shape);
                return Err(self.refuse(format!("`{name}` has shape {have:?}, declared {want:?}")));
            }
            if !output.iter().all(|value| value.is_finite()) {
                return Err(self.refuse(format!(
                    "`{}` holds a number that is not finite",
                    declared.name
                )));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{IxDyn, array};

    use super::*;

    fn info() -> ModelInfo {
        let outputs = vec![
            OutputInfo {
                name: "identity".into(),
                shape: vec![None, Some(3)],
            },
            OutputInfo {
                name: "hazard".into(),
                shape: vec![None],
            },
        ];
        ModelInfo {
            name: "fake".into(),
            outputs,
            ..ModelInfo::default()
        }
    }

    #[test]
    fn only_the_declared_finite_numbers_pass() {
        let good = || vec![array![[1.0, 2.0, 3.0]].into_dyn(), array![0.5].into_dyn()];
        info().check(&good()).unwrap();
        let mut short = good();
        short.pop();
        let mut narrow = good();
        narrow[0] = ArrayD::zeros(IxDyn(&[1, 2]));
        let mut flat = good();
        flat[0] = ArrayD::zeros(IxDyn(&[3]));
        let mut endless = good();
        endless[0][[0, 1]] = f32::INFINITY;
        let mut nan = good();
        nan[1][[0]] = f32::NAN;
        for bad in [short, narrow, flat, endless, nan] {
            assert!(
                matches!(info().check(&bad), Err(ModelError::Output { .. })),
                "{bad:?}"
            );
        }
    }
}
