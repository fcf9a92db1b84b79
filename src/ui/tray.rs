//! Several pills in one photograph: outlined, numbered, counted, and one of them chosen.

use eframe::egui::{
    self, Align, Align2, CornerRadius, Image, Layout, Pos2, Rect, ScrollArea, Sense, Shape, Stroke,
    Ui, Vec2, WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::app::View;
use super::candidates;
use super::commands::Command;
use super::hazard_banner;
use super::icons::Icon;
use super::state::{Pill, Reading, Tray};
use super::strings::{text, text_with};
use super::theme::{self, GAP};
use super::widgets::{Button, percent, pick_row, soft};

/// The photograph with every pill outlined, and the list to choose from.
pub fn show(ui: &mut Ui, view: &View, tray: &Tray, commands: &mut Vec<Command>) {
    let left = (ui.available_width() * 0.58).max(420.0);
    let height = ui.available_height();
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(vec2(left, height), Layout::top_down(Align::Min), |ui| {
            photograph(ui, view, tray, commands);
        });
        ui.add_space(GAP);
        ui.allocate_ui_with_layout(
            vec2(ui.available_width(), height),
            Layout::top_down(Align::Min),
            |ui| {
                pill_list(ui, view, tray, commands);
            },
        );
    });
}

fn photograph(ui: &mut Ui, view: &View, tray: &Tray, commands: &mut Vec<Command>) {
    if tray.drawing {
        ui.label(soft(ui, text("drawing-note")));
    }
    let [width, height] = tray.size.map(|side| side as f32);
    let room = ui.available_size();
    let scale = (room.x / width).min(room.y / height);
    let (rect, _) = ui.allocate_exact_size(vec2(width, height) * scale, Sense::hover());
    Image::new(&tray.texture)
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .paint_at(ui, rect);
    for (place, pill) in tray.pills.iter().enumerate() {
        let Some(seen) = pill.sides.first() else {
            continue;
        };
        let at = |[x, y]: [f32; 2]| rect.min + vec2(x + 0.5, y + 0.5) * scale;
        let outline: Vec<Pos2> = seen.view.outline.iter().map(|&point| at(point)).collect();
        let bounds = Rect::from_points(&outline).expand(6.0);
        let target = Rect::from_center_size(
            bounds.center(),
            bounds.size().max(Vec2::splat(theme::CONTROL_HEIGHT)),
        );
        let response = ui.interact(
            target,
            ui.scope_id().with(("outline", place)),
            Sense::click(),
        );
        let name = text_with("outline-name", [("number", (place + 1).into())]);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        mark(
            ui,
            &outline,
            bounds,
            place,
            response.hovered() || response.has_focus() || place == view.state.focus,
        );
        if response.clicked() {
            commands.push(Command::Focus(place));
        }
    }
}

/// An outline with its number, dark under bright so that it shows on any ground.
fn mark(ui: &Ui, outline: &[Pos2], bounds: Rect, place: usize, strong: bool) {
    let palette = theme::palette(ui);
    let width = if strong { 4.0 } else { 2.5 };
    let painter = ui.painter();
    painter.add(Shape::closed_line(
        outline.to_vec(),
        Stroke::new(width + 2.5, palette.mark_shadow),
    ));
    painter.add(Shape::closed_line(
        outline.to_vec(),
        Stroke::new(width, palette.mark),
    ));
    let center = pos2(bounds.left() + 4.0, bounds.top() + 4.0)
        .max(ui.min_rect().left_top() + Vec2::splat(17.0));
    painter.circle(
        center,
        16.0,
        palette.mark_shadow,
        Stroke::new(2.0, palette.mark),
    );
    painter.text(
        center,
        Align2::CENTER_CENTER,
        (place + 1).to_string(),
        theme::bold_font(18.0),
        palette.mark,
    );
}

