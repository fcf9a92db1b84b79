//! The card seen live on the left; what to do, what hinders and what was measured on the right.

use eframe::egui::{
    self, Align, Layout, Painter, Pos2, Rect, ScrollArea, Sense, Shape, Spinner, Stroke, Ui,
    WidgetInfo, accesskit::Role, vec2,
};

use super::figures::{Column, table};
use super::{AtCalibration, Desk, Taken};
use crate::calibration::{FoundMark, GRID, Measured};
use crate::camera::State;
use crate::people::Action;
use crate::station::{CALIBRATION_DAYS, CardLook, Guard, Kept, Scale, calibration_record};
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme::{self, GAP};
use crate::ui::kit::widgets::{
    Button, Weight, callout, card, field, heard, path_field, refused, soft,
};
use crate::ui::tray::shown;
use crate::ui::words::days::day_words;
use crate::ui::words::strings::{sentence, text, text_with};
use crate::ui::words::told::told;

/// Part of the width that the picture takes.
const PICTURE: f32 = 0.5;
/// Height that is kept below it for what is seen and what to press, points.
const BELOW: f32 = 300.0;
/// Part of the picture that the marks should enclose.
const WELL_COVERED: f64 = 0.5;
/// Paper and grey of the card that differ by more: the printer's grey has a color.
const APART: f64 = 0.08;

pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    if let Err(refusal) = view.station.offers(Action::RecordItem) {
        ui.label(theme::bold(text("calibration-title"), 28.0));
        refused(ui, &refusal);
        return;
    }
    let (width, height) = (ui.available_width() * PICTURE, ui.available_height());
    ui.horizontal_top(|ui| {
        let column = Layout::top_down(Align::Min);
        ui.allocate_ui_with_layout(vec2(width, height), column, |ui| {
            seen(ui, view);
            match &view.state.calibration.taken {
                Some(taken) => retake(ui, taken, commands),
                None => take(ui, &view.state.calibration, commands),
            }
        });
        ui.add_space(GAP);
        ui.allocate_ui_with_layout(vec2(ui.available_width(), height), column, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                ui.label(theme::bold(text("calibration-title"), 28.0));
                if let Some(taken) = &view.state.calibration.taken {
                    card(ui, |ui| confirm(ui, view, taken, commands));
                    return;
                }
                ui.label(soft(ui, text("calibration-cost")));
                ui.add_space(GAP);
                before(ui, view, commands);
            });
        });
    });
}

/// What the camera shows, with every mark that can be read.
fn seen(ui: &mut Ui, view: &View) {
    let desk = &view.state.calibration;
    let Some(texture) = view.state.camera.live() else {
        callout(ui, &shown::words(view.state));
        return;
    };
    let marks = match &desk.look {
        Some(Ok(look)) => look.marks.as_slice(),
        _ => &[],
    };
    let [width, height] = view.state.camera.size.map(|side| side as f32);
    let size = vec2(width, height);
    let room = ui.available_size() - vec2(0.0, BELOW);
    let scale = (room.x / size.x.max(1.0)).min(room.y.max(120.0) / size.y.max(1.0));
    let (rect, response) = ui.allocate_exact_size(size * scale, Sense::hover());
    let name = text("camera-picture");
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    egui::Image::new(texture).paint_at(ui, rect);
    let palette = theme::palette(ui);
    for mark in marks {
        for (width, color) in [(5.0, palette.mark_shadow), (2.5, palette.mark)] {
            outline(ui.painter(), rect, scale, mark, Stroke::new(width, color));
        }
    }
    ui.label(theme::bold(marks_words(marks.len()), 18.0));
}

fn outline(painter: &Painter, rect: Rect, scale: f32, mark: &FoundMark, stroke: Stroke) {
    let at = |[x, y]: [f64; 2]| rect.min + vec2(x as f32, y as f32) * scale;
    let corners: Vec<Pos2> = mark.corners.into_iter().map(at).collect();
    painter.add(Shape::closed_line(corners, stroke));
}

