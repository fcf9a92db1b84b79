//! From an empty table to a photograph, and from several pills in it to the one in hand.

use eframe::egui::{
    self, Align, Align2, Color32, CornerRadius, Image, Layout, Margin, Pos2, Rect, ScrollArea, Sense, Shape,
    Stroke, Ui, Vec2, WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::app::View;
use super::candidates;
use super::commands::Command;
use super::hazard_banner;
use super::icons::Icon;
use super::state::{Chain, Pill, Reading, Screen, Tray, Work};
use super::strings::{text, text_with};
use super::theme::{self, GAP};
use super::widgets::{Button, Weight, card, percent, pick_row, soft};
use crate::station::PerItem;

/// The screen on which work begins.
pub fn show(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    match &view.state.tray {
        Some(tray) if view.state.work == Work::Idle => tray_screen(ui, view, tray, commands),
        _ => ScrollArea::vertical().auto_shrink(false).show(ui, |ui| empty_table(ui, view, commands)).inner,
    }
}

fn empty_table(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let rule = view.station.mode();
    let width = ui.available_width().min(1080.0);
    ui.vertical_centered(|ui| {
        ui.set_max_width(width);
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            if let Chain::Missing(words) = &view.state.chain {
                warning(ui, &text("missing-title"), &[words, &text("missing-by-hand")]);
            }
            if rule.per_item != PerItem::Yes {
                warning(ui, rule.title, &[rule.text, rule.citation]);
            }
            if rule.per_item == PerItem::No {
                return;
            }
            ui.add_space(GAP);
            ui.label(theme::bold(text("capture-title"), 30.0));
            ui.label(soft(ui, text("capture-lead")));
            ui.add_space(GAP);
            if view.state.work == Work::Idle {
                drop_place(ui, commands);
            } else {
                looking(ui, commands);
            }
            ui.add_space(GAP);
            ways_on(ui, view, commands);
        });
    });
}

fn warning(ui: &mut Ui, title: &str, lines: &[&str]) {
    let tone = theme::palette(ui).unknown;
    egui::Frame::new()
        .fill(tone.ground)
        .stroke(Stroke::new(1.5, tone.line))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::same(16))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.label(theme::bold(title, 20.0).color(tone.words));
            for line in lines {
                ui.label(egui::RichText::new(*line).color(tone.words));
            }
        });
    ui.add_space(GAP);
}

fn drop_place(ui: &mut Ui, commands: &mut Vec<Command>) {
    let palette = theme::palette(ui);
    let over = ui.input(|input| !input.raw.hovered_files.is_empty());
    let ground = if over { palette.selected } else { palette.surface };
    egui::Frame::new()
        .fill(ground)
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::symmetric(24, 24))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.vertical_centered(|ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(64.0, 64.0), Sense::hover());
                Icon::Pill.paint(ui.painter(), rect, palette.primary);
                ui.label(theme::bold(text("capture-drop"), 22.0));
                ui.label(soft(ui, text("capture-formats")));
            });
            ui.add_space(12.0);
            let wide = (ui.available_width() - 2.0 * GAP) / 3.0;
            ui.horizontal(|ui| {
                let buttons = [
                    (text("open-photo"), Icon::Folder, "Ctrl+O", Weight::Primary, Command::ChoosePhoto),
                    (text("paste-photo"), Icon::Clipboard, "Ctrl+V", Weight::Plain, Command::Paste),
                    (text("try-it"), Icon::Pill, "Ctrl+T", Weight::Plain, Command::TryIt),
                ];
                for (words, icon, key, weight, command) in buttons {
                    let button = Button::new(words).icon(icon).key(key).weight(weight).tall().width(wide);
                    if button.show(ui).clicked() {
                        commands.push(command);
                    }
                }
            });
            let line = ui.min_rect().expand2(vec2(16.0, 16.0));
            dashed(ui, line, if over { palette.primary } else { palette.outline });
        });
}

fn dashed(ui: &Ui, rect: Rect, color: Color32) {
    let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    ui.painter().extend(Shape::dashed_line(&corners, Stroke::new(2.0, color), 10.0, 7.0));
}

fn looking(ui: &mut Ui, commands: &mut Vec<Command>) {
    card(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal(|ui| {
            ui.add(egui::Spinner::new().size(32.0).color(theme::palette(ui).primary));
            ui.label(theme::bold(text("looking"), 22.0));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if Button::new(text("stop")).icon(Icon::Cross).key("Esc").show(ui).clicked() {
                    commands.push(Command::StopLooking);
                }
            });
        });
    });
}

