//! `models/manifest.json`: which files make up the model, their hashes, what was fitted, how they
//! came to be and what was measured. Written by `training/manifest.py`.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

/// Why a manifest cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    #[error(
        "{path} cannot be read: {source}. Set TAKEBACK_MODELS to the models directory, or restore it from the release"
    )]
    Missing {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error(
        "{path} is not a model manifest: {source}. Restore it from the release, or run training/manifest.py"
    )]
    Invalid {
        path: PathBuf,
        source: serde_json::Error,
    },
    #[error(
        "{path} is written for another version of this program (schema {found}, understood {understood}): update the models or the program"
    )]
    Schema {
        path: PathBuf,
        found: u32,
        understood: u32,
    },
}

/// The model as a whole.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// Form of this file; another number is refused.
    pub schema: u32,
    pub classifier: ClassifierEntry,
    pub locator: LocatorEntry,
    /// `None`: the picture alone decides.
    #[serde(default)]
    pub reader: Option<ReaderEntry>,
    pub fusion: FusionSettings,
}

/// One ONNX file with input `image` uint8 `[N, input_px, input_px, 3]` and outputs `embedding`
/// `[N, embedding]`, `identity` `[N, classes]`, `hazard` `[N]`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ClassifierEntry {
    pub file: String,
    pub sha256: String,
    pub input_px: u32,
    pub embedding: usize,
    pub classes: usize,
    /// A class score is this times the cosine between the embedding and the class's vector.
    #[serde(default = "usual_scale")]
    pub scale: f32,
    /// CSV `class_index,ndc11,part,side,look`; several products may share a class.
    pub class_table: String,
    pub class_table_sha256: String,
    /// Date of the catalogue the classes were made from.
    pub catalog: String,
    /// Settings, environment and learning curve, for people.
    #[serde(default)]
    pub training: serde_json::Value,
    /// Results with their conditions, for people.
    #[serde(default)]
    pub measured: serde_json::Value,
}

/// `SCALE` of `training/model.py`.
fn usual_scale() -> f32 {
    24.0
}

/// One ONNX file with input uint8 `[N, H, W, 3]`, sides multiples of 16, and output maps
/// `[N, 3, H / 2, W / 2]`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LocatorEntry {
    pub file: String,
    pub sha256: String,
    #[serde(default)]
    pub training: serde_json::Value,
    #[serde(default)]
    pub measured: serde_json::Value,
}

/// The two networks that read imprints (`training/READER.md`).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReaderEntry {
    /// Input uint8 `[N, H, W, 3]`, output maps `[N, 4, H/4, W/4]`.
    pub finder: FileEntry,
    /// Input uint8 `[N, 48, W, 3]`, output `[N, T, 37]`.
    pub recognizer: FileEntry,
    #[serde(default)]
    pub training: serde_json::Value,
    #[serde(default)]
    pub measured: serde_json::Value,
}

/// One file of the models directory.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FileEntry {
    pub file: String,
    pub sha256: String,
}

/// How the evidence is weighed, fitted by `training/fit_fusion.py` on augmented reference
/// photographs, never on consumer ones.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FusionSettings {
    /// While only the picture has been looked at.
    pub without_imprint: Weights,
    /// Once the imprint has been read.
    pub with_imprint: Weights,
    /// Log-likelihood an appearance without a reference photograph gets from the picture, both sides together.
    pub no_reference: BySides,
    /// From this many nats on, a line that its imprint does not explain speaks against an appearance.
    pub unexplained: f32,
    /// Below this, color and shape of the odd one of two sides speak against an appearance, nats.
    pub odd_side: f32,
    /// Below this, the picture of one of two sides speaks against an appearance, nats.
    pub odd_picture: f32,
    pub hazard: HazardSettings,
    /// What it was fitted on and how well it fits, for people.
    #[serde(default)]
    pub fitted: serde_json::Value,
}

/// Factors of the channels' log-likelihoods in the log-posterior, and how sure of it one may be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    pub picture: f32,
    pub imprint: f32,
    pub color: f32,
    pub shape: f32,
    /// Only where the scale of the photograph is known.
    pub size: f32,
    pub identify_at: IdentifyAt,
}

/// Confidence from which the first candidate counts as identified. The more has been seen of a pill that no
/// catalogue holds, the surer its wrong answer is: each way to look has its own.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct IdentifyAt {
    pub bare: BySides,
    /// Where the pill was measured.
    pub measured: BySides,
}

/// A setting with one value for one photographed side and another for both: two photographs of a pill that is in no
/// catalogue are not twice the evidence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BySides {
    pub one_side: f32,
    pub two_sides: f32,
}

impl BySides {
    /// That of so many photographs.
    pub fn of(self, photographs: usize) -> f32 {
        if photographs > 1 {
            self.two_sides
        } else {
            self.one_side
        }
    }
}

/// `logit P(hazardous) = bias + mass * logit(mass of hazardous candidates) + head * model's logit`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct HazardSettings {
    pub bias: f32,
    pub mass: f32,
    pub head: f32,
    /// Probability from which a pill is called hazardous; low, since a miss costs more.
    pub threshold: f32,
    /// The same where the pill was measured.
    pub threshold_measured: f32,
}

impl Manifest {
    /// The form this program understands.
    pub const SCHEMA: u32 = 5;

    /// Reads `models_dir/manifest.json`. The files it names are checked when they are opened.
    pub fn load(models_dir: &Path) -> Result<Self, ManifestError> {
        #[derive(Deserialize)]
        struct Form {
            schema: u32,
        }
        let path = models_dir.join("manifest.json");
        let text = std::fs::read_to_string(&path).map_err(|source| ManifestError::Missing {
            path: path.clone(),
            source,
        })?;
        let invalid = |source| ManifestError::Invalid {
            path: path.clone(),
            source,
        };
        let found = serde_json::from_str::<Form>(&text).map_err(invalid)?.schema;
        if found != Self::SCHEMA {
            return Err(ManifestError::Schema {
                path,
                found,
                understood: Self::SCHEMA,
            });
        }
        serde_json::from_str(&text).map_err(invalid)
    }

    /// Name and SHA-256 of each file that makes up the model beside the manifest itself.
    pub fn files(&self) -> BTreeSet<(&str, &str)> {
        let (classifier, locator) = (&self.classifier, &self.locator);
        let mut files = BTreeSet::from([
            (classifier.file.as_str(), classifier.sha256.as_str()),
            (
                classifier.class_table.as_str(),
                classifier.class_table_sha256.as_str(),
            ),
            (locator.file.as_str(), locator.sha256.as_str()),
        ]);
        if let Some(reader) = &self.reader {
            let entries = [&reader.finder, &reader.recognizer];
            files.extend(entries.map(|entry| (entry.file.as_str(), entry.sha256.as_str())));
        }
        files
    }
}
