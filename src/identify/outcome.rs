//! What identification says in the end: data only, the faces find the words.

use serde::Serialize;

use crate::catalog::{AppearanceId, ProductId};
use crate::hazard::{Reason, Schedule, Verdict};
use crate::vision::Flaw;

/// Whether the first candidate may be taken as the answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Identified,
    /// Too little speaks for any one candidate. To be handled as hazardous and possibly controlled.
    Unidentified,
}

/// One kind of evidence.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The look of the pill, by the classifier.
    Picture,
    /// The characters on it.
    Imprint,
    Color,
    Shape,
    /// What a person says is written on it.
    Typed,
    /// The length on the tray.
    Size,
}

/// What one channel says about one candidate.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Remark {
    pub channel: Channel,
    /// Speaks for the candidate; otherwise against it.
    pub favors: bool,
    /// By how much, in nats after weighing: 0.7 doubles the odds or halves them.
    pub nats: f32,
    /// What was seen (characters read, colors and shape measured, length in millimetres); empty for the picture.
    pub seen: Vec<String>,
    /// What the catalogue lists; empty for the picture.
    pub listed: Vec<String>,
}

/// One group of products that look alike.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Candidate {
    /// From 1.
    pub rank: u32,
    /// Calibrated probability, 0 to 1, that the pill is one of the products.
    pub confidence: f32,
    pub appearance: AppearanceId,
    /// Never chosen between by the program.
    pub products: Vec<ProductId>,
    pub remarks: Vec<Remark>,
}

/// The length of the pill on the tray.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Length {
    /// Mean over the sides that were measured, millimetres.
    pub mm: f32,
    /// The calibrations it was measured with, each once; none where the scale was given by hand.
    pub calibrations: Vec<String>,
}

/// Hazard before anybody has confirmed what the pill is.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct HazardEstimate {
    /// `Unknown` where the pill is not identified and nothing points to a hazard: to be handled as
    /// hazardous.
    pub verdict: Verdict,
    /// That the pill is hazardous, 0 to 1.
    pub probability: f32,
    /// Of the likeliest hazardous candidates.
    pub reasons: Vec<Reason>,
}

/// What the person should do next.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// Nothing could be read on this side: photograph the other one.
    OtherSideBlank,
    /// What was read stands on many pills: photograph the other side.
    OtherSideShared,
    /// One side does not settle it: photograph the other one.
    OtherSideUnsure,
    /// All there is has been seen and does not settle it: search the catalogue, or record it as
    /// unidentified.
    LookItUp,
    /// The two photographs do not look like two sides of one pill: take them again, of one pill.
    SidesDiffer,
}

impl Advice {
    /// Whether a photograph of the other side would help.
    pub fn asks_other_side(self) -> bool {
        match self {
            Self::OtherSideBlank | Self::OtherSideShared | Self::OtherSideUnsure => true,
            Self::LookItUp | Self::SidesDiffer => false,
        }
    }
}

/// The whole answer about one pill.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Identification {
    pub outcome: Outcome,
    /// At most five, likeliest first.
    pub candidates: Vec<Candidate>,
    pub hazard: HazardEstimate,
    /// Of the likeliest candidate that is a controlled substance, when that is likely enough.
    pub schedule: Option<Schedule>,
    /// The characters read, one text a line on the pill; empty when none were looked for.
    pub imprint_read: Vec<String>,
    /// `None` unless a person typed what stands on the pill.
    pub typed: Option<Box<Typed>>,
    /// How far the first candidate stands: what is held against the threshold of naming. Its confidence, the
    /// doubt doubled where the pill shows badly, and nothing where something speaks against it.
    #[serde(skip)]
    pub standing: f32,
    /// None where nothing gave the scale.
    pub length: Option<Box<Length>>,
    pub advice: Option<Advice>,
    /// What is wrong with how the pill shows; the answer has to be surer then to stand.
    pub flaws: Vec<Flaw>,
}

impl Identification {
    /// Whether a photograph of the other side would help.
    pub fn asks_other_side(&self) -> bool {
        self.advice.is_some_and(Advice::asks_other_side)
    }
}

/// What a person typed, and how the photograph bears it out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Typed {
    pub text: String,
    pub finding: TypedFinding,
}

/// How the photograph bears out what was typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TypedFinding {
    /// Pills that bear it look no less like the photograph than others do.
    Agrees,
    /// They look unlike the photograph: nothing is called identified.
    Contradicts,
    /// There is no reference photograph of a pill that bears it, so the picture cannot say.
    NoReference,
    /// No listed imprint resembles it.
    NotListed,
}

/// What the answer was made with, for the record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Versions {
    /// Classifier file and the first twelve digits of its SHA-256.
    pub model: String,
    pub rules: String,
    /// Date of the product table.
    pub catalog: String,
    /// Release and build of ONNX Runtime.
    pub runtime: String,
}
