//! Calibrations of the cameras: kept in the record, looked up for each photograph.

use std::{io::Write, sync::Arc};

use jiff::civil::Date;

use super::{Station, StationError};
use crate::{
    calibration::{self, FoundMark, MeasureError, Measured, Resting, Spread},
    camera::{self, CameraId, Frame},
    ledger::{Calibration, Content, Event, EventKind, RecordId, SpreadUm},
    people::Action,
    report,
    vision::Tray,
};

/// Days for which a calibration is used: a camera over a tray is knocked sooner or later.
pub const CALIBRATION_DAYS: i32 = 30;

/// A calibration as it is on record.
#[derive(Clone, PartialEq, Debug)]
pub struct Kept {
    pub id: RecordId,
    pub day: Date,
    pub by: String,
    pub calibration: Calibration,
}

impl Kept {
    /// At how many kelvin the white balance of its camera stood, where the driver told.
    fn white_balance(&self) -> Option<u32> {
        let setup = self.calibration.camera_setup.as_deref();
        setup.and_then(camera::white_balance)
    }
}

/// Whether pictures of a camera are measured, and why not.
#[derive(Clone, PartialEq, Debug)]
pub enum Scale {
    Known {
        tray: Arc<Tray>,
        kept: Kept,
        guard: Guard,
    },
    /// No camera was ever calibrated.
    Never,
    /// Another camera was, this one never.
    OtherCamera(Kept),
    /// It was, for pictures of another size.
    OtherSize(Kept),
    /// It was, more than [`CALIBRATION_DAYS`] ago.
    Stale { kept: Kept, days: i32 },
    /// It was, and seems to have moved since; nobody said yet that it did not.
    Moved(Kept),
}

/// Whether a camera that is moved is noticed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Guard {
    /// The tray was not seen empty yet since it was calibrated.
    NotYet,
    /// By how the tray looked at rest.
    Noticed(Arc<Resting>),
    /// The tray shows too little to tell.
    TooPlain,
}

impl Scale {
    pub fn is_known(&self) -> bool {
        matches!(self, Self::Known { .. })
    }

    /// The newest calibration of this camera, whether it is used or not.
    pub fn kept(&self) -> Option<&Kept> {
        match self {
            Self::Known { kept, .. }
            | Self::OtherSize(kept)
            | Self::Stale { kept, .. }
            | Self::Moved(kept) => Some(kept),
            Self::Never | Self::OtherCamera(_) => None,
        }
    }

    /// The measured tray, where the scale is known.
    pub fn tray(&self) -> Option<Arc<Tray>> {
        match self {
            Self::Known { tray, .. } => Some(Arc::clone(tray)),
            Self::Never
            | Self::OtherCamera(_)
            | Self::OtherSize(_)
            | Self::Stale { .. }
            | Self::Moved(_) => None,
        }
    }

    /// Whether a camera that is set up so has another white balance than it had when the color of the light was
    /// measured: what was measured then is wrong now.
    pub fn is_other_white(&self, setup: Option<&str>) -> bool {
        let Self::Known { tray, kept, .. } = self else {
            return false;
        };
        let stood = kept.white_balance();
        tray.gains.is_some() && stood.is_some() && stood != setup.and_then(camera::white_balance)
    }

    /// The measured tray for a picture of a camera that was set up so, where the scale is known; the light is
    /// guessed where it was measured under another white balance.
    pub fn tray_under(&self, setup: Option<&str>) -> Option<Arc<Tray>> {
        let tray = self.tray()?;
        if !self.is_other_white(setup) {
            return Some(tray);
        }
        Some(Arc::new(Tray {
            gains: None,
            ..Tray::clone(&tray)
        }))
    }
}

/// What calibrations of photographs from files are kept under.
const PHOTOGRAPHS: &str = "photographs";

/// What a look at the tray with the card on it says.
#[derive(Clone, PartialEq, Debug)]
pub struct CardLook {
    /// The card's marks that can be read.
    pub marks: Vec<FoundMark>,
    /// What they measure, or what hinders.
    pub measured: Result<Measured, MeasureError>,
    pub camera: CameraId,
    /// How that was set up, where it is known.
    pub setup: Option<Arc<str>>,
    /// What a person measured on the card's line.
    pub ruler_mm: f64,
    /// How pictures of this camera and size are measured until now.
    pub scale: Scale,
}

impl Station {
    /// Looks for the card in what a camera shows; keeps nothing.
    pub fn look_at_card(&self, frame: &Frame, ruler_mm: f64) -> Result<CardLook, StationError> {
        let camera = frame.camera().cloned();
        let camera = camera.unwrap_or_else(|| CameraId::from(PHOTOGRAPHS));
        let (width, height) = frame.pixels.dimensions();
        let marks = calibration::find_marks(&frame.pixels);
        Ok(CardLook {
            measured: calibration::measure_marks(&frame.pixels, marks.clone(), ruler_mm),
            marks,
            scale: self.scale(&camera, width, height)?,
            camera,
            setup: frame.setup().cloned(),
            ruler_mm,
        })
    }

    /// Writes the calibration card as PDF.
    pub fn write_calibration_card(out: impl Write) -> Result<(), StationError> {
        Ok(report::write_calibration_card(out)?)
    }