/// What the drawing is, where the camera will be, and the way without any photograph.
fn ways_on(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    ui.columns(3, |columns| {
        let [drawing, camera, by_hand] = columns else { return };
        way(drawing, Icon::Pill, "way-drawing-title", &text("way-drawing"), |_| {});
        way(camera, Icon::Camera, "way-camera-title", &text("way-camera"), |_| {});
        way(by_hand, Icon::Search, "way-by-hand-title", &text("way-by-hand"), |ui| {
            if Button::new(text("search-catalog")).icon(Icon::Search).key("Ctrl+F").show(ui).clicked() {
                commands.push(Command::Show(Screen::Search));
            }
        });
    });
    if view.state.recorded > 0 {
        ui.label(soft(ui, text_with("recorded-session", [("count", view.state.recorded.into())])));
    }
}

fn way(ui: &mut Ui, icon: Icon, title: &str, words: &str, more: impl FnOnce(&mut Ui)) {
    card(ui, |ui| {
        ui.set_min_size(vec2(ui.available_width(), 150.0));
        ui.spacing_mut().interact_size.y = 0.0;
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(22.0), Sense::hover());
            icon.paint(ui.painter(), rect, theme::palette(ui).soft);
            ui.label(theme::bold(text(title), 18.0));
        });
        // Columns justify what they hold; sentences read better ragged.
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ui.label(soft(ui, words));
            more(ui);
        });
    });
}

fn tray_screen(ui: &mut Ui, view: &View, tray: &Tray, commands: &mut Vec<Command>) {
    let left = (ui.available_width() * 0.58).max(420.0);
    let height = ui.available_height();
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(vec2(left, height), Layout::top_down(Align::Min), |ui| {
            photograph(ui, view, tray, commands);
        });
        ui.add_space(GAP);
        ui.allocate_ui_with_layout(vec2(ui.available_width(), height), Layout::top_down(Align::Min), |ui| {
            pill_list(ui, view, tray, commands);
        });
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
    Image::new(&tray.texture).corner_radius(CornerRadius::same(theme::RADIUS)).paint_at(ui, rect);
    for (place, pill) in tray.pills.iter().enumerate() {
        let Some(seen) = pill.sides.first() else { continue };
        let at = |[x, y]: [f32; 2]| rect.min + vec2(x + 0.5, y + 0.5) * scale;
        let outline: Vec<Pos2> = seen.view.outline.iter().map(|&point| at(point)).collect();
        let bounds = Rect::from_points(&outline).expand(6.0);
        let target = Rect::from_center_size(bounds.center(), bounds.size().max(Vec2::splat(theme::CONTROL_HEIGHT)));
        let response = ui.interact(target, ui.scope_id().with(("outline", place)), Sense::click());
        let name = text_with("outline-name", [("number", (place + 1).into())]);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        mark(ui, &outline, bounds, place, response.hovered() || response.has_focus() || place == view.state.focus);
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
    painter.add(Shape::closed_line(outline.to_vec(), Stroke::new(width + 2.5, palette.mark_shadow)));
    painter.add(Shape::closed_line(outline.to_vec(), Stroke::new(width, palette.mark)));
    let center = pos2(bounds.left() + 4.0, bounds.top() + 4.0).max(ui.min_rect().left_top() + Vec2::splat(17.0));
    painter.circle(center, 16.0, palette.mark_shadow, Stroke::new(2.0, palette.mark));
    painter.text(center, Align2::CENTER_CENTER, (place + 1).to_string(), theme::bold_font(18.0), palette.mark);
}

fn pill_list(ui: &mut Ui, view: &View, tray: &Tray, commands: &mut Vec<Command>) {
    ui.label(theme::bold(text_with("tray-count", [("count", tray.pills.len().into())]), 24.0));
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
    ScrollArea::vertical().max_height(list_height).auto_shrink([false, true]).show(ui, |ui| {
        for (place, pill) in tray.pills.iter().enumerate() {
            pill_row(ui, view, place, pill, commands);
        }
    });
    ui.add_space(GAP);
    ui.horizontal(|ui| {
        let wide = (ui.available_width() - GAP) / 2.0;
        let next = Button::new(text("open-photo")).icon(Icon::Folder).key("Ctrl+O").tall().width(wide);
        if next.show(ui).clicked() {
            commands.push(Command::ChoosePhoto);
        }
        if Button::new(text("put-away")).icon(Icon::Cross).key("Esc").tall().width(wide).show(ui).clicked() {
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
    let name = text_with("pill-name", [("number", number.as_str().into()), ("title", title.as_str().into())]);
    let selected = place == view.state.focus;
    let row = pick_row(ui, ui.scope_id().with(("pill", place)), &name, selected, 80.0, |ui| {
        candidates::number(ui, place + 1);
        if let Some(side) = pill.sides.first() {
            ui.add(Image::new(&side.crop).fit_to_exact_size(Vec2::splat(64.0)).corner_radius(CornerRadius::same(6)));
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.add_space(6.0);
            ui.add(egui::Label::new(theme::bold(title, 18.0)).truncate());
            ui.add(egui::Label::new(soft(ui, detail)).truncate());
        });
    });
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
            (name, text_with("pill-likeliest", [("percent", share.into()), ("verdict", verdict.into())]))
        }
    }
}
