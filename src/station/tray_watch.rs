//! Whether a calibrated camera is still where it was: what the tray looked like at rest is kept in the
//! record, and every later look at the tray is held against it.

use std::sync::Arc;

use super::{Guard, Permitted, Scale, Station, StationError};
use crate::{
    calibration::{Agreement, Resting, find_marks},
    camera::Frame,
    ledger::{Event, EventKind, RecordId, TrayCheck},
    people::Action,
};

/// What one look that shows another tray counts, and one that shows this one elsewhere: more, since
/// a cloth over the tray does not do that.
const UNLIKE: u32 = 1;
const ELSEWHERE: u32 = 2;
/// Counts in a row that make it sure.
const SURE: u32 = 6;

/// What the looks at a tray have come to so far.
#[derive(Default)]
pub struct TrayWatch {
    /// The calibration that they are held against.
    calibration: Option<RecordId>,
    doubts: u32,
    /// Seen once; what a second look confirms is kept.
    first: Option<Resting>,
}

/// What a look at the tray came to.
pub enum Watched {
    Settled,
    /// Another look is needed to be sure.
    LookAgain,
    /// Pictures of this camera are measured otherwise from now on, or not any more.
    Changed(Box<Scale>),
}

/// What the record says of a calibrated tray since.
#[derive(Default)]
pub(super) struct Since {
    pub moved: bool,
    at_rest: Option<Resting>,
}

impl Since {
    pub fn guard(self) -> Guard {
        match self.at_rest {
            None => Guard::NotYet,
            Some(resting) if resting.tells() => Guard::Noticed(Arc::new(resting)),
            Some(_) => Guard::TooPlain,
        }
    }
}

impl Station {
    /// Holds what a camera shows of a tray that lies still against how that tray looked when the camera
    /// was calibrated. The first looks at it `is_empty` are kept; a camera that is surely elsewhere is
    /// recorded, and not measured with any more.
    pub fn watch_tray(
        &self,
        watch: &mut TrayWatch,
        frame: &Frame,
        is_empty: bool,
    ) -> Result<Watched, StationError> {
        let Some(camera) = frame.camera() else {
            return Ok(Watched::Settled);
        };
        let (width, height) = frame.pixels.dimensions();
        let Scale::Known { kept, guard, .. } = self.scale(camera, width, height)? else {
            *watch = TrayWatch::default();
            return Ok(Watched::Settled);
        };
        if watch.calibration != Some(kept.id) {
            *watch = TrayWatch {
                calibration: Some(kept.id),
                ..TrayWatch::default()
            };
        }
        if guard == Guard::TooPlain {
            return Ok(Watched::Settled);
        }
        let Ok(permitted) = self.permit(Action::RecordItem) else {
            return Ok(Watched::Settled);
        };
        let now = Resting::of(&frame.pixels);
        let Guard::Noticed(at_rest) = guard else {
            if !is_empty {
                watch.first = None;
                return Ok(Watched::Settled);
            }
            let agrees = |first: Resting| {
                matches!(
                    first.compare(&now),
                    Agreement::InPlace | Agreement::TooPlain
                )
            };
            if !watch.first.take().is_some_and(agrees) {
                watch.first = Some(now);
                return Ok(Watched::LookAgain);
            }
            // The card that it was calibrated with is no empty tray.
            if !find_marks(&frame.pixels).is_empty() {
                return Ok(Watched::Settled);
            }
            let check = TrayCheck::AtRest {
                calibration: kept.id,
                width: now.width(),
                grey: now.to_hex(),
            };
            self.note_check(&permitted, check)?;
            return Ok(Watched::Changed(Box::new(
                self.scale(camera, width, height)?,
            )));
        };
        let (counts, by) = match at_rest.compare(&now) {
            Agreement::Moved(by) => (ELSEWHERE, Some(by)),
            Agreement::Unlike if is_empty => (UNLIKE, None),
            // Pills may lie over everything that could be compared.
            Agreement::Unlike => return Ok(Watched::Settled),
            Agreement::InPlace | Agreement::TooPlain => {
                watch.doubts = 0;
                return Ok(Watched::Settled);
            }
        };
        watch.doubts += counts;
        if watch.doubts < SURE {
            return Ok(Watched::LookAgain);
        }
        *watch = TrayWatch::default();
        let check = TrayCheck::Moved {
            calibration: kept.id,
            by_ppm: by.map(|by| (by * 1e6).round().clamp(0.0, 1e6) as u32),
        };
        self.note_check(&permitted, check)?;
        Ok(Watched::Changed(Box::new(
            self.scale(camera, width, height)?,
        )))
    }

    /// Records that a person says that neither camera nor tray was moved: the calibration is used
    /// again, and how the tray looks is kept anew.
    pub fn confirm_unmoved(&self, calibration: RecordId) -> Result<(), StationError> {
        let permitted = self.permit(Action::RecordItem)?;
        let is_known = self
            .calibrations()?
            .iter()
            .any(|kept| kept.id == calibration);
        if !is_known {
            return Err(StationError::NoCalibration);
        }
        self.note_check(&permitted, TrayCheck::Unmoved { calibration })
    }

    /// Whether the camera of a calibration seems to have moved since.
    pub fn seems_moved(&self, calibration: RecordId) -> Result<bool, StationError> {
        Ok(self.watched(calibration)?.moved)
    }

    fn note_check(&self, by: &Permitted, check: TrayCheck) -> Result<(), StationError> {
        self.ledger
            .append(by.entry(self.now(), Event::TrayCheck(check)))?;
        Ok(())
    }

    pub(super) fn watched(&self, calibration: RecordId) -> Result<Since, StationError> {
        let mut since = Since::default();
        for content in self.ledger.contents(&[EventKind::TrayCheck])? {
            let Event::TrayCheck(check) = content.event else {
                continue;
            };
            if check.calibration() != calibration {
                continue;
            }
            match check {
                TrayCheck::AtRest { width, grey, .. } => {
                    since.at_rest = Resting::from_hex(width, &grey);
                }
                TrayCheck::Moved { .. } => since.moved = true,
                TrayCheck::Unmoved { .. } => since = Since::default(),
            }
        }
        Ok(since)
    }
}
