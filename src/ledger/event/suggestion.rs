//! What the model said, as the record keeps it.

use serde::{Deserialize, Serialize};

use super::MeasuredLength;
use crate::hazard::Verdict;

/// What the model said about the photographs.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Suggestion {
    /// The model named candidates it stands by; otherwise it abstained.
    pub identified: bool,
    /// The likeliest appearances, best first, at most five.
    pub candidates: Vec<SuggestedCandidate>,
    pub hazard: Verdict,
    /// Probability that the item is hazardous, parts per million.
    pub hazard_ppm: u32,
    /// Codes behind the estimate, `RCRA-P P001`; `?` behind what cannot be excluded.
    pub hazard_reasons: Vec<String>,
    /// Schedule of the likeliest candidate, `CII`.
    pub schedule: Option<String>,
    /// What the imprint reader read.
    pub imprint_read: Vec<String>,
    /// What a person typed of the imprint; the candidates take it into account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imprint_typed: Option<String>,
    /// Missing where nothing gave the scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured: Option<Box<MeasuredLength>>,
    /// What was wrong with how the item showed in its photographs; not written where nothing was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flaws: Vec<String>,
    /// How the camera was set up for the photographs, each way once: name, format, what was locked; not
    /// written where they came as files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub camera_setups: Vec<String>,
    pub versions: Versions,
}

/// One appearance that the model considered, with the products that look like it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SuggestedCandidate {
    /// From 1.
    pub rank: u32,
    /// Calibrated probability, parts per million.
    pub confidence_ppm: u32,
    /// Number of the appearance in the catalog of that day.
    pub appearance: u32,
    pub products: Vec<CandidateProduct>,
}

/// One product of a candidate.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CandidateProduct {
    /// `00093-7248-06`.
    pub ndc11: String,
    pub part: u8,
    pub name: String,
}

/// What the suggestion was made with.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Versions {
    pub model: String,
    pub rules: String,
    pub catalog: String,
    pub runtime: String,
}
