//! Several pills: outlined and numbered in the picture, each a mark that can be tapped.

use eframe::egui::{
    Align, Align2, CornerRadius, Image, Layout, Pos2, Rect, Sense, Shape, Stroke, Ui, Vec2,
    WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::list;
use crate::ui::app::View;
use crate::ui::commands::Command;
use crate::ui::kit::icons::Icon;
use crate::ui::kit::theme::{self, GAP};
use crate::ui::kit::widgets::{focus_ring, soft};
use crate::ui::pill::Pill;
use crate::ui::state::Tray;
use crate::ui::words::strings::{text, text_with};

/// Part of the width that the picture takes.
const PICTURE: f32 = 0.6;

/// Least width of the list, points.
const LIST: f32 = 470.0;

/// The picture with every pill outlined, and the list to choose from.
pub fn show(ui: &mut Ui, view: &View, tray: &Tray, commands: &mut Vec<Command>) {
    let room = ui.available_width();
    let left = (room * PICTURE).min(room - LIST).max(420.0);
    let height = ui.available_height();
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(vec2(left, height), Layout::top_down(Align::Min), |ui| {
            picture(ui, view, tray, commands);
        });
        ui.add_space(GAP);
        ui.allocate_ui_with_layout(
            vec2(ui.available_width(), height),
            Layout::top_down(Align::Min),
            |ui| {
                list::show(ui, view, tray, commands);
            },
        );
    });
}

fn picture(ui: &mut Ui, view: &View, tray: &Tray, commands: &mut Vec<Command>) {
    if tray.drawing {
        ui.label(soft(ui, text("drawing-note")));
    }
    outlined(ui, view, tray, ui.available_size(), commands);
}

/// The live picture, or the photograph, as large as fits into `room`, with the pills marked.
pub fn outlined(ui: &mut Ui, view: &View, tray: &Tray, room: Vec2, commands: &mut Vec<Command>) {
    let [width, height] = tray.size.map(|side| side as f32);
    let scale = (room.x / width).min(room.y / height);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height) * scale, Sense::hover());
    let live = view.state.camera.live().filter(|_| tray.live);
    let name = if live.is_some() {
        text("camera-picture")
    } else {
        text("tray-picture")
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    Image::new(live.unwrap_or(&tray.texture))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .paint_at(ui, rect);
    for pill in &tray.pills {
        let Some(lies) = &pill.lies else { continue };
        let at = |[x, y]: [f32; 2]| rect.min + vec2(x + 0.5, y + 0.5) * scale;
        let outline: Vec<Pos2> = lies.outline.iter().map(|&point| at(point)).collect();
        let bounds = Rect::from_points(&outline).expand(6.0);
        let target = Rect::from_center_size(
            bounds.center(),
            bounds.size().max(Vec2::splat(theme::CONTROL_HEIGHT)),
        );
        let id = ui.scope_id().with(("outline", pill.number));
        let response = ui.interact(target, id, Sense::click());
        let name = text_with("outline-name", [("number", pill.number.into())]);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        let strong = response.hovered() || response.has_focus() || pill.number == view.state.focus;
        mark(ui, &outline, bounds, pill, strong);
        focus_ring(ui, &response);
        if response.clicked() {
            commands.push(Command::Focus(pill.number));
        }
    }
}

/// An outline with its number, dark under bright so that it shows on any ground; with a sign where
/// there is something to be done, or nothing any more.
fn mark(ui: &Ui, outline: &[Pos2], bounds: Rect, pill: &Pill, strong: bool) {
    let palette = theme::palette(ui);
    let width = if strong { 4.0 } else { 2.5 };
    let painter = ui.painter();
    let line = if pill.is_touching() {
        palette.mark_touching
    } else {
        palette.mark
    };
    painter.add(Shape::closed_line(
        outline.to_vec(),
        Stroke::new(width + 2.5, palette.mark_shadow),
    ));
    painter.add(Shape::closed_line(
        outline.to_vec(),
        Stroke::new(width, line),
    ));
    let disk = |center: Pos2| {
        painter.circle(center, 16.0, palette.mark_shadow, Stroke::new(2.0, line));
    };
    let center = pos2(bounds.left() + 4.0, bounds.top() + 4.0)
        .max(ui.min_rect().left_top() + Vec2::splat(17.0));
    disk(center);
    painter.text(
        center,
        Align2::CENTER_CENTER,
        pill.number.to_string(),
        theme::bold_font(18.0),
        line,
    );
    let sign = match (pill.is_touching(), pill.recorded.is_some()) {
        (true, _) => Icon::Split,
        (false, true) => Icon::Check,
        (false, false) => return,
    };
    let center = center + vec2(34.0, 0.0);
    disk(center);
    sign.paint(
        painter,
        Rect::from_center_size(center, Vec2::splat(20.0)),
        line,
    );
}
