//! Several pills: outlined and numbered in the picture, each a mark that can be tapped.

use eframe::egui::{
    Align, Align2, CornerRadius, Image, Layout, PointerButton, Pos2, Rect, Response, Sense, Shape,
    Stroke, Ui, Vec2, WidgetInfo, accesskit::Role, pos2, vec2,
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
    let at = |[x, y]: [f32; 2]| rect.min + vec2(x + 0.5, y + 0.5) * scale;
    let pills = tray.pills.iter();
    let lying: Vec<Outlined> = pills
        .filter_map(|pill| Outlined::target(ui, pill, at))
        .collect();
    let hovered = lying.iter().find(|each| each.response.hovered());
    let pointer = ui.input(|input| input.pointer.hover_pos());
    let hovered = hovered.map(|hit| meant(&lying, hit, pointer).pill.number);
    for each in &lying {
        let number = each.pill.number;
        let strong = hovered == Some(number)
            || each.response.has_focus()
            || view.state.in_hand == Some(number);
        mark(ui, &each.outline, each.bounds, each.pill, strong);
        focus_ring(ui, &each.response);
    }
    if let Some(hit) = lying.iter().find(|each| each.response.clicked()) {
        let tapped = hit.response.clicked_by(PointerButton::Primary);
        let place = hit.response.interact_pointer_pos().filter(|_| tapped);
        let pill = meant(&lying, hit, place).pill;
        commands.push(Command::Focus(pill.number));
    }
}

/// A pill in the picture, and what is tapped for it.
struct Outlined<'a> {
    pill: &'a Pill,
    outline: Vec<Pos2>,
    bounds: Rect,
    response: Response,
}

impl<'a> Outlined<'a> {
    /// `at` leads from the photograph to the window; none for a pill that lies there no more.
    fn target(ui: &Ui, pill: &'a Pill, at: impl Fn([f32; 2]) -> Pos2) -> Option<Self> {
        let lies = pill.lies.as_ref()?;
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
        Some(Self {
            pill,
            outline,
            bounds,
            response,
        })
    }

    /// How far a place lies from what the outline encloses, and how far from its middle.
    fn apart(&self, place: Pos2) -> (f32, f32) {
        let edges = || {
            let next = self.outline.iter().cycle().skip(1);
            self.outline.iter().copied().zip(next.copied())
        };
        // Outlines are convex, and clockwise on the screen.
        let is_within = edges().all(|(from, to)| {
            let (edge, away) = (to - from, place - from);
            edge.x * away.y >= edge.y * away.x
        });
        let from_edge = |(from, to): (Pos2, Pos2)| {
            let edge = to - from;
            let along = (place - from).dot(edge) / edge.length_sq().max(f32::EPSILON);
            (from + edge * along.clamp(0.0, 1.0)).distance(place)
        };
        let apart = if is_within {
            0.0
        } else {
            edges().map(from_edge).fold(f32::INFINITY, f32::min)
        };
        (apart, self.bounds.center().distance(place))
    }
}

/// The pill that is meant by a tap on `hit` at this place, or by its key where there is none. What is
/// tapped of small pills overlaps.
fn meant<'a>(
    lying: &'a [Outlined<'a>],
    hit: &'a Outlined<'a>,
    place: Option<Pos2>,
) -> &'a Outlined<'a> {
    let Some(place) = place else { return hit };
    let there = lying
        .iter()
        .filter(|each| each.response.rect.contains(place));
    let nearest = there.min_by(|one, other| {
        let (one, other) = (one.apart(place), other.apart(place));
        one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1))
    });
    nearest.unwrap_or(hit)
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