fn marks_words(found: usize) -> String {
    let values = [
        ("found", found.to_string().into()),
        ("all", (GRID * GRID).to_string().into()),
    ];
    text_with("calibration-marks-seen", values)
}

/// What held until now, and the card to print.
fn before(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let desk = &view.state.calibration;
    if let Some(Ok(look)) = &desk.look {
        card(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.label(theme::bold(text("calibration-now"), 20.0));
            ui.label(scale_words(&look.scale));
            if let Some(kept) = look.scale.kept() {
                table(ui, &[column_of(kept)]);
            }
        });
        ui.add_space(GAP);
    }
    card(ui, |ui| print(ui, view, desk, commands));
}

/// The first step: the card on paper, and what its line measures there.
fn print(ui: &mut Ui, view: &View, desk: &Desk, commands: &mut Vec<Command>) {
    ui.set_min_width(ui.available_width());
    ui.label(theme::bold(text("calibration-print"), 20.0));
    ui.label(text("calibration-print-lead"));
    let width = ui.available_width() - 28.0;
    let mut path = desk.card_path(view.station).display().to_string();
    if path_field(ui, &text("calibration-path"), &mut path, width).changed() {
        commands.push(Command::Calibration(AtCalibration::Path(path)));
    }
    ui.horizontal_wrapped(|ui| {
        let choose = Button::new(text("export-choose")).icon(Icon::Folder);
        if !view.state.kiosk && choose.show(ui).clicked() {
            commands.push(Command::Calibration(AtCalibration::ChooseFile));
        }
        let save = Button::new(text("calibration-save-card"))
            .icon(Icon::Export)
            .enabled(!desk.busy);
        if save.show(ui).clicked() {
            commands.push(Command::Calibration(AtCalibration::SaveCard));
        }
    });
    let mut ruler = desk.ruler.clone();
    let label = match desk.ruler_mm() {
        Some(_) => text("calibration-ruler"),
        None => text("calibration-ruler-problem"),
    };
    if field(ui, &label, "100", &mut ruler, 200.0).changed() {
        commands.push(Command::Calibration(AtCalibration::Ruler(ruler)));
    }
}

/// The second step: the card under the camera.
fn take(ui: &mut Ui, desk: &Desk, commands: &mut Vec<Command>) {
    ui.label(soft(ui, text("calibration-lay")));
    let (words, measured) = found(desk.look.as_ref());
    heard(&ui.label(theme::bold(words, 18.0)));
    for caveat in measured.map(caveats).unwrap_or_default() {
        ui.label(caveat);
    }
    let take = Button::new(text("calibration-take"))
        .icon(Icon::Camera)
        .weight(Weight::Primary)
        .enabled(measured.is_some())
        .width(ui.available_width());
    if take.show(ui).clicked() {
        commands.push(Command::Calibration(AtCalibration::Take));
    }
}

/// What is seen of the card, in words: that it is enough, or what hinders.
fn found(look: Option<&Result<CardLook, String>>) -> (String, Option<&Measured>) {
    match look {
        None => (text("calibration-looking"), None),
        Some(Err(words)) => (sentence(words), None),
        Some(Ok(look)) => match &look.measured {
            Err(hinders) => (sentence(&told(hinders)), None),
            Ok(measured) => (text("calibration-good"), Some(measured)),
        },
    }
}

/// What it will not be good for, although it can be taken.
fn caveats(measured: &Measured) -> Vec<String> {
    let mut caveats = Vec::new();
    if measured.covered < WELL_COVERED {
        let percent = (measured.covered * 100.0).round().to_string();
        caveats.push(text_with(
            "calibration-covers",
            [("percent", percent.into())],
        ));
    }
    if measured.white.gains.is_none() {
        caveats.push(text("calibration-no-white-why"));
    }
    if measured.white.apart.is_some_and(|apart| apart > APART) {
        caveats.push(text("calibration-grey-has-color"));
    }
    caveats
}