fn pill_list(ui: &mut Ui, view: &View, tray: &Tray, commands: &mut Vec<Command>) {
    ui.label(theme::bold(
        text_with("tray-count", [("count", tray.pills.len().into())]),
        24.0,
    ));
    let words = if tray.pills.iter().any(is_touching) {
        text("tray-touching")
    } else if tray.pills.is_empty() {
        text("no-pill-found")
    } else {
        text("tray-lead")
    };
    ui.label(soft(ui, words));
    let buttons_height = theme::PRIMARY_HEIGHT + 2.0 * GAP;
    let list_height = (ui.available_height() - buttons_height).max(120.0);
    ScrollArea::vertical()
        .max_height(list_height)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for (place, pill) in tray.pills.iter().enumerate() {
                pill_row(ui, view, place, pill, commands);
            }
        });
    ui.add_space(GAP);
    ui.horizontal(|ui| {
        let next = Button::new(text("open-photo")).icon(Icon::Folder).tall();
        if next.show(ui).clicked() {
            commands.push(Command::ChoosePhoto);
        }
        let wide = ui.available_width();
        if Button::new(text("put-away"))
            .icon(Icon::Cross)
            .key("Esc")
            .tall()
            .width(wide)
            .show(ui)
            .clicked()
        {
            commands.push(Command::PutAway);
        }
    });
}

fn is_touching(pill: &Pill) -> bool {
    pill.sides.iter().any(|side| side.view.touching)
}

fn pill_row(ui: &mut Ui, view: &View, place: usize, pill: &Pill, commands: &mut Vec<Command>) {
    let (title, detail) = pill_words(view, pill);
    let number = (place + 1).to_string();
    let name = text_with(
        "pill-name",
        [
            ("number", number.as_str().into()),
            ("title", title.as_str().into()),
        ],
    );
    let selected = place == view.state.focus;
    let row = pick_row(
        ui,
        ui.scope_id().with(("pill", place)),
        &name,
        selected,
        80.0,
        |ui| {
            candidates::number(ui, place + 1);
            if let Some(side) = pill.sides.first() {
                ui.add(
                    Image::new(&side.crop)
                        .fit_to_exact_size(Vec2::splat(64.0))
                        .corner_radius(CornerRadius::same(6)),
                );
            }
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.add_space(6.0);
                ui.add(egui::Label::new(theme::bold(title, 18.0)).truncate());
                ui.add(egui::Label::new(soft(ui, detail)).truncate());
            });
        },
    );
    let mark = Rect::from_center_size(row.rect.right_center() - vec2(24.0, 0.0), Vec2::splat(24.0));
    let palette = theme::palette(ui);
    if pill.recorded.is_some() {
        Icon::Check.paint(ui.painter(), mark, palette.primary);
    } else if is_touching(pill) {
        Icon::Split.paint(ui.painter(), mark, palette.unknown.line);
    }
    if row.clicked() {
        commands.push(Command::Focus(place));
    }
}

fn pill_words(view: &View, pill: &Pill) -> (String, String) {
    if let Some(words) = &pill.recorded {
        return (text("pill-recorded"), words.clone());
    }
    if is_touching(pill) {
        return (text("pill-touching"), text("pill-touching-advice"));
    }
    match &pill.reading {
        Reading::Waiting => (text("reading-picture"), String::new()),
        Reading::Failed(words) => (text("pill-failed"), words.clone()),
        Reading::Picture(identification) | Reading::Done(identification) => {
            let first = identification.candidates.first();
            let name = first
                .and_then(|candidate| candidate.products.first())
                .and_then(|&id| view.station.catalog().get(id))
                .map_or_else(|| text("unidentified"), |product| product.name.clone());
            let verdict = hazard_banner::verdict_words(identification.hazard.verdict);
            let share = percent(first.map_or(0.0, |candidate| candidate.confidence));
            (
                name,
                text_with(
                    "pill-likeliest",
                    [("percent", share.into()), ("verdict", verdict.into())],
                ),
            )
        }
    }
}
