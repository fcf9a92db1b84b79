//! What is left to set up after the first administrator is made: a line above the real screens that
//! leads from one to the next. Every step can be done later.

use eframe::egui::{Layout, Ui};

use super::app::{App, View};
use super::calibration::AtCalibration;
use super::commands::Command;
use super::kit::icons::Icon;
use super::kit::theme;
use super::kit::widgets::{Button, Weight, soft};
use super::staff::{self, AtStaff};
use super::state::Screen;
use super::tray::shown;
use super::words::strings::{text, text_with};
use crate::people::Action;

/// One step after those of the set-up form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    People,
    Camera,
    Tray,
}

/// The site, and its administrator with the recovery code, come before them.
const BEFORE: usize = 2;
const STEPS: [(Step, &str); 3] = [
    (Step::People, "tour-people"),
    (Step::Camera, "tour-camera"),
    (Step::Tray, "tour-tray"),
];

/// How far the set-up form is, of all steps.
pub fn form_step(number: usize) -> String {
    text_with(
        "tour-step",
        [
            ("number", number.into()),
            ("all", (BEFORE + STEPS.len()).into()),
        ],
    )
}

impl Step {
    fn place(self) -> usize {
        STEPS
            .iter()
            .position(|(step, _)| *step == self)
            .unwrap_or(0)
    }

    fn next(self) -> Option<Self> {
        STEPS.get(self.place() + 1).map(|(step, _)| *step)
    }
}

impl App {
    /// Goes to a step, past those that this kind of site does not have; `None` ends it.
    pub(super) fn go_to_step(&mut self, step: Option<Step>) {
        let identifies = self.station.offers(Action::RecordItem).is_ok();
        self.state.tour = step.filter(|step| identifies || *step == Step::People);
        match self.state.tour {
            Some(Step::People) => self.at_staff(AtStaff::Go(staff::Page::People)),
            Some(Step::Camera | Step::Tray) => self.state.screen = Screen::Capture,
            None => {
                self.state.screen = Screen::Capture;
                self.state.take_only_pill();
            }
        }
    }
}

/// The line, while something is left.
pub fn show(ui: &mut Ui, view: &View, step: Step, commands: &mut Vec<Command>) {
    let number = BEFORE + step.place() + 1;
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::bold(form_step(number), 18.0));
        let words = STEPS.get(step.place()).map_or("", |(_, key)| *key);
        ui.label(text(words));
    });
    ui.with_layout(Layout::left_to_right(eframe::egui::Align::Min), |ui| {
        if step == Step::Camera && view.station.may_choose_camera().is_ok() {
            let choose = Button::new(text("choose-camera")).icon(Icon::Camera);
            if choose.show(ui).clicked() {
                commands.push(Command::Staff(AtStaff::Go(staff::Page::Camera)));
            }
        }
        if step == Step::Tray {
            let measure = Button::new(text("tour-calibrate")).icon(Icon::Camera);
            if measure.show(ui).clicked() {
                commands.push(Command::Calibration(AtCalibration::Open));
            }
        }
        let next = step
            .next()
            .filter(|_| view.station.offers(Action::RecordItem).is_ok());
        let words = if next.is_some() {
            text("tour-next")
        } else {
            text("tour-done")
        };
        let go = Button::new(words).icon(Icon::Check).weight(Weight::Primary);
        if go.show(ui).clicked() {
            commands.push(Command::Tour(next));
        }
        if next.is_some() && Button::new(text("tour-later")).show(ui).clicked() {
            commands.push(Command::Tour(None));
        }
    });
    // Which camera that is and its format; below the buttons, which long words would move.
    if step == Step::Camera && view.state.camera.state.is_some() {
        ui.label(soft(ui, shown::words(view.state)));
    }
}