/// The last step: the new one beside what held until now.
fn confirm(ui: &mut Ui, view: &View, taken: &Taken, commands: &mut Vec<Command>) {
    ui.set_min_width(ui.available_width());
    ui.label(theme::bold(text("calibration-confirm"), 20.0));
    if view.state.calibration.busy {
        ui.add(Spinner::new().size(24.0).color(theme::palette(ui).primary));
    } else {
        keep(ui, commands);
    }
    let record = calibration_record(
        &taken.camera,
        taken.setup.as_deref(),
        &taken.measured,
        taken.ruler_mm,
    );
    let mut columns = vec![Column {
        title: text("calibration-new"),
        calibration: &record,
        taken: text("calibration-just-now"),
    }];
    if let Some(Ok(look)) = &view.state.calibration.look {
        columns.extend(look.scale.kept().map(column_of));
    }
    table(ui, &columns);
}

/// In sight without scrolling, and away from where it was taken: a second tap there must not confirm.
fn keep(ui: &mut Ui, commands: &mut Vec<Command>) {
    let keep = Button::new(text("calibration-keep"))
        .icon(Icon::Check)
        .weight(Weight::Primary)
        .width(ui.available_width());
    if keep.show(ui).clicked() {
        commands.push(Command::Calibration(AtCalibration::Keep));
    }
}

fn retake(ui: &mut Ui, taken: &Taken, commands: &mut Vec<Command>) {
    ui.label(text("calibration-confirm-lead"));
    for caveat in caveats(&taken.measured) {
        ui.label(caveat);
    }
    let again = Button::new(text("calibration-again")).icon(Icon::Undo);
    if again.tall().show(ui).clicked() {
        commands.push(Command::Calibration(AtCalibration::Retake));
    }
}

fn column_of(kept: &Kept) -> Column<'_> {
    let values = [
        ("day", day_words(kept.day).into()),
        ("name", kept.by.as_str().into()),
    ];
    Column {
        title: text("calibration-before"),
        calibration: &kept.calibration,
        taken: text_with("calibration-by", values),
    }
}

/// Whether pills are measured, and why not.
pub fn scale_words(scale: &Scale) -> String {
    let of = |key: &str, kept: &Kept| text_with(key, [("day", day_words(kept.day).into())]);
    match scale {
        Scale::Known { kept, guard, .. } => {
            let key = match guard {
                Guard::NotYet => "scale-known",
                Guard::Noticed(_) => "scale-known-noticed",
                Guard::TooPlain => "scale-known-plain",
            };
            of(key, kept)
        }
        Scale::Never => text("scale-never"),
        Scale::OtherCamera(kept) => of("scale-other-camera", kept),
        Scale::OtherSize(kept) => of("scale-other-size", kept),
        Scale::Moved(kept) => of("scale-moved", kept),
        Scale::Stale { days, .. } => text_with(
            "scale-stale",
            [
                ("days", days.to_string().into()),
                ("most", CALIBRATION_DAYS.to_string().into()),
            ],
        ),
    }
}

/// On the screens that show the tray: that pills are not measured, and the way to where that is
/// mended; where they are, only the way.
pub fn notice(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let Some(scale) = &view.state.scale else {
        return;
    };
    if let Scale::Moved(_) = scale {
        callout(ui, &scale_words(scale));
    } else {
        ui.label(soft(ui, scale_words(scale)));
    }
    if let Some(State::Live(setup)) = &view.state.camera.state
        && scale.is_other_white(Some(setup))
    {
        callout(ui, &text("scale-other-white"));
    }
    let words = match scale {
        Scale::Known { .. } | Scale::Moved(_) => text("calibrate-again"),
        Scale::Never | Scale::OtherCamera(_) | Scale::OtherSize(_) | Scale::Stale { .. } => {
            text("calibrate")
        }
    };
    if Button::new(words).icon(Icon::Camera).show(ui).clicked() {
        commands.push(Command::Calibration(AtCalibration::Open));
    }
    if let Scale::Moved(_) = scale {
        let unmoved = Button::new(text("camera-unmoved")).icon(Icon::Check);
        if unmoved.show(ui).clicked() {
            commands.push(Command::Calibration(AtCalibration::Unmoved));
        }
    }
}
