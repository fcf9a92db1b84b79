//! The one room that knows ONNX Runtime: where its library is, how it is started, and the narrow
//! [`Model`] seam behind which everything else is tested without weights.

mod library;
mod manifest;
mod model;
mod onnx;
mod places;

pub use library::{Runtime, RuntimeError};
pub use manifest::{
    BySides, ClassifierEntry, FileEntry, FusionSettings, HazardSettings, IdentifyAt, LocatorEntry,
    Manifest, ManifestError, ReaderEntry, Weights,
};
pub use model::{Model, ModelError, ModelInfo, OutputInfo};
pub use onnx::OnnxModel;
pub use places::{Places, find_library, models_dir};