    /// Records what a photograph of the card by `camera` was measured to say; from now on its
    /// pictures of that size are measured with it. `setup` is [`Frame::setup`], where a camera took it.
    pub fn keep_calibration(
        &self,
        camera: &CameraId,
        setup: Option<&str>,
        measured: &Measured,
        ruler_mm: f64,
    ) -> Result<Kept, StationError> {
        let by = self.permit(Action::RecordItem)?;
        let record = calibration_record(camera, setup, measured, ruler_mm);
        let event = Event::Calibration(record);
        let record = self.ledger.append(by.entry(self.now(), event))?;
        kept(record.content).ok_or(StationError::NoCalibration)
    }

    /// Every calibration on record, oldest first.
    pub fn calibrations(&self) -> Result<Vec<Kept>, StationError> {
        let contents = self.ledger.contents(&[EventKind::Calibration])?;
        Ok(contents.into_iter().filter_map(kept).collect())
    }

    /// How pictures of `width` x `height` pixels by `camera` are measured today.
    pub fn scale(&self, camera: &CameraId, width: u32, height: u32) -> Result<Scale, StationError> {
        let camera = camera.to_string();
        let (of_camera, of_others): (Vec<Kept>, Vec<Kept>) = self
            .calibrations()?
            .into_iter()
            .partition(|kept| kept.calibration.camera == camera);
        let of_size =
            |kept: &&Kept| kept.calibration.width == width && kept.calibration.height == height;
        let Some(newest) = of_camera.iter().rev().find(of_size) else {
            let of_camera = of_camera.into_iter().next_back().map(Scale::OtherSize);
            let other = || {
                let cameras = |kept: &Kept| kept.calibration.camera != PHOTOGRAPHS;
                let newest = of_others.into_iter().rfind(cameras);
                newest.map(Scale::OtherCamera)
            };
            return Ok(of_camera.or_else(other).unwrap_or(Scale::Never));
        };
        let kept = newest.clone();
        let days = (self.now().date() - kept.day).get_days();
        if days > CALIBRATION_DAYS {
            return Ok(Scale::Stale { kept, days });
        }
        let watched = self.watched(kept.id)?;
        if watched.moved {
            return Ok(Scale::Moved(kept));
        }
        Ok(match tray(&kept) {
            Some(tray) => Scale::Known {
                tray: Arc::new(tray),
                guard: watched.guard(),
                kept,
            },
            None => Scale::Never,
        })
    }

    /// At how many kelvin the white balance of `camera` shall stand for pictures of `width` x `height` pixels: as
    /// it stood when they were calibrated. None where they are not, or its driver did not tell.
    pub fn white_balance(&self, camera: &CameraId, width: u32, height: u32) -> Option<u32> {
        match self.scale(camera, width, height).ok()? {
            // Somebody may say yet that it did not move.
            Scale::Known { kept, .. } | Scale::Moved(kept) => kept.white_balance(),
            Scale::Never | Scale::OtherCamera(_) | Scale::OtherSize(_) | Scale::Stale { .. } => {
                None
            }
        }
    }

    /// The tray as the calibration of that record measured it, for photographs that a person says
    /// were taken with it; an error where it is too old, or its camera seems to have moved.
    pub fn calibrated_tray(&self, id: RecordId) -> Result<(Arc<Tray>, Kept), StationError> {
        let kept = self
            .calibrations()?
            .into_iter()
            .find(|kept| kept.id == id)
            .ok_or(StationError::NoCalibration)?;
        let days = (self.now().date() - kept.day).get_days();
        if days > CALIBRATION_DAYS {
            return Err(StationError::StaleCalibration { days });
        }
        if self.watched(kept.id)?.moved {
            return Err(StationError::CameraMoved(kept.day));
        }
        let tray = tray(&kept).ok_or(StationError::NoCalibration)?;
        Ok((Arc::new(tray), kept))
    }
}

fn kept(content: Content) -> Option<Kept> {
    let Event::Calibration(calibration) = content.event else {
        return None;
    };
    Some(Kept {
        id: content.id,
        day: content.entered.date(),
        by: content.by,
        calibration,
    })
}

fn tray(kept: &Kept) -> Option<Tray> {
    let Calibration {
        width,
        height,
        corners_um,
        bend_ppm,
        gains_ppm,
        ..
    } = &kept.calibration;
    Some(Tray {
        calibration: Some(kept.id.to_string()),
        plane: calibration::plane(*width, *height, *corners_um, *bend_ppm)?,
        size: Some([*width, *height]),
        gains: gains_ppm.map(|gains| gains.map(|ppm| f64::from(ppm) / 1e6)),
    })
}

/// What [`Station::keep_calibration`] puts on record.
pub fn calibration_record(
    camera: &CameraId,
    setup: Option<&str>,
    measured: &Measured,
    ruler_mm: f64,
) -> Calibration {
    let millionths = |value: f64| (value * 1e6).round().clamp(0.0, f64::from(u32::MAX)) as u32;
    let um = |mm: f64| (mm * 1e3).round().clamp(0.0, f64::from(u32::MAX)) as u32;
    let spread = |spread: Spread| SpreadUm {
        median: um(spread.median_mm),
        worst: um(spread.worst_mm),
    };
    Calibration {
        camera: camera.to_string(),
        width: measured.width,
        height: measured.height,
        corners_um: measured.corners_um,
        bend_ppm: measured.bend_ppm,
        card: calibration::CARD.to_owned(),
        ruler_um: um(ruler_mm),
        marks: measured.marks as u32,
        covered_ppm: millionths(measured.covered),
        place_error_um: spread(measured.place),
        length_error_um: spread(measured.length),
        gains_ppm: measured.white.gains.map(|gains| gains.map(millionths)),
        camera_setup: setup.map(str::to_owned),
    }
}
