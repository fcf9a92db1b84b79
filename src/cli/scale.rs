//! What the scale of photographs is: a calibration on record, or millimetres a pixel by hand.

use std::sync::Arc;

use serde::Deserialize;

use crate::ledger::RecordId;
use crate::station::{Station, StationError};
use crate::vision::{Plane, Tray};

/// Measures the pills.
#[derive(clap::Args)]
#[group(multiple = false)]
pub struct Scale {
    /// The calibration of the camera that took the photographs, by its id
    #[arg(long, value_name = "ID")]
    calibration: Option<RecordId>,
    /// Millimetres of the tray that a pixel covers, the same all over
    #[arg(long, value_name = "MM")]
    mm_per_px: Option<MmPerPx>,
}

impl Scale {
    pub fn tray(&self, station: &Station) -> Result<Option<Arc<Tray>>, StationError> {
        match (self.calibration, self.mm_per_px) {
            (Some(id), _) => Ok(Some(station.calibrated_tray(id)?.0)),
            (None, scale) => Ok(scale.map(|scale| Arc::new(scale.into()))),
        }
    }
}

/// Millimetres a pixel; from a tenth of a micrometre to a centimetre.
#[derive(Clone, Copy, PartialEq, Debug, Deserialize)]
#[serde(try_from = "f64")]
pub struct MmPerPx(f64);

impl TryFrom<f64> for MmPerPx {
    type Error = String;

    fn try_from(mm: f64) -> Result<Self, String> {
        (1e-4..=10.0)
            .contains(&mm)
            .then_some(Self(mm))
            .ok_or_else(|| {
                format!("{mm} is not a scale: say how many millimetres a pixel covers, as 0.08")
            })
    }
}

impl std::str::FromStr for MmPerPx {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.parse::<f64>()
            .map_err(|error| error.to_string())?
            .try_into()
    }
}

impl From<MmPerPx> for Tray {
    fn from(MmPerPx(mm): MmPerPx) -> Self {
        Self {
            calibration: None,
            plane: Plane::even(mm),
            size: None,
            gains: None,
        }
    }
}
