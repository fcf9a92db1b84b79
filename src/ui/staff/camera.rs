//! Which camera looks at the tray: those that are connected, by the names that stay theirs.

use eframe::egui::{Id, ScrollArea, Ui};

use super::AtStaff;
use crate::camera::{CameraId, Choice};
use crate::station::{Station, StationError};
use crate::ui::app::{App, View};
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme::{self, GAP};
use crate::ui::kit::widgets::{Button, pick_row, refused, soft};
use crate::ui::words::strings::text;
use crate::ui::words::told::told;

impl App {
    pub(super) fn look_for_cameras(&mut self) {
        self.state.staff.problem = None;
        let _taken = self.ask(
            |_| Station::cameras(),
            |app, found| match found {
                Ok(cameras) => app.state.staff.cameras = Some(cameras),
                Err(fault) => app.state.staff.problem = Some(told(&fault)),
            },
        );
    }

    /// The camera is opened by the screens that show it, so the next of them opens this one.
    pub(super) fn take_camera(&mut self, id: Option<CameraId>) {
        self.state.staff.problem = None;
        let _taken = self.ask(
            move |station| station.choose_camera(id.as_ref()),
            |app, done| match done {
                Ok(()) => {
                    app.live.camera = None;
                    app.state.say(text("staff-camera-done"));
                }
                Err(error) => app.state.staff.problem = Some(told(&error)),
            },
        );
    }
}

pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    if let Err(refusal) = view.station.may_choose_camera() {
        refused(ui, &refusal);
        return;
    }
    let Choice::Camera { id: chosen, format } = view.station.camera_choice() else {
        refused(ui, &StationError::FolderForCamera);
        return;
    };
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(720.0);
        ui.label(soft(ui, text("staff-camera-lead")));
        if format.is_some() {
            ui.label(soft(ui, text("staff-camera-format")));
        }
        ui.add_space(GAP);
        let found = view.state.staff.cameras.as_deref();
        let chosen = chosen.as_ref();
        let first = text("staff-camera-first");
        row(ui, &first, "", None, chosen, commands);
        for camera in found.into_iter().flatten() {
            let id = chosen.filter(|id| camera.is(id)).unwrap_or(&camera.id);
            let more = id.to_string();
            row(ui, &camera.name, &more, Some(id), chosen, commands);
        }
        match (chosen, found) {
            (_, None) => {
                ui.label(soft(ui, text("staff-camera-looking")));
            }
            (Some(id), Some(found)) if !found.iter().any(|camera| camera.is(id)) => {
                let words = text("staff-camera-away");
                row(ui, &id.to_string(), &words, Some(id), chosen, commands);
            }
            (None, Some([])) => {
                ui.label(text("staff-camera-none"));
            }
            _ => {}
        }
        ui.add_space(GAP);
        let again = Button::new(text("staff-camera-again")).icon(Icon::Search);
        if again.show(ui).clicked() {
            commands.push(Command::Staff(AtStaff::LookForCameras));
        }
    });
}

fn row(
    ui: &mut Ui,
    name: &str,
    more: &str,
    id: Option<&CameraId>,
    chosen: Option<&CameraId>,
    commands: &mut Vec<Command>,
) {
    let is_chosen = id == chosen;
    let spoken = if more.is_empty() {
        name.to_owned()
    } else {
        format!("{name}, {more}")
    };
    let key = Id::unique(("camera", id.map(ToString::to_string)));
    let picked = pick_row(ui, key, &spoken, is_chosen, 64.0, |ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.label(theme::bold(name, 19.0));
            if !more.is_empty() {
                ui.label(soft(ui, more));
            }
        });
    });
    ui.add_space(GAP);
    if picked.clicked() && !is_chosen {
        commands.push(Command::Staff(AtStaff::TakeCamera(id.cloned())));
    }
}
