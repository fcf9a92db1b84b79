//! What a camera over a tray was measured to show.

use serde::{Deserialize, Serialize};

use crate::ledger::RecordId;

/// One measurement of the tray by the calibration card. Disposals measured with it name its record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Calibration {
    /// Identity of the camera.
    pub camera: String,
    /// Of its pictures, pixels; it holds for pictures of this size alone.
    pub width: u32,
    pub height: u32,
    /// Where the corners of the picture lie on the tray, micrometres, clockwise from its top left.
    pub corners_um: [[i64; 2]; 4],
    /// Bend of the lens, millionths.
    pub bend_ppm: i64,
    /// Layout of the card.
    pub card: String,
    /// What a person measured on the card's line of 100 mm.
    pub ruler_um: u32,
    /// Marks that were read.
    pub marks: u32,
    /// Part of the picture that they enclose, parts per million.
    pub covered_ppm: u32,
    /// How far marks that took no part in the fit lie from where they are printed.
    pub place_error_um: SpreadUm,
    /// How wrong their sides of 14 mm came out.
    pub length_error_um: SpreadUm,
    /// Factors of linear red, green and blue that make white neutral, parts per million; none where
    /// the light could not be measured.
    pub gains_ppm: Option<[u32; 3]>,
    /// How the camera was set up: name, format, what was locked; missing for a photograph from a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub camera_setup: Option<String>,
}

/// What was seen of a calibrated tray since, or said of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum TrayCheck {
    /// How the empty tray looks to the camera of a calibration: a small grey picture, two hexadecimal
    /// digits a pixel, row by row.
    AtRest {
        calibration: RecordId,
        width: u32,
        grey: String,
    },
    /// The camera seems to have moved: the calibration is used no more.
    Moved {
        calibration: RecordId,
        /// Part of the picture's longer side by which a corner went, parts per million; none where
        /// nothing was found again.
        by_ppm: Option<u32>,
    },
    /// A person says that neither camera nor tray was moved: the calibration is used again.
    Unmoved { calibration: RecordId },
}

impl TrayCheck {
    /// The record of the calibration that it is about.
    pub fn calibration(&self) -> RecordId {
        match self {
            Self::AtRest { calibration, .. }
            | Self::Moved { calibration, .. }
            | Self::Unmoved { calibration } => *calibration,
        }
    }
}

/// How errors are spread, micrometres.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SpreadUm {
    pub median: u32,
    pub worst: u32,
}

/// The length of an item on the tray.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MeasuredLength {
    pub length_um: u32,
    /// The records of the calibrations it was measured with; none where the scale was given by hand.
    pub calibrations: Vec<String>,
}
