//! The calibration card: printed, laid under the camera and looked at live, then confirmed.
//!
//! What was calibrated before holds until a person confirms the new one.

mod figures;
mod screen;

use std::path::PathBuf;
use std::sync::Arc;

pub use screen::{notice, scale_words, show};

use crate::calibration::{Measured, RULER_MM};
use crate::camera::{CameraId, Frame};
use crate::people::Action;
use crate::station::{CardLook, Scale, Station, StationError};
use crate::ui::app::App;
use crate::ui::state::Screen;
use crate::ui::words::strings::{text, text_with};
use crate::ui::words::told::told;
use crate::ui::workers::desktop;
use crate::ui::workers::ledger::Job;
use crate::ui::workers::post::FileOf;

/// What the screen shows.
#[derive(Default)]
pub struct Desk {
    /// What the newest look at the live picture said, or why it could not be.
    pub look: Option<Result<CardLook, String>>,
    /// Taken, and not confirmed yet.
    pub taken: Option<Taken>,
    /// What a person measured on the card's line, as it is typed; empty for what it should be.
    pub ruler: String,
    /// Where the card goes, once a person has said so.
    pub path: Option<String>,
    /// The card is being written, or the calibration recorded.
    pub busy: bool,
}

/// A calibration that waits to be confirmed.
#[derive(Clone)]
pub struct Taken {
    pub camera: CameraId,
    pub setup: Option<Arc<str>>,
    pub measured: Measured,
    pub ruler_mm: f64,
}

/// What a person asks for here.
#[derive(Clone, Debug)]
pub enum AtCalibration {
    Open,
    Path(String),
    ChooseFile,
    /// Write the card.
    SaveCard,
    Ruler(String),
    /// Take what the newest look measured.
    Take,
    /// Leave what was taken and look again.
    Retake,
    /// Record what was taken; from then on it holds.
    Keep,
    /// The camera that seems to have moved did not.
    Unmoved,
}

impl Desk {
    /// What was seen and taken, and not kept, is nobody's to keep later: the camera may have been moved.
    pub fn leave(&mut self) {
        self.look = None;
        self.taken = None;
    }

    /// Millimetres that the card's line measures; none while what is typed is no number.
    pub fn ruler_mm(&self) -> Option<f64> {
        let typed = self.ruler.trim().replace(',', ".");
        if typed.is_empty() {
            return Some(RULER_MM);
        }
        typed.parse().ok().filter(|mm: &f64| mm.is_finite())
    }

    /// Where the card goes: the station's own folder unless a person says otherwise.
    pub fn card_path(&self, station: &Station) -> PathBuf {
        match &self.path {
            Some(path) => PathBuf::from(path.trim()),
            None => station.exports().join("calibration-card.pdf"),
        }
    }
}

impl App {
    /// Carries out what was asked for on this screen.
    pub(super) fn at_calibration(&mut self, asked: AtCalibration) {
        let desk = &mut self.state.calibration;
        match asked {
            AtCalibration::Open => {
                desk.leave();
                self.show(Screen::Calibration);
            }
            AtCalibration::Path(path) => desk.path = Some(path),
            AtCalibration::ChooseFile => {
                let path = desk.card_path(&self.station);
                self.ask_desktop(|post| desktop::choose_document(post, &path, FileOf::Card));
            }
            AtCalibration::SaveCard => self.save_card(),
            AtCalibration::Ruler(words) => {
                desk.ruler = words;
                desk.look = None;
                self.live.glance.again();
            }
            AtCalibration::Take => {
                if let Some(Ok(look)) = &desk.look
                    && let Ok(measured) = &look.measured
                {
                    desk.taken = Some(Taken {
                        camera: look.camera.clone(),
                        setup: look.setup.clone(),
                        measured: measured.clone(),
                        ruler_mm: look.ruler_mm,
                    });
                }
            }
            AtCalibration::Retake => {
                desk.taken = None;
                self.live.glance.again();
            }
            AtCalibration::Keep => self.keep_taken(),
            AtCalibration::Unmoved => self.confirm_unmoved(),
        }
    }

    fn save_card(&mut self) {
        let path = self.state.calibration.card_path(&self.station);
        if path.file_name().is_none() {
            self.state.warn(text("report-no-name"));
            return;
        }
        if self.is_in_the_way(&path) {
            return;
        }
        self.state.calibration.busy = self.ask(
            move |station| {
                let written = station.write_named::<(), StationError>(&path, |file| {
                    Station::write_calibration_card(file)
                });
                let place = path.display().to_string();
                match written {
                    Ok(()) => Ok(place),
                    Err(error) => Err(format!("{place}: {}", told(&error))),
                }
            },
            |app, written| {
                app.state.calibration.busy = false;
                match written {
                    Ok(place) => app
                        .state
                        .say(text_with("card-saved", [("path", place.into())])),
                    Err(words) => app.state.warn(words),
                }
            },
        );
    }

    fn keep_taken(&mut self) {
        let Some(taken) = self.state.calibration.taken.clone() else {
            return;
        };
        self.state.calibration.busy = self.ask(
            move |station| {
                let Taken {
                    camera,
                    setup,
                    measured,
                    ruler_mm,
                } = taken;
                station.keep_calibration(&camera, setup.as_deref(), &measured, ruler_mm)
            },
            |app, kept| {
                app.state.calibration.busy = false;
                match kept {
                    Ok(_) => {
                        app.state.calibration.taken = None;
                        app.live.glance.again();
                        app.ask_scale();
                        app.state.say(text("calibration-kept"));
                    }
                    Err(error) => app.state.warn(told(&error)),
                }
            },
        );
    }

    fn confirm_unmoved(&mut self) {
        let Some(Scale::Moved(kept)) = &self.state.scale else {
            return;
        };
        let id = kept.id;
        let _taken = self.ask(
            move |station| station.confirm_unmoved(id),
            |app, noted| match noted {
                Ok(()) => {
                    app.ask_scale();
                    app.live.look_at_once();
                    app.state.say(text("camera-unmoved-kept"));
                }
                Err(error) => app.state.warn(told(&error)),
            },
        );
    }

    /// The look for the card in `frame`; none while one that was taken waits to be confirmed.
    pub(super) fn card_look(&self, frame: Frame) -> Option<Job> {
        let desk = &self.state.calibration;
        let ruler_mm = desk.ruler_mm().filter(|_| desk.taken.is_none())?;
        Some(Box::new(move |station| {
            let look = station.look_at_card(&frame, ruler_mm);
            Box::new(move |app: &mut Self| {
                let desk = &mut app.state.calibration;
                // Another length may have been typed meanwhile.
                if desk.ruler_mm() == Some(ruler_mm) {
                    desk.look = Some(look.map_err(|error| told(&error)));
                }
            })
        }))
    }

    /// Asks whether pictures of the camera are measured, for the screens that say so.
    pub(super) fn ask_scale(&mut self) {
        let Some(frame) = self.live.newest() else {
            return;
        };
        if self.station.offers(Action::RecordItem).is_err() {
            return;
        }
        let (width, height) = frame.pixels.dimensions();
        let Some(camera) = frame.camera().cloned() else {
            return;
        };
        let _taken = self.ask(
            move |station| station.scale(&camera, width, height),
            |app, scale: Result<Scale, StationError>| app.state.scale = scale.ok(),
        );
    }
}
